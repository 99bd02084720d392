package match

import (
	"sort"

	"rehearse/internal/library"
	"rehearse/internal/review/model"
)

// Bank is a list of questions, read once, so that many stories can be held
// against it. It is immutable and safe for concurrent use.
type Bank struct {
	reader
	ids   []string
	wants [][]float64
}

// NewBank reads questions.
func NewBank(m *model.Model, questions []library.Question) *Bank {
	b := &Bank{reader: reader{m, builtinThemes()}}
	for _, q := range questions {
		b.ids = append(b.ids, q.ID)
		b.wants = append(b.wants, b.asked(q.Question))
	}
	return b
}

// Serves gives the ids of the questions that a story answers better than a
// story like any other would, best first, n at most.
func (b *Bank) Serves(story Story, n int) []string {
	s := readSet(b.reader, []Story{story})
	p := &s.stories[0]
	type fit struct {
		id    string
		score float64
	}
	var fits []fit
	for i, asked := range b.wants {
		if score := p.fit(asked); score > 0 {
			fits = append(fits, fit{b.ids[i], score})
		}
	}
	sort.SliceStable(fits, func(i, j int) bool { return fits[i].score > fits[j].score })
	var ids []string
	for _, f := range fits[:min(n, len(fits))] {
		ids = append(ids, f.id)
	}
	return ids
}
