package model

import (
	"strings"
	"unicode"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
)

// Raw speech is hard: it has no stops to tell where a sentence ends, and few
// of the corpus's answers are raw. So every third answer with stops is also
// learned from as a recogniser of speech would give it.

// unstoppedEach is one in how many answers is learned from in that form.
const unstoppedEach = 3

// unstopped is a text without stops and capitals. Each byte stays in its
// place.
func unstopped(text string) string {
	var b strings.Builder
	letters := []rune(text)
	for i, r := range letters {
		switch lower := unicode.ToLower(r); {
		case strings.ContainsRune(".,;:!?()\"“”—–…\n", r) && !betweenDigits(letters, i):
			b.WriteString(strings.Repeat(" ", len(string(r))))
		case len(string(lower)) == len(string(r)):
			b.WriteRune(lower)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// betweenDigits reports whether a mark belongs to a number: 3.5, 1,200.
func betweenDigits(letters []rune, i int) bool {
	return i > 0 && i+1 < len(letters) && unicode.IsDigit(letters[i-1]) && unicode.IsDigit(letters[i+1])
}

// unstoppedOf is answer i without stops, and which of its sentences shares
// most with each that is then taken for one; ok is false where the answer is
// not learned from so.
func (t *trainer) unstoppedOf(i int) (d *document, from []int, ok bool) {
	a := t.examples[i].Answer
	if a.Text.Raw || i%unstoppedEach != 0 {
		return nil, nil, false
	}
	stopped := a.Text
	a.Text = prose.Read(unstopped(stopped.Source))
	if !a.Text.Raw {
		return nil, nil, false
	}
	a.Quantities = quantity.Find(a.Text)
	for _, s := range a.Text.Sentences {
		most, nearest := -1, 0
		for k, o := range stopped.Sentences {
			if n := min(o.End, s.End) - max(o.Start, s.Start); n > most {
				most, nearest = n, k
			}
		}
		from = append(from, nearest)
	}
	return t.v.read(a), from, true
}
