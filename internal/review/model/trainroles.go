package model

import (
	"math"
	"slices"
)

// telling is an answer as roles are learned from it: as it stands, with its
// outcome told first, or without stops.
type telling struct {
	doc *document
	// gold is the role of each sentence, held how far readers hold each role.
	gold []int8
	held []roleScores
	// answer is the place of the example that it was made from.
	answer    int
	unstopped bool
}

// tellAll collects what roles are learned from.
func (t *trainer) tellAll() {
	for i, d := range t.docs {
		t.tell(i, d, upTo(len(d.sentences)), false)
		if d, order, ok := t.turned(i); ok {
			t.tell(i, d, order, false)
		}
		if d, from, ok := t.unstoppedOf(i); ok {
			t.tell(i, d, from, true)
		}
	}
}

// tell adds a telling of example i, whose sentences from are those of the
// telling.
func (t *trainer) tell(i int, d *document, from []int, unstopped bool) {
	x := telling{doc: d, answer: i, unstopped: unstopped}
	for _, k := range from {
		x.gold, x.held = append(x.gold, t.examples[i].Roles[k]), append(x.held, t.examples[i].HeldRoles[k])
	}
	t.tellings = append(t.tellings, x)
}

// tellingsBut are the tellings of answers that are not in a fold.
func (t *trainer) tellingsBut(fold int) []telling {
	var tellings []telling
	for _, x := range t.tellings {
		if foldOf(x.answer, innerFolds) != fold {
			tellings = append(tellings, x)
		}
	}
	return tellings
}

// secondFolds is how many times the trees are grown without a part of the
// answers.
const secondFolds = 2

// secondFold deals answers to the folds of the second reading, each of which
// holds some of every inner fold.
func secondFold(i int) int { return foldOf(i/innerFolds, secondFolds) }

// readAgain learns the second reading from first readings by models that had
// not seen the answer, and sets the readings of the cores. readers are those
// models, one for each inner fold.
func (t *trainer) readAgain(all *roleReader, readers []*roleReader) {
	all.chain.temperature = t.chainTemperature(readers)
	all.chain.settled = true
	for _, r := range readers {
		r.chain.temperature, r.chain.settled = all.chain.temperature, true
	}
	stopped := slices.DeleteFunc(slices.Clone(t.tellings), func(x telling) bool { return x.unstopped })
	firsts, described := make([]firstReading, len(stopped)), make([][][]float32, len(stopped))
	inParallel(len(stopped), func(k int) {
		x := stopped[k]
		firsts[k] = readers[foldOf(x.answer, innerFolds)].first(x.doc, nil)
		described[k] = t.v.tellings(x.doc, firsts[k])
	})
	var g grower
	var parts [secondFolds + 1][]int32 // the last holds all
	for k, x := range stopped {
		for i, row := range described[k] {
			for f := range parts {
				if f != secondFold(x.answer) {
					parts[f] = append(parts[f], int32(len(g.rows)))
				}
			}
			g.rows, g.held, g.start = append(g.rows, row), append(g.held, x.held[i]), append(g.start, firsts[k].odds(i))
		}
	}
	g.binned = binAll(g.rows, tCount)
	var trees [secondFolds + 1]roleTrees
	inParallel(len(parts), func(f int) {
		own := g
		trees[f] = own.grow(parts[f])
	})
	all.trees = trees[secondFolds]
	odds := t.coreOdds(readers, trees[:secondFolds])
	all.temperature = bestTemperature(odds, t.coreRoles())
	t.roles = make([][]roleScores, len(odds))
	for i := range odds {
		for _, o := range odds[i] {
			t.roles[i] = append(t.roles[i], cooled(o, all.temperature))
		}
	}
}

// coreOdds are the log odds of the roles of the cores' sentences, read twice
// by models that had not seen the answer.
func (t *trainer) coreOdds(readers []*roleReader, trees []roleTrees) [][]roleScores {
	odds := make([][]roleScores, len(t.cores))
	inParallel(len(t.cores), func(i int) {
		first := readers[foldOf(i, innerFolds)].first(t.cores[i], nil)
		odds[i] = first.allOdds()
		trees[secondFold(i)].correct(t.v.tellings(t.cores[i], first), odds[i])
	})
	return odds
}

// temperatures are those that are tried.
var temperatures = []float64{0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2}

// coolest is the temperature at which probabilities are closest to those of
// being right: the one with the least squared error (Brier 1950).
func coolest(gold [][]int8, at func(temperature float64, i int) []roleScores) float64 {
	least, best := math.Inf(1), 1.0
	for _, temperature := range temperatures {
		squares := 0.0
		for i := range gold {
			for k, p := range at(temperature, i) {
				p[gold[i][k]]--
				for _, x := range p {
					squares += float64(x * x)
				}
			}
		}
		if squares < least {
			least, best = squares, temperature
		}
	}
	return best
}

// chainTemperature finds the temperature of the chain, on answers that the
// chains had not seen.
func (t *trainer) chainTemperature(readers []*roleReader) float64 {
	emissions := make([][]roleScores, len(t.cores))
	for i, d := range t.cores {
		emissions[i] = readers[foldOf(i, innerFolds)].chain.emissions(d)
	}
	return coolest(t.coreRoles(), func(temperature float64, i int) []roleScores {
		c := readers[foldOf(i, innerFolds)].chain
		c.temperature = temperature
		return c.marginals(t.cores[i], emissions[i], nil)
	})
}

// bestTemperature finds the temperature of log odds.
func bestTemperature(odds [][]roleScores, gold [][]int8) float64 {
	return coolest(gold, func(temperature float64, i int) []roleScores {
		chances := make([]roleScores, len(odds[i]))
		for k, o := range odds[i] {
			chances[k] = cooled(o, temperature)
		}
		return chances
	})
}
