package review

import (
	"fmt"

	"rehearse/internal/prose"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// Analyzer looks at one side of an answer. It is a value: analysers that
// report are checks, analysers that only return a fact are built upon by
// others through Requires.
type Analyzer struct {
	// Name identifies the analyser; for a check it is the rule's name in
	// rubrics, suppressions and docs.
	Name string
	// Doc is what people are told about it; checks must have one.
	Doc Doc
	// Requires are the analysers whose facts Run reads; the graph is acyclic.
	Requires []*Analyzer
	// Run computes the fact, if any, and reports findings through the pass.
	Run func(*Pass) (any, error)
}

// Doc is what a person can read about a check. Texts may hold slots in
// braces, such as {quote}, which a finding fills.
type Doc struct {
	Title, Message, Why, Before, After, Fix, FollowUp, FollowUpGeneric, Source string
	// MessageUnsure stands in for Message where the finding is less likely than
	// not, MessageThin where what is missed is there and too thin. Either may
	// be empty: Message then stands.
	MessageUnsure, MessageThin string
}

// Pass is one answer as an analyser sees it.
type Pass struct {
	// Analyzer is the one that runs.
	Analyzer *Analyzer
	// Story is the file as it was parsed.
	Story *story.Story
	// Text is the answer, read into words and sentences.
	Text *prose.Text
	// Question may be empty. Kind is "standard" or "failure".
	Question, Kind string
	// Rubric is what the answer is held against.
	Rubric *rubric.Rubric
	// Pace is in words a minute.
	Pace float64
	// RedFlags are faults particular to the question, where it is known.
	RedFlags []RedFlag
	// facts holds what earlier analysers returned, by analyser.
	facts map[*Analyzer]any
	// report takes a raised finding.
	report func(Report)
}

// RedFlag is a fault particular to one question, given from outside. It is
// raised where one of the phrases of Present stands in the answer, or none of
// Absent does. Phrases are lower-case words.
type RedFlag struct {
	Text, Why, FollowUp string
	Present, Absent     []string
}

// Report is a finding as a check raises it; the engine completes it.
type Report struct {
	// Span is where the finding stands; it must lie in the answer.
	Span prose.Span
	// Quote is the text that the check believes to be there; when it is not
	// empty and differs from the words, the engine rejects the finding.
	Quote string
	// Also are further places.
	Also []prose.Span
	// Slots fill the braces in the texts of the Doc.
	Slots map[string]string
	// Confidence is a probability from 0 to 1; 0 means certain.
	Confidence float64
	// Thin says that what the check misses is there, and too thin.
	Thin bool
}

// Likely is the probability from which a finding is more likely than not. One
// below it is put as a question, is never an error, and does not bind the
// vote.
const Likely = 0.5

// unsure reports whether a finding is less likely than not.
func (r *Report) unsure() bool { return r.Confidence > 0 && r.Confidence < Likely }

// message is the words of a Doc that fit a report.
func (d *Doc) message(r *Report) string {
	switch {
	case r.unsure() && d.MessageUnsure != "":
		return d.MessageUnsure
	case r.Thin && d.MessageThin != "":
		return d.MessageThin
	}
	return d.Message
}

// Report raises a finding of the running check.
func (p *Pass) Report(r Report) { p.report(r) }

// Fact is what a required analyser returned. It panics if a was not
// required, which the engine contains and reports as the check's bug.
func (p *Pass) Fact(a *Analyzer) any {
	for _, r := range p.Analyzer.Requires {
		if r == a {
			return p.facts[a]
		}
	}
	panic(fmt.Sprintf("analyser %s reads the fact of %s without requiring it", p.Analyzer.Name, a.Name))
}

// Limit is a threshold of the running check in the rubric, or otherwise the
// given value.
func (p *Pass) Limit(name string, otherwise float64) float64 {
	if rule, ok := p.Rubric.Rule(p.Analyzer.Name); ok {
		if v, ok := rule.Limits[name]; ok {
			return v
		}
	}
	return otherwise
}

// Validate reports what is wrong with a suite: an analyser without a name or
// Run, two of one name, a check without a text, a cycle.
func Validate(suite []*Analyzer) error {
	seen := map[string]*Analyzer{}
	state := map[*Analyzer]int{}
	var visit func(a *Analyzer) error
	visit = func(a *Analyzer) error {
		switch {
		case state[a] == 2:
			return nil
		case state[a] == 1:
			return fmt.Errorf("analyser %s requires itself", a.Name)
		case a.Name == "" || a.Run == nil:
			return fmt.Errorf("analyser %q lacks a name or a Run", a.Name)
		case seen[a.Name] != nil:
			return fmt.Errorf("two analysers are named %s", a.Name)
		}
		seen[a.Name], state[a] = a, 1
		for _, r := range a.Requires {
			if err := visit(r); err != nil {
				return err
			}
		}
		state[a] = 2
		return nil
	}
	for _, a := range suite {
		if err := visit(a); err != nil {
			return err
		}
		if d := a.Doc; d.Title == "" || d.Message == "" || d.Why == "" || d.Before == "" || d.After == "" ||
			d.Fix == "" || d.FollowUp == "" || d.Source == "" {
			return fmt.Errorf("check %s lacks one of its texts", a.Name)
		}
	}
	return nil
}
