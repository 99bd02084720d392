package prose

import "strings"

// A listener hears past "um", "you know" and a word begun twice, and so does
// whoever reads a Text: such words are marked as silent. They take time to
// say, and count as words, but what is said is read without them.

// hesitations are sounds that say nothing.
var hesitations = map[string]bool{"um": true, "uh": true, "er": true, "erm": true, "uhm": true, "hmm": true, "mm": true, "ah": true}

// longestHesitation is the most bytes that one of them has; most words are
// longer and need not be looked up.
const longestHesitation = 3

// stutters are words that nobody writes twice in a row on purpose.
var stutters = setOf("i i'd i've the a an we and to of it he she they my our but so with for from at you this it's")

// one and ofOne are the words that say who, and whose or whom, of one person.
// Two in a row count as one said twice, be they the same, so that he and she
// are heard alike.
var one, ofOne = setOf("he she"), setOf("her his him hers")

// hush marks the words of a text that a listener hears past: hesitations,
// then asides, whatever stands within them, then words begun twice.
func (t *Text) hush() {
	for i := range t.Words {
		if w := t.Words[i].Norm; len(w) <= longestHesitation && hesitations[w] {
			t.silence(i)
		}
	}
	for deep := 0; deep < deepestAside && t.hushAsides(); deep++ {
	}
	last := -1 // the last word that is heard
	for i := range t.Words {
		if t.Words[i].Silent {
			continue
		}
		if last >= 0 && t.begunTwice(last, i) {
			t.silence(last)
		}
		last = i
	}
}

// deepestAside is how deep asides may stand in one another: "you, you know,
// know".
const deepestAside = 3

func (t *Text) silence(i int) { t.Words[i].Silent, t.hushed = true, true }

// hushAsides marks every "you know" and "I mean" that is a filler, by the
// words that are still heard, and reports whether there was one.
func (t *Text) hushAsides() (found bool) {
	before, last := -1, -1 // the last two words that are heard
	for i := range t.Words {
		if t.Words[i].Silent {
			continue
		}
		if last >= 0 && t.aside(before, last, i) {
			found = true
			t.silence(last)
			t.silence(i)
			last = before
			before = -1
			continue
		}
		before, last = last, i
	}
	return found
}

// Behind these words "you know" is no filler: "do you know". They tell it in
// raw speech, where no comma does.
var beforeKnowing = setOf("do did don't didn't if as let would")

// aside reports whether the words a and b, which are heard one after the
// other, are "you know" or "I mean" as a filler: set off by a comma or, in raw
// speech, where the word before them makes no clause of them. before is the word
// before them, or -1.
func (t *Text) aside(before, a, b int) bool {
	x, y := t.Words[a].Norm, t.Words[b].Norm
	if !(x == "you" && y == "know" || x == "i" && y == "mean") || b == a+1 && t.gap(a) != " " || b > a+1 && strings.ContainsAny(t.Source[t.Words[a].End:t.Words[b].Start], ".?!…;:\n") {
		return false
	}
	if !t.Raw {
		return strings.HasPrefix(t.Source[t.Words[b].End:], ",")
	}
	return x == "i" || before < 0 || !beforeKnowing[t.Words[before].Norm]
}

// begunTwice reports whether word i says the word last, which was heard before
// it, once more: with a comma or a hesitation between them or, in raw speech,
// nothing.
func (t *Text) begunTwice(last, i int) bool {
	a, b := t.Words[last].Norm, t.Words[i].Norm
	if a != b && (len(a) > 4 || !(one[a] && one[b] || ofOne[a] && ofOne[b])) || t.Words[i].Digit {
		return false
	}
	if i == last+1 {
		gap := t.gap(last)
		return gap == ", " || gap == " " && (t.Raw || stutters[t.Words[i].Norm])
	}
	return !strings.ContainsAny(t.Source[t.Words[last].End:t.Words[i].Start], ".?!…;:\n")
}

// Heard are the words of sentence i that a listener takes in, in order.
func (t *Text) Heard(i int) []Word {
	s := t.Sentences[i]
	return t.heard(s.First, s.Last)
}

// AllHeard are the words of the text that a listener takes in, in order.
func (t *Text) AllHeard() []Word { return t.heard(0, len(t.Words)) }

func (t *Text) heard(first, last int) []Word {
	all := t.Words[first:last]
	if !t.hushed {
		return all
	}
	heard := make([]Word, 0, len(all))
	for _, w := range all {
		if !w.Silent {
			heard = append(heard, w)
		}
	}
	return heard
}
