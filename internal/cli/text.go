package cli

import (
	"fmt"
	"sort"
	"strings"

	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// textPrinter prints reviews for people: what the vote is, what it rests on,
// and what would move it.
type textPrinter struct {
	t       *text
	many    bool
	pace    float64
	printed int
	rows    []summaryRow
}

func (p *textPrinter) begin() error { return nil }

func (p *textPrinter) print(o outcome) error {
	if p.printed > 0 {
		p.t.blank()
		p.t.blank()
	}
	p.printed++
	p.t.review(o, p.paceOf(o))
	if p.many {
		p.rows = append(p.rows, newSummaryRow(o))
	}
	return p.t.paint.out.Flush()
}

func (p *textPrinter) paceOf(o outcome) float64 {
	if p.pace != 0 {
		return p.pace
	}
	return o.rubric.Pace.Value
}

func (p *textPrinter) end(failed []error) error {
	if p.many {
		p.t.summary(p.rows, len(failed))
	}
	return p.t.paint.out.Flush()
}

// text is the page that sections are printed on.
type text struct {
	paint *painter
	flow  flow
	width int
}

func newText(p *painter, width int) *text {
	return &text{paint: p, width: width, flow: flow{paint: p, width: width}}
}

func (t *text) blank() { t.paint.newline() }
func (t *text) gap()   { t.paint.newline() }

func (t *text) heading(s string) {
	t.flow.paragraph("", s, bold)
}

// page is one review on its way to paper.
type page struct {
	*text
	rev    *review.Review
	source string
	rubric *rubric.Rubric
	mapper *prose.Mapper
	points []point
	title  string
}

// point is what one rule found, under the number by which the answer and the
// rest of the page refer to it.
type point struct {
	number   int
	rule     string
	severity review.Severity
	findings []review.Finding
}

// pointsOf gathers findings by rule, in the order in which the rules first
// come, grave ones before notes.
func pointsOf(findings []review.Finding) []point {
	var points []point
	at := map[string]int{}
	for _, f := range findings {
		i, ok := at[f.Rule]
		if !ok {
			i = len(points)
			at[f.Rule] = i
			points = append(points, point{rule: f.Rule, severity: f.Severity})
		}
		points[i].findings = append(points[i].findings, f)
	}
	sort.SliceStable(points, func(i, j int) bool {
		return points[i].severity != review.Note && points[j].severity == review.Note
	})
	for i := range points {
		points[i].number = i + 1
	}
	return points
}

// find is the point of a rule, or nil.
func (g *page) find(rule string) *point {
	for i := range g.points {
		if g.points[i].rule == rule {
			return &g.points[i]
		}
	}
	return nil
}

// ref is a reference to the point of a rule, such as " [3]", or nothing.
func (g *page) ref(rule string) string {
	if p := g.find(rule); p != nil {
		return fmt.Sprintf(" [%d]", p.number)
	}
	return ""
}

// review prints one review.
func (t *text) review(o outcome, pace float64) {
	g := &page{text: t, rev: o.review, source: o.source, rubric: o.rubric, title: o.title,
		mapper: prose.NewMapper(o.source), points: pointsOf(o.review.Findings)}
	g.head(o.shown())
	if g.rev.Rating.Score == 0 {
		g.unscored()
		g.grave()
		g.why()
		return
	}
	g.clock(g.rev, pace)
	g.answer()
	g.grave()
	g.advice()
	g.principles()
	g.level()
	g.reasons()
	g.changes()
	g.followUp()
	g.why()
	g.foot()
}

// head prints the file, its title and question, and the verdict.
func (g *page) head(name string) {
	g.flow.paragraph("", clean(name), bold)
	if g.title != "" {
		g.flow.paragraph("", clean(g.title), plain)
	}
	if g.rev.Question != "" {
		g.flow.item("Asked: ", dim, 7, clean(g.rev.Question), plain)
	}
	g.gap()
	f := &g.flow
	f.start(fragment{"", plain}, "")
	if g.rev.Rating.Score == 0 {
		f.add("Not scored.", bold)
		for _, r := range g.rev.Rating.Reasons {
			f.add(" "+clean(r.Text), plain)
		}
	} else {
		f.add(fmt.Sprintf("%s (%d of 4) for %s.", title(g.rev.Rating.Label), g.rev.Rating.Score, clean(g.rev.Rubric)), bold|verdictStyle(g.rev.Rating.Score))
		if r := g.strongest(); r != nil {
			f.add(" "+clean(r.Text), plain)
			for _, rule := range r.Rules {
				f.glue(g.ref(rule), dim)
			}
		}
	}
	f.end()
	g.gap()
}

// strongest is the reason that carries a vote: for a yes the first that
// speaks for it, against a no the one whose finding costs most.
func (g *page) strongest() *review.Reason {
	var best *review.Reason
	place := len(g.points) + 1
	reasons := g.rev.Rating.Reasons
	for i := range reasons {
		r := &reasons[i]
		if against := len(r.Rules) > 0; against != (g.rev.Rating.Score <= 2) {
			continue
		}
		if g.rev.Rating.Score > 2 {
			return r
		}
		if p := g.find(r.Rules[0]); best == nil || p != nil && p.number < place {
			best = r
			if p != nil {
				place = p.number
			}
		}
	}
	if best == nil && len(reasons) > 0 {
		return &reasons[0]
	}
	return best
}

func verdictStyle(score int) style {
	switch score {
	case 3, 4:
		return green
	case 2:
		return yellow
	}
	return red
}

// unscored shows what there is of an answer that can't be judged.
func (g *page) unscored() {
	if g.rev.Words == 0 {
		return
	}
	begin := ""
	if len(g.rev.Sentences) > 0 {
		begin = g.source[g.rev.Sentences[0].Start:g.rev.Sentences[len(g.rev.Sentences)-1].End]
	}
	told := fmt.Sprintf("What there is: %s, about %s to say.", count(g.rev.Words, "word"), minutes(g.rev.Seconds))
	shown := review.Shorten(clean(firstBytes(begin, 2000)), 400)
	if strings.HasSuffix(shown, "…") {
		told += " It begins:"
	}
	g.flow.paragraph("", told, plain)
	if shown != "" {
		g.gap()
		g.flow.paragraph("  ", shown, dim)
	}
	g.gap()
}

// firstBytes is at most the first n bytes of a text, cut between runes.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// quote is a part of the file in quotation marks, cut to a length in bytes,
// with the line and column at which it stands.
func (g *page) quote(s review.Span, longest int) string {
	at := g.mapper.Position(s.Start)
	return fmt.Sprintf("%s (%d:%d)", quoted(g.source[s.Start:s.End], longest), at.Line, at.Column)
}

// quoted is a text in quotation marks, on one line and not too long.
func quoted(s string, longest int) string {
	return "“" + review.Shorten(clean(firstBytes(s, 4*longest)), longest) + "”"
}
