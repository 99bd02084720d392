package model

import "math"

// vector is a sparse list of features with values.
type vector struct {
	index []uint32
	value []float32
}

func (v *vector) add(i uint32, x float64) {
	if x != 0 {
		v.index = append(v.index, i)
		v.value = append(v.value, float32(x))
	}
}

// linear scores a vector for several outputs that share no weights: logistic
// regressions side by side.
type linear struct {
	outputs int
	// weights holds outputs values a feature; bias is one an output.
	weights packed
	bias    []float64
	// slope and shift calibrate each output's log odds (Platt).
	slope, shift []float64
}

// scores adds up the log odds of each output.
func (l *linear) scores(v vector, out []float64) {
	clear(out)
	for k, i := range v.index {
		x := float64(v.value[k])
		w := l.weights.row(i)
		for o := range out {
			out[o] += float64(x * float64(int8(w[o])))
		}
	}
	for o := range out {
		out[o] = float64(out[o]*l.weights.scale[o]) + l.bias[o]
	}
}

// calibrated turns the log odds of output o into a probability.
func (l *linear) calibrated(o int, score float64) float64 {
	return sigmoid(float64(l.slope[o]*score) + l.shift[o])
}

// linearOptions say how a linear model is fitted.
type linearOptions struct {
	features, outputs, epochs int
	rate, penalty             float64
	// positive weighs examples that have an output against those that don't.
	positive float64
	// one is set where each vector has one output and no other: the outputs
	// then share their probability (softmax).
	one bool
	// dropped is the share of features that each step passes over.
	dropped float64
	// averaged is the number of last rounds whose weights are averaged; 0 is
	// the last alone.
	averaged int
}

// pace is by how much the squares of a feature's gradients, summed over the
// outputs, are divided: the larger, the longer steps stay long.
const pace = 6

// trainLinear fits the outputs to targets in [0, 1]; a target below 0 is
// passed over. Steps are those of AdaGrad (Duchi et al. 2011), with one rate
// a feature.
func trainLinear(data []vector, targets [][]float64, o linearOptions) *linear {
	l := &linear{outputs: o.outputs, bias: make([]float64, o.outputs), slope: ones(o.outputs), shift: make([]float64, o.outputs)}
	w := make([]float64, o.features*o.outputs)
	g2 := make([]float64, o.features)
	b2 := make([]float64, o.outputs)
	out, grad := make([]float64, o.outputs), make([]float64, o.outputs)
	r, drops := rng(7), dropper{rng: 17}
	var means mean
	for epoch := 0; epoch < o.epochs; epoch++ {
		for _, i := range r.shuffle(len(data)) {
			v := drops.thin(data[i], o.dropped)
			copy(out, l.bias)
			for k, f := range v.index {
				x := float64(v.value[k])
				for q, u := range w[int(f)*o.outputs : int(f)*o.outputs+o.outputs] {
					out[q] += float64(x * u)
				}
			}
			chance := sigmoids(out)
			if o.one {
				chance = shares(out)
			}
			squares := 0.0
			for q := range out {
				grad[q] = 0
				if t := targets[i][q]; t >= 0 {
					grad[q] = t - chance[q]
					if t > 0.5 {
						grad[q] = float64(grad[q] * o.positive)
					}
				}
				squares += float64(grad[q] * grad[q])
				b2[q] += float64(grad[q] * grad[q])
				l.bias[q] += float64(o.rate*grad[q]) / math.Sqrt(1+b2[q])
			}
			for k, f := range v.index {
				x := float64(v.value[k])
				row := w[int(f)*o.outputs : int(f)*o.outputs+o.outputs]
				g2[f] += float64(float64(x*x)*squares) / pace
				step := o.rate / math.Sqrt(0.1+g2[f])
				pull, decay := float64(step*x), float64(step*o.penalty)
				grad := grad[:len(row)]
				for q, u := range row {
					row[q] = u + (float64(pull*grad[q]) - float64(decay*u))
				}
			}
		}
		if epoch >= o.epochs-o.averaged {
			means.add(w)
		}
	}
	l.weights = pack(means.over(w), o.outputs)
	return l
}

// mean adds weights up.
type mean struct {
	sum []float64
	n   float64
}

func (m *mean) add(w []float64) {
	if m.sum == nil {
		m.sum = make([]float64, len(w))
	}
	for i, v := range w {
		m.sum[i] += v
	}
	m.n++
}

// over is the mean of what was added, or w where nothing was.
func (m *mean) over(w []float64) []float64 {
	if m.n == 0 {
		return w
	}
	for i := range m.sum {
		m.sum[i] /= m.n
	}
	return m.sum
}

// sigmoids are the probabilities of outputs that stand each for itself.
func sigmoids(out []float64) []float64 {
	p := make([]float64, len(out))
	for q, v := range out {
		p[q] = sigmoid(v)
	}
	return p
}

// shares are the probabilities of outputs of which one holds.
func shares(out []float64) []float64 {
	p := make([]float64, len(out))
	top, sum := out[0], 0.0
	for _, v := range out {
		top = max(top, v)
	}
	for q, v := range out {
		p[q] = exp(v - top)
		sum += p[q]
	}
	for q := range p {
		p[q] /= sum
	}
	return p
}

func ones(n int) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = 1
	}
	return s
}
