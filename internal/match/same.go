package match

import (
	"math"
	"slices"
	"sort"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/prose"
	"rehearse/internal/quantity"
)

// Two stories are the same proof point where they tell of the same event. In
// other words and another order, an event keeps its names, its amounts and
// its rarer words.

// facts are what a retelling keeps, each once and in order.
type facts struct {
	// marks are names and amounts, as text; words are the stems of all else.
	marks, words []string
}

func factsOf(t *prose.Text, amounts []quantity.Quantity) facts {
	var f facts
	for _, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			w := t.Words[i]
			switch {
			case w.Digit || common[w.Norm] || len(w.Norm) < 3:
			case w.Upper && i > s.First && !t.Raw && !strings.Contains(w.Norm, "'"):
				f.marks = append(f.marks, w.Norm)
			default:
				f.words = append(f.words, library.Stem(w.Norm))
			}
		}
	}
	for _, q := range amounts {
		if q.Value > 2 { // one or two of something is everywhere
			f.marks = append(f.marks, q.Unit+" "+string(q.Kind)+" "+library.Plain(t.Quote(q.Span)))
		}
	}
	f.marks, f.words = unique(f.marks), unique(f.words)
	return f
}

// unique sorts a list and drops what it holds twice.
func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// Twins are two stories that seem to be the same proof point.
type Twins struct {
	A string `json:"a"`
	B string `json:"b"`
	// Score is how much of the smaller one's facts both have, from 0 to 1.
	Score float64 `json:"score"`
	// Why names some of what they share.
	Why string `json:"why"`
}

// sameFrom is the share of facts from which two stories are called one. At
// .4 two tellings of an event meet, and no two of the 99 answers of the
// built-in library do.
const sameFrom = 0.4

// fewestMarks is how many names and amounts two tellings of an event share
// at least.
const fewestMarks = 3

// Same lists pairs of stories that seem to be the same proof point, most
// alike first.
func (s *Set) Same() []Twins {
	names, all := make([]string, len(s.stories)), make([]facts, len(s.stories))
	for i := range s.stories {
		names[i], all[i] = s.stories[i].name, s.stories[i].facts
	}
	return same(names, all)
}

// Same lists pairs of stories that seem to be the same proof point, most
// alike first, as Set.Same does; it reads the stories' facts alone and needs
// no model.
func Same(stories []Story) []Twins {
	names, all := make([]string, len(stories)), make([]facts, len(stories))
	for i, x := range stories {
		text := prose.Read(x.Text)
		names[i], all[i] = x.Name, factsOf(text, quantity.Find(text))
	}
	return same(names, all)
}

// same compares stories by their facts. Only those that share marks enough
// are compared at all: each mark lists the stories that have it.
func same(names []string, all []facts) []Twins {
	var out []Twins
	marks, having := numbered(all, func(f facts) []string { return f.marks })
	words, _ := numbered(all, func(f facts) []string { return f.words })
	shared := make([]int, len(all))
	for i := range all {
		clear(shared)
		for _, m := range marks[i] {
			for _, j := range having[m] {
				shared[j]++
			}
		}
		for j := i + 1; j < len(all); j++ {
			if shared[j] < fewestMarks {
				continue
			}
			score := 0.5*share(shared[j], len(marks[i]), len(marks[j])) + 0.5*share(inBoth(words[i], words[j]), len(words[i]), len(words[j]))
			if score >= sameFrom {
				out = append(out, Twins{A: names[i], B: names[j], Score: math.Round(score*100) / 100, Why: told(all[i].marks, all[j].marks)})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out
}

// numbered gives each text of the facts a number, and lists for each story
// its numbers in order, and for each number the stories that have it.
func numbered(all []facts, of func(facts) []string) (numbers [][]int32, having [][]int32) {
	known := map[string]int32{}
	numbers = make([][]int32, len(all))
	for i, f := range all {
		list := make([]int32, 0, len(of(f)))
		for _, text := range of(f) {
			n, ok := known[text]
			if !ok {
				n = int32(len(known))
				known[text], having = n, append(having, nil)
			}
			list = append(list, n)
			having[n] = append(having[n], int32(i))
		}
		slices.Sort(list)
		numbers[i] = list
	}
	return numbers, having
}

// inBoth counts what two lists in order both hold.
func inBoth(a, b []int32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// share is how much of the smaller of two sets both have.
func share(both, a, b int) float64 {
	if n := min(a, b); n > 0 {
		return float64(both) / float64(n)
	}
	return 0
}

// told names some of the marks that two stories share.
func told(a, b []string) string {
	var both []string
	for _, x := range a {
		if _, found := slices.BinarySearch(b, x); found {
			parts := strings.Fields(x)
			both = append(both, strings.Join(parts[max(0, min(2, len(parts)-1)):], " "))
		}
	}
	slices.Sort(both)
	return "both tell of " + strings.Join(both[:min(4, len(both))], ", ")
}
