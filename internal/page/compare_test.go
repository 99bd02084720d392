package page

import (
	"slices"
	"strings"
	"testing"

	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

const largeText = "I set the plan for 400 engineers & more. I decided it alone. It went from 9 hours to 3 hours."

// spanIn is where some words stand in the large text.
func spanIn(t *testing.T, words string) review.Span {
	t.Helper()
	i := strings.Index(largeText, words)
	if i < 0 {
		t.Fatalf("there is no %q", words)
	}
	return review.Span{Start: i, End: i + len(words)}
}

// heldTo is a review that sees the engineers one way and the decision, which
// is some words, another, and has findings of some rules.
func heldTo(t *testing.T, engineers, decision, at string, rules ...string) *review.Review {
	t.Helper()
	r := &review.Review{Rating: review.Rating{Score: 3, Label: "lean yes"}}
	r.Level.Scope = []review.Scope{
		{Dimension: rubric.Engineers, Text: "400 engineers & more", Span: spanIn(t, "400 engineers & more"), Fits: engineers},
		{Dimension: rubric.Decision, Text: at, Span: spanIn(t, at), Fits: decision},
	}
	for _, rule := range rules {
		r.Findings = append(r.Findings, review.Finding{Rule: rule, Quote: "I decided it alone.", Span: spanIn(t, "I decided it alone.")})
	}
	return r
}

func TestWhatAnotherLevelSeesQuotesItsWords(t *testing.T) {
	own, other := &rubric.Rubric{Level: "L6"}, &rubric.Rubric{Level: "L5"}
	docs := map[string]review.Doc{"above-level": {Title: "Larger than the job."}, "alone": {Title: "Alone"}}
	alone, plan := "I decided it alone.", "I set the plan for 400 engineers & more."
	for _, c := range []struct {
		name         string
		mine, theirs *review.Review
		want         []string
	}{
		{"too large rests on the sizes", heldTo(t, review.At, review.At, alone), heldTo(t, review.Above, review.At, alone, "above-level"),
			[]string{"Noted at L5 only: larger than the job (“400 engineers & more”)."}},
		{"without a size, on what was found", heldTo(t, review.At, review.At, alone), heldTo(t, review.At, review.Above, alone, "above-level"),
			[]string{"Noted at L5 only: larger than the job (“I decided it alone”)."}},
		{"too large already, and no longer", heldTo(t, review.Above, review.At, alone, "above-level"), heldTo(t, review.At, review.At, alone),
			[]string{"No longer noted: larger than the job (“400 engineers & more”)."}},
		{"a size alone", heldTo(t, review.At, review.At, alone), heldTo(t, review.Above, review.At, alone),
			[]string{"“400 engineers & more” is too large at L5, and right at L6."}},
		{"other words for the same", heldTo(t, review.At, review.At, alone), heldTo(t, review.At, review.Above, plan),
			[]string{"“I set the plan for 400 engineers & more” is too large at L5; at L6, “I decided it alone” is right."}},
		{"another rule", heldTo(t, review.At, review.At, alone), heldTo(t, review.Above, review.At, alone, "alone", "alone"),
			[]string{"“400 engineers & more” is too large at L5, and right at L6.", "Noted at L5 only: alone (“I decided it alone”, “I decided it alone”)."}},
		{"nothing", heldTo(t, review.At, review.At, alone), heldTo(t, review.At, review.At, alone), nil},
	} {
		r := Reading{Text: largeText, Rubric: other, Compared: Compare(own, other, c.mine, c.theirs, docs)}
		var got []string
		for _, x := range r.Compared.Changes {
			var b strings.Builder
			for _, p := range x {
				if p.At == nil {
					b.WriteString(p.Text)
					continue
				}
				b.WriteString("“" + p.Text + "”")
				if at := largeText[p.At.Start:p.At.End]; !strings.HasPrefix(at, strings.TrimSuffix(p.Text, "…")) {
					t.Errorf("%s: %q leads to %q", c.name, p.Text, at)
				}
			}
			got = append(got, b.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: it says\n%s\nand not\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestTheWordsOfAnotherLevelAreLitAndInert(t *testing.T) {
	at := spanIn(t, "400 engineers & more")
	r := Reading{Text: largeText, Compared: &Compared{Own: "L6", Other: "L5", Changes: []LevelChange{
		{{Text: "See <this> ("}, {Text: hostileText, At: &at}, {Text: ")."}},
	}}}
	html := ledgerDrawn(t, ComparedLevels(r))
	for _, want := range []string{`data-spots="19-39"`, "See &lt;this&gt; (<a ", "&lt;/script&gt;"} {
		if !strings.Contains(html, want) {
			t.Errorf("it lacks %q:\n%s", want, html)
		}
	}
}
