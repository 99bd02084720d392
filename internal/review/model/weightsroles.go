package model

import (
	"encoding/binary"
	"math"
)

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
	e.buf = binary.LittleEndian.AppendUint32(e.buf, uint32(len(r.trees)))
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
	rounds := d.take(4)
	if rounds == "" {
		return r
	}
	for range binary.LittleEndian.Uint32([]byte(rounds)) {
		var trees [roleCount]roleTree
		for i := range trees {
			trees[i] = d.tree()
		}
		if d.failed {
			break
		}
		r.trees = append(r.trees, trees)
	}
	return r
}

func (e *encoder) linear(l *linear) {
	e.packed(&l.weights)
	e.floats(l.bias)
	e.floats(l.slope)
	e.floats(l.shift)
}

func (e *encoder) tree(t *roleTree) {
	for k, f := range t.feature {
		e.buf = binary.LittleEndian.AppendUint16(e.buf, uint16(f))
		e.buf = binary.LittleEndian.AppendUint32(e.buf, math.Float32bits(t.cut[k]))
	}
	for _, v := range t.value {
		e.buf = binary.LittleEndian.AppendUint32(e.buf, math.Float32bits(v))
	}
}

// tree reads a tree; one that asks for a feature that is not there fails.
func (d *decoder) tree() (t roleTree) {
	s := []byte(d.take(6*roleTreeInner + 4*roleTreeNodes))
	if len(s) == 0 {
		return t
	}
	for k := range t.feature {
		t.feature[k] = int16(binary.LittleEndian.Uint16(s[6*k:]))
		t.cut[k] = math.Float32frombits(binary.LittleEndian.Uint32(s[6*k+2:]))
		d.failed = d.failed || t.feature[k] < 0 || int(t.feature[k]) >= tCount
	}
	for k := range t.value {
		t.value[k] = math.Float32frombits(binary.LittleEndian.Uint32(s[6*roleTreeInner+4*k:]))
	}
	return t
}
