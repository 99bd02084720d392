package coach

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/internal/match"
)

// contradictions finds the figures of different stories about one project
// that measure the same thing and differ.
func contradictions(p *Portfolio, twins []match.Twins) []Contradiction {
	k := kin(p, twins)
	f := finder{p: p, measured: make([][]measure, len(p.Entries)), read: make([]bool, len(p.Entries))}
	for _, group := range k.groups {
		f.within(group)
	}
	for _, pair := range k.pairs {
		f.between(pair[0], pair[1])
	}
	slices.SortStableFunc(f.found, func(a, b placed) int {
		if a.a != b.a {
			return a.a - b.a
		}
		return a.b - b.b
	})
	var out []Contradiction
	for _, x := range f.found {
		out = append(out, x.Contradiction)
	}
	return out
}

// placed is a contradiction with the places of its two stories.
type placed struct {
	Contradiction
	a, b int
}

// finder finds contradictions, and reads each story at most once.
type finder struct {
	p        *Portfolio
	measured [][]measure
	read     []bool
	found    []placed
}

// of are the measures of a story.
func (f *finder) of(i int) []measure {
	if !f.read[i] {
		f.read[i] = true
		amounts := f.p.Entries[i].Digest.Amounts
		for k := range amounts {
			if m, ok := measureOf(&amounts[k]); ok {
				f.measured[i] = append(f.measured[i], m)
			}
		}
	}
	return f.measured[i]
}

// allPairs is up to how many stories of a project each is compared with each;
// in a larger one, each is compared with those that tell it first.
const allPairs = 12

// within compares the stories of one project.
func (f *finder) within(group []int) {
	for x, i := range group {
		for y, j := range group[:x] {
			if y < allPairs {
				f.between(j, i)
			}
		}
	}
}

// between compares two stories. Where one of them gives several values for a
// measure and one of those agrees with the other, it has told the rest of the
// way itself, and there is nothing to point out.
func (f *finder) between(i, j int) {
	for _, one := range f.of(i) {
		var differs *measure
		settled := false
		for k := range f.of(j) {
			other := &f.measured[j][k]
			if !one.comparable(other) {
				continue
			}
			if one.agrees(other) || f.alsoSaid(i, other) {
				settled = true
				break
			}
			if differs == nil {
				differs = other
			}
		}
		if differs != nil && !settled && !f.told(i, j, one.called(differs)) {
			f.found = append(f.found, placed{f.contradiction(i, j, &one, differs), i, j})
		}
	}
}

// alsoSaid reports whether story i gives a value elsewhere that agrees.
func (f *finder) alsoSaid(i int, other *measure) bool {
	return slices.ContainsFunc(f.measured[i], func(m measure) bool { return m.comparable(other) && m.agrees(other) })
}

// told reports whether a contradiction of two stories over a measure was
// pointed out already.
func (f *finder) told(i, j int, what string) bool {
	return slices.ContainsFunc(f.found, func(x placed) bool { return x.a == i && x.b == j && x.What == what })
}

func (f *finder) contradiction(i, j int, a, b *measure) Contradiction {
	side := func(i int, m *measure) ContradictionSide {
		e := &f.p.Entries[i]
		return ContradictionSide{Story: e.ID, Title: e.Title, Text: collapsed(m.amount.Text), Sentence: m.amount.Sentence}
	}
	c := Contradiction{What: a.called(b), A: side(i, a), B: side(j, b)}
	c.Says = "“" + c.A.Title + "” says “" + c.A.Text + "”, and “" + c.B.Title + "” says “" + c.B.Text + "”" + ends(a, b) + "."
	return c
}

// ends says which end of two changes differs.
func ends(a, b *measure) string {
	if a.dimension != ofChange {
		return ""
	}
	from, to := near(*a.amount.From, *b.amount.From, a, b), near(*a.amount.To, *b.amount.To, a, b)
	switch {
	case from:
		return ": they begin alike and end differently"
	case to:
		return ": they end alike and begin differently"
	}
	return ": neither end is the same"
}

// capital is a text with its first letter made a capital.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(string(unicode.ToUpper(r))) + s[n:]
}
