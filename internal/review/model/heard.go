package model

import (
	"strings"

	"rehearse/internal/prose"
)

// A listener hears past "um", "you know" and a word said twice, and so does
// the model: what a sentence is read by leaves them out. How often they come
// is another matter, and none of the verdict's.

// hesitations are sounds that say nothing.
var hesitations = map[string]bool{"um": true, "uh": true, "er": true, "erm": true, "uhm": true, "hmm": true, "mm": true, "ah": true}

// alsoWords are names that are words too. A capital in mid sentence makes
// names of them; of other words it need not ("Sales", "Product").
var alsoWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`grace will mark hope joy rose may april june august faith bill rich frank art dawn miles chase
		drew pat sue rob max victor dean grant wade reed ray jack penny ruby iris ivy sky summer autumn`) {
		m[w] = true
	}
	return m
}()

// heard are the numbers of the words of a sentence as a listener takes them.
func (v *vocabulary) heard(t *prose.Text, s prose.Sentence) []uint16 {
	ids := make([]uint16, 0, s.Last-s.First)
	for i := s.First; i < s.Last; i++ {
		w := t.Words[i]
		next := prose.Word{}
		if i+1 < s.Last {
			next = t.Words[i+1]
		}
		switch {
		case hesitations[w.Norm]:
			continue
		case aside(t, i, s.Last):
			i++
			continue
		case w.Norm == next.Norm && !w.Digit && (t.Raw || t.Source[w.End:next.Start] == ", "):
			continue // the first of a word said twice
		case w.Norm == "per" && next.Norm == "cent":
			ids = append(ids, v.id(prose.Word{Norm: "percent"}))
			i++
			continue
		case w.Upper && i > s.First && alsoWords[w.Norm]:
			ids = append(ids, unknownID)
			continue
		}
		ids = append(ids, v.id(w))
	}
	return ids
}

// aside reports whether "you know" or "I mean" stands at word i as a filler:
// set off by a comma, or anywhere in raw speech.
func aside(t *prose.Text, i, end int) bool {
	if i+1 >= end {
		return false
	}
	a, b := t.Words[i].Norm, t.Words[i+1].Norm
	if !(a == "you" && b == "know" || a == "i" && b == "mean") {
		return false
	}
	return t.Raw || strings.HasPrefix(t.Source[t.Words[i+1].End:], ",")
}
