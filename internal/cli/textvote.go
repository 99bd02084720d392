package cli

import (
	"fmt"
	"maps"
	"slices"

	"rehearse/internal/review"
)

// sortedKeys are the keys of a map, in order.
func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

// principles prints the principles that came through, each with the words
// that show it best.
func (g *page) principles() {
	g.heading("Principles that came through")
	if len(g.rev.Principles) == 0 {
		g.flow.paragraph("  ", "None that a deed shows clearly.", plain)
	}
	for _, p := range g.rev.Principles {
		name := p.ID
		if known, ok := g.rubric.Principle(p.ID); ok {
			name = known.Name
		}
		g.flow.paragraph("  ", name, plain)
		if len(p.Evidence) > 0 {
			g.flow.paragraph("      ", g.quote(p.Evidence[0], 60), dim)
		}
	}
	g.gap()
}

// scopeColumns is how wide the words of a dimension may be at most.
const scopeColumns = 44

// level prints how the scope fits, one dimension a line.
func (g *page) level() {
	level, l := g.rubric.Level, g.rev.Level
	switch l.Verdict {
	case review.Below:
		g.heading("Level: smaller than " + level)
	case review.Above:
		g.heading("Level: larger than " + level)
	default:
		g.heading("Level: fits " + level)
	}
	if l.Verdict != review.At || len(l.Scope) == 0 {
		for _, r := range l.Reasons {
			g.flow.paragraph("  ", clean(r.Text), plain)
		}
	}
	columns := max(8, min(scopeColumns, g.width-28))
	for _, s := range l.Scope {
		fits := map[string]string{review.Below: "below " + level, review.At: "fits", review.Above: "above " + level}[s.Fits]
		fitStyle := plain
		if s.Fits != review.At {
			fitStyle = yellow
		}
		g.paint.write("  "+pad(title(s.Dimension), 13), plain)
		g.paint.write(pad(clip(clean(firstBytes(s.Text, 200)), columns), columns+2), plain)
		g.paint.write(fits, fitStyle)
		g.paint.newline()
	}
	g.gap()
}

// reasons prints what speaks for the answer and what against.
func (g *page) reasons() {
	g.heading(fmt.Sprintf("Why a %s", g.rev.Rating.Label))
	for _, r := range g.rev.Rating.Reasons {
		label, s := "For", green
		switch {
		case len(r.Rules) > 0:
			label, s = "Against", yellow
		case len(r.Spans) == 0:
			g.flow.paragraph("  ", clean(r.Text), plain)
			continue
		}
		f := &g.flow
		f.start(fragment{"  ", plain}, "           ")
		g.paint.write(pad(label, 9), s)
		f.column = f.indent
		f.add(clean(r.Text), plain)
		for _, rule := range r.Rules {
			f.glue(g.ref(rule), dim)
		}
		if len(r.Rules) == 0 && len(r.Spans) > 0 {
			f.add(" "+g.quote(r.Spans[0], 44), dim)
		}
		f.end()
	}
	g.gap()
}
