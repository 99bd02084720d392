package measure

// Tally counts agreements and disagreements on one label.
type Tally struct{ Right, Surplus, Missed int }

// add counts one reading of the label, times over.
func (t *Tally) add(said, gold bool, times int) {
	switch {
	case said && gold:
		t.Right += times
	case said:
		t.Surplus += times
	case gold:
		t.Missed += times
	}
}

// plus counts all of another tally, times over.
func (t *Tally) plus(u Tally, times int) {
	t.Right += times * u.Right
	t.Surplus += times * u.Surplus
	t.Missed += times * u.Missed
}

// F1 is the harmonic mean of precision and recall, 0 where undefined.
func (t Tally) F1() float64 {
	if t.Right == 0 {
		return 0
	}
	return 2 * float64(t.Right) / float64(2*t.Right+t.Surplus+t.Missed)
}

// Precision is the share of what was said that is right, 0 where undefined.
func (t Tally) Precision() float64 { return share(t.Right, t.Right+t.Surplus) }

// Recall is the share of what is there that was said, 0 where undefined.
func (t Tally) Recall() float64 { return share(t.Right, t.Right+t.Missed) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Table counts items by the label that gold readings give them, down, and
// the label given, across. It has room for as many labels as there are
// roles.
type Table [6][6]int

// plus counts all of another table, times over.
func (t *Table) plus(u *Table, times int) {
	for i := range u {
		for j, n := range u[i] {
			t[i][j] += times * n
		}
	}
}

// total is the number of items, and right of those with equal labels.
func (t *Table) total() (total, right int) {
	for i := range t {
		for _, n := range t[i] {
			total += n
		}
		right += t[i][i]
	}
	return total, right
}

// accuracy is the share of items with equal labels.
func (t *Table) accuracy() float64 {
	total, right := t.total()
	return share(right, total)
}

// label is the tally of one label.
func (t *Table) label(l int) Tally {
	one := Tally{Right: t[l][l]}
	for k := range t {
		if k != l {
			one.Missed += t[l][k]
			one.Surplus += t[k][l]
		}
	}
	return one
}

// macroF1 is the mean F1 over the labels that the gold has.
func (t *Table) macroF1() float64 {
	sum, n := 0.0, 0
	for l := range t {
		if one := t.label(l); one.Right+one.Missed > 0 {
			sum += one.F1()
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// ratings is the number of ratings, which are labels 0 to 3 of a table.
const ratings = 4

// kappa is Cohen's kappa with quadratic weights over ratings.
func (t *Table) kappa() float64 {
	var gold, given [ratings]int
	total, _ := t.total()
	if total == 0 {
		return 0
	}
	for i := range ratings {
		for j := range ratings {
			gold[i] += t[i][j]
			given[j] += t[i][j]
		}
	}
	seen, expected := 0, 0
	for i := range ratings {
		for j := range ratings {
			w := (i - j) * (i - j)
			seen += w * t[i][j] * total
			expected += w * gold[i] * given[j]
		}
	}
	if expected == 0 {
		return 1
	}
	return 1 - float64(seen)/float64(expected)
}

// within1 is the share of ratings that differ by one at most.
func (t *Table) within1() float64 {
	near := 0
	for i := range ratings {
		for j := max(0, i-1); j < min(ratings, i+2); j++ {
			near += t[i][j]
		}
	}
	total, _ := t.total()
	return share(near, total)
}
