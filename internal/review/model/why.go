package model

import (
	"fmt"
	"math/bits"
	"sort"
	"strings"
)

// Cue is one thing that spoke for a judgement, in words, and by how much, in
// log odds.
type Cue struct {
	Text   string
	Weight float64
}

// tally adds up what spoke for a judgement; cues of one name are one.
type tally map[string]float64

// top are the n strongest cues for the judgement, strongest first.
func (t tally) top(n int) []Cue {
	var all []Cue
	for text, w := range t {
		if w > 0.005 && text != "" {
			all = append(all, Cue{text, w})
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].Weight != all[j].Weight {
			return all[i].Weight > all[j].Weight
		}
		return all[i].Text < all[j].Text
	})
	return all[:min(n, len(all))]
}

// WhyRole is what spoke most for a role of sentence i and against the next
// likely one, at most n cues: of the first reading what the chain goes by,
// neighbouring roles aside, and what the second goes by.
func (r *Reading) WhyRole(i, role, n int) []Cue {
	c, v := r.model.roles.chain, r.model.vocabulary
	rival := -1
	for k, p := range r.Roles[i] {
		if k != role && (rival < 0 || p > r.Roles[i][rival]) {
			rival = k
		}
	}
	t := tally{}
	add := func(kind, a, b uint64) {
		w := c.weights.row(hash(kind, a, b))
		weight := func(k int) float64 { return float64(float64(int8(w[k])) * c.weights.scale[k]) }
		t[v.cue(kind, a, b)] += weight(role) - weight(rival)
	}
	v.eachFeature(&r.doc.sentences[i], add)
	r.doc.eachAround(i, r.doc.deeds[i], add)
	for k := range r.model.roles.trees {
		trees := &r.model.roles.trees[k]
		t.ways(&trees[role], r.rows[i], 1, tellingCue)
		t.ways(&trees[rival], r.rows[i], -1, tellingCue)
	}
	return t.top(n)
}

// ways adds what a tree went by: each step from a node to the next speaks for
// the feature that was asked for, which name names.
func (t tally) ways(x *tree, row []float32, sign float64, name func(feature int) string) {
	from := -1
	x.walk(row, func(node int) {
		if from >= 0 {
			t[name(int(x.feature[from]))] += float64(sign * float64(x.value[node]-x.value[from]))
		}
		from = node
	})
}

// WhyFlag is what spoke most for a flag, at most n cues. For an answer that
// is off its question since it speaks of something else, these are what the
// question asks for, by share, and what the answer speaks of more than other
// answers do, in standard deviations.
func (r *Reading) WhyFlag(flag, n int) []Cue {
	m := r.model
	if flag != flagOffQuestion || r.asked == nil || m.elsewhere(r.asked, r.fit, r.summary.echo) < m.flagChance(flag, r.seen) {
		return r.why(outFlags+flag).corrected(m, flag, r.seen).top(n)
	}
	asked, told := tally{}, tally{}
	total := 0.0
	for _, a := range r.asked {
		total += a
	}
	for k, a := range r.asked {
		asked["the question asks for "+strings.ReplaceAll(topicNames[k], "-", " ")] = ratio(a, total)
		told["the answer speaks of "+strings.ReplaceAll(topicNames[k], "-", " ")] = float64(r.fit.told[k]+r.fit.learned[k]+r.fit.plotted[k]+r.fit.paired[k]) / 4
	}
	return append(asked.top(n/2), told.top(n-n/2)...)
}

// WhyPrinciple is what spoke most for a principle, at most n cues.
func (r *Reading) WhyPrinciple(principle, n int) []Cue {
	return r.why(outPrinciples + principle).top(n)
}

func (r *Reading) why(output int) tally {
	l, v, t := r.model.document, r.model.vocabulary, tally{}
	for k, i := range r.vector.index {
		w := float64(float64(int8(l.weights.row(i)[output])) * l.weights.scale[output])
		t[v.trait(int(i))] += float64(w * float64(r.vector.value[k]))
	}
	p := r.model.paired
	for k, i := range r.pairs.index {
		w := float64(float64(int8(p.weights.row(i)[output])) * float64(p.weights.scale[output]*p.slope[output]))
		t[v.saidTogether(r.model.pairs.keys[i])] += float64(w * float64(r.pairs.value[k]))
	}
	return t
}

// saidTogether is a pair of words as people read it.
func (v *vocabulary) saidTogether(key uint64) string {
	between := " "
	if key>>32 > 0 {
		between = " … "
	}
	word := func(stem uint16) string { return v.words[v.heads[stem]-firstWordID] }
	return `"` + word(uint16(key>>16)) + between + word(uint16(key)) + `"`
}

// corrected adds what the trees of a flag found.
func (t tally) corrected(m *Model, flag int, seen []float32) tally {
	if seen == nil {
		return t
	}
	for k := range m.trees[flag] {
		t.ways(&m.trees[flag][k], seen, 1, m.vocabulary.seenTrait)
	}
	return t
}

// seenTrait names a feature that trees see.
func (v *vocabulary) seenTrait(i int) string {
	if i >= seenOdds {
		return "what speaks for " + Flags[i-seenOdds]
	}
	return v.trait(i)
}

// RatingWeights are what each ground weighs in the vote: the flags, then
// Strengths.
func (m *Model) RatingWeights() []float64 { return m.rating.weights }

// word is a number of the vocabulary as people read it.
func (v *vocabulary) word(id uint64) string {
	switch uint16(id) {
	case padID:
		return ""
	case numberID:
		return "a number"
	case unknownID, unknownEd, unknownIng, unknownLy:
		return "a rare word"
	}
	return `"` + v.words[uint16(id)-firstWordID] + `"`
}

func (v *vocabulary) pair(a, b uint64) string {
	x, y := v.word(a), v.word(b)
	switch {
	case x == "":
		return "opens with " + y
	case y == "":
		return "ends with " + x
	case strings.HasPrefix(x, `"`) && strings.HasPrefix(y, `"`):
		return strings.TrimSuffix(x, `"`) + " " + strings.TrimPrefix(y, `"`)
	}
	return x + ", then " + y
}

// amountNames are the kinds of amounts, by bit.
var amountNames = []string{"money", "percent", "people", "duration", "count", "ratio"}

func amountsIn(set uint64) string {
	var names []string
	for ; set != 0; set &= set - 1 {
		names = append(names, amountNames[bits.TrailingZeros64(set)])
	}
	if len(names) == 0 {
		return "no amount"
	}
	return "an amount (" + strings.Join(names, ", ") + ")"
}

// speaker names the subject of a sentence: see subjectOf.
func speaker(subject uint64) string {
	if subject == 0 {
		return "no I, we, they or you"
	}
	who := [...]string{"", `"I"`, `"we"`, `"they"`, `"you"`}[min(4, subject/5)]
	return who + [...]string{"", " with would or could", " with is or was", " in the past", ""}[subject%5]
}

func kindOfWord(bit uint64) string {
	return "a word of the kind " + strings.ReplaceAll(classNames[bit], "_", " ")
}

// cue names a feature of a sentence. Features that say the same in other
// ways share a name.
func (v *vocabulary) cue(kind, a, b uint64) string {
	switch kind {
	case fStem:
		return v.word(uint64(v.heads[a]))
	case fWord, fFirst, fSecond, fLast:
		return v.word(a)
	case fPair, fOpening:
		return v.pair(a, b)
	case fSkip:
		return fmt.Sprintf("%s near %s", v.word(a), v.word(b))
	case fClass:
		return kindOfWord(a)
	case fSubject:
		if b > 0 {
			return speaker(a) + ", " + kindOfWord(b-1)
		}
		return speaker(a)
	case fQuantity:
		return amountsIn(a)
	case fPhrase:
		return "a turn of speech"
	case fChange:
		return "a change with both ends"
	case fLength:
		return "its length"
	case fPlace, fEdge, fMark, fKind, fDeeds:
		return "where it stands"
	case fBefore, fBeforeFirst:
		return "the sentence before it"
	case fAfter, fAfterFirst:
		return "the sentence after it"
	}
	return ""
}

// places of dense features that a person can make sense of, by where they
// begin.
var traits = []struct {
	from int
	name string
}{
	{dShare0, "how much is said of each part"}, {dFirstShare, "which parts are told at all"},
	{dQuantified, "figures in the outcome"}, {dPronoun, "who is said to act"}, {dSubject, "who acts, and in which tense"},
	{dPeople, "the size of teams and sums named"}, {dEvidence, "what single sentences show"},
	{dQuestion, "what kind of question it is"}, {dMisc, `"I" against "we"`}, {dMisc + 2, "how much is said of each part"}, {dClasses, ""},
	{dTopics, "what it speaks of"}, {dAsked, "what the question asks for"}, {dMatch, "how question and answer fit"}, {dPhrases, "turns of speech"},
}

// trait names a feature of a whole answer.
func (v *vocabulary) trait(i int) string {
	n := len(v.heads)
	switch {
	case i >= questionBase+n:
		part := [...]string{"", " in the setup", " in the action", " in the outcome"}[(i-questionBase-n)/n]
		return v.word(uint64(v.heads[(i-questionBase)%n])) + part
	case i >= questionBase:
		return "the question's " + v.word(uint64(v.heads[i-questionBase]))
	case dClasses <= i && i < dTopics:
		k := (i - dClasses) / 3
		if k >= len(classNames) {
			return ""
		}
		part := [...]string{"", " in the action", " in the outcome"}[(i-dClasses)%3]
		return "words of the kind " + strings.ReplaceAll(classNames[k], "_", " ") + part
	}
	name := ""
	for _, t := range traits {
		if i >= t.from {
			name = t.name
		}
	}
	return name
}
