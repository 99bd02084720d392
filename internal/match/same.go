package match

import (
	"math"
	"sort"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/prose"
	"rehearse/internal/quantity"
)

// Two stories are the same proof point where they tell of the same event. In
// other words and another order, an event keeps its names, its amounts and
// its rarer words.

// facts are what a retelling keeps.
type facts struct {
	// marks are names and amounts, as text; words are the stems of all else.
	marks, words map[string]bool
}

func factsOf(t *prose.Text, amounts []quantity.Quantity) facts {
	f := facts{marks: map[string]bool{}, words: map[string]bool{}}
	for _, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			w := t.Words[i]
			switch {
			case w.Digit || common[w.Norm] || len(w.Norm) < 3:
			case w.Upper && i > s.First && !t.Raw && !strings.Contains(w.Norm, "'"):
				f.marks[w.Norm] = true
			default:
				f.words[library.Stem(w.Norm)] = true
			}
		}
	}
	for _, q := range amounts {
		if q.Value > 2 { // one or two of something is everywhere
			f.marks[q.Unit+" "+string(q.Kind)+" "+library.Plain(t.Quote(q.Span))] = true
		}
	}
	return f
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
	var out []Twins
	for i := range s.stories {
		for j := i + 1; j < len(s.stories); j++ {
			a, b := &s.stories[i].facts, &s.stories[j].facts
			marks, names := overlap(a.marks, b.marks)
			words, _ := overlap(a.words, b.words)
			score := 0.5*marks + 0.5*words
			if score >= sameFrom && len(names) >= fewestMarks {
				out = append(out, Twins{A: s.stories[i].name, B: s.stories[j].name, Score: math.Round(score*100) / 100,
					Why: "both tell of " + strings.Join(names[:min(4, len(names))], ", ")})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out
}

// overlap is the share of the smaller set that both have, and what they
// share, in order.
func overlap(a, b map[string]bool) (share float64, both []string) {
	for x := range a {
		if b[x] {
			parts := strings.Fields(x)
			both = append(both, strings.Join(parts[max(0, min(2, len(parts)-1)):], " "))
		}
	}
	sort.Strings(both)
	if n := min(len(a), len(b)); n > 0 {
		share = float64(len(both)) / float64(n)
	}
	return share, both
}
