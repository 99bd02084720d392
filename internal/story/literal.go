package story

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands after textMark is read as it stands. On one line, as in a
// list, it is written with the entities of HTML, so that any text at all
// comes back: & as &amp;, < as &lt;, the end of a line as <br>, and blanks
// that would be lost by their number.

// escapeLine writes a text on one line. The marks in also are written by
// their number too.
func escapeLine(s, also string) string {
	var b strings.Builder
	before := ' '
	for i, r := range s {
		last := i+utf8.RuneLen(r) == len(s)
		switch {
		case r == '\n':
			b.WriteString("<br>")
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == ' ' && before != ' ' && !last:
			b.WriteByte(' ')
		case isBlank(r) || unicode.IsControl(r) || strings.ContainsRune(also, r):
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

var entity = regexp.MustCompile(`<br>|&amp;|&lt;|&#[0-9]{1,7};`)

// unescapeLine reads what escapeLine wrote. Everything else stays.
func unescapeLine(s string) string {
	return entity.ReplaceAllStringFunc(s, func(e string) string {
		switch e {
		case "<br>":
			return "\n"
		case "&amp;":
			return "&"
		case "&lt;":
			return "<"
		}
		n, err := strconv.Atoi(e[2 : len(e)-1])
		if err != nil || n == 0 || !utf8.ValidRune(rune(n)) {
			return e
		}
		return string(rune(n))
	})
}

// validText is s as a file can hold it: UTF-8 without zero bytes.
func validText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
}

// opener is the beginning of a comment, plain or with its first mark written
// as an entity.
var opener = regexp.MustCompile(`<!--|&(?:amp;)*lt;!--`)

// closeComments writes the beginnings of comments that end nowhere in s as
// entities, so that they swallow nothing of what follows in a file. Those
// that are written so already get one "amp;" more.
func closeComments(s string) string {
	return mapOpeners(s, func(o string) string {
		if o[0] == '<' {
			return "&lt;" + o[1:]
		}
		return "&amp;" + o[1:]
	})
}

// openComments undoes closeComments.
func openComments(s string) string {
	return mapOpeners(s, func(o string) string {
		switch {
		case o[0] == '<':
			return o
		case strings.HasPrefix(o, "&lt;"):
			return "<" + o[len("&lt;"):]
		}
		return "&" + o[len("&amp;"):]
	})
}

// mapOpeners changes the openers after which no comment ends.
func mapOpeners(s string, f func(string) string) string {
	if !strings.Contains(s, "!--") {
		return s
	}
	closing := strings.LastIndex(s, "-->")
	found := opener.FindAllStringIndex(s, -1)
	if len(found) == 0 {
		return s
	}
	var b strings.Builder
	at := 0
	for _, o := range found {
		if closing >= o[1] {
			continue
		}
		b.WriteString(s[at:o[0]] + f(s[o[0]:o[1]]))
		at = o[1]
	}
	return b.String() + s[at:]
}

var numbered = regexp.MustCompile(`&#[0-9]{1,7};`)

// escapeTitle writes the title of a section with its first letter and its
// marks by their number, so that its heading gives it back where it would be
// read as a role or as a section with a meaning of its own.
func escapeTitle(title string) string {
	var b strings.Builder
	for i, r := range title {
		if i == 0 || r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// renamed reports whether a heading of this title would be read as more than
// the title of a section.
func renamed(title string) bool {
	l, ok := scanLabel(title)
	return ok && l.section != secOther
}

// marred reports whether a heading would lose something of a title.
func marred(title string) bool {
	return cleanTitle(strings.TrimRight(title, "#")) != title ||
		strings.Contains(title, "<!--") || numbered.MatchString(title)
}

// readTitle reads the numbers in a title.
func readTitle(title string) string {
	if !strings.Contains(title, "&#") {
		return title
	}
	return numbered.ReplaceAllStringFunc(title, unescapeLine)
}
