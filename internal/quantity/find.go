package quantity

// scan walks over the words once and reads each amount that begins there,
// alone, without its neighbours.
func (r *reader) scan() []atom {
	r.load()
	atoms := make([]atom, 0, 8+len(r.words)/10)
	for i := 0; i < len(r.words); {
		if !r.words[i].Digit && !r.entries[i].is(starters) {
			i++
			continue
		}
		a, next, ok := r.amount(i)
		if ok {
			r.bounds(&a)
			atoms = append(atoms, a)
		}
		if next <= i {
			next = i + 1
		}
		i = next
	}
	return atoms
}

// amount reads the amount that begins at word i. It answers where to go on.
func (r *reader) amount(i int) (atom, int, bool) {
	e := r.entries[i]
	switch {
	case r.words[i].Digit:
		return r.numeric(i)
	case e.is(isMultiple):
		return r.multiple(i)
	case e.is(isTimes):
		return r.times(i)
	case e.is(isArticle):
		if a, next, ok := r.article(i); ok {
			return a, next, ok
		}
		if n, ok := r.number(i); ok && n.first == i && n.last > i+1 {
			return r.measured(n)
		}
		return atom{}, i + 1, false
	case e.is(isHalf):
		if n, ok := r.number(i); ok {
			return r.measured(n)
		}
		return r.half(i)
	case r.words[i].Norm == "k":
		return atom{}, i + 1, false
	}
	return r.numeric(i)
}

// numeric reads a number and what it counts.
func (r *reader) numeric(i int) (atom, int, bool) {
	n, ok := r.number(i)
	if !ok {
		return atom{}, i + 1, false
	}
	if r.name(&n) {
		return atom{}, n.last, false
	}
	return r.measured(n)
}

// fresh is an atom over the words of a number.
func (r *reader) fresh(n number) atom {
	return atom{
		first: n.first, lead: n.first, last: n.last, start: r.words[n.first].Start, end: r.words[n.last-1].End,
		value: n.value, factor: 1, scale: n.scale, spelled: n.spelled, whole: n.whole, bare: true, minutes: n.minutes,
	}
}

// upTo stretches an atom to the word before last.
func (a *atom) upTo(r *reader, last int) {
	a.last = last
	if e := r.words[last-1].End; e > a.end {
		a.end = e
	}
}

// is sets what an atom counts.
func (a *atom) is(k Kind, unit string, factor float64) {
	a.kind, a.unit, a.bare = k, unit, false
	a.value *= factor
	a.factor = factor
}

// measured finds what a number counts, in the order of how sure the sign is.
func (r *reader) measured(n number) (atom, int, bool) {
	a := r.fresh(n)
	ok := r.moneySigns(&a, &n) || r.percent(&a) || r.suffix(&a, &n) || r.moneyWords(&a, &n) ||
		r.slashed(&a) || r.parts(&a, &n) || r.timesOf(&a) || r.outOf(&a) || r.counted(&a, &n)
	if !ok && n.suffix != "" {
		return a, n.last, false
	}
	r.longer(&a)
	r.share(&a)
	r.ratePhrase(&a)
	r.spoken(&a)
	return a, a.last, true
}

// suffix reads the unit glued to figures: "500ms", "3x".
func (r *reader) suffix(a *atom, n *number) bool {
	if n.suffix == "" {
		c, end := r.after(a.end)
		if c == '×' {
			a.is(Ratio, "x", 1)
			a.end = end
			return true
		}
		return false
	}
	if w := r.src[r.words[n.last-1].Start:r.words[n.last-1].End]; len(n.suffix) == 1 && n.suffix != "x" && w[len(w)-1] < 'a' {
		return false // "3D"
	}
	switch n.suffix {
	case "x":
		a.is(Ratio, "x", 1)
	case "h":
		a.is(Duration, "s", hour)
	case "s":
		a.is(Duration, "s", second)
	case "d":
		a.is(Duration, "s", day)
	case "w":
		a.is(Duration, "s", week)
	case "y":
		a.is(Duration, "s", year)
	case "us":
		a.is(Duration, "s", 1e-6)
	default:
		e := lexicon[n.suffix]
		switch {
		case e == nil:
			return false
		case e.is(isTime):
			a.is(Duration, "s", e.value)
		case e.is(isMoney):
			a.is(Money, e.unit, e.value)
		case e.is(isMeasure):
			a.is(Count, n.suffix, 1)
			a.noun = n.suffix
		case e.is(isPercent):
			a.is(Percent, "%", 1)
		default:
			return false
		}
	}
	return true
}

// percentAt reports whether a percent sign stands at byte at.
func (r *reader) percentAt(at int) bool {
	if at < len(r.src) && r.src[at] == ' ' {
		at++
	}
	return at < len(r.src) && r.src[at] == '%'
}

// percentWords is how many words say percent at word i: "percent", "per cent".
func (r *reader) percentWords(i int) int {
	switch {
	case r.lex(i).is(isPercent):
		return 1
	case r.norm(i) == "per" && r.norm(i+1) == "cent" && r.tight(i+1):
		return 2
	}
	return 0
}

// percent reads a percent sign or word, and percentage points.
func (r *reader) percent(a *atom) bool {
	i := a.last
	if r.percentAt(a.end) {
		at := a.end
		if r.src[at] == ' ' {
			at++
		}
		a.is(Percent, "%", 1)
		a.end = at + 1
		if r.norm(i) == "points" {
			a.upTo(r, i+1)
			a.kind, a.unit = Count, "points"
		}
		return true
	}
	if !r.tight(i) {
		return false
	}
	switch w, n := r.norm(i), r.percentWords(i); {
	case n > 0:
		a.upTo(r, i+n)
	case w == "percentage" && (r.norm(i+1) == "points" || r.norm(i+1) == "point"):
		a.upTo(r, i+2)
		a.is(Count, "points", 1)
		return true
	case w == "basis" && r.norm(i+1) == "points":
		a.upTo(r, i+2)
		a.is(Count, "points", 1)
		return true
	default:
		return false
	}
	a.is(Percent, "%", 1)
	if w := r.norm(a.last); (w == "points" || w == "point") && r.spaced(a.last) {
		a.upTo(r, a.last+1)
		a.kind, a.unit = Count, "points"
	}
	return true
}

// parts reads a fraction in words: "two thirds", "four fifths".
func (r *reader) parts(a *atom, n *number) bool {
	i := a.last
	e := r.lex(i)
	if !e.is(isPart) || !r.tight(i) || !n.whole || n.scale > 1 {
		return false
	}
	w := r.norm(i)
	many := w[len(w)-1] == 's'
	if n.value == 1 == many || n.value < 1 || n.value > 99 {
		return false
	}
	part := e.value
	if e.is(isTime) { // quarters of a whole, or of a year
		if r.norm(i+1) != "of" || r.norm(i+2) == "growth" {
			return false
		}
		if r.hourPart(a, n.value, i) {
			return true
		}
		part = 0.25
	}
	if !many && !r.partEnds(i+1) {
		return false
	}
	a.upTo(r, i+1)
	a.is(Ratio, "", part)
	a.ofWhole = true
	return true
}

// hourPart reads "three quarters of an hour", with the "of" at i+1.
func (r *reader) hourPart(a *atom, n float64, i int) bool {
	e := r.lex(i + 3)
	if !r.lex(i+2).is(isArticle) || !e.is(isTime) || r.norm(i+1) != "of" {
		return false
	}
	a.upTo(r, i+4)
	a.value = n / 4
	a.is(Duration, "s", e.value)
	return true
}

// timesOf reads "four nines", "3 times faster", "three times".
func (r *reader) timesOf(a *atom) bool {
	i := a.last
	if !r.tight(i) {
		return false
	}
	switch r.norm(i) {
	case "nines":
		a.upTo(r, i+1)
		a.is(Ratio, "nines", 1)
		return true
	case "fold":
		a.upTo(r, i+1)
		a.is(Ratio, "x", 1)
		return true
	case "x":
		a.upTo(r, i+1)
		a.is(Ratio, "x", 1)
		return true
	case "times":
	default:
		return false
	}
	a.upTo(r, i+1)
	switch w := r.norm(i + 1); {
	case w == "out" && r.norm(i+2) == "of":
		return r.outOf(a)
	case w == "as", w == "more", w == "faster", w == "that", w == "over", w == "less", w == "larger", w == "bigger",
		w == "our", w == "its", w == "higher", w == "cheaper", w == "slower", w == "smaller", w == "fewer", w == "longer",
		w == "what", w == "better", w == "quicker", w == "lower", w == "their",
		w == "the" && sized(r.norm(i+2)):
		a.is(Ratio, "x", 1)
		return true
	}
	a.is(Count, "times", 1)
	a.noun = "times"
	return true
}

// outOf reads "nine out of ten", "one in five", "4 of the 86 hotels".
func (r *reader) outOf(a *atom) bool {
	i := a.last
	if !r.spaced(i) {
		return false
	}
	switch {
	case r.norm(i) == "out" && r.norm(i+1) == "of":
		i += 2
	case r.norm(i) == "in" && a.whole:
		i++
	default:
		return false
	}
	if r.norm(i) == "every" {
		i++
	}
	if !r.tight(i) || r.money(i) || i >= len(r.words) {
		return false
	}
	n, ok := r.number(i)
	if !ok || n.value <= a.value || n.first != i {
		return false
	}
	if r.norm(i-1) == "in" && (r.counts(n.last) && (!r.words[i].Digit || a.value > 9) && !oneIn(a.value, n.value) || !n.whole || n.figures == 4 && !n.comma) || n.suffix != "" {
		return false
	}
	if r.norm(i-1) == "of" && n.scale > 1 {
		return false
	}
	in := r.norm(i-1) == "in" || r.norm(i-1) == "every"
	a.upTo(r, n.last)
	whole := n.value
	if h, ok := r.head(n.last, false); ok && r.tight(n.last) && r.norm(i-1) == "of" {
		r.counting(a, h)
		a.upTo(r, h+1)
		return true
	}
	v := a.value
	a.is(Ratio, "", 1)
	if a.whole && whole != 5 && whole != 10 && whole != 100 || in {
		a.value = v / whole
	} else {
		a.unit = "/" + r.norm(i)
	}
	if r.stayed(a.last) && r.norm(i-1) == "of" {
		a.kind, a.value = People, v
	}
	return true
}

// oneIn reports whether "A in B" can be a share although a noun follows:
// "one in five customers", not "four in ten days".
func oneIn(a, b float64) bool { return a == 1 && b > 2 || a < b && (b == 5 || b == 10 || b == 100) }

// slashed reads a score: "4.5/5".
func (r *reader) slashed(a *atom) bool {
	i := a.last
	if i >= len(r.words) || r.gap(i) != gapSlash || !r.words[i].Digit || r.words[i].Start != a.end+1 {
		return false
	}
	n, ok := figures(r.words[i].Norm)
	if !ok || n.suffix != "" || n.value < a.value || r.gap(i+1) == gapSlash {
		return false
	}
	a.upTo(r, i+1)
	a.is(Ratio, "/"+r.words[i].Norm, 1)
	return true
}
