package quantity

import (
	"strings"
	"unicode/utf8"

	"rehearse/internal/prose"
)

// reader walks over the words of one text that a listener takes in.
type reader struct {
	text  *prose.Text
	words []prose.Word
	src   string
	// hushed tells of each word whether silent ones stand right before it; nil
	// where the text has none.
	hushed []bool
	// entries holds what the tables know of each word.
	entries []*entry
}

func newReader(t *prose.Text) *reader {
	r := &reader{text: t, words: t.AllHeard(), src: t.Source}
	if len(r.words) == len(t.Words) {
		return r
	}
	silent := false
	for _, w := range t.Words {
		if !w.Silent {
			r.hushed = append(r.hushed, silent)
		}
		silent = w.Silent
	}
	return r
}

// bridged reports whether nothing but silent words, and what sets them off,
// stands between word i-1 and word i.
func (r *reader) bridged(i int) bool {
	return r.hushed != nil && r.hushed[i] && i > 0 && !strings.ContainsAny(r.src[r.words[i-1].End:r.words[i].Start], ".?!…;:()\n")
}

// unknown stands for every word outside the tables.
var unknown = &entry{}

// load looks every word up once.
func (r *reader) load() {
	r.entries = make([]*entry, len(r.words))
	for i := range r.words {
		if e := lexicon[r.words[i].Norm]; e != nil {
			r.entries[i] = e
		} else {
			r.entries[i] = unknown
		}
	}
}

// lex is what the tables know of word i; any i may be asked for.
func (r *reader) lex(i int) *entry {
	if i < 0 || i >= len(r.entries) {
		return unknown
	}
	return r.entries[i]
}

// norm is word i in lower case, "" outside the text.
func (r *reader) norm(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].Norm
}

// gapKind is what stands between two words.
type gapKind uint8

const (
	gapSpace  gapKind = iota
	gapHyphen         // six-week
	gapDash           // 2–3
	gapComma          // a comma, a dash with spaces, a bracket
	gapSlash          // 4/5
	gapColon          // 5:40
	gapArrow          // 6h → 15m
	gapHard           // the end of a sentence, or no text at all
)

// gap says what stands between word i-1 and word i, symbols of currency and
// percent aside.
func (r *reader) gap(i int) gapKind {
	if i <= 0 || i >= len(r.words) {
		return gapHard
	}
	s := r.src[r.words[i-1].End:r.words[i].Start]
	if s == " " || r.bridged(i) {
		return gapSpace
	}
	return readGap(s)
}

func readGap(s string) gapKind {
	kind, spaces, lines, dots := gapSpace, 0, 0, 0
	up := func(k gapKind) {
		if k > kind {
			kind = k
		}
	}
	for i, c := range s {
		switch c {
		case ' ', '\t', '\u00a0', '\u202f', '\u2009':
			spaces++
		case '\n':
			spaces++
			lines++
		case '\r', '%', '$', '£', '€', '¥', '₹', '~', '≈', '*', '_', '°', '<', '≤', '≥', '\'', '’', '‘', '"', '“', '”':
		case '>':
			if i > 0 && s[i-1] == '-' {
				up(gapArrow)
			}
		case '→', '⇒', '➜':
			up(gapArrow)
		case '-', '‐', '‑', '−':
			up(gapHyphen)
		case '–', '—':
			up(gapDash)
		case ',', '(', ')':
			up(gapComma)
		case '/', '+':
			if c == '/' {
				up(gapSlash)
			}
		case ':':
			up(gapColon)
		case '.':
			dots++
			up(gapHard)
		default:
			up(gapHard)
		}
	}
	switch {
	case lines >= 2 || dots >= 1 && lines+spaces == 0 && dots < 2 && kind == gapHard && len(s) > 1:
		return gapHard
	case kind == gapColon && spaces > 0:
		return gapHard
	case (kind == gapHyphen || kind == gapDash) && spaces > 0:
		return gapComma
	}
	return kind
}

// tight reports whether nothing but white space or a hyphen stands between
// word i-1 and word i.
func (r *reader) tight(i int) bool {
	if i <= 0 || i >= len(r.words) {
		return false
	}
	s := r.src[r.words[i-1].End:r.words[i].Start]
	if s == " " || r.bridged(i) {
		return true
	}
	if len(s) > 64 {
		return false
	}
	lines := 0
	for _, c := range s {
		switch c {
		case ' ', '\t', '\r', '*', '_', '-', '‐', '‑', '\u00a0', '\u202f', '\u2009':
		case '\n':
			lines++
		default:
			return false
		}
	}
	return lines < 2 && !strings.HasSuffix(s, " -")
}

// spaced reports whether only white space stands before word i.
func (r *reader) spaced(i int) bool { return r.tight(i) && r.gap(i) == gapSpace }

// before is the rune that stands right before byte at, and its start.
func (r *reader) before(at int) (rune, int) {
	if at <= 0 {
		return 0, at
	}
	c, size := utf8.DecodeLastRuneInString(r.src[:at])
	return c, at - size
}

// after is the rune at byte at, and the byte behind it.
func (r *reader) after(at int) (rune, int) {
	if at >= len(r.src) {
		return 0, at
	}
	c, size := utf8.DecodeRuneInString(r.src[at:])
	return c, at + size
}

// opens reports whether word i is the first of a sentence.
func (r *reader) opens(i int) bool { return i == 0 || r.gap(i) == gapHard }
