package quantity

// currency is the code of a currency sign, or "".
func currency(c rune) string {
	switch c {
	case '$':
		return "USD"
	case '£':
		return "GBP"
	case '€':
		return "EUR"
	case '¥':
		return "JPY"
	case '₹':
		return "INR"
	case '₽':
		return "RUB"
	case '₩':
		return "KRW"
	case '₺':
		return "TRY"
	case '₦':
		return "NGN"
	case '₪':
		return "ILS"
	case '฿':
		return "THB"
	}
	return ""
}

// money reports whether a currency sign stands before word i.
func (r *reader) money(i int) bool {
	code, _ := r.sign(i)
	return code != ""
}

// sign reads the currency sign before word i: its code and where it starts.
func (r *reader) sign(i int) (string, int) {
	if i < 0 || i >= len(r.words) {
		return "", 0
	}
	at := r.words[i].Start
	c, start := r.before(at)
	if c == ' ' || c == '\u00a0' {
		c, start = r.before(start)
	}
	code := currency(c)
	if code == "" {
		return r.codeBefore(i)
	}
	if p := i - 1; p >= 0 && r.words[p].End == start {
		switch r.words[p].Norm {
		case "r":
			return "BRL", r.words[p].Start
		case "us":
			return "USD", r.words[p].Start
		case "c", "ca":
			return "CAD", r.words[p].Start
		case "a", "au":
			return "AUD", r.words[p].Start
		case "s":
			return "SGD", r.words[p].Start
		case "hk":
			return "HKD", r.words[p].Start
		case "nz":
			return "NZD", r.words[p].Start
		}
		return "", 0 // "500€ 20"
	}
	return code, start
}

// codeBefore reads a currency code in capitals before figures: "EUR 2.4m".
func (r *reader) codeBefore(i int) (string, int) {
	p := i - 1
	if p < 0 || !r.words[i].Digit || !r.words[p].Upper || len(r.words[p].Norm) != 3 || !r.spaced(i) {
		return "", 0
	}
	e := r.lex(p)
	if !e.is(isMoney) || e.value != 1 || r.words[p].Norm == "yen" {
		return "", 0
	}
	return e.unit, r.words[p].Start
}

// moneySigns reads signs of currency before and behind a number.
func (r *reader) moneySigns(a *atom, n *number) bool {
	if n.suffix != "" && n.suffix != "t" {
		return false
	}
	if code, start := r.sign(n.first); code != "" {
		a.start = start
		for a.lead > 0 && r.words[a.lead-1].Start >= start {
			a.lead--
		}
		a.is(Money, code, 1)
		r.currencyWord(a)
		return true
	}
	at := a.end
	c, end := r.after(at)
	if c == ' ' {
		c, end = r.after(end)
	}
	if code := currency(c); code != "" && c != '$' {
		if next, _ := r.after(end); next < '0' || next > '9' {
			a.is(Money, code, 1)
			a.end = end
			return true
		}
	}
	return false
}

// currencyWord takes in a currency named again: "$2M USD", "$4 million
// dollars".
func (r *reader) currencyWord(a *atom) {
	if e := r.lex(a.last); e.is(isMoney) && r.spaced(a.last) {
		a.upTo(r, a.last+1)
		if e.unit != "" {
			a.unit = e.unit
		}
	}
}

// moneyWords reads "forty grand", "two million dollars", "40 million in
// revenue".
func (r *reader) moneyWords(a *atom, n *number) bool {
	i := a.last
	if n.grand {
		a.is(Money, "", 1)
		return true
	}
	if !r.tight(i) {
		return false
	}
	e := r.lex(i)
	if w := r.norm(i); (w == "us" || w == "canadian" || w == "australian" || w == "hong" || w == "singapore" || w == "swiss" || w == "danish" ||
		w == "norwegian" || w == "swedish" || w == "kenyan" || w == "indian" || w == "brazilian" || w == "mexican" || w == "czech") && r.lex(i+1).is(isMoney) && r.spaced(i+1) {
		i++
		e = r.lex(i)
	}
	if e.is(isMoney) && (!r.lex(i).is(isStop)) {
		a.upTo(r, i+1)
		a.is(Money, e.unit, e.value)
		if w := r.norm(i + 1); (w == "sterling") && r.spaced(i+1) {
			a.upTo(r, i+2)
		}
		return true
	}
	if w := r.norm(i); w == "figure" || w == "figures" {
		if a.value > 2 && a.value < 13 && a.whole {
			v := 1.0
			for k := a.value; k > 1; k-- {
				v *= 10
			}
			a.value = v
			a.upTo(r, i+1)
			a.is(Money, "", 1)
			return true
		}
	}
	return false
}

// spoken gives a bare million a meaning: in stories it is money unless what
// is counted was named before.
func (r *reader) spoken(a *atom) {
	if a.bare && a.scale >= 1e6 {
		a.kind = Money
	}
}
