//go:build unix

package store_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rehearse/internal/store"
)

// openAndSay is a program that opens a store, writes to it and says how it
// went.
func openAndSay(path string) {
	s, err := store.Open(ctx, path)
	if err == nil {
		err = s.Write(ctx, store.Local, func(tx *store.Tx) error { return tx.PutSetting("pace", "1") })
		s.Close()
	}
	fmt.Println(errors.Is(err, store.ErrReadOnly), err)
}

// asNobody runs openAndSay without the rights of root, to whom nothing is
// read-only.
func asNobody(t *testing.T, program, path string) string {
	t.Helper()
	child := exec.Command(program, path)
	child.Env = append(os.Environ(), roleVariable+"=opener")
	if os.Geteuid() == 0 {
		child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func TestReadOnlyPlacesSaySo(t *testing.T) {
	// Not t.TempDir: nobody may not look into it.
	dir, err := os.MkdirTemp("", "rehearse-rights-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	program := filepath.Join(dir, "program")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(os.Args[0])
	must(err)
	must(os.WriteFile(program, data, 0o755))
	must(os.Chmod(dir, 0o755))
	place := func(name string, file, folder os.FileMode) string {
		path := filepath.Join(dir, name, "r.db")
		s, err := store.Open(ctx, path)
		must(err)
		must(s.Close())
		must(os.Chmod(path, file))
		must(os.Chmod(filepath.Dir(path), folder))
		t.Cleanup(func() { os.Chmod(filepath.Dir(path), 0o700) })
		return path
	}
	cases := map[string]string{
		"a read-only file":                   place("file", 0o444, 0o777),
		"a read-only folder":                 place("folder", 0o666, 0o555),
		"a new file in a read-only folder":   filepath.Join(filepath.Dir(place("new", 0o666, 0o555)), "other.db"),
		"a new folder in a read-only folder": filepath.Join(filepath.Dir(place("deep", 0o666, 0o555)), "below", "r.db"),
	}
	for name, path := range cases {
		if said := asNobody(t, program, path); !strings.HasPrefix(said, "true ") || !strings.Contains(said, dir) {
			t.Errorf("%s: it says %q", name, said)
		}
	}
	if said := asNobody(t, program, place("well", 0o666, 0o777)); !strings.HasPrefix(said, "false <nil>") {
		t.Errorf("a place that may be written to: it says %q", said)
	}
}
