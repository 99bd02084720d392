package store_test

import (
	"context"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rehearse/internal/store"
)

func TestStoryIsReadAsItWasSaved(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		want := story("a")
		write(t, s, "ann", func(tx *store.Tx) error {
			given := want
			given.Revision = 99
			return tx.AddStory(given)
		})
		got := get(t, s, "ann", func(tx *store.Tx) (store.Story, error) { return tx.Story("a") })
		if !reflect.DeepEqual(got, want) {
			t.Errorf("read %+v, saved %+v", got, want)
		}
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.AddStory(want) }), store.ErrExists)
		wantError(t, s.Read(ctx, "ann", func(tx *store.Tx) error { _, err := tx.Story("none"); return err }), store.ErrMissing)
		if err := s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.AddStory(store.Story{}) }); err == nil {
			t.Error("a story without an id was kept")
		}
	})
}

func TestSaveStoryMovesTheRevisionOn(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		first := story("a")
		second := first
		second.Answer, second.Tags, second.Edited, second.Created = "Another telling.", nil, 3000, 1
		var got store.Story
		write(t, s, "ann", func(tx *store.Tx) (err error) {
			if err := tx.AddStory(first); err != nil {
				return err
			}
			got, err = tx.SaveStory(second, 1)
			return err
		})
		second.Revision, second.Created = 2, first.Created
		if !reflect.DeepEqual(got, second) {
			t.Errorf("SaveStory gave %+v, not %+v", got, second)
		}
		if stored := get(t, s, "ann", func(tx *store.Tx) (store.Story, error) { return tx.Story("a") }); !reflect.DeepEqual(stored, second) {
			t.Errorf("stored is %+v, not %+v", stored, second)
		}
		versions := get(t, s, "ann", func(tx *store.Tx) ([]store.Version, error) { return tx.Versions("a") })
		want := []store.Version{{Story: second, Saved: 3000}, {Story: first, Saved: 2000}}
		if !reflect.DeepEqual(versions, want) {
			t.Errorf("the versions are %+v, not %+v", versions, want)
		}
		one := get(t, s, "ann", func(tx *store.Tx) (store.Version, error) { return tx.Version("a", 1) })
		if !reflect.DeepEqual(one, want[1]) {
			t.Errorf("version 1 is %+v", one)
		}
		wantError(t, s.Read(ctx, "ann", func(tx *store.Tx) error { _, err := tx.Version("a", 3); return err }), store.ErrMissing)
		sound(t, s)
	})
}

func TestAVersionSaysHowItCameToBe(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		fill(t, s, "bo")
		write(t, s, "ann", func(tx *store.Tx) error { return tx.SetOrigin("a", 2, store.OriginMerged) })
		for owner, want := range map[string]string{"ann": store.OriginMerged, "bo": ""} {
			all := get(t, s, owner, func(tx *store.Tx) ([]store.Version, error) { return tx.Versions("a") })
			one := get(t, s, owner, func(tx *store.Tx) (store.Version, error) { return tx.Version("a", 2) })
			if all[0].Origin != want || all[1].Origin != "first of a" || one.Origin != want {
				t.Errorf("%s: the origins are %q, %q and %q", owner, all[0].Origin, all[1].Origin, one.Origin)
			}
		}
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.SetOrigin("a", 9, store.OriginKept) }), store.ErrMissing)
		sound(t, s)
	})
}

func TestSaveStoryUnchangedWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(story("a")) })
		before := change(t, s, "ann")
		write(t, s, "ann", func(tx *store.Tx) error {
			same := story("a")
			same.Edited = 9999
			got, err := tx.SaveStory(same, 1)
			if !reflect.DeepEqual(got, story("a")) {
				t.Errorf("SaveStory gave %+v", got)
			}
			return err
		})
		if after := change(t, s, "ann"); after != before {
			t.Errorf("the counter went from %d to %d", before, after)
		}
	})
}

// Every field that the person writes makes a new version when it changes.
func TestSaveStorySeesEveryField(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		x := story("a")
		write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(x) })
		fields := []func(*store.Story){
			func(x *store.Story) { x.Title += "!" }, func(x *store.Story) { x.Question += "!" },
			func(x *store.Story) { x.Questions = append(x.Questions, "!") }, func(x *store.Story) { x.Kind = "standard" },
			func(x *store.Story) { x.Project += "!" }, func(x *store.Story) { x.Tags = nil },
			func(x *store.Story) { x.Principles = []string{"ownership"} }, func(x *store.Story) { x.Answer += "!" },
			func(x *store.Story) { x.Notes += "!" },
		}
		for i, alter := range fields {
			alter(&x)
			write(t, s, "ann", func(tx *store.Tx) (err error) {
				x, err = tx.SaveStory(x, int64(i+1))
				return err
			})
			if x.Revision != int64(i+2) {
				t.Fatalf("change %d was not seen: revision %d", i, x.Revision)
			}
		}
	})
}

func TestStaleSaveIsRefusedWithWhatIsStored(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		first, second := story("a"), story("a")
		second.Answer = "The other tab's text."
		write(t, s, "ann", func(tx *store.Tx) error {
			if err := tx.AddStory(first); err != nil {
				return err
			}
			_, err := tx.SaveStory(second, 1)
			return err
		})
		third := first
		third.Answer = "This tab's text."
		for _, base := range []int64{0, 1, 3} {
			err := s.Write(ctx, "ann", func(tx *store.Tx) error { _, err := tx.SaveStory(third, base); return err })
			var stale *store.StaleError
			if !errors.As(err, &stale) || stale.Stored.Answer != second.Answer || stale.Stored.Revision != 2 {
				t.Errorf("base %d: the error is %v", base, err)
			}
		}
		if got := allOf(t, s, "ann"); got.Stories[0].Answer != second.Answer || len(got.Versions["a"]) != 2 {
			t.Errorf("a refused save changed what is stored: %+v", got)
		}
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { _, err := tx.SaveStory(story("none"), 1); return err }), store.ErrMissing)
	})
}

func TestStoriesAreSortedByTheLastEdit(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		write(t, s, "ann", func(tx *store.Tx) error {
			for i, id := range []string{"m", "z", "a", "q"} {
				x := story(id)
				x.Edited = []int64{10, 30, 20, 20}[i]
				if err := tx.AddStory(x); err != nil {
					return err
				}
			}
			return nil
		})
		var ids []string
		for _, x := range get(t, s, "ann", (*store.Tx).Stories) {
			ids = append(ids, x.ID)
		}
		if want := []string{"z", "q", "a", "m"}; !slices.Equal(ids, want) {
			t.Errorf("the order is %v, not %v", ids, want)
		}
	})
}

func TestDeleteStoryTakesAllThatHangsOnIt(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		write(t, s, "ann", func(tx *store.Tx) error { return tx.DeleteStory("b") })
		got := allOf(t, s, "ann")
		if len(got.Stories) != 2 || len(got.Tellings) != 2 || len(got.Claims) != 2 || len(got.FollowUps) != 2 || len(got.Words) != 1 {
			t.Errorf("left are %+v", got)
		}
		read(t, s, "ann", func(tx *store.Tx) error {
			versions, err := tx.Versions("b")
			reviews, err2 := tx.Reviews("b")
			if len(versions)+len(reviews) > 0 {
				t.Errorf("left are %v and %v", versions, reviews)
			}
			return errors.Join(err, err2)
		})
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.DeleteStory("b") }), store.ErrMissing)
		// An id may be used again, and starts anew.
		write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(story("b")) })
		if again := allOf(t, s, "ann"); len(again.Versions["b"]) != 1 {
			t.Errorf("the new story has %d versions", len(again.Versions["b"]))
		}
		sound(t, s)
	})
}

func TestOwnersDoNotSeeEachOther(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, "ann")
		before := change(t, s, "bo")
		if before != 0 {
			t.Errorf("bo's counter is %d before bo wrote anything", before)
		}
		fill(t, s, "bo")
		ann, bo := allOf(t, s, "ann"), allOf(t, s, "bo")
		if ann.FollowUps[0].Reply != "Because ann" || bo.FollowUps[0].Reply != "Because bo" ||
			ann.Settings["owner"] != "ann" || bo.Settings["owner"] != "bo" || !strings.Contains(bo.Stories[0].Answer, "Of bo.") {
			t.Errorf("rows are mixed: %+v and %+v", ann, bo)
		}
		stands := change(t, s, "ann")
		write(t, s, "bo", func(tx *store.Tx) error {
			x := bo.Stories[0]
			x.Answer = "bo's alone"
			_, err := tx.SaveStory(x, x.Revision)
			return errors.Join(err, tx.DeleteStory("c"), tx.DeleteTelling("ta"), tx.DeleteFollowUp("fa"),
				tx.DeleteClaim("a", "from 6 hours to 15 minutes"), tx.DeleteWord("mock-interview"), tx.PutSetting("pace", "90"),
				tx.PutReview(store.Review{Story: "a", Key: "k1", Rubric: "amazon-l6", Engine: "1", Rating: 1, Made: 50}))
		})
		if now := allOf(t, s, "ann"); !reflect.DeepEqual(now, ann) {
			t.Errorf("bo changed ann's rows: %+v, they were %+v", now, ann)
		}
		write(t, s, "bo", (*store.Tx).DeleteAll)
		if now := allOf(t, s, "ann"); !reflect.DeepEqual(now, ann) || change(t, s, "ann") != stands {
			t.Error("deleting all of bo's rows changed ann's")
		}
		if left := allOf(t, s, "bo"); len(left.Stories)+len(left.Tellings)+len(left.Claims)+len(left.FollowUps)+len(left.Words)+len(left.Settings) > 0 {
			t.Errorf("bo has left %+v", left)
		}
	})
}

func TestChangeMovesWithEveryWritingAndNeverBack(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		writings := map[string]func(*store.Tx) error{
			"1 add":     func(tx *store.Tx) error { return tx.AddStory(story("a")) },
			"2 setting": func(tx *store.Tx) error { return tx.PutSetting("pace", "120") },
			"3 word":    func(tx *store.Tx) error { return tx.PutWord(store.Word{Key: "k", On: "2026-01-01"}) },
			"4 review": func(tx *store.Tx) error {
				return tx.PutReview(store.Review{Story: "a", Key: "k", Rubric: "r", Engine: "e"})
			},
			"5 delete":   func(tx *store.Tx) error { return tx.DeleteSetting("pace") },
			"6 all":      (*store.Tx).DeleteAll,
			"7 again":    func(tx *store.Tx) error { return tx.AddStory(story("a")) },
			"8 all anew": (*store.Tx).DeleteAll,
		}
		names := make([]string, 0, len(writings))
		for name := range writings {
			names = append(names, name)
		}
		slices.Sort(names)
		last := int64(0)
		for _, name := range names {
			write(t, s, "ann", writings[name])
			now := change(t, s, "ann")
			if now <= last {
				t.Errorf("%s: the counter went from %d to %d", name, last, now)
			}
			last = now
		}
		nothing := map[string]func(*store.Tx) error{
			"reading":        func(tx *store.Tx) error { _, err := tx.Stories(); return err },
			"nothing there":  (*store.Tx).DeleteAll,
			"change in vain": func(tx *store.Tx) error { return errors.Join(tx.AddStory(story("x")), errors.New("no")) },
		}
		for name, f := range nothing {
			_ = s.Write(ctx, "ann", f)
			if now := change(t, s, "ann"); now != last {
				t.Errorf("%s: the counter went from %d to %d", name, last, now)
			}
		}
	})
}

func TestPutSettingUnchangedWritesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		put := func(tx *store.Tx) error { return tx.PutSetting("pace", "120") }
		write(t, s, "ann", put)
		before := change(t, s, "ann")
		write(t, s, "ann", put)
		if after := change(t, s, "ann"); after != before {
			t.Errorf("the counter went from %d to %d", before, after)
		}
	})
}

func TestWriteThatFailsChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		no := errors.New("no")
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return errors.Join(tx.AddStory(story("a")), no) }), no)
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = s.Write(ctx, "ann", func(tx *store.Tx) error {
				if err := tx.AddStory(story("a")); err != nil {
					return err
				}
				panic("no")
			})
		}()
		gone, cancel := context.WithCancel(ctx)
		wantError(t, s.Write(gone, "ann", func(tx *store.Tx) error { defer cancel(); return tx.AddStory(story("a")) }), context.Canceled)
		// A fault that f swallows is not committed either.
		if err := s.Write(ctx, "ann", func(tx *store.Tx) error {
			err := tx.AddStory(story("a"))
			_, _ = tx.ExecForTest(`INSERT INTO nowhere VALUES (1)`)
			return err
		}); err == nil {
			t.Error("a transaction with a swallowed fault was committed")
		}
		if left := get(t, s, "ann", (*store.Tx).Stories); len(left) > 0 || change(t, s, "ann") != 0 {
			t.Errorf("left are %v", left)
		}
		// And the connection serves on.
		write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(story("a")) })
	})
}

func TestReadCannotWrite(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		if err := s.Read(ctx, "ann", func(tx *store.Tx) error { return tx.AddStory(story("a")) }); err == nil {
			t.Error("a reading transaction wrote")
		}
	})
}

func TestReadIsOfOneMoment(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(story("a")) })
		read(t, s, "ann", func(tx *store.Tx) error {
			before, err := tx.Change()
			if err != nil {
				return err
			}
			write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(story("b")) })
			found, err := tx.Stories()
			after, err2 := tx.Change()
			if len(found) != 1 || after != before {
				t.Errorf("the reading saw %d stories and the counter go from %d to %d", len(found), before, after)
			}
			return errors.Join(err, err2)
		})
	})
}

func TestChangeWithinAWriteIsTheOneBefore(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(story("a")) })
		before := change(t, s, "ann")
		write(t, s, "ann", func(tx *store.Tx) error {
			n, err := tx.Change()
			if n != before {
				t.Errorf("it is %d within, %d before", n, before)
			}
			return err
		})
	})
}

func TestNewIDsSortByTimeAndDiffer(t *testing.T) {
	form := regexp.MustCompile(`^[0-9a-z]{26}$`)
	seen := map[string]bool{}
	last := ""
	for ms := range int64(2000) {
		id := store.NewID(time.UnixMilli(1_700_000_000_000 + ms*997))
		if !form.MatchString(id) || seen[id] || id <= last {
			t.Fatalf("%q after %q", id, last)
		}
		seen[id], last = true, id
	}
	now := time.UnixMilli(5)
	if one, two := store.NewID(now), store.NewID(now); one == two {
		t.Error("two ids of one moment are the same")
	}
}
