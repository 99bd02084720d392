package model

import (
	"math"
	"slices"
	"strings"

	"rehearse/corpus"
	"rehearse/internal/prose"
	"rehearse/internal/quantity"
)

// ExampleOf reads an annotated answer as the reviewer would read it. The
// reviewer cuts the text into sentences itself, so each of its sentences
// takes the role of the annotated line that it shares most bytes with.
func ExampleOf(a corpus.Answer) Example {
	text := prose.Read(a.Text)
	e := Example{
		Answer: Answer{Text: text, Quantities: quantity.Find(text), Question: prose.Read(a.Question), Failure: a.Kind == "failure"},
		Topic:  slices.Index(topicNames, a.Topic),
		Level:  slices.Index(Levels, a.Level), Rating: a.Rating,
		Flags: marks(Flags, a.Flags), Principles: marks(Principles, a.Principles),
		HeldFlags:      held(Flags, a, func(n corpus.Annotation) []string { return n.Flags }),
		HeldPrinciples: held(Principles, a, func(n corpus.Annotation) []string { return n.Principles }),
	}
	for rank, name := range a.Principles {
		if k := slices.Index(Principles, name); k >= 0 && e.HeldPrinciples[k] == 1 {
			e.HeldPrinciples[k] = max(1, firstPrinciple/math.Sqrt(float64(1+rank)))
		}
	}
	if a.Listed {
		e.Serves = marks(topicNames, a.Serves)
	}
	readings := threeReadings(a)
	for _, s := range text.Sentences {
		line := lineOf(a.Lines, s.Span)
		role := func(n corpus.Annotation) int { return strings.Index(RoleLetters, n.Roles[line]) }
		e.Roles = append(e.Roles, int8(role(a.Annotation)))
		var held roleScores
		for _, n := range readings {
			held[role(n.Annotation)] += n.share
		}
		e.HeldRoles = append(e.HeldRoles, held)
		e.FlagSentences = append(e.FlagSentences, flagMarks(a, line))
	}
	return e
}

// firstPrinciple is how much the principle that readers named first counts;
// those behind it count less, by the root of their place, and none of them
// less than 1.
const firstPrinciple = 2.0

// settledShare is how much what was settled counts beside the two readings
// that it was settled from. Where readers differ a verdict is less sure, and
// is learned as such.
const settledShare = 0.5

// shared is an annotation and how much it counts.
type shared struct {
	corpus.Annotation
	share float64
}

// threeReadings are the annotation of an answer and those that it was settled
// from; together they count 1.
func threeReadings(a corpus.Answer) []shared {
	if len(a.Apart) == 0 {
		return []shared{{a.Annotation, 1}}
	}
	all := []shared{{a.Annotation, settledShare}}
	for _, n := range a.Apart {
		all = append(all, shared{n, (1 - settledShare) / float64(len(a.Apart))})
	}
	return all
}

// held is how far each name is held by the readings of an answer, from 0 to 1.
func held(names []string, a corpus.Answer, said func(corpus.Annotation) []string) []float64 {
	h := make([]float64, len(names))
	for _, n := range threeReadings(a) {
		for i, m := range marks(names, said(n.Annotation)) {
			h[i] += float64(m * n.share)
		}
	}
	return h
}

// marks holds 1 for each name that is said.
func marks(names, said []string) []float64 {
	m := make([]float64, len(names))
	for i, n := range names {
		if slices.Contains(said, n) {
			m[i] = 1
		}
	}
	return m
}

// flagMarks says for each flag whether readers pointed at the line.
func flagMarks(a corpus.Answer, line int) []float64 {
	m := make([]float64, len(Flags))
	for f, name := range Flags {
		lines := a.FlagLines[name]
		switch {
		case slices.Contains(lines, line+1):
			m[f] = 1
		case len(lines) == 0 && slices.Contains(a.Flags, name):
			m[f] = -1
		}
	}
	return m
}

// lineOf is the line that shares most bytes with a span.
func lineOf(lines []prose.Span, s prose.Span) int {
	best, most := 0, 0
	for i, l := range lines {
		if n := min(l.End, s.End) - max(l.Start, s.Start); n > most {
			best, most = i, n
		}
	}
	return best
}
