package coach

import (
	"fmt"
	"slices"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
)

// The states of a cell of the map of stories and principles.
const (
	CellNeither = ""
	CellShown   = "shown"   // evidence that the person doesn't claim
	CellClaimed = "claimed" // a claim without evidence
	CellBoth    = "both"
)

// StoryRef names a story in a list. Why, where it is set, says why it stands
// there.
type StoryRef struct {
	ID, Title string
	Why       string
}

// Coverage is what the stories taken together show, and what they lack.
type Coverage struct {
	// Principles are the columns of the map, in the rubric's order, Rows the
	// stories in the portfolio's order but for those that can't be scored; each
	// row has a cell for each column.
	Principles []PrincipleColumn
	Rows       []CoverageRow
	// Competencies follow the rubric, Areas and Mix the framework.
	Competencies []Field
	Areas        []Field
	Mix          []MixField
	Rules        []PortfolioRule
	Gaps         []Gap
	// Stories is how many there are, Unread how many of them have not been
	// reviewed yet, of which nothing is counted.
	Stories, Unread int
	// Unscored is how many can't be scored yet; they count nowhere.
	Unscored int
	// Shown is how many principles at least one story shows.
	Shown int
	// Met is how many of the rules are met.
	Met int

	taken *taken
}

// PrincipleColumn is one principle over all stories.
type PrincipleColumn struct {
	ID, Name string
	// Shown is how many stories show it by deed, Both how many of these also
	// claim it; Claimed is how many claim it without evidence.
	Shown, Both, Claimed int
	// Alone is the story on which it rests, where it rests on one only.
	Alone string
}

// CoverageRow is one story over all principles.
type CoverageRow struct {
	ID, Title string
	// Rating is 0 where the story has not been read.
	Rating int
	Read   bool
	Cells  []Cell
	// Unshown names principles that are claimed without evidence, Unclaimed
	// those shown without a claim.
	Unshown, Unclaimed []string
}

// Cell is one story against one principle. Strength is 0 to 1 and 0 where
// nothing is shown.
type Cell struct {
	Principle string
	State     string
	Strength  float64
}

// Field is a competency or an area with the stories that serve it.
type Field struct {
	ID, Name, Text string
	// Stories are those at home in it: their own question, or the scenario
	// that they fit best, belongs to it. Could are others that could be told
	// for it.
	Stories, Could []StoryRef
}

// MixField is a part of the questions of a loop against the stories. Want and
// Have are shares from 0 to 1.
type MixField struct {
	Name, Text string
	Want, Have float64
	Stories    []StoryRef
	// Says compares the two in words.
	Says string
}

// PortfolioRule is a rule for all stories together, and how they stand to it.
type PortfolioRule struct {
	ID, Text, Measure, Source string
	Target, Value             float64
	// Share is set where Target and Value are shares from 0 to 1.
	Share bool
	// Computed is set where Value was counted; otherwise Word is what the
	// person said, if anything.
	Computed bool
	Met      bool
	Word     *store.Word
	// Says tells how it stands in a sentence: "You have 14 of 20 stories.".
	Says string
	// Short are the stories that fall short of it, Unsized those that say too
	// little to tell: for a rule of size, no size.
	Short, Unsized []StoryRef
	// Next is one thing to do, with where to do it; empty where it is met.
	Next, Href string
}

// Gap is something that no story is about, or too few are, with what to start
// from.
type Gap struct {
	// Kind is "principle", "competency", "area" or "mix".
	Kind, ID, Name string
	Why            string
	Scenarios      []ScenarioRef
	Questions      []QuestionRef
}

// ScenarioRef names a scenario of the library.
type ScenarioRef struct{ ID, Title, Href string }

// QuestionRef names a question of the bank.
type QuestionRef struct{ ID, Text string }

// Cover counts what a portfolio covers, against a library and a rubric. Of
// stories that were not read yet, only what the person says is counted.
func Cover(p *Portfolio, lib *library.Library, r *rubric.Rubric) Coverage {
	return recall(p, recallKey{what: "coverage", rubric: r}, func() Coverage { return coverageOf(p, lib, r) })
}

func coverageOf(p *Portfolio, lib *library.Library, r *rubric.Rubric) Coverage {
	c := Coverage{Stories: len(p.Entries)}
	for i := range p.Entries {
		switch d := &p.Entries[i].Digest; {
		case !d.Reviewed:
			c.Unread++
		case unscored(d):
			c.Unscored++
		}
	}
	c.chart(p, r)
	s := shelve(p, lib)
	for _, x := range r.Competencies {
		c.Competencies = append(c.Competencies, s.field(p, x.ID, x.Name, x.Summary, s.competence))
	}
	for _, x := range lib.Framework.AdvancedAreas {
		c.Areas = append(c.Areas, s.field(p, x.ID, x.Name, x.Text, s.area))
	}
	c.Mix = mixOf(p, lib, r, s)
	c.Rules = rulesOf(p, lib, r, &c)
	for _, x := range c.Rules {
		if x.Met {
			c.Met++
		}
	}
	c.Gaps = gapsOf(&c, lib, r)
	return c
}

// chart fills the map of stories and principles.
func (c *Coverage) chart(p *Portfolio, r *rubric.Rubric) {
	column := make(map[string]int, len(r.Principles))
	c.Principles = make([]PrincipleColumn, len(r.Principles))
	for k, x := range r.Principles {
		column[x.ID] = k
		c.Principles[k] = PrincipleColumn{ID: x.ID, Name: x.Name}
	}
	cells := make([]Cell, len(p.Entries)*len(r.Principles))
	c.Rows = make([]CoverageRow, 0, len(p.Entries))
	for i := range p.Entries {
		e := &p.Entries[i]
		if unscored(&e.Digest) {
			continue
		}
		own := cells[i*len(r.Principles) : (i+1)*len(r.Principles)]
		for k := range own {
			own[k].Principle = r.Principles[k].ID
		}
		c.Rows = append(c.Rows, CoverageRow{ID: e.ID, Title: e.Title, Rating: e.Digest.Rating, Read: e.Digest.Reviewed, Cells: own})
		for _, shown := range e.Digest.Principles {
			if k, ok := column[shown.ID]; ok {
				own[k].State, own[k].Strength = CellShown, shown.Score
			}
		}
		for _, id := range e.Principles {
			if k, ok := column[id]; ok && own[k].State == CellShown {
				own[k].State = CellBoth
			} else if ok && own[k].State == CellNeither {
				own[k].State = CellClaimed
			}
		}
		c.tally(len(c.Rows) - 1)
	}
	for k := range c.Principles {
		if c.Principles[k].Shown > 0 {
			c.Shown++
		}
	}
}

// tally adds a row to its columns. What is claimed of a story that was not
// read yet is neither borne out nor not.
func (c *Coverage) tally(i int) {
	row := &c.Rows[i]
	for k := range row.Cells {
		column := &c.Principles[k]
		switch row.Cells[k].State {
		case CellClaimed:
			column.Claimed++
			if row.Read {
				row.Unshown = append(row.Unshown, column.ID)
			}
			continue
		case CellNeither:
			continue
		case CellShown:
			row.Unclaimed = append(row.Unclaimed, column.ID)
		case CellBoth:
			column.Both++
		}
		column.Shown++
		if column.Alone = ""; column.Shown == 1 {
			column.Alone = row.ID
		}
	}
}

// shelved tells for each story where in the library it is at home, and what
// else it could be told for.
type shelved struct {
	home []place
	// could are the competencies and areas of the other scenarios.
	could []place
	// competencyOf and areasOf are those of scenarios, by id.
	competencyOf map[string]string
	areasOf      map[string][]string
}

// place is what a story serves.
type place struct{ competencies, areas []string }

// shelve places the stories. A story is at home in the competency of its own
// question, or else of the scenario that it fits best, and in that scenario's
// areas; for what its other scenarios belong to, it could be told.
func shelve(p *Portfolio, lib *library.Library) *shelved {
	s := &shelved{home: make([]place, len(p.Entries)), could: make([]place, len(p.Entries)), competencyOf: map[string]string{}, areasOf: map[string][]string{}}
	for i := range lib.Scenarios {
		s.competencyOf[lib.Scenarios[i].ID] = lib.Scenarios[i].Competency
	}
	for _, a := range lib.Framework.AdvancedAreas {
		for _, id := range a.Scenarios {
			s.areasOf[id] = append(s.areasOf[id], a.ID)
		}
	}
	for i := range p.Entries {
		d := &p.Entries[i].Digest
		if unscored(d) {
			continue
		}
		home, could := &s.home[i], &s.could[i]
		if d.Competency != "" {
			home.competencies = []string{d.Competency}
		}
		for k, id := range d.Scenarios {
			if k == 0 {
				home.areas = s.areasOf[id]
				if d.Competency == "" && s.competencyOf[id] != "" {
					home.competencies = []string{s.competencyOf[id]}
				}
			}
			could.areas = append(could.areas, s.areasOf[id]...)
			could.competencies = append(could.competencies, s.competencyOf[id])
		}
	}
	return s
}

func (s *shelved) competence(x place) []string { return x.competencies }

func (s *shelved) area(x place) []string { return x.areas }

// field lists the stories that serve a competency or an area.
func (s *shelved) field(p *Portfolio, id, name, text string, of func(place) []string) Field {
	f := Field{ID: id, Name: name, Text: text}
	for i := range p.Entries {
		ref := StoryRef{ID: p.Entries[i].ID, Title: p.Entries[i].Title}
		switch {
		case slices.Contains(of(s.home[i]), id):
			f.Stories = append(f.Stories, ref)
		case slices.Contains(of(s.could[i]), id):
			f.Could = append(f.Could, ref)
		}
	}
	return f
}

// mixOf holds the stories against the mix of questions of a loop: that of the
// rubric, or where it gives none, of the framework.
func mixOf(p *Portfolio, lib *library.Library, r *rubric.Rubric, s *shelved) []MixField {
	texts := map[string]string{}
	for _, x := range lib.Framework.Mix {
		texts[strings.Join(x.Competencies, " ")] = x.Text
	}
	var mix []MixField
	var served [][]string
	for _, x := range r.Mix {
		mix, served = append(mix, MixField{Name: x.Name, Text: texts[strings.Join(x.Competencies, " ")], Want: x.Percent / 100}), append(served, x.Competencies)
	}
	if len(mix) == 0 {
		for _, x := range lib.Framework.Mix {
			mix, served = append(mix, MixField{Name: x.Name, Text: x.Text, Want: float64(x.Percent) / 100}), append(served, x.Competencies)
		}
	}
	placed := 0
	for i := range p.Entries {
		for k := range mix {
			if slices.ContainsFunc(s.home[i].competencies, func(id string) bool { return slices.Contains(served[k], id) }) {
				mix[k].Stories = append(mix[k].Stories, StoryRef{ID: p.Entries[i].ID, Title: p.Entries[i].Title})
				placed++
				break
			}
		}
	}
	for k := range mix {
		m := &mix[k]
		if placed > 0 {
			m.Have = float64(len(m.Stories)) / float64(placed)
		}
		m.Says = fmt.Sprintf("You have %s for it, %s of those that could be placed; about %s of the questions are of this kind.", countStories(len(m.Stories)), inPercent(m.Have), inPercent(m.Want))
	}
	return mix
}

// scarce is the part of its share of the questions from which a part of the
// mix counts as served: half.
const scarce = 0.5

// countStories is a number of stories in words.
func countStories(n int) string { return counted(n, "story", "stories") }

// counted is a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// inPercent is a share from 0 to 1 in words.
func inPercent(share float64) string { return fmt.Sprintf("%.0f%%", 100*share) }
