package checks

import (
	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
)

// scopeOf extracts how large the job was: the largest figure named in each
// dimension, placed against the rubric's ranges.
func scopeOf(p *review.Pass, r *reading) []review.Scope {
	best := map[string]review.Scope{}
	take := func(dimension string, value float64, span prose.Span) {
		if have, ok := best[dimension]; ok && have.Value >= value {
			return
		}
		best[dimension] = review.Scope{Dimension: dimension, Value: value, Text: p.Text.Quote(span), Span: review.Span(span),
			Fits: p.Rubric.Range(dimension).Fits(value)}
	}
	for _, q := range amountsOf(p) {
		if d, v := dimensionOf(q); d != "" {
			take(d, v, q.Span)
		}
	}
	stakeholder(p, take)
	decision(p, r, take)
	scope := []review.Scope{}
	for _, d := range rubric.ScopeDimensions() {
		if s, ok := best[d]; ok {
			scope = append(scope, s)
		}
	}
	return scope
}

// secondsAMonth is how many seconds the horizon's month has: 30 days.
const secondsAMonth = 30 * 24 * 3600

// dimensionOf is the dimension of scope that an amount speaks for, or "".
func dimensionOf(q quantity.Quantity) (string, float64) {
	switch q.Kind {
	case quantity.People:
		switch {
		case model.TeamNoun(q.Noun):
			return rubric.Teams, q.Value
		case engineers(q) && q.Value < 5000:
			return rubric.Engineers, q.Value
		case userNouns[q.Noun]:
			return rubric.Users, q.Value
		}
	case quantity.Money:
		return rubric.Money, q.Value
	case quantity.Duration:
		if months := q.Value / secondsAMonth; months >= 3 && !q.Change {
			return rubric.Horizon, review.Round(months, 1)
		}
	}
	return "", 0
}

var userNouns = wordSet("users user customers customer patients passengers subscribers riders merchants drivers readers viewers players " +
	"members students pupils households farmers shoppers guests listeners clients travellers donors tenants citizens voters learners")

// stakeholderSteps are the words that name a stakeholder, by the step of the
// rubric's scale from 1 (own team) to 5 (C-level or board).
var stakeholderSteps = []map[string]bool{
	wordSet("team"),
	wordSet("product pm designer sales legal finance marketing support operations compliance partner vendor supplier customer client"),
	wordSet("director head boss"),
	wordSet("vp president"),
	wordSet("ceo cto cfo coo cio board chairman"),
}

func stakeholder(p *review.Pass, take func(string, float64, prose.Span)) {
	for _, w := range p.Text.Words {
		for step, words := range stakeholderSteps {
			if words[w.Norm] {
				take(rubric.Stakeholder, float64(step+1), w.Span)
			}
		}
	}
}

// decision takes the weight of what was decided from the sentence that
// speaks most for the level's flags, or from the first deed that decides.
func decision(p *review.Pass, r *reading, take func(string, float64, prose.Span)) {
	switch {
	case r.raised(flagIndex("above-level")):
		take(rubric.Decision, 4, r.strongest(p.Text, "above-level", 1)[0])
	case r.raised(flagIndex("below-level")):
		take(rubric.Decision, 1, r.strongest(p.Text, "below-level", 1)[0])
	default:
		for _, i := range r.all(review.Action) {
			words := p.Text.SentenceWords(i)
			if anyWord(words, decided) && anyWord(words, firstPersons) {
				take(rubric.Decision, 2, p.Text.Sentences[i].Span)
				return
			}
		}
	}
}

var decided = wordSet("decided decide decision chose choose picked stopped refused cut moved replaced split committed agreed killed cancelled postponed")
