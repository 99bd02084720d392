package model

import (
	"strings"

	"rehearse/internal/prose"
)

// alsoWords are names that are words too. A capital in mid sentence makes
// names of them; of other words it need not ("Sales", "Product").
var alsoWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`grace will mark hope joy rose may april june august faith bill rich frank art dawn miles chase
		drew pat odd bell live sun ho sue rob max victor dean grant wade reed ray jack penny ruby iris ivy sky summer autumn`) {
		m[w] = true
	}
	return m
}()

// heard are the numbers of the words of a sentence as a listener takes them.
func (v *vocabulary) heard(t *prose.Text, sentence int) []uint16 {
	words := t.Heard(sentence)
	ids := make([]uint16, 0, len(words))
	named := false
	for i, w := range words {
		switch {
		case w.Norm == "per" && i+1 < len(words) && words[i+1].Norm == "cent":
			continue
		case w.Norm == "cent" && i > 0 && words[i-1].Norm == "per":
			ids = append(ids, v.id(prose.Word{Norm: "percent"}))
		case w.Norm == "miss" && w.Upper && i+1 < len(words) && words[i+1].Upper:
			ids = append(ids, v.id(prose.Word{Norm: "mr"}))
		case w.Upper && i > 0 && alsoWords[w.Norm]:
			ids = append(ids, unknownID)
		default:
			id := v.id(w)
			if id == unknownID && named && (w.Upper || t.Source[words[i-1].End:w.Start] == "-") {
				continue // a name of several words is one
			}
			ids = append(ids, id)
		}
		named = (w.Upper || t.Raw) && ids[len(ids)-1] == unknownID
	}
	return ids
}
