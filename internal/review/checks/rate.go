package checks

import (
	"slices"
	"sort"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
)

// ballot is one vote in the making: the grounds, what each weighs, and what
// caps the score.
type ballot struct {
	r       *reading
	grounds []float64
	prices  []float64
	// points is what the rubric asks for each flag.
	points []float64
	// bare is set for an answer without deed and outcome.
	bare  bool
	found map[string]bool
}

// rate votes on the answer, tells the cost of each finding, and the changes
// that would move the vote most.
func (s *suite) rate(p *review.Pass, found []review.Finding) (review.Rating, []review.Change) {
	r := s.reading(p)
	b := &ballot{r: r, grounds: slices.Clone(r.Grounds), prices: s.prices(p), points: points(p), found: map[string]bool{}}
	for _, f := range found {
		b.found[f.Rule] = true
	}
	for f, rule := range model.Flags {
		if r.raised(f) && !b.found[rule] {
			b.grounds[f] = 0
		}
	}
	b.bare = r.first(review.Action) < 0 && r.first(review.Result) < 0
	score, mean := b.vote()
	rating := review.Rating{Score: score, Label: p.Rubric.Anchor(score).Label, Reasons: b.reasons(p, found)}
	gains := map[string]float64{}
	for i := range found {
		f := &found[i]
		gain, known := gains[f.Rule]
		if !known {
			gain = b.gain(f.Rule, mean)
			gains[f.Rule] = gain
		}
		f.Cost = gain
	}
	return rating, changes(found)
}

// prices scales the learned weight of each flag by what the rubric asks for
// it, against what the built-in rubric asks.
func (s *suite) prices(p *review.Pass) []float64 {
	prices := make([]float64, len(model.Flags))
	for f, rule := range model.Flags {
		prices[f] = 1
		have, ok := p.Rubric.Rule(rule)
		if usual := s.usualPrice[rule]; ok && usual > 0 {
			prices[f] = have.Points / usual
		}
	}
	return prices
}

// points are the rubric's prices, by the place of the flag.
func points(p *review.Pass) []float64 {
	out := make([]float64, len(model.Flags))
	for f, rule := range model.Flags {
		if r, ok := p.Rubric.Rule(rule); ok {
			out[f] = r.Points
		}
	}
	return out
}

// vote is the score, and the mean vote behind it, both from 1 to 4.
func (b *ballot) vote() (score int, mean float64) {
	chances := b.r.model.Vote(b.grounds, b.prices)
	score, mean = 1, 1
	for _, c := range chances {
		if c > 0.5 {
			score++
		}
		mean += c
	}
	low, high := b.bounds()
	if low == 2 && score == 2 {
		score = 3
	}
	return max(low, min(score, high)), max(float64(low)-0.49, min(mean, float64(high)+0.49))
}

// mild is the price up to which a flag, alone, leaves a yes possible.
const mild = 1

// firm is the probability from which a flag binds the vote wholly. Between
// review.Likely and here it leaves a lean yes possible, so that a word more or
// less, which moves a flag over its limit, moves no vote by two.
const firm = 0.65

// bounds are the lowest and the highest vote that what was written down
// allows. They are the anchors of the scale, as readers used it: without a
// flag nobody voted no, with one nobody voted a strong yes, and a mild one,
// alone, left a lean yes in four cases of five: all but those against which
// much else speaks.
func (b *ballot) bounds() (low, high int) {
	flags, unsure, doubted, price := 0, 0, 0, 0.0
	for f, rule := range model.Flags {
		switch {
		case !b.found[rule]:
		case b.r.Flags[f] < review.Likely: // weighs by how likely it is, and binds nothing
			unsure++
		default:
			flags++
			price += b.points[f]
			if b.r.Flags[f] < firm {
				doubted++
			}
		}
	}
	switch {
	case b.bare:
		return 1, 1
	case flags == 0 && unsure > 0:
		return 1, 4
	case flags == 0:
		return 3, 4
	case flags == 1 && price <= mild:
		return 2, 3
	case flags == 1 && doubted == 1:
		return 1, 3
	}
	return 1, 2
}

// mended says which strengths a rule's mending would bring.
var mended = map[string][]string{
	"no-metric":         {"quantified", "hard-figure"},
	"missing-result":    {"outcome"},
	"thin-action":       {"action-share"},
	"hidden-self":       {"own-part"},
	"no-people":         {"people", "listening"},
	"vague-number":      {"quantified"},
	"no-baseline":       {"change-with-both-ends"},
	"no-lasting-change": {"lasting"},
	"we-in-action":      {"own-part"},
	"no-technical-hand": {"digging"},
	"passive-action":    {"own-part"},
	"under-budget":      {"action-share"},
	"below-level":       {"scope"},
	"above-level":       {"scope"},
}

// usualStrength is how much of a strength good answers have.
var usualStrength = map[string]float64{
	"outcome": 1, "quantified": 1, "hard-figure": 0.9, "change-with-both-ends": 0.9, "lasting": 0.5, "people": 0.35,
	"own-part": 0.7, "digging": 0.35, "listening": 0.35, "action-share": 0.5, "scope": 0.9,
}

// gain is how many points the mean vote would rise by, were a rule mended.
func (b *ballot) gain(rule string, mean float64) float64 {
	g := slices.Clone(b.grounds)
	without := &ballot{r: b.r, grounds: g, prices: b.prices, points: b.points, found: map[string]bool{}}
	for k, v := range b.found {
		without.found[k] = v
	}
	delete(without.found, rule)
	if f := flagIndex(rule); f >= 0 {
		g[f] = 0
	}
	for k, strength := range model.Strengths {
		if slices.Contains(mended[rule], strength.Name) {
			g[len(model.Flags)+k] = max(g[len(model.Flags)+k], usualStrength[strength.Name])
		}
	}
	_, better := without.vote()
	return max(0, review.Round(better-mean, 2))
}

// mostChanges is how many changes are proposed: more is a list, not a plan.
const mostChanges = 3

// changes picks the findings whose mending would move the vote most.
func changes(found []review.Finding) []review.Change {
	order := make([]int, 0, len(found))
	seen := map[string]bool{}
	for i, f := range found {
		if !seen[f.Rule] && f.Rule != review.DeadSuppression && f.Rule != review.BadSuppression {
			seen[f.Rule] = true
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := found[order[a]], found[order[b]]
		if x.Cost != y.Cost {
			return x.Cost > y.Cost
		}
		return x.Severity.AtLeast(y.Severity) && !y.Severity.AtLeast(x.Severity)
	})
	var out []review.Change
	for _, i := range order[:min(len(order), mostChanges)] {
		f := found[i]
		out = append(out, review.Change{Rule: f.Rule, Text: f.Fix, Gain: f.Cost, Span: f.Span})
	}
	return out
}

// strengthTexts say what speaks for an answer, and find the words.
var strengthTexts = []struct {
	name, text string
	least      float64
	where      func(p *review.Pass, r *reading) []prose.Span
}{
	{"change-with-both-ends", "The outcome is told as a change with both its ends.", 0.5, outcomeAmounts(func(q quantity.Quantity) bool { return q.Change })},
	{"hard-figure", "The outcome has figures that can be checked.", 0.5, outcomeAmounts(func(q quantity.Quantity) bool {
		return q.Kind == quantity.Percent || q.Kind == quantity.Money || q.Kind == quantity.Ratio
	})},
	{"lasting", "It says what held afterwards.", 0.2, sentencesWith(review.Result, wordSet("still since today adopted standard remains remained kept keeps renewed onwards ever"))},
	{"people", "People are led in it, by name or by deed.", 0.15, sentencesWith(review.Action, peopleWords)},
	{"own-part", "Your own part can be told from the team’s.", 0.6, sentencesWith(review.Action, wordSet("i i'd i've"))},
	{"digging", "You went and looked before you judged.", 0.2, sentencesWith(review.Action, wordSet("looked measured data logs log analysed analyzed traced counted checked compared numbers read watched reviewed sampled"))},
	{"listening", "You asked and listened before you moved.", 0.2, sentencesWith(review.Action, wordSet("asked listened heard agreed proposed invited together"))},
}

// outcomeAmounts finds the amounts of a kind that stand in the outcome.
func outcomeAmounts(wanted func(quantity.Quantity) bool) func(*review.Pass, *reading) []prose.Span {
	return func(p *review.Pass, r *reading) []prose.Span {
		var out []prose.Span
		i := 0
		for _, q := range amountsOf(p) {
			for i < len(p.Text.Sentences)-1 && p.Text.Sentences[i].End <= q.Start {
				i++
			}
			if r.roles[i] == review.Result && wanted(q) {
				out = append(out, q.Span)
			}
		}
		return out
	}
}

// sentencesWith finds up to two sentences in a role that hold one of some
// words.
func sentencesWith(role review.Role, words map[string]bool) func(*review.Pass, *reading) []prose.Span {
	return func(p *review.Pass, r *reading) []prose.Span {
		var out []prose.Span
		for _, i := range r.all(role) {
			if len(out) < 2 && anyWord(p.Text.Heard(i), words) {
				out = append(out, p.Text.Sentences[i].Span)
			}
		}
		return out
	}
}

// mostReasons is how many strengths are named beside the flags.
const mostReasons = 4

// reasons names what carries the vote: what speaks for the answer, then
// every flag against it.
func (b *ballot) reasons(p *review.Pass, found []review.Finding) []review.Reason {
	var out []review.Reason
	for _, st := range strengthTexts {
		if len(out) == mostReasons {
			break
		}
		k := slices.IndexFunc(model.Strengths, func(g model.Ground) bool { return g.Name == st.name })
		if b.grounds[len(model.Flags)+k] < st.least {
			continue
		}
		if where := st.where(p, b.r); len(where) > 0 {
			out = append(out, review.Reason{Text: st.text, Spans: toSpans(where[:min(3, len(where))])})
		}
	}
	for _, f := range found {
		if flagIndex(f.Rule) >= 0 {
			out = append(out, review.Reason{Text: texts(f.Rule).Title + ".", Rules: []string{f.Rule}, Spans: append([]review.Span{f.Span}, f.Also...)})
		}
	}
	if len(out) == 0 {
		out = append(out, review.Reason{Text: "Nothing is written down against it, and little in it would be remembered."})
	}
	return out
}
