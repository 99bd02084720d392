package coach

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"rehearse/internal/library"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
)

// The states of a step or of a line of the checklist.
const (
	NotBegun = "not begun"
	UnderWay = "under way"
	Done     = "done"
)

// Readiness is how far the preparation has come.
type Readiness struct {
	// Interview is the day, YYYY-MM-DD, or empty; Days is how many days are
	// left, negative after it, and meaningless without a day.
	Interview string
	Days      int
	Steps     []PracticeStep
	Lines     []CheckLine
	// StepsDone and LinesDone count what is done.
	StepsDone, LinesDone int
	// Says sums it up in one sentence.
	Says string
	// Next is the one next thing, the same as on every other page.
	Next Next
	// Empty is set where there is no story yet. Unscored is how many can't be
	// scored yet, and count nowhere.
	Empty    bool
	Unscored int
}

// PracticeStep is one of the five steps of practice.
type PracticeStep struct {
	ID, Name, Text, DoneWhen string
	// State is NotBegun, UnderWay or Done.
	State string
	// Evidence says in words what the state rests on.
	Evidence string
	Next     Next
	// Word is what the person said of it (key "step:<id>"), if anything.
	Word *store.Word
}

// CheckLine is one line of the checklist.
type CheckLine struct {
	ID, Name, Text, When, DoneWhen string
	State                          string
	Evidence                       string
	// Computed is set where the state was counted. Otherwise it rests on
	// Word (key "checklist:<id>"), the person's own.
	Computed bool
	Word     *store.Word
	// Due is the day by which it is due, YYYY-MM-DD, or empty without a day
	// of the interview. DueIn is how many days are left, negative when past.
	Due   string
	DueIn int
	Next  Next
}

// Next is one thing to do and where. All but Title may be empty; an empty
// Title means that there is nothing to do.
type Next struct{ Title, Why, Label, Href string }

// Prepare tells how ready a portfolio is on a day, YYYY-MM-DD.
func Prepare(p *Portfolio, lib *library.Library, r *rubric.Rubric, today string) Readiness {
	return recall(p, recallKey{"readiness", r, today}, func() Readiness { return view(p, lib, r).readiness(lib, today) })
}

// readiness holds what was counted against the steps and the checklist.
func (v *viewed) readiness(lib *library.Library, today string) Readiness {
	p := v.p
	x := Readiness{Interview: p.Settings.Interview, Empty: len(p.Entries) == 0, Unscored: v.cover.Unscored}
	if days, ok := daysBetween(today, x.Interview); ok {
		x.Days = days
	} else {
		x.Interview = ""
	}
	for _, s := range lib.Framework.PracticeSteps {
		step := v.step(s)
		if step.State == Done {
			x.StepsDone++
		}
		x.Steps = append(x.Steps, step)
	}
	for _, s := range lib.Framework.Checklist {
		line := v.line(s)
		if line.Due = dueBy(x.Interview, s.When); line.Due != "" {
			line.DueIn, _ = daysBetween(today, line.Due)
		}
		if line.State == Done {
			x.LinesDone++
		}
		x.Lines = append(x.Lines, line)
	}
	x.Says = fmt.Sprintf("%d of %s and %d of %s are done.", x.StepsDone, counted(len(x.Steps), "step", "steps"),
		x.LinesDone, counted(len(x.Lines), "line of the checklist", "lines of the checklist"))
	x.Next = v.nextThing(x.Interview != "", x.Days, today)
	if x.Empty {
		x.Says = "Everything here begins with a first story."
	}
	return x
}

// viewed is a portfolio as the steps and the checklist look at it: how many
// stories have what is asked for, and the first one that lacks it.
type viewed struct {
	p     *Portfolio
	cover Coverage
	taken *taken
	// all is how many stories count: those that can't be scored don't.
	all int

	sized, decided, named, changed, noted, outside, told, thrice, short, own, clean, unsaid, figures int
	lacking                                                                                          map[string]*Entry
}

// How often a story is told before it sits, and in how many seconds.
const (
	tellingsWanted = 3
	longestTelling = 180
)

// flagsThatCost are the warning signs that cost most.
var flagsThatCost = setOf("above-level sole-credit no-people no-technical-hand no-metric blame")

// hidingOneself are the rules that say that one's own part, or that of the
// others, isn't told.
var hidingOneself = setOf("hidden-self we-in-action sole-credit passive-action")

// view counts once over all stories.
func view(p *Portfolio, lib *library.Library, r *rubric.Rubric) *viewed {
	v := &viewed{p: p, cover: Cover(p, lib, r), lacking: map[string]*Entry{}}
	v.taken = v.cover.taken
	v.all = v.taken.all
	v.look()
	return v
}

// look counts what the steps and the checklist ask for.
func (v *viewed) look() {
	for _, i := range inOrder(v.p) {
		e := &v.p.Entries[i]
		unsaid, figures := unsaidIn(e)
		v.unsaid, v.figures = v.unsaid+unsaid, v.figures+figures
		if unscored(&e.Digest) {
			continue
		}
		has := func(what string, n *int, yes bool) {
			if yes {
				*n++
			} else if v.lacking[what] == nil {
				v.lacking[what] = e
			}
		}
		d := &e.Digest
		has("sized", &v.sized, hasSize(d))
		has("decided", &v.decided, d.Scope[rubric.Decision] > 0)
		has("named", &v.named, e.Project != "")
		has("changed", &v.changed, bothEnds(e))
		has("noted", &v.noted, documented(e.Notes))
		has("outside", &v.outside, d.Groups >= threeGroups)
		has("told", &v.told, len(e.Tellings) > 0)
		has("thrice", &v.thrice, len(e.Tellings) >= tellingsWanted)
		has("short", &v.short, d.Seconds > 0 && d.Seconds <= longestTelling)
		has("own", &v.own, d.Reviewed && !rulesIn(d, hidingOneself))
		has("clean", &v.clean, d.Reviewed && !rulesIn(d, flagsThatCost))
	}
}

func rulesIn(d *Digest, rules map[string]bool) bool {
	for i := range d.Rules {
		if rules[d.Rules[i].Rule] {
			return true
		}
	}
	return false
}

// unsaidIn counts the figures of a story of which the person has said
// nothing, as the ledger does, and all its figures.
func unsaidIn(e *Entry) (unsaid, all int) {
	amounts := e.Digest.Amounts
next:
	for i := range amounts {
		if !stated(&amounts[i]) {
			continue
		}
		text := collapsed(amounts[i].Text)
		for k := range i {
			if len(amounts[k].Text) == len(amounts[i].Text) && strings.EqualFold(amounts[k].Text, amounts[i].Text) {
				continue next
			}
		}
		all++
		said := slices.ContainsFunc(e.Claims, func(c store.Claim) bool {
			return c.Standing != "" && len(c.Text) == len(text) && strings.EqualFold(c.Text, text)
		})
		if !said {
			unsaid++
		}
	}
	return unsaid, all
}

// of is a count over all stories that count in words.
func (v *viewed) of(n int) string { return fmt.Sprintf("%d of %s", n, countStories(v.all)) }

// stateOf is the state of something of which n of all are done.
func stateOf(n, all int) string {
	switch {
	case n <= 0 || all == 0:
		return NotBegun
	case n >= all:
		return Done
	}
	return UnderWay
}

// next is a thing to do at the first story that lacks something.
func (v *viewed) next(what, title, why, label, page string) Next {
	e := v.lacking[what]
	if e == nil {
		return Next{}
	}
	return Next{Title: fmt.Sprintf(title, e.Title), Why: why, Label: label, Href: "/stories/" + e.ID + page}
}

// startFirst is what comes next where there is no story.
var startFirst = Next{Title: "Begin with a first story", Why: "Everything else rests on it.", Label: "Write a story", Href: "/stories/new"}

// daysBetween is how many days lie between two days, YYYY-MM-DD; ok is false
// where one isn't a day.
func daysBetween(from, to string) (days int, ok bool) {
	a, okA := dayNumber(from)
	b, okB := dayNumber(to)
	return b - a, okA && okB
}

// dayNumber counts the days of the calendar from 1970 on. It is asked for
// every telling of every story, and time.Parse is slow for that.
func dayNumber(day string) (n int, ok bool) {
	if len(day) != len(time.DateOnly) || day[4] != '-' || day[7] != '-' {
		return 0, false
	}
	var parts [3]int
	for k, part := range [3]string{day[:4], day[5:7], day[8:]} {
		for i := range len(part) {
			if !digit(part[i]) {
				return 0, false
			}
			parts[k] = 10*parts[k] + int(part[i]-'0')
		}
	}
	at := time.Date(parts[0], time.Month(parts[1]), parts[2], 0, 0, 0, 0, time.UTC)
	if at.Day() != parts[2] || int(at.Month()) != parts[1] { // such as February 30
		return 0, false
	}
	return int(at.Unix() / (24 * 60 * 60)), true
}

var smallNumbers = map[string]int{"the": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}

// dueBy is the day of a text such as "four weeks before" or "the evening
// before", counted back from a day; "" where there is none or it is not
// understood.
func dueBy(day, when string) string {
	end, err := time.Parse(time.DateOnly, day)
	words := strings.Fields(strings.ToLower(when))
	if err != nil || len(words) != 3 || words[2] != "before" {
		return ""
	}
	n, known := smallNumbers[words[0]]
	if !known {
		if n, err = strconv.Atoi(words[0]); err != nil || n < 0 || n > 1000 {
			return ""
		}
	}
	switch strings.TrimSuffix(words[1], "s") {
	case "day", "evening", "night":
		return end.AddDate(0, 0, -n).Format(time.DateOnly)
	case "week":
		return end.AddDate(0, 0, -7*n).Format(time.DateOnly)
	case "month":
		return end.AddDate(0, -n, 0).Format(time.DateOnly)
	}
	return ""
}
