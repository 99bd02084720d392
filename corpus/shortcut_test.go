package corpus

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mostShortcut is how well the rating may be told from one thing alone that
// has nothing to do with how good an answer is: quadratic weighted kappa, on
// answers that the guess was not fitted to.
const mostShortcut = 0.30

// folds is how many parts the corpus is dealt to, by index.
const folds = 5

// TestNoShortcutToTheRating guesses the rating from one outward thing at a
// time. In a first corpus good answers were longer, so that the number of
// words alone reached .86: what a model learns from such answers is to count.
func TestNoShortcutToTheRating(t *testing.T) {
	answers := all(t)
	gold := make([]int, len(answers))
	for i, a := range answers {
		gold[i] = a.Rating
	}
	number := func(of func(a Answer) float64) []float64 {
		values := make([]float64, len(answers))
		for i, a := range answers {
			values[i] = of(a)
		}
		return values
	}
	name := func(of func(a Answer) string) []string {
		values := make([]string, len(answers))
		for i, a := range answers {
			values[i] = of(a)
		}
		return values
	}
	for _, x := range []struct {
		name   string
		values []float64
	}{
		{"words", number(func(a Answer) float64 { return float64(len(strings.Fields(a.Text))) })},
		{"sentences", number(func(a Answer) float64 { return float64(len(a.Lines)) })},
		{"number of figures", number(func(a Answer) float64 { return float64(len(a.Quantities)) })},
		{"numbers in digits", number(func(a Answer) float64 { return float64(len(digits.FindAllString(a.Text, -1))) })},
		{"figures per word", number(func(a Answer) float64 { return float64(len(a.Quantities)) / float64(len(strings.Fields(a.Text))) })},
		{"share of I", number(shareOfI)},
	} {
		report(t, x.name, crossValidate(gold, x.values, meanOfBin), crossValidate(gold, x.values, bestCuts))
	}
	for _, x := range []struct {
		name   string
		values []string
	}{
		{"mode", name(func(a Answer) string { return a.Mode })},
		{"register", name(func(a Answer) string { return a.Register })},
		{"domain", name(func(a Answer) string { return a.Domain })},
		{"author", name(func(a Answer) string { return a.Author })},
	} {
		report(t, x.name, crossValidate(gold, x.values, meanOfName), crossValidate(gold, x.values, cutsOfName))
	}
}

// digits is a number in digits.
var digits = regexp.MustCompile(`\d[\d.,]*`)

// report judges the better of two guesses: by means, and by cuts.
func report(t *testing.T, name string, means, cuts float64) {
	t.Helper()
	t.Logf("%-18s tells the rating with a kappa of %.3f by means, %.3f by cuts", name, means, cuts)
	if kappa := max(means, cuts); kappa >= mostShortcut {
		t.Errorf("%s alone tells the rating with a kappa of %.3f, not under %.2f", name, kappa, mostShortcut)
	}
}

// shareOfI is how many of the words for oneself and for the group are for
// oneself; a half where there are none.
func shareOfI(a Answer) float64 {
	i, we := 0, 0
	for _, w := range strings.FieldsFunc(strings.ToLower(a.Text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		switch w {
		case "i", "me", "my", "mine", "myself":
			i++
		case "we", "us", "our", "ours", "ourselves":
			we++
		}
	}
	if i+we == 0 {
		return 0.5
	}
	return float64(i) / float64(i+we)
}

// crossValidate fits a guess to all folds but one, and measures it on that
// one, for each in turn.
func crossValidate[V any](gold []int, values []V, fit func(values []V, gold []int) func(V) int) float64 {
	var table [4][4]int
	for fold := range folds {
		var seen []V
		var ratings []int
		for i := range gold {
			if i%folds != fold {
				seen, ratings = append(seen, values[i]), append(ratings, gold[i])
			}
		}
		guess := fit(seen, ratings)
		for i := range gold {
			if i%folds == fold {
				table[gold[i]-1][guess(values[i])-1]++
			}
		}
	}
	return kappa(table)
}

// kappa is Cohen's kappa with quadratic weights.
func kappa(table [4][4]int) float64 {
	var rows, columns [4]int
	n := 0
	for i := range 4 {
		for j := range 4 {
			rows[i] += table[i][j]
			columns[j] += table[i][j]
			n += table[i][j]
		}
	}
	seen, expected := 0, 0
	for i := range 4 {
		for j := range 4 {
			w := (i - j) * (i - j)
			seen += w * table[i][j] * n
			expected += w * rows[i] * columns[j]
		}
	}
	if expected == 0 {
		return 0
	}
	return 1 - float64(seen)/float64(expected)
}

// bins is how many quantiles a number is sorted into.
const bins = 12

// edges are the values that part the quantiles.
func edges(values []float64) []float64 {
	sorted := slices.Sorted(slices.Values(values))
	var all []float64
	for k := 1; k < bins; k++ {
		all = append(all, sorted[k*len(sorted)/bins])
	}
	return slices.Compact(all)
}

// binOf is the quantile that a value falls into, from 0.
func binOf(v float64, edges []float64) int {
	n := 0
	for n < len(edges) && v >= edges[n] {
		n++
	}
	return n
}

// meanOfBin guesses the mean rating of the quantile, rounded.
func meanOfBin(values []float64, gold []int) func(float64) int {
	parts := edges(values)
	var sum, n [bins]int
	for i, v := range values {
		b := binOf(v, parts)
		sum[b] += gold[i]
		n[b]++
	}
	return func(v float64) int {
		b := binOf(v, parts)
		return rounded(sum[b], n[b])
	}
}

// rounded is the mean as a rating, 2 where nothing is known.
func rounded(sum, n int) int {
	if n == 0 {
		return 2
	}
	return int(math.Round(float64(sum) / float64(n)))
}

// bestCuts guesses 1 to 4 by the three cuts between quantiles, rising or
// falling, that agree best with the ratings known.
func bestCuts(values []float64, gold []int) func(float64) int {
	parts := edges(values)
	var by [bins][4]int
	for i, v := range values {
		by[binOf(v, parts)][gold[i]-1]++
	}
	best, cuts, falling := math.Inf(-1), [3]int{}, false
	for a := range bins + 1 {
		for b := a; b <= bins; b++ {
			for c := b; c <= bins; c++ {
				for _, down := range []bool{false, true} {
					now := [3]int{a, b, c}
					if k := kappaOfCuts(&by, now, down); k > best {
						best, cuts, falling = k, now, down
					}
				}
			}
		}
	}
	return func(v float64) int { return cut(binOf(v, parts), cuts, falling) }
}

// cut is the rating that cuts give a bin.
func cut(bin int, cuts [3]int, falling bool) int {
	rating := 1
	for _, c := range cuts {
		if bin >= c {
			rating++
		}
	}
	if falling {
		return 5 - rating
	}
	return rating
}

func kappaOfCuts(by *[bins][4]int, cuts [3]int, falling bool) float64 {
	var table [4][4]int
	for bin := range by {
		guess := cut(bin, cuts, falling)
		for rating, n := range by[bin] {
			table[rating][guess-1] += n
		}
	}
	return kappa(table)
}

// means are the mean ratings by name, drawn to the mean of all where there
// are few of a name.
func means(values []string, gold []int) (map[string]float64, float64) {
	sum, n := map[string]float64{}, map[string]float64{}
	total := 0.0
	for i, v := range values {
		sum[v] += float64(gold[i])
		n[v]++
		total += float64(gold[i])
	}
	mean := total / float64(len(gold))
	for v := range sum {
		sum[v] = (sum[v] + 2*mean) / (n[v] + 2)
	}
	return sum, mean
}

// meanOfName guesses the mean rating of the answers with the name, rounded.
func meanOfName(values []string, gold []int) func(string) int {
	by, mean := means(values, gold)
	return func(v string) int {
		if m, ok := by[v]; ok {
			return int(math.Round(m))
		}
		return int(math.Round(mean))
	}
}

// cutsOfName sorts names by their mean rating and cuts them as numbers are
// cut.
func cutsOfName(values []string, gold []int) func(string) int {
	by, mean := means(values, gold)
	numbers := make([]float64, len(values))
	for i, v := range values {
		numbers[i] = by[v]
	}
	guess := bestCuts(numbers, gold)
	return func(v string) int {
		if m, ok := by[v]; ok {
			return guess(m)
		}
		return guess(mean)
	}
}

// TestShortcutsWouldBeFound puts a shortcut into the data, of each form, and
// checks that the fits above find it.
func TestShortcutsWouldBeFound(t *testing.T) {
	answers := all(t)
	gold := make([]int, len(answers))
	numbers, names := make([]float64, len(answers)), make([]string, len(answers))
	for i, a := range answers {
		gold[i] = a.Rating
		// Half of the answers carry their rating, the others chance.
		if i%2 == 0 {
			numbers[i], names[i] = float64(-a.Rating), string(rune('a'+a.Rating))
		} else {
			numbers[i], names[i] = -float64(i*7%4+1), string(rune('b'+i*7%4))
		}
	}
	for name, kappa := range map[string]float64{
		"a number":  crossValidate(gold, numbers, bestCuts),
		"its bins":  crossValidate(gold, numbers, meanOfBin),
		"a name":    crossValidate(gold, names, cutsOfName),
		"its means": crossValidate(gold, names, meanOfName),
	} {
		if cmp.Less(kappa, mostShortcut) {
			t.Errorf("a shortcut by %s is found with a kappa of %.3f only", name, kappa)
		}
	}
}
