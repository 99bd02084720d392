package library_test

import (
	"slices"
	"strings"
	"testing"

	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// reviewer loads the library and what reviews an answer to a scenario.
func reviewer(t *testing.T) (*library.Library, func(s library.Scenario, text string) *review.Review) {
	t.Helper()
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
	return lib, func(s library.Scenario, text string) *review.Review {
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
}

// TestReviewerAgreesWithTheLibrary holds the reviewer to texts that it never
// learns from: model answers that deserve a 4, and flaws that are named.
// docs/judgement.md lists every disagreement.
func TestReviewerAgreesWithTheLibrary(t *testing.T) {
	lib, read := reviewer(t)
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

// TestOneSentenceOfBlameIsNoticed: whatever else an answer holds, open blame
// is written down, at its words, and no yes is left.
func TestOneSentenceOfBlameIsNoticed(t *testing.T) {
	lib, read := reviewer(t)
	for _, blame := range []string{
		"The printer vendor was useless and it was their fault that we lost nine days.",
		"My director is an idiot who never listens.",
		"It was Dev's fault, because he never tests his work.",
		"Legal let us down, as ever.",
	} {
		for _, s := range lib.Scenarios {
			text := s.Answer.Text()
			at, rest, _ := strings.Cut(text, ". ")
			for _, told := range []string{text + " " + blame, at + ". " + blame + " " + rest} {
				rev := read(s, told)
				i := slices.IndexFunc(rev.Findings, func(x review.Finding) bool { return x.Rule == "blame" })
				if i < 0 || rev.Rating.Score > 2 {
					t.Errorf("%s with %q is rated %d, blame found: %v", s.ID, blame, rev.Rating.Score, i >= 0)
				} else if f := rev.Findings[i]; !strings.Contains(told[f.Span.Start:f.Span.End], blame[:20]) {
					t.Errorf("%s: the blame is seen in %q", s.ID, told[f.Span.Start:f.Span.End])
				}
			}
		}
	}
}
