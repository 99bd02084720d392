package model

import (
	_ "embed"
	"strings"
	"sync"
)

// phraseText lists phrases that hint at roles: see the file.
//
//go:embed phrases.txt
var phraseText string

// maxPhraseGroups is how many groups the file may have.
const maxPhraseGroups = 8

// phraseLists holds the phrases of each group as plain words. Only training
// needs them: the weights hold them by number.
var phraseLists = sync.OnceValue(func() [][][]string {
	var groups [][][]string
	for _, line := range strings.Split(phraseText, "\n") {
		_, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		var phrases [][]string
		for _, phrase := range strings.Split(list, "|") {
			var words []string
			for _, w := range strings.Fields(phrase) {
				words = append(words, plainWord(w))
			}
			phrases = append(phrases, words)
		}
		groups = append(groups, phrases)
	}
	return groups
})

// phraseWords are all words of the phrases; a vocabulary always knows them.
func phraseWords() map[string]bool {
	all := map[string]bool{}
	for _, group := range phraseLists() {
		for _, phrase := range group {
			for _, w := range phrase {
				all[w] = true
			}
		}
	}
	return all
}

// phraseKey packs up to three words.
func phraseKey(a, b, c uint16) uint64 { return uint64(a)<<32 | uint64(b)<<16 | uint64(c) }

// phraseGroups maps the phrases, as words of the vocabulary, to bit sets of
// groups.
func (v *vocabulary) phraseGroups() map[uint64]uint64 {
	groups := map[uint64]uint64{}
	for g, list := range phraseLists() {
		for _, phrase := range list {
			var id [3]uint16
			for i, w := range phrase[:min(3, len(phrase))] {
				id[i] = v.ids[w]
			}
			groups[phraseKey(id[0], id[1], id[2])] |= 1 << g
		}
	}
	return groups
}

// phrasesIn is the bit set of the groups of which a sentence holds a phrase.
func (v *vocabulary) phrasesIn(ids []uint16) uint64 {
	var found uint64
	for i, id := range ids {
		if id < firstWordID {
			continue
		}
		found |= v.phrases[phraseKey(id, 0, 0)]
		if i+1 < len(ids) {
			found |= v.phrases[phraseKey(id, ids[i+1], 0)]
		}
		if i+2 < len(ids) {
			found |= v.phrases[phraseKey(id, ids[i+1], ids[i+2])]
		}
	}
	return found
}
