package checks

import (
	"fmt"
	"slices"
	"sort"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
)

// judge puts together what rests on the whole answer: roles and clock,
// amounts, principles, level, and the vote.
func (s *suite) judge() review.Judge {
	return review.Judge{
		Requires: []*review.Analyzer{quantities, s.reads, functionsNamed},
		Fill:     s.fill,
		Unscored: s.unscored,
		Rate:     s.rate,
		Why:      s.why,
		Reach:    s.reach,
	}
}

// fill sets what is a plain fact of the answer. Of a text in another language
// principles and level would be guesses.
func (s *suite) fill(p *review.Pass, rev *review.Review) {
	r := s.reading(p)
	for i, sentence := range p.Text.Sentences {
		rev.Sentences = append(rev.Sentences, review.Sentence{
			Span: review.Span(sentence.Span), Role: r.roles[i], Confidence: confidence(r, i), Unsure: r.unsure(i),
		})
		c := rev.Clock[r.roles[i]]
		c.Words += sentence.Last - sentence.First
		rev.Clock[r.roles[i]] = c
	}
	for role, c := range rev.Clock {
		c.Seconds = review.Round(float64(c.Words)/p.Pace*60, 1)
		rev.Clock[role] = c
	}
	s.fillAmounts(p, r, rev)
	if !english(p.Text) {
		return
	}
	s.fillPrinciples(p, r, rev)
	rev.Level = level(p, r)
}

func confidence(r *reading, i int) float64 {
	if r.fixed[i] {
		return 1
	}
	return review.Round(r.confidence[i], 2)
}

// sureMargin is how far the likeliest role must lie above the next for the
// reviewer to be sure of it.
const sureMargin = 0.2

// unsure reports whether two roles are about equally likely for sentence i.
func (r *reading) unsure(i int) bool {
	if r.fixed[i] {
		return false
	}
	first, second := 0.0, 0.0
	for _, v := range r.Roles[i] {
		if v > first {
			first, second = v, first
		} else if v > second {
			second = v
		}
	}
	return first-second < sureMargin
}

func (s *suite) fillAmounts(p *review.Pass, r *reading, rev *review.Review) {
	i := 0
	for _, q := range amountsOf(p) {
		for i < len(p.Text.Sentences)-1 && p.Text.Sentences[i].End <= q.Start {
			i++
		}
		x := review.Quantity{Span: review.Span(q.Span), Text: p.Text.Quote(q.Span), Kind: string(q.Kind), Value: q.Value, Unit: q.Unit, Role: r.roles[i]}
		if q.Change || q.Range {
			from, to := q.From, q.To
			x.From, x.To = &from, &to
		}
		rev.Quantities = append(rev.Quantities, x)
	}
}

// mostPrinciples is how many principles one answer can be said to show.
const mostPrinciples = 4

// leastPrinciple is the probability from which the likeliest principle is
// named although it misses its limit, where no other reaches its own: six in
// seven answers show one at least.
const leastPrinciple = 0.2

// mostLikely is the place of the largest probability.
func mostLikely(p []float64) int {
	best := 0
	for k, v := range p {
		if v > p[best] {
			best = k
		}
	}
	return best
}

// fillPrinciples lists the principles that the answer shows by deed,
// strongest first, with the sentences that carry each.
func (s *suite) fillPrinciples(p *review.Pass, r *reading, rev *review.Review) {
	var ids []int
	for k, v := range r.Principles {
		if _, known := p.Rubric.Principle(model.Principles[k]); known && v >= r.model.PrincipleLimit(k) {
			ids = append(ids, k)
		}
	}
	if likeliest := mostLikely(r.Principles); len(ids) == 0 && r.Principles[likeliest] >= leastPrinciple {
		if _, known := p.Rubric.Principle(model.Principles[likeliest]); known {
			ids = append(ids, likeliest)
		}
	}
	sort.SliceStable(ids, func(a, b int) bool { return r.Principles[ids[a]] > r.Principles[ids[b]] })
	against := r.against(p.Text)
	for _, k := range ids[:min(len(ids), mostPrinciples)] {
		shown := review.PrincipleShown{ID: model.Principles[k], Score: review.Round(r.Principles[k], 2)}
		for _, i := range r.PrincipleSentences(k, 2, against) {
			shown.Evidence = append(shown.Evidence, review.Span(p.Text.Sentences[i].Span))
		}
		rev.Principles = append(rev.Principles, shown)
	}
}

// unscored says why an answer can't be scored, or "".
func (s *suite) unscored(p *review.Pass) string {
	r := s.reading(p)
	least := p.Rubric.Rating.MinWords
	switch {
	case len(p.Text.Words) < least:
		return fmt.Sprintf("Too short to score: %s. Tell at least what happened, what you did and what came of it, in %s or more.",
			countWords(len(p.Text.Words)), countWords(least))
	case !english(p.Text):
		return "This does not look like English, and the reviewer reads English only. Nothing was judged."
	case !story(p.Text, r):
		return "There is no story in this yet: nobody does anything in it. Tell one thing that happened, what you did about it, and what came of it."
	}
	return ""
}

// countWords is a number of words, in the singular or the plural.
func countWords(n int) string {
	if n == 1 {
		return "1 word"
	}
	return fmt.Sprintf("%d words", n)
}

// commonWords are the commonest function words of English; in English text of
// any register they are at least a quarter of the words.
var commonWords = wordSet("the a an and or but of to in on at by for with from as is was were are be been it its that this these those i we he she they " +
	"you my our his her their your me us him them had has have did do does not no so if when then than there what who which would could will can " +
	"one all about out up into after before because just over more some very also how said were wasn't didn't i'd i'm it's that's don't")

// leastCommon is the share of common words below which a text is not taken
// for English prose. Answers of the corpus have .38 and more, German has
// .03, Spanish .05, lists of terms .1.
const leastCommon = 0.2

func english(t *prose.Text) bool {
	n, least := 0.0, float64(leastCommon*float64(len(t.Words)))
	for i := 0; n < least && i < len(t.Words); i++ {
		if commonWords[t.Words[i].Norm] {
			n++
		}
	}
	return n >= least
}

// story reports whether anybody does anything in the text: a sentence that
// speaks of a person and is not mere talk or setting.
func story(t *prose.Text, r *reading) bool {
	doers := 0
	for i := range t.Sentences {
		words := t.Heard(i)
		if r.roles[i] != review.Other && len(words) >= 4 && (anyWord(words, firstPersons) || anyWord(words, plurals) || anyWord(words, thirdPersons)) {
			doers++
		}
	}
	return doers > 0
}

var thirdPersons = wordSet("he she they him her them someone everyone nobody who people team")

// level places what was done against the rubric's level.
func level(p *review.Pass, r *reading) review.Level {
	l := review.Level{Verdict: review.At, Scope: scopeOf(p, r)}
	switch {
	case r.raised(flagIndex("below-level")):
		l.Verdict = review.Below
	case r.raised(flagIndex("above-level")):
		l.Verdict = review.Above
	}
	var fits, off []string
	var fitSpans, offSpans []review.Span
	for _, s := range l.Scope {
		if s.Fits == l.Verdict {
			fits, fitSpans = append(fits, named(s)), append(fitSpans, s.Span)
		} else {
			off, offSpans = append(off, named(s)), append(offSpans, s.Span)
		}
	}
	add := func(text string, rules []string, spans []review.Span) {
		l.Reasons = append(l.Reasons, review.Reason{Text: text, Rules: rules, Spans: spans})
	}
	title := p.Rubric.Level
	switch l.Verdict {
	case review.Below:
		add("What is told is smaller than "+title+" work. To make it fit, name the teams and the component you answered for, and a decision that reached beyond your own desk.", []string{"below-level"}, toSpans(r.strongest(p.Text, "below-level", 2)))
	case review.Above:
		add("What is claimed is larger than "+title+" work. To make it fit, tell the part that you led yourself: your teams, your component, your decision.", []string{"above-level"}, toSpans(r.strongest(p.Text, "above-level", 2)))
	default:
		const name = "say how many engineers and teams, and what money or users depend on them."
		switch {
		case slices.ContainsFunc(l.Scope, func(s review.Scope) bool { return s.Fits == l.Verdict && sized[s.Dimension] }):
			add("The scope fits "+title+": "+join(fits)+".", nil, fitSpans)
		case len(fits) > 0:
			add("Nothing speaks against "+title+", and little shows it: "+join(fits)+". No size is named: "+name, nil, fitSpans)
		default:
			add("Nothing speaks against "+title+", but no size is named: "+name, nil, nil)
		}
	}
	if len(off) > 0 && l.Verdict == review.At {
		add("Outside the usual range for "+title+", without deciding it: "+join(off)+".", nil, offSpans)
	}
	return l
}

// sized are the dimensions of scope that a size is named in.
var sized = map[string]bool{rubric.Engineers: true, rubric.Teams: true, rubric.Money: true, rubric.Users: true}

// longestDecision is how many bytes of a decision stand in a list.
const longestDecision = 50

// named is a scope as a list names it: a decision is a whole sentence, so of
// that only the beginning, as a quotation.
func named(s review.Scope) string {
	if s.Dimension != rubric.Decision {
		return s.Text
	}
	return `"` + review.Shorten(review.Unended(s.Text), longestDecision) + `"`
}

func toSpans(in []prose.Span) []review.Span {
	var out []review.Span
	for _, s := range in {
		out = append(out, review.Span(s))
	}
	return out
}

// join writes a list as people do.
func join(items []string) string {
	items = slices.Compact(slices.Clone(items))
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	s := items[0]
	for _, x := range items[1 : len(items)-1] {
		s += ", " + x
	}
	return s + " and " + items[len(items)-1]
}

// kindOfPeople tells engineers from others by their noun.
func engineers(q quantity.Quantity) bool {
	switch q.Noun {
	case "engineers", "engineer", "developers", "developer", "people", "programmers", "reports", "staff", "testers", "devs", "heads":
		return true
	}
	return false
}
