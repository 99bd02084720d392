package quantity

// bounds reads what stands before an amount: bounds are taken into the span,
// approximations only noted.
func (r *reader) bounds(a *atom) {
	at := a.first
	if c, start := r.before(a.start); c == '~' || c == '≈' || c == '<' || c == '>' || c == '≤' || c == '≥' {
		r.boundSign(a, c, start)
	}
	if a.multiple {
		if w := r.norm(at - 1); w == "than" && r.norm(at-2) == "more" && r.spaced(at) {
			a.setBound(r, at-2, "over")
		}
		return
	}
	if a.lead < a.first && a.kind == Ratio {
		return // "by half"
	}
	for k := at; k > 0 && at-k < 6 && r.gap(k) == gapSpace; {
		w := r.norm(k - 1)
		switch w {
		case "about", "around", "roughly", "approximately", "approx", "circa", "almost", "some", "maybe", "perhaps", "say", "like", "somewhere", "probably":
			a.approx = true
			k--
			continue
		case "i", "think", "just", "well", "only", "a", "the", "another":
			if k-1 > 0 && w == "think" && r.norm(k-2) == "i" {
				a.approx = true
				k -= 2
				continue
			}
			return
		}
		if first, bound := r.bound(k, a); bound != "" {
			a.setBound(r, first, bound)
		}
		return
	}
}

// boundSign notes "~", "<" and ">" before an amount.
func (r *reader) boundSign(a *atom, c rune, start int) {
	switch c {
	case '~', '≈':
		a.approx = true
		return
	case '<', '≤':
		a.bound = "under"
	case '>', '≥':
		if at := start; at > 0 && r.src[at-1] == '-' {
			return
		}
		a.bound = "over"
	}
	a.start = start
}

// setBound stretches an atom back to its bound.
func (a *atom) setBound(r *reader, first int, bound string) {
	a.bound = bound
	a.lead = first
	if s := r.words[first].Start; s < a.start {
		a.start = s
	}
}

// bound reads a bound that ends before word k: where it begins and its name.
func (r *reader) bound(k int, a *atom) (int, string) {
	w, p := r.norm(k-1), r.norm(k-2)
	if k-2 >= 0 && r.gap(k-1) != gapSpace {
		p = ""
	}
	switch w {
	case "under", "below":
		return k - 1, "under"
	case "above", "exceeding", "beyond":
		return k - 1, "over"
	case "nearly":
		a.approx = true
		return k - 1, "under"
	case "over":
		if r.overIsDuring(k-1, a) || p == "took" && a.kind != Duration {
			return 0, ""
		}
		return k - 1, "over"
	case "to":
		if p == "up" && !r.movedUp(k-3) {
			return k - 2, "upto"
		}
	case "least":
		if p == "at" {
			return k - 2, "atleast"
		}
	case "most":
		if p == "at" {
			return k - 2, "upto"
		}
	case "minimum":
		return k - 1, "atleast"
	case "maximum", "max":
		return k - 1, "upto"
	case "than":
		first, bound := k-2, ""
		switch p {
		case "more", "greater", "higher", "longer", "better":
			bound = "over"
		case "less", "fewer", "lower", "shorter":
			bound = "under"
		default:
			return 0, ""
		}
		if q := r.norm(k - 3); (q == "no" || q == "not") && r.gap(k-2) == gapSpace {
			first--
			if bound == "over" {
				return first, "upto"
			}
			return first, "atleast"
		}
		return first, bound
	case "of":
		if p == "north" || p == "upwards" || p == "excess" {
			return k - 2, "over"
		}
	}
	return 0, ""
}

// overIsDuring reports whether "over" at k means during: a length of time
// passes over it unless it is measured ("for over a year").
func (r *reader) overIsDuring(k int, a *atom) bool {
	if a.kind != Duration {
		return a.noun == "shifts" || a.noun == "cycles" || a.noun == "rounds" || a.noun == "sprints" || a.noun == "sessions" || a.noun == "meetings"
	}
	switch r.norm(k - 1) {
	case "for", "been", "took", "takes", "take", "taken", "taking", "lasted", "in", "by", "well", "just", "of", "was", "were", "is", "from", "to", "after", "at", "anything", "wait", "waited", "exceeded":
		return false
	}
	return true
}

// movedUp reports whether the word at k is a verb of motion, so that "up to"
// behind it leads to an end ("went up to 40").
func (r *reader) movedUp(k int) bool {
	switch r.norm(k) {
	case "went", "came", "move", "moved", "grew", "scaled", "climbed", "from":
		return true
	}
	return false
}
