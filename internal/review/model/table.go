package model

import "math"

// table holds the weights of features while they are learned, in single
// precision: a row a feature, so that all of it comes from memory at once.
// Products are rounded before they are added, so that every machine learns
// the same.
type table struct {
	outputs int
	// stride is the length of a row: the weights, behind them the sum of the
	// squares of the feature's gradients, then nothing up to a whole line of
	// memory.
	stride int
	cells  []float32
}

func newTable(features, outputs int) *table {
	stride := (outputs + 8) &^ 7
	return &table{outputs: outputs, stride: stride, cells: make([]float32, features*stride)}
}

// row is the row of a feature.
func (t *table) row(feature uint32) []float32 {
	at := int(feature) * t.stride
	return t.cells[at : at+t.stride : at+t.stride]
}

// score adds the scores of a vector to out, four features at a time.
func (t *table) score(v vector, out []float32) {
	n := len(v.index)
	value := v.value[:n]
	k := 0
	for ; k+4 <= n; k += 4 {
		a, b, c, d := value[k], value[k+1], value[k+2], value[k+3]
		p, q := t.row(v.index[k])[:len(out)], t.row(v.index[k+1])[:len(out)]
		r, s := t.row(v.index[k+2])[:len(out)], t.row(v.index[k+3])[:len(out)]
		for o := range out {
			out[o] += float32(float32(a*p[o])+float32(b*q[o])) + float32(float32(c*r[o])+float32(d*s[o]))
		}
	}
	for ; k < n; k++ {
		a, p := value[k], t.row(v.index[k])[:len(out)]
		for o := range out {
			out[o] += float32(a * p[o])
		}
	}
}

// pull says how weights are moved: rate is the length of the first step, calm
// how slowly steps become shorter at first, penalty what pulls weights to
// zero.
type pull struct{ rate, calm, penalty float64 }

// pace is by how much the squares of a feature's gradients, summed over the
// outputs, are divided: the larger, the longer steps stay long.
const pace = 6

// move moves the weights of a vector's features along a gradient.
func (t *table) move(v vector, grad []float32, by pull) {
	var squares float32
	for _, g := range grad {
		squares += float32(g * g)
	}
	squares /= pace
	rate, calm, penalty := float32(by.rate), float32(by.calm), float32(by.penalty)
	value := v.value[:len(v.index)]
	for k, f := range v.index {
		x, row := value[k], t.row(f)
		sum := row[t.outputs] + float32(float32(x*x)*squares)
		row[t.outputs] = sum
		step := rate / float32(math.Sqrt(float64(calm+sum)))
		along, keep := float32(step*x), 1-float32(step*penalty)
		row = row[:len(grad)]
		for q, g := range grad {
			row[q] = float32(keep*row[q]) + float32(along*g)
		}
	}
}

// pack rounds weights, which lie as the table's cells do, to bytes.
func (t *table) pack(cells []float64) packed {
	w := make([]float64, 0, len(cells)/t.stride*t.outputs)
	for at := 0; at < len(cells); at += t.stride {
		w = append(w, cells[at:at+t.outputs]...)
	}
	return pack(w, t.outputs)
}

// mean is the mean of lists of numbers.
type mean struct {
	sum []float64
	n   float64
}

func addTo[T float32 | float64](m *mean, x []T) {
	if m.sum == nil {
		m.sum = make([]float64, len(x))
	}
	for i, v := range x {
		m.sum[i] += float64(v)
	}
	m.n++
}

// mean is the mean of what was added.
func (m *mean) mean() []float64 {
	for i := range m.sum {
		m.sum[i] /= m.n
	}
	return m.sum
}
