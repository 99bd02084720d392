package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// CoverageRows is how many stories the map shows on one page; storiesNamed is
// how many a line of the other lists names before it counts the rest.
const (
	CoverageRows = 40
	storiesNamed = 4
	gapsBeside   = 8 // gaps shown beside the map
	startsNamed  = 2 // scenarios, and questions, named for one gap
)

// CoveragePage is what the stories taken together show, and what they lack.
type CoveragePage struct {
	Frame
	coach.Coverage
	// Number is the page of the map, from 1.
	Number int
	// AllGaps is set where the page shows all gaps and nothing else.
	AllGaps bool
	// Level is the rubric's level, such as "L6"; Today the date for a new
	// word, YYYY-MM-DD.
	Level, Today string
}

// gaps are those that the page shows, and how many it does not.
func (p CoveragePage) gaps() (here []coach.Gap, more int) {
	if p.AllGaps || len(p.Gaps) <= gapsBeside {
		return p.Gaps, 0
	}
	return p.Gaps[:gapsBeside], len(p.Gaps) - gapsBeside
}

// fewScenarios and fewQuestions are the first to start from.
func fewScenarios(g coach.Gap) []coach.ScenarioRef {
	return g.Scenarios[:min(startsNamed, len(g.Scenarios))]
}

func fewQuestions(g coach.Gap) []coach.QuestionRef {
	return g.Questions[:min(startsNamed, len(g.Questions))]
}

// pages is how many pages the map has, at least one.
func (p CoveragePage) pages() int { return max(1, (len(p.Rows)+CoverageRows-1)/CoverageRows) }

// rows are the stories of this page of the map: the best rated first, and of
// these the ones that show most.
func (p CoveragePage) rows() []coach.CoverageRow {
	all := slices.Clone(p.Rows)
	slices.SortStableFunc(all, func(a, b coach.CoverageRow) int {
		return cmp.Or(cmp.Compare(b.Rating, a.Rating), cmp.Compare(marks(b), marks(a)))
	})
	from := min(max(0, p.Number-1)*CoverageRows, len(all))
	return all[from:min(from+CoverageRows, len(all))]
}

// marks is how many principles a story shows by deed.
func marks(r coach.CoverageRow) int {
	n := 0
	for _, c := range r.Cells {
		if c.State == coach.CellShown || c.State == coach.CellBoth {
			n++
		}
	}
	return n
}

// lead says what to do now.
func (p CoveragePage) lead() string {
	empty := p.emptyPrinciples()
	switch {
	case p.Stories == 0:
		return "Nothing to map yet. Write two or three stories, and this page shows which questions they would leave you without an answer."
	case p.Unread == p.Stories:
		return "Your stories are still being read. Come back in a moment."
	case p.Unscored == p.Stories:
		return "None of your stories can be scored yet, so there is nothing to map. Say in one of them what you did, and what came of it."
	case len(empty) > 0 && len(empty) <= 3:
		return "Write next for " + wordsList(empty) + ": no story shows it yet. Suggestions stand under the gaps below."
	case len(empty) > 3:
		return fmt.Sprintf("%d principles have no story that shows them. Take one of the gaps below and start from a question in it.", len(empty))
	case len(p.Gaps) > 0:
		return "Every principle is shown. What is still thin stands under the gaps below, with questions to start from."
	case p.Met < len(p.Rules):
		return "No gaps are left. Of the rules for all stories together, see below which ones are still short, and by which stories."
	}
	return "Nothing is missing. Tell the stories aloud, and come back when one of them has changed."
}

// emptyPrinciples names those that no story shows.
func (p CoveragePage) emptyPrinciples() []string {
	var names []string
	for _, c := range p.Principles {
		if c.Shown == 0 {
			names = append(names, c.Name)
		}
	}
	return names
}

// cellMark is the mark of a cell: a letter for the style and a word for who
// listens.
func cellMark(c coach.Cell) (class, word string) {
	switch c.State {
	case coach.CellShown:
		return "s", "shown"
	case coach.CellClaimed:
		return "c", "claimed"
	case coach.CellBoth:
		return "b", "both"
	}
	return "", ""
}

// storiesFor are the stories that show a principle, those that also claim it
// first, the strongest first among each.
func (p CoveragePage) storiesFor(column int) []coach.StoryRef {
	type held struct {
		ref  coach.StoryRef
		cell coach.Cell
	}
	var found []held
	for _, r := range p.Rows {
		if column >= len(r.Cells) {
			continue
		}
		if c := r.Cells[column]; c.State == coach.CellShown || c.State == coach.CellBoth {
			found = append(found, held{coach.StoryRef{ID: r.ID, Title: r.Title}, c})
		}
	}
	slices.SortStableFunc(found, func(a, b held) int { return cmp.Compare(b.cell.Strength, a.cell.Strength) })
	refs := make([]coach.StoryRef, len(found))
	for i, f := range found {
		refs[i] = f.ref
	}
	return refs
}

// fewRefs are the first of some stories, and how many are left.
func fewRefs(all []coach.StoryRef, most int) (few []coach.StoryRef, more int) {
	if len(all) <= most+1 { // "and 1 more" takes as much room as the one
		return all, 0
	}
	return all[:most], len(all) - most
}

// coverageHref is the address of a page of the map.
func coverageHref(number int) templ.SafeURL {
	if number <= 1 {
		return "/coverage#principles"
	}
	return templ.SafeURL("/coverage?page=" + strconv.Itoa(number) + "#principles")
}

// gapKind says what kind of thing is missing.
func gapKind(kind string) string {
	switch kind {
	case "principle":
		return "A principle"
	case "competency":
		return "A competency"
	case "area":
		return "An overlooked area"
	case "mix":
		return "A part of the interview"
	}
	return ""
}

// ruleState is how a rule stands, in a word or two.
func ruleState(r coach.PortfolioRule) string {
	switch {
	case r.Computed && r.Met:
		return "Met"
	case r.Computed:
		return "Not yet"
	case r.Word != nil:
		return "Your word"
	}
	return "Yours to say"
}

// ruleFigures are a rule's value and target, as they are read against each
// other.
func ruleFigures(r coach.PortfolioRule) (value, target string) {
	if r.Share {
		return percent(r.Value), percent(r.Target)
	}
	return strconv.FormatFloat(r.Value, 'f', -1, 64), strconv.FormatFloat(r.Target, 'f', -1, 64)
}

// rulePast reports whether a count is past its target, as in "43; 20 are
// enough".
func rulePast(r coach.PortfolioRule) bool { return !r.Share && r.Value > r.Target }

// plainRefs are stories without the reasons, where a heading gives the one
// that all of them have.
func plainRefs(all []coach.StoryRef) []coach.StoryRef {
	refs := slices.Clone(all)
	for i := range refs {
		refs[i].Why = ""
	}
	return refs
}

// ruleSays is what stands beside a rule's figures, where it says more than
// they do.
func ruleSays(r coach.PortfolioRule) string {
	value, target := ruleFigures(r)
	if r.Computed && r.Says == value+" of "+target {
		return ""
	}
	return r.Says
}

func percent(share float64) string {
	return strconv.Itoa(int(share*100+.5)) + "%"
}

// barWidth is a share as the width of a bar that is 100 wide.
func barWidth(share float64) string {
	return strconv.FormatFloat(100*min(max(share, 0), 1), 'f', 1, 64)
}

// barScale is the largest share of a list of bars: all of them are drawn
// against it, so that small ones can be told apart.
func (p CoveragePage) barScale() float64 {
	most := 0.5
	for _, m := range p.Mix {
		most = max(most, m.Have, m.Want)
	}
	return most
}

// calendarDay is a day, YYYY-MM-DD, as it is read; what is no day comes back as
// it is.
func calendarDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}

// OwnWord is the person's own dated word on something that can't be observed,
// with the small form to give it or to take it back.
type OwnWord struct {
	// Key is what the word is kept by, Name what it is about.
	Key, Name string
	// Word is what was said, if anything.
	Word *store.Word
	// Today is the date that the form begins with, YYYY-MM-DD.
	Today string
	// Back is the page that the form returns to, with the place on it.
	Back string
	// Ask is what the form asks, such as "I have done this".
	Ask string
}

// wordID is the id of a word's form.
func (o OwnWord) wordID() string {
	return "word-" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, o.Key)
}

// gapID is the id of a gap on its page.
func gapID(g coach.Gap) string { return "gap-" + g.Kind + "-" + cmp.Or(g.ID, g.Name) }

// fieldKind is the kind of gap that an empty field of a section leaves, and
// fieldHead what stands over the section's names.
func fieldKind(section string) string {
	if section == "areas" {
		return "area"
	}
	return "competency"
}

func fieldHead(section string) string {
	if section == "areas" {
		return "Area"
	}
	return "Competency"
}

func pronounOf(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// ruleKey is what the person's word on a rule is kept by.
func ruleKey(r coach.PortfolioRule) string { return "portfolio:" + r.ID }
