package quantity

// number is a number that has been read, before anything is known of what
// it counts.
type number struct {
	// first and last delimit its words as [first, last).
	first, last int
	value       float64
	// suffix is what stood glued to the figures ("ms", "x"), without a scale.
	suffix string
	// scale is the scale word's or letter's factor, or 1.
	scale float64
	// spelled is set for a number in words, whole for one without decimals,
	// comma for figures grouped in thousands, article for "a hundred".
	spelled, whole, comma, article bool
	// figures is how many digits stood before any point.
	figures int
	// minutes is set where the scale letter was an m, which may mean minutes.
	minutes bool
	// grand is set where the scale word itself means money.
	grand bool
}

// figures reads a word that begins with a digit: "1,900", "4.5", "38m",
// "500ms". It answers false for versions, addresses and what else mixes
// figures with signs.
func figures(s string) (n number, ok bool) {
	n.scale, n.whole = 1, true
	i, place, group := 0, 0.0, -1
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case '0' <= c && c <= '9':
			if place > 0 {
				n.value += float64(float64(c-'0') * place)
				place /= 10
			} else {
				n.value = float64(n.value*10) + float64(c-'0')
				n.figures++
			}
			if group >= 0 {
				group++
			}
			continue
		case c == '.' && place == 0:
			place, n.whole = 0.1, false
			continue
		case c == ',' && place == 0:
			if group >= 0 && group != 3 {
				return n, false
			}
			group, n.comma = 0, true
			continue
		case c == '.' || c == ',':
			return n, false
		}
		break
	}
	if n.figures == 0 || i == 0 {
		return n, false
	}
	if n.comma && place == 0 && group != 3 {
		return n, false
	}
	n.suffix = s[i:]
	for j := i; j < len(s); j++ {
		if c := s[j]; '0' <= c && c <= '9' || c == '.' || c == ',' {
			return n, false
		}
	}
	n.value = round(n.value)
	n.scaleSuffix()
	return n, true
}

// round takes the noise of adding decimals one by one off a value.
func round(v float64) float64 {
	if v < 1e9 {
		return float64(int64(float64(v*1e6)+0.5)) / 1e6
	}
	return v
}

// scaleSuffix takes a scale letter off the suffix and into the value.
func (n *number) scaleSuffix() {
	by := 0.0
	switch n.suffix {
	case "k":
		by = 1e3
	case "m":
		by, n.minutes = 1e6, true
	case "mm", "mn", "mio", "mil", "mln":
		by = 1e6
	case "b", "bn":
		by = 1e9
	case "tn":
		by = 1e12
	}
	if by > 0 {
		n.value, n.scale, n.suffix = n.value*by, by, ""
	}
}

// number reads the number that begins at word i, in figures or in words.
func (r *reader) number(i int) (number, bool) {
	w := &r.words[i]
	if w.Digit {
		n, ok := figures(w.Norm)
		if !ok {
			return n, false
		}
		n.first, n.last = i, i+1
		if n.suffix == "" {
			r.scales(&n)
			r.andPart(&n)
		}
		return n, true
	}
	return r.spelled(i)
}

// scales reads the scale words behind figures: "1.4 million".
func (r *reader) scales(n *number) {
	for n.last < len(r.words) && r.tight(n.last) {
		e := r.lex(n.last)
		switch {
		case e.is(isScale) && n.scale == 1, e.is(isHundred) && n.scale == 1 && n.value < 100,
			e.is(isScale) && e.value > n.scale && n.scale == 1e3 && e.value == 1e6:
		default:
			return
		}
		n.value *= e.value
		n.scale *= e.value
		n.grand = e.unit == "grand"
		n.last++
	}
}

// speller adds up a number told in words.
type speller struct {
	total, cur float64
	// place is the size of the last word: 1 for a digit, 10 for tens, 100
	// for hundred, 0 for none yet. scale is the last scale used.
	place, scale float64
	any          bool
}

// take adds one word, and answers false where the word begins another number.
func (s *speller) take(e *entry) bool {
	switch {
	case e.is(isSmall) && (!s.any || s.place == 10 && s.cur != 0 && e.value != 0 || s.place >= 100 && e.value != 0):
		s.cur, s.place = s.cur+e.value, 1
	case e.is(isTeen) && (!s.any || s.place >= 100):
		s.cur, s.place = s.cur+e.value, 1
	case e.is(isTens) && (!s.any || s.place >= 100):
		s.cur, s.place = s.cur+e.value, 10
	case e.is(isHundred) && (!s.any || s.cur > 0 && s.cur < 100 && s.place < 100):
		if !s.any {
			s.cur = 1
		}
		s.cur, s.place = s.cur*100, 100
	case e.is(isDozen) && (!s.any || s.cur > 0 && s.place == 1):
		if !s.any {
			s.cur = 1
		}
		s.cur, s.place = s.cur*12, 12
	case e.is(isScale) && (!s.any || s.cur > 0) && (s.scale == 0 || e.value < s.scale):
		if !s.any {
			s.cur = 1
		}
		s.total, s.cur, s.place, s.scale = s.total+float64(s.cur*e.value), 0, 1000, e.value
	default:
		return false
	}
	s.any = true
	return true
}

const numberWord = isSmall | isTeen | isTens | isHundred | isScale | isDozen

// spelled reads a number in words: "two hundred and ten", "one point five
// million", "a dozen", "half a million".
func (r *reader) spelled(i int) (number, bool) {
	n := number{first: i, last: i, scale: 1, spelled: true, whole: true}
	var s speller
	i = r.spelledLead(i, &n, &s)
	for i < len(r.words) && (i == n.first || r.tight(i)) {
		e := r.lex(i)
		if e.is(numberWord) {
			if !s.any && e.is(isScale) && r.words[i].Norm != "thousand" && r.words[i].Norm != "million" || !s.take(e) {
				break
			}
			n.grand = n.grand || e.unit == "grand"
			i++
			n.last = i
			continue
		}
		if r.words[i].Norm == "and" && s.place >= 100 && r.andNumber(i, &s) {
			i++
			continue
		}
		if r.words[i].Norm == "point" && s.any && s.scale == 0 {
			if j, ok := r.decimals(i, &s, &n); ok {
				i, n.last = j, j
				continue
			}
		}
		break
	}
	if !s.any || n.last == n.first {
		return n, false
	}
	n.value = s.total + s.cur
	if s.scale > 0 {
		n.scale = s.scale
	}
	r.andPart(&n)
	return n, true
}

// spelledLead reads what may open a number before its first number word: "a",
// "a couple", "half a".
func (r *reader) spelledLead(i int, n *number, s *speller) int {
	switch w := r.words[i].Norm; {
	case w == "a" || w == "an":
		j := i + 1
		if j < len(r.words) && r.tight(j) && r.words[j].Norm == "couple" {
			if j++; j < len(r.words) && r.words[j].Norm == "of" {
				j++
			}
			if j < len(r.words) && r.tight(j) && r.lex(j).is(isHundred|isScale|isDozen) {
				s.cur, s.place, s.any, n.article = 2, 1, true, true
				return j
			}
			return i
		}
		if j < len(r.words) && r.tight(j) && r.lex(j).is(isHundred|isScale|isDozen) && r.words[j].Norm != "grand" && r.words[j].Norm != "k" {
			n.article = true
			return j
		}
	case w == "half":
		if j := i + 2; j < len(r.words) && r.words[i+1].Norm == "a" && r.lex(j).is(isScale|isDozen) && r.tight(i+1) && r.tight(j) {
			s.cur, s.place, s.any, n.article, n.whole = 0.5, 1, true, true, false
			return j
		}
	}
	return i
}

// andNumber reports whether the "and" at i goes on with the same number.
func (r *reader) andNumber(i int, s *speller) bool {
	if i+1 >= len(r.words) || !r.tight(i+1) {
		return false
	}
	e := r.lex(i + 1)
	if !e.is(isSmall | isTeen | isTens) {
		return s.place >= 1000 && e.is(isHundred)
	}
	// "four hundred and two of them left" is another number.
	return i+2 >= len(r.words) || r.words[i+2].Norm != "of"
}

// decimals reads "point" and the digits behind it: "one point two five".
func (r *reader) decimals(i int, s *speller, n *number) (int, bool) {
	if n.first > 0 && r.words[n.first-1].Norm == "at" && s.cur == 1 {
		return i, false // "at one point"
	}
	j, place := i+1, 0.1
	for j < len(r.words) && r.tight(j) {
		e := r.lex(j)
		if e.is(isSmall) {
			s.cur += float64(e.value * place)
			place /= 10
		} else if e.is(isTeen|isTens) && place == 0.1 {
			s.cur += e.value / 100
			place = 0.001
		} else {
			break
		}
		j++
	}
	if j == i+1 {
		return i, false
	}
	s.cur, s.place, n.whole = round(s.cur), 1, false
	return j, true
}

// andPart reads "and a half", "and a quarter", "and a bit" behind a number,
// and a scale word behind those: "ten and a bit million".
func (r *reader) andPart(n *number) {
	i := n.last
	if i+2 >= len(r.words) || r.words[i].Norm != "and" || !r.tight(i) || !r.tight(i+1) || !r.tight(i+2) {
		return
	}
	part := 0.0
	switch a, b := r.words[i+1].Norm, r.words[i+2].Norm; {
	case a == "a" && b == "half":
		part = 0.5
	case a == "a" && b == "quarter":
		part = 0.25
	case a == "a" && b == "bit":
		part = 0.2
	case a == "three" && b == "quarters":
		part = 0.75
	default:
		return
	}
	if r.words[i+2].Norm == "quarter" && i+3 < len(r.words) && r.words[i+3].Norm == "of" {
		return // "two teams and a quarter of"
	}
	n.value += float64(part * n.scale)
	n.whole = false
	n.last = i + 3
	if n.scale == 1 && n.last < len(r.words) && r.tight(n.last) && r.lex(n.last).is(isScale|isHundred) {
		e := r.lex(n.last)
		n.value, n.scale = n.value*e.value, e.value
		n.last++
	}
}
