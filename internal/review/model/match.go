package model

import (
	"math"

	"rehearse/internal/prose"
)

// Whether an answer is on its question is judged by topics: how far the
// answer speaks of what the question asks for, by the words of topics.txt and
// by what the model has learned that answers to such questions say. Real
// answers off their question are few, so the judge also learns from answers
// paired with the question of another.

// matchCount is the number of features that the judge weighs: twelve, and two
// for each topic, since some topics are told in words of their own and others,
// such as a mistake, in any words at all.
const matchCount = 12 + 2*maxTopics

// standing tells for each topic how far an answer stands out from other
// answers in speaking of it, in standard deviations: by the words of
// topics.txt, and by what was learned.
type standing struct{ told, learned []float64 }

func (m *Model) standingOf(s *summary, topics []float64) standing {
	x := standing{told: make([]float64, topicCount), learned: make([]float64, topicCount)}
	for k := range topicCount {
		i := dTopics + k
		if m.scale.spread[i] > 0 {
			x.told[k] = max(-2, min(4, (s.dense[i]-m.scale.mean[i])/m.scale.spread[i]))
		}
		x.learned[k] = max(-2, min(4, float64(m.about.slope[k]*topics[k])+m.about.shift[k]))
	}
	return x
}

// topicShare is the part of a question's weight from which it asks for a
// topic at all.
const topicShare = 0.12

// ownTopic is how strongly what is special to one topic counts.
const ownTopic = 0.7

// matchVector describes how an answer fits its question.
func matchVector(asked []float64, x standing, overlap float64) vector {
	var v vector
	total := 0.0
	for _, a := range asked {
		total += a
	}
	v.add(0, 2*overlap)
	if total == 0 {
		v.add(1, 1)
		return v
	}
	v.add(2, math.Sqrt(total))
	for k, a := range asked {
		if share := a / total; share > topicShare {
			v.add(uint32(12+k), float64(ownTopic*share))
			v.add(uint32(12+maxTopics+k), float64(ownTopic*float64(share*(x.told[k]+x.learned[k])))/2)
		}
	}
	for side, z := range [3][]float64{x.told, x.learned, sumOf(x.told, x.learned)} {
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
		v.add(uint32(3+3*side), fit)
		v.add(uint32(4+3*side), float64(0.5*(best-other)))
		v.add(uint32(5+3*side), float64(0.2*rank))
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
// spread 1.
func center(l *linear, scores, targets [][]float64) {
	for o := range l.outputs {
		n, sum, squares := 1.0, 0.0, 0.0
		for i := range scores {
			if targets[i][o] == 0 {
				n++
				sum += scores[i][o]
			}
		}
		mean := sum / n
		for i := range scores {
			if targets[i][o] == 0 {
				d := scores[i][o] - mean
				squares += float64(d * d)
			}
		}
		l.slope[o] = 1 / (math.Sqrt(squares/n) + 0.05)
		l.shift[o] = -float64(mean * l.slope[o])
	}
}

// trainMatch fits the judge on readings of answers that the model of topics
// had not seen, each with its own question and with five others.
func (t *trainer) trainMatch(m *Model, topics [][]float64, summaries []*summary) *linear {
	var data []vector
	var targets [][]float64
	r := rng(99)
	for i, d := range t.cores {
		if !d.asked {
			continue
		}
		x := m.standingOf(summaries[i], topics[i])
		own := t.v.asksFor(d.question)
		data = append(data, matchVector(own, x, overlapOf(t.v, d, d.question)))
		targets = append(targets, []float64{t.examples[i].Flags[flagOffQuestion]})
		if t.examples[i].Flags[flagOffQuestion] > 0.5 {
			continue
		}
		for range 5 {
			j := int(r.next() % uint64(len(t.cores)))
			other := t.v.asksFor(t.cores[j].question)
			if apart(own, other) {
				data = append(data, matchVector(other, x, overlapOf(t.v, d, t.cores[j].question)))
				targets = append(targets, []float64{1})
			}
		}
	}
	return trainLinear(data, targets, linearOptions{features: matchCount, outputs: 1, epochs: 30, rate: 0.1, penalty: 1e-4, positive: 1})
}

// apart reports whether two questions ask about different things.
func apart(a, b []float64) bool {
	shared, some := 0.0, 0.0
	for k := range a {
		shared += min(a[k], b[k])
		some += b[k]
	}
	return shared == 0 && some > 0
}

// offQuestion is the probability that an answer is off its question. topics
// are its scores by the model of topics.
func (m *Model) offQuestion(d *document, s *summary, topics []float64) float64 {
	var out [1]float64
	asked := m.vocabulary.asksFor(d.question)
	m.match.scores(matchVector(asked, m.standingOf(s, topics), overlapOf(m.vocabulary, d, d.question)), out[:])
	return sigmoid(out[0])
}

// QuestionsApart reports whether the second question asks about something,
// and shares no topic with the first.
func QuestionsApart(a, b string) bool {
	return apart(asksOf(a), asksOf(b))
}

// asksOf is how far a question asks for each topic.
func asksOf(question string) []float64 {
	out := make([]float64, topicCount)
	for _, w := range prose.Read(question).Words {
		for _, t := range questionTopics[stem(plainWord(w.Norm))] {
			out[t.topic] += t.weight
		}
	}
	return sharpen(out)
}
