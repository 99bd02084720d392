package cli

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"rehearse/internal/review"
	"rehearse/internal/review/checks"
)

// catalogue is every check with its texts, in the order of the docs. No
// model is needed to read them.
var catalogue = sync.OnceValue(func() []*review.Analyzer { return checks.Suite(nil) })

// ruleNames are the names of all checks, in the order of the docs.
func ruleNames() []string {
	var names []string
	for _, c := range catalogue() {
		names = append(names, c.Name)
	}
	return names
}

// ruleIndex is the place of a rule in the catalogue, or -1.
func ruleIndex(name string) int {
	return slices.IndexFunc(catalogue(), func(c *review.Analyzer) bool { return c.Name == name })
}

// slots stand for what a finding fills in, where a text is read without one.
var slots = strings.NewReplacer("{quote}", "…", "{count}", "N", "{words}", "N", "{seconds}", "N", "{budget}", "N",
	"{share}", "N%", "{name}", "…", "{problem}", "…", "{flag}", "…", "{reason}", "", "{ask}", "…")

// unslotted is a text with its slots made readable.
func unslotted(s string) string { return slots.Replace(s) }

// near are the names most like one that is not known: those that hold it,
// and those within a few letters, at most three, nearest first.
func near(name string, names []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	name = strings.ToLower(name)
	var found []candidate
	for _, n := range names {
		d := distance(name, n)
		if len(name) >= 3 && strings.Contains(n, name) {
			d = min(d, 1)
		}
		if d <= max(2, len(name)/3) {
			found = append(found, candidate{n, d})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].distance < found[j].distance })
	var out []string
	for _, c := range found[:min(3, len(found))] {
		out = append(out, c.name)
	}
	return out
}

// distance is how many letters must be added, left out or changed to make
// one word another (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := last
			if a[i] != b[j] {
				change++
			}
			last = row[j+1]
			row[j+1] = min(change, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}
