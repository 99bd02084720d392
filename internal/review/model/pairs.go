package model

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Words tell more in pairs: "my mistake", "said no" and "they quit" tell of
// something that none of their words names, and words so common that they
// tell nothing alone count here. So what an answer shows and speaks of is
// also learned from its pairs, two words beside each other or with one
// between, articles aside, by a model of its own: what both make of an answer is added up,
// and both err in their own ways. Sentences make no difference to pairs, so
// that it does not matter where raw speech is cut.
// docs/decisions/0013-pairs.md tells what was tried.

// pairSet numbers the pairs that enough answers hold.
type pairSet struct {
	keys []uint64
	ids  map[uint64]uint32
	// maybe has a bit for each pair, by sieve: most pairs of a text are not
	// known, and most of those need not be looked up.
	maybe [sieveSize / 64]uint64
	// common is in how many answers each pair stands.
	common []uint16
}

// minPaired is in how many answers a pair must stand to be known. A pair in
// more than one answer of frequentPair tells nothing. Of the rest as many are
// kept as tell most: three times as many told hardly more.
const (
	minPaired    = 6
	frequentPair = 3
	mostPairs    = 7000
)

// pairKey packs two stems; apart is 1 where a word stands between them.
func pairKey(a, b uint16, apart uint64) uint64 { return apart<<32 | uint64(a)<<16 | uint64(b) }

// eachPair tells of the pairs of known words of a document, in the order in
// which they come.
func (v *vocabulary) eachPair(d *document, found func(key uint64)) {
	var last, beforeLast uint16 // 0 where the word is not known
	article, the := v.ids["a"], v.ids["the"]
	for i := range d.sentences {
		for _, id := range d.sentences[i].ids {
			stem := uint16(0)
			switch {
			case id >= firstWordID && (id == article || id == the):
				continue
			case id >= firstWordID:
				stem = v.stems[id]
			}
			if stem > 0 && last > 0 {
				found(pairKey(last, stem, 0))
			}
			if stem > 0 && beforeLast > 0 {
				found(pairKey(beforeLast, stem, 1))
			}
			last, beforeLast = stem, last
		}
	}
}

// collectPairs numbers the pairs of the documents that tell most of the
// targets.
func (v *vocabulary) collectPairs(docs []*document, targets [][]float64) *pairSet {
	holders := map[uint64][]int32{}
	for i, d := range docs {
		v.eachPair(d, func(key uint64) {
			if in := holders[key]; len(in) == 0 || in[len(in)-1] != int32(i) {
				holders[key] = append(in, int32(i))
			}
		})
	}
	type candidate struct {
		key   uint64
		tells float64
	}
	var all []candidate
	share := holding(targets)
	for key, in := range holders {
		if n := len(in); n >= minPaired && n*frequentPair <= len(docs) {
			all = append(all, candidate{key, tells(in, targets, share)})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.tells, a.tells), cmp.Compare(a.key, b.key))
	})
	p := &pairSet{}
	for _, c := range all[:min(mostPairs, len(all))] {
		p.keys = append(p.keys, c.key)
	}
	slices.Sort(p.keys)
	for _, key := range p.keys {
		p.common = append(p.common, uint16(min(len(holders[key]), math.MaxUint16)))
	}
	p.number()
	return p
}

// holding is the share of the answers of which each output holds.
func holding(targets [][]float64) []float64 {
	share := make([]float64, len(targets[0]))
	for _, y := range targets {
		for o, held := range y {
			if held > 0.5 {
				share[o]++
			}
		}
	}
	for o := range share {
		share[o] /= float64(len(targets))
	}
	return share
}

// tells is how much a pair tells of the outputs: by how far each holds more or
// less often of the answers that have the pair than of others, squared and
// against chance (Pearson's chi-squared), summed.
func tells(in []int32, targets [][]float64, share []float64) float64 {
	held := make([]float64, len(share))
	for _, i := range in {
		for o, y := range targets[i] {
			if y > 0.5 {
				held[o]++
			}
		}
	}
	sum := 0.0
	for o, n := range held {
		expected := float64(float64(len(in)) * share[o])
		d := n - expected
		sum += float64(d*d) / (expected + 0.5)
	}
	return sum
}

// number finds the pairs by their keys.
func (p *pairSet) number() {
	p.ids = make(map[uint64]uint32, len(p.keys))
	for i, key := range p.keys {
		p.ids[key] = uint32(i)
		p.maybe[sieve(key)/64] |= 1 << (sieve(key) % 64)
	}
}

// sieveSize is the number of bits that pairs fall on.
const sieveSize = 1 << 16

// sieve is the bit of a pair.
func sieve(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> 48 }

// id is the number of a pair; ok is false for one that is not known.
func (p *pairSet) id(key uint64) (id uint32, ok bool) {
	if p.maybe[sieve(key)/64]>>(sieve(key)%64)&1 == 0 {
		return 0, false
	}
	id, ok = p.ids[key]
	return id, ok
}

// pairsOf describes an answer by the pairs that it holds: rare ones count
// more, at a fixed length in all.
func (v *vocabulary) pairsOf(p *pairSet, d *document) vector {
	t := newTold(len(p.keys), 2*d.words())
	v.eachPair(d, func(key uint64) {
		if id, ok := p.id(key); ok {
			t.add(id)
		}
	})
	return t.vector(p.common)
}

// Outputs of the model of pairs: those of the model of whole answers, then
// the topics.
const pairedTopics = outCount

// pairedOptions say how the model of pairs is fitted.
func pairedOptions(p *pairSet) linearOptions {
	return linearOptions{features: len(p.keys), outputs: outCount + topicCount, epochs: 18, rate: 0.08, penalty: 1e-3, positive: 3, dropped: 0.5, averaged: 8}
}

// trainPairs fits the model of pairs with all answers, and scores each by one
// that had not seen it; which pairs tell most is also found without it.
func (t *trainer) trainPairs(targets [][]float64) (all *pairSet, model *linear, unseen [][]float64) {
	unseen = make([][]float64, len(t.cores))
	inParallel(innerFolds+1, func(fold int) {
		var docs []*document
		var y [][]float64
		for i, d := range t.cores {
			if foldOfVector(i) != fold {
				docs, y = append(docs, d), append(y, targets[i])
			}
		}
		p := t.v.collectPairs(docs, y)
		x := make([]vector, len(docs))
		for i, d := range docs {
			x[i] = t.v.pairsOf(p, d)
		}
		l := trainLinear(x, y, pairedOptions(p))
		if fold == innerFolds {
			all, model = p, l
			return
		}
		for i, d := range t.cores {
			if foldOfVector(i) == fold {
				unseen[i] = make([]float64, l.outputs)
				l.scores(t.v.pairsOf(p, d), unseen[i])
			}
		}
	})
	return all, model, unseen
}

// addPairs adds what the model of pairs makes of an answer to the scores of
// the model of whole answers, output by output.
func (m *Model) addPairs(scores, pairs []float64) {
	for o := range scores {
		scores[o] += float64(m.paired.slope[o] * pairs[o])
	}
}

// weighPairs finds how much what the pairs say of each output counts beside
// what the model of whole answers says, on scores of answers that neither had
// seen; it may be nothing.
func (m *Model) weighPairs(unseen, pairs, targets [][]float64) {
	for o := range outCount {
		m.paired.slope[o] = besides(o, unseen, pairs, targets)
	}
}

// besides is the weight of the second scores of output o against the first,
// by logistic regression on both.
func besides(o int, first, second, targets [][]float64) float64 {
	a, b, bias := 1.0, 0.0, 0.0
	for range 400 {
		ga, gb, gbias, n := 0.0, 0.0, 0.0, 0.0
		for i := range first {
			if targets[i][o] < 0 {
				continue
			}
			e := targets[i][o] - sigmoid(float64(a*first[i][o])+float64(b*second[i][o])+bias)
			ga += float64(e * first[i][o])
			gb += float64(e * second[i][o])
			gbias += e
			n++
		}
		a, b, bias = max(0.05, a+float64(0.5*ga)/n), max(0, b+float64(0.5*gb)/n), bias+gbias/n
	}
	return b / a
}

// words counts the words of a document.
func (d *document) words() int {
	n := 0
	for i := range d.sentences {
		n += len(d.sentences[i].ids)
	}
	return n
}

// pairs writes all that decoder.pairs reads.
func (e *encoder) pairs(p *pairSet) {
	e.count(len(p.keys))
	for _, key := range p.keys {
		e.buf = binary.LittleEndian.AppendUint32(e.buf, uint32(key))
		e.buf = append(e.buf, byte(key>>32))
	}
	e.numbers(p.common)
}

func (d *decoder) pairs() *pairSet {
	p := &pairSet{}
	for range d.count() {
		b := []byte(d.take(5))
		if d.failed {
			break
		}
		p.keys = append(p.keys, uint64(b[4])<<32|uint64(binary.LittleEndian.Uint32(b)))
	}
	p.common = d.numbers(len(p.keys))
	p.number()
	return p
}
