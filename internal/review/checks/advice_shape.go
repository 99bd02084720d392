package checks

import (
	"sort"
	"strconv"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review"
)

// Advice about the shape of the answer: the clock, what comes when, and what
// figures lack.

// clockParts are the parts that have a budget. What was learned is told
// inside the result's.
var clockParts = []struct {
	role  review.Role
	roles []review.Role
}{
	{review.Situation, []review.Role{review.Situation}},
	{review.Task, []review.Role{review.Task}},
	{review.Action, []review.Role{review.Action}},
	{review.Result, []review.Role{review.Result, review.Learning}},
}

// overBudget: a part that runs past its time.
func (s *suite) overBudget() *review.Analyzer {
	return s.check("over-budget", func(p *review.Pass, r *reading) {
		ratio := p.Rubric.Limit("over-budget", "ratio")
		s.clockCheck(p, r, func(used, budget float64) bool { return used > float64(budget*ratio) })
	})
}

// underBudget: a part that is told, but in far less time than it is given.
func (s *suite) underBudget() *review.Analyzer {
	return s.check("under-budget", func(p *review.Pass, r *reading) {
		ratio := p.Rubric.Limit("under-budget", "ratio")
		s.clockCheck(p, r, func(used, budget float64) bool { return used > 0 && used < float64(budget*ratio) })
	})
}

// clockCheck reports the parts whose seconds are out of bounds.
func (s *suite) clockCheck(p *review.Pass, r *reading, out func(used, budget float64) bool) {
	for _, part := range clockParts {
		words := r.roleWords(p.Text, part.roles...)
		used, budget := float64(words)/p.Pace*60, p.Rubric.Budget.Seconds(string(part.role))
		if budget == 0 || !out(used, budget) {
			continue
		}
		p.Report(review.Report{
			Span: p.Text.Sentences[r.first(part.roles...)].Span,
			Slots: map[string]string{"name": string(part.role), "seconds": seconds(words, p.Pace),
				"budget": strconv.Itoa(int(budget)), "words": strconv.Itoa(words)},
		})
	}
}

// buriedHeadline: the outcome comes so late that an interruption loses it.
func (s *suite) buriedHeadline() *review.Analyzer {
	return s.check("buried-headline", func(p *review.Pass, r *reading) {
		i := r.first(review.Result)
		if i < 0 {
			return
		}
		before := float64(p.Text.Sentences[i].First)
		share := before / float64(len(p.Text.Words))
		if share < p.Limit("share", 0.8) || before/p.Pace*60 < p.Rubric.Budget.Total()/2 {
			return
		}
		p.Report(review.Report{Span: p.Text.Sentences[i].Span, Slots: map[string]string{
			"share": percent(share), "seconds": seconds(p.Text.Sentences[i].First, p.Pace)}})
	})
}

// holdsAmount reports whether an amount stands in a span. Amounts come in
// order and apart.
func holdsAmount(amounts []quantity.Quantity, s prose.Span) bool {
	i := sort.Search(len(amounts), func(i int) bool { return amounts[i].End > s.Start })
	return i < len(amounts) && amounts[i].Start < s.End
}

// noBaseline: an outcome stated as the end of a change, with no word of
// where it began.
func (s *suite) noBaseline() *review.Analyzer {
	moved := wordSet("dropped fell rose grew climbed went reduced cut increased improved raised lowered brought jumped shrank down up reached")
	return s.check("no-baseline", func(p *review.Pass, r *reading) {
		known := map[quantity.Kind]bool{}
		i := 0
		for _, q := range amountsOf(p) {
			for i < len(p.Text.Sentences)-1 && p.Text.Sentences[i].End <= q.Start {
				i++
			}
			role := r.roles[i]
			if role != review.Result {
				known[q.Kind] = true
				continue
			}
			end := q.Kind == quantity.Percent || q.Kind == quantity.Duration || q.Kind == quantity.Count || q.Kind == quantity.Money
			if q.Change || !end || known[q.Kind] || !anyWord(p.Text.Heard(i), moved) || !behindTo(p.Text, q.Start) {
				known[q.Kind] = true
				continue
			}
			known[q.Kind] = true
			p.Report(review.Report{Span: q.Span, Slots: sentenceSlot(p.Text, i)})
		}
	})
}

// behindTo reports whether the word before a byte offset is "to" or "at", so
// that an amount there is the level reached.
func behindTo(t *prose.Text, at int) bool {
	lo, hi := 0, len(t.Words)
	for lo < hi {
		mid := (lo + hi) / 2
		if t.Words[mid].End <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for k := lo - 1; k >= 0 && k >= lo-3; k-- {
		switch t.Words[k].Norm {
		case "to", "at":
			return true
		case "about", "around", "roughly", "just", "nearly", "under", "over", "almost":
		default:
			return false
		}
	}
	return false
}

// lasting are words which say that an outcome held.
var lasting = wordSet("still since now today later ever permanent permanently remains remained stayed stays keeps kept adopted adopt " +
	"standard template renewed renew copied annual yearly years year months again every always onwards ongoing continue continued continues runs")

// noLastingChange: an outcome with nothing to say that it held.
func (s *suite) noLastingChange() *review.Analyzer {
	return s.check("no-lasting-change", func(p *review.Pass, r *reading) {
		results := r.all(review.Result)
		if len(results) == 0 || r.saidToHold(p.Text) {
			return
		}
		p.Report(review.Report{Span: p.Text.Sentences[results[len(results)-1]].Span})
	})
}

// saidToHold reports whether a sentence of the outcome, or of what was
// learned, says that it held.
func (r *reading) saidToHold(t *prose.Text) bool {
	for i, role := range r.roles {
		if (role == review.Result || role == review.Learning) && anyWord(t.Heard(i), lasting) {
			return true
		}
	}
	return false
}
