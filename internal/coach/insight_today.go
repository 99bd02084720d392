package coach

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"rehearse/internal/library"
	"rehearse/internal/match"
	"rehearse/internal/rubric"
)

// Today is what to do now.
type Today struct {
	// Date is today, Interview the day of the interview or empty.
	Date, Interview string
	// Days is how many days are left; -1 where no day is set or it is past.
	Days int
	// Countdown says it in words: "12 days to the interview".
	Countdown string
	// Next is the one next thing.
	Next Next
	// Ready are a few lines with numbers.
	Ready []Line
	// Needing are stories that need work, the nearest to a yes first, a
	// handful at most; NeedingAll is how many there are.
	Needing    []Need
	NeedingAll int
	// Due are lines of the checklist that are due within a week or past.
	Due []CheckLine
	// Empty is set where there is no story yet.
	Empty bool
	// Rest is set on the day of the interview and the day before, when nothing
	// is asked for any more: Needing and Due are empty then.
	Rest bool
	// Unscored is how many stories can't be scored yet, and count nowhere.
	Unscored int
}

// Line is one number of readiness at a glance.
type Line struct {
	Name string
	// Says is the number in words: "9 of 16". Share is how much of the goal
	// is reached, 0 to 1.
	Says  string
	Share float64
	Href  string
}

// Need is a story that needs work, and why.
type Need struct {
	Entry Entry
	Why   string
	// Rule is the rule that costs it most, or empty.
	Rule string
	Href string
}

// How much Today shows.
const (
	needsShown = 8 // stories that need work
	dueWithin  = 7 // days in which a line of the checklist is due
)

// Ahead tells what lies ahead on a day, YYYY-MM-DD. The one next thing is the
// first of these that there is:
//
//  1. without a story, to write one;
//  2. on the day of the interview and the day before, to rest, and once it is
//     past, to note how it went;
//  3. stories that have not been read yet;
//  4. a story that isn't a yes yet: the one nearest to it, and what costs it
//     most;
//  5. figures of which nothing has been said;
//  6. a principle, competency or area that no story covers;
//  7. a story without its follow-ups;
//  8. a story that has never been told aloud;
//  9. otherwise, to tell the one that was told longest ago.
func Ahead(p *Portfolio, lib *library.Library, r *rubric.Rubric, today string) Today {
	return recall(p, recallKey{"today", r, today}, func() Today { return aheadOf(p, lib, r, today) })
}

func aheadOf(p *Portfolio, lib *library.Library, r *rubric.Rubric, today string) Today {
	v := view(p, lib, r)
	ready := v.readiness(lib, today)
	x := Today{Date: today, Interview: ready.Interview, Days: -1, Empty: len(p.Entries) == 0, Next: ready.Next, Unscored: ready.Unscored}
	x.count(ready.Days)
	x.Ready = v.glance()
	if x.Rest = x.Days == 0 || x.Days == 1; x.Rest {
		return x
	}
	x.Needing, x.NeedingAll = needing(p)
	for _, line := range ready.Lines {
		if line.State != Done && line.Due != "" && line.DueIn <= dueWithin && x.Days >= 0 {
			x.Due = append(x.Due, line)
		}
	}
	return x
}

// count sets the days to the interview, in figures and in words.
func (x *Today) count(days int) {
	switch {
	case x.Interview == "":
		x.Countdown = "No day is set for the interview."
	case days < 0:
		x.Countdown = "The interview was " + counted(-days, "day", "days") + " ago."
	case days == 0:
		x.Days, x.Countdown = days, "The interview is today."
	case days == 1:
		x.Days, x.Countdown = days, "The interview is tomorrow."
	default:
		x.Days, x.Countdown = days, counted(days, "day", "days")+" to the interview."
	}
}

// nextThing chooses the one next thing; Ahead gives its order. Days are those
// to the interview, where its day is set.
func (v *viewed) nextThing(set bool, days int, today string) Next {
	if len(v.p.Entries) == 0 {
		return startFirst
	}
	if set && days <= 1 {
		return aroundTheDay(days)
	}
	needs, _ := needing(v.p)
	switch {

	case v.cover.Unread > 0:
		return Next{Title: countStories(v.cover.Unread) + " to be read yet", Why: "Rehearse reads them in the background; what is counted here grows meanwhile.", Label: "See the stories", Href: "/stories"}
	case len(needs) > 0:
		n := needs[0]
		why := n.Why
		if n.Entry.Digest.Rating > 0 {
			why = "Of the stories that need you, it is nearest to a yes. " + why
		}
		return Next{Title: fmt.Sprintf("Work on “%s”", n.Entry.Title), Why: why, Label: "Open the story", Href: n.Href}
	case v.unsaid > 0:
		return Next{Title: "Say where your figures come from", Why: counted(v.unsaid, "figure has", "figures have") + " no word from you yet. It is good to know before somebody asks.", Label: "Open the claims", Href: "/claims"}
	case len(v.cover.Gaps) > 0:
		g := v.cover.Gaps[0]
		return Next{Title: "Find a story for “" + g.Name + "”", Why: g.Why, Label: "See what to start from", Href: "/coverage#gaps"}
	case len(v.taken.unasked) > 0:
		s := v.taken.unasked[0]
		return Next{Title: fmt.Sprintf("Prepare the follow-ups to “%s”", s.Title), Why: capital(s.Why) + ".", Label: "Open the follow-ups", Href: "/stories/" + s.ID + "/followups"}
	}
	if told := v.next("told", "Tell “%s” aloud", "It has not been told yet. Stand up, use a clock, and note it afterward.", "Open the story", ""); told.Title != "" {
		return told
	}
	return v.oldest(today)
}

// aroundTheDay is the one next thing on the eve of the interview, on its day
// and after it.
func aroundTheDay(days int) Next {
	const label, href = "See the stories", "/stories"
	switch days {
	case 1:
		return Next{Title: "Tell one story you like, and rest", Why: "Tired people become vague and long, and there is nothing left to add tonight.", Label: label, Href: href}
	case 0:
		return Next{Title: "Look at your stories once more, and go", Why: "There is nothing left to add. Take a breath before each answer.", Label: label, Href: href}
	}
	return Next{Title: "Note how it went", Why: "Write into the log of each story that you told to whom, and what they asked. Then set the day of the next interview in Settings, or clear this one.",
		Label: label, Href: href}
}

// oldest is to tell the story again that was told longest ago.
func (v *viewed) oldest(today string) Next {
	best, longest := &v.p.Entries[0], -1
	for i := range v.p.Entries {
		if e := &v.p.Entries[i]; len(e.Tellings) > 0 {
			if days, ok := daysBetween(e.Tellings[0].On, today); ok && days > longest {
				best, longest = e, days
			}
		}
	}
	return Next{Title: fmt.Sprintf("All is well; tell “%s” once more", best.Title), Why: capital(Fresh(*best, today).Says) + ".", Label: "Open the story", Href: "/stories/" + best.ID}
}

// needing are the stories that aren't a yes yet, the nearest to it first, and
// how many there are.
func needing(p *Portfolio) (list []Need, all int) {
	places := inOrder(p)
	if end := slices.IndexFunc(places, func(i int) bool { return !needsWork(&p.Entries[i].Digest) }); end >= 0 {
		places = places[:end]
	}
	for _, i := range places[:min(needsShown, len(places))] {
		e := p.Entries[i]
		n := Need{Entry: e, Href: "/stories/" + e.ID, Why: e.Digest.Reason}
		if rule, ok := costliest(&e.Digest); ok {
			n.Rule, n.Why = rule, "It is a “"+e.Digest.Label+"” so far. What costs it most: "+inWords(rule)+"."
		}
		list = append(list, n)
	}
	return list, len(places)
}

// costliest is the rule that takes most of a rating.
func costliest(d *Digest) (rule string, ok bool) {
	most := 0.0
	for _, r := range d.Rules {
		if r.Cost > most {
			rule, most = r.Rule, r.Cost
		}
	}
	return rule, most > 0 && d.Rating > 0
}

// glance is readiness in a few lines with numbers.
func (v *viewed) glance() []Line {
	all := v.all
	if len(v.p.Entries) == 0 {
		return nil
	}
	line := func(name string, n, of int, href string) Line {
		x := Line{Name: name, Says: enough(n, of), Href: href}
		if of > 0 {
			x.Share = min(1, float64(n)/float64(of))
		}
		return x
	}
	yes := 0
	for i := range v.p.Entries {
		if v.p.Entries[i].Digest.Rating >= 3 {
			yes++
		}
	}
	wanted := all
	for _, r := range v.cover.Rules {
		if r.Measure == "stories" {
			wanted = int(r.Target)
		}
	}
	return []Line{
		line("Stories", all, wanted, "/stories"),
		line("Stories that are a yes", yes, all, "/stories"),
		line("Principles shown", v.cover.Shown, len(v.cover.Principles), "/coverage"),
		line("Figures with a source", v.figures-v.unsaid, v.figures, "/claims"),
		line("Stories with their follow-ups", all-len(v.taken.unasked), all, "/readiness"),
		line("Stories told aloud", v.told, all, "/readiness"),
	}
}

// Alike lists pairs of stories that seem to be the same proof point, most
// alike first; A and B are ids.
func Alike(p *Portfolio) []match.Twins {
	list := make([]match.Story, len(p.Entries))
	for i := range p.Entries {
		list[i] = match.Story{Name: p.Entries[i].ID, Text: p.Entries[i].Answer}
	}
	return match.Same(list)
}

// Overuse is a story that does too much of the work.
type Overuse struct {
	ID, Title string
	// Tellings counts those that Why speaks of, Principles those that rest on
	// this story alone. Either may be empty.
	Tellings   int
	Principles []string
	Why        string
}

// When a story is told too often: three times in thirty days to the same
// listener, since interviewers compare notes; and when too much rests on it:
// three principles that nothing else shows, once there are five stories.
const (
	oftenTold    = 3
	oftenDays    = 30
	muchResting  = 3
	enoughToLean = 5
)

// Overused lists the stories that are told too often to the same listener or
// that too much rests on, in the portfolio's order.
func Overused(p *Portfolio, r *rubric.Rubric, today string) []Overuse {
	return recall(p, recallKey{"overused", r, today}, func() []Overuse { return overusedOf(p, r, today) })
}

func overusedOf(p *Portfolio, r *rubric.Rubric, today string) []Overuse {
	names := make(map[string]string, len(r.Principles))
	for _, x := range r.Principles {
		names[x.ID] = x.Name
	}
	shown := make(map[string]int, len(names))
	for i := range p.Entries {
		for _, x := range p.Entries[i].Digest.Principles {
			shown[x.ID]++
		}
	}
	var out []Overuse
	for i := range p.Entries {
		e := &p.Entries[i]
		x := Overuse{ID: e.ID, Title: e.Title}
		var whys []string
		if to, n := mostTold(e, today); n >= oftenTold {
			x.Tellings = n
			whys = append(whys, fmt.Sprintf("told %d times in %d days%s", n, oftenDays, to))
		}
		var alone []string
		for _, s := range e.Digest.Principles {
			if shown[s.ID] == 1 && names[s.ID] != "" {
				x.Principles, alone = append(x.Principles, s.ID), append(alone, names[s.ID])
			}
		}
		if len(alone) >= muchResting && len(p.Entries) >= enoughToLean {
			whys = append(whys, "the only one that shows "+strings.Join(alone[:len(alone)-1], ", ")+" and "+alone[len(alone)-1])
		}
		if len(whys) > 0 {
			x.Why = capital(strings.Join(whys, "; ")) + "."
			out = append(out, x)
		}
	}
	return out
}

// mostTold is how often a story was told of late to the listener who heard it
// most, and to whom, in words.
func mostTold(e *Entry, today string) (to string, n int) {
	if len(e.Tellings) < oftenTold {
		return "", 0
	}
	heard := map[string]int{}
	for _, t := range e.Tellings {
		days, ok := daysBetween(t.On, today)
		if !ok || days < 0 || days >= oftenDays {
			continue
		}
		who := strings.ToLower(collapsed(t.To))
		if heard[who]++; heard[who] > n {
			n, to = heard[who], ""
			if who != "" {
				to = " to " + collapsed(t.To)
			}
		}
	}
	return to, n
}

// Freshness is how long ago a story was last edited and last told. Days are
// -1 where it never was.
type Freshness struct {
	Edited, Told int
	// Says is the later of the two in words: "told 3 days ago".
	Says string
}

// Fresh tells how fresh a story is on a day, YYYY-MM-DD.
func Fresh(e Entry, today string) Freshness {
	f := Freshness{Edited: -1, Told: -1}
	if e.Edited > 0 {
		f.Edited = ago(time.UnixMilli(e.Edited).Format(time.DateOnly), today)
	}
	for _, t := range e.Tellings {
		if days := ago(t.On, today); days >= 0 && (f.Told < 0 || days < f.Told) {
			f.Told = days
		}
	}
	switch {
	case f.Told >= 0 && (f.Edited < 0 || f.Told <= f.Edited):
		f.Says = "told " + agoInWords(f.Told)
	case f.Edited >= 0:
		f.Says = "edited " + agoInWords(f.Edited)
	default:
		f.Says = "not told yet"
	}
	return f
}

// ago is how many days before today a day was, 0 for one ahead (clocks
// differ), -1 where it isn't a day.
func ago(day, today string) int {
	days, ok := daysBetween(day, today)
	if !ok {
		return -1
	}
	return max(0, days)
}

func agoInWords(days int) string {
	switch {
	case days == 0:
		return "today"
	case days == 1:
		return "yesterday"
	case days < 14:
		return fmt.Sprintf("%d days ago", days)
	case days < 60:
		return fmt.Sprintf("%d weeks ago", days/7)
	}
	return fmt.Sprintf("%d months ago", days/30)
}
