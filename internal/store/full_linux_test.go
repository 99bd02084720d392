package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rehearse/internal/store"
)

// smallDisk is a folder on a disk of its own with room for n bytes.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("no small disk can be made here:", err)
	}
	t.Cleanup(func() { syscall.Unmount(folder, 0) })
	return folder
}

// fillUp leaves no byte on the disk of a folder.
func fillUp(t *testing.T, folder string) {
	t.Helper()
	f, err := os.Create(filepath.Join(folder, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for chunk := 1 << 16; chunk > 0; chunk /= 2 {
		for {
			if _, err := f.Write(make([]byte, chunk)); err != nil {
				break
			}
		}
	}
}

// On a disk that was full before Rehearse began, stories can be read and
// backed up all the same: closed well, and after a kill.
func TestStoriesCanBeReadOnAFullDisk(t *testing.T) {
	for _, killed := range []bool{false, true} {
		folder := smallDisk(t, "3m")
		path := filepath.Join(folder, "r.db")
		s, err := store.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		fill(t, s, "ann")
		want := allOf(t, s, "ann")
		copies := map[string][]byte{}
		for _, suffix := range []string{"", "-wal"} {
			data, err := os.ReadFile(path + suffix)
			if err != nil {
				t.Fatal(err)
			}
			copies[suffix] = data
		}
		s.Close()
		if killed {
			for suffix, data := range copies {
				if err := os.WriteFile(path+suffix, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		fillUp(t, folder)
		s, err = store.Open(ctx, path)
		wantError(t, err, store.ErrFull)
		if err == nil {
			s.Close()
		} else if !strings.Contains(err.Error(), "the disk is full") {
			t.Errorf("killed %v: the error is %q", killed, err)
		}
		s, err = store.OpenReading(ctx, path)
		if err != nil {
			t.Errorf("killed %v: %v", killed, err)
			continue
		}
		if got := allOf(t, s, "ann"); len(got.Stories) != len(want.Stories) || len(got.Stories) > 0 && got.Stories[0].Answer != want.Stories[0].Answer {
			t.Errorf("killed %v: there are %d stories", killed, len(got.Stories))
		}
		if err := store.Verify(ctx, bytes.NewReader(dump(t, s, "ann"))); err != nil {
			t.Errorf("killed %v: no backup: %v", killed, err)
		}
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.PutSetting("pace", "1") }), store.ErrReadOnly)
		s.Close()
		if err := os.Remove(filepath.Join(folder, "filler")); err != nil {
			t.Fatal(err)
		}
		s, err = store.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, s)
		fill(t, s, "bo")
		s.Close()
	}
}
