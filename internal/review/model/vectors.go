package model

import (
	_ "embed"
	"math"
	"sort"
	"strings"
	"sync"
)

// Questions are worded in endless ways, and a word that no question of the
// corpus holds says nothing to what was learned of them. So questions, and
// only they, are also read by word vectors, in which words of like meaning
// lie close. See vectors/main.go for where they come from.

//go:embed vectors.bin
var vectorData string

// vectorSize is how many numbers a word vector has.
const vectorSize = 100

// vectorSet finds words in vectorData.
type vectorSet struct {
	words string
	// starts is where each word begins in words; they are sorted.
	starts []int32
	// rows hold for each word how much it counts, and its vector.
	rows string
}

var vectors = sync.OnceValue(func() *vectorSet {
	words, rows, _ := strings.Cut(vectorData, "\x00")
	s := &vectorSet{words: words, rows: rows, starts: []int32{0}}
	for i := range len(words) {
		if words[i] == '\n' {
			s.starts = append(s.starts, int32(i+1))
		}
	}
	return s
})

func (s *vectorSet) word(i int) string {
	if i+1 < len(s.starts) {
		return s.words[s.starts[i] : s.starts[i+1]-1]
	}
	return s.words[s.starts[i]:]
}

// row is the vector of a word, with what it counts before it, or "".
func (s *vectorSet) row(w string) string {
	i := sort.Search(len(s.starts), func(i int) bool { return s.word(i) >= w })
	if i == len(s.starts) || s.word(i) != w {
		return ""
	}
	return s.rows[i*(vectorSize+1) : (i+1)*(vectorSize+1)]
}

// meaning is the direction in which the words of a text lie, rare ones
// counting more: a vector of length 1, or of length 0 where none is known.
func meaning(words []string) [vectorSize]float64 {
	var sum [vectorSize]float64
	seen := map[string]bool{}
	for _, w := range words {
		row := vectors().row(w)
		if row == "" || seen[w] || idleWords[w] {
			continue
		}
		seen[w] = true
		for k := range sum {
			sum[k] += float64(int(row[0]) * int(int8(row[k+1])))
		}
	}
	length := 0.0
	for _, v := range sum {
		length += float64(v * v)
	}
	if length > 0 {
		length = math.Sqrt(length)
		for k := range sum {
			sum[k] /= length
		}
	}
	return sum
}

// idleWords stand in questions of every kind.
var idleWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`the and but you your yours this that these those was were are been being had have has did does done
		how what when where which who whom whose why tell about time describe give given example walk through ever one some any from would
		could can will there them they their something someone anything anybody somebody for with not`) {
		m[w] = true
	}
	return m
}()
