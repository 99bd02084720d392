package quantity

// article reads what opens with "a": a length of time, a fraction.
func (r *reader) article(i int) (atom, int, bool) {
	j := i + 1
	if !r.spaced(j) {
		return atom{}, j, false
	}
	if c := r.timeAdjective(j); c > 0 && r.spaced(j+c) && r.lex(j+c).is(isTime) {
		j += c
	}
	w, cut := possessive(r.norm(j))
	e := r.lex(j)
	if b := lexicon[w]; cut > 0 && b != nil {
		e = b
	}
	a := r.fresh(number{first: i, last: j + 1, value: 1, scale: 1, spelled: true, whole: true})
	a.end -= cut
	switch {
	case e.is(isPart) && j == i+1 && cut == 0 && r.norm(j+1) == "of" && r.hourPart(&a, 1, j):
	case e.is(isPart) && j == i+1 && cut == 0 && r.fraction(i, j):
		part := e.value
		if e.is(isTime) {
			part = 0.25
		}
		a.is(Ratio, "", part)
		a.ofWhole = true
		r.share(&a)
	case e.is(isTime) && !r.plural(j) && r.aWhile(i, j, w):
		a.is(Duration, "s", e.value)
		a.noun = w
		r.longer(&a)
		r.orTwo(&a)
	case e.is(isMoney) && cut == 0 && (r.norm(j+1) == "or" && r.norm(j+2) == "two"):
		a.is(Money, e.unit, e.value)
		r.orTwo(&a)
	default:
		return a, j, false
	}
	r.ratePhrase(&a)
	return a, a.last, true
}

// timeAdjective is 1 where word j is an adjective of a length of time ("a
// full year"), else 0.
func (r *reader) timeAdjective(j int) int {
	switch r.norm(j) {
	case "full", "whole", "solid", "good", "calendar", "further", "half", "single", "working", "business", "mere", "short", "bare":
		return 1
	}
	return 0
}

// orTwo takes in the end of "a week or two".
func (r *reader) orTwo(a *atom) {
	i := a.last
	if r.norm(i) == "or" && r.norm(i+1) == "two" && r.spaced(i) && r.spaced(i+1) && !r.counts(i+2) {
		a.upTo(r, i+2)
		a.ranged, a.from, a.to = true, a.value, 2*a.value
		a.value *= 1.5
	}
}

// fraction reports whether the rank word at j, behind "a" at i, is a part of
// a whole: "a third of", "by a quarter", not "a third team".
func (r *reader) fraction(i, j int) bool {
	if r.norm(i-1) == "by" && !r.lex(j).is(isTime) {
		return true
	}
	if r.norm(j+1) == "of" && r.spaced(j+1) {
		return true
	}
	if r.lex(j).is(isTime) { // a quarter is three months unless something is cut by it
		switch r.norm(i - 1) {
		case "by", "than":
			return r.partEnds(j + 1)
		}
		switch r.norm(j + 1) {
		case "off", "less", "fewer", "more", "faster", "cheaper", "smaller", "lower", "higher":
			return true
		}
		return false
	}
	return r.partEnds(j + 1)
}

// partEnds reports whether a fraction can end before word j.
func (r *reader) partEnds(j int) bool {
	if j >= len(r.words) || !r.inPhrase(j) {
		return true
	}
	switch r.norm(j) {
	case "less", "fewer", "more", "off", "faster", "cheaper", "smaller", "lower", "higher", "shorter", "slower", "longer":
		return true
	}
	return r.lex(j).is(isStop)
}

// aWhile reports whether "a" at i and the unit w at j state a length of time.
func (r *reader) aWhile(i, j int, w string) bool {
	p := r.norm(i - 1)
	if w == "quarter" && r.norm(j+1) == "to" && (p == "at" || p == "by" || p == "till" || p == "until" || p == "before") {
		return false // "at a quarter to eight"
	}
	switch p {
	case "once", "twice", "times", "what", "such", "not", "like", "quite":
		if p != "like" && p != "not" {
			return false
		}
	case "of":
		switch r.norm(i - 2) {
		case "middle", "end", "start", "beginning", "part", "kind", "sort", "rest", "time":
			return false
		}
	}
	if (!r.text.Raw || w == "day") && r.spaced(j+1) && w+"'s" != r.norm(j) && !r.lex(j+1).is(isStop|numberWord|isPart) && p != "in" && p != "within" {
		switch next := r.norm(j + 1); next {
		case "longer", "more", "sooner", "apart", "straight", "behind", "extra", "maximum":
		default:
			if len(next) < 6 || next[len(next)-3:] != "ing" || next == "meeting" || next == "planning" {
				return false // "a day count convention"
			}
		}
	}
	switch r.norm(j + 1) {
	case "like", "when", "where", "that", "which":
		if r.spaced(j+1) && p != "in" && p != "within" && p != "for" && p != "over" && p != "than" && p != "under" {
			return false
		}
	}
	switch w {
	case "week", "month", "year", "hour", "decade", "fortnight", "sprint", "quarter", "century", "millisecond", "semester":
		return true
	case "minute", "second":
		switch p {
		case "within", "under", "than", "over", "below":
			return true
		}
		return false
	case "day":
		switch r.norm(j + 1) {
		case "off", "out":
			return false
		}
		return !r.opens(i) || r.norm(j+1) == "later"
	case "min", "sec", "ms", "us", "ns", "hr", "wk", "yr", "mins", "secs":
		return w == "yr"
	}
	switch p {
	case "in", "within", "took", "under", "than", "about", "spent", "passed", "over":
		return true
	}
	return false
}

// half reads "half an hour", "half the team", "by half".
func (r *reader) half(i int) (atom, int, bool) {
	a := r.fresh(number{first: i, last: i + 1, value: 0.5, scale: 1, spelled: true})
	j := i + 1
	if !r.tight(j) {
		return r.halfAlone(a, i)
	}
	p := r.norm(i - 1)
	if e := r.lex(j); e.is(isTime) && !r.plural(j) && r.norm(j) != "time" {
		if p == "the" && (r.norm(j) == "hour") || p == "second" || p == "first" || p == "other" {
			return a, j + 1, false // "on the half hour", "the first half year"
		}
		a.upTo(r, j+1)
		a.is(Duration, "s", e.value)
		r.ratePhrase(&a)
		return a, a.last, true
	}
	switch r.norm(j) {
	case "a", "an":
		if r.gap(j) != gapHyphen {
			return r.halfA(a, j)
		}
	case "percent", "per":
		if n := r.percentWords(j); n > 0 {
			a.upTo(r, j+n)
			a.is(Percent, "%", 1)
			return a, a.last, true
		}
	case "of":
		if p == "her" && !r.given(i-2) {
			return a, j, false
		}
		switch p {
		case "first", "second", "other", "last", "latter", "my", "his", "our", "their", "back", "better", "top", "bottom", "one":
			return a, j, false
		}
		if r.lex(j+1).is(isMonth) || r.words[min(j+1, len(r.words)-1)].Digit {
			return a, j, false
		}
		a.is(Ratio, "", 1)
		a.ofWhole = true
		r.share(&a)
		return a, a.last, true
	case "the", "our", "my", "their", "his", "her", "your", "its", "these", "those":
		if r.gap(j) != gapSpace {
			break
		}
		return r.halfThe(a, j)
	case "as", "what":
		a.is(Ratio, "x", 1)
		return a, j, true
	case "past":
		return a, j + 2, false
	}
	return r.halfAlone(a, i)
}

// halfA reads "half an hour" and "half a percent", with the article at j.
// "Half a partition" is no amount.
func (r *reader) halfA(a atom, j int) (atom, int, bool) {
	e := r.lex(j + 1)
	switch {
	case !r.spaced(j + 1):
		return a, j, false
	case e.is(isTime):
		a.upTo(r, j+2)
		a.is(Duration, "s", e.value)
		r.ratePhrase(&a)
	case r.percentWords(j+1) > 0:
		a.upTo(r, j+1+r.percentWords(j+1))
		a.is(Percent, "%", 1)
	case r.norm(j+1) == "point" || e.is(isMoney|isMeasure):
		a.upTo(r, j+2)
		r.counting(&a, j+1)
	default:
		return a, j, false
	}
	return a, a.last, true
}

// halfThe reads "half the team", with the determiner at j.
func (r *reader) halfThe(a atom, j int) (atom, int, bool) {
	if r.norm(j) == "the" && r.norm(j+1) == "battle" {
		return a, j, false
	}
	a.is(Ratio, "", 1)
	if h, ok := r.head(j+1, false); ok && r.spaced(j+1) {
		a.noun = r.norm(h)
		a.upTo(r, h+1)
		return a, a.last, true
	}
	k := j + 1
	for k < j+3 && r.spaced(k) && !r.lex(k).is(isStop) {
		k++
	}
	if k > j+1 {
		a.noun = r.norm(k - 1)
		a.upTo(r, k)
	}
	return a, a.last, true
}

// halfAlone keeps a half that nothing follows only where something is cut by
// it, or is more or less than it.
func (r *reader) halfAlone(a atom, i int) (atom, int, bool) {
	a.is(Ratio, "x", 1)
	next := r.norm(i + 1)
	if r.tight(i+1) && !r.lex(i+1).is(isStop) || r.gap(i+1) == gapHyphen {
		return a, i + 1, false
	}
	switch r.norm(i - 1) {
	case "by", "in":
		if r.norm(i-1) == "by" || next == "" || !r.spaced(i+1) || r.lex(i+1).is(isStop) {
			a.lead = i - 1
			a.start = r.words[i-1].Start
			return a, a.last, true
		}
	case "than", "about", "around", "almost", "nearly", "roughly", "only", "over", "under", "just", "to":
		return a, a.last, true
	}
	switch next {
	case "in", "were", "are", "left", "had", "at":
		if r.opens(i) || r.gap(i) == gapComma || r.norm(i-1) == "and" {
			return a, a.last, true
		}
	}
	return a, i + 1, false
}

// multiple reads doubled, halved and their kin.
func (r *reader) multiple(i int) (atom, int, bool) {
	e := r.entries[i]
	a := r.fresh(number{first: i, last: i + 1, value: e.value, scale: 1, spelled: true})
	a.is(Ratio, "x", 1)
	a.value, a.multiple = e.value, true
	next := r.norm(i + 1)
	switch r.norm(i) {
	case "double", "triple", "quadruple":
		switch {
		case r.gap(i+1) == gapHyphen:
			return a, i + 1, false
		case next == "the", next == "that", next == "what", next == "our", next == "its", next == "their", next == "in", next == "my":
			return a, a.last, true
		case !r.tight(i+1) && !r.lex(i-1).is(isArticle):
			return a, a.last, true
		}
		switch r.norm(i - 1) {
		case "to", "than", "nearly", "almost", "would":
			return a, a.last, next != "check" && next != "down"
		}
		return a, i + 1, false
	case "doubles", "triples", "halves", "doubling":
		if p := r.norm(i - 1); p == "both" || p == "two" {
			return a, i + 1, false
		}
		if next == "down" || r.norm(i-1) == "the" {
			return a, i + 1, false
		}
	case "doubled":
		if next == "down" || next == "back" {
			return a, i + 1, false
		}
	}
	return a, a.last, true
}

// sized reports whether a word is what a multiple is taken of: "twice the
// size".
func sized(w string) bool {
	switch w {
	case "size", "amount", "number", "rate", "price", "cost", "speed", "volume", "length", "traffic", "load", "value", "revenue", "throughput",
		"output", "capacity", "work", "usual", "normal", "industry", "national", "average", "limit", "budget", "orders", "requests", "people", "time", "effort", "workload", "headcount":
		return true
	}
	return false
}

// times reads "twice a year" and "twice as fast". A bare once or twice tells
// that something happened again, not how much of it there was.
func (r *reader) times(i int) (atom, int, bool) {
	e := r.entries[i]
	a := r.fresh(number{first: i, last: i + 1, value: e.value, scale: 1, spelled: true, whole: true})
	if end, rate, ok := r.rate(i + 1); ok && rate != "" {
		a.is(Count, "times", 1)
		a.rate = rate
		a.upTo(r, end)
		return a, a.last, true
	}
	if e.value < 2 {
		return a, i + 1, false
	}
	switch r.norm(i + 1) {
	case "as", "the", "that", "what", "our":
		if r.spaced(i+1) && (r.norm(i+1) != "that" || !r.inPhrase(i+2)) && (r.norm(i+1) != "the" || sized(r.norm(i+2))) {
			a.is(Ratio, "x", 1)
			return a, a.last, true
		}
	}
	return a, i + 1, false
}
