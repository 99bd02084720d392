package coach

import (
	"slices"
	"strings"

	"rehearse/internal/match"
)

// Which stories are about the same project. The person's own word counts
// most: stories with the same project are kin, and stories with two different
// ones are not, whatever they share. Otherwise twins are kin, and so are
// stories that share two rare proper names.

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
	for _, pair := range namesakes(p) {
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

// notNames are words with a capital that name no project.
var notNames = setOf("January February March April May June July August September October November December Monday Tuesday Wednesday Thursday " +
	"Friday Saturday Sunday Christmas Easter English German French Spanish European American Amazon Google Microsoft Linux Java Python Kubernetes Slack " +
	"Excel Jira Situation Task Action Result Learning Mrs")

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
