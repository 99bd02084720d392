package model

import "sort"

// A sum weighs each thing that an answer shows for itself. Some flags are not
// like that: a task is missing only where somebody acts, and a lesson only
// where the question asks for a failure. So the log odds that the linear
// model gives a flag are corrected by small trees, each of which asks two
// things of the answer, one behind the other (gradient boosting, Friedman
// 2001, with Newton's steps). They see the dense features only, and of those
// not the topics: what is spoken of must move no flag but off-question. Of
// each flag as many trees are kept as made it better on answers that they had
// not seen, which may be none.

const (
	mostTrees  = 40
	treeRate   = 0.08
	treePull   = 5.0 // pulls the values of leaves to zero
	leastLeaf  = 3.0 // the least weight of answers in a leaf
	treeBins   = 24
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
func (f forest) correct(flag int, s *summary) float64 {
	sum := 0.0
	for k := range f[flag] {
		sum += f[flag][k].score(s.dense[:])
	}
	return sum
}

// flagOdds are the log odds of a flag: the linear model's, corrected.
func (m *Model) flagOdds(flag int, scores []float64, s *summary) float64 {
	o := outFlags + flag
	return float64(m.document.slope[o]*scores[o]) + m.document.shift[o] + m.trees.correct(flag, s)
}

// treeFeature reports whether trees may ask for a dense feature.
func treeFeature(i int) bool { return i < dTopics || i >= dPhrases }

// binned holds for each feature the cuts between its bins, and the bin of
// each answer.
type binned struct {
	features []int
	cuts     [][]float64
	bins     [][]uint8
}

// binAll sorts the features of all answers into bins of about one size.
func binAll(summaries []*summary) *binned {
	b := &binned{}
	n := len(summaries)
	values := make([]float64, n)
	for f := range denseCount {
		if !treeFeature(f) || n == 0 {
			continue
		}
		for i, s := range summaries {
			values[i] = s.dense[f]
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
		for i, s := range summaries {
			bins[i] = uint8(sort.SearchFloat64s(cuts, s.dense[f]))
		}
		b.features, b.cuts, b.bins = append(b.features, f), append(b.cuts, cuts), append(b.bins, bins)
	}
	return b
}

// booster grows the trees of one flag.
type booster struct {
	b         *binned
	summaries []*summary
	r         rng
	gold      []float64
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
	for i, s := range g.summaries {
		g.odds[i] += t.score(s.dense[:])
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

// trainTrees grows the trees of all flags but off-question, which has a judge
// of its own. unseen are the scores of answers that the linear model had not
// seen; odds are the corrected log odds of answers that neither model had.
func (t *trainer) trainTrees(m *Model, unseen, targets [][]float64, summaries []*summary) (trees forest, odds [][]float64) {
	b := binAll(summaries)
	trees, odds = make(forest, len(Flags)), make([][]float64, len(unseen))
	for i := range odds {
		odds[i] = make([]float64, len(Flags))
	}
	inParallel(len(Flags), func(flag int) {
		o := outFlags + flag
		start, gold := make([]float64, len(unseen)), make([]float64, len(unseen))
		for i := range unseen {
			start[i], gold[i] = float64(m.document.slope[o]*unseen[i][o])+m.document.shift[o], targets[i][o]
		}
		last := start
		if flag != flagOffQuestion {
			trees[flag], last = boost(b, summaries, start, gold, uint64(flag))
		}
		for i := range odds {
			odds[i][flag] = last[i]
		}
	})
	return trees, odds
}

// boost grows trees that correct the log odds of an output, as many as are
// good for answers that they have not seen; unseen are the log odds of those.
func boost(b *binned, summaries []*summary, start, gold []float64, seed uint64) (trees []tree, unseen []float64) {
	n := len(start)
	foldOfTree := func(i int) int { return foldOf(i/(innerFolds-1), innerFolds) }
	booster := func() *booster {
		return &booster{b: b, summaries: summaries, r: rng(seed + 78), gold: gold, odds: append([]float64(nil), start...),
			pulls: make([]float64, n), weights: make([]float64, n)}
	}
	steps := make([][]float64, mostTrees+1)
	for k := range steps {
		steps[k] = append([]float64(nil), start...)
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
