package model

import "sort"

// The rating is ordinal: one sum of grounds, each with a sign that anyone
// can check, and three cuts that divide it into the four votes. Grounds that
// speak against an answer can only lower it, grounds that speak for it can
// only raise it; the weights between are learned.

// Ground is one thing that moves the rating.
type Ground struct {
	// Name is a flag, or one of the strengths below.
	Name string
	// Sign is +1 where the ground can only raise the rating, -1 where it can
	// only lower it.
	Sign float64
}

// Strengths are the grounds beside the flags.
var Strengths = []Ground{
	{"outcome", +1}, {"quantified", +1}, {"hard-figure", +1}, {"change-with-both-ends", +1}, {"lasting", +1},
	{"people", +1}, {"own-part", +1}, {"digging", +1}, {"listening", +1}, {"action-share", +1}, {"scope", +1},
}

// grounds are the values of all grounds for an answer: flags first, then
// Strengths. flags are their probabilities.
func grounds(l *linear, flags, scores []float64, s *summary) []float64 {
	g := make([]float64, len(Flags)+len(Strengths))
	copy(g, flags)
	class := func(name string, group int) float64 { return min(1, s.dense[dClasses+3*classIndex[name]+group]) }
	copy(g[len(Flags):], []float64{
		s.dense[dFirstShare], s.dense[dQuantified+3], s.dense[dQuantified+1], s.dense[dQuantified+2], class("lasting", 2),
		class("people", 1), s.dense[dMisc+1], class("dig", 1), class("consult", 1), min(0.6, s.dense[dShare0+2]),
		l.calibrated(outLevel+1, scores[outLevel+1]),
	})
	return g
}

var classIndex = func() map[string]int {
	m := map[string]int{}
	for i, n := range classNames {
		m[n] = i
	}
	return m
}()

// ordinal weighs grounds into a score and cuts it.
type ordinal struct {
	weights []float64
	cuts    [3]float64
}

// Vote is how likely the vote is at least 2, 3, 4, given the grounds and the
// price of each flag, 1 being what was learned for it.
func (m *Model) Vote(grounds, prices []float64) [3]float64 {
	g := make([]float64, len(grounds))
	copy(g, grounds)
	for f, price := range prices {
		g[f] = float64(g[f] * price)
	}
	return m.rating.probabilities(g)
}

// probabilities is how likely the vote is at least 2, 3, 4.
func (o *ordinal) probabilities(g []float64) [3]float64 {
	sum := 0.0
	for k, w := range o.weights {
		sum += float64(w * g[k])
	}
	var p [3]float64
	for k, c := range o.cuts {
		p[k] = sigmoid(sum - c)
	}
	return p
}

// trainRating fits weights and cuts by gradient steps, keeping the signs.
// flags are the probabilities of the flags, unseen the scores of the document
// model, both of answers that the models had not seen.
func trainRating(m *Model, t *trainer, flags, unseen [][]float64, summaries []*summary) *ordinal {
	o := &ordinal{weights: make([]float64, len(Flags)+len(Strengths)), cuts: [3]float64{-1, 0, 1}}
	data := make([][]float64, len(t.cores))
	for i := range t.cores {
		data[i] = grounds(m.document, flags[i], unseen[i], summaries[i])
	}
	n := float64(len(data))
	for step := 0; step < 600; step++ {
		gw := make([]float64, len(o.weights))
		var gc [3]float64
		for i, g := range data {
			p := o.probabilities(g)
			for k := range p {
				e := -p[k]
				if t.examples[i].Rating >= k+2 {
					e++
				}
				gc[k] -= e
				for j, x := range g {
					gw[j] += float64(e * x)
				}
			}
		}
		for j := range o.weights {
			w := o.weights[j] + float64(1.5*(gw[j]/n-float64(0.002*o.weights[j])))
			if j < len(Flags) {
				o.weights[j] = min(0, w)
			} else {
				o.weights[j] = max(0, w)
			}

		}
		for k := range o.cuts {
			o.cuts[k] += float64(1.5*gc[k]) / n
		}
	}
	o.recut(data, t.examples)
	return o
}

// recut moves the cuts so that as many answers reach each vote as readers
// gave it: fitted cuts shy away from the ends of the scale.
func (o *ordinal) recut(data [][]float64, examples []Example) {
	sums := make([]float64, len(data))
	for i, g := range data {
		for k, w := range o.weights {
			sums[i] += float64(w * g[k])
		}
	}
	sort.Sort(sort.Reverse(sort.Float64Slice(sums)))
	for k := range o.cuts {
		n := 0
		for _, e := range examples {
			if e.Rating >= k+2 {
				n++
			}
		}
		if 0 < n && n < len(sums) {
			o.cuts[k] = float64(sums[n-1]+sums[n]) / 2
		}
	}
}
