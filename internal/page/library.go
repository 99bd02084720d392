package page

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/rubric"
)

// LibraryPage is the library's front door: its scenarios by competency, the
// ways to the rest, and a search.
type LibraryPage struct {
	Frame
	Found
	// Groups are the scenarios by competency, in the rubric's order.
	Groups []LibraryGroup
	// Scenarios and Questions count what there is.
	Scenarios, Questions int
	// Level is the level's name, such as "L6".
	Level string
}

// LibraryGroup is one competency with its scenarios.
type LibraryGroup struct {
	ID, Name, Text string
	Scenarios      []ScenarioLine
}

// ScenarioLine is a scenario in a list. Mine counts the person's stories that
// could be told for it.
type ScenarioLine struct {
	ID, Title, Question string
	Failure             bool
	Principles          string
	Mine                int
}

// NewLibraryPage lists a library. mine counts the person's stories by the
// scenarios that they could be told for.
func NewLibraryPage(f Frame, lib *library.Library, r *rubric.Rubric, mine map[string]int) LibraryPage {
	p := LibraryPage{Frame: f, Scenarios: len(lib.Scenarios), Questions: len(lib.Questions), Level: r.Level}
	for _, c := range r.Competencies {
		g := LibraryGroup{ID: c.ID, Name: c.Name}
		for _, a := range lib.Framework.Competencies {
			if a.ID == c.ID {
				g.Text = a.Text
			}
		}
		for _, s := range lib.Scenarios {
			if s.Competency == c.ID {
				g.Scenarios = append(g.Scenarios, ScenarioLine{s.ID, s.Title, s.Question, s.Kind == "failure", principleNames(r, s.Principles), mine[s.ID]})
			}
		}
		if len(g.Scenarios) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return p
}

// mineSays tells how many stories of the person's fit a scenario.
func (s ScenarioLine) mineSays() string {
	if s.Mine == 1 {
		return "one of yours fits"
	}
	return fmt.Sprintf("%d of yours fit", s.Mine)
}

// Found is what a search found, by kind, the best first.
type Found struct {
	// Query is what was searched for; nothing was where it is empty.
	Query      string
	Scenarios  []FoundLine
	Questions  []FoundLine
	Principles []FoundLine
	Probes     []FoundLine
}

// FoundLine is one thing found. Href is empty where it has no page.
type FoundLine struct{ Href, Title, Text string }

// How much of each kind a search shows.
const (
	mostFound      = 12
	mostFoundFewer = 8
)

// NewFound sorts the hits of a search by their kinds.
func NewFound(query string, hits []library.Hit, lib *library.Library, r *rubric.Rubric) Found {
	f := Found{Query: query}
	questions := map[string]library.Question{}
	for _, q := range lib.Questions {
		questions[q.ID] = q
	}
	for _, h := range hits {
		switch h.Kind {
		case "scenario":
			if s, ok := lib.Scenario(h.ID); ok && len(f.Scenarios) < mostFound {
				f.Scenarios = append(f.Scenarios, FoundLine{scenarioPath(s.ID), s.Title, s.Question})
			}
		case "question":
			if len(f.Questions) < mostFound {
				f.Questions = append(f.Questions, FoundLine{questionPath(h.ID), h.Title, principleNames(r, questions[h.ID].Principles)})
			}
		case "principle":
			if len(f.Principles) < mostFoundFewer {
				f.Principles = append(f.Principles, FoundLine{principlePath(h.ID), principleName(r, h.ID), ""})
			}
		case "follow-up":
			if len(f.Probes) < mostFoundFewer {
				f.Probes = append(f.Probes, FoundLine{"", withoutSlots(h.Title), ""})
			}
		}
	}
	return f
}

// Empty reports whether nothing was found.
func (f Found) Empty() bool {
	return len(f.Scenarios)+len(f.Questions)+len(f.Principles)+len(f.Probes) == 0
}

// says tells in a line how much was found.
func (f Found) says() string {
	if f.Empty() {
		return "Nothing in the library has these words. Try another word for the same thing, or fewer of them."
	}
	var parts []string
	count := func(n int, one, many string) {
		if n == 1 {
			parts = append(parts, "one "+one)
		} else if n > 1 {
			parts = append(parts, strconv.Itoa(n)+" "+many)
		}
	}
	count(len(f.Scenarios), "scenario", "scenarios")
	count(len(f.Questions), "question", "questions")
	count(len(f.Principles), "principle", "principles")
	count(len(f.Probes), "follow-up", "follow-ups")
	return "Best first: " + strings.Join(parts, ", ") + "."
}

var slot = regexp.MustCompile(`"?\{[a-z]+\}"?`)

// withoutSlots is a follow-up as it is read without an answer to fill it.
func withoutSlots(text string) string { return slot.ReplaceAllString(text, "…") }

func scenarioPath(id string) string { return "/library/scenarios/" + pathPart(id) }

func questionPath(id string) string { return "/library/questions/" + pathPart(id) }

func principlePath(id string) string { return "/library/principles#" + pathPart(id) }

// principleName is what people call a principle of a rubric.
func principleName(r *rubric.Rubric, id string) string {
	if p, ok := r.Principle(id); ok {
		return p.Name
	}
	return id
}

func principleNames(r *rubric.Rubric, ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, principleName(r, id))
	}
	return strings.Join(names, ", ")
}

// competencyName is what people call a competency of a rubric.
func competencyName(r *rubric.Rubric, id string) string {
	if c, ok := r.Competency(id); ok {
		return c.Name
	}
	return id
}

// neighbors are the levels beside one: "L5" and "L7" beside "L6". Where a
// level has no number they are described.
func neighbors(level string) (below, above string) {
	head := strings.TrimRight(level, "0123456789")
	n, err := strconv.Atoi(level[len(head):])
	if err != nil || n < 1 {
		return "one level below", "one level above"
	}
	return head + strconv.Itoa(n-1), head + strconv.Itoa(n+1)
}
