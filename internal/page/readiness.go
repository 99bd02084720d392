package page

import (
	"fmt"
	"strconv"
	"strings"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// ReadinessPage is how far the preparation has come.
type ReadinessPage struct {
	Frame
	coach.Readiness
	// Level is the rubric's level, such as "L6"; Today the date, YYYY-MM-DD.
	Level, Today string
}

// lead says how things stand and what to do now.
func (p ReadinessPage) lead() string {
	if p.Says == "" {
		return "Five steps lead to the interview; begin with the first."
	}
	return p.Says
}

// next is the one next thing; where none is named, that of the first step
// which is not done, or else of the first line.
func (p ReadinessPage) next() coach.Next {
	if p.Next.Title != "" {
		return p.Next
	}
	for _, s := range p.Steps {
		if s.State != coach.Done && s.Next.Title != "" {
			return s.Next
		}
	}
	for _, l := range p.Lines {
		if l.State != coach.Done && l.Next.Title != "" {
			return l.Next
		}
	}
	return coach.Next{}
}

// besideWord is the evidence without the person's word, which stands below it
// with its form.
func besideWord(evidence string, w *store.Word) string {
	if w == nil {
		return evidence
	}
	return strings.TrimPrefix(evidence, "Your word of "+w.On+". ")
}

// stateClass is the style of a state.
func stateClass(state string) string {
	switch state {
	case coach.Done:
		return "stand met"
	case coach.UnderWay:
		return "stand going"
	}
	return "stand"
}

// dueSays tells when a line is due, and how long that is from now.
func dueSays(l coach.CheckLine) string {
	switch {
	case l.State == coach.Done:
		return ""
	case l.Due == "" && l.When != "":
		return l.When + " the interview"
	case l.Due == "":
		return ""
	case l.DueIn == 0:
		return "for today"
	case l.DueIn == 1:
		return "for tomorrow"
	case l.DueIn > 1:
		return fmt.Sprintf("for %s, in %d days", calendarDay(l.Due), l.DueIn)
	case l.DueIn == -1:
		return "was meant for yesterday"
	}
	return "was meant for " + calendarDay(l.Due)
}

// interviewSays tells of the day of the interview.
func (p ReadinessPage) interviewSays() string {
	switch {
	case p.Interview == "":
		return ""
	case p.Days == 0:
		return "The interview is today."
	case p.Days == 1:
		return "The interview is tomorrow, " + calendarDay(p.Interview) + "."
	case p.Days > 1:
		return "The interview is on " + calendarDay(p.Interview) + ", in " + strconv.Itoa(p.Days) + " days."
	}
	return "The interview was on " + calendarDay(p.Interview) + "."
}
