package quantity

// bond says how two neighbouring amounts belong together.
type bond uint8

const (
	apart   bond = iota
	toward       // "6 hours down to 15 minutes"
	away         // "15% from 40%"
	between      // "five to seven"
	ofAll        // "$31M out of $164M"
)

// join makes one amount of two that are the ends of a change or a range.
func (r *reader) join(atoms []atom) []atom {
	out := atoms[:0]
	for i := range atoms {
		b := atoms[i]
		if n := len(out); n > 0 {
			a := &out[n-1]
			if how, start := r.bondOf(a, &b); how != apart {
				r.merge(a, &b, how, start)
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// glueLimit is how many words may stand between the ends of a change.
const glueLimit = 9

// bondOf reads the words between two amounts. It answers where the joined
// phrase begins.
func (r *reader) bondOf(a, b *atom) (bond, int) {
	start := a.start
	count := b.lead - a.last
	if count < 0 || count > glueLimit || a.change || a.ranged && !b.bare || a.multiple || b.multiple {
		return apart, start
	}
	commas := 0
	var sep gapKind
	for k := a.last; k <= b.lead; k++ {
		switch g := r.gap(k); g {
		case gapHard, gapColon:
			return apart, start
		case gapComma:
			commas++
		default:
			sep = max(sep, g)
		}
	}
	if !r.alike(a, b) {
		return apart, start
	}
	var buf [glueLimit]string
	glue := r.glue(buf[:0], a.last, b.lead)
	cue, at := r.cue(a.lead)
	if len(glue) == 0 {
		return r.adjacent(a, b, sep, commas), start
	}
	last := glue[len(glue)-1]
	if cue == "from" && (last == "to" || last == "until" || last == "till" || last == "into") && commas <= 1 {
		return toward, r.words[at].Start
	}
	if b.bound == "upto" && cue == "from" && r.norm(b.lead) == "up" {
		return toward, r.words[at].Start
	}
	if cue == "between" && len(glue) == 1 && last == "and" && !a.weak {
		return between, r.words[at].Start
	}
	how := r.byGlue(a, b, glue, commas)
	if how == toward && cue == "from" {
		start = r.words[at].Start
	}
	return how, start
}

// cue is the word before word i, approximations passed over.
func (r *reader) cue(i int) (string, int) {
	for k := i - 1; k >= 0 && k > i-5 && r.gap(k+1) == gapSpace; k-- {
		if e := r.lex(k); e.is(isApprox) || r.words[k].Norm == "just" || r.words[k].Norm == "only" || r.words[k].Norm == "an" || r.words[k].Norm == "average" || r.words[k].Norm == "the" {
			continue
		}
		return r.words[k].Norm, k
	}
	return "", 0
}

// glue collects the words of [first, last), fillers passed over.
func (r *reader) glue(buf []string, first, last int) []string {
	for k := first; k < last && k < len(r.words); k++ {
		w := r.words[k].Norm
		switch w {
		case "just", "only", "well", "actually", "um", "uh", "eh", "i", "think", "the", "now", "today", "then", "still", "even", "and":
			if (w == "now" || w == "the" || w == "and") && last-first <= 3 {
				break
			}
			if w == "and" || w == "i" {
				break
			}
			continue
		}
		if r.lex(k).is(isApprox) && w != "some" {
			continue
		}
		buf = append(buf, w)
	}
	return buf
}

// adjacent judges two amounts with nothing between them.
func (r *reader) adjacent(a, b *atom, sep gapKind, commas int) bond {
	switch {
	case commas > 1:
		return apart
	case sep == gapArrow:
		return toward
	case a.weak || b.weak || a.value <= 0:
		return apart
	case (sep == gapDash || sep == gapHyphen) && commas == 0:
		if a.bare && !b.bare && plain(b) > a.value || a.kind == b.kind && a.kind != "" && (a.value < b.value) {
			return between
		}
		return apart
	case a.bare && !b.bare && a.spelled && b.spelled && a.scale == b.scale && b.first == b.lead:
		// "twenty, thirty steps", "two three weeks"
		if v := plain(b); v > a.value && v <= a.value*2 && (commas == 0 || a.value >= 10) {
			return between
		}
	}
	return apart
}

// plain is b's number before its unit was applied.
func plain(b *atom) float64 {
	if b.factor == 0 {
		return b.value
	}
	return b.value / b.factor
}

// byGlue judges two amounts by the words between them.
func (r *reader) byGlue(a, b *atom, glue []string, commas int) bond {
	n := len(glue)
	last, first := glue[n-1], glue[0]
	prev := ""
	if n > 1 {
		prev = glue[n-2]
	}
	switch {
	case n == 1 && (last == "or"):
		if a.bare && b.bare && a.spelled && b.value == a.value+1 {
			return between
		}
		if a.value < plainIn(a, b) && !b.bare && a.bare && !a.weak {
			return between
		}
		return apart
	case n == 1 && last == "to":
		if a.weak && a.value == 1 && (b.bare || !a.bare) {
			return apart
		}
		if a.bare && b.bare {
			return apart
		}
		if a.bare && a.value < plainIn(a, b) {
			return between
		}
		return toward
	case last == "from" && (n == 1 || prev == "up" || prev == "down" || r.gap(b.lead-1) == gapComma) && b.lead-a.last <= 5 && !(r.norm(b.last) == "to" && b.bare):
		if n == 1 && commas == 0 && (a.bare || a.kind == People || a.kind == Count) && !(a.noun != "" && b.bare) {
			return apart
		}
		return away
	case n == 2 && prev == "out" && last == "of", n == 2 && prev == "of" && last == "the" && b.bare && !a.bare && a.value < b.value:
		return ofAll
	case last == "and" && n <= 4 && r.norm(a.first) == "half" && r.norm(b.first) == "half":
		return ofAll // "half in Reading and half in Lagos"
	case prev == "instead" && last == "of", prev == "rather" && last == "than", prev == "compared" && (last == "to" || last == "with"):
		if n <= 4 {
			return away
		}
	case n == 1 && (last == "versus" || last == "vs" || last == "against"):
		return away
	case n == 1 && last == "not" && b.bare:
		return away
	case first == "where" && n > 2 && hasPast(glue):
		return away
	case n == 2 && first == "before" && last == "and" && r.norm(b.last) == "after":
		return toward
	}
	if a.weak {
		return apart
	}
	if leads(glue) {
		return toward
	}
	if b.weak && !mentions(glue, "now") {
		return apart
	}
	if b.bare && !a.bare && nowIs(glue) {
		return toward
	}
	if was(glue) && !a.bare && (b.bare || a.kind != Count && a.kind != People) {
		if mentions(glue, "now") || mentions(glue, "after") || mentions(glue, "left") || mentions(glue, "became") || r.norm(b.last) == "now" {
			return toward
		}
		return away
	}
	return apart
}

// plainIn is b's number as a would tell it: without unit, and without a scale
// that a leaves out ("two to three million").
func plainIn(a, b *atom) float64 {
	if a.bare {
		v := plain(b)
		if b.scale > 1 && a.scale == 1 && a.value < 1000 {
			v /= b.scale
		}
		return v
	}
	return b.value
}

// mentions reports whether w is among the words.
func mentions(glue []string, w string) bool {
	for _, g := range glue {
		if g == w {
			return true
		}
	}
	return false
}

// hasPast reports whether the words tell how something was.
func hasPast(glue []string) bool {
	for _, g := range glue {
		switch g {
		case "used", "took", "had", "was", "were", "previously", "before", "been":
			return true
		}
	}
	return false
}

// leads reports whether the words are a movement from one end to the other:
// "fell to", "went down to", "became".
func leads(glue []string) bool {
	moves := false
	for _, g := range glue {
		switch g {
		case "went", "came", "dropped", "fell", "rose", "grew", "shrank", "climbed", "jumped", "moved", "became", "turned", "shrunk", "cut", "reduced", "slipped", "improved", "increased", "decreased":
			moves = true
		case "to", "into", "down", "up", "is", "are", "was", "were", "now", "there", "all", "way", "has", "have", "been":
			if g == "down" || g == "up" {
				moves = true
			}
		default:
			return false
		}
	}
	last := glue[len(glue)-1]
	return moves && (last == "to" || last == "into" || last == "became")
}

// nowIs reports whether the words bring the second amount up as today's:
// "used to be settled in 40 days, now take 6".
func nowIs(glue []string) bool {
	if !mentions(glue, "now") || len(glue) > 4 {
		return false
	}
	for _, g := range glue {
		switch g {
		case "now", "take", "takes", "is", "are", "it", "they", "we", "at", "need", "needs", "in", "it's", "its", "and", "today", "have", "has":
		default:
			return false
		}
	}
	return true
}

// was reports whether the words put another time beside the first amount:
// "and it was", "before and", "and when I left it had".
func was(glue []string) bool {
	if len(glue) > 7 {
		return false
	}
	verb := false
	for _, g := range glue {
		switch g {
		case "was", "were", "had", "took", "used", "previously", "before", "became":
			verb = true
		case "and", "but", "it", "when", "i", "we", "left", "after", "to", "be", "take", "where", "there", "that", "then", "now",
			"they", "today", "which", "is", "are", "the", "at", "start", "has", "been", "arrived", "joined", "began", "started", "used-to":
		default:
			return false
		}
	}
	return verb
}

// alike reports whether two amounts can be ends of one change.
func (r *reader) alike(a, b *atom) bool {
	if a.bare || b.bare {
		return true
	}
	if a.kind != b.kind {
		return false
	}
	if a.kind == Count || a.kind == People {
		return a.noun == b.noun || a.noun == "" || b.noun == "" || singular(a.noun) == singular(b.noun)
	}
	if a.kind == Money {
		return a.unit == b.unit || a.unit == "" || b.unit == ""
	}
	return true
}

// merge makes a the joined amount.
func (r *reader) merge(a, b *atom, how bond, start int) {
	adopt(a, b)
	lo, hi := a.value, b.value
	a.start = min(start, a.start)
	a.end, a.last = max(a.end, b.end), b.last
	if a.rate == "" {
		a.rate = b.rate
	}
	a.approx = a.approx || b.approx
	a.weak = false
	switch how {
	case toward:
		a.change, a.from, a.to, a.value = true, lo, hi, hi
		if r.norm(a.last) == "after" && r.norm(b.first-1) == "and" {
			a.upTo(r, a.last+1)
		}
		a.bound = b.bound
	case away:
		a.change, a.from, a.to, a.value = true, hi, lo, lo
	case between:
		a.ranged, a.from, a.to, a.value = true, lo, hi, (lo+hi)/2
	}
	if a.noun == "" {
		a.noun = b.noun
	}
}

// adopt gives the end that names no unit the unit of the other.
func adopt(a, b *atom) {
	if a.kind == Duration && b.minutes && b.bare {
		b.value *= minute / 1e6
		b.kind, b.unit, b.factor, b.scale, b.bare = Duration, "s", minute, 1, false
	}
	if a.scale == 1 && b.scale > 1 && a.kind == Money && a.value < 1000 {
		a.value, a.scale = a.value*b.scale, b.scale
	}
	if a.bare == b.bare {
		return
	}
	from, to := a, b
	if a.bare {
		from, to = b, a
	}
	if from.scale > 1 && to.scale == 1 && to.value < 100 {
		to.value *= from.scale
	}
	to.value *= from.factor
	to.kind, to.unit, to.noun, to.factor, to.bare = from.kind, from.unit, from.noun, from.factor, false
}
