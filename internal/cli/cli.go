// Package cli is the command line: it parses flags, wires the other packages
// together and prints. Nothing below it knows of files, terminals or flags.
package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

// Exit codes of every command.
const (
	// ExitOK: done, and nothing at or above --fail-on.
	ExitOK = 0
	// ExitFindings: findings at or above --fail-on.
	ExitFindings = 1
	// ExitFailed: could not run, or a file could not be read.
	ExitFailed = 2
)

// commands are the commands and their flags, as kong reads them.
type commands struct {
	Review   reviewCommand   `cmd:"" help:"Review answers: roles, clock, findings, principles, level and the vote, each with its evidence."`
	Evaluate evaluateCommand `cmd:"" help:"Measure the reviewer against annotated answers."`
	Version  kong.VersionFlag `help:"Print the version and exit."`
}

// env is what a command may touch of the world around it.
type env struct {
	in       io.Reader
	out      *bufio.Writer
	errs     io.Writer
	terminal bool
}

// exit ends a command with a code and, where there is one, a sentence.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// Main runs one command and returns its exit code.
func Main(args []string, in io.Reader, out, errs io.Writer) int {
	var c commands
	e := &env{in: in, out: bufio.NewWriter(out), errs: errs, terminal: isTerminal(out)}
	code := run(&c, e, args)
	if err := e.out.Flush(); err != nil && code == ExitOK {
		fmt.Fprintf(errs, "rehearse: could not write the output: %v\n", err)
		return ExitFailed
	}
	return code
}

// ended is what kong's --help and --version panic with, so that Main can
// return instead of leaving the process.
type ended int

func run(c *commands, e *env, args []string) (code int) {
	defer func() {
		if r := recover(); r != nil {
			if n, ok := r.(ended); ok {
				code = int(n)
				return
			}
			panic(r)
		}
	}()
	parser, err := kong.New(c, kong.Name("rehearse"),
		kong.Description("Deliberate practice for leadership interviews: offline, private, with evidence."),
		kong.Writers(e.out, e.errs), kong.Vars{"version": version()}, kong.Bind(e),
		kong.Exit(func(n int) { panic(ended(n)) }), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(e.errs, "rehearse:", err)
		return ExitFailed
	}
	context, err := parser.Parse(args)
	if err == nil {
		err = context.Run()
	}
	var x *exit
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &x):
		if x.err != nil {
			fmt.Fprintln(e.errs, "rehearse:", x.err)
		}
		return x.code
	}
	fmt.Fprintln(e.errs, "rehearse:", err)
	return ExitFailed
}
