package model

import (
	"strings"

	"rehearse/internal/prose"
)

// Subject is what an answer speaks of, whatever it was asked.
type Subject struct {
	// Topics tells for each of Topics() how far the answer stands out from
	// others in speaking of it, in standard deviations, three ways of
	// telling added up.
	Topics []float64
}

// Subject is what the answer speaks of. An answer without words speaks of
// nothing.
func (r *Reading) Subject() Subject {
	if r.core == nil {
		return Subject{Topics: make([]float64, topicCount)}
	}
	z := r.model.standingOf(r.summary, r.model.spokenScores(r.core, r.summary, r.paired))
	return Subject{Topics: z.together()}
}

// likelyCue is what the words of topics.txt say of a question beside what was
// learned.
const likelyCue = 0.3

// Asked is how far a question asks for each of Topics(); it adds up to 1, or
// is all 0 where nothing is understood. Unlike the judge of off-question,
// which wants to be sure, it keeps what is only half likely.
func (m *Model) Asked(question string) []float64 {
	q := m.vocabulary.asking(prose.Read(question))
	asked := make([]float64, topicCount)
	m.asks.scores(m.vocabulary.questionVector(q), asked)
	share(asked)
	cues, cued := m.vocabulary.topicWeights(q.ids, m.vocabulary.asks), loneCue
	for _, c := range cues {
		cued += c
	}
	for k, c := range cues {
		asked[k] += float64(likelyCue*c) / cued
	}
	total := 0.0
	for _, a := range asked {
		total += a
	}
	for k := range asked {
		asked[k] = ratio(asked[k], total)
	}
	return asked
}

// Topics are the names of what questions ask for and answers speak of, such
// as "growing-leader"; each belongs to a group, by number.
func Topics() (names []string, groups []int) {
	return append([]string(nil), topicNames...), append([]int(nil), topicGroups...)
}

// TopicWords is the name of a topic in words.
func TopicWords(topic int) string { return strings.ReplaceAll(topicNames[topic], "-", " ") }
