// Rehearse reviews answers to leadership interview questions, offline and
// with evidence. See README.md.
package main

import (
	"os"

	"rehearse/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
