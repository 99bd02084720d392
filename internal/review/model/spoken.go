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

// told counts what a text holds, in the order in which it comes.
type told struct {
	place []uint32 // in order, 1 for the first
	order []uint32
	times []float64
}

// newTold counts things with numbers below n; about so many come.
func newTold(n, about int) *told {
	return &told{place: make([]uint32, n), order: make([]uint32, 0, about), times: make([]float64, 0, about)}
}

func (t *told) add(id uint32) {
	if t.place[id] == 0 {
		t.order, t.times = append(t.order, id), append(t.times, 0)
		t.place[id] = uint32(len(t.order))
	}
	t.times[t.place[id]-1]++
}

// vector is what was counted at a fixed length in all. What few answers hold
// counts more; common tells how many do.
func (t *told) vector(common []uint16) vector {
	size := len(t.order) + maxTopics
	x := vector{index: make([]uint32, 0, size), value: make([]float32, 0, size)}
	total := 0.0
	for k, id := range t.order {
		t.times[k] /= 1 + float64(common[id])/12
		total += t.times[k]
	}
	for k, id := range t.order {
		x.add(id, float64(spokenWeight*math.Sqrt(t.times[k]/total)))
	}
	return x
}

// spokenOf is what the words of a text speak of: its rarer stems.
func (v *vocabulary) spokenOf(ids []uint16) vector {
	t := newTold(len(v.heads), len(ids))
	for _, id := range ids {
		if s := v.stems[id]; id >= firstWordID && float64(v.common[s])*commonest <= float64(v.mostCommon) {
			t.add(uint32(s))
		}
	}
	return t.vector(v.common)
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
