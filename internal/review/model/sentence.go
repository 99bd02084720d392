package model

import (
	"math/bits"
	"strings"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
)

// A sentence is described by a list of features, each a number below
// featureSpace that stands for something which holds of it: a word, two words
// in a row, a word class, an amount of some kind, its place. The numbers are
// hashes of words in the vocabulary; two that fall together cost little and
// no text outside the vocabulary can reach one by chance.

const (
	featureBits  = 18
	featureSpace = 1 << featureBits
)

// Kinds of features, mixed into the hash.
const (
	fBias uint64 = iota + 1
	fWord
	fPair
	fStem
	fSkip
	fOpening
	fFirst
	fSecond
	fLast
	fClass
	fSubject
	fQuantity
	fLength
	fPlace
	fEdge
	fBefore
	fBeforeFirst
	fAfter
	fAfterFirst
	fMark
	fStemPair
	fKind
	fBag
	fBagRole
	fQuestion
	fQuestionPair
	fTopic
	fChange
	fPhrase
	fDeeds
	fNear
)

// hash mixes a kind and two values into a feature number.
func hash(kind, a, b uint64) uint32 {
	h := kind*0x9E3779B97F4A7C15 + a*0xC2B2AE3D27D4EB4F + b*0x165667B19E3779F9 + 0x27D4EB2F165667C5
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	h ^= h >> 32
	return uint32(h) & (featureSpace - 1)
}

// sentence is one sentence as the model sees it.
type sentence struct {
	ids     []uint16
	classes uint64
	// subject is what the sentence is mainly about, and its tense.
	subject uint64
	// quantities is a bit set of the kinds of amounts, by kindBit.
	quantities uint64
	// phrases is a bit set of the groups of phrases.txt.
	phrases   uint64
	change    bool
	question  bool
	quoted    bool
	paragraph bool
	// features hold the sentence on its own; context what stands around it.
	features, context []uint32
	// own is what the features score, once that is settled; nil before.
	own *ownScores
}

// ownScores are what a sentence's own features score for each role, by the
// chain and by the model of near words: the same in the whole and in its core.
type ownScores struct{ chain, near [roleCount]int32 }

// kindBits gives each kind of quantity a bit.
var kindBits = map[quantity.Kind]uint64{
	quantity.Money: 1, quantity.Percent: 2, quantity.People: 4, quantity.Duration: 8, quantity.Count: 16, quantity.Ratio: 32,
}

// document is an answer as the model sees it.
type document struct {
	text       *prose.Text
	quantities []quantity.Quantity
	sentences  []sentence
	question   asking
	// deeds counts for each sentence those before it about what "I" did.
	deeds   []int
	failure bool
	asked   bool
}

// read describes the sentences of an answer.
func (v *vocabulary) read(a Answer) *document {
	t := a.Text
	d := &document{text: t, quantities: a.Quantities, sentences: make([]sentence, len(t.Sentences)), failure: a.Failure}
	if a.Question != nil {
		d.asked = len(a.Question.Words) > 0
		d.question = v.asking(a.Question)
	}
	q := 0
	listener := v.listen(t)
	for i, s := range t.Sentences {
		x := &d.sentences[i]
		x.ids = listener.heard(i)
		for _, id := range x.ids {
			x.classes |= v.classes[id]
		}
		for q < len(a.Quantities) && a.Quantities[q].Start < s.End {
			x.quantities |= kindBits[a.Quantities[q].Kind]
			x.change = x.change || a.Quantities[q].Change
			q++
		}
		x.subject = v.subjectOf(x.ids)
		x.question = s.Question
		x.paragraph = i == 0 || t.Sentences[i-1].Paragraph != s.Paragraph
		first := t.Source[s.Start:t.Words[s.First].Start]
		x.quoted = len(first) > 0 && first[len(first)-1] != '$' && first[len(first)-1] != ' '
		v.features(x)
	}
	v.surround(d)
	return d
}

// A sentence without an amount tells something by its rarer words: those in
// at most a fifth of the answers and not of the class "generic". With fewer than leastTold of them it is
// filler, as is a sentence that was said before. What is judged of the whole
// answer is judged without its filler, so that padding moves no verdict.
const (
	leastTold   = 2
	commonShare = 5
)

// filler reports for each sentence whether it adds nothing.
func (v *vocabulary) filler(d *document) []bool {
	said := map[string]bool{}
	filler := make([]bool, len(d.sentences))
	told := 0
	for i := range d.sentences {
		rare := 0
		for _, id := range d.sentences[i].ids {
			if v.classes[id]&bitGeneric == 0 && int(v.common[v.stems[id]])*commonShare <= int(v.mostCommon) {
				rare++
			}
		}
		words := norms(d.text.Heard(i))
		filler[i] = said[words] || rare < leastTold && d.sentences[i].quantities == 0
		said[words] = true
		if !filler[i] {
			told++
		}
	}
	if told == 0 {
		clear(filler)
	}
	return filler
}

// norms are words as one text.
func norms(words []prose.Word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Norm)
		b.WriteByte(' ')
	}
	return b.String()
}

// core is the answer without its filler, and where each of its sentences
// stands in the whole.
func (v *vocabulary) core(d *document) (*document, []int) {
	c := *d
	c.sentences = nil
	var places []int
	paragraph := -1
	for i, filler := range v.filler(d) {
		if filler {
			continue
		}
		x := d.sentences[i]
		x.paragraph = d.text.Sentences[i].Paragraph != paragraph
		paragraph = d.text.Sentences[i].Paragraph
		c.sentences = append(c.sentences, x)
		places = append(places, i)
	}
	v.surround(&c)
	return &c, places
}

// sink takes a feature: its kind and two values.
type sink func(kind, a, b uint64)

// features lists what holds of a sentence on its own.
func (v *vocabulary) features(x *sentence) {
	f := make([]uint32, 0, 5*len(x.ids)+40)
	x.phrases = v.phrasesIn(x.ids)
	v.eachFeature(x, func(kind, a, b uint64) { f = append(f, hash(kind, a, b)) })
	x.features = f
}

func (v *vocabulary) eachFeature(x *sentence, add sink) {
	n := len(x.ids)
	add(fBias, 0, 0)
	prev := padID
	for k, id := range x.ids {
		add(fWord, uint64(id), 0)
		add(fPair, uint64(prev), uint64(id))
		add(fStem, uint64(v.stems[id]), 0)
		if k+2 < n && v.classes[id]&pronounBits != 0 {
			add(fSkip, uint64(id), uint64(x.ids[k+2]))
		}
		prev = id
	}
	add(fPair, uint64(prev), uint64(padID))
	if n > 0 {
		add(fFirst, uint64(x.ids[0]), 0)
		add(fLast, uint64(x.ids[n-1]), 0)
	}
	if n > 1 {
		add(fSecond, uint64(x.ids[1]), 0)
		add(fOpening, uint64(x.ids[0]), uint64(x.ids[1]))
	}
	for c := x.classes; c != 0; c &= c - 1 {
		bit := uint64(bits.TrailingZeros64(c))
		add(fClass, bit, 0)
		add(fSubject, x.subject, bit+1)
	}
	add(fSubject, x.subject, 0)
	add(fQuantity, x.quantities, 1)
	add(fLength, uint64(bits.Len(uint(n))), 0)
	for c := x.phrases; c != 0; c &= c - 1 {
		add(fPhrase, c&-c, 0)
		add(fPhrase, c&-c, x.quantities+1)
	}
	for c := x.quantities; c != 0; c &= c - 1 {
		add(fQuantity, c&-c, 2)
	}
	if x.change {
		add(fChange, 1, 0)
	}
	if x.question {
		add(fMark, 1, 0)
	}
	if x.quoted {
		add(fMark, 2, 0)
	}
}

// surround lists what stands around each sentence.
func (v *vocabulary) surround(d *document) {
	d.deeds = d.deedsBefore()
	for i, deeds := range d.deeds {
		f := make([]uint32, 0, 48)
		d.eachAround(i, deeds, func(kind, a, b uint64) { f = append(f, hash(kind, a, b)) })
		d.sentences[i].context = f
	}
}

// deedsBefore counts, for each sentence, those before it about what "I" did.
func (d *document) deedsBefore() []int {
	before := make([]int, len(d.sentences))
	deeds := 0
	for i := range d.sentences {
		before[i] = deeds
		if d.sentences[i].subject == spokenPast {
			deeds++
		}
	}
	return before
}

// spokenPast is the subject of a sentence about what "I" did.
var spokenPast = uint64(bits.TrailingZeros64(bitI)+1)*5 + 3

// eachAround tells of the place of sentence i and of its neighbours. Place is
// coarse: order of telling must stay a soft hint.
func (d *document) eachAround(i, deeds int, add sink) {
	n := len(d.sentences)
	x := &d.sentences[i]
	add(fPlace, uint64(i*5/n), 0)
	if i < 2 {
		add(fEdge, uint64(i), 0)
	}
	if n-i <= 2 {
		add(fEdge, uint64(n-i), 7)
	}
	if x.paragraph {
		add(fMark, 3, 0)
	}
	if d.text.Raw {
		add(fMark, 4, 0)
	}
	if d.failure {
		add(fKind, 1, 0)
	}
	if i > 0 {
		d.sentences[i-1].asNeighbour(fBefore, fBeforeFirst, add)
	}
	if i+1 < n {
		d.sentences[i+1].asNeighbour(fAfter, fAfterFirst, add)
	}
	done := uint64(bits.Len(uint(deeds)))
	add(fDeeds, done, 0)
	add(fDeeds, done, x.subject+1)
}

// asNeighbour tells what a sentence shows to the one beside it.
func (x *sentence) asNeighbour(kind, first uint64, add sink) {
	for c := x.classes; c != 0; c &= c - 1 {
		add(kind, uint64(bits.TrailingZeros64(c)), 0)
	}
	add(kind, x.subject, 99)
	add(kind, x.quantities, 98)
	if len(x.ids) > 0 {
		add(first, uint64(x.ids[0]), 0)
	}
	if len(x.ids) > 1 {
		add(first, uint64(x.ids[0]), uint64(x.ids[1]))
	}
}

// classBit is the bit of a named class; it panics for one that classes.txt
// does not have.
func classBit(name string) uint64 {
	for i, n := range classNames {
		if n == name {
			return 1 << i
		}
	}
	panic("model: classes.txt has no class " + name)
}

var (
	bitI, bitWe, bitThey, bitYou = classBit("i"), classBit("we"), classBit("they"), classBit("you")
	bitBe, bitModal, bitPast     = classBit("be"), classBit("modal"), classBit("past")
	bitGeneric                   = classBit("generic")
	pronounBits                  = bitI | bitWe | bitThey | bitYou
)

// subjectOf tells who the first personal pronoun of a sentence is, and in
// what tense the verb near it stands: person times five plus tense.
func (v *vocabulary) subjectOf(ids []uint16) uint64 {
	for k, id := range ids {
		c := v.classes[id] & pronounBits
		if c == 0 {
			continue
		}
		person := uint64(bits.TrailingZeros64(c)) + 1
		for j := k; j < len(ids) && j <= k+3; j++ {
			c := v.classes[ids[j]]
			switch {
			case c&bitModal != 0:
				return person*5 + 1
			case j > k && c&bitBe != 0:
				return person*5 + 2
			case j > k && c&bitPast != 0:
				return person*5 + 3
			}
		}
		return person*5 + 4
	}
	return 0
}
