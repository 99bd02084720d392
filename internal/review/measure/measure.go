// Package measure tells how well reviews agree with annotated answers. Its
// definitions are those of the scorer that comes with the annotation guide,
// so that figures can be compared with those of annotators.
package measure

import (
	"math"
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
// as 1.
func Of(a corpus.Answer, rev *review.Review) Reading {
	r := Reading{Flags: map[string]bool{}, Level: rev.Level.Verdict, Rating: max(1, rev.Rating.Score)}
	for _, line := range a.Lines {
		r.Roles = append(r.Roles, roleOf(line, rev.Sentences))
	}
	for _, q := range rev.Quantities {
		r.Quantities = append(r.Quantities, Amount{prose.Span(q.Span), q.Kind})
	}
	for _, f := range rev.Findings {
		if slices.Contains(model.Flags, f.Rule) {
			r.Flags[f.Rule] = true
		}
	}
	for _, p := range rev.Principles[:min(4, len(rev.Principles))] {
		r.Principles = append(r.Principles, p.ID)
	}
	return r
}

// roleOf is the role that covers most bytes of a line, O where none does.
func roleOf(line prose.Span, sentences []review.Sentence) byte {
	var bytes [6]int
	var first [6]int
	for i, s := range sentences {
		if n := min(line.End, s.End) - max(line.Start, s.Start); n > 0 {
			k := slices.Index(review.Roles, s.Role)
			if bytes[k] == 0 {
				first[k] = i
			}
			bytes[k] += n
		}
	}
	best := -1
	for k, n := range bytes {
		if n > 0 && (best < 0 || n > bytes[best] || n == bytes[best] && first[k] < first[best]) {
			best = k
		}
	}
	if best < 0 {
		return 'O'
	}
	return roleLetters[best]
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

// Tally counts agreements and disagreements on one label.
type Tally struct{ Right, Surplus, Missed int }

func (t *Tally) add(said, gold bool) {
	switch {
	case said && gold:
		t.Right++
	case said:
		t.Surplus++
	case gold:
		t.Missed++
	}
}

func (t *Tally) plus(u Tally) { t.Right += u.Right; t.Surplus += u.Surplus; t.Missed += u.Missed }

// F1 is the harmonic mean of precision and recall, 0 where undefined.
func (t Tally) F1() float64 {
	if t.Right == 0 {
		return 0
	}
	return 2 * float64(t.Right) / float64(2*t.Right+t.Surplus+t.Missed)
}

// Precision is the share of what was said that is right, 0 where undefined.
func (t Tally) Precision() float64 { return share(t.Right, t.Right+t.Surplus) }

// Recall is the share of what is there that was said, 0 where undefined.
func (t Tally) Recall() float64 { return share(t.Right, t.Right+t.Missed) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// macroF1 is the mean F1 over the labels that the gold has.
func macroF1(pairs [][2]int, labels int) float64 {
	sum, n := 0.0, 0
	for l := range labels {
		var t Tally
		for _, p := range pairs {
			t.add(p[1] == l, p[0] == l)
		}
		if t.Right+t.Missed > 0 {
			sum += t.F1()
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// accuracy is the share of pairs that are equal.
func accuracy(pairs [][2]int) float64 {
	n := 0
	for _, p := range pairs {
		if p[0] == p[1] {
			n++
		}
	}
	return share(n, len(pairs))
}

// kappa is Cohen's kappa with quadratic weights over ratings 1 to 4.
func kappa(pairs [][2]int) float64 {
	const k = 4
	var seen [k + 1][k + 1]float64
	var gold, given [k + 1]float64
	for _, p := range pairs {
		seen[p[0]][p[1]]++
		gold[p[0]]++
		given[p[1]]++
	}
	num, den := 0.0, 0.0
	for i := 1; i <= k; i++ {
		for j := 1; j <= k; j++ {
			w := float64((i-j)*(i-j)) / ((k - 1) * (k - 1))
			num += w * seen[i][j]
			den += w * gold[i] * given[j] / float64(len(pairs))
		}
	}
	if den == 0 {
		return 1
	}
	return 1 - num/den
}

// correlation is Pearson's, 0 where one side does not vary.
func correlation(x, y []float64) float64 {
	mx, my := mean(x), mean(y)
	xy, xx, yy := 0.0, 0.0, 0.0
	for i := range x {
		xy += (x[i] - mx) * (y[i] - my)
		xx += (x[i] - mx) * (x[i] - mx)
		yy += (y[i] - my) * (y[i] - my)
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return xy / math.Sqrt(xx*yy)
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(max(1, len(x)))
}
