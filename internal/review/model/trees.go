package model

import (
	"slices"
	"sort"
)

// A sum weighs each thing that an answer shows for itself. Some flags are not
// like that: a task is missing only where somebody acts, and a lesson only
// where the question asks for a failure. So the log odds that the linear
// model gives a flag are corrected by small trees, each of which asks two
// things of the answer, one behind the other (gradient boosting, Friedman
// 2001, with Newton's steps). They see the dense features, of those not the
// topics, and what the linear model makes of the other flags. Of each flag as
// many trees are kept as made it better on answers that they had not seen,
// which may be none. docs/decisions/0010-trees.md tells what was tried.

// How trees are grown. Rate, pull and number were chosen by cross-validation
// over the corpus; half the rate with twice the trees did as well, larger
// pulls a little worse.
const (
	mostTrees  = 100
	treeRate   = 0.05
	treePull   = 5.0 // pulls the values of leaves to zero
	leastLeaf  = 3.0 // the least weight of answers in a leaf
	treeBins   = 16
	treeShare  = 0.4 // the share of features that a tree may ask for
	treeSample = 0.8 // the share of answers that a tree learns from
)

// A tree has seven nodes: the root, its two children, their four.
const (
	treeNodes = 7
	treeInner = 3
)

// tree asks at each inner node whether a feature lies above a cut; where it
// does, the way goes to the second child. feature is -1 where the way ends.
type tree struct {
	feature [treeInner]int
	cut     [treeInner]float64
	value   [treeNodes]float64
}

// walk calls visit for the nodes on the way of an answer.
func (t *tree) walk(x []float64, visit func(node int)) {
	node := 0
	visit(node)
	for node < treeInner && t.feature[node] >= 0 {
		above := x[t.feature[node]] > t.cut[node]
		node = 2*node + 1
		if above {
			node++
		}
		visit(node)
	}
}

// score is the value of the node where the way of an answer ends.
func (t *tree) score(x []float64) (score float64) {
	t.walk(x, func(node int) { score = t.value[node] })
	return score
}

// forest holds the trees of each flag.
type forest [][]tree

// correct is what the trees of a flag add to its log odds.
func (f forest) correct(flag int, seen []float64) float64 {
	sum := 0.0
	for k := range f[flag] {
		sum += f[flag][k].score(seen)
	}
	return sum
}

// What trees see of an answer: its dense features, and the log odds that the
// linear model gives each flag.
const (
	flagCount = 15
	seenOdds  = denseCount
	seenCount = seenOdds + flagCount
)

// sight gathers what trees see of an answer. scores are those of the linear
// model.
func (m *Model) sight(s *summary, scores []float64) []float64 {
	seen := make([]float64, seenCount)
	copy(seen, s.dense[:])
	for f := range flagCount {
		o := outFlags + f
		seen[seenOdds+f] = float64(m.document.slope[o]*scores[o]) + m.document.shift[o]
	}
	return seen
}

// flagChance is the probability of a flag, as far as it can be told without
// weighing question and answer against each other.
func (m *Model) flagChance(flag int, seen []float64) float64 {
	return sigmoid(seen[seenOdds+flag] + m.trees.correct(flag, seen))
}

// treeFeature reports whether the trees of a flag may ask for a feature. What
// the answer speaks of is none of theirs, nor is off-question, which rests on
// that, any of the other flags'.
func treeFeature(flag, i int) bool {
	topical := dTopics <= i && i < dPhrases
	return !topical && (i != seenOdds+flagOffQuestion || flag == flagOffQuestion)
}

// binned holds for each feature the cuts between its bins, and the bin of
// each answer.
type binned struct {
	features []int
	cuts     [][]float64
	bins     [][]uint8
}

// binAll sorts the features that trees of a flag may ask for into bins of
// about one size.
func binAll(flag int, seen [][]float64) *binned {
	b := &binned{}
	n := len(seen)
	values := make([]float64, n)
	for f := range seenCount {
		if !treeFeature(flag, f) || n == 0 {
			continue
		}
		for i, x := range seen {
			values[i] = x[f]
		}
		sort.Float64s(values)
		var cuts []float64
		for q := range treeBins {
			if v := values[q*n/treeBins]; v < values[n-1] && (len(cuts) == 0 || v > cuts[len(cuts)-1]) {
				cuts = append(cuts, v)
			}
		}
		if len(cuts) == 0 {
			continue // the same in all answers
		}
		bins := make([]uint8, n)
		for i, x := range seen {
			bins[i] = uint8(sort.SearchFloat64s(cuts, x[f]))
		}
		b.features, b.cuts, b.bins = append(b.features, f), append(b.cuts, cuts), append(b.bins, bins)
	}
	return b
}

// booster grows the trees of one flag.
type booster struct {
	b    *binned
	seen [][]float64
	r    rng
	gold []float64
	// odds are the log odds so far, pulls and weights the first and second
	// derivative of their likelihood.
	odds, pulls, weights []float64
}

// grow makes a tree for the answers of train and moves the odds of all.
func (g *booster) grow(train []int) tree {
	some := func(share float64) bool { return float64(g.r.next()>>11)/(1<<53) < share }
	var rows, use []int
	for _, i := range train {
		p := sigmoid(g.odds[i])
		g.pulls[i], g.weights[i] = g.gold[i]-p, float64(p*(1-p))
		if some(treeSample) {
			rows = append(rows, i)
		}
	}
	for k := range g.b.features {
		if some(treeShare) {
			use = append(use, k)
		}
	}
	t := tree{feature: [treeInner]int{-1, -1, -1}}
	g.split(&t, 0, rows, use)
	for i, x := range g.seen {
		g.odds[i] += t.score(x)
	}
	return t
}

// split sets the value of a node and divides it where that helps.
func (g *booster) split(t *tree, node int, rows, use []int) {
	pull, weight := 0.0, 0.0
	for _, i := range rows {
		pull += g.pulls[i]
		weight += g.weights[i]
	}
	t.value[node] = float64(treeRate*pull) / (weight + treePull)
	if node >= treeInner || weight < 2*leastLeaf {
		return
	}
	feature, bin := g.bestSplit(pull, weight, rows, use)
	if feature < 0 {
		return
	}
	t.feature[node], t.cut[node] = g.b.features[feature], g.b.cuts[feature][bin]
	var below, above []int
	for _, i := range rows {
		if int(g.b.bins[feature][i]) <= bin {
			below = append(below, i)
		} else {
			above = append(above, i)
		}
	}
	g.split(t, 2*node+1, below, use)
	g.split(t, 2*node+2, above, use)
}

// bestSplit finds the feature and the bin behind which to divide.
func (g *booster) bestSplit(pull, weight float64, rows, use []int) (feature, bin int) {
	worth := func(pull, weight float64) float64 { return float64(pull*pull) / (weight + treePull) }
	best, feature := worth(pull, weight)+1e-3, -1
	for _, k := range use {
		var pulls, weights [treeBins + 1]float64
		for _, i := range rows {
			q := g.b.bins[k][i]
			pulls[q] += g.pulls[i]
			weights[q] += g.weights[i]
		}
		left, under := 0.0, 0.0
		for q := range g.b.cuts[k] {
			left += pulls[q]
			under += weights[q]
			if under < leastLeaf {
				continue
			}
			if weight-under < leastLeaf {
				break
			}
			if w := worth(left, under) + worth(pull-left, weight-under); w > best {
				best, feature, bin = w, k, q
			}
		}
	}
	return feature, bin
}

// trainTrees grows the trees of all flags, and tells what they make of
// answers that neither they nor the linear model had seen: the probability of
// each flag. seen is what they see of each answer.
func (t *trainer) trainTrees(m *Model, seen [][]float64) [][]float64 {
	m.trees = make(forest, flagCount)
	chances := make([][]float64, len(seen))
	for i := range chances {
		chances[i] = make([]float64, flagCount)
	}
	inParallel(flagCount, func(flag int) {
		gold := make([]float64, len(seen))
		for i := range gold {
			gold[i] = t.examples[i].Flags[flag]
		}
		trees, odds := boost(flag, seen, gold)
		m.trees[flag] = trees
		for i := range odds {
			chances[i][flag] = sigmoid(odds[i])
		}
	})
	return chances
}

// boost grows trees that correct the log odds of a flag, as many as are good
// for answers that they have not seen; unseen are the log odds of those.
func boost(flag int, seen [][]float64, gold []float64) (trees []tree, unseen []float64) {
	n := len(seen)
	b := binAll(flag, seen)
	start := make([]float64, n)
	for i, x := range seen {
		start[i] = x[seenOdds+flag]
	}
	foldOfTree := func(i int) int { return foldOf(i/(innerFolds-1), innerFolds) }
	booster := func() *booster {
		return &booster{b: b, seen: seen, r: rng(flag + 78), gold: gold, odds: slices.Clone(start),
			pulls: make([]float64, n), weights: make([]float64, n)}
	}
	steps := make([][]float64, mostTrees+1)
	for k := range steps {
		steps[k] = slices.Clone(start)
	}
	for fold := range innerFolds {
		var train []int
		for i := range start {
			if foldOfTree(i) != fold {
				train = append(train, i)
			}
		}
		g := booster()
		for k := 1; k <= mostTrees; k++ {
			g.grow(train)
			for i := range start {
				if foldOfTree(i) == fold {
					steps[k][i] = g.odds[i]
				}
			}
		}
	}
	count := leastError(steps, gold)
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	g := booster()
	for range count {
		trees = append(trees, g.grow(all))
	}
	return trees, steps[count]
}

// leastError is the step after which the log odds fit best.
func leastError(steps [][]float64, gold []float64) int {
	least, count := 0.0, 0
	for k, odds := range steps {
		squares := 0.0
		for i, v := range odds {
			d := gold[i] - sigmoid(v)
			squares += float64(d * d)
		}
		if k == 0 || squares < least {
			least, count = squares, k
		}
	}
	return count
}
