package quantity

// name reports whether the number at [first, last) is part of a name, a date
// or a time of the day, and no amount.
func (r *reader) name(n *number) bool {
	if r.money(n.first) || r.percentAfter(n.last) {
		return r.slashName(n)
	}
	return r.glued(n) || r.named(n) || r.date(n) || r.clock(n)
}

// glued reports whether something is glued to the number that makes a name
// of it: GPT-4, 24/7, 5:40, #123, 9/11.
func (r *reader) glued(n *number) bool {
	w := &r.words[n.first]
	c, at := r.before(w.Start)
	switch c {
	case '#', '@', '§', '=', '\\', '.':
		return true
	case '\'', '’':
		// '21 is a year.
		if n.figures == 2 && (at == 0 || r.src[at-1] == ' ') {
			return true
		}
	case '-':
		if p := n.first - 1; w.Digit && p >= 0 && r.words[p].End == at && !r.words[p].Digit && !r.lex(p).is(numberWord|isPerson) {
			return r.words[p].Upper || r.lex(p).is(isNaming|isNamer)
		}
	case '/':
		if p := n.first - 1; p >= 0 && r.words[p].End == at && r.words[p].Upper {
			return true
		}
	}
	if r.phone(n) || r.slashName(n) || r.gap(n.first) == gapColon || r.gap(n.last) == gapColon && n.last < len(r.words) && r.words[n.last].Digit {
		return true
	}
	if w.Digit && n.figures >= 7 && !n.comma && n.scale == 1 {
		c, _ := r.before(w.Start)
		return currency(c) == ""
	}
	return false
}

// phone reports whether the number opens a row of figures without nouns, as
// telephone and account numbers are, and takes the row in. A number that
// begins with a zero is an identifier too.
func (r *reader) phone(n *number) bool {
	w := &r.words[n.first]
	if !w.Digit {
		return false
	}
	if len(w.Norm) > 1 && w.Norm[0] == '0' && w.Norm[1] != '.' {
		return true
	}
	i := n.last
	for i < len(r.words) && r.words[i].Digit && r.tight(i) && plainFigures(r.words[i].Norm) {
		i++
	}
	if i-n.first < 3 || !plainFigures(w.Norm) {
		return false
	}
	n.last = i
	return true
}

// plainFigures reports whether a word is digits alone.
func plainFigures(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}

// slashName reports whether a slash makes a name or a date of the number
// ("24/7", "9/11"); scores and fractions are none ("4.5/5", "1/3").
func (r *reader) slashName(n *number) bool {
	if r.gap(n.first) == gapSlash && r.words[n.first-1].Digit {
		return true
	}
	if n.last >= len(r.words) || r.gap(n.last) != gapSlash || !r.words[n.last].Digit {
		return false
	}
	m, ok := figures(r.words[n.last].Norm)
	if !ok || r.gap(n.last+1) == gapSlash || m.suffix != "" || m.value < n.value {
		return true
	}
	switch m.value {
	case 2, 3, 4, 5, 6, 7, 8, 10, 20, 100:
		return false
	}
	return n.whole
}

// named reports whether the word before the number makes a name of it.
func (r *reader) named(n *number) bool {
	p := n.first - 1
	if p < 0 || !r.tight(n.first) || r.money(n.first) {
		return false
	}
	e := r.lex(p)
	if e.is(isNamer) {
		return true
	}
	bare := !r.counts(n.last)
	if e.is(isNaming) && bare && n.scale == 1 && n.whole && !r.percentAfter(n.last) {
		return r.norm(p-1) != "two" && !r.lex(p-1).is(isArticle) || r.words[n.first].Digit
	}
	if bare && r.words[n.first].Digit && r.words[p].Upper && !r.opens(p) && n.whole && n.scale == 1 && n.suffix == "" &&
		!e.is(isStop|isApprox|isMonth) && !r.percentAfter(n.last) {
		return true
	}
	return false
}

// counts reports whether a noun to be counted, or a unit, begins at word i.
func (r *reader) counts(i int) bool {
	if i >= len(r.words) || !r.inPhrase(i) {
		return false
	}
	if r.lex(i).is(isPercent | isMoney | isTime | isPerson | isMeasure | isPart) {
		return true
	}
	_, ok := r.head(i, false)
	return ok
}

// percentAfter reports whether a percent sign or word stands behind word i-1.
func (r *reader) percentAfter(i int) bool {
	return r.percentAt(r.words[i-1].End) || r.lex(i).is(isPercent) || r.norm(i) == "per" && r.norm(i+1) == "cent"
}

// date reports whether the number is a year, or the day of a month.
func (r *reader) date(n *number) bool {
	if n.suffix == "th" || n.suffix == "st" || n.suffix == "nd" || n.suffix == "rd" {
		return true
	}
	if n.spelled && r.ordinal(n) {
		return true
	}
	if r.isMonth(n.last) && r.spaced(n.last) && n.value <= 31 && n.whole {
		return true
	}
	if n.last+1 < len(r.words) && r.norm(n.last) == "of" && r.isMonth(n.last+1) && n.value <= 31 {
		return true
	}
	if p := n.first - 1; p >= 0 && r.isMonth(p) && r.tight(n.first) && n.scale == 1 && n.whole &&
		(n.figures == 4 || n.value <= 31) && !r.counts(n.last) {
		return true
	}
	return r.year(n)
}

// ordinal reports whether the number opens a rank ("the thirty first"), and
// takes the rank word in.
func (r *reader) ordinal(n *number) bool {
	if !r.tight(n.last) || !r.lex(n.last-1).is(isTens|isHundred|isScale) {
		return false
	}
	switch w := r.norm(n.last); w {
	case "first", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth":
	case "second":
		if r.norm(n.first-1) != "the" {
			return false
		}
	default:
		return false
	}
	n.last++
	return true
}

// isMonth reports whether word i is the name of a month; "may" and "march"
// only with their capital.
func (r *reader) isMonth(i int) bool {
	if !r.lex(i).is(isMonth) {
		return false
	}
	switch r.words[i].Norm {
	case "may", "march", "mar", "dec", "jan", "sep", "jun":
		return r.words[i].Upper
	}
	return true
}

// year reports whether the number is a year of our time.
func (r *reader) year(n *number) bool {
	if !n.whole || n.comma || n.suffix != "" && n.suffix != "s" {
		return false
	}
	if n.figures == 4 && n.scale == 1 && n.value >= 1900 && n.value < 2100 {
		if r.money(n.first) || r.percentAfter(n.last) {
			return false
		}
		e := r.lex(n.last)
		return n.suffix == "s" || !r.inPhrase(n.last) || !e.is(isTime|isMeasure|isMoney|isPerson)
	}
	if !n.spelled {
		return false
	}
	// "twenty nineteen", "nineteen ninety eight"
	if v := n.value; (v == 20 || v == 19) && r.tight(n.last) && r.lex(n.last).is(isTeen|isTens) {
		if next := r.lex(n.last); v == 19 || next.value <= 30 && r.yearCue(n.first-1) {
			n.last++
			if next.is(isTens) && r.lex(n.last).is(isSmall) && r.tight(n.last) {
				n.last++
			}
			return true
		}
	}
	return n.value >= 1950 && n.value < 2060 && r.yearCue(n.first-1) && !r.counts(n.last)
}

// yearCue reports whether word i often stands before a year.
func (r *reader) yearCue(i int) bool {
	switch r.norm(i) {
	case "in", "since", "of", "by", "from", "until", "till", "early", "late", "mid", "during", "spring", "summer", "autumn", "fall", "winter", "year", "end":
		return true
	}
	return r.isMonth(i)
}

// clock reports whether the number is a time of the day.
func (r *reader) clock(n *number) bool {
	if n.suffix == "am" || n.suffix == "pm" {
		return true
	}
	if n.value > 24 || !n.whole || n.scale > 1 {
		return false
	}
	switch r.norm(n.last) {
	case "am", "pm", "o'clock", "oclock", "sharp":
		return r.tight(n.last)
	case "in":
		if r.norm(n.last+1) == "the" {
			switch r.norm(n.last + 2) {
			case "morning", "evening", "afternoon", "night":
				return true
			}
		}
	case "a", "p":
		// "3 p.m."
		return r.norm(n.last+1) == "m" && r.tight(n.last)
	case "thirty", "fifteen", "forty":
		if r.norm(n.first-1) == "at" && !r.counts(n.last) && n.spelled {
			n.last++
			return true
		}
	case "at":
		if r.norm(n.last+1) == "night" {
			return true
		}
	case "past":
		return r.lex(n.last + 1).is(isSmall | isTeen)
	}
	switch p := r.norm(n.first - 1); p {
	case "past":
		return true
	case "to":
		if q := r.norm(n.first - 2); q == "quarter" && !(r.lex(n.first-3).is(isArticle) && n.first >= 4 && (r.words[n.first-4].Digit || r.lex(n.first-4).is(numberWord))) || q == "ten" && n.spelled && r.norm(n.first-3) == "at" {
			return !r.counts(n.last)
		}
	case "at":
		return n.value <= 12 && !r.counts(n.last) && r.hour(n)
	case "by", "until", "till", "before", "after":
		return n.value <= 12 && n.spelled && n.value > 0 && !r.counts(n.last) && !r.lex(n.last).is(numberWord) &&
			r.norm(n.last) != "of" && r.norm(n.last) != "or" && (p != "by" || r.hour(n))
	}
	return false
}

// hour reports whether a bare small number behind "at" is an hour: not where
// something stands, stays or is at it ("is still at nine").
func (r *reader) hour(n *number) bool {
	if n.last < len(r.words) {
		switch r.norm(n.last) {
		case "out", "per", "of", "times", "point", "or":
			return false
		}
	}
	switch r.norm(n.first - 2) {
	case "is", "was", "were", "are", "be", "been", "stood", "stands", "stand", "stayed", "stays", "stay", "sits", "sat", "still", "remained", "remains",
		"held", "holds", "ended", "it's", "capped", "hovered", "peaked", "plateaued", "increased", "decreased", "dropped", "fell", "rose",
		"cut", "grew", "reduced", "up", "down", "off", "late", "now":
		return r.timeOfDay(n)
	}
	for k := n.first - 3; k >= n.first-4 && k >= 0; k-- {
		switch r.words[k].Norm {
		case "rate", "level", "score", "count", "reduced", "cut", "fell", "rose", "dropped", "grew", "increased":
			return r.timeOfDay(n)
		}
	}
	return true
}

// timeOfDay reports whether the words behind the number speak of the day.
func (r *reader) timeOfDay(n *number) bool {
	switch r.norm(n.last) {
	case "tonight", "tomorrow", "today":
		return true
	}
	return false
}
