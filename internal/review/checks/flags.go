package checks

import (
	"slices"
	"sort"
	"strconv"

	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
)

// The flags of the annotation guide are judged by the trained model, which
// weighs the whole answer; each check here finds the words to point at.

// flagIndex is the place of a flag in the model's outputs.
func flagIndex(rule string) int { return slices.Index(model.Flags, rule) }

// flag makes the check of a trained flag: it reports where the probability
// reaches the limit learned for it, at the place that where returns.
func (s *suite) flag(rule string, where func(p *review.Pass, r *reading) review.Report) *review.Analyzer {
	f := flagIndex(rule)
	return s.check(rule, func(p *review.Pass, r *reading) {
		if !r.raised(f) {
			return
		}
		x := where(p, r)
		x.Confidence = max(0.01, r.Flags[f])
		p.Report(x)
	})
}

// raised reports whether a flag is likely enough to be worth saying.
func (r *reading) raised(f int) bool { return r.Flags[f] >= r.model.FlagLimit(f) }

// strongest are the sentences that speak most for a flag, strongest first,
// most of them at the most, restricted to roles where any are given.
func (r *reading) strongest(t *prose.Text, rule string, most int, roles ...review.Role) []prose.Span {
	f := flagIndex(rule)
	var order []int
	for i := range r.Evidence {
		if len(roles) == 0 || slices.Contains(roles, r.roles[i]) {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		for i := range r.Evidence {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return r.Evidence[order[a]][f] > r.Evidence[order[b]][f] })
	best := r.Evidence[order[0]][f]
	var out []prose.Span
	for _, i := range order {
		if len(out) == most || r.Evidence[i][f] < best-2.5 {
			break
		}
		out = append(out, t.Sentences[i].Span)
	}
	return out
}

// heldAgainst are the flags whose sentences are written down against the
// speaker, and the roles that those sentences have: what shows one of them is
// no praise.
var heldAgainst = map[string][]review.Role{"blame": nil, "unilateral": {review.Action}, "sole-credit": nil, "hypothetical": nil}

// against are the sentences that show a raised flag which is held against the
// speaker.
func (r *reading) against(t *prose.Text) []bool {
	out := make([]bool, len(t.Sentences))
	for rule, roles := range heldAgainst {
		if !r.raised(flagIndex(rule)) {
			continue
		}
		for _, s := range r.strongest(t, rule, mostShown, roles...) {
			i, _ := slices.BinarySearchFunc(t.Sentences, s.Start, func(x prose.Sentence, at int) int { return x.Start - at })
			out[i] = true
		}
	}
	return out
}

// mostShown is how many sentences are pointed at for one flag.
const mostShown = 3

// at reports the first of some spans, the others beside it.
func at(spans []prose.Span) review.Report { return review.Report{Span: spans[0], Also: spans[1:]} }

// shown reports the sentences that speak most for a flag.
func shown(rule string, roles ...review.Role) func(*review.Pass, *reading) review.Report {
	return func(p *review.Pass, r *reading) review.Report {
		return at(r.strongest(p.Text, rule, mostShown, roles...))
	}
}

// lastSentence is where an answer ends.
func lastSentence(t *prose.Text) prose.Span { return t.Sentences[len(t.Sentences)-1].Span }

// seconds writes a length of time for a text.
func seconds(words int, pace float64) string {
	return strconv.Itoa(int(float64(float64(words)/pace*60) + 0.5))
}

func percent(share float64) string { return strconv.Itoa(int(float64(share*100)+0.5)) + "%" }

// noMetric: the outcome has no number on what changed. It points at the
// outcome that lacks one.
func (s *suite) noMetric() *review.Analyzer {
	return s.flag("no-metric", func(p *review.Pass, r *reading) review.Report {
		if results := r.all(review.Result); len(results) > 0 {
			return at(spans(p.Text, results))
		}
		return review.Report{Span: lastSentence(p.Text)}
	})
}

// missingResult: the answer ends with no outcome told. It points at where
// the answer stops.
func (s *suite) missingResult() *review.Analyzer {
	return s.flag("missing-result", func(p *review.Pass, r *reading) review.Report {
		return review.Report{Span: lastSentence(p.Text)}
	})
}

// missingTask: the speaker's own charge is never said. It points at where
// the action begins without it.
func (s *suite) missingTask() *review.Analyzer {
	return s.flag("missing-task", func(p *review.Pass, r *reading) review.Report {
		if i := r.first(review.Action); i >= 0 {
			return review.Report{Span: p.Text.Sentences[i].Span}
		}
		return review.Report{Span: p.Text.Sentences[0].Span}
	})
}

// longSetup: situation and task take too much of the answer. It points at
// the setup, whole.
func (s *suite) longSetup() *review.Analyzer {
	return s.flag("long-setup", func(p *review.Pass, r *reading) review.Report {
		setup := r.roleWords(p.Text, review.Situation, review.Task)
		x := review.Report{Span: p.Text.Sentences[0].Span, Slots: map[string]string{
			"share": percent(float64(setup) / float64(len(p.Text.Words))), "seconds": seconds(setup, p.Pace),
			"words": strconv.Itoa(setup), "budget": strconv.Itoa(int(p.Rubric.Budget.Situation + p.Rubric.Budget.Task)),
		}}
		if i := r.first(review.Situation, review.Task); i >= 0 {
			x.Span = p.Text.Sentences[i].Span
			for _, k := range append(r.all(review.Situation), r.all(review.Task)...) {
				if k != i {
					x.Also = append(x.Also, p.Text.Sentences[k].Span)
				}
			}
			sort.Slice(x.Also, func(a, b int) bool { return x.Also[a].Start < x.Also[b].Start })
		}
		return x
	})
}

// thinAction: too little of the answer is what was done. It points at the
// action there is.
func (s *suite) thinAction() *review.Analyzer {
	return s.flag("thin-action", func(p *review.Pass, r *reading) review.Report {
		words := r.roleWords(p.Text, review.Action)
		slots := map[string]string{
			"share": percent(float64(words) / float64(len(p.Text.Words))), "seconds": seconds(words, p.Pace),
			"words": strconv.Itoa(words), "budget": strconv.Itoa(int(p.Rubric.Budget.Action)),
		}
		x := review.Report{Span: lastSentence(p.Text)}
		if actions := r.all(review.Action); len(actions) > 0 {
			x = at(spans(p.Text, actions[:min(3, len(actions))]))
		}
		x.Slots = slots
		return x
	})
}

// hiddenSelf: told as "we", so that the speaker's own part can't be told.
func (s *suite) hiddenSelf() *review.Analyzer {
	return s.flag("hidden-self", func(p *review.Pass, r *reading) review.Report {
		we := 0
		for _, w := range p.Text.Words {
			if w.Norm == "we" || w.Norm == "our" || w.Norm == "us" {
				we++
			}
		}
		x := at(r.strongest(p.Text, "hidden-self", mostShown, review.Action))
		x.Slots = map[string]string{"count": strconv.Itoa(we)}
		return x
	})
}

// soleCredit: claims alone what a team must have done.
func (s *suite) soleCredit() *review.Analyzer { return s.flag("sole-credit", shown("sole-credit")) }

// blame: puts the failure on others, with disdain or without an own share.
func (s *suite) blame() *review.Analyzer { return s.flag("blame", shown("blame")) }

// unilateral: decided over the heads of those affected.
func (s *suite) unilateral() *review.Analyzer {
	return s.flag("unilateral", shown("unilateral", heldAgainst["unilateral"]...))
}

// noPeople: a question about leading, and nobody is led.
func (s *suite) noPeople() *review.Analyzer {
	return s.flag("no-people", shown("no-people", review.Action))
}

// aboveLevel: claims a larger stage than the level's.
func (s *suite) aboveLevel() *review.Analyzer { return s.flag("above-level", shown("above-level")) }

// belowLevel: the work of one engineer, or a small task.
func (s *suite) belowLevel() *review.Analyzer { return s.flag("below-level", shown("below-level")) }

// noLesson: a failure from which nothing was learned. It points at the lesson
// that is no more than named, or at where the answer stops.
func (s *suite) noLesson() *review.Analyzer {
	return s.flag("no-lesson", func(p *review.Pass, r *reading) review.Report {
		if i := r.first(review.Learning); i >= 0 {
			return review.Report{Span: p.Text.Sentences[i].Span, Thin: true}
		}
		return review.Report{Span: lastSentence(p.Text)}
	})
}

// hypothetical: what one would do or usually does instead of what was done.
func (s *suite) hypothetical() *review.Analyzer { return s.flag("hypothetical", shown("hypothetical")) }

// offQuestion: a story that answers another question. It points at the
// answer's opening.
func (s *suite) offQuestion() *review.Analyzer {
	return s.flag("off-question", func(p *review.Pass, r *reading) review.Report {
		i := max(0, r.first(review.Action))
		return review.Report{Span: p.Text.Sentences[i].Span, Slots: map[string]string{"name": review.Shorten(p.Question, 90)}}
	})
}
