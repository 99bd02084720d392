//go:build linux || darwin || freebsd

package cli

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAFolderThatMayNotBeWrittenTo runs the program as somebody without
// rights: root may write everywhere.
func TestAFolderThatMayNotBeWrittenTo(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "rehearse")
	copyProgram(t, program)
	folder := filepath.Join(dir, "locked")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	story := filepath.Join(dir, "ferry.md")
	if err := os.WriteFile(story, []byte("I led the ferry team of 4 people.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(folder, 0o755) })
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"serve", "--data", folder}, "may not be written to"},
		{[]string{"import", story, "--data", folder}, "may not be written to"},
		{[]string{"import", story, "--data", filepath.Join(folder, "deeper")}, "may not be written to"},
		{[]string{"doctor", "--data", folder}, "rehearse can't write to the folder"},
	} {
		command := exec.Command(program, c.args...)
		command.Args[0] = "rehearse"
		command.Dir = dir
		if os.Getuid() == 0 {
			command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		var said bytes.Buffer
		command.Stdout, command.Stderr = &said, &said
		err := command.Run()
		if command.ProcessState == nil || command.ProcessState.ExitCode() != ExitFailed || !strings.Contains(said.String(), c.says) {
			t.Errorf("%v: %v, without %q:\n%s", c.args, err, c.says, &said)
		}
	}
}

// copyProgram copies this test to where anybody may run it; by the name
// rehearse it is the program.
func copyProgram(t *testing.T, to string) {
	t.Helper()
	in, err := os.Open("/proc/self/exe")
	if err != nil {
		t.Skip("the running program can't be copied here:", err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
