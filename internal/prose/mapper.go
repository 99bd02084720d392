package prose

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Position is a place in a text as people and editors count it.
type Position struct {
	// Line and Column count from 1. Column counts runes.
	Line, Column int
	// UTF16 is the column in UTF-16 code units, from 0, as the language
	// server protocol and JavaScript count.
	UTF16 int
}

// Mapper converts byte offsets of one source to positions. It is made once,
// at the edge where spans leave the program; inside, bytes are used.
type Mapper struct {
	source string
	starts []int
}

// NewMapper reads the line starts of a source. LF, CRLF and a lone CR each
// end a line.
func NewMapper(source string) *Mapper {
	m := &Mapper{source: source, starts: []int{0}}
	for i := 0; i < len(source); {
		k := strings.IndexAny(source[i:], "\r\n")
		if k < 0 {
			break
		}
		i += k
		if source[i] == '\r' && i+1 < len(source) && source[i+1] == '\n' {
			i++
		}
		i++
		m.starts = append(m.starts, i)
	}
	return m
}

// byteOrderMark may stand at the head of a file and fills no column.
const byteOrderMark = "\uFEFF"

// Position is where the byte at offset stands. Offsets outside the source
// count as its nearest end.
func (m *Mapper) Position(offset int) Position {
	offset = max(0, min(offset, len(m.source)))
	line := sort.SearchInts(m.starts, offset+1) - 1
	head := m.source[m.starts[line]:offset]
	if line == 0 {
		head = strings.TrimPrefix(head, byteOrderMark)
	}
	p := Position{Line: line + 1, Column: 1 + utf8.RuneCountInString(head)}
	for _, r := range head {
		p.UTF16++
		if r > 0xFFFF {
			p.UTF16++
		}
	}
	return p
}

// Offset is the byte at which a line and a rune column stand, both from 1.
// A column behind the end of its line is the end of the line, a line behind
// the last is the end of the source.
func (m *Mapper) Offset(line, column int) int {
	if line < 1 {
		return 0
	}
	if line > len(m.starts) {
		return len(m.source)
	}
	text := m.Line(line)
	at := m.starts[line-1]
	if line == 1 && strings.HasPrefix(text, byteOrderMark) {
		text, at = text[len(byteOrderMark):], at+len(byteOrderMark)
	}
	for n := 1; n < column && text != ""; n++ {
		_, size := utf8.DecodeRuneInString(text)
		text, at = text[size:], at+size
	}
	return at
}

// Lines is how many lines the source has; an empty source has one.
func (m *Mapper) Lines() int { return len(m.starts) }

// Line is the text of a line, counted from 1, without its end.
func (m *Mapper) Line(line int) string {
	if line < 1 || line > len(m.starts) {
		return ""
	}
	end := len(m.source)
	if line < len(m.starts) {
		end = m.starts[line]
	}
	return strings.TrimRight(m.source[m.starts[line-1]:end], "\r\n")
}
