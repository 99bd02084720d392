// Package quantity finds stated amounts in English text: money, shares of a
// hundred, people, lengths of time, counts of things and ratios, in figures
// or in words as speech gives them, with what they measure and, where a
// change is told with both its ends, where it began and ended.
//
// It reads the words once, left to right. Every table is built when the
// program starts, nothing is looked up by pattern, and the cost grows with
// the length of the text alone.
package quantity

import (
	"math"

	"rehearse/internal/prose"
)

// Kind says what an amount is an amount of.
type Kind string

// The kinds of amount, as the annotation guide of the corpus names them.
const (
	// Money is a sum in a currency, named or understood.
	Money Kind = "money"
	// Percent is a share or a change in hundredths.
	Percent Kind = "percent"
	// People are persons, or teams and other bodies of persons.
	People Kind = "people"
	// Duration is a length of time, a deadline or a latency.
	Duration Kind = "duration"
	// Count is a number of other things, or a rate of them.
	Count Kind = "count"
	// Ratio is a multiple, a fraction, a score or "one in five".
	Ratio Kind = "ratio"
)

// Quantity is one stated amount.
type Quantity struct {
	// Span covers the shortest full phrase: bounds ("over", "up to") and
	// rates ("a week") belong to it, approximations ("about") do not.
	prose.Span
	// Kind is what it is an amount of.
	Kind Kind
	// Value is the amount: seconds for a Duration, units of the currency for
	// Money, 62 for "62%", 3 for "3x", .5 for "halved". For a change it is
	// the end reached, for a range the middle.
	Value float64
	// Change is set where both ends of a change are stated, Range where the
	// amount is stated as lying between two.
	Change, Range bool
	// From and To are the ends of a change in time, or the lower and upper
	// end of a range. Both are 0 where neither Change nor Range is set.
	From, To float64
	// Unit is what Value counts: a currency code (or "" where the currency is
	// understood), "%", "s", "x", "/5", or the noun itself.
	Unit string
	// Approx is set where the speaker marks the amount as approximate.
	Approx bool
	// Bound is "under", "over", "upto", "atleast", or "" for a plain amount.
	Bound string
	// Rate is what the amount is per ("day", "release"), or "".
	Rate string
	// Noun is the head noun in lower case as it stands in the text, or "".
	Noun string
}

// Find returns the amounts stated in a text, in order and apart.
func Find(t *prose.Text) []Quantity {
	r := newReader(t)
	atoms := r.join(r.scan())
	out := make([]Quantity, 0, len(atoms))
	for i := range atoms {
		if a := &atoms[i]; r.keep(atoms, i) {
			out = append(out, a.quantity())
		}
	}
	return out
}

// atom is an amount under way: found by scan, perhaps joined with its
// neighbour, at last kept or dropped.
type atom struct {
	// first and last delimit its words as [first, last), without bounds.
	first, last int
	// lead is the first word of its bound, or first.
	lead       int
	start, end int
	value      float64
	kind       Kind
	unit, noun string
	rate       string
	bound      string
	approx     bool
	// bare is set while nothing names what is counted.
	bare bool
	// weak is set for what is an amount only as one end of a change.
	weak bool
	// spelled is set for a number in words; whole for one without decimals.
	spelled, whole bool
	// factor is what the plain number was multiplied by (3600 for hours), so
	// that the other end of a change can share it.
	factor float64
	// scale is what a scale word multiplied the number by (1e6), or 1.
	scale          float64
	change, ranged bool
	from, to       float64
	// ofWhole is set for a fraction that may be followed by its whole,
	// multiple for doubled and its kin, minutes for a number in "m".
	ofWhole, multiple, minutes bool
}

// quantity turns a finished atom into what callers see.
func (a *atom) quantity() Quantity {
	q := Quantity{
		Span: prose.Span{Start: a.start, End: a.end}, Kind: a.kind, Value: finite(a.value),
		Change: a.change, Range: a.ranged, Unit: a.unit, Approx: a.approx,
		Bound: a.bound, Rate: a.rate, Noun: a.noun,
	}
	if a.change || a.ranged {
		q.From, q.To = finite(a.from), finite(a.to)
	}
	if q.Kind == "" {
		q.Kind = Count
	}
	return q
}

// finite keeps absurd figures ("9" a thousand times) inside what a float64
// can hold.
func finite(v float64) float64 {
	switch {
	case math.IsNaN(v):
		return 0
	case v > math.MaxFloat64:
		return math.MaxFloat64
	case v < -math.MaxFloat64:
		return -math.MaxFloat64
	}
	return v
}
