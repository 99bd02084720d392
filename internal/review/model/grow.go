package model

import (
	"math"
	"slices"
)

// Trees ask one thing of a sentence after another, and so can tell what no
// sum can: that a figure is an outcome only behind a deed. Each is small and
// corrects what those before it got wrong (gradient boosting, Friedman 2001,
// with Newton's steps); one is grown for each role in each round.

// A role tree asks three questions on each way: seven inner nodes, fifteen in
// all.
const (
	roleTreeInner = 7
	roleTreeNodes = 2*roleTreeInner + 1
)

// roleTree asks at each inner node whether a feature lies above a cut; where
// it does, the way goes to the second child. Every way is of one length: where
// nothing is left to ask, the cut is beyond all numbers and the values below
// are those of the node.
type roleTree struct {
	feature [roleTreeInner]int16
	cut     [roleTreeInner]float32
	value   [roleTreeNodes]float32
}

// noCut ends a way early: nothing lies above it.
var noCut = float32(math.Inf(1))

// walk calls visit for the nodes on the way of a sentence.
func (t *roleTree) walk(x []float32, visit func(node int)) {
	node := 0
	visit(node)
	for node < roleTreeInner && t.cut[node] != noCut {
		node = t.next(node, x)
		visit(node)
	}
}

// end ends the way at a node.
func (t *roleTree) end(node int) {
	if node >= roleTreeInner {
		return
	}
	t.cut[node] = noCut
	for child := 2*node + 1; child <= 2*node+2; child++ {
		t.value[child] = t.value[node]
		t.end(child)
	}
}

// next is free of branches that a processor would have to guess.
func (t *roleTree) next(node int, x []float32) int {
	above := 0
	if x[t.feature[node]] > t.cut[node] {
		above = 1
	}
	return 2*node + 1 + above
}

// score is the value of the node where the way of a sentence ends.
func (t *roleTree) score(x []float32) float64 {
	node := t.next(0, x)
	node = t.next(node, x)
	return float64(t.value[t.next(node, x)])
}

// roleTrees are the trees of each round, one a role.
type roleTrees [][roleCount]roleTree

// correct adds what the trees say of sentences to their log odds: tree by
// tree, so that each is fetched from memory once.
func (f roleTrees) correct(rows [][]float32, odds []roleScores) {
	for k := range f {
		for r := range f[k] {
			t := &f[k][r]
			for i, x := range rows {
				// What next does, three times, without calling it.
				x := (*[tCount]float32)(x)
				n, above := 0, 0
				if x[t.feature[n]] > t.cut[n] {
					above = 1
				}
				n = 1 + above
				above = 0
				if x[t.feature[n]] > t.cut[n] {
					above = 1
				}
				n = 2*n + 1 + above
				above = 0
				if x[t.feature[n]] > t.cut[n] {
					above = 1
				}
				odds[i][r] += float64(t.value[2*n+1+above])
			}
		}
	}
}

// How trees are grown; chosen by cross-validation over the corpus.
const (
	growRounds  = 120
	growRate    = 0.1
	growPull    = 20.0 // pulls the values of nodes to zero
	growLeaf    = 5.0  // the least weight of sentences in a leaf
	growBins    = 24
	growAsked   = 0.25 // the share of features that a tree may ask for
	growSampled = 0.6  // the share of sentences that a tree learns from
)

// slope is the first and the second derivative of the likelihood.
type slope struct{ pull, weight float64 }

// worth is by how much a node with this sum gains from a value of its own.
func (s slope) worth() float64 { return float64(s.pull*s.pull) / (s.weight + growPull) }

func (s slope) minus(o slope) slope { return slope{s.pull - o.pull, s.weight - o.weight} }

func (s *slope) plus(o slope) { s.pull, s.weight = s.pull+o.pull, s.weight+o.weight }

// heap holds the sums of slopes over the bins of a feature.
type heap [growBins + 1]slope

// grower grows the trees of all roles.
type grower struct {
	// rows describe the sentences; start are the log odds that the trees
	// correct, gold is what readers said.
	rows  [][]float32
	start []roleScores
	gold  []int8
	// cuts lie between the bins of each feature; bins are those of each
	// sentence, by feature.
	cuts [][]float32
	bins [][]uint8

	odds []roleScores
	// slopes are those of each role, by sentence.
	slopes [roleCount][]slope
	r      rng
}

// sortIntoBins sorts the features of all sentences into bins of about one
// size.
func (g *grower) sortIntoBins() {
	n := len(g.rows)
	g.cuts, g.bins = make([][]float32, tCount), make([][]uint8, tCount)
	inParallel(tCount, func(f int) {
		values := make([]float32, n)
		for i, x := range g.rows {
			values[i] = x[f]
		}
		slices.Sort(values)
		for q := range growBins {
			if n == 0 {
				break
			}
			if v, last := values[q*n/growBins], len(g.cuts[f])-1; v < values[n-1] && (last < 0 || v > g.cuts[f][last]) {
				g.cuts[f] = append(g.cuts[f], v)
			}
		}
		g.bins[f] = make([]uint8, n)
		for i, x := range g.rows {
			at, _ := slices.BinarySearch(g.cuts[f], x[f])
			g.bins[f][i] = uint8(at)
		}
	})
}

// grow grows trees that correct the log odds of the roles; they learn from
// the sentences of train only.
func (g *grower) grow(train []int32) roleTrees {
	g.odds, g.r = slices.Clone(g.start), 4711
	for r := range g.slopes {
		g.slopes[r] = make([]slope, len(g.rows))
	}
	var trees roleTrees
	for range growRounds {
		trees = append(trees, g.round(train))
	}
	return trees
}

// round grows one tree a role and moves the odds along.
func (g *grower) round(train []int32) (trees [roleCount]roleTree) {
	for _, i := range train {
		for r, p := range shares(g.odds[i][:]) {
			gold := 0.0
			if int(g.gold[i]) == r {
				gold = 1
			}
			g.slopes[r][i] = slope{gold - p, float64(p * (1 - p))}
		}
	}
	var use []int32
	for _, i := range train {
		if g.r.some(growSampled) {
			use = append(use, i)
		}
	}
	var asked [roleCount][]int
	for r := range asked {
		for f, cuts := range g.cuts {
			if len(cuts) > 0 && g.r.some(growAsked) {
				asked[r] = append(asked[r], f)
			}
		}
	}
	inParallel(roleCount, func(r int) {
		t := branch{g: g, asked: asked[r], slopes: g.slopes[r]}
		t.divide(0, use, t.heaps(use))
		trees[r] = t.tree
		for _, i := range train {
			g.odds[i][r] += trees[r].score(g.rows[i])
		}
	})
	return trees
}

// branch grows one tree.
type branch struct {
	g      *grower
	asked  []int
	slopes []slope
	tree   roleTree
}

// heaps sums the slopes of some sentences up by the bins of each feature that
// is asked for.
func (b *branch) heaps(rows []int32) []heap {
	slopes := make([]slope, len(rows))
	for k, i := range rows {
		slopes[k] = b.slopes[i]
	}
	heaps := make([]heap, len(b.asked))
	for k, f := range b.asked {
		h, bins := &heaps[k], b.g.bins[f]
		for j, i := range rows {
			h[bins[i]].plus(slopes[j])
		}
	}
	return heaps
}

// divide sets the value of a node and divides its sentences where that helps.
// Of two halves only the smaller is summed up anew.
func (b *branch) divide(node int, rows []int32, heaps []heap) {
	var sum slope
	for _, i := range rows {
		sum.plus(b.slopes[i])
	}
	b.tree.value[node] = float32(float64(growRate*sum.pull) / (sum.weight + growPull))
	if node >= roleTreeInner {
		return
	}
	feature, bin := -1, 0
	if sum.weight >= 2*growLeaf {
		feature, bin = b.bestCut(sum, heaps)
	}
	if feature < 0 {
		b.tree.end(node)
		return
	}
	b.tree.feature[node], b.tree.cut[node] = int16(feature), b.g.cuts[feature][bin]
	var half [2][]int32
	for _, i := range rows {
		k := 0
		if int(b.g.bins[feature][i]) > bin {
			k = 1
		}
		half[k] = append(half[k], i)
	}
	if 2*node+1 >= roleTreeInner {
		b.divide(2*node+1, half[0], nil)
		b.divide(2*node+2, half[1], nil)
		return
	}
	small := 0
	if len(half[1]) < len(half[0]) {
		small = 1
	}
	var parts [2][]heap
	parts[small] = b.heaps(half[small])
	for k := range heaps {
		for q := range heaps[k] {
			heaps[k][q] = heaps[k][q].minus(parts[small][k][q])
		}
	}
	parts[1-small] = heaps
	b.divide(2*node+1, half[0], parts[0])
	b.divide(2*node+2, half[1], parts[1])
}

// bestCut finds the feature and the bin behind which to divide, or -1.
func (b *branch) bestCut(sum slope, heaps []heap) (feature, bin int) {
	best, feature := sum.worth()+1e-3, -1
	for k, f := range b.asked {
		var left slope
		for q := range b.g.cuts[f] {
			left.plus(heaps[k][q])
			right := sum.minus(left)
			if left.weight < growLeaf {
				continue
			}
			if right.weight < growLeaf {
				break
			}
			if w := left.worth() + right.worth(); w > best {
				best, feature, bin = w, f, q
			}
		}
	}
	return feature, bin
}
