package coach_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// full is a story with every field filled.
func full() store.Story {
	return store.Story{
		Title: "Late", Question: "Tell me?", Questions: []string{"Why?"}, Kind: "standard", Project: "Apollo",
		Tags: []string{"one"}, Principles: []string{"ownership"}, Answer: "I led the team. We were late.", Notes: "First note. Second note.",
	}
}

func TestAConflictMergesEveryField(t *testing.T) {
	theirs := map[string]func(*store.Story){
		"title":      func(s *store.Story) { s.Title = "Theirs" },
		"question":   func(s *store.Story) { s.Question = "Theirs?" },
		"questions":  func(s *store.Story) { s.Questions = []string{"Why?", "Theirs?"} },
		"kind":       func(s *store.Story) { s.Kind = "failure" },
		"project":    func(s *store.Story) { s.Project = "Theirs" },
		"tags":       func(s *store.Story) { s.Tags = []string{"theirs"} },
		"principles": func(s *store.Story) { s.Principles = nil },
		"notes":      func(s *store.Story) { s.Notes = "First note, theirs. Second note." },
	}
	yours := map[string]func(*store.Story){
		"title":      func(s *store.Story) { s.Title = "Yours" },
		"question":   func(s *store.Story) { s.Question = "" },
		"questions":  func(s *store.Story) { s.Questions = nil },
		"kind":       func(s *store.Story) { s.Kind = "" },
		"project":    func(s *store.Story) { s.Project = "Yours" },
		"tags":       func(s *store.Story) { s.Tags = []string{"one", "yours"} },
		"principles": func(s *store.Story) { s.Principles = []string{"frugality"} },
		"notes":      func(s *store.Story) { s.Notes = "First note, yours. Second note." },
	}
	for _, name := range coach.Fields() {
		for _, sides := range []string{"theirs", "yours", "both"} {
			c, _ := newCoach(t)
			base, err := c.Add(mine(t), store.Local, full())
			must(t, err)
			there, here := base, base
			there.Answer += " Theirs."
			here.Answer = "Yours. " + here.Answer
			if sides != "yours" {
				theirs[name](&there)
			}
			if sides != "theirs" {
				yours[name](&here)
			}
			there, err = c.Save(mine(t), store.Local, there, base.Revision)
			must(t, err)
			var got *coach.Conflict
			if _, err = c.Save(mine(t), store.Local, here, base.Revision); !errors.As(err, &got) {
				t.Fatalf("%s of %s: %v", name, sides, err)
			}
			want := here
			var taken, clashes []string
			switch sides {
			case "theirs":
				want, taken = coach.WithField(want, name, there), []string{name}
			case "both":
				clashes = []string{name}
			}
			if coach.FieldText(got.Together, name) != coach.FieldText(want, name) || !reflect.DeepEqual(got.Taken, taken) || !reflect.DeepEqual(got.Clashes, clashes) {
				t.Errorf("%s changed by %s: together %q, taken %v, clashes %v", name, sides, coach.FieldText(got.Together, name), got.Taken, got.Clashes)
			}
			for _, other := range coach.Fields() {
				if other != name && coach.FieldText(got.Together, other) != coach.FieldText(base, other) {
					t.Errorf("%s changed by %s, and %s became %q", name, sides, other, coach.FieldText(got.Together, other))
				}
			}
			if got.Together.Answer != got.Merged || !strings.Contains(got.Merged, "Yours.") || !strings.Contains(got.Merged, "Theirs.") {
				t.Errorf("the answer became %q", got.Together.Answer)
			}
		}
	}
}

func TestNotesThatFitTogetherAreNoClash(t *testing.T) {
	c, _ := newCoach(t)
	base, err := c.Add(mine(t), store.Local, full())
	must(t, err)
	there, here := base, base
	there.Notes, here.Notes = "First note, theirs. Second note.", "First note. Second note, yours."
	_, err = c.Save(mine(t), store.Local, there, 1)
	must(t, err)
	var got *coach.Conflict
	_, err = c.Save(mine(t), store.Local, here, 1)
	if !errors.As(err, &got) || len(got.Clashes) > 0 || got.Together.Notes != "First note, theirs. Second note, yours." {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatASettlementLeavesOutStandsInTheHistory(t *testing.T) {
	for _, take := range []bool{true, false} {
		c, _ := newCoach(t)
		base, err := c.Add(mine(t), store.Local, full())
		must(t, err)
		there, here := base, base
		there.Notes, here.Notes = "Theirs.", "Mine, of ten minutes."
		here.Answer = "Mine to tell."
		there, err = c.Save(mine(t), store.Local, there, 1)
		must(t, err)
		var got store.Story
		origin := store.OriginReturned
		if take {
			got, err = c.TakeStored(mine(t), store.Local, here, there.Revision)
		} else {
			origin = store.OriginMerged
			result := coach.WithField(here, "notes", there)
			got, err = c.Settle(mine(t), store.Local, result, there.Revision, origin, &here)
		}
		must(t, err)
		if got.Revision != 4 || got.Notes != "Theirs." || take != (got.Answer == there.Answer) {
			t.Errorf("take %v keeps %+v", take, got)
		}
		for n, want := range map[int64]struct{ notes, origin string }{3: {here.Notes, store.OriginKept}, 4: {"Theirs.", origin}} {
			if v, err := c.Version(mine(t), store.Local, base.ID, n); err != nil || v.Notes != want.notes || v.Origin != want.origin {
				t.Errorf("take %v, revision %d is %+v, %v", take, n, v, err)
			}
		}
		// Sent once more, as after an answer that was lost, it makes nothing new.
		if !take {
			if again, err := c.Settle(mine(t), store.Local, got, there.Revision, origin, &here); err != nil || again.Revision != 4 {
				t.Errorf("once more: %+v, %v", again, err)
			}
		}
		// A third window that saved meanwhile is met with both texts.
		var conflict *coach.Conflict
		here.Answer = "Mine again."
		if _, err := c.TakeStored(mine(t), store.Local, here, 1); !errors.As(err, &conflict) || conflict.Yours.Answer != here.Answer {
			t.Errorf("a stale choice: %v", err)
		}
	}
}
