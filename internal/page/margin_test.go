package page

import (
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/review"
)

// secretive is a text with two findings, between them a confidential figure
// that stands twice.
func secretive() Reading {
	text := "We were late. Ümit led 14 engineers. All 14 engineers came, and it held."
	at := func(from int, words string) review.Span {
		i := from + strings.Index(text[from:], words)
		return review.Span{Start: i, End: i + len(words)}
	}
	first := at(0, "14 engineers")
	return Reading{
		StoryID: "s1", Text: text,
		Untellable: []coach.Untellable{{Text: "14 engineers", Instead: "a dozen <b>", Spans: []review.Span{first, at(first.End, "14 engineers")}}},
		Review: &review.Review{
			Rating:    review.Rating{Score: 3},
			Sentences: []review.Sentence{{Span: at(0, "We were late."), Role: review.Situation}, {Span: at(0, "Ümit led 14 engineers."), Role: review.Task}, {Span: at(0, "All 14 engineers came, and it held."), Role: review.Result}},
			Findings: []review.Finding{
				{Rule: "held", Severity: review.Warning, Span: at(0, "it held"), Quote: "it held"},
				{Rule: "late", Severity: review.Warning, Span: at(0, "We were late."), Quote: "We were late."},
			},
		},
	}
}

func TestAConfidentialFigureIsANoteAmongOthers(t *testing.T) {
	r := secretive()
	m := r.Marks()
	if len(m.Notes) != 3 || m.Notes[1].Severity != "confidential" || len(m.Notes[1].At) != 2 || m.Notes[1].At[0] != (Place{23, 35}) {
		t.Fatalf("%+v", m.Notes)
	}
	html := ledgerDrawn(t, Notes(r))
	late, secret, held := strings.Index(html, `data-rule="late"`), strings.Index(html, `note-confidential`), strings.Index(html, `data-rule="held"`)
	if late < 0 || secret < late || held < secret {
		t.Errorf("the notes stand at %d, %d and %d", late, secret, held)
	}
	for _, want := range []string{"you decided to say “a dozen &lt;b&gt;” instead. It is told twice.", `data-spots="23-35 41-53"`, `name="figure" value="14 engineers" formaction="/stories/s1/instead"`} {
		if !strings.Contains(html, want) {
			t.Errorf("it lacks %q:\n%s", want, html)
		}
	}
	r.Untellable[0].Instead = ""
	html = ledgerDrawn(t, Notes(r))
	if strings.Contains(html, "<button") || !strings.Contains(html, `href="/claims?show=confidential#`+ClaimAnchor("s1", "14 engineers")) {
		t.Errorf("without words to say instead:\n%s", html)
	}
}

// The list of changes goes by weight and the margin by place: a change says the
// number of its note, and counts nothing itself.
func TestAChangeNamesItsNote(t *testing.T) {
	r := secretive()
	for _, f := range r.Review.Findings {
		r.Review.Changes = append(r.Review.Changes, review.Change{Rule: f.Rule, Span: f.Span})
	}
	r.Review.Changes = append(r.Review.Changes, review.Change{Rule: "elsewhere"})
	html := ledgerDrawn(t, Changes(r))
	held, late := strings.Index(html, "Note 3."), strings.Index(html, "Note 1.")
	if held < 0 || late < held || strings.Count(html, "Note ") != 2 || strings.Contains(html, "<ol") {
		t.Error(html)
	}
}

// A text that can’t be reviewed may tell a confidential figure all the same.
func TestAConfidentialFigureIsNotedWithoutAReview(t *testing.T) {
	r := secretive()
	r.Review = nil
	if m := r.Marks(); len(m.Notes) != 1 || m.Notes[0].N != 1 || m.Length == 0 {
		t.Errorf("%+v", m)
	}
	if html := ledgerDrawn(t, Notes(r)); !strings.Contains(html, "Confidential:") {
		t.Error(html)
	}
}

func TestAConfidentialFigureIsFramedOnPaper(t *testing.T) {
	r := secretive()
	html := ledgerDrawn(t, Manuscript(r.Text, r.Review, &ManuscriptOptions{Bare: true, Confidential: r.untoldSpans()}))
	if n := strings.Count(html, `<span class="ms-confidential"><span class="hide">confidential: </span>14 engineers</span>`); n != 2 {
		t.Errorf("%d are framed:\n%s", n, html)
	}
	if html := ledgerDrawn(t, Manuscript(r.Text, r.Review, nil)); strings.Contains(html, "ms-confidential") {
		t.Error("a manuscript without confidential figures frames some")
	}
	// A span that runs over the end of a sentence, or of the text, is cut.
	html = ledgerDrawn(t, Manuscript(r.Text, r.Review, &ManuscriptOptions{Bare: true, Confidential: []review.Span{{Start: 8, End: 25}, {Start: 60, End: 900}}}))
	if n := strings.Count(html, "ms-confidential"); n != 3 {
		t.Errorf("%d are framed:\n%s", n, html)
	}
}
