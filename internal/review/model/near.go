package model

import "math"

// Beside the chain, which knows a sentence by its own words and its
// neighbours by their kind, a second model takes each sentence for itself,
// without regard to its neighbours' roles, but with the words of two before
// and two behind it. The two err in different places.

// nearBits is the size of its feature space.
const nearBits = 16

// How strongly the words of sentences near by count, and what tells of the
// place, beside the sentence's own words.
const (
	nearOwn    = 4.0
	nearPlace  = 0.6
	nearBeside = 0.8
)

// nearReach is how many sentences before and behind one are near it.
const nearReach = 2

// nearVector describes sentence i with what stands near it.
func nearVector(d *document, i int) vector {
	x := &d.sentences[i]
	size := len(x.features) + len(x.context)
	for k := max(0, i-nearReach); k < min(len(d.sentences), i+nearReach+1); k++ {
		size += len(d.sentences[k].ids)
	}
	v := vector{index: make([]uint32, 0, size), value: make([]float32, 0, size)}
	own := nearOwn / math.Sqrt(float64(len(x.features)))
	for _, f := range x.features {
		v.add(f&(1<<nearBits-1), own)
	}
	for _, f := range x.context {
		v.add(f&(1<<nearBits-1), nearPlace)
	}
	for k := -nearReach; k <= nearReach; k++ {
		if k == 0 || i+k < 0 || i+k >= len(d.sentences) {
			continue
		}
		ids := d.sentences[i+k].ids
		beside := nearBeside / math.Sqrt(float64(len(ids)+1))
		for _, id := range ids {
			v.add(hash(fNear, uint64(id), uint64(k+nearReach))&(1<<nearBits-1), beside)
		}
	}
	return v
}

// nearChances is the probability of each role for each sentence by what
// stands near it: the scores of its nearVector, added up as whole numbers.
func nearChances(l *linear, d *document) []roleScores {
	out := make([]roleScores, len(d.sentences))
	beside := make([]uint32, 0, 64)
	for i := range out {
		x := &d.sentences[i]
		scores := roleScores(l.bias)
		var own, place [roleCount]int32
		if x.own != nil {
			own = x.own.near
		} else {
			l.weights.addRows(own[:], x.features, 1<<nearBits-1)
		}
		l.weights.addRows(place[:], x.context, 1<<nearBits-1)
		l.addSum(&scores, &own, nearOwn/math.Sqrt(float64(len(x.features))))
		l.addSum(&scores, &place, nearPlace)
		for k := -nearReach; k <= nearReach; k++ {
			if k == 0 || i+k < 0 || i+k >= len(d.sentences) {
				continue
			}
			ids := d.sentences[i+k].ids
			beside = beside[:0]
			for _, id := range ids {
				beside = append(beside, hash(fNear, uint64(id), uint64(k+nearReach)))
			}
			var sum [roleCount]int32
			l.weights.addRows(sum[:], beside, 1<<nearBits-1)
			l.addSum(&scores, &sum, nearBeside/math.Sqrt(float64(len(ids)+1)))
		}
		out[i] = chancesOf(scores)
	}
	return out
}

// addSum adds what features of one value score.
func (l *linear) addSum(scores *roleScores, sum *[roleCount]int32, value float64) {
	for r, v := range sum {
		scores[r] += float64(float64(float64(v)*l.weights.scale[r]) * value)
	}
}

// trainNear learns the roles from the sentences of answers.
func trainNear(tellings []telling) *linear {
	var data []vector
	var targets [][]float64
	for _, x := range tellings {
		for i := range x.doc.sentences {
			data, targets = append(data, nearVector(x.doc, i)), append(targets, x.held[i][:])
		}
	}
	return trainLinear(data, targets, linearOptions{features: 1 << nearBits, outputs: roleCount, epochs: 7, rate: 0.05, penalty: 1e-3, positive: 1, one: true, dropped: 0.5, averaged: 3})
}
