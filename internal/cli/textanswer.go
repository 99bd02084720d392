package cli

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"rehearse/internal/review"
)

// answerMargin is the width of the margin with the letters of the roles.
const answerMargin = 6

// edge is where the look of the answer changes: a span begins or ends.
type edge struct {
	at    int
	begin bool
	// severity is empty for an amount.
	severity review.Severity
	point    int
}

// edges lists where the spans of findings and amounts begin and end, in
// order; at one place ends come first.
func (g *page) edges() []edge {
	var out []edge
	add := func(s review.Span, e edge) {
		e.at, e.begin = s.Start, true
		out = append(out, e)
		e.at, e.begin = s.End, false
		out = append(out, e)
	}
	for _, q := range g.rev.Quantities {
		add(q.Span, edge{})
	}
	for _, p := range g.points {
		if p.rule == "over-budget" || p.rule == "under-budget" {
			continue // the clock shows them
		}
		for _, f := range p.findings {
			add(f.Span, edge{severity: f.Severity, point: p.number})
			for _, s := range f.Also {
				add(s, edge{severity: f.Severity, point: p.number})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].at != out[j].at {
			return out[i].at < out[j].at
		}
		return !out[i].begin && out[j].begin
	})
	return out
}

// look is what is open at a place of the answer.
type look struct {
	amounts, notes, warnings, errors int
}

func (l *look) apply(e edge) {
	step := -1
	if e.begin {
		step = 1
	}
	switch e.severity {
	case review.Error:
		l.errors += step
	case review.Warning:
		l.warnings += step
	case review.Note:
		l.notes += step
	default:
		l.amounts += step
	}
}

// style underlines evidence in the colour of the gravest finding on it.
func (l *look) style() style {
	s := plain
	switch {
	case l.errors > 0:
		s = underline | severityStyle(review.Error)
	case l.warnings > 0:
		s = underline | severityStyle(review.Warning)
	case l.notes > 0:
		s = underline | severityStyle(review.Note)
	}
	if l.amounts > 0 {
		s |= bold
	}
	return s
}

// answer prints the answer, a sentence a paragraph, its role in the margin,
// its evidence underlined and numbered.
func (g *page) answer() {
	g.heading("The answer")
	edges := g.edges()
	marked := slices.ContainsFunc(edges, func(e edge) bool { return e.point > 0 })
	var now look
	end := -1
	for _, s := range g.rev.Sentences {
		if end >= 0 && strings.Count(g.source[end:s.Start], "\n") > 1 {
			g.gap()
		}
		end = s.End
		g.flow.start(fragment{"  " + pad(roleLetter(s), answerMargin-2), bold}, strings.Repeat(" ", answerMargin))
		edges = g.sentence(s, edges, &now)
		g.flow.end()
	}
	g.gap()
	g.flow.paragraph("  ", g.legend(marked), dim)
	g.gap()
}

// sentence prints one sentence and returns the edges behind it.
func (g *page) sentence(s review.Sentence, edges []edge, now *look) []edge {
	at := s.Start
	var marks []int
	for len(edges) > 0 && edges[0].at <= s.End {
		e := edges[0]
		if e.begin && e.at == s.End {
			break
		}
		if e.at > at {
			g.flow.add(g.source[at:e.at], now.style())
			at = e.at
		}
		now.apply(e)
		if !e.begin && e.point > 0 {
			marks = append(marks, e.point)
		}
		edges = edges[1:]
		if len(marks) > 0 && (len(edges) == 0 || edges[0].at > at || edges[0].begin) {
			g.mark(marks)
			marks = nil
		}
	}
	if at < s.End {
		g.flow.add(g.source[at:s.End], now.style())
	}
	return edges
}

// mark prints the numbers of the findings that end here.
func (g *page) mark(points []int) {
	sort.Ints(points)
	var items []string
	last := 0
	for _, n := range points {
		if n != last {
			items = append(items, fmt.Sprint(n))
		}
		last = n
	}
	g.flow.glue(" ["+strings.Join(items, ",")+"]", dim)
}

// roleLetter is the letter of a sentence's role, with a question mark where
// two roles are about equally likely.
func roleLetter(s review.Sentence) string {
	letter := title(string(s.Role))[:1]
	if s.Role == review.Other {
		letter = "-"
	}
	if s.Unsure {
		letter += "?"
	}
	return letter
}

// legend explains the margin and the marks, naming only what is there.
func (g *page) legend(marked bool) string {
	have := map[review.Role]bool{}
	unsure := false
	for _, s := range g.rev.Sentences {
		have[s.Role] = true
		unsure = unsure || s.Unsure
	}
	var items []string
	for _, role := range review.Roles {
		if have[role] {
			items = append(items, roleLetter(review.Sentence{Role: role})+" "+string(role))
		}
	}
	if unsure {
		items = append(items, "? not sure which")
	}
	if marked {
		items = append(items, "[1] see below")
	}
	return strings.Join(items, ", ")
}
