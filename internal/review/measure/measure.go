// Package measure tells how well reviews agree with annotated answers. Its
// definitions are those of the scorer that comes with the annotation guide,
// so that figures can be compared with those of annotators.
package measure

import (
	"slices"

	"rehearse/corpus"
	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
)

// roleLetters are the roles in the order of the guide.
const roleLetters = model.RoleLetters

// Reading is one reading of an answer, by a person or by the reviewer, in
// the terms of the guide.
type Reading struct {
	// Roles holds a role letter for each annotated line.
	Roles      []byte
	Quantities []Amount
	Flags      map[string]bool
	Principles []string
	// Level is "below", "at" or "above". Rating is 1 to 4.
	Level  string
	Rating int
	// Sure holds for each line how sure its role is, and SureOf for each flag
	// how sure it is; both are empty for people's readings.
	Sure   []float64
	SureOf map[string]float64
}

// Amount is a stated amount: where it stands and its kind.
type Amount struct {
	prose.Span
	Kind string
}

// Gold is the reading that annotators agreed on.
func Gold(a corpus.Answer) Reading {
	r := Reading{Flags: map[string]bool{}, Principles: a.Principles, Level: a.Level, Rating: a.Rating}
	for _, role := range a.Roles {
		r.Roles = append(r.Roles, role[0])
	}
	for _, f := range a.Flags {
		r.Flags[f] = true
	}
	for _, q := range a.Quantities {
		if span, ok := a.Find(q); ok {
			r.Quantities = append(r.Quantities, Amount{span, q.Kind})
		}
	}
	return r
}

// Of is the reading that a review gives. Offsets of the review must be bytes
// of the answer's text. A flag counts at any severity, "not scored" counts
// as 1, a missing level as "at".
func Of(a corpus.Answer, rev *review.Review) Reading {
	r := Reading{Flags: map[string]bool{}, SureOf: map[string]float64{}, Level: rev.Level.Verdict, Rating: max(1, rev.Rating.Score)}
	if r.Level == "" {
		r.Level = "at"
	}
	for _, line := range a.Lines {
		r.Roles = append(r.Roles, roleOf(line, rev.Sentences))
		r.Sure = append(r.Sure, sureOf(line, rev.Sentences))
	}
	for _, q := range rev.Quantities {
		r.Quantities = append(r.Quantities, Amount{prose.Span(q.Span), q.Kind})
	}
	for _, f := range rev.Findings {
		if slices.Contains(model.Flags, f.Rule) {
			r.Flags[f.Rule] = true
			r.SureOf[f.Rule] = max(r.SureOf[f.Rule], f.Confidence)
		}
	}
	for _, p := range rev.Principles[:min(4, len(rev.Principles))] {
		r.Principles = append(r.Principles, p.ID)
	}
	return r
}

// roleOf is the role that covers most bytes of a line, O where none does. Of
// two that cover as many, it is the one that the review has first.
func roleOf(line prose.Span, sentences []review.Sentence) byte {
	best, most := -1, 0
	var covered [6]int
	for _, s := range sentences {
		k := slices.Index(review.Roles, s.Role)
		covered[k] += max(0, min(line.End, s.End)-max(line.Start, s.Start))
	}
	for _, s := range sentences {
		if k := slices.Index(review.Roles, s.Role); covered[k] > most {
			best, most = k, covered[k]
		}
	}
	if best < 0 {
		return 'O'
	}
	return roleLetters[best]
}

// sureOf is the confidence of the sentence that covers most of a line.
func sureOf(line prose.Span, sentences []review.Sentence) float64 {
	sure, most := 0.0, 0
	for _, s := range sentences {
		if n := min(line.End, s.End) - max(line.Start, s.Start); n > most {
			sure, most = s.Confidence, n
		}
	}
	return sure
}

// Order tells how an answer is told: "canonical", "result-first" where the
// first result precedes the first action, or "interleaved" where a result
// stands between two actions.
func Order(roles []byte) string {
	firstA, lastA, firstR := -1, -1, -1
	for i, r := range roles {
		if r == 'A' {
			if firstA < 0 {
				firstA = i
			}
			lastA = i
		}
		if r == 'R' && firstR < 0 {
			firstR = i
		}
	}
	switch {
	case firstA >= 0 && firstR >= 0 && firstR < firstA:
		return "result-first"
	case firstA >= 0 && firstR >= 0 && firstR < lastA:
		return "interleaved"
	}
	return "canonical"
}
