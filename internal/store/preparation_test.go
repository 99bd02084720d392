package store_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"rehearse/internal/store"
)

func TestReviews(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		r := func(story, key, rubric, engine string, made int64) store.Review {
			return store.Review{Story: story, Key: key, Rubric: rubric, Engine: engine, Rating: int(made), Digest: `{"n":1}`, Made: made}
		}
		all := []store.Review{
			r("a", "k1", "l6", "1", 1), r("a", "k2", "l6", "1", 4), r("a", "k3", "l6", "1", 3), r("a", "k1", "l7", "1", 9), r("a", "k1", "l6", "2", 8),
			r("b", "k1", "l6", "1", 2), r("b", "k5", "l6", "1", 2), r("c", "k1", "l7", "1", 1),
		}
		write(t, s, "ann", func(tx *store.Tx) error {
			errs := []error{tx.AddStory(story("a")), tx.AddStory(story("b")), tx.AddStory(story("c")), tx.AddStory(story("none"))}
			for _, x := range all {
				errs = append(errs, tx.PutReview(x))
			}
			return errors.Join(errs...)
		})
		read(t, s, "ann", func(tx *store.Tx) error {
			latest, err := tx.LatestReviews("l6", "1")
			if want := []store.Review{all[1], all[6]}; !reflect.DeepEqual(latest, want) {
				t.Errorf("the latest are %v, not %v", latest, want)
			}
			ofA, err2 := tx.Reviews("a")
			if want := []store.Review{all[3], all[4], all[1], all[2], all[0]}; !reflect.DeepEqual(ofA, want) {
				t.Errorf("those of a are %v, not %v", ofA, want)
			}
			one, err3 := tx.Review("a", "k1", "l6", "2")
			if one != all[4] {
				t.Errorf("found %v", one)
			}
			_, err4 := tx.Review("a", "k9", "l6", "1")
			wantError(t, err4, store.ErrMissing)
			return errors.Join(err, err2, err3)
		})
		again := r("a", "k1", "l6", "1", 77)
		write(t, s, "ann", func(tx *store.Tx) error { return tx.PutReview(again) })
		if latest := get(t, s, "ann", func(tx *store.Tx) ([]store.Review, error) { return tx.LatestReviews("l6", "1") }); latest[0] != again {
			t.Errorf("the latest is %v", latest[0])
		}
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.PutReview(r("gone", "k", "l6", "1", 1)) }), store.ErrMissing)
	})
}

func TestTellings(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		all := []store.Telling{
			{ID: "1", Story: "a", On: "2026-01-02", To: "Ann", Note: "n", Created: 1},
			{ID: "2", Story: "b", On: "2026-03-02", To: "Bo", Created: 2},
			{ID: "3", Story: "a", On: "2026-01-02", Created: 3},
		}
		write(t, s, "ann", func(tx *store.Tx) error {
			errs := []error{tx.AddStory(story("a")), tx.AddStory(story("b"))}
			for _, x := range all {
				errs = append(errs, tx.AddTelling(x))
			}
			return errors.Join(errs...)
		})
		if got, want := get(t, s, "ann", (*store.Tx).Tellings), []store.Telling{all[1], all[2], all[0]}; !reflect.DeepEqual(got, want) {
			t.Errorf("they are %v, not %v", got, want)
		}
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.AddTelling(all[0]) }), store.ErrExists)
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.AddTelling(store.Telling{ID: "9", Story: "gone"}) }), store.ErrMissing)
		write(t, s, "ann", func(tx *store.Tx) error { return tx.DeleteTelling("1") })
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.DeleteTelling("1") }), store.ErrMissing)
		if got := get(t, s, "ann", (*store.Tx).Tellings); len(got) != 2 {
			t.Errorf("left are %v", got)
		}
	})
}

func TestClaims(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		first := store.Claim{Story: "a", Text: "16 engineers", Standing: "estimate", Source: "memory", Instead: "my team", Edited: 1}
		other := store.Claim{Story: "a", Text: "$2 million", Standing: "confidential", Edited: 2}
		then := first
		then.Standing, then.Edited = "verified", 3
		write(t, s, "ann", func(tx *store.Tx) error {
			return errors.Join(tx.AddStory(story("a")), tx.AddStory(story("b")), tx.PutClaim(first), tx.PutClaim(other), tx.PutClaim(then))
		})
		write(t, s, "bo", func(tx *store.Tx) error { return errors.Join(tx.AddStory(story("a")), tx.PutClaim(first)) })
		if got, want := get(t, s, "ann", (*store.Tx).Claims), []store.Claim{other, then}; !reflect.DeepEqual(got, want) {
			t.Errorf("they are %v, not %v", got, want)
		}
		for id, want := range map[string]int{"a": 2, "b": 0} {
			if got := get(t, s, "ann", func(tx *store.Tx) ([]store.Claim, error) { return tx.ClaimsOf(id) }); len(got) != want || want > 0 && got[0] != other {
				t.Errorf("those of %s are %v", id, got)
			}
		}
		write(t, s, "ann", func(tx *store.Tx) error { return tx.DeleteClaim("a", "$2 million") })
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.DeleteClaim("a", "$2 million") }), store.ErrMissing)
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.PutClaim(store.Claim{Story: "gone", Text: "1"}) }), store.ErrMissing)
		if err := s.Write(ctx, "ann", func(tx *store.Tx) error {
			return tx.PutClaim(store.Claim{Story: "a", Text: strings.Repeat("1", 9000)})
		}); err == nil {
			t.Error("a claim was kept that Postgres can't index")
		}
	})
}

func TestFollowUps(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		all := []store.FollowUp{
			{ID: "3", Story: "b", Position: 1, Question: "What then?", Revision: 1, Edited: 1},
			{ID: "1", Story: "a", Position: 10, Question: "Why?", Reply: "So.", Revision: 1, Edited: 2},
			{ID: "2", Story: "a", Position: 9, Question: "How?", Revision: 1, Edited: 3},
		}
		write(t, s, "ann", func(tx *store.Tx) error {
			errs := []error{tx.AddStory(story("a")), tx.AddStory(story("b"))}
			for _, f := range all {
				errs = append(errs, tx.AddFollowUp(f))
			}
			return errors.Join(errs...)
		})
		if got, want := get(t, s, "ann", (*store.Tx).FollowUps), []store.FollowUp{all[2], all[1], all[0]}; !reflect.DeepEqual(got, want) {
			t.Errorf("they are %v, not %v", got, want)
		}
		want := all[1]
		want.Reply, want.Revision, want.Edited = "Because.", 2, 9
		write(t, s, "ann", func(tx *store.Tx) error {
			got, err := tx.SaveFollowUp(store.FollowUp{ID: "1", Position: 10, Question: "Why?", Reply: "Because.", Edited: 9}, 1)
			if got != want {
				t.Errorf("it is %v, not %v", got, want)
			}
			return err
		})
		before := change(t, s, "ann")
		write(t, s, "ann", func(tx *store.Tx) error { _, err := tx.SaveFollowUp(want, 2); return err })
		if change(t, s, "ann") != before {
			t.Error("an unchanged follow-up was written")
		}
		err := s.Write(ctx, "ann", func(tx *store.Tx) error { _, err := tx.SaveFollowUp(all[1], 1); return err })
		var stale *store.StaleFollowUp
		if !errors.As(err, &stale) || stale.Stored != want {
			t.Errorf("the error is %v", err)
		}
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.AddFollowUp(all[1]) }), store.ErrExists)
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.AddFollowUp(store.FollowUp{ID: "8", Story: "gone"}) }), store.ErrMissing)
		write(t, s, "ann", func(tx *store.Tx) error { return tx.DeleteFollowUp("1") })
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { _, err := tx.SaveFollowUp(want, 2); return err }), store.ErrMissing)
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.DeleteFollowUp("1") }), store.ErrMissing)
	})
}

func TestWordsAndSettings(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		write(t, s, "ann", func(tx *store.Tx) error {
			return errors.Join(tx.PutWord(store.Word{Key: "b", On: "2026-01-01", Note: "once", Edited: 1}),
				tx.PutWord(store.Word{Key: "B", On: "2026-01-02"}), tx.PutWord(store.Word{Key: "b", On: "2026-01-03", Note: "twice", Edited: 2}),
				tx.PutSetting("pace", "150"), tx.PutSetting("theme", ""), tx.PutSetting("pace", "140"))
		})
		want := []store.Word{{Key: "B", On: "2026-01-02"}, {Key: "b", On: "2026-01-03", Note: "twice", Edited: 2}}
		if got := get(t, s, "ann", (*store.Tx).Words); !reflect.DeepEqual(got, want) {
			t.Errorf("the words are %v, not %v", got, want)
		}
		if got := get(t, s, "ann", (*store.Tx).Settings); !reflect.DeepEqual(got, map[string]string{"pace": "140", "theme": ""}) {
			t.Errorf("the settings are %v", got)
		}
		write(t, s, "ann", func(tx *store.Tx) error { return errors.Join(tx.DeleteWord("b"), tx.DeleteSetting("pace")) })
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.DeleteWord("b") }), store.ErrMissing)
		wantError(t, s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.DeleteSetting("pace") }), store.ErrMissing)
	})
}

func TestStrangeText(t *testing.T) {
	texts := map[string][2]string{
		"empty":         {"", ""},
		"nul":           {"a\x00b\x00", "a\uFFFDb\uFFFD"},
		"not UTF-8":     {"caf\xe9 \xff\xfe!", "caf\uFFFD \uFFFD!"},
		"surrogate":     {"\xed\xa0\x80", "\uFFFD"},
		"emoji":         {"👩🏽‍💻 shipped 🚀", "👩🏽‍💻 shipped 🚀"},
		"right to left": {"שלום \u202eevil\u202c مرحبا", "שלום \u202eevil\u202c مرحبا"},
		"zero width":    {"a\u200bb\ufeff\u2028", "a\u200bb\ufeff\u2028"},
		"quotes":        {`'; DROP TABLE stories; -- $1 ? "x" \' \x00`, `'; DROP TABLE stories; -- $1 ? "x" \' \x00`},
		"line ends":     {"a\r\nb\rc\n\tend  ", "a\r\nb\rc\n\tend  "},
		"controls":      {"\x01\x1b[31m\x7f", "\x01\x1b[31m\x7f"},
		"not composed":  {"e\u0301 é", "e\u0301 é"},
	}
	each(t, func(t *testing.T, s *store.Store) {
		for name, text := range texts {
			given, want := text[0], text[1]
			x := store.Story{ID: store.NewID(atDawn), Revision: 1, Title: given, Answer: given, Notes: given, Question: given,
				Questions: []string{given, "plain"}, Tags: []string{given}}
			write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(x) })
			x.Title, x.Answer, x.Notes, x.Question, x.Questions, x.Tags = want, want, want, want, []string{want, "plain"}, []string{want}
			got := get(t, s, "ann", func(tx *store.Tx) (store.Story, error) { return tx.Story(x.ID) })
			if !reflect.DeepEqual(got, x) {
				t.Errorf("%s: it is not read as it was saved", name)
			}
			// Saved again as it was given, it is the same text.
			y := x
			y.Answer = given
			write(t, s, "ann", func(tx *store.Tx) (err error) { y, err = tx.SaveStory(y, 1); return err })
			if y.Revision != 1 {
				t.Errorf("%s: the same text made a new revision", name)
			}
		}
		long := store.Story{ID: "long", Revision: 1, Answer: strings.Repeat("Ünïcode ", 520_000)} // 5 MB
		write(t, s, "ann", func(tx *store.Tx) error { return tx.AddStory(long) })
		if got := get(t, s, "ann", func(tx *store.Tx) (store.Story, error) { return tx.Story("long") }); !reflect.DeepEqual(got, long) {
			t.Error("5 MB are not read as they were saved")
		}
		wantError(t, s.Read(ctx, "a\x00nn", func(tx *store.Tx) error { _, err := tx.Story("a\x00\xff"); return err }), store.ErrMissing)
		sound(t, s)
	})
}
