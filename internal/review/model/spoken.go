package model

import (
	"math"
	"slices"

	"rehearse/corpus"
	"rehearse/internal/prose"
)

// What an answer speaks of is told in three ways: by the words of
// topics.txt, by what answers that were read as fitting a topic say, and by
// short plots of stories on each topic. Each has seen what the others have
// not, and none knows the question.

// Lesson is a short text on one topic: a question that asks for it, or the
// plot of a story that answers such a question.
type Lesson struct {
	Topic int
	Text  *prose.Text
	Asks  bool
}

// LessonsOf reads plots as lessons. Topics that the model does not have are
// left out.
func LessonsOf(all []corpus.Plots) []Lesson {
	var lessons []Lesson
	for _, p := range all {
		topic := slices.Index(topicNames, p.Topic)
		if topic < 0 {
			continue
		}
		for _, q := range p.Questions {
			lessons = append(lessons, Lesson{topic, prose.Read(q), true})
		}
		for _, s := range p.Stories {
			lessons = append(lessons, Lesson{topic, prose.Read(s), false})
		}
	}
	return lessons
}

// commonest is the part of all answers, one in so many, from which on a word
// tells nothing of a topic.
const commonest = 2.5

// spokenWeight is the length of the vector of words.
const spokenWeight = 3.0

// spokenSize is the number of features of what is spoken of: stems, then the
// topics by the words of topics.txt.
func (v *vocabulary) spokenSize() int { return len(v.heads) + maxTopics }

// spokenOf is what the words of a text speak of: its rarer stems, rare ones
// counting more, at a fixed length in all.
func (v *vocabulary) spokenOf(ids []uint16) vector {
	type told struct {
		stem  uint16
		times float64
	}
	place := make([]uint16, len(v.heads)) // 1 for the first
	order := make([]told, 0, len(ids))
	for _, id := range ids {
		s := v.stems[id]
		if id < firstWordID || float64(v.common[s])*commonest > float64(v.mostCommon) {
			continue
		}
		if place[s] == 0 {
			order = append(order, told{stem: s})
			place[s] = uint16(len(order))
		}
		order[place[s]-1].times++
	}
	size := len(order) + maxTopics
	x := vector{index: make([]uint32, 0, size), value: make([]float32, 0, size)}
	total := 0.0
	square := func(t told) float64 { return t.times / (1 + float64(v.common[t.stem])/12) }
	for _, t := range order {
		total += square(t)
	}
	for _, t := range order {
		x.add(uint32(t.stem), float64(spokenWeight*math.Sqrt(square(t)/total)))
	}
	return x
}

// spoken is what an answer speaks of, as the models of topics see it.
func (v *vocabulary) spoken(d *document, s *summary, scale *standard) (words, all vector) {
	var ids []uint16
	for i := range d.sentences {
		ids = append(ids, d.sentences[i].ids...)
	}
	words = v.spokenOf(ids)
	all = words // which stays as it is: what follows lies behind it
	for k := range topicCount {
		all.add(uint32(len(v.heads)+k), scale.value(dTopics+k, s.dense[dTopics+k]))
	}
	return words, all
}

// numbers are the numbers of the words of a text.
func (v *vocabulary) numbers(t *prose.Text) []uint16 {
	ids := make([]uint16, len(t.Words))
	for i, w := range t.Words {
		ids[i] = v.id(w)
	}
	return ids
}

// trainPlots learns from the plots what stories on each topic speak of.
func (t *trainer) trainPlots() *linear {
	var data []vector
	var targets [][]float64
	for _, l := range t.lessons {
		if l.Asks {
			continue
		}
		y := make([]float64, topicCount)
		y[l.Topic] = 1
		data, targets = append(data, t.v.spokenOf(t.v.numbers(l.Text))), append(targets, y)
	}
	return trainLinear(data, targets, linearOptions{features: t.v.spokenSize(), outputs: topicCount, epochs: 15, rate: 0.1, penalty: 1e-4, positive: 1, one: true})
}
