package page

import (
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// past is a history of three steps, newest first; the second was two saves.
func past() []coach.Step {
	step := func(revision int64, answer string, rating int, label string, saves int) coach.Step {
		s := coach.Step{Rating: rating, Label: label, Sessions: saves}
		s.Story = store.Story{ID: "s", Title: "Dock", Revision: revision, Answer: answer}
		return s
	}
	folded := step(3, "We moved four cranes.", 0, "not scored", 2)
	early := folded.Version
	early.Revision, early.Answer = 2, "We moved four."
	folded.Saves = []store.Version{folded.Version, early}
	return []coach.Step{
		step(4, "We moved four cranes in a week.", 3, "lean yes", 1),
		folded,
		step(1, "We moved cranes.", 1, "strong no", 1),
	}
}

func texts(list []coach.Piece, op int8) string {
	var b strings.Builder
	for _, p := range list {
		if p.Op == op {
			b.WriteString(p.Text)
		}
	}
	return strings.TrimSpace(b.String())
}

func TestAStepIsComparedWithTheOneBefore(t *testing.T) {
	for _, c := range []struct {
		revision    int64
		now, found  bool
		at          int64
		came        string
		before, aft bool
	}{
		{4, false, true, 4, "in a week", true, false},
		{3, false, true, 3, "four", true, true},
		{2, false, true, 2, "four", true, true}, // folded into step 3
		{1, false, true, 1, "", false, true},
		{1, true, true, 1, "four", false, true},
		{5, false, false, 0, "", false, false},
		{0, false, false, 0, "", false, false},
		{-1, false, false, 0, "", false, false},
	} {
		p, ok := NewStepPage(Frame{}, past(), c.revision, c.now, "2026-11-23")
		if ok != c.found {
			t.Errorf("revision %d found: %v", c.revision, ok)
		}
		if !ok {
			continue
		}
		if came := texts(p.Answer, 1); p.Step.Revision != c.at || !strings.Contains(came, c.came) || c.came == "" && came != "" {
			t.Errorf("revision %d is step %d, in which %q came", c.revision, p.Step.Revision, came)
		}
		if (p.Before != nil) != c.before || (p.After != nil) != c.aft {
			t.Errorf("revision %d has a step before: %v, after: %v", c.revision, p.Before != nil, p.After != nil)
		}
	}
}

func TestHowTheVoteMoved(t *testing.T) {
	p := NewHistoryPage(Frame{}, past(), "2026-11-23")
	if got := p.historyLead(); !strings.Contains(got, "From strong no to lean yes") {
		t.Errorf("the first line says %q", got)
	}
	if got := lineSays(past()); got != "The vote over time: strong no, then not scored, then lean yes." {
		t.Errorf("the drawing says %q", got)
	}
	points := ratingLine(past())
	if len(points) != 3 || points[1].Y != -1 || points[0].Y <= points[2].Y {
		t.Errorf("points %v: a better vote must stand higher, and none must have no height", points)
	}
	if got := stretches(points); len(got) != 0 {
		t.Errorf("a line was drawn over a step without a score: %v", got)
	}
}

func TestTheHistorySpeaksOfItsFirstSave(t *testing.T) {
	step := func(rating int, saves int) coach.Step {
		return coach.Step{Rating: rating, Label: []string{"not scored", "strong no", "lean no", "lean yes", "strong yes"}[rating], Saves: make([]store.Version, saves)}
	}
	for _, c := range []struct {
		steps []coach.Step // newest first
		want  string
	}{
		{[]coach.Step{step(1, 1)}, "There is one save so far"},
		{[]coach.Step{step(4, 8), step(1, 1)}, "From strong no to strong yes over 9 saves (shown as 2 steps)."},
		{[]coach.Step{step(1, 1), step(4, 8), step(1, 1)}, "The first of 10 saves (shown as 3 steps) was strong no, and it is strong no again now; in between it was strong yes."},
		{[]coach.Step{step(2, 1), step(3, 1)}, "The first of 2 saves was lean yes, and it is lean no now."},
		{[]coach.Step{step(3, 1), step(0, 1)}, "The first of 2 saves could not be scored; it is lean yes now."},
		{[]coach.Step{step(0, 1), step(3, 1)}, "The first of 2 saves was lean yes; the text as it stands can’t be scored."},
		{[]coach.Step{step(3, 1), step(3, 1)}, "It has stayed at lean yes over 2 saves."},
		{[]coach.Step{step(0, 1), step(0, 1)}, "2 saves, newest first"},
	} {
		if got := NewHistoryPage(Frame{}, c.steps, "2026-11-23").historyLead(); !strings.HasPrefix(got, c.want) {
			t.Errorf("the first line says %q, not %q", got, c.want)
		}
	}
}

func TestALongHistoryIsDrawnToItsEnd(t *testing.T) {
	steps := make([]coach.Step, longestLine+5)
	steps[0].Rating = 4
	points := ratingLine(steps)
	if len(points) != longestLine || points[len(points)-1].Y != ratingY(4) {
		t.Errorf("%d points, the last at %v", len(points), points[len(points)-1])
	}
}

func TestDaysInWords(t *testing.T) {
	for day, want := range map[string]string{
		"2026-11-23": "today", "2026-11-22": "yesterday", "2026-11-24": "tomorrow", "2026-11-18": "5 days ago",
		"2026-11-01": "1 November", "2025-12-31": "31 December 2025", "soon": "soon", "": "",
	} {
		if got := dayInWords(day, "2026-11-23"); got != want {
			t.Errorf("%q is said as %q, not %q", day, got, want)
		}
	}
}
