package model

import (
	"math"
	"slices"
	"sort"

	"rehearse/internal/prose"
)

// Whether an answer is on its question is judged by topics: how far the
// answer speaks of what the question asks for, by the words of topics.txt and
// by what the model has learned that answers to such questions say. Real
// answers off their question are few, so the judge also learns from answers
// paired with the question of another.

// matchCount is the number of features that the judge weighs: some for all
// topics, and two for each, since some topics are told in words of their own
// and others, such as a mistake, in any words at all.
const matchCount = ownTopics + 2*maxTopics

// ownTopics is where what is special to one topic begins.
const ownTopics = 28

// standing tells for each topic how far an answer stands out from other
// answers in speaking of it, in standard deviations: by the words of
// topics.txt, by what was learned of answers, of plots, and of pairs of words
// in answers. groups is the
// same for the groups of topics.
type standing struct{ told, learned, plotted, paired, groups []float64 }

// spoken holds the scores of the models of topics for one answer.
type spoken struct{ about, plots, pairs []float64 }

func (m *Model) standingOf(s *summary, x spoken) standing {
	z := standing{told: make([]float64, topicCount), learned: make([]float64, topicCount), plotted: make([]float64, topicCount), paired: make([]float64, topicCount)}
	within := func(v float64) float64 { return max(-2, min(4, v)) }
	for k := range topicCount {
		i := dTopics + k
		if m.scale.spread[i] > 0 {
			z.told[k] = within((s.dense[i] - m.scale.mean[i]) / m.scale.spread[i])
		}
		z.learned[k] = within(float64(m.about.slope[k]*x.about[k]) + m.about.shift[k])
		z.plotted[k] = within(float64(m.plots.slope[k]*x.plots[k]) + m.plots.shift[k])
		p := pairedTopics + k
		z.paired[k] = within(float64(m.paired.slope[p]*x.pairs[k]) + m.paired.shift[p])
	}
	for k := topicCount; k < aboutCount; k++ {
		z.groups = append(z.groups, within(float64(m.about.slope[k]*x.about[k])+m.about.shift[k]))
	}
	return z
}

// spokenScores scores what an answer speaks of by all models of topics.
func (m *Model) spokenScores(d *document, s *summary, pairs []float64) spoken {
	words, all := m.vocabulary.spoken(d, s, m.scale)
	x := spoken{about: make([]float64, aboutCount), plots: make([]float64, topicCount), pairs: pairs[pairedTopics:]}
	m.about.scores(all, x.about)
	m.plots.scores(words, x.plots)
	return x
}

// together is the sum of the four ways of telling what is spoken of.
func (z *standing) together() []float64 {
	return sumOf(sumOf(z.told, z.learned), sumOf(z.plotted, z.paired))
}

// topicShare is the part of a question's weight from which it asks for a
// topic at all.
const topicShare = 0.12

// ownTopic is how strongly what is special to one topic counts.
const ownTopic = 0.7

// matchVector describes how an answer fits its question.
func matchVector(asked []float64, x standing, e echo) vector {
	var v vector
	total := 0.0
	for _, a := range asked {
		total += a
	}
	v.add(0, 2*e.overlap)
	if e.rare > 0 {
		v.add(3, 1)
	}
	if e.rare > 1 {
		v.add(4, 1)
	}
	if total == 0 {
		v.add(1, 1)
		return v
	}
	v.add(2, math.Sqrt(total))
	for k, a := range asked {
		if share := a / total; share > topicShare {
			v.add(uint32(ownTopics+k), float64(ownTopic*share))
			v.add(uint32(ownTopics+maxTopics+k), float64(ownTopic*float64(share*(x.told[k]+x.learned[k]+x.plotted[k]+x.paired[k])))/4)
		}
	}
	share := make([]float64, groupsOfTopics)
	for k, a := range asked {
		share[topicGroups[k]] += a / total
	}
	fit, best, other := 0.0, -8.0, -8.0
	for g, z := range x.groups {
		fit += float64(share[g] * z)
		if share[g] > topicShare {
			best = max(best, z)
		} else {
			other = max(other, z)
		}
	}
	v.add(5, fit)
	v.add(6, float64(0.5*(best-other)))
	for side, z := range [5][]float64{x.told, x.learned, x.plotted, x.paired, x.together()} {
		fit, best, other, rank := 0.0, -8.0, -8.0, 1.0
		for k, a := range asked {
			if share := a / total; share > topicShare {
				fit += float64(share * z[k])
				best = max(best, z[k])
			}
		}
		for k, a := range asked {
			if a/total <= topicShare {
				other = max(other, z[k])
				if z[k] > best {
					rank++
				}
			}
		}
		v.add(uint32(8+4*side), fit)
		v.add(uint32(9+4*side), float64(0.5*(best-other)))
		v.add(uint32(10+4*side), float64(0.2*rank))
		v.add(uint32(11+4*side), min(0, best))
	}
	return v
}

func sumOf(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for k := range a {
		out[k] = a[k] + b[k]
	}
	return out
}

// center makes the scores of a model of topics comparable across topics: it
// sets slope and shift so that answers to other questions have mean 0 and
// spread 1. The topics are its outputs from one on.
func center(l *linear, from int, scores, targets [][]float64) {
	for o := from; o < l.outputs; o++ {
		n, sum, squares := 1.0, 0.0, 0.0
		for i := range scores {
			if targets[i][o-from] == 0 {
				n++
				sum += scores[i][o]
			}
		}
		mean := sum / n
		for i := range scores {
			if targets[i][o-from] == 0 {
				d := scores[i][o] - mean
				squares += float64(d * d)
			}
		}
		l.slope[o] = 1 / (math.Sqrt(squares/n) + 0.05)
		l.shift[o] = -float64(mean * l.slope[o])
	}
}

// asking is a question as the model sees it: the numbers of its words, and
// what they mean.
type asking struct {
	ids     []uint16
	meaning [vectorSize]float64
}

// asking reads a question.
func (v *vocabulary) asking(t *prose.Text) asking {
	q := asking{ids: v.numbers(t)}
	words := make([]string, len(t.Words))
	for i, w := range t.Words {
		words[i] = w.Norm
	}
	q.meaning = meaning(words)
	return q
}

// questionSize is the number of features of a question: its stems, how far
// the words of topics.txt see each topic in it, and its meaning.
func (v *vocabulary) questionSize() int { return len(v.heads) + maxTopics + vectorSize }

// meaningWeight is how strongly the meaning of a question counts beside its
// words.
const meaningWeight = 4.0

func (v *vocabulary) questionVector(q asking) vector {
	var x vector
	seen := v.stemSet()
	for _, id := range q.ids {
		if s := v.stems[id]; id >= firstWordID && seen.add(s) {
			x.add(uint32(s), 1)
		}
	}
	cues := v.cuesOf(q.ids)
	total := 0.5
	for _, c := range cues {
		total += c
	}
	for k, c := range cues {
		x.add(uint32(len(v.heads)+k), 2*c/total)
	}
	for k, m := range q.meaning {
		x.add(uint32(len(v.heads)+maxTopics+k), float64(meaningWeight*m))
	}
	return x
}

// asked is how far a question asks for each topic: what was learned of
// questions, and the words of topics.txt, in equal parts. The first knows the
// corpus' ways of asking, the second holds for words that it has not seen.
func (m *Model) asked(question asking) []float64 {
	scores := make([]float64, topicCount)
	m.asks.scores(m.vocabulary.questionVector(question), scores)
	return m.vocabulary.blend(scores, question.ids)
}

// cueShare is what the words of topics.txt say beside what was learned.
const cueShare = 0.5

// loneCue keeps a single word of topics.txt from settling what a question
// asks for.
const loneCue = 2.0

// plainQuestion is how far a question must ask for something before an answer
// can be called off it.
const plainQuestion = 0.16

// blend turns the scores of a question into what it asks for.
func (v *vocabulary) blend(scores []float64, question []uint16) []float64 {
	cues := v.cuesOf(question)
	total := loneCue
	for _, c := range cues {
		total += c
	}
	out := make([]float64, len(scores))
	share(scores)
	for k, p := range scores {
		out[k] = p + float64(cueShare*cues[k])/total
	}
	return sharpen(out)
}

// trainAsks learns what questions ask about, and tells for each example's
// question what a model that had not seen it says.
func (t *trainer) trainAsks() (*linear, [][]float64) {
	var data []vector
	var targets [][]float64
	for i, d := range t.cores {
		y := make([]float64, topicCount)
		cues := t.v.cuesOf(d.question.ids)
		total := 0.0
		for _, c := range cues {
			total += c
		}
		for k := range y {
			if t.examples[i].Topic < 0 {
				y[k] = ratio(cues[k], total)
			}
		}
		if t.examples[i].Topic >= 0 {
			y[t.examples[i].Topic] = 1
		}
		data, targets = append(data, t.v.questionVector(d.question)), append(targets, y)
	}
	more := make([][]cutVector, len(data))
	for i, x := range t.questionLessons() {
		more[i%len(more)] = append(more[i%len(more)], x)
	}
	l, unseen := outOfFold(data, targets, more, linearOptions{features: t.v.questionSize(), outputs: topicCount, epochs: 8, rate: 0.1, penalty: 1e-4, positive: 1, one: true})
	for i := range unseen {
		unseen[i] = t.v.blend(unseen[i], t.cores[i].question.ids)
	}
	return l, unseen
}

// wronglyAccused is the part of good answers that may be called off their own
// question: one in so many.
const wronglyAccused = 34

// offLimit is the probability from which an answer counts as off its
// question: what no more good answers reach with their own. chances are those
// of answers that the models had not seen.
func (t *trainer) offLimit(chances [][]float64) float64 {
	var own []float64
	for i, d := range t.cores {
		if e := &t.examples[i]; d.asked && e.Rating >= 3 && e.Flags[flagOffQuestion] < 0.5 {
			own = append(own, chances[i][flagOffQuestion])
		}
	}
	if len(own) == 0 {
		return 1
	}
	sort.Float64s(own)
	return own[len(own)-1-len(own)/wronglyAccused]
}

// questionLessons are the questions among the lessons, with the topic that
// each asks for.
func (t *trainer) questionLessons() []cutVector {
	var all []cutVector
	for _, l := range t.lessons {
		if l.Asks {
			y := make([]float64, topicCount)
			y[l.Topic] = 1
			all = append(all, cutVector{t.v.questionVector(t.v.asking(l.Text)), y})
		}
	}
	return all
}

// trainMatch fits the judge on readings of answers that the model of topics
// had not seen, each with its own question and with those of others. asked is
// what each question asks for, fits how far the answer speaks of each topic.
// Its probability is calibrated for answers with their own question.
func (t *trainer) trainMatch(asked [][]float64, fits []standing) *linear {
	var data []vector
	var asks []int
	var targets [][]float64
	r := rng(99)
	for i, d := range t.cores {
		if !d.asked {
			continue
		}
		x := fits[i]
		data = append(data, matchVector(asked[i], x, t.v.echoOf(d, d.question.ids)))
		targets = append(targets, []float64{t.examples[i].Flags[flagOffQuestion]})
		asks = append(asks, len(data)-1)
		if t.examples[i].Flags[flagOffQuestion] > 0.5 {
			continue
		}
		for range 10 {
			j := int(r.next() % uint64(len(t.docs)))
			off := 1.0
			fits, known := t.examples[i].fits(t.examples[j].Topic)
			switch {
			case fits:
				off = 0
			case !known || !apart(asked[i], asked[j]) || !t.far(i, t.examples[j].Topic):
				continue
			}
			data = append(data, matchVector(asked[j], x, t.v.echoOf(d, t.cores[j].question.ids)))
			targets = append(targets, []float64{off})
		}
	}
	l := trainLinear(data, targets, linearOptions{features: matchCount, outputs: 1, epochs: 30, rate: 0.1, penalty: 1e-4, positive: 1})
	own, gold := make([][]float64, len(asks)), make([][]float64, len(asks))
	for k, i := range asks {
		own[k], gold[k] = make([]float64, 1), targets[i]
		l.scores(data[i], own[k])
	}
	calibrate(l, own, gold)
	return l
}

// apart reports whether two questions ask about different things: what one
// asks for most is nothing that the other asks for, either way round.
func apart(a, b []float64) bool {
	most := func(x []float64) int {
		best := 0
		for k, v := range x {
			if v > x[best] {
				best = k
			}
		}
		return best
	}
	return a[most(b)] == 0 && b[most(a)] == 0
}

// leastEvading is how likely the flag must be by the telling for that to
// count. A little of it is in many answers and is seldom right: of unseen ones
// below this limit one in five, above it two in five.
const leastEvading = 1.0 / 3

// offQuestion is the probability that an answer is off its question: that it
// speaks of something else, or that it tells no case at all, which are two
// ways. asked is what the question asks for, x how far the answer speaks of
// each topic, e how far it takes up the question's words, evades how likely
// the flag is by how the answer is told.
func (m *Model) offQuestion(asked []float64, x standing, e echo, evades float64) float64 {
	if evades < leastEvading {
		evades = 0
	}
	return 1 - float64((1-m.elsewhere(asked, x, e))*(1-evades))
}

// elsewhere is the probability that an answer speaks of something else than
// what its question asks for.
func (m *Model) elsewhere(asked []float64, x standing, e echo) float64 {
	if slices.Max(asked) < plainQuestion {
		return 0
	}
	var out [1]float64
	m.match.scores(matchVector(asked, x, e), out[:])
	return m.match.calibrated(0, out[0])
}

// QuestionsApart reports whether two questions ask about different things.
func (m *Model) QuestionsApart(a, b string) bool { return apart(m.askedIn(a), m.askedIn(b)) }

// askedIn is how far a question asks for each topic.
func (m *Model) askedIn(question string) []float64 {
	return m.asked(m.vocabulary.asking(prose.Read(question)))
}

// far reports whether an answer fits no topic of the group of another.
func (t *trainer) far(i, topic int) bool {
	for k := range topicCount {
		if fits, _ := t.examples[i].fits(k); fits && topicGroups[k] == topicGroups[topic] {
			return false
		}
	}
	return true
}
