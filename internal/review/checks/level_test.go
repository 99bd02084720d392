package checks_test

import (
	"os"
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
