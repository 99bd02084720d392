package model

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// The vocabulary is kept with the weights as it was made in training, stems,
// classes, topics and phrases by number, so that the program need not read
// the word lists each time it starts.

// vocabulary writes all that decoder.vocabulary reads.
func (e *encoder) vocabulary(v *vocabulary) {
	e.text(strings.Join(v.words, "\n"))
	e.numbers(v.stems)
	e.numbers(v.common)
	for _, c := range v.classes {
		e.buf = binary.LittleEndian.AppendUint64(e.buf, c)
	}
	for _, lists := range [][][]topicWeight{v.asks, v.tells} {
		for _, list := range lists {
			e.buf = append(e.buf, byte(len(list)))
			for _, t := range list {
				e.buf = append(e.buf, byte(t.topic))
			}
		}
	}
	var keys []uint64
	for key := range v.phrases {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	e.buf = binary.LittleEndian.AppendUint32(e.buf, uint32(len(keys)))
	for _, key := range keys {
		e.buf = binary.LittleEndian.AppendUint64(e.buf, key)
		e.buf = append(e.buf, byte(v.phrases[key]))
	}
}

func (e *encoder) numbers(list []uint16) {
	for _, n := range list {
		e.buf = binary.LittleEndian.AppendUint16(e.buf, n)
	}
}

func (d *decoder) vocabulary() *vocabulary {
	words := strings.Split(d.text(), "\n")
	n := len(words) + int(firstWordID)
	v := &vocabulary{words: words, ids: number(words), stems: d.numbers(n), classes: make([]uint64, n), phrases: map[uint64]uint64{}}
	for id, s := range v.stems {
		if int(s) == len(v.heads) {
			v.heads = append(v.heads, uint16(id))
		}
		d.failed = d.failed || int(s) >= len(v.heads)
	}
	v.common = d.numbers(len(v.heads))
	for _, c := range v.common {
		v.mostCommon = max(v.mostCommon, c)
	}
	if s := d.take(8 * n); s != "" {
		for i := range v.classes {
			v.classes[i] = binary.LittleEndian.Uint64([]byte(s[8*i : 8*i+8]))
		}
	}
	v.asks, v.tells = d.topics(len(v.heads)), d.topics(len(v.heads))
	if s := d.take(4); s != "" {
		for range binary.LittleEndian.Uint32([]byte(s)) {
			k := d.take(9)
			if k == "" {
				break
			}
			v.phrases[binary.LittleEndian.Uint64([]byte(k[:8]))] = uint64(k[8])
		}
	}
	return v
}

func (d *decoder) numbers(n int) []uint16 {
	list := make([]uint16, n)
	if s := d.take(2 * n); s != "" {
		for i := range list {
			list[i] = uint16(s[2*i]) | uint16(s[2*i+1])<<8
		}
	}
	return list
}

// topics reads the topics of n stems. A stem that several topics list says
// little about any of them.
func (d *decoder) topics(n int) [][]topicWeight {
	lists := make([][]topicWeight, n)
	for i := range lists {
		size := d.take(1)
		if size == "" {
			return lists
		}
		for _, topic := range []byte(d.take(int(size[0]))) {
			if int(topic) >= topicCount {
				d.failed = true
				return lists
			}
			lists[i] = append(lists[i], topicWeight{int(topic), shareOf(int(size[0]))})
		}
	}
	return lists
}

// shareOf is what a word says about each of n topics that list it.
func shareOf(n int) float64 { return 1 / math.Sqrt(float64(n)) }
