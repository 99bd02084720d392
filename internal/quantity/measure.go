package quantity

import "strings"

// counted finds the noun that a plain number counts.
func (r *reader) counted(a *atom, n *number) bool {
	i := r.filler(a.last)
	if i >= len(r.words) || !r.inPhrase(i) {
		return false
	}
	one := n.value == 1
	// "six-week", "a two week sprint", "12-person"
	if r.single(a, i, one) {
		return true
	}
	if r.stop(i) && !r.softStop(i, i) {
		return false
	}
	h, ok := r.head(i, one)
	if !ok {
		return r.massNoun(a, i) || r.oneThing(a, i, one)
	}
	r.counting(a, h)
	a.upTo(r, h+1)
	r.andPersons(a)
	r.ofKind(a)
	if one && a.kind == People {
		a.weak = !r.onePerson(a, h)
	}
	if one && a.kind == Duration && !r.oneTime(a.first, h) {
		a.weak = true
	}
	return true
}

// filler steps over what may stand between a number and its noun: "thirty
// something people", "ten or so common cases".
func (r *reader) filler(i int) int {
	if !r.tight(i) {
		return i
	}
	switch r.norm(i) {
	case "something", "odd", "ish", "plus", "some":
		if r.counts(i + 1) {
			return i + 1
		}
	case "or":
		switch r.norm(i + 1) {
		case "so", "more", "fewer":
			if r.counts(i + 2) {
				return i + 2
			}
		}
	}
	return i
}

// single reads a unit in the singular behind a number, as compounds have it.
func (r *reader) single(a *atom, i int, one bool) bool {
	e, w := r.lex(i), r.norm(i)
	w, cut := possessive(w)
	if cut > 0 {
		if b := lexicon[w]; b != nil {
			e = b
		}
	}
	hyphen := r.gap(i) == gapHyphen
	switch {
	case e.is(isTime) && (!r.plural(i) || cut > 0):
		if r.norm(i+1) == "shifts" && r.spaced(i+1) {
			return false
		}
		if !hyphen && cut == 0 && r.inPhrase(i+1) && r.plural(i+1) && (r.lex(i+1).is(isTime) || r.gap(i+1) == gapHyphen) {
			return false // "sixty-five hour weeks", "two month-ends"
		}
		if w == "second" && one {
			return false
		}
		a.upTo(r, i+1)
		a.end -= cut
		a.is(Duration, "s", e.value)
		a.noun = w
		if one && !r.oneTime(a.first, i) {
			a.weak = true
		}
		return true
	case hyphen && !one && r.person(i) && !r.plural(i):
		a.upTo(r, i+1)
		a.is(People, w, 1)
		a.noun = w
		return true
	case hyphen && !one && compound(w) && !r.plural(i) && !e.is(isStop|isMoney|numberWord|isPart|isMeasure):
		if h, ok := r.head(i, false); ok && r.gap(h) == gapHyphen {
			return false
		}
		a.upTo(r, i+1)
		a.is(Count, w, 1)
		a.noun = w
		return true
	case !hyphen && !one && e.is(isPerson) && !e.is(isThing|isStop) && !r.plural(i) && !r.inPhraseTail(i+1):
		a.upTo(r, i+1)
		a.is(People, w, 1)
		a.noun = w
		return true
	}
	return false
}

// inPhraseTail reports whether a noun follows at j that the word before it
// modifies.
func (r *reader) inPhraseTail(j int) bool {
	_, ok := r.head(j, false)
	return ok && r.inPhrase(j)
}

// compound reports whether number and word make a countable compound
// ("two-page") and not an adjective of kind ("two-way").
func compound(w string) bool {
	switch w {
	case "way", "factor", "tier", "tiered", "phase", "phased", "dimensional", "sided", "fold", "step", "sigma", "star", "size",
		"off", "on", "to", "pizza", "class", "faced", "legged", "axis", "hand", "time", "part", "pronged", "fits", "stop", "speed", "layer", "line", "liner",
		"eyed", "digit", "figure", "level", "leg":
		return false
	}
	return len(w) > 1
}

// possessive takes the ending off "year's".
func possessive(w string) (string, int) {
	if s, ok := strings.CutSuffix(w, "'s"); ok {
		return s, 2
	}
	return w, 0
}

// counting sets kind and unit by the head noun at h.
func (r *reader) counting(a *atom, h int) {
	e, w := r.lex(h), r.norm(h)
	a.noun = w
	switch {
	case e.is(isMoney):
		a.is(Money, e.unit, e.value)
	case e.is(isTime):
		v := e.value
		if p := r.lex(h - 1); h-1 >= a.last && p.is(isTime) && v == week && p.value == hour {
			a.is(Duration, "s", hour) // "sixty-five hour weeks"
			return
		}
		a.is(Duration, "s", v)
	case w == "figures" && a.value > 2 && a.value < 13 && h == a.last:
		v := 1.0
		for n := a.value; n > 1; n-- {
			v *= 10
		}
		a.value = v
		a.is(Money, "", 1)
	case w == "shifts" && (r.norm(h-1) == "night" || r.norm(h-1) == "day"):
		a.is(Duration, "s", day)
	case w == "reports" && r.norm(h-1) == "direct":
		a.is(People, w, 1)
	case w == "points":
		a.is(Count, "points", 1)
	case r.person(h) && !r.thingGroup(h):
		a.is(People, w, 1)
	default:
		a.is(Count, w, 1)
	}
}

// thingGroup reports whether a word for a body of persons means firms or
// things here: "nine telecom groups", "two business units".
func (r *reader) thingGroup(h int) bool {
	w, p := r.norm(h), r.norm(h-1)
	switch p {
	case "event", "message", "web", "cloud", "api", "cache", "job", "task", "rules", "background", "build", "software", "worker", "queue", "http", "voice", "ai", "kafka":
		return len(w) > 4 && w != "teams" && w != "engineers" && w != "people" && w != "developers" && w != "managers" && w != "leads"
	}
	if w == "groups" {
		// A group is a team, a group of some trade is a firm or a set.
		return !r.lex(h-1).is(numberWord) && !r.words[h-1].Digit && p != "other" && p != "more" && p != "engineering" && p != "product" && p != "working" && p != "partner"
	}
	return false
}

// massNoun reads what is counted only with zero or needs no plural: "zero
// downtime", "zero data loss".
func (r *reader) massNoun(a *atom, i int) bool {
	if a.value != 0 || !r.lex(i).is(isMass) {
		return false
	}
	j := i
	for r.lex(j+1).is(isMass) && r.spaced(j+1) {
		j++
	}
	a.upTo(r, j+1)
	a.noun = r.norm(j)
	if a.noun == "downtime" {
		a.is(Duration, "s", second)
	} else {
		a.is(Count, a.noun, 1)
	}
	return true
}

// oneThing reads "one hall per month", "only one bill": one thing is an
// amount only where the words around it count it.
func (r *reader) oneThing(a *atom, i int, one bool) bool {
	if !one || r.plural(i) {
		return false
	}
	for j := i; j < i+4 && j < len(r.words) && r.inPhrase(j) && !r.words[j].Digit && !r.lex(j).is(isStop|numberWord); j++ {
		end := j+1 >= len(r.words) || !r.inPhrase(j+1) || r.lex(j+1).is(isStop) || r.plural(j+1)
		if !end {
			continue
		}
		a.upTo(r, j+1)
		r.counting(a, j)
		_, rate, _ := r.rate(j + 1)
		a.weak = rate == "" && !r.onlyOne(a.first)
		return true
	}
	return false
}

// onlyOne reports whether the word before "one" stresses the number.
func (r *reader) onlyOne(i int) bool {
	if !r.spaced(i) || r.norm(i+1) == "thing" {
		return false
	}
	switch r.norm(i - 1) {
	case "only", "just", "exactly", "precisely", "not":
		return !r.opens(i-1) || r.norm(i-1) == "not"
	case "is":
		return r.norm(i-2) == "there"
	}
	return false
}

// onePerson reports whether "one engineer" counts: a stressed one, one of a
// series, or a body of persons.
func (r *reader) onePerson(a *atom, h int) bool {
	switch r.norm(h) {
	case "team", "squad", "person", "pod", "crew":
		return r.norm(a.first-1) != "if"
	case "lady", "guy", "man", "woman", "lad", "girl", "boy":
		return false
	}
	if _, rate, _ := r.rate(h + 1); rate != "" {
		return true
	}
	p := r.norm(a.first - 1)
	return r.onlyOne(a.first) || p == "and" && r.gap(a.first-1) == gapSpace && r.person(a.first-2) || r.norm(h+1) == "from"
}

// oneTime reports whether "one day" at [i, h] is a length of time and not
// some day of the past.
func (r *reader) oneTime(i, h int) bool {
	e := r.lex(h)
	if e.value != day && e.value != 2*day && e.value != quarter || r.norm(h) == "quarter" {
		return true
	}
	switch r.norm(i - 1) {
	case "in", "within", "for", "than", "of", "under", "over", "took", "takes", "about", "around", "every", "only", "just", "at", "least", "by":
		return !r.opens(i-1) || r.norm(i-1) == "in" || r.norm(i-1) == "within"
	}
	_, rate, _ := r.rate(h + 1)
	return rate != ""
}

// andPersons takes in the second half of "26 consultants and developers".
func (r *reader) andPersons(a *atom) {
	i := a.last
	if a.kind != People || r.norm(i) != "and" || !r.spaced(i) || !r.spaced(i+1) {
		return
	}
	if r.plural(i+1) && r.person(i+1) && !r.lex(i+1).is(isStop) {
		a.upTo(r, i+2)
	}
}

// ofKind takes in what "three kinds" and "74 pages" are of, in one word.
func (r *reader) ofKind(a *atom) {
	switch a.noun {
	case "kinds", "types", "sorts", "pages", "pairs", "pieces", "sets", "batches", "tonnes", "tons", "litres", "liters":
		i := a.last
		if r.norm(i) == "of" && r.spaced(i) && r.spaced(i+1) && !r.stop(i+1) && !r.words[i+1].Digit && !r.lex(i+1).is(numberWord|isArticle) &&
			(i+2 >= len(r.words) || !r.inPhrase(i+2) || r.lex(i+2).is(isStop)) {
			a.upTo(r, i+2)
		}
	}
}

// longer adds the smaller unit to a length of time: "4 hours 10 minutes",
// "a year and three months", "5 hours 20", "a year and a half".
func (r *reader) longer(a *atom) {
	if a.kind != Duration || a.factor < minute {
		return
	}
	i := a.last
	if r.norm(i) == "and" && r.spaced(i) {
		i++
		if r.norm(i) == "a" && r.spaced(i) && r.spaced(i+1) {
			switch r.norm(i + 1) {
			case "half":
				a.value += float64(a.factor / 2)
				a.upTo(r, i+2)
				return
			case "quarter":
				a.value += float64(a.factor / 4)
				a.upTo(r, i+2)
				return
			case "bit":
				a.value += a.factor / 5
				a.upTo(r, i+2)
				return
			}
		}
	}
	if !r.spaced(i) || !(r.words[i].Digit || r.lex(i).is(numberWord)) || r.money(i) {
		return
	}
	n, ok := r.number(i)
	if !ok || n.suffix != "" && lexicon[n.suffix] == nil && n.suffix != "s" {
		return
	}
	small, last := r.lex(n.last), n.last+1
	if n.suffix != "" {
		if small, last = lexicon[n.suffix], n.last; n.suffix == "s" {
			small = lexicon["s."]
		}
	}
	if small == nil {
		return
	}
	if small.is(isTime) && small.value < a.factor && a.factor <= 61*small.value && (n.suffix != "" || r.tight(n.last)) && n.value*small.value < a.factor*2 {
		a.value += float64(n.value * small.value)
		a.upTo(r, last)
	} else if i == a.last && n.suffix == "" && a.factor == hour && n.value < 60 && n.whole && r.words[i].Digit && !r.counts(n.last) {
		a.value += float64(n.value * minute)
		a.upTo(r, n.last)
	}
}

// share takes in what a count or a fraction is out of: "13 of the
// deletions", "a third of the jobs", "two of them".
func (r *reader) share(a *atom) {
	i := a.last
	if !(a.bare || a.ofWhole) || r.norm(i) != "of" || !r.spaced(i) {
		return
	}
	one := a.bare && a.value == 1
	if one { // "one of them" picks, it does not count
		a.weak = true
		return
	}
	w := r.norm(i + 1)
	if a.scale >= 1e6 && !a.ofWhole && w != "them" && w != "us" {
		return // "two million of the budget" is money
	}
	switch w {
	case "them", "us", "these", "those", "it", "whom", "which", "this", "that", "you":
		if w != "which" && w != "whom" && w != "this" && w != "that" {
			if r.plural(i+2) && r.inPhrase(i+2) && (w == "these" || w == "those") {
				break
			}
			a.upTo(r, i+2)
		}
		if a.bare {
			k := r.antecedent(a)
			a.is(k, "", 1)
		}
		return
	case "the", "our", "my", "his", "her", "their", "your", "its":
	case "every":
		if r.ofNumber(a, i+2); a.kind != "" {
			a.kind = Ratio
		}
		return
	default:
		r.ofNumber(a, i+1)
		return
	}
	r.shareOf(a, i+2)
}

// shareOf reads the whole behind "of the", whose first word is at j.
func (r *reader) shareOf(a *atom, j int) {
	if r.spaced(j) && (r.words[j].Digit || r.lex(j).is(numberWord)) {
		if n, ok := r.number(j); ok && !r.name(&n) {
			a.upTo(r, n.last)
			if h, ok := r.head(n.last, false); ok {
				r.shareHead(a, h)
			} else if a.bare {
				a.is(Count, "", 1)
			}
			return
		}
	}
	if r.norm(j) == "own" && a.bare {
		a.upTo(r, j+1)
		a.is(People, "", 1)
		return
	}
	if h, ok := r.head(j, false); ok {
		r.shareHead(a, h)
		return
	}
	// No plural: "two thirds of the money", "half of the apron".
	k := j
	for k < j+3 && r.spaced(k) && !r.lex(k).is(isStop) {
		k++
	}
	if k > j {
		a.upTo(r, k)
		if a.bare {
			a.is(Count, r.norm(k-1), 1)
		}
	}
}

// ofNumber reads "twenty four of thirty", with the second number at j.
func (r *reader) ofNumber(a *atom, j int) {
	if !a.bare || !r.spaced(j) || r.money(j) || r.lex(j).is(isArticle) || !r.words[j].Digit && !r.lex(j).is(numberWord) {
		return
	}
	n, ok := r.number(j)
	if !ok || n.value < a.value || n.suffix != "" || r.percentAfter(n.last) {
		return
	}
	a.upTo(r, n.last)
	if h, ok := r.head(n.last, false); ok {
		r.shareHead(a, h)
		return
	}
	a.is(Count, "", 1)
}

// shareHead ends a share at its noun.
func (r *reader) shareHead(a *atom, h int) {
	if a.bare {
		f := a.factor
		r.counting(a, h)
		if a.kind == Duration || a.kind == Money {
			a.value, a.factor = a.value/a.factor, f
			a.kind, a.unit = Count, r.norm(h)
		}
	}
	a.noun = r.norm(h)
	a.upTo(r, h+1)
}

// antecedent guesses what "of them" stands for: a handful are persons where
// persons were spoken of, more are things.
func (r *reader) antecedent(a *atom) Kind {
	switch r.norm(a.first - 1) {
	case "hired", "promoted", "mentored", "coached":
		return People
	}
	if r.norm(a.last-1) == "us" || r.norm(a.last-1) == "whom" || r.norm(a.last) == "whom" || r.norm(a.last) == "us" {
		return People
	}
	if r.stayed(a.last) {
		return People
	}
	for k := a.first - 1; k >= 0 && k > a.first-40; k-- {
		if e := r.lex(k); e.is(isStop | numberWord | isTime | isMoney | isPercent) {
			continue
		}
		if !r.plural(k) || r.words[k].Upper && !r.opens(k) && r.lex(k) == unknown { // a name
			continue
		}
		if r.person(k) {
			return People
		}
		if k > a.first-12 {
			return Count
		}
	}
	if a.value > 12 {
		return Count
	}
	return People
}

// stayed reports whether word i says what persons do.
func (r *reader) stayed(i int) bool {
	switch r.norm(i) {
	case "stayed", "left", "resigned", "quit", "joined", "agreed", "retired", "complained", "volunteered",
		"said", "wanted", "asked", "told", "disagreed", "objected", "retrained", "argued", "came", "went", "knew",
		"felt", "thought", "spoke", "learned", "learnt", "did", "leads", "lead", "led", "are", "who":
		return true
	}
	return false
}
