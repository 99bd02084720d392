package model

// roles writes all that decoder.roles reads.
func (e *encoder) roles(r *roleReader) {
	c := r.chain
	e.packed(&c.weights)
	for b := range c.next {
		for i := range c.next[b] {
			e.floats(c.next[b][i][:])
		}
	}
	e.floats(c.start[:])
	e.floats(c.end[:])
	e.linear(r.near)
	e.floats([]float64{c.temperature, r.temperature})
	e.count(len(r.trees))
	for k := range r.trees {
		for i := range r.trees[k] {
			e.tree(&r.trees[k][i])
		}
	}
}

func (d *decoder) roles() *roleReader {
	c := &chain{weights: d.packed(roleCount), settled: true}
	for b := range c.next {
		for i := range c.next[b] {
			copy(c.next[b][i][:], d.floats(roleCount))
		}
	}
	copy(c.start[:], d.floats(roleCount))
	copy(c.end[:], d.floats(roleCount))
	r := &roleReader{chain: c, near: d.linear(roleCount)}
	both := d.floats(2)
	c.temperature, r.temperature = both[0], both[1]
	for range d.count() {
		var trees [roleCount]tree
		for i := range trees {
			trees[i] = d.tree(tCount)
		}
		if d.failed {
			break
		}
		r.trees = append(r.trees, trees)
	}
	return r
}
