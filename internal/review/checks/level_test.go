package checks_test

import (
	"os"
	"strings"
	"testing"

	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// The same story, held against each level: what fits at L6 is large for L5
// and small for L7.
func TestTheSameStoryAtThreeLevels(t *testing.T) {
	data, err := os.ReadFile("../../../examples/harbour-cranes.md")
	if err != nil {
		t.Fatal(err)
	}
	s, err := story.Parse("harbour-cranes.md", data)
	if err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]string{"amazon-l5": review.Above, "amazon-l6": review.At, "amazon-l7": review.Below} {
		r, err := rubric.Load(ref, os.ReadFile)
		if err != nil {
			t.Fatal(err)
		}
		e, err := checks.NewEngine(r, defaultModel(t))
		if err != nil {
			t.Fatal(err)
		}
		rev, err := e.Run(s, review.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if rev.Level.Verdict != want {
			t.Errorf("%s: level %s, want %s", ref, rev.Level.Verdict, want)
		}
	}
}

// "A team of nine" is a size, though the engineers are not named; "two of the
// boards" is none.
func TestATeamOfSoManyIsASize(t *testing.T) {
	e := newEngine(t)
	for text, want := range map[string]float64{
		"I ran a team of nine, and we were late every month. I asked each of them why, and wrote down what they said to me.":          9,
		"At the plant I joined a squad of twelve, and we were late every month. I asked each of them why, and wrote it down for us.":  12,
		"I had four, two of the boards in the plant failed every month. I asked the vendor why, and wrote down what they said to me.": 0,
	} {
		got := 0.0
		for _, s := range run(t, e, text, "", "").Level.Scope {
			if s.Dimension == rubric.Engineers {
				got = s.Value
			}
		}
		if got != want {
			t.Errorf("%q: %v engineers, want %v", text, got, want)
		}
	}
}

func TestALevelWithoutASizeSaysSo(t *testing.T) {
	rev := run(t, newEngine(t), "The release rules of my teams were a quarrel between legal and sales, and I had to settle it before the season. I sat with both, wrote down what each of them feared, and let the managers who report to me try two ways of working on their own services. We kept the one that legal could check in a morning. Releases have gone out weekly since, and sales stopped asking me for exceptions.", "", "")
	if got := rev.Level.Reasons[0].Text; !strings.Contains(got, "No size is named") && !strings.Contains(got, "no size is named") {
		t.Errorf("level: %s", got)
	}
}
