package measure

import "strings"

// place is a run of words that names a place, a people or a company, and the
// table of variants.txt that lists it.
type place struct {
	first, words int
	table        string
}

// placeTables are the tables of places and companies, by how many words
// their names have. Longer names are looked for first.
var placeTables = [...][]string{2: {"two-word cities", "two-word countries", "two-word companies"}, 1: {"cities", "countries", "demonyms", "companies"}}

// swapPlaces puts others in the place of every city, country, people,
// language and company of an answer that variants.txt lists.
func swapPlaces(d *draft) {
	found := d.places()
	taken := map[string]bool{}
	for _, p := range found {
		taken[d.nameOf(p)] = true
	}
	given := map[string]string{}
	for _, p := range found {
		name := d.nameOf(p)
		if given[name] == "" {
			given[name] = choose(name, tables()[p.table], taken, given, func(other string) bool {
				return !listed("ambiguous", strings.ToLower(other))
			})
		}
		d.rename(p.first, p.words, given[name])
	}
}

// nameOf is the name of a place in lower case.
func (d *draft) nameOf(p place) string {
	name := d.base(p.first)
	if p.words == 2 {
		name = d.norm(p.first) + " " + d.base(p.first+1)
	}
	return name
}

// places finds the places and companies of an answer.
func (d *draft) places() []place {
	var found []place
	for i := 0; i < len(d.Words); i++ {
		if p, ok := d.placeAt(i); ok {
			found = append(found, p)
			i += p.words - 1
		}
	}
	return found
}

// placeAt is the place or company whose name begins at word i.
func (d *draft) placeAt(i int) (place, bool) {
	for words := 2; words > 0; words-- {
		p := place{first: i, words: words}
		if i+words > len(d.Words) || words == 2 && !d.after(i+1) || !d.Raw && !d.Words[i].Upper {
			continue
		}
		for _, p.table = range placeTables[words] {
			if listed(p.table, d.nameOf(p)) && (words == 2 || d.surePlace(p)) {
				return p, true
			}
		}
	}
	return place{}, false
}

// surePlace reports whether a listed name of one word is no other word here:
// one that could be needs a capital, and for a place a word before it such as
// "in". A company before another capital may be part of a product's name.
func (d *draft) surePlace(p place) bool {
	i := p.first
	if p.table == "companies" && d.after(i+1) && d.Words[i+1].Upper {
		return false
	}
	if !listed("ambiguous", d.base(i)) {
		return true
	}
	return d.capital(i) && (p.table == "companies" || p.table == "demonyms" || listed("before place", d.norm(i-1)) && d.after(i))
}
