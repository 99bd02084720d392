package store_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

func dump(t testing.TB, s *store.Store, owner string) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := s.Dump(ctx, owner, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unraised takes away what a restore does to revisions: a story that took the
// place of another has a version more, with the same text.
func unraised(e everything) everything {
	e.Stories = slices.Clone(e.Stories)
	for i := range e.Stories {
		x := &e.Stories[i]
		all := e.Versions[x.ID]
		if len(all) > 1 && all[0].Answer == all[1].Answer && all[0].Notes == all[1].Notes {
			all = all[1:]
		}
		e.Versions[x.ID], x.Revision = all, all[0].Revision
	}
	e.FollowUps = slices.Clone(e.FollowUps)
	for i := range e.FollowUps {
		e.FollowUps[i].Revision = 0
	}
	return e
}

// piped hides that a reader can seek, as a pipe or an upload can't.
type piped struct{ io.Reader }

func TestBackupMovesBetweenDatabases(t *testing.T) {
	kinds := map[string]func(testing.TB) *store.Store{"sqlite": storetest.SQLite, "postgres": storetest.Postgres}
	for from, open := range kinds {
		for to, openOther := range kinds {
			t.Run(from+" to "+to, func(t *testing.T) {
				source, target := open(t), openOther(t)
				fill(t, source, "ann")
				fill(t, source, "cy")
				write(t, source, "ann", func(tx *store.Tx) error {
					return tx.AddStory(store.Story{ID: "strange", Answer: "<b>&\u2028 שלום 🚀 \x00 \\u0000 \"", Notes: strings.Repeat("long ", 100_000)})
				})
				fill(t, target, "bo") // replaced
				fill(t, target, "di") // not touched
				di, before := allOf(t, target, "di"), change(t, target, "bo")
				if err := target.Restore(ctx, "bo", piped{bytes.NewReader(dump(t, source, "ann"))}, nil); err != nil {
					t.Fatal(err)
				}
				if got, want := unraised(allOf(t, target, "bo")), unraised(allOf(t, source, "ann")); !reflect.DeepEqual(got, want) {
					t.Error("what was restored is not what was backed up")
				}
				if !reflect.DeepEqual(allOf(t, target, "di"), di) {
					t.Error("another owner's rows were changed")
				}
				if change(t, target, "bo") <= before {
					t.Error("the counter did not move on")
				}
				sound(t, target)
			})
		}
	}
}

func TestEmptyBackupRestoresToNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		if err := s.Restore(ctx, "ann", bytes.NewReader(dump(t, s, "nobody")), nil); err != nil {
			t.Fatal(err)
		}
		if got := allOf(t, s, "ann"); len(got.Stories)+len(got.Words)+len(got.Settings) > 0 {
			t.Errorf("left are %+v", got)
		}
	})
}

// Every cut and every flipped bit is refused with nothing changed. Only what
// a gzip header says of time and system, which holds none of the rows, may
// differ, and then the rows are restored as they were.
func TestDamagedBackupIsRefused(t *testing.T) {
	source := storetest.SQLite(t)
	write(t, source, "ann", func(tx *store.Tx) error { return tx.AddStory(story("a")) })
	good := dump(t, source, "ann")
	want := allOf(t, source, "ann")
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		mine, stands := allOf(t, s, "ann"), change(t, s, "ann")
		refused := func(what string, archive []byte) {
			t.Helper()
			wantError(t, s.Restore(ctx, "ann", bytes.NewReader(archive), nil), store.ErrArchive)
			if change(t, s, "ann") != stands {
				t.Fatalf("%s: a refused backup changed something", what)
			}
		}
		for n := range good {
			refused(fmt.Sprintf("cut after %d", n), good[:n])
		}
		refused("with more after it", append(bytes.Clone(good), "more"...))
		refused("twice", append(bytes.Clone(good), good...))
		for i := range good {
			for bit := range 8 {
				bad := bytes.Clone(good)
				bad[i] ^= 1 << bit
				if err := s.Restore(ctx, "ann", bytes.NewReader(bad), nil); err != nil {
					wantError(t, err, store.ErrArchive)
					continue
				}
				if got := unraised(allOf(t, s, "ann")); !reflect.DeepEqual(got, unraised(want)) {
					t.Fatalf("bit %d of byte %d: something else was restored", bit, i)
				}
				// The header's time, system and flags, and the bits before the
				// empty block that ends the packed text.
				if i >= 10 && i != len(good)-13 {
					t.Errorf("bit %d of byte %d may differ", bit, i)
				}
				write(t, s, "ann", (*store.Tx).DeleteAll)
				fill(t, s, "ann")
				stands = change(t, s, "ann")
			}
		}
		if !reflect.DeepEqual(allOf(t, s, "ann"), mine) {
			t.Error("a refused backup changed something")
		}
	})
}

// archiveOf seals lines as a backup.
func archiveOf(lines ...string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	text := strings.Join(lines, "\n") + "\n"
	sum := sha256.Sum256([]byte(text))
	fmt.Fprintf(w, "%s{\"rows\":%d,\"sha256\":%q}\n", text, len(lines)-1, hex.EncodeToString(sum[:]))
	w.Close()
	return b.Bytes()
}

func TestBackupWithStrangeRows(t *testing.T) {
	head := `{"format":"rehearse-backup-1","schema":1,"made":1,"owner":"x"}`
	row := func(table, row string) string { return fmt.Sprintf(`{"table":%q,"row":%s}`, table, row) }
	cases := []struct {
		name  string
		lines []string
		want  error
	}{
		{"newer schema", []string{strings.Replace(head, `"schema":1`, `"schema":9999`, 1)}, store.ErrNewer},
		{"newer format", []string{strings.Replace(head, `backup-1`, `backup-2`, 1)}, store.ErrNewer},
		{"no header", []string{row("settings", `{"name":"a"}`)}, store.ErrArchive},
		{"another program's", []string{`{"format":"other"}`}, store.ErrArchive},
		{"unknown table", []string{head, row("owners", `{"change":1}`)}, store.ErrArchive},
		{"unknown column", []string{head, row("settings", `{"name":"a","owner":"bo"}`)}, store.ErrArchive},
		{"wrong kind", []string{head, row("settings", `{"name":7}`)}, store.ErrArchive},
		{"no key", []string{head, row("settings", `{"value":"x"}`)}, store.ErrArchive},
		{"a list for a row", []string{head, row("settings", `[]`)}, store.ErrArchive},
		{"not JSON", []string{head, `hello`}, store.ErrArchive},
		{"hangs on nothing", []string{head, row("claims", `{"story":"gone","amount":"7"}`)}, store.ErrArchive},
		{"twice the same", []string{head, row("settings", `{"name":"a"}`), row("settings", `{"name":"a"}`)}, store.ErrArchive},
	}
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		mine := allOf(t, s, "ann")
		for _, c := range cases {
			wantError(t, s.Restore(ctx, "ann", bytes.NewReader(archiveOf(c.lines...)), nil), c.want)
			if !reflect.DeepEqual(allOf(t, s, "ann"), mine) {
				t.Fatalf("%s: a refused backup changed something", c.name)
			}
		}
		wantError(t, s.Restore(ctx, "ann", strings.NewReader("hello"), nil), store.ErrArchive)
		wantError(t, s.Restore(ctx, "ann", strings.NewReader(""), nil), store.ErrArchive)
	})
}

// Who unpacks a backup, changes it and packs it again gets a sound gzip that is
// not what was written.
func TestChangedBackupIsRefused(t *testing.T) {
	s := storetest.SQLite(t)
	fill(t, s, "ann")
	want := allOf(t, s, "ann")
	r, err := gzip.NewReader(bytes.NewReader(dump(t, s, "ann")))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	without := func(i int) string { return strings.Join(lines[:i], "") + strings.Join(lines[i+1:], "") }
	for name, changed := range map[string]string{
		"a word":            strings.Replace(string(text), "6 hours", "9 hours", 1),
		"a row taken out":   without(3),
		"no header":         without(0),
		"no seal":           without(len(lines) - 2),
		"the same row more": strings.Replace(string(text), lines[1], lines[1]+lines[1], 1),
		"rows swapped":      strings.Join(append([]string{lines[0], lines[2], lines[1]}, lines[3:]...), ""),
	} {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		io.WriteString(w, changed)
		w.Close()
		if changed == string(text) {
			t.Fatalf("%s: nothing was changed", name)
		}
		wantError(t, s.Restore(ctx, "ann", &b, nil), store.ErrArchive)
		if !reflect.DeepEqual(allOf(t, s, "ann"), want) {
			t.Errorf("%s: a refused backup changed something", name)
		}
	}
}

// A row of an older schema lacks what came later.
func TestBackupOfAnOlderSchema(t *testing.T) {
	old := archiveOf(`{"format":"rehearse-backup-1","schema":1,"made":1,"owner":"x"}`,
		`{"table":"stories","row":{"id":"a","revision":1,"answer":"So it went.","questions":"[]","tags":"[\"x\"]","principles":"[]"}}`,
		`{"table":"versions","row":{"story":"a","revision":1,"answer":"So it went.","questions":"[]","tags":"[\"x\"]","principles":"[]"}}`)
	each(t, func(t *testing.T, s *store.Store) {
		if err := s.Restore(ctx, "ann", bytes.NewReader(old), nil); err != nil {
			t.Fatal(err)
		}
		got := get(t, s, "ann", func(tx *store.Tx) (store.Story, error) { return tx.Story("a") })
		if want := (store.Story{ID: "a", Revision: 1, Answer: "So it went.", Tags: []string{"x"}}); !reflect.DeepEqual(got, want) {
			t.Errorf("it is %+v", got)
		}
		sound(t, s)
	})
}

// FuzzRestore: no bytes at all make Restore panic or half-write.
func FuzzRestore(f *testing.F) {
	s := storetest.SQLite(f)
	write(f, s, "ann", func(tx *store.Tx) error { return tx.PutSetting("pace", "150") })
	f.Add("{\"format\":\"rehearse-backup-1\",\"schema\":1,\"made\":1,\"owner\":\"x\"}\n{\"table\":\"settings\",\"row\":{\"name\":\"a\"}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		before := change(t, s, "ann")
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		io.WriteString(w, text)
		sum := sha256.Sum256([]byte(text))
		fmt.Fprintf(w, "{\"rows\":%d,\"sha256\":%q}\n", max(0, strings.Count(text, "\n")-1), hex.EncodeToString(sum[:]))
		w.Close()
		err := s.Restore(ctx, "ann", &b, nil)
		if (err == nil) == (change(t, s, "ann") == before) {
			t.Errorf("the error is %v, and the counter went from %d to %d", err, before, change(t, s, "ann"))
		}
	})
}
