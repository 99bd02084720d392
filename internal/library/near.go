package library

import (
	"strings"
	"unicode"
)

// Plain is a question as it is compared: lower-case words without marks.
func Plain(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// near finds questions that are nearly the same: those that share most of
// the words that ask for something.
type near struct {
	ids   []string
	words []map[string]bool
}

func newNear() *near { return &near{} }

// tooNear is the part of their words, over those of both, from which two
// questions are nearly the same.
const tooNear = 0.7

// add takes a question in and returns the id of one that is nearly the same,
// or "".
func (n *near) add(id, question string) string {
	set := map[string]bool{}
	for _, w := range strings.Fields(Plain(question)) {
		if !idle[w] {
			set[w] = true
		}
	}
	found := ""
	for i, other := range n.words {
		both := 0
		for w := range set {
			if other[w] {
				both++
			}
		}
		if union := len(set) + len(other) - both; found == "" && union > 0 && float64(both) >= tooNear*float64(union) {
			found = n.ids[i]
		}
	}
	n.ids, n.words = append(n.ids, id), append(n.words, set)
	return found
}

// idle are words that most questions have and that ask for nothing.
var idle = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an the of to in on at for with and or but you your yours me i it its this that these those was were
		is are be been had have has did do does how what when where which who why tell about time describe give example walk through when
		ever one some any by from as would could can was s d t ve us there them they their`) {
		m[w] = true
	}
	return m
}()
