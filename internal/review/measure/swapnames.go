package measure

import (
	"strings"
	"sync"
	"unicode"

	"rehearse/internal/prose"
)

// group is a culture and a gender of first names.
type group struct{ culture, gender string }

// nameList are first names in the order of variants.txt, and the group of
// each by its lower case.
type nameList struct {
	all []string
	of  map[string]group
}

var firstNames = sync.OnceValue(func() nameList {
	names := nameList{of: map[string]group{}}
	for _, line := range strings.Split(variantText, "\n") {
		head, _, _ := strings.Cut(line, ":")
		parts := strings.Fields(head)
		if len(parts) != 3 || parts[0] != "names" {
			continue
		}
		for _, name := range tables()[head] {
			names.all = append(names.all, name)
			names.of[strings.ToLower(name)] = group{parts[1], parts[2]}
		}
	}
	return names
})

// swapNames gives every person of an answer that it can tell another name:
// one of another culture and gender where the name is listed, else any.
func swapNames(d *draft) {
	first, last := d.people()
	given := map[string]string{}
	for i := range d.Words {
		name := d.base(i)
		switch {
		case given[name] != "":
		case first[i]:
			given[name] = choose(name, firstNames().all, first.names(d), given, func(other string) bool {
				was, known := firstNames().of[name]
				is := firstNames().of[strings.ToLower(other)]
				return !known || was.culture != is.culture && was.gender != is.gender
			})
		case last[i]:
			given[name] = choose(name, tables()["surnames"], last.names(d), given, func(string) bool { return true })
		}
		if first[i] || last[i] {
			d.rename(i, 1, given[name])
		}
	}
}

// choose picks one of the names that fit, are not in the text and were not
// given yet. The same name is given the same one in every text that lacks
// that one.
func choose(name string, names []string, taken map[string]bool, given map[string]string, fits func(string) bool) string {
	used := map[string]bool{}
	for _, other := range given {
		used[other] = true
	}
	var free []string
	for _, other := range names {
		if fits(other) && !taken[strings.ToLower(other)] && !used[other] {
			free = append(free, other)
		}
	}
	if len(free) == 0 {
		return name
	}
	return free[dice(name).below(len(free))]
}

// marks tells of some words of a draft that they are names.
type marks map[int]bool

// names are the marked words without the 's of a possessor.
func (m marks) names(d *draft) map[string]bool {
	names := map[string]bool{}
	for i := range m {
		names[d.base(i)] = true
	}
	return names
}

// people finds the persons of an answer: their first names, and surnames
// behind those or behind a title. What one place tells of a name holds for
// the whole answer, so it looks again until it finds no more.
func (d *draft) people() (first, last marks) {
	first, last = marks{}, marks{}
	names := map[string]bool{}
	other := d.noPersons()
	for known := -1; known < len(first)+len(last); {
		known = len(first) + len(last)
		for i := range d.Words {
			switch {
			case other[i] || first[i] || last[i]:
			case d.surname(i, first):
				last[i] = true
			case d.firstName(i, names, first):
				first[i], names[d.base(i)] = true, true
			}
		}
	}
	return first, last
}

// firstName reports whether word i is a first name: it is listed, or known
// from elsewhere in the answer, or what stands around it tells.
func (d *draft) firstName(i int, names map[string]bool, first marks) bool {
	name := d.base(i)
	_, known := firstNames().of[name]
	sure := known && !listed("ambiguous", name)
	switch {
	case sure && (d.Raw || d.Words[i].Upper):
		return true
	case names[name] && d.Words[i].Upper && !listed("ambiguous", name):
		return true
	}
	return d.capital(i) && (names[name] || d.person(i, first))
}

// surname reports whether word i stands where a surname does, and is no
// listed first name.
func (d *draft) surname(i int, first marks) bool {
	_, known := firstNames().of[d.base(i)]
	behind := d.titled(i) || d.capital(i) && d.after(i) && first[i-1] && !strings.HasSuffix(d.norm(i-1), "'s")
	return behind && !known && !listed("no person", d.base(i))
}

// noPersons are the words of an answer that belong to places and companies.
func (d *draft) noPersons() marks {
	other := marks{}
	for _, p := range d.places() {
		for i := p.first; i < p.first+p.words; i++ {
			other[i] = true
		}
	}
	return other
}

// titled reports whether word i is a name behind a title. Where nothing has
// capitals, only titles that are no other words count.
func (d *draft) titled(i int) bool {
	title := d.norm(i - 1)
	if !listed("titles", title) || listed("titles", d.base(i)) || d.gap(i) != " " && d.gap(i) != ". " {
		return false
	}
	if d.Raw {
		return title != "miss" && title != "nurse" && title != "pan" && title != "sir" && title != "professor" && len(d.base(i)) > 2
	}
	return d.capital(i) && d.Words[i-1].Upper
}

// person reports whether what stands around a word in capitals tells that it
// is a person.
func (d *draft) person(i int, first marks) bool {
	name, before := d.base(i), d.norm(i-1)
	if listed("no person", name) || listed("before place", before) || before == "the" || len([]rune(name)) < 2 {
		return false
	}
	for _, table := range []string{"cities", "countries", "demonyms", "companies", "titles"} {
		if listed(table, name) && !listed("ambiguous", name) {
			return false
		}
	}
	next := d.norm(i + 1)
	aside := strings.TrimSpace(d.gap(i+1)) == "," && !listed("numbers", next)
	switch {
	case listed("before person", before) && (d.after(i) || d.gap(i) == ", "):
		return true
	case listed("behind person", next) && (d.after(i+1) || aside):
		return true
	case aside && (next == "my" || next == "our" || next == "one"):
		return true
	case d.norm(i) != name && (next == "team" || next == "squad"):
		return true
	}
	// Someone beside someone: "Bex and Paulo", "Idris, Solvei and Ana".
	joined := before == "and" && first[i-2] || next == "and" && first[i+2] && d.after(i+1)
	return joined || d.gap(i) == ", " && first[i-1] || d.gap(i+1) == ", " && first[i+1]
}

// rename writes a name in the place of n words, keeps the 's of a possessor,
// and an "a" or "an" before it right. In speech without capitals the name has
// none.
func (d *draft) rename(i, n int, name string) {
	last := d.Words[i+n-1]
	span := prose.Span{Start: d.Words[i].Start, End: last.End}
	if strings.HasSuffix(last.Norm, "'s") && !strings.HasSuffix(strings.ToLower(name), "'s") {
		_, behind := cutPossessor(d.Quote(last.Span))
		name += behind
	} else if d.gap(i+n) == "-" && !d.Words[i+n].Digit && n == 1 && d.Words[i].Upper {
		span.End = d.Words[i+n].End // "Hye-jin" is one name
	}
	if d.Raw || !d.Words[i].Upper {
		name = strings.ToLower(name)
	}
	if article := d.norm(i - 1); (article == "a" || article == "an") && d.after(i) {
		right := "a"
		if strings.ContainsRune("aeiou", unicode.ToLower([]rune(name)[0])) {
			right = "an"
		}
		if right != article {
			d.replace(i-1, 1, right)
		}
	}
	d.edits = append(d.edits, edit{span, name})
}

// cutPossessor cuts the 's off a word.
func cutPossessor(word string) (base, behind string) {
	for _, s := range []string{"'s", "’s", "ʼs", "‘s", "'S", "’S"} {
		if base, ok := strings.CutSuffix(word, s); ok {
			return base, s
		}
	}
	return word, ""
}
