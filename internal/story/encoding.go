package story

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

const bom = "\ufeff"

// checkText reports whether data is text that can be read: not too large,
// UTF-8, and without zero bytes.
func checkText(name string, data []byte) error {
	if len(data) > MaxSize {
		return &Error{name, 1, 1, fmt.Sprintf(
			"the file has %.1f MB and the limit is %d MB; keep one story a file, or cut it into several",
			float64(len(data))/(1<<20), MaxSize>>20)}
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return &Error{name, 1, 1, "this is UTF-16 text; save the file as UTF-8"}
	}
	bad, what := -1, ""
	if !utf8.Valid(data) {
		bad = firstInvalid(data)
		what = fmt.Sprintf("byte 0x%02x is not valid UTF-8 text; save the file as UTF-8", data[bad])
	}
	if i := bytes.IndexByte(data, 0); i >= 0 && (bad < 0 || i < bad) {
		bad = i
		what = "a zero byte: this is a binary file, not text. " + readable
	}
	if bad < 0 {
		return nil
	}
	line, column := position(data, bad)
	return &Error{name, line, column, what}
}

// firstInvalid is the offset of the first byte that is not UTF-8.
func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data)
}

// position is the line and the column, in characters, of an offset. Both
// count from 1, and a byte order mark has no width.
func position(data []byte, offset int) (line, column int) {
	before := data[:offset]
	line = 1 + bytes.Count(before, []byte("\n"))
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	if line == 1 {
		before = bytes.TrimPrefix(before, []byte(bom))
	}
	return line, 1 + utf8.RuneCount(before)
}

// lineAt gives the end of the line that begins at pos, and the beginning of
// the next. Lines end with LF, CRLF or a lone CR, which are not part of them.
func lineAt(src string, pos int) (end, next int) {
	i := strings.IndexAny(src[pos:], "\r\n")
	if i < 0 {
		return len(src), len(src)
	}
	end = pos + i
	if strings.HasPrefix(src[end:], "\r\n") {
		return end, end + 2
	}
	return end, end + 1
}
