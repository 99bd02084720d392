package model

import (
	"math"
	"slices"
	"sync/atomic"
)

// Roles are told apart by a linear-chain conditional random field: each
// feature votes for roles, and neighbouring roles vote for each other. The
// chain is soft, so an answer that tells its result first is followed, not
// forced into the textbook's order.

// roleCount is the number of roles, in the order S T A R L O.
const roleCount = 6

// RoleLetters are the roles as the corpus writes them, by index.
const RoleLetters = "STARLO"

// chain is the model of roles.
type chain struct {
	// weights holds roleCount values a feature.
	weights packed
	// next[c][i][j] is the vote for role j behind role i; c is 1 where a
	// paragraph begins between them. start and end are votes at the edges.
	next       [2][roleCount][roleCount]float64
	start, end [roleCount]float64
	// settled is set once training and calibration are over; the factors of
	// next are then computed once and kept in cached.
	settled bool
	cached  atomic.Pointer[pairTotals]
	// temperature divides scores, so that probabilities are calibrated.
	temperature float64
}

// Places of some roles in RoleLetters.
const (
	roleAction   = 2
	roleResult   = 3
	roleLearning = 4
)

type roleScores = [roleCount]float64

// emissions scores each sentence for each role, its neighbours aside.
func (c *chain) emissions(d *document) []roleScores {
	out := make([]roleScores, len(d.sentences))
	for i := range d.sentences {
		s := &d.sentences[i]
		var sum [roleCount]int32
		if s.own != nil {
			sum = s.own.chain
		} else {
			c.weights.addRows(sum[:], s.features, featureSpace-1)
		}
		c.weights.addRows(sum[:], s.context, featureSpace-1)
		for r, v := range sum {
			out[i][r] = float64(float64(v) * c.weights.scale[r])
		}
	}
	return out
}

// fixedScore is what a role that a heading or the person fixed is given
// above all others.
const fixedScore = 50

// marginals is the probability of each role for each sentence, by its
// emissions and its neighbours. fixed holds a role or -1 for each sentence, or
// is nil.
func (c *chain) marginals(d *document, emissions []roleScores, fixed []int8) []roleScores {
	if len(d.sentences) == 0 {
		return nil
	}
	e := slices.Clone(emissions)
	scale := 1 / c.temperature
	for i := range e {
		for r := range e[i] {
			e[i][r] = float64(e[i][r] * scale)
		}
		if fixed != nil && fixed[i] >= 0 {
			e[i][fixed[i]] += fixedScore
		}
	}
	return c.forwardBackward(d, e, scale, nil)
}

// pairTotals sums the expected number of neighbouring roles.
type pairTotals [2][roleCount][roleCount]float64

// factors turns the votes between neighbours into factors.
func (c *chain) factors(scale float64) *pairTotals {
	if f := c.cached.Load(); f != nil {
		return f
	}
	var f pairTotals
	for b := range c.next {
		for i := range c.next[b] {
			for j, v := range c.next[b][i] {
				f[b][i][j] = exp(float64(v * scale))
			}
		}
	}
	if c.settled {
		c.cached.Store(&f)
	}
	return &f
}

// forwardBackward computes the marginals; where pairs is not nil it is
// filled with expected transitions. Scores are turned into factors once, so
// that the passes multiply and add only.
func (c *chain) forwardBackward(d *document, e []roleScores, scale float64, pairs *pairTotals) []roleScores {
	n := len(e)
	factor := c.factors(scale)
	emit := make([]roleScores, n)
	for i := range e {
		top := e[i][0]
		for _, v := range e[i] {
			top = max(top, v)
		}
		for r, v := range e[i] {
			emit[i][r] = exp(v - top)
		}
	}
	alpha, beta := make([]roleScores, n), make([]roleScores, n)
	for r := range alpha[0] {
		alpha[0][r] = float64(emit[0][r] * exp(float64(c.start[r]*scale)))
		beta[n-1][r] = exp(float64(c.end[r] * scale))
	}
	norm(&alpha[0])
	norm(&beta[n-1])
	for i := 1; i < n; i++ {
		f := &factor[d.boundary(i)]
		for j := range alpha[i] {
			sum := 0.0
			for k := range alpha[i-1] {
				sum += float64(alpha[i-1][k] * f[k][j])
			}
			alpha[i][j] = float64(sum * emit[i][j])
		}
		norm(&alpha[i])
	}
	for i := n - 2; i >= 0; i-- {
		f := &factor[d.boundary(i+1)]
		for j := range beta[i] {
			sum := 0.0
			for k := range beta[i+1] {
				sum += float64(float64(f[j][k]*emit[i+1][k]) * beta[i+1][k])
			}
			beta[i][j] = sum
		}
		norm(&beta[i])
		if pairs != nil {
			addPairs(pairs, d.boundary(i+1), &alpha[i], f, &emit[i+1], &beta[i+1])
		}
	}
	for i := range alpha {
		for r := range alpha[i] {
			alpha[i][r] = float64(alpha[i][r] * beta[i][r])
		}
		norm(&alpha[i])
	}
	return alpha
}

func addPairs(pairs *pairTotals, b int, left *roleScores, f *[roleCount][roleCount]float64, emit, right *roleScores) {
	var p [roleCount][roleCount]float64
	sum := 0.0
	for j := range left {
		for k := range right {
			p[j][k] = float64(float64(left[j]*f[j][k]) * float64(emit[k]*right[k]))
			sum += p[j][k]
		}
	}
	for j := range p {
		for k := range p[j] {
			pairs[b][j][k] += p[j][k] / sum
		}
	}
}

// boundary is 1 where a paragraph begins at sentence i, else 0.
func (d *document) boundary(i int) int {
	if d.sentences[i].paragraph {
		return 1
	}
	return 0
}

// norm scales values to the sum 1.
func norm(s *roleScores) {
	sum := 0.0
	for _, v := range s {
		sum += v
	}
	if sum == 0 {
		sum = 1e-300
	}
	for r := range s {
		s[r] /= sum
	}
}

// chainTrainer fits a chain by AdaGrad on the likelihood of the roles.
type chainTrainer struct {
	c  *chain
	w  *table
	n2 [2][roleCount][roleCount]float64
	e2 [2]roleScores
	// dice tell which features are passed over; rooms hold those kept of each
	// sentence.
	dice  rng
	rooms []vector
}

// Rates of training. The penalty pulls weights to zero; it was chosen by
// cross-validation over the corpus (docs/judgement.md).
const (
	roleEpochs = 10
	// roleAveraged is the number of last rounds whose weights are averaged.
	roleAveraged = 5
	roleRate     = 0.025
	rolePenalty  = 2e-4
	// roleDropped is the share of features that each step passes over.
	roleDropped = 0.3
)

// trainChain learns the roles from answers.
func trainChain(tellings []telling) *chain {
	t := chainTrainer{c: &chain{temperature: 1}, w: newTable(featureSpace, roleCount), dice: 99}
	all := make([][]vector, len(tellings))
	for i, x := range tellings {
		for k := range x.doc.sentences {
			all[i] = append(all[i], chainVector(&x.doc.sentences[k]))
		}
	}
	var weights mean
	r := rng(20261122)
	for epoch := range roleEpochs {
		for _, i := range r.shuffle(len(tellings)) {
			t.step(&tellings[i], all[i])
		}
		if epoch >= roleEpochs-roleAveraged {
			addTo(&weights, t.w.cells)
		}
	}
	t.c.weights = t.w.pack(weights.mean())
	return t.c
}

// chainVector describes a sentence for the chain.
func chainVector(s *sentence) vector {
	v := vector{index: slices.Concat(s.features, s.context)}
	v.value = make([]float32, len(v.index))
	for k := range v.value {
		v.value[k] = 1
	}
	return v
}

// step moves the weights along the gradient of one answer, whose sentences
// the vectors describe.
func (t *chainTrainer) step(x *telling, vectors []vector) {
	d, gold := x.doc, x.gold
	n := len(d.sentences)
	if n == 0 {
		return
	}
	for len(t.rooms) < n {
		t.rooms = append(t.rooms, vector{})
	}
	e, kept := make([]roleScores, n), make([]vector, n)
	for i := range d.sentences {
		kept[i] = t.dice.thin(vectors[i], roleDropped, &t.rooms[i])
		var scores [roleCount]float32
		t.w.score(kept[i], scores[:])
		for r, v := range scores {
			e[i][r] = float64(v)
		}
	}
	var expected pairTotals
	m := t.c.forwardBackward(d, e, 1, &expected)
	for i := range d.sentences {
		grad := x.held[i]
		for r := range grad {
			grad[r] -= m[i][r]
		}
		var step [roleCount]float32
		for r, g := range grad {
			step[r] = float32(g)
		}
		t.w.move(kept[i], step[:], pull{rate: roleRate, calm: 0.5, penalty: rolePenalty})
		if i == 0 {
			t.edge(0, &t.c.start, &grad)
		}
		if i == n-1 {
			t.edge(1, &t.c.end, &grad)
		}
		if i > 0 {
			expected[d.boundary(i)][gold[i-1]][gold[i]]--
		}
	}
	for b := range expected {
		for j := range expected[b] {
			for k, v := range expected[b][j] {
				t.n2[b][j][k] += float64(v * v)
				t.c.next[b][j][k] -= float64(0.3*v) / math.Sqrt(1+t.n2[b][j][k])
			}
		}
	}
}

func (t *chainTrainer) edge(which int, votes, grad *roleScores) {
	for r, g := range grad {
		t.e2[which][r] += float64(g * g)
		votes[r] += float64(0.3*g) / math.Sqrt(1+t.e2[which][r])
	}
}
