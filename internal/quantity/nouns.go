package quantity

import (
	"strings"

	"rehearse/internal/prose"
)

// reach is how far a head noun may stand behind its number: "three very
// large public hospital groups".
const reach = 5

// head finds the noun that a number counts, in the phrase that begins at
// word i. A plural is wanted unless one is set.
func (r *reader) head(i int, one bool) (int, bool) {
	for j := i; j < i+reach && j < len(r.words) && r.inPhrase(j); j++ {
		e := r.lex(j)
		if r.stop(j) && !r.softStop(j, i) || e.is(numberWord|isArticle) || r.words[j].Digit {
			return 0, false
		}
		if one && r.plural(j) && !irregular(r.words[j].Norm) {
			return 0, false
		}
		if one || !r.plural(j) {
			if one && e.is(isTime|isPerson) && !r.inPhraseNoun(j+1) {
				return j, true
			}
			continue
		}
		return r.extend(j), true
	}
	return 0, false
}

// stop reports whether word j ends a noun phrase. "IT" and "US" in capitals
// are no pronouns.
func (r *reader) stop(j int) bool {
	if !r.lex(j).is(isStop) {
		return false
	}
	w := r.words[j]
	return w.Len() != 2 || !w.Upper || r.src[w.Start:w.End] != "IT" && r.src[w.Start:w.End] != "US"
}

// softStop lets a few words of grammar stand inside a phrase where a noun
// must follow: "two very angry customers".
func (r *reader) softStop(j, first int) bool {
	switch r.words[j].Norm {
	case "very", "really", "quite", "fewer", "actual", "less":
		return r.inPhrase(j+1) && j-first < 2
	case "early", "late":
		return r.plural(j+1) && r.inPhrase(j+1)
	}
	return false
}

// inPhrase reports whether word j stands in one phrase with the word before.
func (r *reader) inPhrase(j int) bool {
	switch r.gap(j) {
	case gapSpace, gapHyphen:
		return !r.percentAt(r.words[j-1].End)
	case gapSlash:
		return true
	}
	return false
}

// inPhraseNoun reports whether the word at j could be the head of the phrase
// in which the word before it is a modifier: "one backend team lead".
func (r *reader) inPhraseNoun(j int) bool {
	return j < len(r.words) && r.spaced(j) && r.lex(j).is(isPerson|isTime) && !r.lex(j).is(isStop)
}

// extend moves on from a plural that only modifies the next noun: "systems
// engineers", "operations managers", "sales people".
func (r *reader) extend(j int) int {
	for k := j + 1; k < len(r.words) && r.spaced(k) && k < j+3; k++ {
		if r.lex(k).is(isStop) {
			break
		}
		if r.plural(k) && (r.person(k) || r.lex(k).is(isTime)) && modifier(r.words[j].Norm) {
			j = k
			continue
		}
		break
	}
	return j
}

// modifier reports whether a plural often stands before another noun.
func modifier(w string) bool {
	switch w {
	case "systems", "sports", "customs", "claims", "accounts", "rights", "games", "graphics", "goods", "communications", "facilities",
		"materials", "payments", "markets", "services", "resources", "contracts", "parts", "works", "savings", "standards", "securities",
		"returns", "trends", "events", "arms", "needs", "points", "months", "weeks", "hours", "products", "partners", "tools", "platforms":
		return true
	}
	return false
}

// plural reports whether word i is a noun in the plural, or one that needs
// no plural.
func (r *reader) plural(i int) bool {
	if i >= len(r.words) {
		return false
	}
	e := r.lex(i)
	if e.is(isMeasure) {
		return true
	}
	w := r.words[i].Norm
	if e.is(isPerson) && irregular(w) {
		return true
	}
	if e.is(isStop) || len(w) < 3 {
		return false
	}
	if e.is(isMoney) && w != "cent" && w != "penny" {
		return !e.is(isNaming)
	}
	return pluralForm(w) && !prose.IsName(w)
}

// irregular reports whether a person word is a plural without an s.
func irregular(w string) bool {
	switch w {
	case "people", "persons", "children", "men", "women", "staff", "folk", "fte", "ftes", "headcount",
		"fishermen", "policemen", "salesmen", "salespeople", "businesspeople", "craftsmen", "tradesmen", "draughtsmen":
		return true
	}
	return false
}

// pluralForm reports whether a word ends as plurals do.
func pluralForm(w string) bool {
	n := len(w)
	if strings.IndexByte(w, '\'') >= 0 {
		return false
	}
	if w[n-1] != 's' {
		switch w {
		case "criteria", "phenomena", "feet", "mice", "teeth", "media", "lives", "aircraft", "spacecraft", "sheep", "fish", "series", "species":
			return true
		}
		return strings.HasSuffix(w, "people") || strings.HasSuffix(w, "women") || strings.HasSuffix(w, "smen")
	}
	switch w[n-2] {
	case 's', '\'':
		return false
	case 'u':
		switch w {
		case "skus", "cpus", "gpus", "menus", "gurus", "vus", "bus":
			return w != "bus"
		}
		return strings.HasSuffix(w, "eaus")
	case 'i':
		switch w {
		case "apis", "kpis", "slis", "wikis", "taxis", "skis", "uis", "mris", "dois", "amis", "bikinis", "rabbis", "yetis":
			return true
		}
		return false
	}
	switch w {
	case "always", "perhaps", "across", "towards", "afterwards", "previous", "sometimes", "besides", "plus", "versus",
		"sales", "operations", "mrs", "themselves", "ourselves", "yourselves", "downstairs", "upstairs", "overseas", "nowadays", "indoors", "outdoors", "alas", "whereas", "yes", "has", "was", "does", "gas", "bias", "canvas", "atlas", "christmas",
		"saas", "paas", "sms", "gps", "dns", "aws", "https", "tls", "cms", "crm's", "pos", "ios", "os", "devops", "mlops", "ops", "logistics", "analytics", "news", "mathematics", "physics", "ethics", "kubernetes", "postgres":
		return false
	}
	return true
}

// singular is a plural noun without its ending, as the tables hold it.
func singular(w string) string {
	w = strings.TrimSuffix(w, "'s")
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return w[:len(w)-1]
	}
	return w
}

// person reports whether word i names persons or a body of them.
func (r *reader) person(i int) bool {
	e := r.lex(i)
	if e.is(isPerson) {
		return !e.is(isThing)
	}
	w := r.norm(i)
	s := singular(w)
	if b := lexicon[s]; b != nil && b.is(isPerson|isThing|isTime|isMeasure|isMoney|isStop) {
		return b.is(isPerson) && !b.is(isThing)
	}
	return personal(s)
}

// personal judges an unknown noun in the singular by its ending.
func personal(s string) bool {
	if len(s) < 5 {
		return false
	}
	for _, end := range []string{"eer", "ologist", "ician", "woman", "holder", "keeper", "goer", "worker", "maker", "mate", "wright"} {
		if strings.HasSuffix(s, end) && s != "career" && s != "estimate" && s != "climate" {
			return true
		}
	}
	switch {
	case strings.HasSuffix(s, "er"), strings.HasSuffix(s, "or"):
		// -ader, -aner, -ter and so on name machines as often as people; the
		// machines that stories speak of are in the tables.
		return !strings.HasSuffix(s, "meter") && !strings.HasSuffix(s, "ware")
	case strings.HasSuffix(s, "ist"), strings.HasSuffix(s, "ian"), strings.HasSuffix(s, "man"):
		return true
	}
	return false
}
