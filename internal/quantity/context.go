package quantity

// keep decides whether an atom is an amount, and gives those that nothing
// names a kind by what stands around them.
func (r *reader) keep(atoms []atom, i int) bool {
	a := &atoms[i]
	if a.weak {
		return r.butOne(a)
	}
	if r.norm(a.last) == "no" && r.gap(a.last) == gapComma && (r.norm(a.last+1) == "sorry" || r.norm(a.last+1) == "wait") {
		return false // "two weeks, no, sorry, eight days"
	}
	if !a.bare {
		return true
	}
	if !a.change && !a.ranged && !r.keepBare(a) {
		return r.butOne(a)
	}
	r.kindOf(atoms, i)
	return true
}

// butOne keeps the one of "all but one", and widens its span.
func (r *reader) butOne(a *atom) bool {
	if r.norm(a.first-1) != "but" || a.value != 1 || !a.bare || r.gap(a.first) != gapSpace || r.gap(a.first-1) != gapSpace {
		return false
	}
	for k := a.first - 2; k >= 0 && k > a.first-10; k-- {
		switch r.words[k].Norm {
		case "all", "every", "each":
			a.start = r.words[a.first-1].Start
			return true
		}
	}
	return false
}

// keepBare judges a number that nothing follows to be counted.
func (r *reader) keepBare(a *atom) bool {
	small := a.spelled && a.value <= 12
	prev, next := r.norm(a.first-1), r.norm(a.last)
	if a.kind != "" {
		return true
	}
	switch {
	case a.spelled && a.value == 1:
		return false
	case r.gap(a.last) == gapHyphen && a.last < len(r.words), r.gap(a.first) == gapHyphen && r.words[a.first-1].End+1 >= r.words[a.first].Start && a.first > 0:
		return false
	case a.value == 0 && (prev == "from" || prev == "ground" || prev == "day"):
		return false
	case small && r.opens(a.first) && r.gap(a.last) == gapComma:
		return false // "Two, the contract had no exit."
	case next == "by" && r.norm(a.last+1) == r.norm(a.first):
		return false
	case next == "at" && r.norm(a.last+1) == "a" && r.norm(a.last+2) == "time", next == "seven" && a.value == 24:
		return false
	case next == "something" || next == "odd":
		return a.value > 9
	}
	if a.spelled && r.determined(a, prev) {
		return false
	}
	if a.spelled && a.value <= 20 && a.rate == "" && next != "more" && r.inPhrase(a.last) && !r.lex(a.last).is(isStop) && !verbal(next) && r.gap(a.last) == gapSpace {
		return false
	}
	return true
}

// verbal reports whether an unknown word looks like a verb in the past.
func verbal(w string) bool {
	n := len(w)
	return n > 4 && w[n-2] == 'e' && w[n-1] == 'd'
}

// determined handles "the four", "those two", "both": persons or things
// already counted. "All three" is an amount with its "all".
func (r *reader) determined(a *atom, prev string) bool {
	if r.gap(a.first) != gapSpace {
		return false
	}
	switch prev {
	case "all":
		a.start = r.words[a.first-1].Start
		return false
	case "her":
		return a.value <= 12 && !r.given(a.first-2) // "gave her four" counts as "gave him four" does
	case "the", "these", "those", "my", "our", "his", "their", "both", "other", "any", "us", "this", "that", "each", "every", "no", "which", "your", "you", "we":
		return a.value <= 12
	}
	return false
}

// given reports whether word i hands something to the person behind it.
func (r *reader) given(i int) bool {
	switch r.norm(i) {
	case "give", "gave", "given", "bring", "brought", "send", "sent", "show", "showed", "tell", "told", "ask", "asked", "offer", "offered",
		"hand", "handed", "lend", "lent", "cost", "pay", "paid", "owe", "owed", "teach", "taught", "find", "found", "got", "promise", "promised",
		"grant", "granted", "allow", "allowed", "buy", "bought", "make", "made", "save", "saved", "take", "took":
		return true
	}
	return false
}

// kindOf gives a bare amount a kind.
func (r *reader) kindOf(atoms []atom, i int) {
	a := &atoms[i]
	if a.kind != "" {
		return
	}
	if r.personsNear(a) {
		a.kind, a.unit = People, "people"
		return
	}
	floor := 0
	if i > 0 {
		floor = atoms[i-1].last
		if a.first-floor < 6 && r.inherit(atoms, i) {
			return
		}
	}
	if a.kind = r.subject(a, floor); a.kind != "" || r.inherit(atoms, i) {
		return
	}
	switch {
	case r.scoreNear(a):
		a.kind = Ratio
	case a.spelled && a.value >= 1e5 && a.whole:
		a.kind = Money
	case !a.whole && a.value < 10 && a.scale == 1:
		a.kind = Ratio
	default:
		a.kind = Count
	}
}

// near is how many words around a bare number are looked at.
const near = 12

// subject looks back for the nearest word that tells what a bare number is a
// number of, no further than word floor.
func (r *reader) subject(a *atom, floor int) Kind {
	for k := a.lead - 1; k >= floor && k >= a.lead-near && r.gap(k+1) != gapHard; k-- {
		w := r.words[k].Norm
		switch w {
		case "cost", "costs", "costing", "budget", "spend", "spent", "spending", "save", "saves", "saved", "saving", "savings", "revenue", "bill",
			"price", "worth", "paid", "pay", "premium", "salary", "penalty", "penalties", "refunds", "profit", "losses", "overspend", "money", "expenses", "margin":
			if a.scale >= 1e3 || a.value >= 100 || !a.whole || w == "budget" || w == "bill" || w == "costs" || w == "cost" {
				return Money
			}
		case "rate":
			if p := r.norm(k - 1); p == "run" || p == "burn" {
				return Money
			}
			if a.value <= 100 {
				return Percent
			}
		case "percentage", "share", "accuracy", "coverage", "utilisation", "utilization", "availability", "uptime":
			if a.value <= 100 {
				return Percent
			}
		case "score", "scores", "scored", "rating", "ratings", "nps", "enps", "csat", "index", "satisfaction", "engagement", "grade", "pue",
			"effectiveness", "sentiment", "happiness":
			return Ratio
		case "latency", "latencies", "p99", "p95", "p50":
			if a.change || !a.spelled {
				return Duration
			}
		case "count", "number", "backlog", "queue", "total":
			if w == "number" && r.norm(k+1) == "of" {
				continue
			}
			return Count
		case "headcount":
			return People
		}
		if r.plural(k) && !r.lex(k).is(isTime|isMoney|isMeasure) && r.norm(k+1) != "of" && w != "results" && w != "numbers" {
			if r.person(k) && (a.change || r.norm(k+1) == "who") && !r.thingGroup(k) {
				return People
			}
			if a.change || k > a.lead-6 {
				return Count
			}
			return ""
		}
	}
	return ""
}

// personsNear reports whether the words next to a bare number make persons of
// it: "hired four", "a group of six", "nine left".
func (r *reader) personsNear(a *atom) bool {
	next, prev := r.norm(a.last), r.norm(a.first-1)
	switch prev {
	case "hired", "hire", "hiring", "promoted", "recruited", "mentored", "coached", "trained":
		return true
	case "of":
		switch r.norm(a.first - 2) {
		case "team", "group", "squad", "crew", "org", "organisation", "organization", "staff", "headcount":
			return true
		}
	}
	if a.change {
		for k := a.lead - 7; k < a.lead; k++ {
			if w := r.norm(k); w == "headcount" || w == "team" || w == "org" || w == "group" || w == "staff" || w == "organisation" || w == "organization" {
				next := r.norm(k + 1)
				return next == "from" || next == "grew" || next == "went" || next == "up" || next == "of" || next == "shrank" || next == "size"
			}
		}
		return false
	}
	if a.value > 2000 {
		return false
	}
	switch next {
	case "are", "went", "came", "lead", "led", "felt":
		return a.spelled && next != "went" && next != "came" && next != "are"
	case "were":
		return r.opens(a.first) && a.spelled
	case "so":
		return false
	case "did", "of":
		return next == "did"
	}
	return r.stayed(a.last)
}

// scoreNear reports whether the words around speak of a score or an index.
func (r *reader) scoreNear(a *atom) bool {
	if !a.change && a.spelled {
		return false
	}
	for k := a.first - near; k < a.last+6; k++ {
		switch r.norm(k) {
		case "score", "scores", "scored", "rating", "ratings", "nps", "enps", "csat", "index", "satisfaction", "engagement", "survey", "grade", "stars",
			"effectiveness", "pue", "mark", "sentiment", "ratio", "happiness":
			return true
		}
	}
	return false
}

// inherit gives a bare number the kind of the amount that it is set against:
// "done in fourteen months, it was planned for eighteen".
func (r *reader) inherit(atoms []atom, i int) bool {
	a := &atoms[i]
	if a.change || a.scale > 1 || i == 0 {
		return false
	}
	b := &atoms[i-1]
	if b.weak || b.bare && b.kind == "" || a.first-b.last > 16 || b.kind == People || b.kind == Count || b.kind == Ratio {
		return false
	}
	switch r.norm(a.first - 1) {
	case "at":
		if p := r.norm(a.first - 2); p != "still" && p != "now" {
			return false
		}
	case "under", "below", "over", "above", "was", "were", "be", "is", "for", "allowed", "than", "it", "costs", "ours", "that":
	default:
		if a.bound == "" {
			return false
		}
	}
	a.kind, a.unit = b.kind, b.unit
	a.value *= b.factor
	if b.kind == Money && b.scale > 1 && a.value < 100 {
		a.value *= b.scale
	}
	return true
}
