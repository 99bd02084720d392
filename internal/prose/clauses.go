package prose

import "strings"

// Raw speech has no stops. It is cut where a clause begins: at a conjunction
// or a discourse word with a subject behind it, at a pronoun that nothing
// governs, at a noun phrase with its verb. Each such place gets points for
// how strongly it speaks of a new clause, each clause for being of a length
// that people speak in, and the cuts with the most points win. All points are
// set by hand; a point is about a tenth of a natural logarithm of odds.
//
// Readers themselves cut such speech very differently ("and I ..." is cut
// off by one in three), so the boundaries agree with theirs at F1 .55 to .59.

// class is what a word can do in a clause, as far as cutting needs it.
type class uint8

const (
	plain   class = iota // nouns, adjectives and all else
	subject              // pronouns that are always subjects: I, we, she
	it
	you
	there
	this   // demonstratives
	object // me, them
	and
	but
	so
	or
	because
	when // conjunctions of time and condition
	until
	which // relatives and question words
	then
	filler // well, anyway, um
	soon   // adverbs of time: now, later, finally
	article
	owner // my, our, the team's
	every // quantifiers
	number
	be
	have // have and do
	modal
	of
	to
	preposition
	not
	particle // up, back, too
	verb     // finite verbs
	gerund
	adverb
	plural
	edge // before the first word and behind the last
)

// classes is what each common word is.
var classes = func() map[string]class {
	m := map[string]class{}
	for c, words := range map[class]string{
		subject: "i we he she they i'd i've i'm i'll we'd we've we're we'll he'd he's he'll she'd she's she'll they'd they've they're they'll " +
			"im ive theyd theyre theyve youre weve nobody everybody everyone someone",
		it:      "it it's it'd it'll",
		you:     "you you're you'd you'll you've",
		there:   "there there's",
		this:    "this that that's thats these those",
		object:  "me him us them myself himself herself ourselves themselves",
		and:     "and",
		but:     "but",
		so:      "so",
		or:      "or nor",
		because: "because",
		when:    "when after before once while if",
		until:   "until till as since though although unless whether than",
		which:   "which who whom whose where what how why who's what's",
		then:    "then",
		filler:  "anyway well okay ok basically actually yeah um uh ah er oh look right",
		soon:    "now later today first second third next afterwards afterward eventually finally meanwhile last",
		article: "the a an mr mrs ms dr prof",
		owner:   "my our his its their your her",
		every:   "every each both some most any no all another none half neither",
		number: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen " +
			"nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million point",
		be:          "was were is are am be been wasn't weren't isn't aren't wasnt werent isnt arent",
		have:        "had has have hadn't hasn't haven't did didn't do does doesn't don't hadnt hasnt havent didnt doesnt dont",
		modal:       "would could can will should might must may couldn't wouldn't can't won't shouldn't couldnt wouldnt cant wont shouldnt",
		of:          "of",
		to:          "to",
		preposition: "in on at by for with from into onto over under through across between against about without within during per via behind like",
		not:         "not never only just also still always even",
		particle:    "up down out off back away again too either here",
		verb: "said told asked went came got took made gave found saw knew thought felt put let kept left held ran sat stood wrote built " +
			"cut set sent brought met paid lost won led read began became fell rose grew chose broke drew drove spent taught bought sold " +
			"says want wants wanted need needs know think mean meant means goes get gets works work run runs say agreed happened " +
			"comes came tells looks takes gives makes needs stands starts stayed forgot understood caught fought slept spoke wore hit shut quit",
	} {
		for _, w := range strings.Fields(words) {
			m[w] = c
		}
	}
	return m
}()

// classOf is the class of a word in lower case, by list or by its ending.
func classOf(w string) class {
	if c, ok := classes[w]; ok {
		return c
	}
	switch n := len(w); {
	case strings.HasSuffix(w, "'s"):
		return owner
	case IsName(w):
		return plain
	case n > 4 && strings.HasSuffix(w, "ed"):
		return verb
	case n > 5 && strings.HasSuffix(w, "ing"):
		return gerund
	case n > 4 && strings.HasSuffix(w, "ly"):
		return adverb
	case n > 3 && strings.HasSuffix(w, "s"):
		return plural
	}
	return plain
}

func (c class) pronoun() bool { return c >= subject && c <= this }
func (c class) finite() bool  { return c == verb || c == be || c == have || c == modal }

// linker reports whether a word hangs on what comes behind it, so that no
// clause ends with it.
func (c class) linker() bool {
	switch c {
	case and, but, so, or, because, when, until, which, then, filler, article, owner, of, to, preposition, modal, edge:
		return true
	}
	return false
}

// classAt is the class of the first of some words. "Her" owns something or is
// an object, "his" and "him" are but one of it: what follows decides for all
// of them, so that he and she are cut alike.
func classAt(words []Word) class {
	switch words[0].Norm {
	case "her", "his", "him", "hers":
		if len(words) == 1 {
			return object
		}
		switch classOf(words[1].Norm) {
		case plain, plural, gerund, adverb, number, every:
			return owner
		}
		return object
	}
	return classOf(words[0].Norm)
}

// window is the words around a place where a clause might begin: two before
// it and six from it on.
type window struct {
	before, last class
	next         [6]class
}

// noCut is the strength of a place where no clause begins.
const noCut = -1

// strength is how strongly a place speaks of a new clause, in points, or
// noCut.
func (w *window) strength() int {
	first, second := w.next[0], w.next[1]
	if w.last.linker() || second == edge {
		return noCut
	}
	switch first {
	case so:
		return w.behindSo(second)
	case then:
		if second == subject || second == article {
			return 37
		}
		return pick(second.pronoun() || second == owner, 30, 18)
	case and:
		return w.behindAnd(second)
	case but:
		return pick(w.last == not, noCut, 21)
	case because:
		return 13
	case when:
		return pick(second.pronoun() || second == article || second == owner, 18, 12)
	case filler, soon:
		return pick(second.pronoun(), 25, noCut)
	case which, until:
		return noCut
	}
	if first.pronoun() {
		return w.pronoun(first)
	}
	return w.nounPhrase(first)
}

// behindSo is the strength of "so" by the word that follows it. "So" behind
// a verb or a form of "be" measures something: "was so slow".
func (w *window) behindSo(second class) int {
	switch {
	case w.last == be || w.last == not || w.last == have:
		return noCut
	case second == subject || second == preposition || second == when:
		return 34
	case second.pronoun() || second == article || second == owner || second == number:
		return 30
	}
	return 20
}

// behindAnd is the strength of "and" by what follows it: it joins clauses
// where a subject comes, and nouns or verbs elsewhere.
func (w *window) behindAnd(second class) int {
	switch second {
	case subject, there, when, then:
		return 19
	case it, this, you:
		return 14
	case article, owner, every, plain, plural:
		return pick(verbSoon(w.next[2:]), 16, noCut)
	case preposition, soon, because, so:
		return 18
	case number:
		return pick(verbSoon(w.next[2:]), 12, noCut)
	}
	return noCut
}

// pronoun is the strength of a bare pronoun.
func (w *window) pronoun(first class) int {
	switch w.last {
	case be, have, number, you, this, every, subject:
		return noCut
	case there:
		// "He was there I said" against "there she was".
		return pick(first == subject && w.before != plain && w.before != edge, 18, noCut)
	}
	switch first {
	case subject:
		return pick(w.last == verb || w.last == not, 16, 23)
	case there:
		return pick(w.next[1].finite(), 24, noCut)
	case it, this:
		if w.last == verb || w.last == not || w.last == particle || !w.next[1].finite() && !w.next[2].finite() {
			return noCut
		}
		return 13
	}
	return pick(w.last == verb, noCut, 12)
}

// nounPhrase is the strength of a noun phrase that has its verb behind it.
func (w *window) nounPhrase(first class) int {
	switch first {
	case article, owner, every, number, plain, plural:
	default:
		return noCut
	}
	if !verbSoon(w.next[1:]) {
		return noCut
	}
	determined := first == article || first == owner || first == every
	switch w.last {
	case plain, plural, gerund, adverb, object, it, particle, soon:
		return pick(determined, 20, 11)
	case verb, number:
		return pick(determined, 12, noCut)
	}
	return noCut
}

// verbSoon reports whether a finite verb comes before anything that would
// begin another phrase.
func verbSoon(next []class) bool {
	for _, c := range next {
		switch {
		case c.finite():
			return true
		case c.pronoun(), c == and, c == but, c == so, c == preposition, c == of, c == to, c == which, c == because, c == when, c == edge:
			return false
		}
	}
	return false
}

func pick(yes bool, a, b int) int {
	if yes {
		return a
	}
	return b
}

// lengthPoints is what a clause of so many words is worth: people mostly
// speak in clauses of six to eighteen words.
var lengthPoints = [...]int{0, -45, -30, -20, -14, -8, -7, -6, -6, -6, -6, -6, -6, -6, -6, -7, -7, -8, -8, -9, -10, -11, -12, -13, -15, -17, -20, -24, -28, -33}

func lengthOf(words int) int {
	if words < len(lengthPoints) {
		return lengthPoints[words]
	}
	return lengthPoints[len(lengthPoints)-1] - 3*(words-len(lengthPoints))
}

// cutCost is what each cut must earn.
const cutCost = 8

// lookBack is how many earlier places are weighed as the start of a clause;
// it bounds the work for each place.
const lookBack = 16

// place is where a clause may begin: a word, the points of the best cuts up
// to it, and the place that the clause before it begins at.
type place struct {
	word, points, from int
}

// clausesHeard cuts the raw words [first, last) by those that are heard, and
// returns the first words of all clauses but the first, in order. What is
// silent belongs to the clause behind it. "Per cent" is one word.
func clausesHeard(words []Word, first, last int) []int {
	heard, behind := make([]Word, 0, last-first), make([]int, 0, last-first)
	for i := first; i < last; i++ {
		if words[i].Silent || words[i].Norm == "per" && i+1 < last && words[i+1].Norm == "cent" {
			continue
		}
		heard, behind = append(heard, words[i]), append(behind, i+1)
	}
	if len(heard) == 0 {
		return nil
	}
	cuts := clauses(heard, 0, len(heard))
	for k, i := range cuts {
		cuts[k] = behind[i-1]
	}
	return cuts
}

// clauses cuts the raw words [first, last) and returns the first words of
// all clauses but the first, in order.
func clauses(words []Word, first, last int) []int {
	places := []place{{word: first}}
	w := window{before: edge, last: edge}
	ahead := func(i int) class {
		if i < last {
			return classAt(words[i:last])
		}
		return edge
	}
	for k := range w.next {
		w.next[k] = ahead(first + k)
	}
	for i := first + 1; i <= last; i++ {
		w.before, w.last = w.last, w.next[0]
		copy(w.next[:], w.next[1:])
		w.next[len(w.next)-1] = ahead(i + len(w.next) - 1)
		points := 0
		if i < last {
			if points = w.strength(); points == noCut {
				continue
			}
			points -= cutCost
		}
		places = append(places, best(places, i, points))
	}
	var cuts []int
	for k := places[len(places)-1].from; k > 0; k = places[k].from {
		cuts = append(cuts, places[k].word)
	}
	for a, b := 0, len(cuts)-1; a < b; a, b = a+1, b-1 {
		cuts[a], cuts[b] = cuts[b], cuts[a]
	}
	return cuts
}

// best is the place at a word, with the best earlier place to begin the
// clause that ends there.
func best(places []place, word, points int) place {
	found := place{word: word, from: -1}
	for k := len(places) - 1; k >= 0 && k >= len(places)-lookBack; k-- {
		if p := places[k].points + lengthOf(word-places[k].word) + points; found.from < 0 || p > found.points {
			found.points, found.from = p, k
		}
	}
	return found
}
