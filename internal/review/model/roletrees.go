package model

// The trees of roles correct what the first reading made of each sentence,
// by what it made of the whole answer (telling.go). One is grown for each role
// in each round. docs/decisions/0011-second-reading.md tells what was tried.

import "slices"

// roleTrees are the trees of each round, one a role.
type roleTrees [][roleCount]tree

// together is how many sentences are corrected at a time: as many as stay
// near at hand with a tree.
const together = 32

// correct adds what the trees say of sentences to their log odds.
func (f roleTrees) correct(rows [][]float32, odds []roleScores) {
	for from := 0; from < len(rows); from += together {
		to := min(len(rows), from+together)
		for k := range f {
			for r := range f[k] {
				f[k][r].addTo(rows[from:to], odds[from:to], r)
			}
		}
	}
}

// addTo adds the scores of a role's tree: what next does, three times, written
// out, since most of a second reading passes through here.
func (t *tree) addTo(rows [][]float32, odds []roleScores, role int) {
	for i, row := range rows {
		x := (*[tCount]float32)(row)
		second, third, leaf := 0, 0, 0
		if x[t.feature[0]] > t.cut[0] {
			second = 1
		}
		if k := (1 + second) & treeInner; x[t.feature[k]] > t.cut[k] {
			third = 1
		}
		third += 2 * second
		if k := (3 + third) & treeInner; x[t.feature[k]] > t.cut[k] {
			leaf = 1
		}
		odds[i][role] += float64(t.value[(treeInner+2*third+leaf)&treeNodes])
	}
}

// How the trees of roles are grown; chosen by cross-validation over the
// corpus.
var roleGrowth = growth{depth: 3, rate: 0.1, pull: 20, leaf: 5, asked: 0.25, sampled: 0.6}

// roleRounds is how many rounds of them are grown.
const roleRounds = 120

// grower grows the trees of all roles.
type grower struct {
	// rows describe the sentences; start are the log odds that the trees
	// correct, held is how far readers hold each role.
	rows  [][]float32
	start []roleScores
	held  []roleScores
	// binned are the rows in bins, once they all are there.
	*binned

	odds []roleScores
	// slopes are those of each role, by sentence.
	slopes [roleCount][]slope
	dice   rng
}

// grow grows trees that correct the log odds of the roles; they learn from
// the sentences of train only.
func (g *grower) grow(train []int32) roleTrees {
	g.odds, g.dice = slices.Clone(g.start), 4711
	for r := range g.slopes {
		g.slopes[r] = make([]slope, len(g.rows))
	}
	features := g.telling(func(int) bool { return true })
	var trees roleTrees
	for range roleRounds {
		trees = append(trees, g.round(train, features))
	}
	return trees
}

// round grows one tree a role and moves the odds along.
func (g *grower) round(train []int32, features []int) (trees [roleCount]tree) {
	for _, i := range train {
		for r, p := range chancesOf(g.odds[i]) {
			g.slopes[r][i] = likelihood(g.held[i][r], p)
		}
	}
	use := sample(&g.dice, train, roleGrowth.sampled)
	var asked [roleCount][]int
	for r := range asked {
		asked[r] = sample(&g.dice, features, roleGrowth.asked)
	}
	inParallel(roleCount, func(r int) {
		b := branch{growth: roleGrowth, binned: g.binned, features: asked[r], slopes: g.slopes[r]}
		b.growTree(use)
		b.scores(train, func(i int32, score float64) { g.odds[i][r] += score })
		trees[r] = b.tree
	})
	return trees
}
