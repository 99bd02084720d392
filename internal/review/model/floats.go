package model

import "math"

// The arithmetic here gives the same bits on every architecture: products
// are rounded by an explicit conversion before they are added, so that no
// compiler fuses them, and exp is computed by hand, since the standard
// library has an assembly version for some machines only. Square root and
// division are exact to the last bit by IEEE 754.

// ln2Hi and ln2Lo are the natural logarithm of 2 in two parts, so that a
// multiple of it can be subtracted without losing bits.
const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

// inverseFactorials are 1/0!, 1/1!, and so on: the series of exp.
var inverseFactorials = [...]float64{1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320,
	1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600}

// exp is e to the power x, for x clipped to [-60, 60]; the relative error is
// below 1e-14.
func exp(x float64) float64 {
	x = max(-60, min(60, x))
	k := math.Floor(float64(x*1.44269504088896338700) + 0.5)
	r := float64(x-float64(k*ln2Hi)) - float64(k*ln2Lo)
	sum := inverseFactorials[len(inverseFactorials)-1]
	for i := len(inverseFactorials) - 2; i >= 0; i-- {
		sum = float64(sum*r) + inverseFactorials[i]
	}
	return float64(sum * math.Float64frombits(uint64(int64(k)+1023)<<52)) // times two to the power k
}

// ln2 is the natural logarithm of 2.
const ln2 = 0.693147180559945309417

// log is the natural logarithm of a positive number; the error is below 1e-14.
func log(x float64) float64 {
	f, e := math.Frexp(x)
	if f < 0.7 {
		f, e = 2*f, e-1
	}
	s := (f - 1) / (f + 1)
	square, sum := float64(s*s), 0.0
	for k := 21; k >= 1; k -= 2 {
		sum = float64(sum*square) + 1/float64(k)
	}
	return float64(2*float64(s*sum)) + float64(float64(e)*ln2)
}

// sigmoid is the logistic function.
func sigmoid(x float64) float64 { return 1 / (1 + exp(-x)) }

// rng is a small generator with a fixed seed (xorshift64*), so that training
// visits answers in the same order everywhere.
type rng uint64

func (r *rng) next() uint64 {
	x := uint64(*r)
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	*r = rng(x)
	return x * 2685821657736338717
}

// shuffle orders 0..n-1 at random.
func (r *rng) shuffle(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := int(r.next() % uint64(i+1))
		p[i], p[j] = p[j], p[i]
	}
	return p
}
