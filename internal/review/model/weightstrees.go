package model

import (
	"encoding/binary"
	"math"
)

// forest writes the number of each flag's trees, and each tree.
func (e *encoder) forest(f forest) {
	for flag := range Flags {
		e.count(len(f[flag]))
		for k := range f[flag] {
			e.tree(&f[flag][k])
		}
	}
}

func (d *decoder) forest() forest {
	f := make(forest, len(Flags))
	for flag := range f {
		for range d.count() {
			t := d.tree(seenCount)
			if d.failed {
				return f
			}
			f[flag] = append(f[flag], t)
		}
	}
	return f
}

func (e *encoder) count(n int) { e.buf = binary.LittleEndian.AppendUint32(e.buf, uint32(n)) }

func (d *decoder) count() int {
	n := d.take(4)
	if len(n) < 4 {
		return 0
	}
	return int(binary.LittleEndian.Uint32([]byte(n)))
}

func (e *encoder) tree(t *tree) {
	for k, f := range t.feature[:treeInner] {
		e.buf = binary.LittleEndian.AppendUint16(e.buf, uint16(f))
		e.buf = binary.LittleEndian.AppendUint32(e.buf, math.Float32bits(t.cut[k]))
	}
	for _, v := range t.value[:treeNodes] {
		e.buf = binary.LittleEndian.AppendUint32(e.buf, math.Float32bits(v))
	}
}

// tree reads a tree; one that asks for a feature that is not there fails.
func (d *decoder) tree(features int) (t tree) {
	s := []byte(d.take(6*treeInner + 4*treeNodes))
	if len(s) == 0 {
		return t
	}
	for k := range treeInner {
		t.feature[k] = int16(binary.LittleEndian.Uint16(s[6*k:]))
		t.cut[k] = math.Float32frombits(binary.LittleEndian.Uint32(s[6*k+2:]))
		d.failed = d.failed || t.feature[k] < 0 || int(t.feature[k]) >= features
	}
	for k := range treeNodes {
		t.value[k] = math.Float32frombits(binary.LittleEndian.Uint32(s[6*treeInner+4*k:]))
	}
	return t
}
