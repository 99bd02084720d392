package model

import (
	_ "embed"
	"sort"
	"strings"
	"sync"

	"rehearse/internal/prose"
)

// A word reaches the model as a small number. Words that the corpus has too
// seldom, and every name, share a few numbers by their ending: the model
// can't know a person, a company or a country by name, and a rare word can't
// tip a verdict. "he" and "she", and British and American spellings, are one.

// classText lists the word classes: a line each, "name: word word ...".
//
//go:embed classes.txt
var classText string

// Numbers of words outside the vocabulary, by ending.
const (
	padID uint16 = iota // before the first and behind the last word
	unknownID
	unknownEd
	unknownIng
	unknownLy
	numberID
	firstWordID
)

// vocabulary numbers the words of a corpus and knows each one's stem and
// classes. It is immutable once made.
type vocabulary struct {
	ids   map[string]uint16
	words []string
	stems []uint16
	// heads hold the first word of each stem, by stem.
	heads   []uint16
	classes []uint64
	// asks and tells are the topics that a question or an answer speaks of
	// with a stem.
	asks, tells [][]topicWeight
	// phrases are the groups of phrases.txt by their words.
	phrases map[uint64]uint64
	// common is in how many answers of the corpus a stem stands.
	common []uint16
	// mostCommon is the largest of them: about the number of answers.
	mostCommon uint16
}

// classNames are the names of the classes, by bit.
var classNames = nameClasses(classText)

func nameClasses(text string) []string {
	var names []string
	for _, line := range strings.Split(text, "\n") {
		if name, _, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(name, "#") {
			names = append(names, name)
		}
	}
	if len(names) > 64 {
		panic("model: more than 64 word classes in classes.txt")
	}
	return names
}

// classOf is the classes of a word, as bits. Only training needs it: the
// weights hold it by number.
var classOf = sync.OnceValue(func() map[string]uint64 {
	of := map[string]uint64{}
	bit := uint64(1)
	for _, line := range strings.Split(classText, "\n") {
		name, words, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		for _, w := range strings.Fields(words) {
			of[plainWord(w)] |= bit
		}
		bit <<= 1
	}
	return of
})

// newVocabulary takes the words, which must be sorted and plain, and in how
// many answers each stands.
func newVocabulary(words []string, documents map[string]int) *vocabulary {
	v := &vocabulary{
		ids:     number(words),
		words:   words,
		stems:   make([]uint16, len(words)+int(firstWordID)),
		classes: make([]uint64, len(words)+int(firstWordID)),
	}
	for id := range firstWordID {
		v.stems[id], v.heads = id, append(v.heads, id)
	}
	stemIDs := map[string]uint16{}
	for i, w := range words {
		id := firstWordID + uint16(i)
		s := stem(w)
		if _, ok := stemIDs[s]; !ok {
			stemIDs[s] = uint16(len(v.heads))
			v.heads = append(v.heads, id)
		}
		v.stems[id] = stemIDs[s]
		v.classes[id] = classOf()[w]
		if len(w) > 4 && strings.HasSuffix(w, "ed") {
			v.classes[id] |= bitPast
		}
	}
	v.classes[unknownEd] = bitPast
	v.common = make([]uint16, len(v.heads))
	for i, w := range words {
		s := v.stems[firstWordID+uint16(i)]
		v.common[s] = uint16(max(int(v.common[s]), documents[w]))
		v.mostCommon = max(v.mostCommon, v.common[s])
	}
	v.phrases = v.phraseGroups()
	v.asks, v.tells = v.topicLists(topicStems()[0]), v.topicLists(topicStems()[1])
	return v
}

// stemSet is a set of stems.
type stemSet []uint64

func (v *vocabulary) stemSet() stemSet { return make(stemSet, len(v.heads)/64+1) }

func (s stemSet) has(stem uint16) bool { return s[stem/64]>>(stem%64)&1 != 0 }

// add reports whether the stem is new to the set.
func (s stemSet) add(stem uint16) bool {
	isNew := !s.has(stem)
	s[stem/64] |= 1 << (stem % 64)
	return isNew
}

// number maps the words of a vocabulary, and the words that plainForms makes
// one of them, to their numbers.
func number(words []string) map[string]uint16 {
	ids := make(map[string]uint16, len(words)+len(plainForms))
	for i, w := range words {
		ids[w] = firstWordID + uint16(i)
	}
	for form, plain := range plainForms {
		if id, ok := ids[plain]; ok && ids[form] == 0 {
			ids[form] = id
		}
	}
	return ids
}

// id is the number of a word.
func (v *vocabulary) id(w prose.Word) uint16 {
	if w.Digit {
		return numberID
	}
	if id, ok := v.ids[w.Norm]; ok {
		return id
	}
	n := plainWord(w.Norm)
	if id, ok := v.ids[n]; ok {
		return id
	}
	switch {
	case w.Upper: // a name: its ending says nothing
	case strings.HasSuffix(n, "ed"):
		return unknownEd
	case strings.HasSuffix(n, "ing"):
		return unknownIng
	case strings.HasSuffix(n, "ly"):
		return unknownLy
	}
	return unknownID
}

// plain forms: one word for both genders, one spelling.
var plainForms = map[string]string{
	"she": "he", "her": "his", "him": "his", "hers": "his", "herself": "himself", "she's": "he's", "she'd": "he'd", "she'll": "he'll",
	"woman": "man", "women": "men", "girl": "boy", "girls": "boys", "wife": "husband", "mother": "father", "sister": "brother",
	"daughter": "son", "lady": "gentleman", "mrs": "mr", "ms": "mr", "madam": "sir", "mum": "dad", "mom": "dad",
	"mothers": "fathers", "sisters": "brothers", "wives": "husbands", "daughters": "sons", "ladies": "gentlemen", "mums": "dads", "moms": "dads", "aunts": "uncles",
	"an": "a", "lass": "lad", "lasses": "lads", "guy": "man", "guys": "men", "bloke": "man", "fella": "man", "granddaughter": "grandson", "waitress": "waiter",
	"frau": "herr", "madame": "monsieur", "dona": "seu", "nun": "monk", "schoolgirl": "schoolboy", "girlfriend": "boyfriend", "bride": "bridegroom",
	"landlady": "landlord", "females": "males",
	"cataloged": "catalogued", "cataloging": "cataloguing", "catalogs": "catalogues", "analog": "analogue",
	"enroll": "enrol", "enrolls": "enrols", "fulfills": "fulfils", "fulfillment": "fulfilment", "instill": "instil", "instills": "instils",
	"liters": "litres", "theaters": "theatres", "kilometers": "kilometres", "centering": "centring", "programing": "programming", "enrollments": "enrolments", "license's": "licence", "licenses": "licences", "licensed": "licenced", "licensing": "licencing",
	"tire": "tyre", "tires": "tyres", "curb": "kerb", "maths": "math", "practising": "practicing", "orientated": "oriented", "dialogs": "dialogues",
	"cheques": "checks", "leant": "leaned", "leapt": "leaped", "donut": "doughnut",
	"aunt": "uncle", "niece": "nephew", "queen": "king", "grandmother": "grandfather", "female": "male",
	"color": "colour", "colors": "colours", "behavior": "behaviour", "behaviors": "behaviours", "labor": "labour", "favor": "favour",
	"favorite": "favourite", "honor": "honour", "humor": "humour", "neighbor": "neighbour", "neighbors": "neighbours", "rumor": "rumour",
	"center": "centre", "centers": "centres", "theater": "theatre", "meter": "metre", "meters": "metres", "liter": "litre",
	"program": "programme", "programs": "programmes", "traveled": "travelled", "canceled": "cancelled", "labeled": "labelled",
	"signaled": "signalled", "signaling": "signalling", "labeling": "labelling", "neighboring": "neighbouring", "judgments": "judgements",
	"modeled": "modelled", "modeling": "modelling", "canceling": "cancelling", "traveling": "travelling", "fulfill": "fulfil",
	"enrollment": "enrolment", "skillful": "skilful", "defense": "defence", "license": "licence", "practise": "practice",
	"practised": "practiced", "catalog": "catalogue", "dialog": "dialogue", "gray": "grey", "check": "check", "cheque": "check",
	"learnt": "learned", "spelt": "spelled", "burnt": "burned", "dreamt": "dreamed", "whilst": "while", "amongst": "among",
	"judgment": "judgement", "toward": "towards", "afterward": "afterwards", "ok": "okay", "yeah": "yes", "yep": "yes", "uh": "um",
	"er": "um", "erm": "um", "uhm": "um", "gonna": "going", "'cause": "because", "cause": "because", "till": "until",
}

// plainWord gives a word the form under which the model knows it.
func plainWord(w string) string {
	if f, ok := plainForms[w]; ok {
		return f
	}
	if owner, ok := strings.CutSuffix(w, "'s"); ok {
		return plainWord(owner)
	}
	if man, ok := strings.CutSuffix(w, "woman"); ok {
		return man + "man"
	}
	if men, ok := strings.CutSuffix(w, "women"); ok {
		return men + "men"
	}
	w = british(w)
	for _, z := range [...]string{"ize", "ized", "izes", "izing", "izer", "izers", "ization", "izations", "izational", "yze", "yzed", "yzing", "yzer"} {
		if strings.HasSuffix(w, z) && len(w) > len(z)+2 {
			return w[:len(w)-len(z)] + strings.Replace(z, "z", "s", 1)
		}
	}
	return w
}

// stem cuts the commonest endings, so that "asked", "asks" and "asking" meet.
func stem(w string) string {
	for _, end := range [...]string{"ing", "ed", "es", "s", "ly"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) > 2 && !strings.HasSuffix(w, "ss") {
			if n := len(s); n > 3 && s[n-1] == s[n-2] && s[n-1] != 's' && s[n-1] != 'l' {
				s = s[:n-1]
			}
			return strings.TrimSuffix(s, "e")
		}
	}
	return strings.TrimSuffix(w, "e")
}

// minDocuments is in how many answers a word must occur to be known.
const minDocuments = 3

// minLessons is in how many lessons a word must occur to be known.
const minLessons = 3

// distinct are the words of a text that stand in small letters, each once.
func distinct(t *prose.Text) []string {
	seen := map[string]bool{}
	var words []string
	for _, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			w := t.Words[i]
			if n := plainWord(w.Norm); !w.Digit && !w.Silent && !w.Upper && !seen[n] {
				seen[n] = true
				words = append(words, n)
			}
		}
	}
	return words
}

// collectVocabulary numbers the words that enough of the texts hold, names
// left out: a word that stands capitalised in mid sentence more often than
// not is one. A word that enough lessons hold is known as well.
func collectVocabulary(texts []*prose.Text, lessons []Lesson) *vocabulary {
	documents, capital, small := map[string]int{}, map[string]int{}, map[string]int{}
	for _, t := range texts {
		seen := map[string]bool{}
		for _, s := range t.Sentences {
			for i := s.First; i < s.Last; i++ {
				w := t.Words[i]
				if w.Digit || w.Silent {
					continue
				}
				n := plainWord(w.Norm)
				if i > s.First && !t.Raw {
					if w.Upper {
						capital[n]++
					} else {
						small[n]++
					}
				}
				if !seen[n] {
					seen[n] = true
					documents[n]++
				}
			}
		}
	}
	taught := map[string]int{}
	for _, l := range lessons {
		for _, w := range distinct(l.Text) {
			taught[w]++
			documents[w] += 0
		}
	}
	inPhrase := phraseWords()
	for w := range inPhrase {
		documents[w] += 0
	}
	var words []string
	for w, n := range documents {
		name := capital[w] > small[w] && w != "i" && !strings.HasPrefix(w, "i'")
		unplaced := capital[w]+small[w] == 0 && classOf()[w] == 0
		name = name || prose.IsName(w)
		if n >= minDocuments && !name && !(unplaced && n < 2*minDocuments) || (classOf()[w] != 0 || topicWord(w) || taught[w] >= minLessons) && !name || inPhrase[w] {
			words = append(words, w)
		}
	}
	sort.Strings(words)
	return newVocabulary(words, documents)
}
