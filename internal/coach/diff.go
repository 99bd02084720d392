package coach

import (
	"strings"
	"unicode"
)

// Piece is a stretch of text in a comparison.
type Piece struct {
	Text string
	// Op is -1 where the text is gone, 1 where it is new, 0 where it stayed.
	Op int8
}

// What happened to the text of a piece.
const (
	DiffGone int8 = -1
	DiffSame int8 = 0
	DiffNew  int8 = 1
)

// largeText is the size of two texts together, in bytes, from which they are
// compared by lines and not by sentences.
const largeText = 256 << 10

// retold is the share of the shorter text's letters that must have stayed
// for a change to be shown word by word. Below it the sentences are new ones.
const retold = 0.4

// Diff compares two versions of a text for reading. The pieces that are gone
// or stayed make up the old text, those that stayed or are new the new one.
// Sentences that stayed are whole; within a changed sentence only the changed
// words differ, where most of it stayed.
func Diff(old, new string) []Piece {
	cut := sentences
	if len(old)+len(new) > largeText {
		cut = textLines
	}
	var out pieces
	a, b := cut(old), cut(new)
	between(a, b, func(gone, fresh string, same string) {
		if len(gone)+len(fresh) > largeText {
			out.add(gone, DiffGone)
			out.add(fresh, DiffNew)
		} else {
			out = append(out, within(gone, fresh)...)
		}
		out.add(same, DiffSame)
	})
	return out.merged()
}

// between walks two lists of texts: what each has before a common stretch,
// and that stretch.
func between(a, b []string, f func(gone, fresh, same string)) {
	i, j := 0, 0
	for _, r := range append(align(a, b), run{len(a), len(b), 0}) {
		f(strings.Join(a[i:r.a], ""), strings.Join(b[j:r.b], ""), strings.Join(a[r.a:r.a+r.n], ""))
		i, j = r.a+r.n, r.b+r.n
	}
}

// within compares changed text word by word.
func within(gone, fresh string) pieces {
	var out pieces
	whole := pieces{{gone, DiffGone}, {fresh, DiffNew}}
	if gone == "" || fresh == "" {
		return whole.merged()
	}
	stayed := 0
	between(wordsOf(gone), wordsOf(fresh), func(g, n, same string) {
		out.add(g, DiffGone)
		out.add(n, DiffNew)
		out.add(same, DiffSame)
		stayed += letters(same)
	})
	if float64(stayed) < retold*float64(min(letters(gone), letters(fresh))) {
		return whole.merged()
	}
	return out.merged().withoutIslands()
}

// letters counts what is not blank.
func letters(s string) (n int) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

type pieces []Piece

func (p *pieces) add(text string, op int8) {
	if text != "" {
		*p = append(*p, Piece{text, op})
	}
}

// merged joins neighbours of one kind, and puts between two stretches that
// stayed all that is gone before all that is new.
func (p pieces) merged() pieces {
	var out pieces
	var gone, fresh, same strings.Builder
	flush := func() {
		out.add(same.String(), DiffSame)
		out.add(gone.String(), DiffGone)
		out.add(fresh.String(), DiffNew)
		same.Reset()
		gone.Reset()
		fresh.Reset()
	}
	for _, x := range p {
		switch x.Op {
		case DiffGone:
			gone.WriteString(x.Text)
		case DiffNew:
			fresh.WriteString(x.Text)
		default:
			if x.Text != "" && gone.Len()+fresh.Len() > 0 {
				flush()
			}
			same.WriteString(x.Text)
		}
	}
	flush()
	return out
}

// withoutIslands gives up stretches that stayed by chance: a few letters
// between changes that are longer on both sides. A reader takes in "moved the
// launch" for "kept the budget" at a glance, and not when "the" is kept.
func (p pieces) withoutIslands() pieces {
	for {
		var out pieces
		for i, x := range p {
			n, before, after := letters(x.Text), p.changed(i, -1), p.changed(i, 1)
			if x.Op == DiffSame && before > 0 && after > 0 && (n == 0 || n <= before && n <= after) {
				out = append(out, Piece{x.Text, DiffGone}, Piece{x.Text, DiffNew})
			} else {
				out = append(out, x)
			}
		}
		if len(out) == len(p) {
			return p
		}
		p = out.merged()
	}
}

// changed is the letters of the larger side of the change next to a piece.
func (p pieces) changed(i, step int) int {
	most := 0
	for j := i + step; j >= 0 && j < len(p) && p[j].Op != DiffSame; j += step {
		// A change of blanks alone is one too.
		most = max(most, letters(p[j].Text), 1)
	}
	return most
}
