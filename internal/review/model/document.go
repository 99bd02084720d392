package model

import (
	"math"
	"math/bits"

	"rehearse/internal/quantity"
)

// A whole answer is described by two lists: shares and densities of what its
// sentences show, weighed by the roles they probably play ("dense"), and the
// words it uses in each part ("bag"). Nothing in either grows with the length
// of the answer, so that long is not mistaken for good.

// Groups of roles in which words are counted apart.
const (
	groupAll = iota
	groupSetup
	groupAction
	groupOutcome
	groupCount
)

// groupOf is the group of each role.
var groupOf = [roleCount]int{groupSetup, groupSetup, groupAction, groupOutcome, groupOutcome, groupSetup}

// Dense features, by number. The classes of classes.txt follow behind, in
// groups.
const (
	dShare0      = iota // share of words in each role
	dFirstShare  = dShare0 + roleCount
	dQuantified  = dFirstShare + 4 // amounts in the outcome
	dPronoun     = dQuantified + 8
	dSubject     = dPronoun + 8
	dPeople      = dSubject + 10
	dEvidence    = dPeople + 8
	dQuestion    = dEvidence + 3*15
	dMisc        = dQuestion + 6
	dClasses     = dMisc + 8
	maxClasses   = 64
	dTopics      = dClasses + 3*maxClasses // how far the answer tells of each topic
	maxTopics    = 64
	dAsked       = dTopics + maxTopics // how far the question asks for each
	dMatch       = dAsked + maxTopics  // how well both fit
	dPhrases     = dMatch + 6          // which groups of phrases stand in it
	denseCount   = dPhrases + 2*maxPhraseGroups
	questionBase = denseCount
)

// summary gathers the dense features of an answer.
type summary struct {
	dense [denseCount]float64
	// roleWords is the expected number of words in each role.
	roleWords [roleCount]float64
	words     float64
	// echo is how far the answer takes up its question.
	echo echo
}

// summarise reads the dense features off a document, its role probabilities
// and the evidence of its sentences for each flag.
func (v *vocabulary) summarise(d *document, roles []roleScores, evidence [][]float64) *summary {
	s := &summary{}
	for i := range d.sentences {
		n := float64(len(d.sentences[i].ids))
		s.words += n
		for r, p := range roles[i] {
			s.roleWords[r] += float64(p * n)
		}
	}
	s.shares(d, roles)
	s.amounts(d, roles)
	s.voices(v, d, roles)
	s.classDensity(d, roles)
	s.flagEvidence(evidence)
	s.askedFor(d)
	s.scope(d)
	s.phrases(d)
	s.topics(v, d)
	return s
}

// shares describes how the words divide over the roles, and where.
func (s *summary) shares(d *document, roles []roleScores) {
	for r, w := range s.roleWords {
		s.dense[dShare0+r] = ratio(w, s.words)
	}
	best := roleScores{}
	for i := range roles {
		for r, p := range roles[i] {
			best[r] = max(best[r], p)
		}
	}
	if last := len(roles) - 1; last >= 0 {
		s.dense[dFirstShare] = best[3]
		s.dense[dFirstShare+1] = best[1]
		s.dense[dFirstShare+2] = float64(roles[last][3] + roles[last][4])
		s.dense[dFirstShare+3] = best[4]
	}
	s.course(d, roles)
}

// course describes how the telling goes: how much of the story, talk about it
// aside, is setup and how much action, and how much is told
// before anything is done and after the last deed.
func (s *summary) course(d *document, roles []roleScores) {
	story := s.words - s.roleWords[5]
	s.dense[dMisc+2] = ratio(s.roleWords[0]+s.roleWords[1], story)
	s.dense[dMisc+3] = ratio(s.roleWords[2], story)
	before, after, idle := 0.0, 0.0, 1.0
	for i := range d.sentences {
		idle = float64(idle * (1 - roles[i][roleAction]))
		before += float64(idle * float64(len(d.sentences[i].ids)))
	}
	idle = 1
	for i := len(d.sentences) - 1; i >= 0; i-- {
		idle = float64(idle * (1 - roles[i][roleAction]))
		after += float64(idle * float64(len(d.sentences[i].ids)))
	}
	s.dense[dMisc+4], s.dense[dMisc+5] = ratio(before, s.words), ratio(after, s.words)
}

// amounts describes the figures told with the outcome.
func (s *summary) amounts(d *document, roles []roleScores) {
	var none [6]float64
	for i := range none {
		none[i] = 1
	}
	kinds, outcomes := 0.0, 0.0
	for i := range d.sentences {
		x := &d.sentences[i]
		outcome := roles[i][3]
		hard := x.quantities&(kindBits[quantity.Money]|kindBits[quantity.Percent]|kindBits[quantity.Ratio]) != 0
		for k, holds := range [4]bool{x.quantities != 0, hard, x.change, x.quantities&^kindBits[quantity.Duration] != 0} {
			if holds {
				none[k] = float64(none[k] * (1 - outcome))
			}
		}
		if x.quantities != 0 {
			none[4] = float64(none[4] * (1 - min(1, outcome+roles[i][4])))
		}
		if x.change {
			none[5] = float64(none[5] * (1 - min(1, outcome+roles[i][2])))
		}
		outcomes += outcome
		kinds += float64(outcome * float64(bits.OnesCount64(x.quantities)))
	}
	for k, p := range none[:4] {
		s.dense[dQuantified+k] = 1 - p
	}
	s.dense[dQuantified+5], s.dense[dQuantified+6] = 1-none[4], 1-none[5]
	s.dense[dQuantified+7] = ratio(kinds, 0.5+outcomes)
	all := 0.0
	for i := range d.sentences {
		if d.sentences[i].quantities != 0 {
			all++
		}
	}
	s.dense[dQuantified+4] = ratio(all, float64(len(d.sentences)))
}

// voices describes who acts: I, we, they, and in which tense.
func (s *summary) voices(v *vocabulary, d *document, roles []roleScores) {
	var said, acted [4]float64
	var subject [5]float64
	var tense [5]float64
	actions := 0.0
	for i := range d.sentences {
		a := roles[i][2]
		for _, id := range d.sentences[i].ids {
			c := v.classes[id] & pronounBits
			if c == 0 {
				continue
			}
			k := bits.TrailingZeros64(c)
			said[k]++
			acted[k] += a
		}
		actions += a
		subject[min(4, d.sentences[i].subject/5)] += a
		if d.sentences[i].subject > 0 {
			tense[d.sentences[i].subject%5]++
		}
	}
	for k := range said {
		s.dense[dPronoun+k] = ratio(said[k], s.words)
		s.dense[dPronoun+4+k] = ratio(acted[k], 1+s.roleWords[2])
	}
	for k := range subject {
		s.dense[dSubject+k] = ratio(subject[k], 0.5+actions)
		s.dense[dSubject+5+k] = ratio(tense[k], 1+float64(len(d.sentences)))
	}
	s.dense[dMisc] = ratio(said[0], 1+said[0]+said[1])
	s.dense[dMisc+1] = ratio(acted[0], 1+acted[0]+acted[1])
}

// classDensity counts the sentences that hold each word class: in the whole
// answer, in the action, in the outcome.
func (s *summary) classDensity(d *document, roles []roleScores) {
	actions, outcomes := 0.0, 0.0
	for i := range d.sentences {
		actions += roles[i][2]
		outcomes += roles[i][3] + roles[i][4]
		for c := d.sentences[i].classes; c != 0; c &= c - 1 {
			k := dClasses + 3*bits.TrailingZeros64(c)
			s.dense[k]++
			s.dense[k+1] += roles[i][2]
			s.dense[k+2] += roles[i][3] + roles[i][4]
		}
	}
	n := float64(len(d.sentences))
	for k := dClasses; k < dTopics; k += 3 {
		s.dense[k] = ratio(s.dense[k], 1+n)
		s.dense[k+1] = ratio(s.dense[k+1], 1+actions)
		s.dense[k+2] = ratio(s.dense[k+2], 0.5+outcomes)
	}
}

// flagEvidence keeps, for each flag, the strongest sentence, the mean of the
// two strongest and the share of sentences that speak for it.
func (s *summary) flagEvidence(evidence [][]float64) {
	for f := range Flags {
		first, second, many := -8.0, -8.0, 0.0
		for i := range evidence {
			e := evidence[i][f]
			if e > first {
				first, second = e, first
			} else if e > second {
				second = e
			}
			many += sigmoid(e)
		}
		k := dEvidence + 3*f
		s.dense[k] = max(-8, first)
		s.dense[k+1] = max(-8, float64(first+second)/2)
		s.dense[k+2] = ratio(many, float64(1+len(evidence)))
	}
}

// askedFor tells whether there is a question, and of which kind.
func (s *summary) askedFor(d *document) {
	if !d.asked {
		return
	}
	s.dense[dQuestion] = 1
	if d.failure {
		s.dense[dQuestion+1] = 1
	}
}

// topics describes what the answer speaks of, what the question asks for,
// and how well the two fit: the answer's standing on the question's topics
// against its best on any other.
func (s *summary) topics(v *vocabulary, d *document) {
	var ids []uint16
	for i := range d.sentences {
		ids = append(ids, d.sentences[i].ids...)
	}
	told := v.topicWeights(ids, v.tells)
	distinct := 4.0
	for _, t := range told {
		distinct += t
	}
	for k := range told {
		told[k] = float64(10*told[k]) / distinct
		s.dense[dTopics+k] = told[k]
	}
	s.match(v, d)
}

// match sets the features that tell how well answer and question fit.
func (s *summary) match(v *vocabulary, d *document) {
	if !d.asked {
		return
	}
	told := s.dense[dTopics : dTopics+topicCount]
	asked := v.cuesOf(d.question.ids)
	total, best, other, fit := 0.0, 0.0, 0.0, 0.0
	for _, a := range asked {
		total += a
	}
	for k, a := range asked {
		s.dense[dAsked+k] = a
		share := ratio(a, total)
		fit += float64(share * told[k])
		if share > 0.2 {
			best = max(best, told[k])
		} else {
			other = max(other, told[k])
		}
	}
	s.dense[dMatch], s.dense[dMatch+1], s.dense[dMatch+2] = fit, best-other, min(1, total)
	s.echo = v.echoOf(d, d.question.ids)
	s.dense[dMatch+3] = s.echo.overlap
}

// echo is how far an answer takes up the words of its question.
type echo struct {
	// overlap is the share of the question's content words whose stems come
	// back, rare ones counting more.
	overlap float64
	// rare counts those that few answers use at all.
	rare int
}

// rareShare is the part of all answers, one in so many, up to which a word is
// rare.
const rareShare = 14

func (v *vocabulary) echoOf(d *document, question []uint16) echo {
	in := v.stemSet()
	for i := range d.sentences {
		for _, id := range d.sentences[i].ids {
			in.add(v.stems[id])
		}
	}
	var e echo
	sum, met := 0.3, 0.0
	seen := v.stemSet()
	for _, id := range question {
		stem := v.stems[id]
		if id < firstWordID || len(v.words[id-firstWordID]) < 4 || v.classes[id]&(pronounBits|bitBe|bitModal|bitGeneric) != 0 || !seen.add(stem) {
			continue
		}
		w := 1 / math.Sqrt(1+float64(float64(v.common[stem])/8))
		sum += w
		if in.has(stem) {
			met += w
			if int(v.common[stem])*rareShare <= int(v.mostCommon) {
				e.rare++
			}
		}
	}
	e.overlap = met / sum
	return e
}

// phrases tells which groups of phrases an answer holds, and in how many of
// its sentences.
func (s *summary) phrases(d *document) {
	for i := range d.sentences {
		for c := d.sentences[i].phrases; c != 0; c &= c - 1 {
			g := bits.TrailingZeros64(c)
			s.dense[dPhrases+2*g] = 1
			s.dense[dPhrases+2*g+1] += ratio(1, float64(len(d.sentences)))
		}
	}
}

// scope describes the largest group of people and sum of money named.
func (s *summary) scope(d *document) {
	people, teams, money := 0.0, 0.0, 0.0
	for _, q := range d.quantities {
		switch {
		case q.Kind == quantity.People && TeamNoun(q.Noun):
			teams = max(teams, q.Value)
		case q.Kind == quantity.People && q.Value < 5000:
			people = max(people, q.Value)
		case q.Kind == quantity.Money:
			money = max(money, q.Value)
		}
	}
	s.dense[dPeople] = log2(people)
	s.dense[dPeople+1] = log2(teams)
	s.dense[dPeople+2] = float64(log2(money) / 4)
	for k, holds := range [5]bool{people == 0 && teams == 0, people >= 100, people > 30, teams >= 6, people > 5} {
		if holds {
			s.dense[dPeople+3+k] = 1
		}
	}
}

// TeamNoun reports whether a noun names a body of persons under one lead.
func TeamNoun(noun string) bool {
	switch noun {
	case "team", "teams", "squad", "squads", "pod", "pods", "crew", "crews", "group", "groups", "tribe", "tribes", "sub-teams", "subteams":
		return true
	}
	return false
}

// log2 is a coarse logarithm: the number of doublings from 1, 0 below.
func log2(x float64) float64 {
	if x < 1 {
		return 0
	}
	f, e := math.Frexp(x)
	return float64(e-1) + float64(2*f-1)
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// bagSize is the number of features of an answer: the dense ones, the
// question's words, then groupCount numbers for each word.
func (v *vocabulary) bagSize() int {
	return questionBase + (groupCount+1)*len(v.heads)
}

// describe makes the vector of an answer: dense features standardised, then
// words by group, damped and scaled to a fixed length, then the question's
// words.
func (v *vocabulary) describe(d *document, s *summary, roles []roleScores, scale *standard) vector {
	counts := v.countStems(d, roles)
	size := denseCount + groupCount*len(counts) + len(d.question.ids)
	x := vector{index: make([]uint32, 0, size), value: make([]float32, 0, size)}
	for i, f := range s.dense {
		x.add(uint32(i), scale.value(i, f))
	}
	total := 0.0
	for i := range counts {
		for g, n := range counts[i].said {
			counts[i].said[g] = math.Sqrt(n)
			total += n
		}
	}
	length := math.Sqrt(total)
	for _, c := range counts {
		for g, root := range c.said {
			x.add(questionBase+uint32(1+g)*uint32(len(v.heads))+uint32(c.stem), float64(bagWeight*root)/length)
		}
	}
	for _, id := range d.question.ids {
		x.add(questionBase+uint32(v.stems[id]), questionWeight)
	}
	return x
}

// stemCount is how often a stem is said in each group of roles, as far as the
// roles are known.
type stemCount struct {
	stem uint16
	said [groupCount]float64
}

// leastShare is the part of a sentence that must belong to a group for its
// words to be counted there.
const leastShare = 0.2

// countStems counts the stems of an answer, in the order in which they come.
func (v *vocabulary) countStems(d *document, roles []roleScores) []stemCount {
	place := make([]uint16, len(v.heads)) // 1 for the first
	var counts []stemCount
	for i := range d.sentences {
		weight := [groupCount]float64{groupAll: 1}
		for r, p := range roles[i] {
			weight[groupOf[r]] += p
		}
		for _, id := range d.sentences[i].ids {
			if id < firstWordID {
				continue
			}
			stem := v.stems[id]
			if place[stem] == 0 {
				counts = append(counts, stemCount{stem: stem})
				place[stem] = uint16(len(counts))
			}
			c := &counts[place[stem]-1]
			for g, w := range weight {
				if w > leastShare {
					c.said[g] += w
				}
			}
		}
	}
	return counts
}

// How strongly words count beside the standardised dense features, and the
// pull of every weight to zero.
const (
	bagWeight      = 6.0
	questionWeight = 0.5
	upperPenalty   = 3e-4
)
