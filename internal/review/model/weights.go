package model

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"sync"
)

// Weights are kept as one byte each, scaled for each output, and read where
// they lie: the embedded file needs no decoding, and sums of bytes are whole
// numbers, equal on every machine.

// packed holds rows of outputs weights, a byte each.
type packed struct {
	outputs int
	bytes   string
	scale   []float64
}

// pack rounds weights to bytes.
func pack(w []float64, outputs int) packed {
	p := packed{outputs: outputs, scale: make([]float64, outputs)}
	for i, v := range w {
		p.scale[i%outputs] = max(p.scale[i%outputs], math.Abs(v))
	}
	b := make([]byte, len(w))
	for o := range p.scale {
		p.scale[o] /= 127
	}
	for i, v := range w {
		if s := p.scale[i%outputs]; s > 0 {
			b[i] = byte(int8(math.Round(v / s)))
		}
	}
	p.bytes = string(b)
	return p
}

// row is the weights of one feature.
func (p *packed) row(i uint32) string {
	at := int(i) * p.outputs
	return p.bytes[at : at+p.outputs]
}

// addRows adds the weights of features to sums, one an output; mask cuts
// features to the size of the table. Four are added at a time, so that the
// sums are fetched less often.
func (p *packed) addRows(sums []int32, features []uint32, mask uint32) {
	k := 0
	for ; k+4 <= len(features); k += 4 {
		a, b := p.row(features[k] & mask)[:len(sums)], p.row(features[k+1] & mask)[:len(sums)]
		c, d := p.row(features[k+2] & mask)[:len(sums)], p.row(features[k+3] & mask)[:len(sums)]
		for o := range sums {
			sums[o] += int32(int8(a[o])) + int32(int8(b[o])) + int32(int8(c[o])) + int32(int8(d[o]))
		}
	}
	for _, f := range features[k:] {
		row := p.row(f & mask)[:len(sums)]
		for o := range sums {
			sums[o] += int32(int8(row[o]))
		}
	}
}

//go:embed weights.bin
var embedded string

// Default is the model that comes with the program. It is read once, at its
// first use.
var Default = sync.OnceValues(func() (*Model, error) { return Decode(embedded) })

// magic opens a file of weights; its number changes with the form.
const magic = "rehearse-model-11\n"

// ErrWeights is returned for bytes that are not weights of this version.
var ErrWeights = errors.New("these are not weights of this version of Rehearse; run `make model`")

// Encode writes a model in the form that Decode reads.
func (m *Model) Encode() []byte {
	e := encoder{buf: []byte(magic)}
	e.vocabulary(m.vocabulary)
	e.roles(m.roles)
	e.floats(m.decision.worth[:])
	e.floats(m.decision.toll[:])
	for _, l := range []*linear{m.evidence, m.document, m.asks, m.about, m.plots, m.match, m.paired} {
		e.linear(l)
	}
	e.pairs(m.pairs)
	e.forest(m.trees)
	e.floats(m.scale.mean[:])
	e.floats(m.scale.spread[:])
	e.floats(m.flagLimits)
	e.floats(m.principleLimits)
	e.floats(m.rating.weights)
	e.floats(m.rating.cuts[:])
	return e.buf
}

// Decode reads what Encode wrote. The error is ErrWeights.
func Decode(data string) (m *Model, err error) {
	if !strings.HasPrefix(data, magic) {
		return nil, ErrWeights
	}
	d := decoder{data: data[len(magic):]}
	m = &Model{vocabulary: d.vocabulary(), roles: d.roles()}
	copy(m.decision.worth[:], d.floats(roleCount))
	copy(m.decision.toll[:], d.floats(roleCount))
	m.evidence, m.document = d.linear(len(Flags)), d.linear(outCount)
	m.asks, m.about, m.plots, m.match = d.linear(topicCount), d.linear(aboutCount), d.linear(topicCount), d.linear(1)
	m.paired, m.pairs = d.linear(outCount+topicCount), d.pairs()
	m.trees = d.forest()
	m.scale = &standard{}
	copy(m.scale.mean[:], d.floats(denseCount))
	copy(m.scale.spread[:], d.floats(denseCount))
	m.flagLimits, m.principleLimits = d.floats(len(Flags)), d.floats(len(Principles))
	m.rating = &ordinal{weights: d.floats(len(Flags) + len(Strengths))}
	copy(m.rating.cuts[:], d.floats(3))
	if d.failed || d.data != "" || len(m.roles.chain.weights.bytes) != featureSpace*roleCount || len(m.roles.near.weights.bytes) != roleCount<<nearBits ||
		len(m.evidence.weights.bytes) != len(Flags)<<evidenceBits ||
		len(m.asks.weights.bytes) != m.vocabulary.questionSize()*topicCount ||
		len(m.about.weights.bytes) != m.vocabulary.spokenSize()*aboutCount || len(m.plots.weights.bytes) != m.vocabulary.spokenSize()*topicCount || len(m.match.weights.bytes) != matchCount ||
		len(m.paired.weights.bytes) != len(m.pairs.keys)*m.paired.outputs ||
		len(m.document.weights.bytes) != m.vocabulary.bagSize()*outCount {
		return nil, ErrWeights
	}
	return m, nil
}

type encoder struct{ buf []byte }

func (e *encoder) text(s string) {
	e.buf = binary.LittleEndian.AppendUint32(e.buf, uint32(len(s)))
	e.buf = append(e.buf, s...)
}

func (e *encoder) floats(f []float64) {
	for _, v := range f {
		e.buf = binary.LittleEndian.AppendUint64(e.buf, math.Float64bits(v))
	}
}

func (e *encoder) packed(p *packed) {
	e.floats(p.scale)
	e.text(p.bytes)
}

// decoder reads from the front of data; past the end it gives zeros and
// remembers that it failed.
type decoder struct {
	data   string
	failed bool
}

func (d *decoder) take(n int) string {
	if n < 0 || n > len(d.data) {
		d.failed = true
		return ""
	}
	s := d.data[:n]
	d.data = d.data[n:]
	return s
}

func (d *decoder) text() string {
	n := d.take(4)
	if len(n) < 4 {
		return ""
	}
	return d.take(int(binary.LittleEndian.Uint32([]byte(n))))
}

func (d *decoder) floats(n int) []float64 {
	f := make([]float64, n)
	s := []byte(d.take(8 * n))
	for i := range f {
		if len(s) >= 8*i+8 {
			f[i] = math.Float64frombits(binary.LittleEndian.Uint64(s[8*i:]))
		}
	}
	return f
}

func (d *decoder) packed(outputs int) packed {
	return packed{outputs: outputs, scale: d.floats(outputs), bytes: d.text()}
}

func (e *encoder) linear(l *linear) {
	e.packed(&l.weights)
	e.floats(l.bias)
	e.floats(l.slope)
	e.floats(l.shift)
}

func (d *decoder) linear(outputs int) *linear {
	return &linear{outputs: outputs, weights: d.packed(outputs), bias: d.floats(outputs), slope: d.floats(outputs), shift: d.floats(outputs)}
}
