package store_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

// save saves a text over a revision.
func save(t *testing.T, s *store.Store, id, answer string, base int64) (int64, error) {
	t.Helper()
	var saved store.Story
	err := s.Write(ctx, "ann", func(tx *store.Tx) (err error) {
		saved, err = tx.SaveStory(store.Story{ID: id, Answer: answer}, base)
		return err
	})
	return saved.Revision, err
}

// wantStale fails where a save over an old state was taken.
func wantStale(t *testing.T, err error) {
	t.Helper()
	var stale *store.StaleError
	if !errors.As(err, &stale) {
		t.Errorf("a page that holds an older state may save over a newer one: %v", err)
	}
}

// A revision stands for one text, for ever: a page that was open before a
// restore can't save over what was written after it.
func TestNoRevisionIsUsedAgainAfterARestore(t *testing.T) {
	inBetween := map[string]func(t *testing.T, s *store.Store){
		"at once": func(*testing.T, *store.Store) {},
		"after the story is deleted": func(t *testing.T, s *store.Store) {
			write(t, s, "ann", func(tx *store.Tx) error { return tx.DeleteStory("a") })
		},
		"after all is deleted": func(t *testing.T, s *store.Store) { write(t, s, "ann", (*store.Tx).DeleteAll) },
		"twice": func(t *testing.T, s *store.Store) {
			empty := dump(t, s, "nobody")
			for _, archive := range [][]byte{dump(t, s, "ann"), empty} {
				if err := s.Restore(ctx, "ann", bytes.NewReader(archive), nil); err != nil {
					t.Fatal(err)
				}
			}
		},
	}
	for name, f := range inBetween {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store) {
				write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(store.Story{ID: "a", Answer: "one"}) })
				old := dump(t, s, "ann")
				if n, err := save(t, s, "a", "two", 1); n != 2 || err != nil {
					t.Fatal(n, err)
				}
				f(t, s)
				if err := s.Restore(ctx, "ann", bytes.NewReader(old), nil); err != nil {
					t.Fatal(err)
				}
				sound(t, s)
				now := get(t, s, "ann", func(tx *store.Tx) (store.Story, error) { return tx.Story("a") })
				if now.Answer != "one" {
					t.Errorf("restored is %q", now.Answer)
				}
				if first := get(t, s, "ann", func(tx *store.Tx) (store.Version, error) { return tx.Version("a", 1) }); first.Answer != "one" {
					t.Errorf("revision 1 is %q", first.Answer)
				}
				_, err := save(t, s, "a", "from the first page", 2)
				wantStale(t, err)
				if _, err := save(t, s, "a", "from the second page", now.Revision); err != nil {
					t.Fatal(err)
				}
				for _, base := range []int64{1, 2} {
					_, err := save(t, s, "a", "from the first page", base)
					wantStale(t, err)
				}
			})
		})
	}
}

func TestNoRevisionOfAReplyIsUsedAgain(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		old := dump(t, s, "ann")
		reply := func(text string, base int64) (f store.FollowUp, err error) {
			err = s.Write(ctx, "ann", func(tx *store.Tx) error {
				f, err = tx.SaveFollowUp(store.FollowUp{ID: "fa", Position: 2, Question: "Why?", Reply: text}, base)
				return err
			})
			return f, err
		}
		if _, err := reply("two", 1); err != nil {
			t.Fatal(err)
		}
		write(t, s, "ann", func(tx *store.Tx) error { return tx.DeleteFollowUp("fa") })
		if err := s.Restore(ctx, "ann", bytes.NewReader(old), nil); err != nil {
			t.Fatal(err)
		}
		var stale *store.StaleFollowUp
		for _, base := range []int64{1, 2} {
			if _, err := reply("from an old page", base); !errors.As(err, &stale) {
				t.Errorf("base %d: %v", base, err)
			}
		}
	})
}

// Where a backup brings back what is there already, pages stay good.
func TestARestoreOfTheSameChangesNoRevision(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		want := allOf(t, s, "ann")
		if err := s.Restore(ctx, "ann", bytes.NewReader(dump(t, s, "ann")), nil); err != nil {
			t.Fatal(err)
		}
		if got := allOf(t, s, "ann"); !reflect.DeepEqual(got, want) {
			t.Errorf("it is\n%+v, not\n%+v", got, want)
		}
	})
}

// What is saved while a backup is restored is in the store afterwards, or in
// the copy that was written of what was replaced.
func TestNothingSavedDuringARestoreIsLost(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		old := dump(t, s, "ann")
		var saved []string
		stop := make(chan struct{})
		var done sync.WaitGroup
		done.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				id := fmt.Sprintf("new-%d", n)
				if err := s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.AddStory(store.Story{ID: id, Answer: "So it went."}) }); err != nil {
					t.Errorf("%s: %v", id, err)
					return
				}
				saved = append(saved, id)
			}
		})
		there := map[string]bool{}
		var copies []*bytes.Buffer
		for range 5 {
			var copied bytes.Buffer
			err := s.Restore(ctx, "ann", bytes.NewReader(old), func(tx *store.Tx) error {
				want, err := tx.Counts()
				if err != nil {
					return err
				}
				got, err := tx.Dump(&copied)
				if got != want {
					t.Errorf("written are %+v of %+v", got, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			copies = append(copies, &copied)
		}
		close(stop)
		done.Wait()
		for _, copied := range copies {
			other := storetest.SQLite(t)
			if err := other.Restore(ctx, "ann", copied, nil); err != nil {
				t.Fatal(err)
			}
			for _, x := range allOf(t, other, "ann").Stories {
				there[x.ID] = true
			}
		}
		for _, x := range allOf(t, s, "ann").Stories {
			there[x.ID] = true
		}
		for _, id := range saved {
			if !there[id] {
				t.Errorf("%s was said to be saved and is nowhere", id)
			}
		}
		if len(saved) == 0 {
			t.Error("nothing was saved meanwhile: this test proved nothing")
		}
	})
}

// An error of who is asked first leaves everything as it was.
func TestARestoreThatIsNotWantedChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		want, stands := allOf(t, s, "ann"), change(t, s, "ann")
		no := errors.New("no")
		err := s.Restore(ctx, "ann", bytes.NewReader(dump(t, s, "nobody")), func(*store.Tx) error { return no })
		wantError(t, err, no)
		if !reflect.DeepEqual(allOf(t, s, "ann"), want) || change(t, s, "ann") != stands {
			t.Error("something was changed")
		}
		asked := false
		err = s.Restore(ctx, "ann", strings.NewReader("no backup"), func(*store.Tx) error { asked = true; return nil })
		wantError(t, err, store.ErrArchive)
		if asked {
			t.Error("a file that is no backup was to be restored")
		}
	})
}

// The counts of a backup are those of what is in it.
func TestDumpCounts(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		fill(t, s, "bo")
		got, err := s.Dump(ctx, "ann", &bytes.Buffer{})
		want := store.Counts{Stories: 3, Versions: 6, Reviews: 6, Settings: 2, Tellings: 3, Claims: 3, FollowUps: 3, Words: 1}
		if got != want || err != nil {
			t.Errorf("written are %+v, %v", got, err)
		}
		if got := get(t, s, "ann", (*store.Tx).Counts); got != want {
			t.Errorf("there are %+v", got)
		}
	})
}

// A small file that unpacks to a huge one is refused before it fills the
// memory.
func TestAPackedBombIsRefused(t *testing.T) {
	pack := func(write func(w *bufio.Writer)) []byte {
		var b bytes.Buffer
		packed := gzip.NewWriter(&b)
		w := bufio.NewWriterSize(packed, 1<<20)
		fmt.Fprintln(w, `{"format":"rehearse-backup-1","schema":1,"made":1,"owner":"x"}`)
		write(w)
		if err := errors.Join(w.Flush(), packed.Close()); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	many := strings.Repeat("x", 1<<20)
	line := pack(func(w *bufio.Writer) {
		w.WriteString(`{"table":"settings","row":{"name":"a","value":"`)
		for range 100 {
			w.WriteString(many)
		}
		w.WriteString("\"}}\n")
	})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := store.Verify(ctx, bytes.NewReader(line))
	runtime.ReadMemStats(&after)
	wantError(t, err, store.ErrArchive)
	if err != nil && !strings.Contains(err.Error(), "longer than any story") {
		t.Errorf("a long line: %v", err)
	}
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 500 {
		t.Errorf("refusing a long line took %d MB", used)
	}
}

// The longest story that can be kept, full of what JSON writes with two
// letters, has a backup that can be restored.
func TestTheLongestStoryComesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	s := storetest.SQLite(t)
	x := store.Story{ID: "a", Answer: strings.Repeat("\"\n", 8<<20), Notes: strings.Repeat("\\\t", 8<<20)}
	write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(x) })
	if err := store.Verify(ctx, bytes.NewReader(dump(t, s, "ann"))); err != nil {
		t.Error(err)
	}
}

// What unpacks to more than a bound is refused in words.
func TestWhatUnpacksToMoreIsRefused(t *testing.T) {
	for n, want := range map[int64]error{9: store.ErrArchive, 10: nil} {
		got, err := io.ReadAll(store.LimitedForTest(strings.NewReader("0123456789"), n))
		if wantError(t, err, want); err == nil && string(got) != "0123456789" {
			t.Errorf("up to %d bytes: %q", n, got)
		}
	}
}
