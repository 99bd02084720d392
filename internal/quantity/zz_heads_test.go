package quantity

import (
	"fmt"
	"os"
	"path/filepath"
	"rehearse/internal/prose"
	"sort"
	"testing"
)

func TestZHeads(t *testing.T) {
	if os.Getenv("HEADS") == "" {
		t.Skip()
	}
	names, _ := filepath.Glob("/tmp/corpus/answers/*.txt")
	m := map[string]int{}
	bare := map[string]int{}
	for _, n := range names {
		b, _ := os.ReadFile(n)
		body, _, _ := layOut(string(b))
		tx := prose.Read(body)
		for _, q := range Find(tx) {
			if q.Kind == People || q.Kind == Count {
				k := string(q.Kind) + " " + q.Noun
				if e := lexicon[singular(q.Noun)]; e == nil || !e.is(isPerson|isThing) {
					if q.Noun != "" && (q.Kind == People || os.Getenv("HEADS") == "2") {
						m[k]++
					}
				}
			}
		}
	}
	_ = bare
	ks := []string{}
	for k := range m {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	for _, k := range ks {
		fmt.Printf("%s:%d; ", k, m[k])
	}
	fmt.Println()
}
