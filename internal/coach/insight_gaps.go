package coach

import (
	"fmt"
	"slices"
	"sort"

	"rehearse/internal/library"
	"rehearse/internal/rubric"
)

// How many scenarios and questions are offered to start from.
const (
	scenariosOffered = 3
	questionsOffered = 3
)

// gapsOf lists what no story covers, with what to start from.
func gapsOf(c *Coverage, lib *library.Library, r *rubric.Rubric) (gaps []Gap) {
	g := gapper{lib: lib, level: r.Level}
	for _, x := range c.Principles {
		if x.Shown > 0 {
			continue
		}
		why := "No story shows it yet."
		if x.Claimed > 0 {
			why = fmt.Sprintf("Claimed by %s, but no deed in the text shows it yet.", countStories(x.Claimed))
		}
		gaps = append(gaps, g.gap("principle", x.ID, x.Name, why, g.ofPrinciple(x.ID), func(q *library.Question) int { return 2 * rankIn(q.Principles, x.ID) }))
	}
	for _, x := range c.Competencies {
		if len(x.Stories) == 0 {
			gaps = append(gaps, g.gap("competency", x.ID, x.Name, "No story is at home here yet."+nearestOf(x.Could), g.ofCompetency(x.ID),
				func(q *library.Question) int { return oneIf(q.Competency, x.ID) }))
		}
	}
	for i, x := range c.Areas {
		if len(x.Stories) == 0 {
			scenarios := lib.Framework.AdvancedAreas[i].Scenarios
			gaps = append(gaps, g.gap("area", x.ID, x.Name, "Few people prepare for it, and no story of yours is about it yet."+nearestOf(x.Could), scenarios, g.likeScenarios(scenarios)))
		}
	}
	return append(gaps, g.ofMix(c, lib, r)...)
}

// ofMix lists the parts of the mix with fewer than half the stories that
// their share of the questions asks for. A part without any story lacks its
// competencies, which have gaps of their own; with a handful of stories,
// shares say nothing.
func (g *gapper) ofMix(c *Coverage, lib *library.Library, r *rubric.Rubric) (gaps []Gap) {
	const fewest = 8
	for k, x := range c.Mix {
		if c.Stories < fewest || len(x.Stories) == 0 || x.Have >= scarce*x.Want {
			continue
		}
		var ids []string
		if k < len(r.Mix) {
			ids = r.Mix[k].Competencies
		} else {
			ids = lib.Framework.Mix[k].Competencies
		}
		var scenarios []string
		for _, id := range ids {
			scenarios = append(scenarios, g.ofCompetency(id)...)
		}
		gaps = append(gaps, g.gap("mix", x.Name, x.Name, fmt.Sprintf("About %s of the questions are of this kind, and %s of your stories.", inPercent(x.Want), inPercent(x.Have)),
			scenarios, func(q *library.Question) int { return rankIn(ids, q.Competency) }))
	}
	return gaps
}

// nearestOf names the story that comes nearest, as a sentence.
func nearestOf(list []StoryRef) string {
	if len(list) == 0 {
		return ""
	}
	return " The nearest you have is “" + list[0].Title + "”."
}

// rankIn weighs a place in a list: more for its beginning, 0 where it is not in.
func rankIn(list []string, x string) int {
	if i := slices.Index(list, x); i >= 0 {
		return max(1, 3-i)
	}
	return 0
}

// oneIf is 1 where two texts are equal, else 0.
func oneIf(a, b string) int {
	if a == b {
		return 1
	}
	return 0
}

// gapper finds in a library what to start from.
type gapper struct {
	lib   *library.Library
	level string
}

func (g *gapper) gap(kind, id, name, why string, scenarios []string, fits func(*library.Question) int) Gap {
	x := Gap{Kind: kind, ID: id, Name: name, Why: why}
	for _, id := range scenarios {
		if s, ok := g.lib.Scenario(id); ok && len(x.Scenarios) < scenariosOffered {
			x.Scenarios = append(x.Scenarios, ScenarioRef{ID: s.ID, Title: s.Title, Href: "/library/scenarios/" + s.ID})
		}
	}
	x.Questions = g.questions(fits)
	return x
}

// ofPrinciple are the scenarios whose model answers show a principle.
func (g *gapper) ofPrinciple(id string) []string {
	for i := range g.lib.Principles {
		if g.lib.Principles[i].ID == id {
			return g.lib.Principles[i].Scenarios
		}
	}
	return nil
}

// ofCompetency are the scenarios of a competency.
func (g *gapper) ofCompetency(id string) (out []string) {
	for _, x := range g.lib.Framework.Competencies {
		if x.ID == id {
			return x.Scenarios
		}
	}
	for i := range g.lib.Scenarios {
		if g.lib.Scenarios[i].Competency == id {
			out = append(out, g.lib.Scenarios[i].ID)
		}
	}
	return out
}

// likeScenarios weighs questions by what they have in common with some
// scenarios: the competency, and principles.
func (g *gapper) likeScenarios(ids []string) func(*library.Question) int {
	var heads []library.Head
	for _, id := range ids {
		if s, ok := g.lib.Scenario(id); ok {
			heads = append(heads, s.Head)
		}
	}
	return func(q *library.Question) int {
		best := 0
		for i := range heads {
			if q.Competency != heads[i].Competency {
				continue
			}
			fit := 1
			for _, p := range q.Principles {
				fit += rankIn(heads[i].Principles, p)
			}
			best = max(best, fit)
		}
		return best
	}
}

// questions offers the bank's questions that fit best: of the person's level
// before others, then by fit, the easier first.
func (g *gapper) questions(fits func(*library.Question) int) (out []QuestionRef) {
	type fit struct{ place, value int }
	var found []fit
	for i := range g.lib.Questions {
		q := &g.lib.Questions[i]
		if v := fits(q); v > 0 {
			found = append(found, fit{i, 10*v + 100*oneIf(q.Level, g.level) - q.Hardness})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].value > found[j].value })
	for _, f := range found[:min(questionsOffered, len(found))] {
		out = append(out, QuestionRef{ID: g.lib.Questions[f.place].ID, Text: g.lib.Questions[f.place].Question})
	}
	return out
}
