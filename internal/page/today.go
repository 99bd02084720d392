package page

import (
	"strconv"
	"strings"
	"time"

	"rehearse/internal/coach"
)

// TodayPage is the first page: what is the one next thing.
type TodayPage struct {
	Frame
	Ahead coach.Today
	// Trouble says why the day that was sent can't be the interview's.
	Trouble string
}

// date is today as people say it: "Monday, 23 November".
func (p TodayPage) date() string { return weekdayOf(p.Ahead.Date, p.Ahead.Date) }

// interviewDay is the day of the interview as people say it.
func (p TodayPage) interviewDay() string { return weekdayOf(p.Ahead.Interview, p.Ahead.Date) }

// weekdayOf writes a day, YYYY-MM-DD, with its weekday, and its year where that
// is another than today's.
func weekdayOf(day, today string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	if len(today) >= 4 && today[:4] == strconv.Itoa(d.Year()) {
		return d.Format("Monday, 2 January")
	}
	return d.Format("Monday, 2 January 2006")
}

// dueIn says when a line of the checklist is due.
func dueIn(x coach.CheckLine) string {
	switch {
	case x.Due == "":
		return ""
	case x.DueIn == 0:
		return "due today"
	case x.DueIn == 1:
		return "due tomorrow"
	case x.DueIn > 0:
		return "due in " + strconv.Itoa(x.DueIn) + " days"
	}
	// What is past is still worth doing; by how much helps nobody.
	return "still open"
}

// unscoredSays tells once where counts leave stories out.
func unscoredSays(n int) string {
	return countOf(n, "story", "stories") + " can’t be scored yet, and nothing of " + pronounOf(n) + " is counted."
}

// needSays is why a story needs work, without the vote that stands beside it.
func needSays(n coach.Need) string {
	return strings.TrimPrefix(n.Why, "It is a “"+n.Entry.Digest.Label+"” so far. ")
}

// mostNeeding is how many stories that need work the page shows.
const mostNeeding = 5

func (p TodayPage) needing() []coach.Need {
	return p.Ahead.Needing[:min(mostNeeding, len(p.Ahead.Needing))]
}
