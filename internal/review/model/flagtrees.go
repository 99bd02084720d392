package model

import "slices"

// A sum weighs each thing that an answer shows for itself. Some flags are not
// like that: a task is missing only where somebody acts, and a lesson only
// where the question asks for a failure. So the log odds that the linear
// model gives a flag are corrected by small trees. They see the dense
// features, of those not the topics, and what the linear model makes of the
// other flags. Of each flag as many trees are kept as made it better on
// answers that they had not seen, which may be none.
// docs/decisions/0010-trees.md tells what was tried.

// How the trees of flags are grown. Rate, pull and number were chosen by
// cross-validation over the corpus; half the rate with twice the trees did as
// well, larger pulls a little worse.
var flagGrowth = growth{depth: 2, rate: 0.05, pull: 5, leaf: 3, asked: 0.4, sampled: 0.8}

// mostTrees is how many of them a flag has at most.
const mostTrees = 100

// forest holds the trees of each flag.
type forest [][]tree

// correct is what the trees of a flag add to its log odds.
func (f forest) correct(flag int, seen []float32) float64 {
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
func (m *Model) sight(s *summary, scores []float64) []float32 {
	seen := make([]float32, seenCount)
	for i, v := range s.dense {
		seen[i] = float32(v)
	}
	for f := range flagCount {
		o := outFlags + f
		seen[seenOdds+f] = float32(float64(m.document.slope[o]*scores[o]) + m.document.shift[o])
	}
	return seen
}

// flagChance is the probability of a flag, as far as it can be told without
// weighing question and answer against each other.
func (m *Model) flagChance(flag int, seen []float32) float64 {
	return sigmoid(float64(seen[seenOdds+flag]) + m.trees.correct(flag, seen))
}

// treeFeature reports whether the trees of a flag may ask for a feature. What
// the answer speaks of is none of theirs, nor is off-question, which rests on
// that, any of the other flags'.
func treeFeature(flag, i int) bool {
	topical := dTopics <= i && i < dPhrases
	return !topical && (i != seenOdds+flagOffQuestion || flag == flagOffQuestion)
}

// trainTrees grows the trees of all flags, and tells what they make of
// answers that neither they nor the linear model had seen: the probability of
// each flag. seen is what they see of each answer.
func (t *trainer) trainTrees(m *Model, seen [][]float32) [][]float64 {
	m.trees = make(forest, flagCount)
	chances := make([][]float64, len(seen))
	for i := range chances {
		chances[i] = make([]float64, flagCount)
	}
	b := binAll(seen, seenCount)
	inParallel(flagCount, func(flag int) {
		gold := make([]float64, len(seen))
		for i := range gold {
			gold[i] = t.examples[i].Flags[flag]
		}
		trees, odds := boost(flag, b, seen, gold)
		m.trees[flag] = trees
		for i := range odds {
			chances[i][flag] = sigmoid(odds[i])
		}
	})
	return chances
}

// booster grows the trees of one flag.
type booster struct {
	*binned
	features []int
	dice     rng
	gold     []float64
	odds     []float64 // so far
	slopes   []slope
	all      []int32
}

// grow makes a tree for the answers of train and moves the odds of all.
func (g *booster) grow(train []int32) tree {
	for _, i := range train {
		g.slopes[i] = likelihood(g.gold[i], sigmoid(g.odds[i]))
	}
	rows := sample(&g.dice, train, flagGrowth.sampled)
	b := branch{growth: flagGrowth, binned: g.binned, features: sample(&g.dice, g.features, flagGrowth.asked), slopes: g.slopes}
	b.growTree(rows)
	b.scores(g.all, func(i int32, score float64) { g.odds[i] += score })
	return b.tree
}

// boost grows trees that correct the log odds of a flag, as many as are good
// for answers that they have not seen; unseen are the log odds of those. b are
// the answers as seen, in bins.
func boost(flag int, b *binned, seen [][]float32, gold []float64) (trees []tree, unseen []float64) {
	n := len(seen)
	start, all := make([]float64, n), make([]int32, n)
	for i, x := range seen {
		start[i], all[i] = float64(x[seenOdds+flag]), int32(i)
	}
	features := b.telling(func(i int) bool { return treeFeature(flag, i) })
	booster := func() *booster {
		return &booster{binned: b, features: features, dice: rng(flag + 78), gold: gold, odds: slices.Clone(start), slopes: make([]slope, n), all: all}
	}
	foldOfTree := func(i int) int { return foldOf(i/(innerFolds-1), innerFolds) }
	steps := make([][]float64, mostTrees+1)
	for k := range steps {
		steps[k] = slices.Clone(start)
	}
	for fold := range innerFolds {
		var train []int32
		for i := range start {
			if foldOfTree(i) != fold {
				train = append(train, int32(i))
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
