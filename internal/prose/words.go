package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanWords cuts the part of the source into words.
func scanWords(source string, part Span, words []Word) []Word {
	for i := part.Start; i < part.End; {
		r, size := decode(source, i, part.End)
		if !wordRune(r) {
			i += size
			continue
		}
		w := wordAt(source, i, part.End)
		words = append(words, w)
		i = w.End
	}
	return words
}

// wordAt reads the word that begins at byte i.
func wordAt(source string, i, end int) Word {
	w := Word{Span: Span{i, i}}
	plain, prev := true, rune(0)
	for j := i; j < end; {
		r, size := decode(source, j, end)
		if !wordRune(r) && !joins(prev, r, source, j+size, end) {
			break
		}
		if r >= utf8.RuneSelf || 'A' <= r && r <= 'Z' {
			plain = false
		}
		if '0' <= r && r <= '9' {
			w.Digit = true
		}
		if j == i {
			w.Upper = unicode.IsUpper(r)
		}
		prev, j = r, j+size
		w.End = j
	}
	w.Norm = source[w.Start:w.End]
	if !plain {
		w.Norm = normal(w.Norm)
	}
	return w
}

// normal lower-cases a word and makes its apostrophes plain.
func normal(s string) string {
	s = strings.ToLower(s)
	if strings.ContainsAny(s, "’ʼ‘") {
		s = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'").Replace(s)
	}
	return s
}

// decode reads one rune; a byte that is not UTF-8 counts as a symbol.
func decode(s string, i, end int) (rune, int) {
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	r, size := utf8.DecodeRuneInString(s[i:end])
	if r == utf8.RuneError && size <= 1 {
		return 0, 1
	}
	return r, size
}

// wordRune reports whether r can stand anywhere in a word.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// joins reports whether r, standing behind prev and before the byte at next,
// holds a word together: an apostrophe between letters, a point or a comma
// between digits.
func joins(prev, r rune, source string, next, end int) bool {
	if next >= end {
		return false
	}
	after, _ := decode(source, next, end)
	switch r {
	case '\'', '’', 'ʼ', '‘':
		return isLetter(prev) && isLetter(after)
	case '.', ',':
		return isDigit(prev) && isDigit(after)
	}
	return false
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r)
}
