package checks

import (
	"math"
	"sort"

	"rehearse/internal/review"
	"rehearse/internal/review/model"
)

// How many cues are told of one judgement, and how far below its limit a
// judgement may stay and still be explained.
const (
	cuesTold = 4
	nearly   = 0.5
)

// why explains the roles, the flags and principles that were said or nearly
// were, and the sum behind the vote.
func (s *suite) why(p *review.Pass, rev *review.Review) *review.Why {
	r := s.reading(p)
	w := &review.Why{Sentences: []review.WhySentence{}, Rules: []review.WhyJudged{}, Principles: []review.WhyJudged{}, Grounds: []review.WhyGround{}}
	for i := range r.roles {
		w.Sentences = append(w.Sentences, s.whySentence(p, r, i))
	}
	if rev.Rating.Score == 0 {
		return w
	}
	said := map[string]bool{}
	for _, f := range rev.Findings {
		said[f.Rule] = true
	}
	for f, rule := range model.Flags {
		if limit := r.model.FlagLimit(f); said[rule] || r.Flags[f] >= nearly*limit {
			w.Rules = append(w.Rules, judged(p, rule, r.Flags[f], limit, said[rule], r.loudest(f), r.WhyFlag(f, cuesTold)))
		}
	}
	shown := map[string]bool{}
	for _, x := range rev.Principles {
		shown[x.ID] = true
	}
	for k, id := range model.Principles {
		if limit := r.model.PrincipleLimit(k); shown[id] || r.Principles[k] >= nearly*limit {
			w.Principles = append(w.Principles, judged(p, id, r.Principles[k], limit, shown[id], r.PrincipleSentences(k, 2, r.against(p.Text)), r.WhyPrinciple(k, cuesTold)))
		}
	}
	for _, list := range [][]review.WhyJudged{w.Rules, w.Principles} {
		sort.SliceStable(list, func(a, b int) bool { return list[a].Probability > list[b].Probability })
	}
	w.Grounds = s.whyGrounds(p, r, said)
	return w
}

func (s *suite) whySentence(p *review.Pass, r *reading, i int) review.WhySentence {
	first, second := 0, -1
	for k, role := range review.Roles {
		if role == r.roles[i] {
			first = k
		}
	}
	for k, v := range r.Roles[i] {
		if k != first && (second < 0 || v > r.Roles[i][second]) {
			second = k
		}
	}
	x := review.WhySentence{
		Span: review.Span(p.Text.Sentences[i].Span), Role: r.roles[i], Confidence: confidence(r, i),
		Second: review.Roles[second], SecondConfidence: review.Round(r.Roles[i][second], 2), Cues: []review.Cue{},
	}
	if r.fixed[i] {
		x.Cues = append(x.Cues, review.Cue{Text: "a heading or a mark in the text says so"})
		return x
	}
	x.Cues = cues(r.WhyRole(i, first, cuesTold))
	return x
}

// whyGrounds is the sum behind the vote; like the vote, it leaves out what
// the text allows.
func (s *suite) whyGrounds(p *review.Pass, r *reading, said map[string]bool) []review.WhyGround {
	var grounds []review.WhyGround
	prices := s.prices(p)
	for k, weight := range r.model.RatingWeights() {
		if k < len(model.Flags) && r.raised(k) && !said[model.Flags[k]] {
			continue
		}
		g := review.WhyGround{Value: review.Round(r.Grounds[k], 2)}
		if k < len(model.Flags) {
			g.Name = model.Flags[k]
			weight = float64(weight * prices[k])
		} else {
			g.Name = model.Strengths[k-len(model.Flags)].Name
		}
		g.Adds = review.Round(float64(weight*r.Grounds[k]), 2)
		if math.Abs(g.Adds) >= 0.05 {
			grounds = append(grounds, g)
		}
	}
	sort.SliceStable(grounds, func(a, b int) bool { return math.Abs(grounds[a].Adds) > math.Abs(grounds[b].Adds) })
	return grounds
}

func judged(p *review.Pass, id string, probability, limit float64, said bool, sentences []int, c []model.Cue) review.WhyJudged {
	x := review.WhyJudged{ID: id, Probability: review.Round(probability, 2), Limit: review.Round(limit, 2), Said: said, Spans: []review.Span{}, Cues: cues(c)}
	for _, i := range sentences {
		x.Spans = append(x.Spans, review.Span(p.Text.Sentences[i].Span))
	}
	return x
}

// loudest is the sentence that speaks most for a flag, if any speaks for
// it at all.
func (r *reading) loudest(flag int) []int {
	best := -1
	for i := range r.Evidence {
		if e := r.Evidence[i][flag]; e > 0 && (best < 0 || e > r.Evidence[best][flag]) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return []int{best}
}

func cues(list []model.Cue) []review.Cue {
	out := make([]review.Cue, 0, len(list))
	for _, c := range list {
		out = append(out, review.Cue{Text: c.Text, Weight: review.Round(c.Weight, 2)})
	}
	return out
}
