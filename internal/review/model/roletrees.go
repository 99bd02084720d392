package model

// The trees of roles correct what the first reading made of each sentence,
// by what it made of the whole answer (telling.go). One is grown for each role
// in each round. docs/decisions/0011-second-reading.md tells what was tried.

import "slices"

// roleTrees are the trees of each round, one a role.
type roleTrees [][roleCount]tree

// correct adds what the trees say of sentences to their log odds: tree by
// tree, so that each is fetched from memory once.
func (f roleTrees) correct(rows [][]float32, odds []roleScores) {
	for k := range f {
		for r := range f[k] {
			t := &f[k][r]
			for i, x := range rows {
				// What next does, without calling it, and without looking whether
				// the row is long enough at each step.
				x, node := (*[tCount]float32)(x), 0
				for range treeDepth {
					above := 0
					if x[t.feature[node&7]] > t.cut[node&7] {
						above = 1
					}
					node = 2*node + 1 + above
				}
				odds[i][r] += float64(t.value[node&15])
			}
		}
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
