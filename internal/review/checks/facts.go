// Package checks holds the analysers: facts that others build on, and the
// checks that report. suite.go lists them all; texts.yaml holds what each
// says to people.
package checks

import (
	"sort"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
)

// quantities finds the stated amounts.
var quantities = &review.Analyzer{
	Name: "quantities",
	Run:  func(p *review.Pass) (any, error) { return quantity.Find(p.Text), nil },
}

func amountsOf(p *review.Pass) []quantity.Quantity { return p.Fact(quantities).([]quantity.Quantity) }

// reading is what the trained model makes of the answer.
type reading struct {
	*model.Reading
	model *model.Model
	// roles is the role of each sentence; confidence its probability.
	roles      []review.Role
	confidence []float64
	// fixed is set where a heading or the person gave the role.
	fixed []bool
}

// suite makes the analysers around one model.
type suite struct {
	model *model.Model
	// reads is the analyser that returns a *reading.
	reads *review.Analyzer
	// usualPrice is what the built-in rubric asks for each rule, in points.
	usualPrice map[string]float64
	// learned is the built-in rubric's range of engineers: the level that
	// the model learned to judge.
	learned rubric.Range
}

func newSuite(m *model.Model) *suite {
	s := &suite{model: m, usualPrice: map[string]float64{}}
	if usual, err := rubric.Load("amazon-l6", nil); err == nil {
		s.learned = usual.Range(rubric.Engineers)
		for _, rule := range usual.Checks {
			s.usualPrice[rule.Rule] = rule.Points
		}
	}
	s.reads = &review.Analyzer{Name: "roles", Requires: []*review.Analyzer{quantities}, Run: s.read}
	return s
}

func (s *suite) reading(p *review.Pass) *reading { return p.Fact(s.reads).(*reading) }

// read runs the model over the answer.
func (s *suite) read(p *review.Pass) (any, error) {
	fixed, any := fixedRoles(p)
	a := model.Answer{Text: p.Text, Quantities: amountsOf(p), Question: prose.Read(p.Question), Failure: p.Kind == "failure"}
	if any {
		a.Fixed = fixed
	}
	r := &reading{Reading: s.model.Read(a), model: s.model}
	for i, probabilities := range r.Roles {
		best := s.model.Role(probabilities)
		if fixed[i] >= 0 {
			best = int(fixed[i])
		}
		r.roles = append(r.roles, review.Roles[best])
		r.confidence = append(r.confidence, probabilities[best])
		r.fixed = append(r.fixed, fixed[i] >= 0)
	}
	r.settle(p)
	r.shiftLevel(s.step(p.Rubric))
	return r, nil
}

// step is how many levels a rubric lies above the one that the model learned
// to judge: 1 where its usual number of engineers begins at or above the end
// of that one's, -1 where it ends at or below its beginning, else 0.
func (s *suite) step(r *rubric.Rubric) int {
	have := r.Range(rubric.Engineers)
	switch {
	case s.learned.Max > 0 && have.Min >= s.learned.Max:
		return 1
	case s.learned.Min > 0 && have.Max > 0 && have.Max <= s.learned.Min:
		return -1
	}
	return 0
}

// shiftLevel turns what the model says of level into what it means a level
// higher or lower: what fits here is small one level up, and large one down.
func (r *reading) shiftLevel(step int) {
	below, above := flagIndex("below-level"), flagIndex("above-level")
	b, a := r.Flags[below], r.Flags[above]
	fits := max(0, 1-b-a)
	switch step {
	case 1:
		b, a = b+fits, 0
	case -1:
		b, a = 0, a+fits
	}
	r.Flags[below], r.Flags[above] = min(1, b), min(1, a)
	r.Grounds[below], r.Grounds[above] = r.Flags[below], r.Flags[above]
}

// So few words, in all that adds something or of what was done, are too few
// whatever they say: 32 and 8 seconds of talk. All readers of the corpus wrote thin-action down
// for each of the 73 answers that fall short of one of them.
const (
	fewWords = 80
	fewDeeds = 20
)

// openBlame tells whether a sentence blames others in so many words, and
// makes those that do speak a little louder for the flag than any other.
func (r *reading) openBlame(t *prose.Text, flag int) (found bool) {
	loudest := 1.0
	for i := range r.Evidence {
		loudest = max(loudest, r.Evidence[i][flag])
	}
	for i := range t.Sentences {
		if blames(t.Heard(i)) {
			r.Evidence[i][flag] = loudest + 0.1
			found = true
		}
	}
	return found
}

// settle corrects what the model finds likely by what is plain from the
// roles and from what was asked: an answer without a sentence of outcome lacks
// its result, what only a question makes a fault is none without it, and
// disdain needs words that show it.
func (r *reading) settle(p *review.Pass) {
	set := func(rule string, v float64) {
		f := flagIndex(rule)
		r.Flags[f], r.Grounds[f] = v, v
	}
	if p.Question == "" {
		set("off-question", 0)
		set("no-people", 0)
	}
	if p.Kind != "failure" {
		set("no-lesson", 0)
	}
	if f := flagIndex("blame"); r.openBlame(p.Text, f) {
		set("blame", max(0.97, r.Flags[f]))
	} else if len(r.loudest(f)) == 0 {
		set("blame", r.Flags[f]/2)
	}
	if r.Outcome < 0.3 {
		set("missing-result", max(0.97, r.Flags[flagIndex("missing-result")]))
	}
	if r.Deed < 0.3 && r.Outcome < 0.3 || r.Told < fewWords || r.roleWords(p.Text, review.Action) < fewDeeds {
		set("thin-action", max(0.97, r.Flags[flagIndex("thin-action")]))
	}
}

// fixedRoles tells for each sentence the role that a heading or a mark in
// the text gives it, or -1, and whether any has one.
func fixedRoles(p *review.Pass) (fixed []int8, any bool) {
	index := map[string]int8{}
	for i, r := range review.Roles {
		index[string(r)] = int8(i)
	}
	fixed = make([]int8, len(p.Text.Sentences))
	part := 0
	parts := p.Story.Parts
	for i, s := range p.Text.Sentences {
		fixed[i] = -1
		for part < len(parts) && parts[part].Body.End <= s.Start {
			part++
		}
		if part < len(parts) && parts[part].Body.Contains(s.Span) {
			fixed[i], any = index[parts[part].Role], true
		}
	}
	for _, mark := range p.Story.RoleMarks {
		i := sort.Search(len(p.Text.Sentences), func(i int) bool { return p.Text.Sentences[i].Start >= mark.End })
		role, known := index[mark.Role]
		if i < len(fixed) && known {
			fixed[i], any = role, true
		}
	}
	return fixed, any
}

// roleWords counts the words said in a role.
func (r *reading) roleWords(t *prose.Text, roles ...review.Role) int {
	n := 0
	for i, s := range t.Sentences {
		for _, role := range roles {
			if r.roles[i] == role {
				n += s.Last - s.First
			}
		}
	}
	return n
}

// first is the first sentence in one of the roles, or -1.
func (r *reading) first(roles ...review.Role) int {
	for i, have := range r.roles {
		for _, role := range roles {
			if have == role {
				return i
			}
		}
	}
	return -1
}

// all are the sentences in a role.
func (r *reading) all(role review.Role) []int {
	var out []int
	for i, have := range r.roles {
		if have == role {
			out = append(out, i)
		}
	}
	return out
}

// spans are the spans of sentences.
func spans(t *prose.Text, sentences []int) []prose.Span {
	var out []prose.Span
	for _, i := range sentences {
		out = append(out, t.Sentences[i].Span)
	}
	return out
}
