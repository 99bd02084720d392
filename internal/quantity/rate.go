package quantity

// ratePhrase takes in what an amount is per: "a week", "per release", "each".
func (r *reader) ratePhrase(a *atom) {
	if a.kind == Ratio && !a.ofWhole {
		return
	}
	if end, rate, ok := r.rateOf(a); ok {
		a.rate = rate
		a.upTo(r, end)
		return
	}
	if end, rate, ok := r.rate(a.last); ok {
		if a.kind == Duration && r.lex(a.last).is(isArticle) && rateAfterTime(a, rate) {
			return
		}
		a.rate = rate
		a.upTo(r, end)
	}
}

// rateOf reads a rate that stands behind what an amount consists of: "four
// hundred segments of somebody's work a week".
func (r *reader) rateOf(a *atom) (int, string, bool) {
	if a.bare || a.kind == Percent || a.kind == Ratio || r.norm(a.last) != "of" || !r.spaced(a.last) {
		return 0, "", false
	}
	for k := a.last + 2; k < a.last+5 && r.spaced(k); k++ {
		if r.lex(k).is(isArticle) || r.norm(k) == "per" {
			if k+1 < len(r.words) && r.lex(k+1).is(isTime) {
				return r.rate(k)
			}
			return 0, "", false
		}
		if r.words[k].Digit || r.lex(k).is(numberWord) {
			return 0, "", false
		}
	}
	return 0, "", false
}

// rateAfterTime reports that "two weeks a year" would be read the wrong way
// round: a longer length per a shorter one is none.
func rateAfterTime(a *atom, rate string) bool {
	e := lexicon[rate]
	return e != nil && e.is(isTime) && e.value <= a.factor
}

// rate reads a rate at word i, and answers the word behind it.
func (r *reader) rate(i int) (int, string, bool) {
	if i >= len(r.words) || i <= 0 {
		return i, "", false
	}
	if r.gap(i) == gapSlash && (r.lex(i).is(isTime) || r.norm(i) == "s" || r.norm(i) == "mo" || r.norm(i) == "user") {
		return i + 1, r.norm(i), true
	}
	if r.gap(i) != gapSpace {
		return i, "", false
	}
	w := r.norm(i)
	if w == "in" && r.norm(i-1) == "times" && r.lex(i+1).is(isArticle) && r.lex(i+2).is(isTime) && r.spaced(i+1) && r.spaced(i+2) {
		return i + 3, r.norm(i + 2), true
	}
	next := r.lex(i + 1)
	switch w {
	case "per", "a", "an", "each", "every", "apiece":
	default:
		return i, "", false
	}
	switch {
	case w == "apiece":
		return i + 1, "each", true
	case w == "each" && (!r.spaced(i+1) || next.is(isStop)) && !r.lex(i+1).is(isTime):
		if next.is(isStop) && !r.eachEnds(i+1) {
			return i, "", false
		}
		return i + 1, "each", true
	case !r.spaced(i + 1):
		return i, "", false
	case next.is(isTime) && w != "per" && !r.plural(i+1):
		switch after := r.norm(i + 2); {
		case !r.spaced(i + 2):
		case later(after):
			return i, "", false
		}
		return r.rateEnd(i + 1), r.norm(i + 1), true
	case w == "every" && (r.norm(i+1) == "other" || r.norm(i+1) == "half" || r.norm(i+1) == "single") && r.lex(i+2).is(isTime):
		return i + 3, r.norm(i + 2), true
	case w == "every" && next.is(numberWord):
		if n, ok := r.number(i + 1); ok && r.lex(n.last).is(isTime) {
			return n.last + 1, r.norm(n.last), true
		}
	case w == "per" && !next.is(isStop) && r.norm(i+1) != "cent" && r.norm(i+1) != "se":
		return r.rateEnd(i + 1), r.norm(i + 1), true
	case (w == "a" || w == "an") && rateNoun(r.norm(i+1)):
		return i + 2, r.norm(i + 1), true
	}
	return i, "", false
}

// later reports whether a word makes a date of the length of time before it.
func later(w string) bool {
	switch w {
	case "later", "ago", "earlier", "before", "after", "early", "late", "out":
		return true
	}
	return false
}

// rateEnd goes to the end of a hyphenated unit: "per month-end".
func (r *reader) rateEnd(i int) int {
	for i+1 < len(r.words) && r.tight(i+1) && r.gap(i+1) == gapHyphen {
		i++
	}
	return i + 1
}

// eachEnds reports whether "each" before word i closes an amount.
func (r *reader) eachEnds(i int) bool {
	switch r.norm(i) {
	case "and", "but", "in", "at", "with", "so", "which", "for", "to", "on", "afterwards", "afterward", "after", "before", "from":
		return true
	}
	return false
}

// rateNoun reports whether "a" and this noun make a rate without a unit of
// time: "6 MB a lesson".
func rateNoun(w string) bool {
	switch w {
	case "head", "piece", "person", "pop", "share", "seat", "user", "ticket", "lesson", "box", "litre", "liter", "head-count",
		"customer", "team", "site", "store", "shop", "order", "parcel", "trip", "ride", "flight", "run", "call", "claim", "unit",
		"page", "session", "invoice", "transaction", "truck", "bed", "patient", "student", "pupil", "order-line", "release",
		"deploy", "build", "engineer", "device", "vehicle", "kilo", "tonne", "ton", "barrel", "mile", "metre", "kilometre", "kilometer":
		return true
	}
	return false
}
