package match

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"rehearse/corpus"
)

// plainly compares every pair of stories word by word, as the meaning of
// same has it, however long it takes.
func plainly(names []string, all []facts) []Twins {
	var out []Twins
	having := map[string]int{}
	for _, f := range all {
		for _, m := range f.marks {
			having[m]++
		}
	}
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			marks := both(all[i].marks, all[j].marks)
			words := both(all[i].words, all[j].words)
			score := 0.5*part(marks, all[i].marks, all[j].marks) + 0.5*part(words, all[i].words, all[j].words)
			enough := len(marks) >= fewestMarks
			marks = slices.DeleteFunc(marks, func(m string) bool { return !telling(m, having[m], len(all)) })
			if score >= sameFrom && enough && (len(marks) > 0 || part(words, all[i].words, all[j].words) >= copied) {
				out = append(out, Twins{A: names[i], B: names[j], Score: math.Round(score*100) / 100, Why: told(&all[i], marks)})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out
}

func both(a, b []string) (list []string) {
	for _, x := range a {
		if slices.Contains(b, x) {
			list = append(list, x)
		}
	}
	return list
}

func part(both, a, b []string) float64 {
	if n := min(len(a), len(b)); n > 0 {
		return float64(len(both)) / float64(n)
	}
	return 0
}

// TestSameIsThePlainComparison holds the index against the comparison of all
// pairs, over made-up facts with few and with many in common.
func TestSameIsThePlainComparison(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(n, of int) (list []string) {
		for range n {
			sorts := []string{"prison count %d prisons", "name%d", "people people %d people"}
			list = append(list, fmt.Sprintf(sorts[random.IntN(3)], random.IntN(of)/3))
		}
		return unique(list)
	}
	found := 0
	for round := range 30 {
		var names []string
		var all []facts
		for i := range 25 {
			names = append(names, fmt.Sprint(i))
			all = append(all, facts{marks: pick(random.IntN(9), 8+round), words: pick(random.IntN(40), 30+4*round)})
		}
		got, want := same(names, all), plainly(names, all)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("round %d: got %d pairs, want %d", round, len(got), len(want))
		}
		found += len(got)
	}
	if found < 50 {
		t.Errorf("only %d pairs were found: this test compared nothing", found)
	}
}

// TestEverydayWordsMakeNoTwins: a department, a role and a number are in many
// stories, and no event's own.
func TestEverydayWordsMakeNoTwins(t *testing.T) {
	everyday := []string{
		"I led 40 engineers. We sat with Engineering and Product and the plan slipped, so I asked the Director for three weeks and 20% more people.",
		"A team of 40 engineers waited. I wrote with Engineering and Product a shorter list, and our Director found three weeks and 20% more people.",
	}
	if got := Same([]Story{{Name: "a", Text: everyday[0]}, {Name: "b", Text: everyday[1]}}); len(got) > 0 {
		t.Errorf("%+v", got)
	}
	if got := Same([]Story{{Name: "a", Text: everyday[0]}, {Name: "b", Text: everyday[0]}}); len(got) != 1 || got[0].Why != "both are told in nearly the same words" {
		t.Errorf("a copy is none: %+v", got)
	}
	own := " It began in Halden, with 61 prisons."
	got := Same([]Story{{Name: "a", Text: everyday[0] + own}, {Name: "b", Text: everyday[1] + own}})
	if len(got) != 1 || got[0].Why != "both tell of Halden and 61 prisons" {
		t.Errorf("%+v", got)
	}
	// A name that every story has is the company's.
	var many []Story
	for i, event := range []string{"ferries sailed late", "hospitals lost beds", "schools closed early", "harbors froze over", "bakeries burned bread"} {
		many = append(many, Story{Name: fmt.Sprint(i), Text: everyday[0] + " Here at Osprey the " + strings.Repeat(event+" and the ", 3) + "rest is known. " + strings.Join(strings.Fields(event), "ish ") + "ing."})
	}
	for _, x := range Same(many) {
		if strings.Contains(x.Why, "Osprey") {
			t.Errorf("%+v", x)
		}
	}
}

// TestSameNeedsNoModel checks that both ways find the same.
func TestSameNeedsNoModel(t *testing.T) {
	list := []Story{{Name: "a", Text: ferry}, {Name: "b", Text: coach}, {Name: "c", Text: ferryAgain}, {Name: "empty"}}
	if got, want := Same(list), New(defaultModel(t), list).Same(); len(got) != 1 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// manyStories are 500 answers of the corpus.
func manyStories(b *testing.B) []Story {
	answers, err := corpus.Answers()
	if err != nil {
		b.Fatal(err)
	}
	var list []Story
	for _, a := range answers[:500] {
		list = append(list, Story{Name: a.ID, Text: a.Text})
	}
	return list
}

// BenchmarkSame compares 500 stories that have been read.
func BenchmarkSame(b *testing.B) {
	set := New(defaultModel(b), manyStories(b))
	for b.Loop() {
		set.Same()
	}
}

// BenchmarkSameUnread reads 500 stories and compares them.
func BenchmarkSameUnread(b *testing.B) {
	list := manyStories(b)
	for b.Loop() {
		Same(list)
	}
}
