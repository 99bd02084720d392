package page

import (
	"slices"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// ScenarioPage is one scenario of the library with its answers read by the
// reviewer.
type ScenarioPage struct {
	Frame
	Scenario library.Scenario
	Rubric   *rubric.Rubric
	Model    MarkedAnswer
	// Flawed are the answers to learn from by contrast, in the scenario's
	// order.
	Flawed []FlawedAnswer
	// Mine are the person's stories that could be told for it, best first;
	// MineMore counts those that are left out.
	Mine     []StoryDoor
	MineMore int
	// Before and After are the scenarios beside it; they may be zero.
	Before, After library.Scenario
}

// MarkedAnswer is an answer with its review, which may be nil.
type MarkedAnswer struct {
	Text   string
	Review *review.Review
}

// FlawedAnswer is an answer that is flawed on purpose.
type FlawedAnswer struct {
	library.Flawed
	MarkedAnswer
	Named []NamedFlaw
}

// NamedFlaw is a flaw that an answer was given, and whether the reviewer saw
// it.
type NamedFlaw struct {
	Title string
	Seen  bool
}

// StoryDoor leads to a story of the person's, and says why.
type StoryDoor struct{ ID, Title, Why string }

// NameFlaws holds the flaws that an answer was given against what the
// reviewer found. titles are those of the rules.
func NameFlaws(f library.Flawed, r *review.Review, titles map[string]string) []NamedFlaw {
	var out []NamedFlaw
	for _, id := range f.Flaws {
		title := titles[id]
		if title == "" {
			title = strings.ReplaceAll(id, "-", " ")
		}
		seen := r != nil && slices.ContainsFunc(r.Findings, func(x review.Finding) bool { return x.Rule == id })
		out = append(out, NamedFlaw{title, seen})
	}
	return out
}

func (p ScenarioPage) options(id string) *ManuscriptOptions {
	return &ManuscriptOptions{ID: id, Rubric: p.Rubric, InOrder: true}
}

// voteWords name a vote that an answer deserves.
func voteWords(r *rubric.Rubric, score int) string { return r.Anchor(score).Label }

// keyNumber is a key number cut into the figure and what it says.
func keyNumber(text string) (figure, says string) {
	figure, says, ok := strings.Cut(text, ": ")
	if !ok {
		return "", text
	}
	return figure, says
}

// toldAs says what kind of question a scenario has.
func (p ScenarioPage) toldAs() string {
	area := "Competency: " + lowerFirst(competencyName(p.Rubric, p.Scenario.Competency)) + "."
	if p.Scenario.Kind == "failure" {
		return "A question about failure. " + area
	}
	return area
}

// onPurpose lists the flaws that an answer was given.
func (f FlawedAnswer) onPurpose() string {
	var parts []string
	for _, x := range f.Named {
		words := lowerFirst(x.Title)
		if !x.Seen {
			words += " (which the reviewer does not see)"
		}
		parts = append(parts, words)
	}
	return "Flawed on purpose: " + strings.Join(parts, "; ") + "."
}
