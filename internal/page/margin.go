package page

import (
	"fmt"
	"slices"
	"strings"

	"rehearse/internal/coach"
	"rehearse/internal/review"
)

// remark is a note in the margin: what the reviewer found, or a confidential
// figure that is told in full.
type remark struct {
	// at are the places it speaks of, at least one; it stands at the first.
	at []review.Span
	// Finding is what was found, where untold is nil.
	review.Finding
	untold *coach.Untellable
}

// confidential is the severity of a remark about a confidential figure, by
// which its words are painted.
const confidential = "confidential"

func (x remark) severity() string {
	if x.untold != nil {
		return confidential
	}
	return string(x.Finding.Severity)
}

// remarks are the notes of the margin in the order of the text.
func (r Reading) remarks() []remark {
	var out []remark
	for _, f := range r.notes() {
		out = append(out, remark{at: append([]review.Span{f.Span}, f.Also...), Finding: f})
	}
	for i := range r.Untellable {
		if x := &r.Untellable[i]; len(x.Spans) > 0 {
			out = append(out, remark{at: x.Spans, untold: x})
		}
	}
	slices.SortStableFunc(out, func(a, b remark) int { return a.at[0].Start - b.at[0].Start })
	return out
}

// noteOf is the number of the note that a change would mend, 0 without one.
func (r Reading) noteOf(c review.Change) int {
	for i, x := range r.remarks() {
		if x.Rule == c.Rule && slices.Contains(x.at, c.Span) {
			return i + 1
		}
	}
	return 0
}

// untoldSpans are all places of the confidential figures.
func (r Reading) untoldSpans() (all []review.Span) {
	for _, x := range r.Untellable {
		all = append(all, x.Spans...)
	}
	return all
}

// untoldSays is what a note says of a confidential figure.
func untoldSays(x *coach.Untellable) string {
	says := "you decided to say “" + cutTail(x.Instead, 120) + "” instead."
	if x.Instead == "" {
		says = "the story says it in full, and you have not said yet what you tell instead."
	}
	switch n := len(x.Spans); {
	case n == 2:
		says += " It is told twice."
	case n > 2:
		says += fmt.Sprintf(" It is told %d times.", n)
	}
	return says
}

// untoldHref is the line of the ledger where the words to say instead are
// written.
func untoldHref(story string, x *coach.Untellable) string {
	return string(claimsHref(coach.Confidential, 1)) + "#" + ClaimAnchor(story, x.Text)
}

// notes are the findings as they stand in the margin, with advice that
// repeats itself joined to one.
func (r Reading) notes() []review.Finding {
	if r.Review == nil {
		return nil
	}
	var out []review.Finding
	first := map[string]int{}
	for _, f := range r.Review.Findings {
		if i, seen := first[f.Rule]; seen && f.Severity == review.Note {
			out[i].Also = append(slices.Clip(out[i].Also), append([]review.Span{f.Span}, f.Also...)...)
			continue
		}
		first[f.Rule] = len(out)
		out = append(out, f)
	}
	return out
}

// noteTitle is what a note says at rest.
func (r Reading) noteTitle(f review.Finding) string {
	title := r.ruleTitle(f.Rule)
	if n := len(f.Also) + 1; n > 1 && f.Severity == review.Note {
		title += fmt.Sprintf(" (%d times)", n)
	}
	return title
}

// noteWords are the words that a note stands at.
func noteWords(f review.Finding) string {
	return review.Shorten(strings.Join(strings.Fields(f.Quote), " "), 70)
}
