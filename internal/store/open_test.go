package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

func TestFileIsThePersonsAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	folder := filepath.Join(t.TempDir(), "deep", "below")
	s := storetest.Open(t, filepath.Join(folder, "r.db"))
	fill(t, s, "ann")
	for name, want := range map[string]os.FileMode{"": 0o700, "r.db": 0o600, "r.db-wal": 0o600, "r.db-shm": 0o600} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%q has the mode %o, not %o", name, got, want)
		}
	}
}

func TestPathMayHoldAnything(t *testing.T) {
	for _, name := range []string{"a b.db", "100%.db", "what?#x=1&_pragma=y.db", "שלום.db", "semi;colon.db"} {
		path := filepath.Join(t.TempDir(), name)
		fill(t, storetest.Open(t, path), "ann")
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			t.Errorf("%q: the file is not where it was asked for: %v", name, err)
		}
	}
}

func TestReopenedStoreHasEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	s, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, "ann")
	want := allOf(t, s, "ann")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
		t.Errorf("a closed store leaves %v", left)
	}
	if got := allOf(t, storetest.Open(t, path), "ann"); len(got.Stories) != len(want.Stories) {
		t.Errorf("there are %d stories", len(got.Stories))
	}
}

func TestOpenRefusesInWords(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other, err := store.ConnectForTest(ctx, filepath.Join(dir, "other.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.WriterForTest().Exec("CREATE TABLE bookmarks (x TEXT)"); err != nil {
		t.Fatal(err)
	}
	other.Close()
	cases := []struct {
		name, where string
		kind        error
		words       string
	}{
		{"no database", file("a.txt", strings.Repeat("My notes. ", 200)), store.ErrDamaged, "not a database"},
		{"another program's", filepath.Join(dir, "other.db"), store.ErrDamaged, "another program"},
		{"a folder", dir, store.ErrDamaged, "is a folder"},
		{"below a file", filepath.Join(file("f", ""), "r.db"), nil, "can't be made"},
		{"nothing", "", nil, "no path"},
		{"no Postgres there", "postgres://x@/y?host=" + dir + "&connect_timeout=2", store.ErrUnreachable, "no Postgres answers"},
		{"no address", "postgres://x:secret@h:notaport/y", store.ErrUnreachable, "can't be read"},
	}
	for _, c := range cases {
		s, err := store.Open(ctx, c.where)
		if err == nil {
			s.Close()
			t.Errorf("%s: it was opened", c.name)
			continue
		}
		if c.kind != nil {
			wantError(t, err, c.kind)
		}
		if !strings.Contains(err.Error(), c.words) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error is %q", c.name, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "a.txt")); err != nil {
		t.Error(err)
	}
}

func TestDatabaseThatIsNotThereOnPostgres(t *testing.T) {
	dsn := storetest.DSN(t)
	_, err := store.Open(ctx, strings.Replace(dsn, "/test", "/notest", 1))
	wantError(t, err, store.ErrUnreachable)
	if err != nil && !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("the error is %q", err)
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	run := func(t *testing.T, where string) {
		s, err := store.Open(ctx, where)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.WriterForTest().Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)`); err != nil {
			t.Fatal(err)
		}
		s.Close()
		_, err = store.Open(ctx, where)
		wantError(t, err, store.ErrNewer)
		if err != nil && !strings.Contains(err.Error(), "9999") {
			t.Errorf("the error is %q", err)
		}
	}
	t.Run("sqlite", func(t *testing.T) { run(t, filepath.Join(t.TempDir(), "r.db")) })
	t.Run("postgres", func(t *testing.T) { run(t, storetest.DSN(t)) })
}

// A disk that has no room left is played by a bound on the pages.
func TestFullDiskSaysSoAndKeepsWhatIsThere(t *testing.T) {
	s := storetest.SQLite(t)
	fill(t, s, "ann")
	want := allOf(t, s, "ann")
	if _, err := s.WriterForTest().Exec("PRAGMA max_page_count = 1"); err != nil {
		t.Fatal(err)
	}
	big := story("big")
	big.Answer = strings.Repeat("x", 1<<20)
	err := s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.AddStory(big) })
	wantError(t, err, store.ErrFull)
	if err != nil && !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("the error is %q", err)
	}
	if got := allOf(t, s, "ann"); len(got.Stories) != len(want.Stories) {
		t.Errorf("%d stories are left of %d", len(got.Stories), len(want.Stories))
	}
	if _, err := s.WriterForTest().Exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(big) })
	sound(t, s)
}

func TestLockedFileSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	s, holder := storetest.Open(t, path), storetest.Open(t, path)
	if _, err := s.WriterForTest().Exec("PRAGMA busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	write(t, holder, "ann", func(tx *store.Tx) error {
		wantError(t, s.Write(ctx, "bo", func(tx *store.Tx) error { return tx.PutSetting("a", "b") }), store.ErrBusy)
		return tx.PutSetting("a", "b")
	})
	write(t, s, "bo", func(tx *store.Tx) error { return tx.PutSetting("a", "b") })
}

// What was deleted for good stands in no file any more.
func TestDeletedTextIsGoneFromTheDisk(t *testing.T) {
	deletions := map[string]func(*store.Tx) error{
		"story": func(tx *store.Tx) error { return tx.DeleteStory("a") },
		"all":   (*store.Tx).DeleteAll,
	}
	for name, deletion := range deletions {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "r.db")
			s := storetest.Open(t, path)
			fill(t, s, "bo")
			x := story("a")
			x.Answer = strings.Repeat("the secret acquisition ", 2000)
			write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(x) })
			x.Answer = "the secret acquisition, in short"
			write(t, s, "ann", func(tx *store.Tx) error { _, err := tx.SaveStory(x, 1); return err })
			if !onDisk(t, path, "secret acquisition") {
				t.Fatal("the text was never on the disk: this test would prove nothing")
			}
			write(t, s, "ann", deletion)
			if onDisk(t, path, "secret acquisition") {
				t.Error("the deleted text still stands in a file")
			}
		})
	}
}

func onDisk(t *testing.T, path, text string) bool {
	t.Helper()
	names, err := filepath.Glob(path + "*")
	if err != nil || len(names) == 0 {
		t.Fatal("there are no files", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			return true
		}
	}
	return false
}

func TestCheckFindsFaults(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		sound(t, s)
		for _, breaking := range []struct{ sql, words string }{
			{`UPDATE stories SET answer = 'x' WHERE id = 'a'`, "not in its own history"},
			{`UPDATE latest_reviews SET made = 0 WHERE story = 'a'`, "the latest review of the story a is not known"},
			{`UPDATE versions SET tags = 'x' WHERE story = 'b'`, "a stored list can't be read"},
		} {
			if _, err := s.WriterForTest().Exec(breaking.sql); err != nil {
				t.Fatal(err)
			}
			faults, err := s.Check(ctx)
			if err != nil || !strings.Contains(strings.Join(faults, "\n"), breaking.words) {
				t.Errorf("%s: Check finds %q, %v", breaking.sql, faults, err)
			}
		}
	})
}

func TestCheckFindsABrokenFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	s, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		x := story(store.NewID(atDawn))
		x.Answer = strings.Repeat("A long answer. ", 500)
		write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(x) })
	}
	s.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for page := 20; page*4096 < len(data) && page < 60; page++ {
		copy(data[page*4096:], bytes.Repeat([]byte{0xA5}, 512))
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err = store.Open(ctx, path)
	if err != nil {
		wantError(t, err, store.ErrDamaged)
		return
	}
	defer s.Close()
	if faults, err := s.Check(ctx); err != nil || len(faults) == 0 {
		t.Errorf("Check finds %q, %v", faults, err)
	}
}

func TestSizeAndSchema(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		before, err := s.Size(ctx)
		if err != nil {
			t.Fatal(err)
		}
		x := story("a")
		for range 5000 { // chance can't be packed smaller
			x.Notes += store.NewID(atDawn)
		}
		write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(x) })
		after, err := s.Size(ctx)
		if err != nil || after <= before {
			t.Errorf("the size went from %d to %d, %v", before, after, err)
		}
		if version, err := s.Schema(ctx); err != nil || version < 2 {
			t.Errorf("the schema is %d, %v", version, err)
		}
	})
}

func TestErrorsOfAContextStayWhatTheyAre(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		gone, cancel := context.WithCancel(ctx)
		cancel()
		err := s.Read(gone, "ann", func(tx *store.Tx) error { _, err := tx.Stories(); return err })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("the error is %v", err)
		}
	})
}
