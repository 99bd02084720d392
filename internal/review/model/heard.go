package model

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"rehearse/internal/prose"
)

// nameText lists names that nothing else tells: a line each, "list: name,
// name".
//
//go:embed names.txt
var nameText string

// naming are the ways in which a word is, or belongs to, a name.
type naming uint8

const (
	isTitle   naming = 1 << iota // "mr"
	isWord                       // "grace": with a capital a name, else a word
	isOpening                    // "new": begins a place of several words
)

// nameLists are the listed names.
type nameLists struct {
	// words are all words of names.
	words map[string]naming
	// places are the places of several words by their first word, longer ones
	// first.
	places map[string][][]string
}

var listedNames = sync.OnceValue(func() *nameLists {
	l := &nameLists{words: map[string]naming{}, places: map[string][][]string{}}
	for _, line := range strings.Split(nameText, "\n") {
		list, names, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, name := range strings.Split(names, ",") {
			switch parts := strings.Fields(name); list {
			case "titles":
				l.words[parts[0]] |= isTitle
			case "words":
				l.words[parts[0]] |= isWord
			case "places":
				l.words[parts[0]] |= isOpening
				l.places[parts[0]] = append(l.places[parts[0]], parts)
			}
		}
	}
	for _, places := range l.places {
		slices.SortStableFunc(places, func(a, b []string) int { return len(b) - len(a) })
	}
	return l
})

// listener hears the sentences of a text as the numbers of their words, with
// one same number for every name.
type listener struct {
	v     *vocabulary
	t     *prose.Text
	names *nameLists
	// called are the words of the text that are names in it, though they are
	// words elsewhere.
	called map[string]bool
}

// listen notes which words the text uses as names.
func (v *vocabulary) listen(t *prose.Text) *listener {
	l := &listener{v: v, t: t, names: listedNames(), called: map[string]bool{}}
	if t.Raw {
		return l
	}
	for _, s := range t.Sentences {
		for i := s.First + 1; i < s.Last; i++ {
			if w := t.Words[i]; w.Upper && l.goesOn(t.Words[i-1], w) && l.capitalised(w) && l.names.words[owner(w.Norm)]&isWord != 0 {
				l.called[owner(w.Norm)] = true
			}
		}
	}
	return l
}

// owner is a word without the 's of a possessor.
func owner(norm string) string { return strings.TrimSuffix(norm, "'s") }

// heard are the numbers of the words of a sentence as a listener takes them.
// A name of several words is one, and so are names listed one after the
// other.
func (l *listener) heard(sentence int) []uint16 {
	words := l.t.Heard(sentence)
	ids := make([]uint16, 0, len(words))
	const none, known, named = 0, 1, 2
	before := none // what the last word was
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case w.Norm == "per" && i+1 < len(words) && words[i+1].Norm == "cent":
			continue
		case w.Norm == "cent" && i > 0 && words[i-1].Norm == "per":
			ids, before = append(ids, l.v.id(prose.Word{Norm: "percent"})), known
			continue
		}
		n, id := l.nameAt(words, i), unknownID
		if n == 0 {
			id = l.v.id(w)
		}
		switch name := n > 0 || id == unknownID && (w.Upper || l.t.Raw); {
		case before == named && name: // one name so far
		case before == named && l.within(words[i-1], w, id):
			before = known // at most one word of a name is another, too
		default:
			ids, before = append(ids, id), known
			if name {
				before = named
			}
		}
		i += max(n, 1) - 1
	}
	return ids
}

// within reports whether a word that is known under an id belongs to the name
// before it: "Kim Brown", "Porto Airport", "Ji-ho".
func (l *listener) within(before, w prose.Word, id uint16) bool {
	gap := l.t.Source[before.End:w.Start]
	if gap == "-" {
		return id < numberID || l.names.words[w.Norm]&isWord != 0 || prose.IsName(w.Norm)
	}
	return gap == " " && w.Upper && l.capitalised(w) && w.Norm != "i" && !strings.HasPrefix(w.Norm, "i'")
}

// capitalised reports whether a word goes on in small letters behind its
// capital. An abbreviation does not, nor does what is shouted.
func (l *listener) capitalised(w prose.Word) bool {
	word := l.t.Quote(w.Span)
	_, first := utf8.DecodeRuneInString(word)
	return first < len(word) && word[first:] != strings.ToUpper(word[first:])
}

// nameAt is how many words from i on are a name by what is listed, or 0.
func (l *listener) nameAt(words []prose.Word, i int) int {
	w := words[i]
	if !w.Upper && !l.t.Raw && !(w.Norm == "the" && i+1 < len(words) && words[i+1].Upper) {
		return 0
	}
	is := l.names.words[w.Norm]
	if is == 0 {
		is = l.names.words[owner(w.Norm)] & isWord
	}
	switch {
	case is&isTitle != 0 || w.Norm == "miss" && w.Upper:
		if i+1 < len(words) && words[i+1].Upper == w.Upper && !(i > 0 && words[i-1].Digit) { // "900 ms"
			return 2
		}
	case is&isWord != 0 && w.Upper && l.capitalised(w) && l.calls(words, i):
		return 1
	case prose.IsName(owner(w.Norm)):
		return 1
	}
	if is&isOpening != 0 {
		return l.placeAt(words, i)
	}
	return 0
}

// goesOn reports whether nothing stands between two words that would call for
// a capital, as a quotation mark does.
func (l *listener) goesOn(before, w prose.Word) bool {
	return strings.Trim(l.t.Source[before.End:w.Start], " ,-(/&") == ""
}

// calls reports whether word i, which has a capital and could be a name, is
// one: its place does not call for the capital, or the text has the name
// elsewhere, or what follows is told of the one named.
func (l *listener) calls(words []prose.Word, i int) bool {
	switch {
	case i > 0 && l.goesOn(words[i-1], words[i]):
		return true
	case i+1 < len(words) && l.t.Source[words[i].End:words[i+1].Start] == ", ":
		return true
	}
	return l.called[owner(words[i].Norm)]
}

// placeAt is how many words from i on are a listed place, or 0.
func (l *listener) placeAt(words []prose.Word, i int) int {
next:
	for _, place := range l.names.places[words[i].Norm] {
		for k, part := range place {
			if i+k >= len(words) || owner(words[i+k].Norm) != part {
				continue next
			}
		}
		return len(place)
	}
	return 0
}
