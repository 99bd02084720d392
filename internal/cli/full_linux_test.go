package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rehearse/internal/store"
)

// On a disk that is full, stories can be backed up and written out to
// another, and doctor says what is wrong.
func TestAFullDiskLetsStoriesOut(t *testing.T) {
	data, other := t.TempDir(), t.TempDir()
	if err := syscall.Mount("tmpfs", data, "tmpfs", 0, "size=3m,mode=700"); err != nil {
		t.Skip("no small disk can be made here:", err)
	}
	t.Cleanup(func() { syscall.Unmount(data, 0) })
	run := func(want int, args ...string) string {
		t.Helper()
		var said bytes.Buffer
		if code := Main(append(args, "--data", data), nil, &said, &said); code != want {
			t.Errorf("%v: exit %d\n%s", args, code, &said)
		}
		return said.String()
	}
	run(0, "import", "../../examples")
	f, err := os.Create(filepath.Join(data, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	for chunk := 1 << 16; chunk > 0; chunk /= 2 {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, chunk))
		}
	}
	f.Close()
	if said := run(2, "serve", "--addr", "127.0.0.1:0"); !strings.Contains(said, "the disk is full") {
		t.Errorf("serve: %s", said)
	}
	backup := filepath.Join(other, "b.rehearse")
	if said := run(0, "backup", backup); !strings.Contains(said, "2 stories") {
		t.Errorf("backup: %s", said)
	}
	in, err := os.Open(backup)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := store.Verify(t.Context(), in); err != nil {
		t.Error(err)
	}
	if said := run(0, "export", "--out", filepath.Join(other, "out")); !strings.Contains(said, "2 stories written") {
		t.Errorf("export: %s", said)
	}
	said := run(2, "doctor")
	for _, want := range []string{"2 stories", "a backup can be made", "the disk is full"} {
		if !strings.Contains(said, want) {
			t.Errorf("doctor does not say %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "can't be read whole") {
		t.Errorf("doctor: %s", said)
	}
}
