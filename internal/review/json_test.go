package review_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with testdata/golden/NAME, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the test with -update", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run with -update if that is right\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

// fullJudge fills every part of a review.
func fullJudge() review.Judge {
	from, to := 21600.0, 900.0
	return review.Judge{
		Fill: func(p *review.Pass, rev *review.Review) {
			for _, s := range p.Text.Sentences {
				rev.Sentences = append(rev.Sentences, review.Sentence{Span: review.Span(s.Span), Role: review.Action, Confidence: 0.94})
			}
			rev.Sentences[1].Unsure = true
			rev.Clock[review.Action] = review.Clock{Words: 6, Seconds: 3, Budget: 90}
			rev.Quantities = []review.Quantity{
				{Span: review.Span{Start: 0, End: 8}, Text: "One fish", Kind: "count", Value: 1, Unit: "fish", Role: review.Action},
				{Span: review.Span{Start: 15, End: 23}, Text: "Two fish", Kind: "duration", Value: 900, From: &from, To: &to, Unit: "s", Role: review.Action},
			}
			rev.Principles = []review.PrincipleShown{{ID: "dive-deep", Score: 0.81, Evidence: []review.Span{{Start: 0, End: 14}}}, {ID: "ownership", Score: 0.6}}
			rev.Level = review.Level{Verdict: review.At, Reasons: []review.Reason{{Text: "It fits."}},
				Scope: []review.Scope{{Dimension: "teams", Value: 2, Text: "Two fish", Span: review.Span{Start: 15, End: 23}, Fits: review.At}}}
		},
		Unscored: func(*review.Pass) string { return "" },
		Rate: func(_ *review.Pass, found []review.Finding) (review.Rating, []review.Change) {
			found[0].Cost = 0.25
			return review.Rating{Score: 3, Label: "lean yes", Reasons: []review.Reason{{Text: "A fish.", Rules: []string{"fish"}}}},
				[]review.Change{{Rule: "fish", Text: "No fish.", Gain: 0.25, Span: review.Span{Start: 4, End: 8}}}
		},
	}
}

// TestJSON fixes the JSON form of a full and of an empty review.
func TestJSON(t *testing.T) {
	suite := append(housekeepers(), wordCheck("fish", "fish"), wordCheck("sang", "sang"))
	e, err := review.New(testRubric(complete(suite, []rubric.CheckRule{rule("fish", rubric.SeverityError, 0.25)})...), suite, fullJudge())
	if err != nil {
		t.Fatal(err)
	}
	text := answer + "\n\n<!-- rehearse: allow sang because it did -->\n"
	for name, text := range map[string]string{"full.json": text, "empty.json": ""} {
		rev, err := e.Run(parse(t, text), review.Options{Question: "Which fish?"})
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.MarshalIndent(rev, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, append(data, '\n'))
		if strings.Contains(string(data), "null") {
			t.Errorf("%s holds a null", name)
		}
		checkFields(t, data)
	}
}

// checkFields checks that the fields which every reader counts on are there.
func checkFields(t *testing.T, data []byte) {
	t.Helper()
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"schema", "file", "question", "kind", "rubric", "words", "seconds", "sentences", "clock", "quantities",
		"findings", "principles", "level", "rating", "changes"} {
		if _, ok := fields[name]; !ok {
			t.Errorf("the field %s is missing", name)
		}
	}
	var clock map[review.Role]review.Clock
	if err := json.Unmarshal(fields["clock"], &clock); err != nil {
		t.Fatal(err)
	}
	for _, role := range review.Roles {
		if _, ok := clock[role]; !ok {
			t.Errorf("the clock lacks %s", role)
		}
	}
}
