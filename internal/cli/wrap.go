package cli

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// flow lays out running text: it breaks lines at spaces, keeps styles, and
// starts each line with its margin. It holds one word at a time, so that a
// line without end needs no more memory than any other.
type flow struct {
	paint  *painter
	width  int
	margin string
	// column is where the line stands; indent is the margin's width.
	column, indent int
	// word is what has been read since the last place to break.
	word      []fragment
	wordWidth int
	// gap is set where a space is owed before the word.
	gap      bool
	gapStyle style
}

// fragment is a part of a word in one style.
type fragment struct {
	text  string
	style style
}

// start begins a paragraph: first stands before its first line, margin
// before all others. Both must be as wide.
func (f *flow) start(first fragment, margin string) {
	f.margin, f.indent = margin, columnsOf(margin)
	f.paint.write(first.text, first.style)
	f.column, f.gap, f.word, f.wordWidth = f.indent, false, f.word[:0], 0
}

// add appends text in a style. It may be broken at spaces and beside the
// wide runes of scripts that put no spaces between words.
func (f *flow) add(text string, s style) {
	for len(text) > 0 {
		if n := asciiWord(text); n > 0 {
			f.append(text[:n], n, s)
			text = text[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(text)
		switch {
		case unicode.IsSpace(r) && r != '\u00A0' && r != '\u202F':
			f.flush()
			f.gap, f.gapStyle = true, s
		case harmful(r) || r == utf8.RuneError:
			f.append("\uFFFD", 1, s)
		default:
			var columns int
			n, columns = cluster(text)
			if columns == 2 {
				f.flush()
			}
			f.append(text[:n], columns, s)
			if columns == 2 {
				f.flush()
			}
		}
		text = text[n:]
	}
}

// glue appends a mark that stays with the word before it.
func (f *flow) glue(mark string, s style) { f.append(mark, columnsOf(mark), s) }

// asciiWord is how many bytes at the beginning of a text are plain printable
// ASCII without a space, each one column wide.
func asciiWord(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] == 0x7F {
			return i
		}
		if s[i] >= utf8.RuneSelf {
			// The rune before may carry a mark.
			return max(i-1, 0)
		}
	}
	return len(s)
}

// append adds to the word, and cuts it where it fills a line by itself.
func (f *flow) append(text string, columns int, s style) {
	room := max(f.width-f.indent, 1)
	for columns > room && columns == len(text) {
		f.flush()
		f.word = append(f.word, fragment{text[:room], s})
		f.wordWidth = room
		f.flush()
		text, columns = text[room:], columns-room
	}
	if f.wordWidth+columns > room {
		f.flush()
	}
	f.word = append(f.word, fragment{text, s})
	f.wordWidth += columns
}

// flush writes the word, on the next line where this one has no room.
func (f *flow) flush() {
	if len(f.word) == 0 {
		return
	}
	need := f.wordWidth
	if f.gap {
		need++
	}
	switch {
	case f.column > f.indent && f.column+need > f.width:
		f.paint.newline()
		f.paint.write(f.margin, plain)
		f.column = f.indent
	case f.gap && f.column > f.indent:
		f.paint.write(" ", f.gapStyle)
		f.column++
	}
	for _, w := range f.word {
		f.paint.write(w.text, w.style)
	}
	f.column += f.wordWidth
	f.word, f.wordWidth, f.gap = f.word[:0], 0, false
}

// end ends the paragraph and its line.
func (f *flow) end() {
	f.flush()
	f.paint.newline()
}

// paragraph lays out one text under a margin.
func (f *flow) paragraph(margin, text string, s style) {
	f.start(fragment{margin, plain}, margin)
	f.add(text, s)
	f.end()
}

// item lays out a text beside a label, in the label's column and after it.
func (f *flow) item(label string, labelStyle style, columns int, text string, s style) {
	margin := strings.Repeat(" ", columns)
	f.start(fragment{pad(label, columns), labelStyle}, margin)
	f.add(text, s)
	f.end()
}
