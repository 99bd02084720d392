package cli

import (
	"fmt"
	"strings"

	"rehearse/internal/review"
)

// why prints what each judgement rests on: the cues of every sentence's role,
// of the flags and principles that were said or nearly were, and the sum
// behind the vote.
func (g *page) why() {
	w := g.rev.Why
	if w == nil {
		return
	}
	g.heading("Why each sentence was read so")
	for _, s := range w.Sentences {
		g.hanging(2, g.quote(s.Span, 56), plain)
		told := fmt.Sprintf("%s %s", s.Role, percent(s.Confidence))
		if s.SecondConfidence >= 0.1 {
			told += fmt.Sprintf(", or %s %s", s.Second, percent(s.SecondConfidence))
		}
		g.hanging(4, told+cuesTold(s.Cues), dim)
	}
	g.gap()
	g.judged("Why these flags", "No flag came near.", w.Rules)
	g.judged("Why these principles", "No principle came near.", w.Principles)
	if len(w.Grounds) > 0 {
		g.heading("What the vote adds up")
		for _, x := range w.Grounds {
			g.flow.item(fmt.Sprintf("  %+.2f ", x.Adds), plain, 8, fmt.Sprintf("%s (%.2f)", strings.ReplaceAll(x.Name, "-", " "), x.Value), plain)
		}
		g.gap()
	}
}

func (g *page) judged(heading, none string, list []review.WhyJudged) {
	if g.rev.Rating.Score == 0 {
		return
	}
	g.heading(heading)
	if len(list) == 0 {
		g.flow.paragraph("  ", none, plain)
	}
	for _, x := range list {
		said := "said"
		if !x.Said {
			said = "not said"
		}
		g.hanging(2, fmt.Sprintf("%s: %s, %s (limit %s)%s", x.ID, said, percent(x.Probability), percent(x.Limit), cuesTold(x.Cues)), plain)
		for _, s := range x.Spans {
			g.hanging(4, g.quote(s, 56), dim)
		}
	}
	g.gap()
}

// cuesTold lists cues with their weights.
func cuesTold(cues []review.Cue) string {
	var told []string
	for _, c := range cues {
		if c.Weight == 0 {
			told = append(told, c.Text)
			continue
		}
		told = append(told, fmt.Sprintf("%s %+.1f", c.Text, c.Weight))
	}
	if len(told) == 0 {
		return ""
	}
	return ": " + strings.Join(told, "; ")
}

func percent(p float64) string { return fmt.Sprintf("%.0f%%", p*100) }

// hanging prints a paragraph whose further lines stand two columns in.
func (g *page) hanging(columns int, text string, s style) {
	margin := strings.Repeat(" ", columns)
	g.flow.start(fragment{margin, plain}, margin+"  ")
	g.flow.add(text, s)
	g.flow.end()
}
