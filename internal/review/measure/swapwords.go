package measure

import (
	"strings"
	"sync"
)

// pairs reads the pairs of a table: left to right, and right to left where a
// pair is changed both ways.
func pairs(table string) (there, back map[string]string) {
	there, back = map[string]string{}, map[string]string{}
	for _, item := range tables()[table] {
		if left, right, ok := strings.Cut(item, "="); ok {
			there[left], back[right] = right, left
		} else if left, right, ok := strings.Cut(item, ">"); ok {
			there[left] = right
		}
	}
	return there, back
}

// genders maps the words of each gender to those of the other; "her", "his"
// and "him" need the words around them.
var genders = sync.OnceValue(func() map[string]string {
	there, back := pairs("genders")
	for left, right := range back {
		there[left] = right
	}
	return there
})

// swapGenders makes women of the men in an answer, and men of the women.
func swapGenders(d *draft) {
	for i, w := range d.Words {
		if with := d.otherGender(i); with != "" {
			_, possessor := cutPossessor(d.Quote(w.Span))
			if _, whole := genders()[w.Norm]; whole {
				possessor = ""
			}
			d.replace(i, 1, with+possessor)
		}
	}
}

// otherGender is word i for the other gender, or "".
func (d *draft) otherGender(i int) string {
	if d.number(i - 1) {
		return "" // "900 ms" is no title
	}
	owns := d.after(i+1) && !listed("behind object", d.norm(i+1))
	switch w := d.norm(i); {
	case w == "her" && owns && !(listed("before given", d.norm(i-1)) && d.number(i+1)):
		return "his"
	case w == "her":
		return "him"
	case w == "hers":
		return "his"
	case w == "him":
		return "her"
	case w == "his" && !d.after(i+1):
		return "hers"
	case w == "his":
		return "her"
	case w == "miss" && d.capital(i) && d.after(i+1) && d.capital(i+1):
		return "mr"
	case d.after(i+1) && listed("behind gender", d.norm(i+1)):
		return ""
	default:
		if with, ok := genders()[w]; ok {
			return with
		}
		return genders()[d.base(i)]
	}
}

// spelling knows British spellings by American ones, and the other way.
type spelling struct {
	words map[string]string
	// endings are those that a rule writes another way, and apart the words
	// that the rule leaves alone.
	endings [][2]string
	apart   string
}

// spellings are the ways from British to American and back.
var spellings = sync.OnceValue(func() (ways struct{ american, british spelling }) {
	there, back := pairs("spelling")
	for _, rule := range []struct{ stems, endings, british, american string }{
		{"our spelling", "our endings", "our", "or"}, {"ll spelling", "ll endings", "l", ""},
	} {
		for _, stem := range tables()[rule.stems] {
			for _, ending := range tables()[rule.endings] {
				british, american := stem+rule.british+ending, stem+rule.american+ending
				there[british], back[american] = american, british
			}
		}
	}
	ways.american, ways.british = spelling{words: there, apart: "ise everywhere"}, spelling{words: back, apart: "ize everywhere"}
	for _, ending := range []string{"e", "ed", "es", "ing", "er", "ers", "ation", "ations", "ational"} {
		ways.american.endings = append(ways.american.endings, [2]string{"is" + ending, "iz" + ending})
		ways.british.endings = append(ways.british.endings, [2]string{"iz" + ending, "is" + ending})
	}
	return ways
})

// spellAmerican writes an answer as Americans do, spellBritish as Britons.
func spellAmerican(d *draft) { spellings().american.apply(d) }
func spellBritish(d *draft)  { spellings().british.apply(d) }

func (s spelling) apply(d *draft) {
	for i := 0; i < len(d.Words); i++ {
		if with, n := d.phrase(i, s.words); n > 0 {
			d.replace(i, n, with)
			i += n - 1
		} else if with := s.byRule(d.Words[i].Norm); with != "" {
			d.replace(i, 1, with)
		}
	}
}

// leastStem is how many letters must stand before an ending for the rule to
// hold: "wise" and "size" are none of its words.
const leastStem = 3

// byRule writes a word by the rule of its ending, or gives "".
func (s spelling) byRule(word string) string {
	for _, ending := range s.endings {
		stem, ok := strings.CutSuffix(word, ending[0])
		if ok && len(stem) >= leastStem && !listed(s.apart, stem+ending[0][:2]+"e") {
			return stem + ending[1]
		}
	}
	return ""
}
