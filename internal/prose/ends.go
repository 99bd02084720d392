package prose

import "strings"

// abbreviations end in a full stop that ends no sentence. Those marked true
// are always followed by more of the same sentence; the others end it when a
// word follows that commonly opens one.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "st": true, "sr": false, "jr": false,
	"eg": true, "ie": true, "e.g": true, "i.e": true, "cf": true, "vs": true, "viz": true, "approx": true,
	"etc": false, "inc": false, "ltd": false, "co": false, "corp": false, "gmbh": false, "dept": true,
	"jan": false, "feb": false, "mar": false, "apr": false, "jun": false, "jul": false, "aug": false,
	"sep": false, "sept": false, "oct": false, "nov": false, "dec": false,
	"fig": true, "vol": true, "pp": true, "al": false, "est": true, "min": false, "max": false,
	"hrs": false, "hr": false, "mins": false, "secs": false, "yrs": false, "a.m": false, "p.m": false,
	"ph": false, "gen": true, "col": true, "lt": true, "sgt": true, "capt": true, "rev": true, "gov": true,
}

// openers are words that, capitalised, commonly begin a sentence. They
// decide the doubtful case of a capital after an abbreviation.
var openers = setOf("anyway so the a an i we he she it they you my our his her their its this that these those there " +
	"in on at by for from with after before when while if as so but and then because since although though " +
	"however also not no what who how why where one two nobody everyone most some many all")

func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// endsSentence reports whether a sentence ends between word i and the next.
func endsSentence(t *Text, i int, gap string) bool {
	if gap == " " {
		return false
	}
	stop := strings.IndexAny(gap, ".?!…")
	if stop < 0 {
		return false
	}
	space := strings.IndexAny(gap[stop:], " \t\r\n\u00a0")
	if space < 0 {
		// No white space follows: "3.Then" and "e.g.this" are slips, "U.S"
		// and "file.go" are not ends.
		return strings.ContainsAny(gap[stop:], "\"”") && t.Words[i+1].Upper
	}
	next := t.Words[i+1]
	quoted := strings.ContainsAny(gap[stop:stop+space], "\"”’)'»")
	switch {
	case quoted && gap[stop] != '.' && saidNext(t, i+1):
		return false
	case strings.HasPrefix(gap[stop:], "...") || strings.HasPrefix(gap[stop:], "…"):
		return next.Upper && (openers[next.Norm] || !properAfter(t, i))
	case gap[stop] == '.':
		return !abbreviated(t, i, gap[:stop], next) && (next.Upper || next.Digit || !quoted)
	}
	return next.Upper || next.Digit || !quoted
}

// saidNext reports whether the words from i on tell who spoke the quotation
// that ended before them: "Why?" I asked.
func saidNext(t *Text, i int) bool {
	if i+1 >= len(t.Words) {
		return false
	}
	switch t.Words[i+1].Norm {
	case "say", "says", "said", "ask", "asks", "asked", "wrote", "shouted", "replied":
		return true
	}
	return false
}

// properAfter reports whether a capital after an ellipsis is more likely a
// name in mid sentence: the word before it is a preposition or an article.
func properAfter(t *Text, i int) bool {
	switch t.Words[i].Norm {
	case "the", "a", "an", "of", "to", "with", "from", "for", "at", "in", "by":
		return true
	}
	return false
}

// abbreviated reports whether the full stop behind word i belongs to an
// abbreviation, an initial or a list number.
func abbreviated(t *Text, i int, before string, next Word) bool {
	w := t.Words[i]
	if before != "" {
		return false
	}
	if w.Digit && lineNumber(t, i) {
		return true
	}
	norm := w.Norm
	if norm == "no" && w.Upper && next.Digit {
		// "Route No. 5" against "Was it fixed? No. 5 were left."
		return i > 0 && !strings.ContainsAny(t.gap(i-1), ".?!…")
	}
	if len(norm) == 1 && i > 0 && t.Source[t.Words[i-1].End:w.Start] == "." {
		norm = t.Words[i-1].Norm + "." + norm
	}
	if always, known := abbreviations[norm]; known {
		if norm == "mar" || norm == "sep" || norm == "dec" || norm == "jun" || norm == "min" || norm == "max" || norm == "co" || norm == "st" {
			return !next.Upper || w.Upper && !openers[next.Norm]
		}
		return always || !next.Upper || !openers[next.Norm]
	}
	if len(w.Norm) == 1 && w.Upper && w.Norm != "i" {
		return !next.Upper || !openers[next.Norm]
	}
	return false
}

// lineNumber reports whether word i is a number that opens a line, as in an
// ordered list.
func lineNumber(t *Text, i int) bool {
	if len(t.Words[i].Norm) > 3 {
		return false
	}
	j := t.Words[i].Start
	for j > 0 && (t.Source[j-1] == ' ' || t.Source[j-1] == '\t') {
		j--
	}
	return j == 0 || t.Source[j-1] == '\n' || t.Source[j-1] == '\r'
}
