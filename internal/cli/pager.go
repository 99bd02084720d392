package cli

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
)

// paged prints through the person's pager on a terminal, and plainly
// elsewhere or where there is none. less is told to leave colours alone and
// to end by itself where the text fits the screen.
func (e *env) paged(print func() error) error {
	command := strings.Fields(os.Getenv("PAGER"))
	if len(command) == 0 {
		command = []string{"less", "-FRX"}
	}
	if !e.terminal {
		return print()
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return print()
	}
	pager := exec.Command(path, command[1:]...)
	pager.Stdout, pager.Stderr = os.Stdout, os.Stderr
	in, err := pager.StdinPipe()
	if err != nil || pager.Start() != nil {
		return print()
	}
	plain := e.out
	e.out = bufio.NewWriter(in)
	err = print()
	_ = e.out.Flush() // somebody who quits the pager early has seen enough
	_ = in.Close()
	_ = pager.Wait()
	e.out = plain
	return err
}
