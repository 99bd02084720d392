package coach

import (
	"fmt"

	"rehearse/internal/library"
)

// The five steps of practice and the lines of the checklist, each with what
// speaks for it. What a text or a log can show is counted, and only what they
// can't is left to the person's own word.

// step tells where the stories stand to one step of practice.
func (v *viewed) step(s library.Step) PracticeStep {
	x := PracticeStep{ID: s.ID, Name: s.Name, Text: s.Text, DoneWhen: s.DoneWhen}
	if w, ok := v.p.Words["step:"+s.ID]; ok {
		x.Word = &w
	}
	if v.all == 0 {
		x.State, x.Evidence = NotBegun, v.nothing()
		return x
	}
	all := v.all
	observed := true
	switch s.ID {
	case "map":
		x.State = stateOf(min(v.sized, v.decided, v.named), all)
		x.Evidence = fmt.Sprintf("%s say how large the team was, %d name a decision of yours, %d have a project.", v.of(v.sized), v.decided, v.named)
		x.Next = v.mapNext()
	case "quantify":
		x.State, x.Evidence, x.Next = v.numbers()
	case "document":
		observed = false
		x.State, x.Evidence = begun(v.noted), fmt.Sprintf("%s have half a page beside them.", v.of(v.noted))
		x.Next = v.next("noted", "Write half a page beside “%s”", "The options, their prices, who objected, and what you would choose today.", "Open its notes", "")
	case "prepare":
		observed = false
		x.State, x.Evidence = begun(v.outside), fmt.Sprintf("%s have three teams or functions in them.", v.of(v.outside))
		x.Next = v.next("outside", "Say who else had a part in “%s”", "What they wanted, and what it cost them to agree.", "Open the story", "")
	case "practise", "practice":
		observed = false
		x.State = begun(v.told)
		x.Evidence = fmt.Sprintf("%s have been told three times, %d at least once; %d fit into three minutes.", v.of(v.thrice), v.told, v.short)
		x.Next = v.next("thrice", "Tell “%s” aloud, and note it", "Three times, in different words each time, is when a story sits.", "Open the story", "")
	default:
		observed = false
		x.State, x.Evidence = NotBegun, "Rehearse can’t see this; your own word counts."
	}
	if x.State == NotBegun && all > 0 && observed {
		x.State = UnderWay // the stories are there
	}
	if !observed && x.Word != nil {
		x.State, x.Evidence, x.Next = Done, "Your word of "+x.Word.On+". "+x.Evidence, Next{}
	}
	if x.State == Done {
		x.Next = Next{}
	}
	return x
}

// nothing says that no story counts. Without any, the page says it once.
func (v *viewed) nothing() string {
	if len(v.p.Entries) == 0 {
		return ""
	}
	return "No story can be scored yet."
}

// begun is the state of a step of which only its beginning can be seen.
func begun(n int) string {
	if n == 0 {
		return NotBegun
	}
	return UnderWay
}

func (v *viewed) mapNext() Next {
	for _, n := range []Next{
		v.next("sized", "Say how large the team was in “%s”", "One line with the teams, the people and the money is enough.", "Open the story", ""),
		v.next("decided", "Name your own decision in “%s”", "A listener wants to know what was yours to decide.", "Open the story", ""),
		v.next("named", "Say which project “%s” belongs to", "Stories of one project can then be held against each other.", "Open the story", ""),
	} {
		if n.Title != "" {
			return n
		}
	}
	return Next{}
}

// numbers is the state of the figures: each story has one with both ends, and
// each figure has been spoken of.
func (v *viewed) numbers() (state, evidence string, next Next) {
	state = stateOf(v.changed, v.all)
	if state == Done && v.unsaid > 0 {
		state = UnderWay
	}
	if state == NotBegun && v.figures > 0 {
		state = UnderWay
	}
	evidence = fmt.Sprintf("%s have a figure with its before and after; you have said where %d of %s come from.",
		v.of(v.changed), v.figures-v.unsaid, counted(v.figures, "figure", "figures"))
	next = v.next("changed", "Look up a before and an after for “%s”", "An honest “about” is better than a guess.", "Open the story", "")
	if next.Title == "" && v.unsaid > 0 {
		next = Next{Title: "Say where your figures come from", Why: counted(v.unsaid, "figure has", "figures have") + " no word from you yet.", Label: "Open the claims", Href: "/claims"}
	}
	if state == Done {
		next = Next{}
	}
	return state, evidence, next
}

// line tells where the stories stand to one line of the checklist.
func (v *viewed) line(s library.Step) CheckLine {
	x := CheckLine{ID: s.ID, Name: s.Name, Text: s.Text, When: s.When, DoneWhen: s.DoneWhen, Computed: true}
	if w, ok := v.p.Words["checklist:"+s.ID]; ok {
		x.Word = &w
	}
	if !v.counts(&x) {
		x.Computed = false
		// What is to be done stands in the line itself, and leads nowhere.
		x.State, x.Evidence = NotBegun, "Rehearse can’t see this; say so here when it is done."
		switch {
		case x.Word != nil:
			x.State, x.Evidence = Done, "Your word of "+x.Word.On+"."
		case len(v.p.Entries) == 0:
			x.Evidence = ""
		}
		return x
	}
	switch {
	case v.all == 0:
		x.State, x.Evidence, x.Next = NotBegun, v.nothing(), Next{}
	case x.State == Done:
		x.Next = Next{}
	}
	return x
}

// counts sets state, evidence and next step of a line that can be counted; it
// is false for any other.
func (v *viewed) counts(x *CheckLine) bool {
	all, read := v.all, v.taken.read
	switch x.ID {
	case "list-the-stories":
		v.byRule(x, "enough-stories")
	case "fill-the-grid":
		v.byRule(x, "all-principles")
		alone := 0
		for i := range v.cover.Principles {
			if v.cover.Principles[i].Alone != "" {
				alone++
			}
		}
		x.Evidence = fmt.Sprintf("%d of %s shown; %d rest on a single story.", v.cover.Shown, counted(len(v.cover.Principles), "principle is", "principles are"), alone)
	case "look-up-the-numbers":
		x.State, x.Evidence, x.Next = v.numbers()
	case "check-the-scope":
		v.byRule(x, "component-scope")
	case "own-part":
		x.State, x.Evidence = stateOf(v.own, all), v.of(v.own)+" tell your own part and leave others theirs."
		x.Next = v.next("own", "Sort out I and we in “%s”", "Your own decisions as I, the others by name.", "Open the story", "")
	case "people-and-technology":
		v.byRule(x, "people-beside-technology")
	case "across-functions":
		v.byRule(x, "across-functions")
	case "failures-written":
		v.byRule(x, "failures-too")
	case "first-aloud":
		x.State = stateOf(min(v.told, v.short), all)
		x.Evidence = fmt.Sprintf("%s have been told; %d fit into three minutes at your pace.", v.of(v.told), v.short)
		x.Next = v.next("told", "Tell “%s” aloud, with a clock", "Note it in the story’s log afterward.", "Open the story", "")
		if x.Next.Title == "" {
			x.Next = v.next("short", "Bring “%s” to three minutes", "Shorten the situation and never the result.", "Open the story", "")
		}
	case "followups":
		v.byRule(x, "followups-ready")
	case "flags-gone":
		x.State, x.Evidence = stateOf(v.clean, all), fmt.Sprintf("%d of %s read so far show none of the signs that cost most.", v.clean, countStories(read))
		x.Next = v.next("clean", "Look for the warning signs in “%s”", "", "Open the story", "")
	default:
		return false
	}
	return true
}

// byRule takes the state of a line from a rule for the portfolio.
func (v *viewed) byRule(x *CheckLine, id string) {
	for _, r := range v.cover.Rules {
		if r.ID != id {
			continue
		}
		x.State, x.Evidence = NotBegun, r.Says
		switch {
		case r.Met:
			x.State = Done
		case r.Value > 0:
			x.State = UnderWay
		}
		x.Next = Next{Title: r.Next, Label: "Do it now", Href: r.Href}
		return
	}
	x.State, x.Evidence = NotBegun, "This library has no rule for it."
}
