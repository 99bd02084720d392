package model

import (
	"math"
	"slices"
)

// Trees ask one thing after another, and so can tell what no sum can: that a
// figure is an outcome only behind a deed. Each is small and corrects what
// those before it got wrong (gradient boosting, Friedman 2001, with Newton's
// steps). Those of flags look at whole answers (flagtrees.go), those of roles
// at sentences (roletrees.go).

// A tree asks up to three questions on each way: seven inner nodes, fifteen
// in all.
const (
	treeDepth = 3
	treeInner = 1<<treeDepth - 1
	treeNodes = 2*treeInner + 1
)

// tree asks at each inner node whether a feature lies above a cut; where it
// does, the way goes to the second child. Every way is of one length: where
// nothing is left to ask, the cut is beyond all numbers and the values below
// are those of the node.
type tree struct {
	feature [treeInner + 1]int16   // the last of each is spare, so that
	cut     [treeInner + 1]float32 // places can be cut to three and four bits
	value   [treeNodes + 1]float32
}

// noCut ends a way early: nothing lies above it. noBin is its bin.
var noCut = float32(math.Inf(1))

const noBin = 255

// walk calls visit for the nodes on the way of a row.
func (t *tree) walk(x []float32, visit func(node int)) {
	node := 0
	visit(node)
	for node < treeInner && t.cut[node] != noCut {
		node = t.next(node, x)
		visit(node)
	}
}

// next is free of branches that a processor would have to guess.
func (t *tree) next(node int, x []float32) int {
	above := 0
	if x[t.feature[node]] > t.cut[node] {
		above = 1
	}
	return 2*node + 1 + above
}

// score is the value of the node where the way of a row ends.
func (t *tree) score(x []float32) float64 {
	node := t.next(0, x)
	node = t.next(node, x)
	return float64(t.value[t.next(node, x)])
}

// growth says how trees are grown.
type growth struct {
	// depth is the number of questions on each way, at most treeDepth.
	depth int
	// rate is by how much a tree corrects; pull pulls the values of nodes to
	// zero; leaf is the least weight of rows in a leaf.
	rate, pull, leaf float64
	// asked is the share of features that a tree may ask for, sampled the
	// share of rows that it learns from.
	asked, sampled float64
}

// treeBins is the number of bins that the values of a feature are sorted into.
const treeBins = 24

// binned are rows of features, sorted into bins of about one size.
type binned struct {
	// cuts lie between the bins of each feature; bins are those of each row, by
	// feature.
	cuts [][]float32
	bins [][]uint8
}

func binAll(rows [][]float32, features int) *binned {
	n := len(rows)
	b := &binned{make([][]float32, features), make([][]uint8, features)}
	inParallel(features, func(f int) {
		values := make([]float32, n)
		for i, x := range rows {
			values[i] = x[f]
		}
		slices.Sort(values)
		for q := range treeBins {
			if n == 0 {
				break
			}
			if v, last := values[q*n/treeBins], len(b.cuts[f])-1; v < values[n-1] && (last < 0 || v > b.cuts[f][last]) {
				b.cuts[f] = append(b.cuts[f], v)
			}
		}
		b.bins[f] = make([]uint8, n)
		for i, x := range rows {
			at, _ := slices.BinarySearch(b.cuts[f], x[f])
			b.bins[f][i] = uint8(at)
		}
	})
	return b
}

// telling are the features that may be asked for and are not the same in all
// rows.
func (b *binned) telling(may func(feature int) bool) (features []int) {
	for f, cuts := range b.cuts {
		if len(cuts) > 0 && may(f) {
			features = append(features, f)
		}
	}
	return features
}

// slope is the first and the second derivative of the likelihood, in parts of
// slopeUnit: the first in the upper half of the number, the second, which is
// never negative, in the lower. Both are so added at once, and no order of
// adding gives another sum. The halves hold the sums of 130,000 rows.
type slope int64

const slopeUnit = 1 << 14

func slopeOf(pull, weight float64) slope {
	return slope(math.Round(float64(pull*slopeUnit)))<<32 + slope(math.Round(float64(weight*slopeUnit)))
}

// parts are the two derivatives.
func (s slope) parts() (pull, weight float64) {
	return float64(float64(s>>32) / slopeUnit), float64(float64(uint32(s)) / slopeUnit)
}

// likelihood is the slope at a probability of what holds (1), does not (0), or
// is held by some.
func likelihood(gold, p float64) slope { return slopeOf(gold-p, float64(p*(1-p))) }

// heap holds the sums of slopes over the bins of a feature.
type heap [treeBins + 1]slope

// branch grows one tree.
type branch struct {
	growth
	*binned
	// features are those that may be asked for.
	features []int
	slopes   []slope
	tree     tree
	// bin holds the bin of each cut.
	bin [treeInner]uint8
}

// growTree grows a tree that lessens the slopes of some rows.
func (b *branch) growTree(rows []int32) {
	b.divide(0, rows, b.heaps(rows))
}

// sample keeps a share of a list, by chance.
func sample[T any](dice *rng, all []T, share float64) (some []T) {
	for _, x := range all {
		if dice.some(share) {
			some = append(some, x)
		}
	}
	return some
}

// heaps sums the slopes of some rows up by the bins of each feature that is
// asked for.
func (b *branch) heaps(rows []int32) []heap {
	slopes := make([]slope, len(rows))
	for k, i := range rows {
		slopes[k] = b.slopes[i]
	}
	heaps := make([]heap, len(b.features))
	for k, f := range b.features {
		h, bins := &heaps[k], b.bins[f]
		for j, i := range rows {
			h[bins[i]] += slopes[j]
		}
	}
	return heaps
}

// divide sets the value of a node and divides its rows where that helps. Of
// two halves only the smaller is summed up anew.
func (b *branch) divide(node int, rows []int32, heaps []heap) {
	var sum slope
	for _, i := range rows {
		sum += b.slopes[i]
	}
	pull, weight := sum.parts()
	b.tree.value[node] = float32(float64(b.rate*pull) / (weight + b.growth.pull))
	if node >= treeInner {
		return
	}
	feature, bin := -1, 0
	if node < 1<<b.depth-1 && weight >= 2*b.leaf {
		feature, bin = b.bestCut(sum, heaps)
	}
	if feature < 0 {
		b.end(node)
		return
	}
	b.tree.feature[node], b.tree.cut[node], b.bin[node] = int16(feature), b.cuts[feature][bin], uint8(bin)
	half := [2][]int32{make([]int32, 0, len(rows)), make([]int32, 0, len(rows))}
	for _, i := range rows {
		k := 0
		if int(b.bins[feature][i]) > bin {
			k = 1
		}
		half[k] = append(half[k], i)
	}
	var parts [2][]heap
	if 2*node+1 < 1<<b.depth-1 {
		small := 0
		if len(half[1]) < len(half[0]) {
			small = 1
		}
		parts[small] = b.heaps(half[small])
		for k := range heaps {
			for q := range heaps[k] {
				heaps[k][q] -= parts[small][k][q]
			}
		}
		parts[1-small] = heaps
	}
	for k := range half {
		b.divide(2*node+1+k, half[k], parts[k])
	}
}

// end ends the way at a node.
func (b *branch) end(node int) {
	if node >= treeInner {
		return
	}
	b.tree.cut[node], b.bin[node] = noCut, noBin
	for child := 2*node + 1; child <= 2*node+2; child++ {
		b.tree.value[child] = b.tree.value[node]
		b.end(child)
	}
}

// bestCut finds the feature and the bin behind which to divide, or -1.
func (b *branch) bestCut(sum slope, heaps []heap) (feature, bin int) {
	worth := func(s slope) float64 {
		pull, weight := s.parts()
		return float64(pull*pull) / (weight + b.growth.pull)
	}
	least := slopeOf(0, b.leaf)
	best, feature := worth(sum)+1e-3, -1
	for k, f := range b.features {
		var left slope
		for q := range b.cuts[f] {
			left += heaps[k][q]
			right := sum - left
			if uint32(left) < uint32(least) {
				continue
			}
			if uint32(right) < uint32(least) {
				break
			}
			if w := worth(left) + worth(right); w > best {
				best, feature, bin = w, f, q
			}
		}
	}
	return feature, bin
}

// scores calls add with the score of each of some rows, which are told by
// their bins.
func (b *branch) scores(rows []int32, add func(row int32, score float64)) {
	var columns [treeInner][]uint8
	for node, f := range b.tree.feature[:treeInner] {
		columns[node] = b.bins[f]
	}
	for _, i := range rows {
		node := 0
		for node < treeInner {
			above := 0
			if columns[node][i] > b.bin[node] {
				above = 1
			}
			node = 2*node + 1 + above
		}
		add(i, float64(b.tree.value[node]))
	}
}
