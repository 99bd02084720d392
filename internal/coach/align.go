package coach

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// run is a stretch that two lists have in common: n items from a in the
// first and from b in the second.
type run struct{ a, b, n int }

// mostEdits bounds the work of align: beyond so many differences two lists
// count as different from the first to the last.
const mostEdits = 1200

// align finds what two lists of texts have in common, in order, by the
// shortest way of editing one into the other (Myers 1986). Its time and
// memory grow with the square of the differences, up to mostEdits; the runs
// are in order, none empty.
func align(a, b []string) []run {
	x, y := numbers(a, b)
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	var runs []run
	add := func(r run) {
		if n := len(runs); n > 0 && runs[n-1].a+runs[n-1].n == r.a && runs[n-1].b+runs[n-1].n == r.b {
			runs[n-1].n += r.n
		} else if r.n > 0 {
			runs = append(runs, r)
		}
	}
	add(run{0, 0, head})
	for _, r := range middle(x[head:len(x)-tail], y[head:len(y)-tail]) {
		add(run{r.a + head, r.b + head, r.n})
	}
	add(run{len(x) - tail, len(y) - tail, tail})
	return runs
}

// numbers gives equal texts equal numbers.
func numbers(a, b []string) (x, y []int32) {
	known := map[string]int32{}
	of := func(list []string) []int32 {
		out := make([]int32, len(list))
		for i, s := range list {
			n, ok := known[s]
			if !ok {
				n = int32(len(known))
				known[s] = n
			}
			out[i] = n
		}
		return out
	}
	return of(a), of(b)
}

// middle is align without what the lists begin and end with. It keeps how
// far each diagonal was reached after each edit, and walks back from the end.
func middle(a, b []int32) []run {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	limit := min(len(a)+len(b), mostEdits)
	reach := make([]int32, 2*limit+3)
	var steps [][]int32
	for d := 0; d <= limit; d++ {
		for k := -d; k <= d; k += 2 {
			i := furthest(reach, limit, d, k)
			for i < len(a) && i-k < len(b) && i-k >= 0 && a[i] == b[i-k] {
				i++
			}
			reach[limit+1+k] = int32(i)
			if i >= len(a) && i-k >= len(b) {
				return walk(steps, len(a), len(b), d)
			}
		}
		steps = append(steps, append([]int32(nil), reach[limit+1-d:limit+2+d]...))
	}
	return nil
}

// furthest is where diagonal k begins after one more edit.
func furthest(reach []int32, limit, d, k int) int {
	at := func(k int) int { return int(reach[limit+1+k]) }
	switch {
	case d == 0:
		return 0
	case k == -d || k != d && at(k-1) < at(k+1):
		return at(k + 1)
	}
	return at(k-1) + 1
}

// walk goes back through the steps and collects the diagonals.
func walk(steps [][]int32, i, j, d int) []run {
	var back []run
	for ; d > 0; d-- {
		before := steps[d-1] // diagonals -(d-1) to d-1
		at := func(k int) int {
			if k < -(d-1) || k > d-1 {
				return -1
			}
			return int(before[k+d-1])
		}
		k := i - j
		from, prev := at(k-1)+1, k-1
		if k == -d || k != d && at(k-1) < at(k+1) {
			from, prev = at(k+1), k+1
		}
		if i > from {
			back = append(back, run{from, from - k, i - from})
		}
		if prev == k+1 {
			i, j = from, from-k-1
		} else {
			i, j = from-1, from-k
		}
	}
	if i > 0 {
		back = append(back, run{0, 0, i})
	}
	for l, r := 0, len(back)-1; l < r; l, r = l+1, r-1 {
		back[l], back[r] = back[r], back[l]
	}
	return back
}

// sentences cuts a text into sentences and what stands between them; joined
// they are the text. Lines end sentences too. It need not know where a
// sentence truly ends, only cut the same words at the same places.
func sentences(text string) []string {
	var out []string
	start := 0
	cutAt := func(end int) {
		if end > start {
			out = append(out, text[start:end])
			start = end
		}
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) {
			i += n
			continue
		}
		end := i
		for i < len(text) {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsSpace(r) {
				break
			}
			i += n
		}
		if strings.ContainsRune(text[end:i], '\n') || endsSentence(text[start:end]) {
			cutAt(end)
			cutAt(i)
		}
	}
	cutAt(len(text))
	return out
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"')]”’`)
	return s != "" && strings.IndexByte(".!?", s[len(s)-1]) >= 0
}

// textLines cuts a text after its line ends; joined they are the text.
func textLines(text string) []string { return strings.SplitAfter(text, "\n") }

// wordsOf cuts a text into words, blanks and single marks; joined they are
// the text.
func wordsOf(text string) []string {
	var out []string
	class := func(r rune) int {
		switch {
		case unicode.IsSpace(r):
			return 1
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\'' || r == '’':
			return 2
		}
		return 3
	}
	start, before := 0, 0
	for i, r := range text {
		if c := class(r); i > start && (c != before || c == 3) {
			out = append(out, text[start:i])
			start = i
		}
		before = class(r)
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}
