package library_test

import (
	"slices"
	"testing"

	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// TestReviewerAgreesWithTheLibrary holds the reviewer to texts that it never
// learns from: model answers that deserve a 4, and flaws that are named.
// docs/judgement.md lists every disagreement.
func TestReviewerAgreesWithTheLibrary(t *testing.T) {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Load("amazon-l6", nil)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := checks.NewEngine(r, m)
	if err != nil {
		t.Fatal(err)
	}
	read := func(s library.Scenario, text string) *review.Review {
		parsed, err := story.Parse(s.ID, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		rev, err := engine.Run(parsed, review.Options{Question: s.Question, Kind: s.Kind})
		if err != nil {
			t.Fatal(err)
		}
		return rev
	}
	fours, found, named := 0, 0, 0
	for _, s := range lib.Scenarios {
		if score := read(s, s.Answer.Text()).Rating.Score; score == 4 {
			fours++
		} else {
			t.Logf("%s: the model answer is rated %d", s.ID, score)
		}
		for _, f := range s.Flawed {
			rev := read(s, f.Text)
			for _, flaw := range f.Flaws {
				named++
				if slices.ContainsFunc(rev.Findings, func(x review.Finding) bool { return x.Rule == flaw }) {
					found++
				} else {
					t.Logf("%s, rated %d: %s is not found", s.ID, f.Rating, flaw)
				}
			}
		}
	}
	t.Logf("%d of %d model answers rated 4, %d of %d flaws found", fours, len(lib.Scenarios), found, named)
	if fours < 29 {
		t.Errorf("%d model answers are rated 4; at least 29 are expected", fours)
	}
	if 5*found < 4*named {
		t.Errorf("%d of %d flaws are found; at least 80%% are expected", found, named)
	}
}
