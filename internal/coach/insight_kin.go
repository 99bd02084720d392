package coach

import (
	"slices"
	"strings"

	"rehearse/internal/match"
)

// Which stories are about the same project. The person's own word counts
// most: stories with the same project are kin, and stories with two different
// ones are not, whatever they share. Otherwise twins are kin, and so are
// stories that share two rare proper names or name one project in their
// texts, such as "the Tollgate project".

// kinship is which stories are about the same project: groups by the person's
// own word, and pairs by what the texts share. Both hold places of entries.
type kinship struct {
	groups [][]int
	pairs  [][2]int
}

// kin finds the stories that are about the same project.
func kin(p *Portfolio, twins []match.Twins) kinship {
	var k kinship
	projects := make([]string, len(p.Entries))
	place, group := make(map[string]int, len(p.Entries)), map[string]int{}
	for i := range p.Entries {
		place[p.Entries[i].ID] = i
		name := strings.ToLower(collapsed(p.Entries[i].Project))
		projects[i] = name
		if name == "" {
			continue
		}
		g, seen := group[name]
		if !seen {
			g = len(k.groups)
			group[name], k.groups = g, append(k.groups, nil)
		}
		k.groups[g] = append(k.groups[g], i)
	}
	// Two stories with a project each are kin or not by that alone.
	open := func(a, b int) bool { return projects[a] == "" || projects[b] == "" }
	for _, t := range twins {
		a, okA := place[t.A]
		b, okB := place[t.B]
		if okA && okB && a != b && open(a, b) {
			k.pairs = append(k.pairs, [2]int{min(a, b), max(a, b)})
		}
	}
	for _, pair := range append(namesakes(p), oneProject(p)...) {
		if open(pair[0], pair[1]) {
			k.pairs = append(k.pairs, pair)
		}
	}
	slices.SortFunc(k.pairs, func(a, b [2]int) int {
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return a[1] - b[1]
	})
	k.pairs = slices.Compact(k.pairs)
	return k
}

// How many stories a name may stand in and still be rare: three, or with many
// stories one in twenty-five, eight at most. The names of one's company and
// of one's own manager are in most.
const (
	rareStories = 3
	rareShare   = 25
	rareMost    = 8
	// fewestNames is how many rare names two stories of one project share.
	fewestNames = 2
)

// namesakes are the pairs of stories that share rare proper names.
func namesakes(p *Portfolio) (pairs [][2]int) {
	having := make(map[string][]int32, 4*len(p.Entries))
	var names []string
	for i := range p.Entries {
		properNames(p.Entries[i].Answer, func(name string) {
			list, seen := having[name]
			if !seen {
				names = append(names, name)
			}
			if n := len(list); n == 0 || list[n-1] != int32(i) {
				having[name] = append(list, int32(i))
			}
		})
	}
	rare := min(rareMost, max(rareStories, len(p.Entries)/rareShare))
	shared := map[[2]int]int{}
	for _, name := range names {
		list := having[name]
		if len(list) < 2 || len(list) > rare {
			continue
		}
		for a := range list {
			for b := a + 1; b < len(list); b++ {
				pair := [2]int{int(list[a]), int(list[b])}
				if shared[pair]++; shared[pair] == fewestNames {
					pairs = append(pairs, pair)
				}
			}
		}
	}
	return pairs
}

// undertakings are what a name stands beside where it is a project's.
var undertakings = setOf("project migration rewrite program programme platform launch")

// oneProject are the pairs of stories that name the same project: by the same
// rare name beside a word such as "migration", or as the person's own word
// for one of the two.
func oneProject(p *Portfolio) (pairs [][2]int) {
	having := map[string][]int{}
	var names []string
	note := func(name string, i int) {
		list, seen := having[name]
		if !seen {
			names = append(names, name)
		}
		if n := len(list); n == 0 || list[n-1] != i {
			having[name] = append(list, i)
		}
	}
	for i := range p.Entries {
		e := &p.Entries[i]
		for _, w := range strings.Fields(strings.ToLower(e.Project)) {
			if len(w) > 2 && !undertakings[w] && !idleWords[w] {
				note(w, i)
			}
		}
		projectNames(e.Answer, func(name string) { note(strings.ToLower(name), i) })
	}
	// A name that half of all stories have is the company's.
	rare := max(rareStories, min(rareMost, len(p.Entries)/2))
	for _, name := range names {
		list := having[name]
		if len(list) > rare {
			continue
		}
		for b := range list {
			for a := range b {
				pairs = append(pairs, [2]int{list[a], list[b]})
			}
		}
	}
	return pairs
}

// projectNames calls f with each name of a project in a text: a name with a
// capital before or after a word such as "project", as in "Project Tollgate"
// and "our Tollgate migration".
func projectNames(text string, f func(name string)) {
	before, apart, undertaking := "", true, false // the word before, and whether it is one of them
	for i := 0; i < len(text); {
		n, skip := wordLen(text, i)
		if n == 0 {
			apart = apart || class[text[i]] == isEnder || text[i] == ',' || text[i] == ';'
			i += skip
			continue
		}
		word := text[i : i+n]
		if apart {
			before, undertaking = "", false
		}
		is := undertakings[strings.ToLower(word)]
		switch {
		case is && projectName(before):
			f(before)
		case undertaking && !is && projectName(word):
			f(word)
		}
		before, undertaking, apart = word, is, false
		i += n
	}
}

// projectName reports whether a word can be the name of a project.
func projectName(w string) bool {
	return len(w) > 2 && w[0] >= 'A' && w[0] <= 'Z' && lowerIn(w) && !openers[w] && !notNames[w] && !undertakings[strings.ToLower(w)]
}

// notNames are words with a capital that name no project.
var notNames = setOf("January February March April May June July August September October November December Monday Tuesday Wednesday Thursday " +
	"Friday Saturday Sunday Christmas Easter English German French Spanish European American Amazon Google Microsoft Linux Java Python Kubernetes Slack " +
	"Excel Jira Azure Oracle Postgres Windows Android Cloud Data Engineering Product Sales Finance Marketing Support Security Design Operations Legal Your Any Another New Old Main Big Large Small Second Third Last Situation Task Action Result Learning Mrs")

// openers are words that often begin a sentence and belong to no name.
var openers = setOf("The This That These Those When Then After Before With From For Our His Her Their Its And But They She You Who What Where While " +
	"Because Since Once One Two Three Four Five Six Every Each Both All Some Most Only Even Still Under Over Within Without Instead Later Today Nobody " +
	"Everybody Everyone Across Between During Until Now Here There How Why Not Also Next First Second Finally Meanwhile Although Though Yet Had Was")

// properNames calls f with each proper name of a text: a word with a capital
// inside a sentence, or the first word of several in a row, so that a first
// name and a surname are one. Words in capitals throughout, such as API, are
// none. The same name may come several times.
func properNames(text string, f func(name string)) {
	after := -1 // where the last word of a name ends
	for i := 0; i < len(text); i++ {
		if text[i]-'A' > 'Z'-'A' {
			continue
		}
		inside, begins := lookBack(text, i)
		n, _ := wordLen(text, i)
		if inside || n < 3 {
			continue
		}
		word := text[i : i+n]
		switch {
		case begins && !openers[word]:
			after = i + n // "Priya Shah said": the second word is no further name
		case !begins && lowerIn(word):
			if after != i-1 && !notNames[word] {
				f(word)
			}
			after = i + n
		}
		i += n
	}
}

// lookBack tells what stands before a letter: whether it is inside a word, and
// whether it begins a sentence.
func lookBack(text string, i int) (inside, begins bool) {
	for at := i; i > 0; i-- {
		if i >= 3 && text[i-3] == markByte {
			i -= 2
			continue
		}
		switch c := class[text[i-1]]; {
		case c >= isSmall:
			return i == at, false
		case c == isEnder:
			return false, true
		}
	}
	return false, true
}

// lowerIn reports whether a word holds a small letter.
func lowerIn(w string) bool {
	for i := 1; i < len(w); i++ {
		if w[i] >= 'a' {
			return true
		}
	}
	return false
}
