package match

import (
	"math"
	"slices"
	"sort"
	"strconv"
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
	// quotes are the marks as the text has them.
	quotes map[string]string
}

func factsOf(t *prose.Text, amounts []quantity.Quantity) facts {
	f := facts{quotes: map[string]string{}}
	note := func(mark, quote string) {
		f.marks = append(f.marks, mark)
		f.quotes[mark] = quote
	}
	for _, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			w := t.Words[i]
			switch {
			case w.Digit || common[w.Norm] || len(w.Norm) < 3:
			case w.Upper && i > s.First && !t.Raw && !strings.Contains(w.Norm, "'"):
				note(w.Norm, t.Quote(w.Span))
			default:
				f.words = append(f.words, library.Stem(w.Norm))
			}
		}
	}
	for _, q := range amounts {
		if q.Value > 2 { // one or two of something is everywhere
			note(q.Unit+" "+string(q.Kind)+" "+library.Plain(t.Quote(q.Span)), strings.Join(strings.Fields(t.Quote(q.Span)), " "))
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

// A pair of twins needs something of its own in common: a rare name, or an
// amount of something that isn't counted in every story. A name is rare where
// at most three stories have it, or one in fifteen.
const (
	rareStories = 3
	rareShare   = 15
)

// copied is the share of words in common from which two stories are copies of
// each other, whatever they tell of.
const copied = 0.9

// everydayNames are words that are often written with a capital and name
// nothing of one's own: departments, roles, calendars and tools.
var everydayNames = wordSet(`engineering product design sales marketing finance legal support security operations ops procurement compliance
	research data analytics science quality platform infrastructure mobile backend frontend payments billing checkout search core people
	human resources customer customers success service services delivery management manager managers director directors lead leads senior junior
	principal staff engineer engineers developer developers designer analyst architect architects owner owners president vice vp svp evp cto ceo cfo coo cio
	cpo hr it qa pm pms tpm sre devops team teams group board company department division organization organisation office project program
	programme launch migration release sprint agile scrum kanban jira slack excel git github gitlab kubernetes docker terraform linux windows java
	python golang kotlin typescript javascript react postgres postgresql mysql redis kafka oracle salesforce amazon aws azure google microsoft apple api apis
	sql json http slo slos sla slas okr okrs kpi kpis mvp roi january february march april may june july august september october november december
	monday tuesday wednesday thursday friday saturday sunday christmas easter english german french spanish european american europe america
	situation task action result learning`)

// everydayUnits are what the amounts of most stories count.
var everydayUnits = wordSet(`engineer engineers developer developers person people member members report reports team teams squad squads manager managers
	meeting meetings time times percent option options reason reasons step steps thing things question questions way ways point points part parts
	project projects service services group groups customer customers user users`)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// smallNumber is below what a number that counts nothing said may be anything.
const smallNumber = 1000

// telling reports whether a mark that so many of all stories have can tell one
// event from another.
func telling(mark string, having, all int) bool {
	unit, rest, amount := strings.Cut(mark, " ")
	if !amount {
		return !everydayNames[mark] && having <= max(rareStories, all/rareShare)
	}
	kind, quote, _ := strings.Cut(rest, " ")
	if strings.HasPrefix(quote, "from ") {
		return true // a change with both its ends
	}
	switch quantity.Kind(kind) {
	case quantity.Duration, quantity.People, quantity.Percent, quantity.Ratio:
		return false
	case quantity.Money:
		return true
	}
	if unit != "" {
		return !everydayUnits[unit]
	}
	n, err := strconv.Atoi(strings.ReplaceAll(quote, " ", ""))
	return err == nil && n >= smallNumber && (n < 1900 || n > 2100) // a year is anybody's
}

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
	marks, having, texts := numbered(all, func(f facts) []string { return f.marks })
	own := make([]bool, len(having))
	for m, list := range having {
		own[m] = telling(texts[m], len(list), len(all))
	}
	words, _, _ := numbered(all, func(f facts) []string { return f.words })
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
			inWords := share(inBoth(words[i], words[j]), len(words[i]), len(words[j]))
			if inWords < copied && !sharesOwn(marks[i], marks[j], own) {
				continue
			}
			if score := float64(0.5*share(shared[j], len(marks[i]), len(marks[j]))) + float64(0.5*inWords); score >= sameFrom {
				out = append(out, Twins{A: names[i], B: names[j], Score: math.Round(score*100) / 100, Why: told(&all[i], ownOf(texts, marks[i], marks[j], own))})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out
}

// numbered gives each text of the facts a number, and lists for each story
// its numbers in order, and for each number the stories that have it and the
// text.
func numbered(all []facts, of func(facts) []string) (numbers, having [][]int32, texts []string) {
	known := map[string]int32{}
	numbers = make([][]int32, len(all))
	for i, f := range all {
		list := make([]int32, 0, len(of(f)))
		for _, text := range of(f) {
			n, ok := known[text]
			if !ok {
				n = int32(len(known))
				known[text], having, texts = n, append(having, nil), append(texts, text)
			}
			list = append(list, n)
			having[n] = append(having[n], int32(i))
		}
		slices.Sort(list)
		numbers[i] = list
	}
	return numbers, having, texts
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

// sharesOwn reports whether two stories share a mark that tells an event.
func sharesOwn(a, b []int32, own []bool) bool {
	return slices.ContainsFunc(a, func(m int32) bool {
		if !own[m] {
			return false
		}
		_, found := slices.BinarySearch(b, m)
		return found
	})
}

// ownOf are the marks, as text, that two stories share and that tell an event.
func ownOf(texts []string, a, b []int32, own []bool) (list []string) {
	for _, m := range a {
		if _, found := slices.BinarySearch(b, m); found && own[m] {
			list = append(list, texts[m])
		}
	}
	return list
}

// mostTold is how many marks a reason quotes.
const mostTold = 4

// told is what two stories share, in the words of one of them, names first:
// "both tell of Halden, 61 prisons and $2 million".
func told(f *facts, marks []string) string {
	amount := func(mark string) bool { return strings.Contains(mark, " ") }
	sort.Slice(marks, func(i, j int) bool {
		if a, b := amount(marks[i]), amount(marks[j]); a != b {
			return b
		}
		return marks[i] < marks[j]
	})
	var quotes []string
	for _, m := range marks {
		q := f.quotes[m]
		if q == "" {
			q = m
		}
		if len(quotes) < mostTold && !slices.Contains(quotes, q) {
			quotes = append(quotes, q)
		}
	}
	if len(quotes) == 0 {
		return "both are told in nearly the same words"
	}
	if n := len(quotes); n > 1 {
		quotes = append(quotes[:n-2], quotes[n-2]+" and "+quotes[n-1])
	}
	return "both tell of " + strings.Join(quotes, ", ")
}
