package checks

import (
	"strings"

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
	i := 0
	for _, q := range amountsOf(p) {
		for i < len(p.Text.Sentences)-1 && p.Text.Sentences[i].End <= q.Start {
			i++
		}
		d, v := dimensionOf(q)
		if q.Kind == quantity.People && q.Noun == "" && ofATeam(p.Text, q.Start) {
			d, v = rubric.Engineers, q.Value
		}
		if d == rubric.Horizon && !planned(p.Text, r.roles[i], i, q.Span) {
			continue
		}
		if d != "" {
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

// ofATeam reports whether a number of people follows "a team of".
func ofATeam(t *prose.Text, at int) bool {
	before := strings.Fields(strings.ToLower(t.Source[max(0, at-24):at]))
	n := len(before)
	return n >= 2 && before[n-1] == "of" && model.TeamNoun(before[n-2])
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
		case usersByName[q.Noun], userNouns[q.Noun] && q.Value >= leastUsers:
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

// leastUsers is from how many on people by trade are taken for those who use
// what was built: "two of the drivers" are persons of the story.
const leastUsers = 100

var usersByName = wordSet("users user customers customer")

var userNouns = wordSet("patients passengers subscribers riders merchants drivers readers viewers players " +
	"members students pupils households farmers shoppers guests listeners clients travellers donors tenants citizens voters learners")

// nearPlan is how many words may lie between a length of time and the word
// that makes a plan of it.
const nearPlan = 6

// planning are words that look ahead. "By" and "next" do so right before the
// time alone: "over the next two years" is a plan, "the next morning, after
// two years" is none.
var planning = wordSet("plan plans planned planning roadmap roadmaps strategy strategies strategic deadline deadlines quarter quarters")

// planned reports whether a length of time in sentence i is one that was
// looked ahead, and not a stretch of the past or of an outcome: "a year of
// wind records" is no horizon, "a two-year roadmap" is.
func planned(t *prose.Text, role review.Role, i int, at prose.Span) bool {
	if role != review.Situation && role != review.Task {
		return false
	}
	words := t.Heard(i)
	first, last := len(words), -1
	for k, w := range words {
		if at.Overlaps(w.Span) {
			first, last = min(first, k), k
		}
	}
	if last < 0 || norm(words, last+1) == "ago" {
		return false
	}
	if before := norm(words, first-1); before == "by" || before == "next" {
		return true
	}
	for k := max(0, first-nearPlan); k <= min(last+nearPlan, len(words)-1); k++ {
		if (k < first || k > last) && planning[words[k].Norm] {
			return true
		}
	}
	return false
}

// stakeholderSteps are the words that name a stakeholder, by the step of the
// rubric's scale from 1 (own team) to 5 (C-level or board).
var stakeholderSteps = func() map[string]int {
	of := map[string]int{}
	for step, words := range []string{
		"team",
		"product pm designer sales legal finance marketing support operations compliance partner vendor supplier customer client",
		"director head boss",
		"vp president",
		"ceo cto cfo coo cio board chairman",
	} {
		for w := range wordSet(words) {
			of[w] = step + 1
		}
	}
	return of
}()

func stakeholder(p *review.Pass, take func(string, float64, prose.Span)) {
	for _, w := range p.Text.Words {
		if step := stakeholderSteps[w.Norm]; step > 0 {
			take(rubric.Stakeholder, float64(step), w.Span)
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
			words := p.Text.Heard(i)
			if anyWord(words, decided) && anyWord(words, firstPersons) {
				take(rubric.Decision, 2, p.Text.Sentences[i].Span)
				return
			}
		}
	}
}

var decided = wordSet("decided decide decision chose choose picked stopped refused cut moved replaced split committed agreed killed cancelled canceled postponed")
