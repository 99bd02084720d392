package cli

import (
	"fmt"
	"math"
	"strings"

	"rehearse/internal/review"
)

// The glyphs of the clock's bars differ in shape, so that the bars read
// without colour.
const (
	barUsed = "█"
	barLeft = "·"
	barOver = "▒"
)

// The columns of a row of the clock: at most so many for the longest bar,
// and so many for what stands around it.
const (
	longestBar = 36
	besideBar  = 44
)

// bar is one part of the clock drawn to scale: used of its budget, left of
// it, and over it, in cells.
type bar struct{ used, left, over int }

// draw scales seconds to cells, of which the longest part has columns. A part that takes any time at all has at
// least one cell.
func draw(seconds, budget, longest float64, columns int) bar {
	if longest <= 0 {
		return bar{}
	}
	cells := func(s float64) int { return int(math.Round(s / longest * float64(columns))) }
	total := cells(seconds)
	if seconds > 0 {
		total = max(total, 1)
	}
	if budget <= 0 {
		return bar{used: total}
	}
	allowed := max(cells(budget), 1)
	b := bar{used: min(total, allowed), left: max(allowed-total, 0), over: max(total-allowed, 0)}
	if seconds > budget && b.over == 0 && b.used > 1 {
		b.used, b.over = b.used-1, 1
	}
	return b
}

// clock prints the STAR clock: one bar a part, all to one scale.
func (t *text) clock(rev *review.Review, pace float64) {
	budget, longest := 0.0, 0.0
	for _, role := range review.Roles {
		c := rev.Clock[role]
		budget += c.Budget
		longest = max(longest, c.Seconds, c.Budget)
	}
	columns := max(8, min(longestBar, t.width-besideBar))
	t.heading(fmt.Sprintf("The clock: %s of %s, at %s words a minute", minutes(rev.Seconds), minutes(budget), number(pace)))
	learning := rev.Clock[review.Learning].Seconds
	for _, role := range review.Roles {
		c := rev.Clock[role]
		if c.Budget == 0 && c.Words == 0 {
			continue
		}
		t.clockRow(role, c, columns, draw(c.Seconds, c.Budget, longest, columns), clockNote(role, c, learning))
	}
	t.gap()
}

// clockNote says in words what the bar shows.
func clockNote(role review.Role, c review.Clock, learning float64) string {
	switch {
	case role == review.Learning:
		return "within the result"
	case c.Budget == 0:
		return ""
	case c.Words == 0:
		return "not told"
	case c.Seconds > c.Budget+0.5:
		return fmt.Sprintf("%.0f s over", c.Seconds-c.Budget)
	case role == review.Result && c.Seconds+learning > c.Budget+0.5:
		return fmt.Sprintf("%.0f s over in all", c.Seconds+learning-c.Budget)
	case c.Seconds < c.Budget-0.5:
		return fmt.Sprintf("%.0f s left", c.Budget-c.Seconds)
	}
	return "as planned"
}

func (t *text) clockRow(role review.Role, c review.Clock, columns int, b bar, note string) {
	over := strings.HasSuffix(note, "over") || strings.HasSuffix(note, "in all")
	t.paint.write("  "+pad(title(string(role)), 11), plain)
	t.paint.write(strings.Repeat(barUsed, b.used), green)
	t.paint.write(strings.Repeat(barLeft, b.left), dim)
	t.paint.write(strings.Repeat(barOver, b.over), red)
	t.paint.write(strings.Repeat(" ", columns-b.used-b.left-b.over+1), plain)
	if c.Budget > 0 {
		t.paint.write(fmt.Sprintf("%3.0f of %2.0f s", c.Seconds, c.Budget), plain)
	} else {
		t.paint.write(fmt.Sprintf("%3.0f s      ", c.Seconds), plain)
	}
	if note != "" {
		s := dim
		if over {
			s = red
		}
		t.paint.write("  ", plain)
		t.paint.write(note, s)
	}
	t.paint.newline()
}

// minutes says a length of time as people do.
func minutes(seconds float64) string {
	s := int(math.Round(seconds))
	switch {
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s%60 == 0:
		return fmt.Sprintf("%d min", s/60)
	}
	return fmt.Sprintf("%d min %d s", s/60, s%60)
}

// number writes a number without needless decimals.
func number(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }

// title writes a word with a capital.
func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
