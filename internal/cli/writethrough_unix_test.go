//go:build linux || darwin || freebsd

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

// inFolder are the names of the files in a folder.
func inFolder(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, x := range entries {
		names = append(names, x.Name())
	}
	return names
}

// A command that is told to end in the middle of a file leaves no part of it.
func TestAStoppedCommandLeavesNoPartOfAFile(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		folder := t.TempDir()
		path := filepath.Join(folder, "b.rehearse")
		if err := os.WriteFile(path, []byte("as it was"), 0o600); err != nil {
			t.Fatal(err)
		}
		err := writeThrough(path, true, func(w io.Writer) error {
			if err := syscall.Kill(os.Getpid(), signal); err != nil {
				return err
			}
			// It stops as soon as the signal has arrived.
			for {
				if _, err := fmt.Fprintln(w, "my own words"); err != nil {
					return err
				}
			}
		})
		if !errors.Is(err, errStopped) {
			t.Errorf("%v: %v", signal, err)
		}
		if names := inFolder(t, folder); len(names) != 1 {
			t.Errorf("%v leaves %v", signal, names)
		}
		if data, _ := os.ReadFile(path); string(data) != "as it was" {
			t.Errorf("%v: the file holds %q", signal, data)
		}
	}
}

// Commands that write files of stories sweep up what a killed one left, and
// nothing else; doctor names it.
func TestUnfinishedFilesAreSweptUp(t *testing.T) {
	folder := t.TempDir()
	data := filepath.Join(folder, "data")
	s := storetest.Open(t, filepath.Join(data, databaseName))
	if err := s.Write(t.Context(), store.Local, func(tx *store.Tx) error { return tx.AddStory(store.Story{ID: "a", Answer: "So it went."}) }); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(folder, "first.rehearse")
	run := func(args ...string) string {
		var said bytes.Buffer
		Main(append(args, "--data", data), nil, &said, &said)
		return said.String()
	}
	run("backup", backup)
	story := filepath.Join(folder, "ferry.md")
	if err := os.WriteFile(story, []byte("I led the ferry team of 4 people.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, command := range map[string]struct {
		folder string
		args   []string
	}{
		"backup":  {filepath.Join(folder, "backups"), []string{"backup", filepath.Join(folder, "backups", "b.rehearse")}},
		"export":  {filepath.Join(folder, "out"), []string{"export", "--out", filepath.Join(folder, "out")}},
		"import":  {filepath.Join(folder, "in"), []string{"import", story, "--out", filepath.Join(folder, "in")}},
		"restore": {data, []string{"restore", backup, "--replace"}},
	} {
		if err := os.MkdirAll(command.folder, 0o700); err != nil {
			t.Fatal(err)
		}
		for file, age := range map[string]time.Duration{".rehearse-123": 2 * time.Hour, ".rehearse-456": 10 * time.Minute, ".rehearse-export.bak": 2 * time.Hour, "rehearse-789": 2 * time.Hour} {
			path, then := filepath.Join(command.folder, file), time.Now().Add(-age)
			if err := errors.Join(os.WriteFile(path, []byte("x"), 0o600), os.Chtimes(path, then, then)); err != nil {
				t.Fatal(err)
			}
		}
		if command.folder == data {
			if said := run("doctor"); !strings.Contains(said, "2 unfinished files are left") || !strings.Contains(said, ".rehearse-123 ") {
				t.Errorf("doctor says %s", said)
			}
		}
		said := run(command.args...)
		names := strings.Join(inFolder(t, command.folder), " ")
		if strings.Contains(names, ".rehearse-123") || !strings.Contains(names, ".rehearse-456") || !strings.Contains(names, ".rehearse-export.bak") || !strings.Contains(names, " rehearse-789") {
			t.Errorf("%s leaves %s\n%s", name, names, said)
		}
	}
}
