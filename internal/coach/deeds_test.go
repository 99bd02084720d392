package coach

import (
	"strings"
	"testing"

	"rehearse/internal/library"
	"rehearse/internal/review"
)

func TestADeedHasAVerb(t *testing.T) {
	for quote, want := range map[string]bool{
		"CTO":                                     false,
		"the data platform team":                  false,
		"four million transactions":               false,
		"the Managed Services group":              false,
		"Head of Embedded Systems":                false,
		"the shared list of faults":               false,
		"a hundred depots in Norway":              false,
		"Agreed.":                                 false,
		"I decided":                               false,
		"I flew to Tallinn":                       true,
		"Moved the release by a week":             true,
		"The vendor now brings us its plans":      true,
		"the ferries sailed with paper lists":     true,
		"Our ticket vendor had missed four dates": true,
	} {
		if got := tellsDeed(quote); got != want {
			t.Errorf("%q tells a deed: %v", quote, got)
		}
	}
}

// TestProbesAskOfDeeds checks that a name is quoted in no question about a
// deed, that another one of the rule is asked instead, and that a wording is
// still quoted.
func TestProbesAskOfDeeds(t *testing.T) {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	source := "CTO. Much better. Kubernetes, then. I told the CTO on Monday that we were late."
	name, wording, fragment, deed := spanIn(source, "CTO"), spanIn(source, "Much better"), spanIn(source, "Kubernetes, then."), spanIn(source, "I told the CTO on Monday that we were late.")
	rev := &review.Review{
		Findings:   []review.Finding{{Rule: "narrow-collaboration", Span: name}, {Rule: "vague-number", Span: wording}},
		Principles: []review.PrincipleShown{{ID: "earn-trust", Evidence: []review.Span{name, deed}}},
		Sentences:  []review.Sentence{{Span: fragment, Role: review.Action}},
		Level:      review.Level{Verdict: review.At},
	}
	got := map[string][]string{}
	for _, p := range Probes(lib, rev, source) {
		got[p.On] = append(got[p.On], p.Text)
	}
	for on, questions := range got {
		all := strings.Join(questions, "\n")
		if strings.Contains(all, "‘CTO’") || strings.Contains(all, "‘Kubernetes") || strings.Contains(all, "‘’") {
			t.Errorf("%s asks %s", on, all)
		}
	}
	for on, part := range map[string]string{
		"narrow-collaboration": "Which other team", "vague-number": "‘Much better’", "role:action": "?", "principle:earn-trust": "‘I told the CTO",
	} {
		if all := strings.Join(got[on], "\n"); !strings.Contains(all, part) {
			t.Errorf("%s asks %q, without %q", on, all, part)
		}
	}
	if rev.Findings[0].Span != name || len(rev.Principles[0].Evidence) != 2 || rev.Sentences[0].Span != fragment {
		t.Error("the review was changed")
	}
}

func spanIn(source, words string) review.Span {
	at := strings.Index(source, words)
	return review.Span{Start: at, End: at + len(words)}
}
