package model

// In a few thousand answers some words stand beside a verdict by chance, and
// the more so the rarer they are. So at each step of training a share of the
// features is passed over, another one each time, and the others stand in for
// them: no verdict can then hang on a single word (dropout, Srivastava et al.
// 2014). It makes training shorter, too.

// dropper passes features over.
type dropper struct {
	rng
	// dice are left of the last number drawn, eight bits each.
	dice, left uint64
	kept       vector
}

// thin is a vector without a share of its features; the values of the others
// grow so that its sum stays. It holds until the next call.
func (d *dropper) thin(v vector, share float64) vector {
	if share == 0 {
		return v
	}
	d.kept.index, d.kept.value = d.kept.index[:0], d.kept.value[:0]
	scale := float32(1 / (1 - share))
	for k, i := range v.index {
		if !d.drops(share) {
			d.kept.index, d.kept.value = append(d.kept.index, i), append(d.kept.value, v.value[k]*scale)
		}
	}
	return d.kept
}

// drops is true in a share of its calls, given to one part in 256.
func (d *dropper) drops(share float64) bool {
	if d.left == 0 {
		d.dice, d.left = d.next(), 8
	}
	die := d.dice & 255
	d.dice >>= 8
	d.left--
	return float64(die) < share*256
}

// some is true in a share of its calls.
func (r *rng) some(share float64) bool { return float64(r.next()>>11)/(1<<53) < share }
