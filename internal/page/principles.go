package page

import (
	"sort"

	"rehearse/internal/coach"
	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// PrinciplesPage is our own account of the principles, and which stories of
// the person's show each.
type PrinciplesPage struct {
	Frame
	Rubric     *rubric.Rubric
	Principles []PrincipleEntry
	// Stories counts the person's stories.
	Stories int
}

// PrincipleEntry is one principle.
type PrincipleEntry struct {
	library.Principle
	Name, Summary string
	Scenarios     []ScenarioLine
	// Mine are stories that show it by deed, strongest first; MineMore
	// counts those that are left out.
	Mine     []StoryDoor
	MineMore int
}

// mostMine is how many of a person's own stories stand under a principle or
// a scenario.
const mostMine = 4

// NewPrinciplesPage brings together a library's principles, in the rubric's
// order, and a person's stories.
func NewPrinciplesPage(f Frame, lib *library.Library, r *rubric.Rubric, entries []coach.Entry) PrinciplesPage {
	p := PrinciplesPage{Frame: f, Rubric: r, Stories: len(entries)}
	shown := storiesShowing(entries)
	for _, x := range r.Principles {
		for _, told := range lib.Principles {
			if told.ID != x.ID {
				continue
			}
			e := PrincipleEntry{Principle: told, Name: x.Name, Summary: x.Summary}
			for _, id := range told.Scenarios {
				if s, ok := lib.Scenario(id); ok {
					e.Scenarios = append(e.Scenarios, ScenarioLine{ID: s.ID, Title: s.Title})
				}
			}
			all := shown[x.ID]
			e.Mine = all[:min(mostMine, len(all))]
			e.MineMore = len(all) - len(e.Mine)
			p.Principles = append(p.Principles, e)
		}
	}
	return p
}

// storiesShowing are the stories that show each principle by deed, strongest
// first.
func storiesShowing(entries []coach.Entry) map[string][]StoryDoor {
	type shown struct {
		door  StoryDoor
		score float64
	}
	by := map[string][]shown{}
	for _, e := range entries {
		for _, x := range e.Digest.Principles {
			by[x.ID] = append(by[x.ID], shown{NewStoryDoor(e, ""), x.Score})
		}
	}
	out := map[string][]StoryDoor{}
	for id, all := range by {
		sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
		for _, x := range all {
			out[id] = append(out[id], x.door)
		}
	}
	return out
}

// longestTitle is how many letters of a title a list in the library shows.
const longestTitle = 80

// NewStoryDoor leads to a story; why may be empty.
func NewStoryDoor(e coach.Entry, why string) StoryDoor {
	title := review.Shorten(e.Title, longestTitle)
	if title == "" {
		title = "Untitled story"
	}
	return StoryDoor{ID: e.ID, Title: title, Why: why}
}

// lead is the first line of the page.
func (p PrinciplesPage) lead() string {
	missing, first := 0, ""
	for _, x := range p.Principles {
		if len(x.Mine) == 0 {
			if missing++; first == "" {
				first = x.Name
			}
		}
	}
	switch {
	case p.Stories == 0:
		return "Read one, think of the deed of yours that shows it, and write that down."
	case missing == 0:
		return "Your stories show every one of these. See which rest on a single story."
	case missing == 1:
		return "One of these is shown by none of your stories yet: " + first + "."
	}
	return capital(counted(missing)) + " of these are shown by none of your stories yet; the first is " + first + "."
}

// counted is a small number in words.
func counted(n int) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return "many"
}
