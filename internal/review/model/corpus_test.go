package model

import (
	"slices"
	"testing"

	"rehearse/corpus"
	"rehearse/internal/prose"
)

// Where the two readers differ a verdict is held in part, and what they named
// first counts most.
func TestWhereReadersDifferLessIsHeld(t *testing.T) {
	said := func(role string, principles, flags []string) corpus.Annotation {
		return corpus.Annotation{Roles: []string{role}, Principles: principles, Flags: flags, Level: "at", Rating: 3}
	}
	text := "I asked the team what they needed."
	a := corpus.Answer{ID: "x", Text: text, Lines: []prose.Span{{Start: 0, End: len(text)}},
		Annotation: said("A", []string{"earn-trust", "ownership", "dive-deep"}, []string{"no-metric"}),
		Apart: []corpus.Annotation{said("A", []string{"earn-trust", "ownership"}, nil),
			said("T", []string{"earn-trust", "ownership", "frugality"}, []string{"no-metric"})}}
	e := ExampleOf(a)
	if got := e.HeldRoles[0]; got[roleAction] != 0.75 || got[1] != 0.25 {
		t.Errorf("roles are held %v, want an action by three quarters and a task by one", got)
	}
	for name, want := range map[string]float64{"earn-trust": 2, "dive-deep": 0.5, "frugality": 0.25, "think-big": 0} {
		if got := e.HeldPrinciples[slices.Index(Principles, name)]; got != want {
			t.Errorf("%s is held %v, want %v", name, got, want)
		}
	}
	if first, second := e.HeldPrinciples[slices.Index(Principles, "earn-trust")], e.HeldPrinciples[slices.Index(Principles, "ownership")]; second >= first || second < 1 {
		t.Errorf("what was named second is held %v, what was named first %v", second, first)
	}
	if got := e.HeldFlags[flagNoMetric]; got != 0.75 {
		t.Errorf("no-metric is held %v, want three quarters", got)
	}
	a.Apart = nil
	if got := ExampleOf(a).HeldRoles[0][roleAction]; got != 1 {
		t.Errorf("without the readings apart what was settled is held %v, want wholly", got)
	}
}
