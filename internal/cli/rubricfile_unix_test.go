//go:build unix

package cli

import (
	"path/filepath"
	"syscall"
	"testing"
)

func TestARubricIsNotReadFromAPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("NOT TESTED: no pipe can be made here: ", err)
	}
	if _, err := readRubricFile(pipe); err == nil {
		t.Error("a pipe was read")
	}
}
