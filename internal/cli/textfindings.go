package cli

import (
	"fmt"
	"strings"

	"rehearse/internal/review"
)

// grave prints what an interviewer would write down: errors and warnings,
// what costs most first.
func (g *page) grave() {
	begun := false
	for _, p := range g.points {
		if p.severity == review.Note {
			continue
		}
		if !begun {
			g.heading("What would be written down")
			begun = true
		}
		g.grievance(p)
		g.gap()
	}
	if !begun && g.rev.Rating.Score > 0 {
		g.heading("What would be written down")
		g.flow.paragraph("  ", "Nothing against you.", plain)
		g.gap()
	}
}

// grievance prints one point in full.
func (g *page) grievance(p point) {
	const margin = "      "
	f := &g.flow
	first := p.findings[0]
	f.start(fragment{fmt.Sprintf("%5s ", fmt.Sprintf("[%d]", p.number)), plain}, margin)
	f.add(title(string(p.severity)), bold|severityStyle(p.severity))
	f.add(": "+p.rule+". ", plain)
	f.add(clean(first.Message), bold)
	f.end()
	f.paragraph(margin, g.places(p), plain)
	f.start(fragment{margin, plain}, margin)
	f.add("They think: ", dim)
	f.add(clean(first.Why), plain)
	f.end()
	f.start(fragment{margin, plain}, margin)
	f.add("To mend it: ", dim)
	if n := g.changeNumber(p.rule); n > 0 {
		f.add(fmt.Sprintf("see the next changes, %d.", n), plain)
	} else {
		f.add(clean(first.Fix), plain)
	}
	f.end()
}

// changeNumber is the place of a rule among the changes, from 1, or 0.
func (g *page) changeNumber(rule string) int {
	for i, c := range g.rev.Changes {
		if c.Rule == rule {
			return i + 1
		}
	}
	return 0
}

// places quotes where a point shows.
func (g *page) places(p point) string {
	longest := 66
	if len(p.findings) > 1 {
		longest = 44
	}
	var items []string
	for _, f := range p.findings {
		items = append(items, g.quote(f.Span, longest))
	}
	if also := p.findings[0].Also; len(p.findings) == 1 && len(also) > 0 {
		var at []string
		for _, s := range also {
			x := g.mapper.Position(s.Start)
			at = append(at, fmt.Sprintf("%d:%d", x.Line, x.Column))
		}
		items = append(items, "also "+list(at))
	}
	return strings.Join(items, "; ")
}

// list writes items as people do.
func list(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}

// advice prints the notes: finer points, each in a few lines.
func (g *page) advice() {
	begun := false
	for _, p := range g.points {
		if p.severity != review.Note {
			continue
		}
		if !begun {
			g.heading("Advice")
			begun = true
		}
		g.hint(p)
	}
	if begun {
		g.gap()
	}
}

// hint prints one note: its messages, each once, with their quotes.
func (g *page) hint(p point) {
	f := &g.flow
	f.start(fragment{fmt.Sprintf("%5s ", fmt.Sprintf("[%d]", p.number)), plain}, "      ")
	f.add(p.rule, severityStyle(review.Note))
	f.add(". ", plain)
	for i, x := range p.findings {
		if i > 0 {
			f.add(" ", plain)
		}
		repeated := i > 0 && x.Message == p.findings[i-1].Message
		if !repeated {
			f.add(clean(x.Message), plain)
		}
		if p.rule != "over-budget" && p.rule != "under-budget" {
			f.add(g.hintPlace(x, repeated), dim)
		}
	}
	f.end()
}

// hintPlace says where a note stands, with its words where the message does
// not repeat them.
func (g *page) hintPlace(x review.Finding, alone bool) string {
	separator := " "
	if alone {
		separator = "and "
	}
	if !alone && strings.Contains(x.Message, review.Shorten(x.Quote, 90)) {
		return fmt.Sprintf("%s(%d:%d)", separator, x.Line, x.Column)
	}
	return separator + g.quote(x.Span, 48)
}

// changes prints the three changes that would move the vote most.
func (g *page) changes() {
	if len(g.rev.Changes) == 0 {
		return
	}
	g.heading("Next changes")
	for i, c := range g.rev.Changes {
		f := &g.flow
		f.start(fragment{fmt.Sprintf("  %d. ", i+1), bold}, "     ")
		f.add(c.Rule, plain)
		f.glue(g.ref(c.Rule), dim)
		f.add(". "+clean(c.Text), plain)
		if gain := gainText(c.Gain); gain != "" {
			f.add(" "+gain, green)
		}
		f.end()
	}
	g.gap()
}

// gainText says what a change would bring, or nothing where that is too
// little to tell.
func gainText(gain float64) string {
	switch {
	case gain < 0.05:
		return ""
	case gain >= 0.95 && gain < 1.05:
		return "Would add about one point."
	case gain > 1:
		return fmt.Sprintf("Would add about %.1f points.", gain)
	}
	return fmt.Sprintf("Would add about %.1f of a point.", gain)
}

// followUp prints the question that an interviewer would ask next: the one
// behind the finding that costs most.
func (g *page) followUp() {
	for _, p := range g.points {
		for _, x := range p.findings {
			if x.FollowUp != "" {
				g.heading("Expect to be asked")
				g.flow.paragraph("  ", clean(x.FollowUp), plain)
				g.gap()
				return
			}
		}
	}
}

// foot tells what was left out, and where to read on.
func (g *page) foot() {
	for _, s := range g.rev.Suppressed {
		g.flow.paragraph("", fmt.Sprintf("Left out at your word: %s (line %d), because %s", s.Rule, s.Line, clean(s.Reason)), dim)
	}
	for _, rule := range sortedKeys(g.rev.Hidden) {
		g.flow.paragraph("", fmt.Sprintf("Not shown: %d more of %s.", g.rev.Hidden[rule], rule), dim)
	}
	if len(g.points) > 0 {
		g.flow.paragraph("", fmt.Sprintf("More on each: rehearse explain %s", g.points[0].rule), dim)
	}
}
