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
	k, n := 0, len(v.index)
	value := v.value[:n]
	for ; k+4 <= n; k += 4 { // four at a time, so that out is fetched less often
		a, b, c, d := float64(value[k]), float64(value[k+1]), float64(value[k+2]), float64(value[k+3])
		p, q := l.weights.row(v.index[k])[:len(out)], l.weights.row(v.index[k+1])[:len(out)]
		r, s := l.weights.row(v.index[k+2])[:len(out)], l.weights.row(v.index[k+3])[:len(out)]
		for o := range out {
			out[o] += float64(float64(a*float64(int8(p[o])))+float64(b*float64(int8(q[o])))) + float64(float64(c*float64(int8(r[o])))+float64(d*float64(int8(s[o]))))
		}
	}
	for ; k < n; k++ {
		x, w := float64(value[k]), l.weights.row(v.index[k])[:len(out)]
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
	// averaged is the number of last rounds whose weights are averaged; 0, as 1,
	// is the last alone.
	averaged int
}

// trainLinear fits the outputs to targets in [0, 1]; a target below 0 is
// passed over, one above 1 holds and counts so many times. Steps are those of AdaGrad (Duchi et al. 2011), with one rate
// a feature.
func trainLinear(data []vector, targets [][]float64, o linearOptions) *linear {
	l := &linear{outputs: o.outputs, bias: make([]float64, o.outputs), slope: ones(o.outputs), shift: make([]float64, o.outputs)}
	w := newTable(o.features, o.outputs)
	bias, b2 := make([]float64, o.outputs), make([]float64, o.outputs)
	out, chance, grad := make([]float32, o.outputs), make([]float64, o.outputs), make([]float32, o.outputs)
	r, dice := rng(7), rng(17)
	var room vector
	var weights, biases mean
	for epoch := range o.epochs {
		for _, i := range r.shuffle(len(data)) {
			v := dice.thin(data[i], o.dropped, &room)
			clear(out)
			w.score(v, out)
			for q, x := range out {
				chance[q] = float64(x) + bias[q]
			}
			if o.one {
				share(chance)
			} else {
				squash(chance)
			}
			for q, p := range chance {
				g := 0.0
				switch t := targets[i][q]; {
				case t < 0:
				case t > 1:
					g = float64(float64((1-p)*o.positive) * t)
				case t > 0.5:
					g = float64((t - p) * o.positive)
				default:
					g = t - p
				}
				b2[q] += float64(g * g)
				bias[q] += float64(o.rate*g) / math.Sqrt(1+b2[q])
				grad[q] = float32(g)
			}
			w.move(v, grad, pull{rate: o.rate, calm: 0.1, penalty: o.penalty})
		}
		if epoch >= o.epochs-max(1, o.averaged) {
			addTo(&weights, w.cells)
			addTo(&biases, bias)
		}
	}
	copy(l.bias, biases.mean())
	l.weights = w.pack(weights.mean())
	return l
}

// squash turns the log odds of outputs that stand each for itself into
// probabilities.
func squash(odds []float64) {
	for q, v := range odds {
		odds[q] = sigmoid(v)
	}
}

// share turns the scores of outputs of which one holds into probabilities.
func share(scores []float64) {
	top, sum := scores[0], 0.0
	for _, v := range scores {
		top = max(top, v)
	}
	for q, v := range scores {
		scores[q] = exp(v - top)
		sum += scores[q]
	}
	for q := range scores {
		scores[q] /= sum
	}
}

func ones(n int) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = 1
	}
	return s
}
