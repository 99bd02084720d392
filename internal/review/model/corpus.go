package model

import (
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
	}
	if a.Listed {
		e.Serves = marks(topicNames, a.Serves)
	}
	for _, s := range text.Sentences {
		line := lineOf(a.Lines, s.Span)
		e.Roles = append(e.Roles, int8(strings.Index(RoleLetters, a.Roles[line])))
		e.FlagSentences = append(e.FlagSentences, flagMarks(a, line))
	}
	return e
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
