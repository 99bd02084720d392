package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

const (
	writers  = 8
	writings = 50
)

// Writers of one story, each of which adds its lines to what it read, as two
// tabs would. Half of them come in through another store on the same
// database, as another process would.
func TestConcurrentWritersLoseNothing(t *testing.T) {
	run := func(t *testing.T, stores [2]*store.Store) {
		write(t, stores[0], "ann", func(tx *store.Tx) error {
			return errors.Join(tx.AddStory(store.Story{ID: "a"}))
		})
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				s := stores[w%2]
				for i := range writings {
					if err := addLine(s, fmt.Sprintf("line %d of %d\n", i, w)); err != nil {
						t.Errorf("writer %d: %v", w, err)
						return
					}
				}
			})
		}
		all.Wait()
		got := allOf(t, stores[1], "ann")
		answer := got.Stories[0].Answer
		for w := range writers {
			for i := range writings {
				if line := fmt.Sprintf("line %d of %d\n", i, w); strings.Count(answer, line) != 1 {
					t.Errorf("%q is there %d times", line, strings.Count(answer, line))
				}
			}
		}
		if n := got.Stories[0].Revision; n != writers*writings+1 || len(got.Versions["a"]) != int(n) {
			t.Errorf("it is at revision %d with %d versions", n, len(got.Versions["a"]))
		}
		sound(t, stores[0])
	}
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "r.db")
		run(t, [2]*store.Store{storetest.Open(t, path), storetest.Open(t, path)})
	})
	t.Run("postgres", func(t *testing.T) {
		dsn := storetest.DSN(t)
		run(t, [2]*store.Store{storetest.Open(t, dsn), storetest.Open(t, dsn)})
	})
}

// addLine reads and saves in two transactions, and starts over when the story
// moved on in between.
func addLine(s *store.Store, line string) error {
	for {
		var x store.Story
		err := s.Read(ctx, "ann", func(tx *store.Tx) (err error) { x, err = tx.Story("a"); return err })
		if err != nil {
			return err
		}
		x.Answer += line
		err = s.Write(ctx, "ann", func(tx *store.Tx) error { _, err := tx.SaveStory(x, x.Revision); return err })
		if stale := new(store.StaleError); errors.As(err, &stale) {
			continue
		}
		return err
	}
}

// What f reads within a Write can't be changed by others before it writes.
func TestWritersOfOneOwnerWaitForEachOther(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		var all sync.WaitGroup
		for range writers {
			all.Go(func() {
				for range writings {
					err := s.Write(ctx, "ann", func(tx *store.Tx) error {
						settings, err := tx.Settings()
						return errors.Join(err, tx.PutSetting("tally", settings["tally"]+"|"))
					})
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		all.Wait()
		if got := len(get(t, s, "ann", (*store.Tx).Settings)["tally"]); got != writers*writings {
			t.Errorf("%d writings of %d are left", got, writers*writings)
		}
	})
}

// Two programs that start at once on a database that is not there yet.
func TestOpenAtOnce(t *testing.T) {
	run := func(t *testing.T, where string) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				s, err := store.Open(ctx, where)
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				if err := s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.AddStory(store.Story{ID: store.NewID(atDawn)}) }); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got := get(t, storetest.Open(t, where), "ann", (*store.Tx).Stories); len(got) != 4 {
			t.Errorf("%d of 4 stories are there", len(got))
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		for range 3 {
			run(t, filepath.Join(t.TempDir(), "r.db"))
		}
	})
	t.Run("postgres", func(t *testing.T) { run(t, storetest.DSN(t)) })
}
