package story

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// windows1252 gives the letters that Windows put where Latin-1 has none,
// from 0x80 on.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

// fromWindows reads text of Western Windows programs. Every byte is a
// letter of it.
func fromWindows(data []byte) string {
	high := []rune(windows1252)
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		switch {
		case c < 0x80:
			b.WriteByte(c)
		case c < 0xa0:
			b.WriteRune(high[c-0x80])
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// fromUTF16 reads text that begins with the mark of UTF-16, if it does.
func fromUTF16(data []byte) (string, bool) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return "", false
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return string(utf16.Decode(units)), true
}

var charsetName = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

// declaredCharset is the character set that the beginning of a page names,
// in lower case, or "".
func declaredCharset(data []byte) string {
	if m := charsetName.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
		return strings.ToLower(string(m[1]))
	}
	return ""
}

// westernNames are the names under which pages mean Windows-1252.
var westernNames = map[string]bool{"windows-1252": true, "cp1252": true, "iso-8859-1": true, "latin1": true,
	"iso8859-1": true, "us-ascii": true, "ascii": true, "x-cp1252": true}

// decoded is the text of a file, with a doubt where its letters were guessed.
type decoded struct {
	text  string
	doubt *Doubt
}

// decode makes text of bytes. The character set is what a page says of
// itself, or "".
func decode(name string, data []byte, charset string) (decoded, error) {
	if text, ok := fromUTF16(data); ok {
		return checkZero(name, decoded{text: text})
	}
	data = bytes.TrimPrefix(data, []byte(bom))
	switch {
	case westernNames[charset]:
		return checkZero(name, decoded{text: fromWindows(data)})
	case utf8.Valid(data):
		return checkZero(name, decoded{text: string(data)})
	case charset != "" && charset != "utf-8" && charset != "utf8":
		return decoded{}, &Error{name, 1, 1, fmt.Sprintf(
			"the letters are written as %s, which is not known here; save the file as UTF-8", clip(charset))}
	}
	at := firstInvalid(data)
	line, _ := position(data, at)
	return checkZero(name, decoded{fromWindows(data), &Doubt{line, fmt.Sprintf("byte 0x%02x", data[at]),
		"the file is not UTF-8, so it was read as Windows text; look whether accents and quote marks are right"}})
}

func checkZero(name string, d decoded) (decoded, error) {
	i := strings.IndexByte(d.text, 0)
	if i < 0 {
		return d, nil
	}
	line, column := position([]byte(d.text), i)
	return d, &Error{name, line, column, "a zero byte: this is a binary file, not text. " + readable}
}
