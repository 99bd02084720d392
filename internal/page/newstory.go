package page

import "rehearse/internal/library"

// NewStoryPage is where a story begins.
type NewStoryPage struct {
	Frame
	// Trouble says why what was sent could not be taken, or is empty.
	Trouble string
	// Typed is what was sent, so that nothing has to be typed again.
	Typed Typed
	Starts
}

// Typed is a story as it was typed into the form.
type Typed struct{ Title, Question, Answer string }

// Starts are the library's ways into a story.
type Starts struct {
	// Questions are offered while one types a question.
	Questions []string
	// Scenarios are to start from.
	Scenarios []library.Scenario
}

// NewStarts takes from a library what a new story can start from: scenarios
// of different competencies first, so that a short list is a varied one.
func NewStarts(lib *library.Library, most int) Starts {
	var s Starts
	seen := map[string]bool{}
	var rest []library.Scenario
	for _, x := range lib.Scenarios {
		s.Questions = append(s.Questions, x.Question)
		if seen[x.Competency] {
			rest = append(rest, x)
			continue
		}
		seen[x.Competency] = true
		s.Scenarios = append(s.Scenarios, x)
	}
	s.Scenarios = append(s.Scenarios, rest...)
	s.Scenarios = s.Scenarios[:min(most, len(s.Scenarios))]
	return s
}
