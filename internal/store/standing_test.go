package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

// What is written to a file that is not there any more is lost with the
// process, so that it must not be said to be saved.
func TestAFileThatIsGoneIsNotWrittenTo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets nobody move a file that is open")
	}
	// must ends the test where a file can't be moved.
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	cases := map[string]func(t *testing.T, folder string) error{
		"folder moved":         func(t *testing.T, folder string) error { return os.Rename(folder, folder+".moved") },
		"folder deleted":       func(t *testing.T, folder string) error { return os.RemoveAll(folder) },
		"folder deleted, made": func(t *testing.T, folder string) error { must(t, os.RemoveAll(folder)); return os.Mkdir(folder, 0o700) },
		"log deleted":          func(t *testing.T, folder string) error { return os.Remove(filepath.Join(folder, "r.db-wal")) },
		"index deleted":        func(t *testing.T, folder string) error { return os.Remove(filepath.Join(folder, "r.db-shm")) },
		"another file over it": func(t *testing.T, folder string) error {
			other := filepath.Join(t.TempDir(), "other.db")
			s, err := store.Open(ctx, other)
			must(t, err)
			fill(t, s, "bo")
			must(t, s.Close())
			return os.Rename(other, filepath.Join(folder, "r.db"))
		},
	}
	for name, takeAway := range cases {
		for _, when := range []string{"before", "meanwhile"} {
			t.Run(name+" "+when, func(t *testing.T) {
				folder := filepath.Join(t.TempDir(), "data")
				s, err := store.Open(ctx, filepath.Join(folder, "r.db"))
				must(t, err)
				defer s.Close()
				fill(t, s, "ann")
				must(t, s.Standing())
				if when == "before" {
					must(t, takeAway(t, folder))
				}
				err = s.Write(ctx, "ann", func(tx *store.Tx) error {
					if when == "meanwhile" {
						must(t, takeAway(t, folder))
					}
					return tx.PutSetting("pace", "140")
				})
				wantError(t, err, store.ErrMoved)
				wantError(t, err, store.ErrReadOnly)
				if err != nil && (!strings.Contains(err.Error(), "nothing was saved") || !strings.Contains(err.Error(), "while Rehearse was open")) {
					t.Errorf("the error is %q", err)
				}
				wantError(t, s.Standing(), store.ErrMoved)
				var readers sync.WaitGroup
				for range 8 {
					readers.Go(func() {
						var all []store.Story
						err := s.Read(ctx, "ann", func(tx *store.Tx) (err error) { all, err = tx.Stories(); return err })
						if err != nil || len(all) != 3 {
							t.Errorf("%d stories can be read still, %v", len(all), err)
						}
					})
				}
				readers.Wait()
			})
		}
	}
}

// A folder that was moved away and put back is written to as before.
func TestAFileThatIsPutBackIsWrittenTo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets nobody move a file that is open")
	}
	folder := filepath.Join(t.TempDir(), "data")
	s := storetest.Open(t, filepath.Join(folder, "r.db"))
	for _, move := range [][2]string{{folder, folder + ".away"}, {folder + ".away", folder}} {
		if err := os.Rename(move[0], move[1]); err != nil {
			t.Fatal(err)
		}
	}
	fill(t, s, "ann")
	sound(t, s)
}

// What was saved before the log was deleted stands in the file once the
// person was told, even if the program is killed then.
func TestADeletedLogIsFoldedIntoTheFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets nobody delete a file that is open")
	}
	path := filepath.Join(t.TempDir(), "r.db")
	s := storetest.Open(t, path)
	fill(t, s, "ann")
	want := allOf(t, s, "ann")
	if err := errors.Join(os.Remove(path+"-wal"), os.Remove(path+"-shm")); err != nil {
		t.Fatal(err)
	}
	wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.PutSetting("pace", "1") }), store.ErrMoved)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	killed := filepath.Join(t.TempDir(), "r.db")
	if err := os.WriteFile(killed, data, 0o600); err != nil {
		t.Fatal(err)
	}
	other := storetest.Open(t, killed)
	if got := allOf(t, other, "ann"); !reflect.DeepEqual(got, want) {
		t.Errorf("%d stories are left", len(got.Stories))
	}
	sound(t, other)
}
