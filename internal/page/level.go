package page

import (
	"strconv"

	"rehearse/internal/library"
	"rehearse/internal/rubric"
)

// LevelPage is the framework of the level: what is looked for, and how to
// prepare.
type LevelPage struct {
	Frame
	library.Framework
	Rubric *rubric.Rubric
	// Titles are those of scenarios by their ids.
	Titles map[string]string
}

// NewLevelPage takes the framework from a library.
func NewLevelPage(f Frame, lib *library.Library, r *rubric.Rubric) LevelPage {
	p := LevelPage{Frame: f, Framework: lib.Framework, Rubric: r, Titles: map[string]string{}}
	for _, s := range lib.Scenarios {
		p.Titles[s.ID] = s.Title
	}
	return p
}

// numbered is a number as text.
func numbered(n int) string { return strconv.Itoa(n) }

// levelParts are the sections of the page, for its table of contents.
var levelParts = []struct{ ID, Name string }{
	{"looked-for", "What is looked for"}, {"levels", "Against the levels beside it"}, {"questions", "What the questions are about"},
	{"competencies", "Competencies"}, {"overlooked", "What candidates overlook"}, {"figures", "Figures worth telling"},
	{"stories", "Which stories to choose"}, {"practice", "How to prepare"}, {"day", "On the day"}, {"failure", "Telling of failure"},
}
