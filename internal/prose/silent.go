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

// ofOne are the words that say whose or whom of one person. Two in a row count
// as one said twice, be they the same, so that he and she are heard alike.
var ofOne = setOf("her his him hers")

// hush marks the words of a text that a listener hears past.
func (t *Text) hush() {
	for i := range t.Words {
		switch {
		case len(t.Words[i].Norm) <= longestHesitation && hesitations[t.Words[i].Norm]:
			t.silence(i, i+1)
		case t.aside(i):
			t.silence(i, i+2)
		}
	}
	last := -1 // the last word that is heard
	for i := range t.Words {
		if t.Words[i].Silent {
			continue
		}
		if last >= 0 && t.begunTwice(last, i) {
			t.silence(last, last+1)
		}
		last = i
	}
}

func (t *Text) silence(first, last int) {
	for i := first; i < last; i++ {
		t.Words[i].Silent = true
	}
	t.hushed = true
}

// aside reports whether "you know" or "I mean" stands at word i as a filler:
// set off by a comma, or anywhere in raw speech.
func (t *Text) aside(i int) bool {
	if i+1 >= len(t.Words) || t.gap(i) != " " {
		return false
	}
	a, b := t.Words[i].Norm, t.Words[i+1].Norm
	if !(a == "you" && b == "know" || a == "i" && b == "mean") {
		return false
	}
	return t.Raw || strings.HasPrefix(t.Source[t.Words[i+1].End:], ",")
}

// begunTwice reports whether word i says the word last, which was heard before
// it, once more: with a comma or a hesitation between them or, in raw speech,
// nothing.
func (t *Text) begunTwice(last, i int) bool {
	a, b := t.Words[last].Norm, t.Words[i].Norm
	if a != b && !(a[0] == 'h' && b[0] == 'h' && ofOne[a] && ofOne[b]) || t.Words[i].Digit {
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
