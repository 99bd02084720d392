package story

import (
	"strings"
)

// label is what the beginning of a line says: a role or a section, and
// where the text after it begins.
type label struct {
	roleName
	// section is the kind of section, where the name is not a role.
	section string
	// emphasis is set where the name is bold or italic, timed where a length
	// of time follows it, mark where a colon or a dash does.
	emphasis, timed, mark bool
	// end is the offset at which the text after the label begins.
	end int
}

// labelReader walks over the first bytes of a line.
type labelReader struct {
	s string
	i int
	label
}

// maxLabel bounds how far into a line a label is looked for, in bytes.
const maxLabel = 120

// scanLabel reads a label at the beginning of a line: "**S (Situation):**",
// "Situation (30 seconds)", "1. Task -" and the like. It reports whether
// there is a known name that is set off from what follows.
func scanLabel(s string) (label, bool) {
	r := &labelReader{s: s[:min(len(s), maxLabel)]}
	r.skipMarkers()
	if l, ok := r.bracketed(); ok {
		return l, true
	}
	name := r.name()
	if name == "" {
		return label{}, false
	}
	rn, section, ok := lookup(name)
	if !ok {
		return label{}, false
	}
	r.roleName, r.section = rn, section
	r.parenthesis()
	r.skipEmphasis()
	r.separator()
	if r.mark && r.strength == letter {
		r.spelledOut()
	}
	r.skipBlank()
	r.end = r.i
	atQuote := r.i < len(r.s) && strings.HasPrefix(strings.TrimLeft(r.s[r.i:], "“"), `"`) ||
		strings.HasPrefix(r.s[r.i:], "“")
	alone := r.i == len(s)
	return r.label, r.mark || r.timed || alone || atQuote && r.strength == strong
}

func (r *labelReader) skipBlank() {
	for r.i < len(r.s) && (r.s[r.i] == ' ' || r.s[r.i] == '\t') {
		r.i++
	}
}

// skipMarkers passes over quote and list marks, numbers and pictures.
func (r *labelReader) skipMarkers() {
	for r.i < len(r.s) {
		c := r.s[r.i]
		rest := r.s[r.i:]
		switch {
		case c == ' ' || c == '\t' || c == '>':
			r.i++
		case (c == '-' || c == '*' || c == '+') && len(rest) > 1 && (rest[1] == ' ' || rest[1] == '\t'):
			r.i += 2
		case c >= '0' && c <= '9':
			n := numbering(rest)
			if n == 0 {
				return
			}
			r.i += n
		case c >= 0x80 && !isWordRune(rest):
			r.i += runeLen(rest)
		default:
			return
		}
	}
}

// numbering is the length of "1. " or "2) ", or 0.
func numbering(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 3 || n+1 >= len(s) || s[n] != '.' && s[n] != ')' || s[n+1] != ' ' {
		return 0
	}
	return n + 2
}

// name collects the words up to the first mark, in lower case, without
// emphasis. An apostrophe is made plain.
func (r *labelReader) name() string {
	var buf [44]byte
	b := buf[:0]
	for r.i < len(r.s) && len(b) < 40 {
		c := r.s[r.i]
		switch {
		case c == '*' || c == '_':
			r.emphasis = true
		case c >= 'A' && c <= 'Z':
			b = append(b, c|0x20)
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '\'' || c == '&' || c == '/' || c == ',':
			b = append(b, c)
		case c == ' ' || c == '\t':
			if len(b) > 0 && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
		case c == '-' && len(b) > 0 && b[len(b)-1] != ' ' && r.i+1 < len(r.s) && isLetter(r.s[r.i+1]):
			b = append(b, c)
		case strings.HasPrefix(r.s[r.i:], "’"):
			b = append(b, '\'')
			r.i += len("’") - 1
		default:
			return strings.TrimSpace(string(b))
		}
		r.i++
	}
	if len(b) >= 40 {
		return ""
	}
	return strings.TrimSpace(string(b))
}

func isLetter(c byte) bool { c |= 0x20; return c >= 'a' && c <= 'z' }

// parenthesis reads "(30 seconds)", "(Situation)", "(S)" or a remark.
func (r *labelReader) parenthesis() {
	start := r.i
	r.skipBlank()
	if r.i >= len(r.s) || r.s[r.i] != '(' && r.s[r.i] != '[' {
		r.i = start
		return
	}
	n := strings.IndexAny(r.s[r.i:], ")]")
	if n < 0 {
		r.i = start
		return
	}
	inside := strings.ToLower(strings.Trim(r.s[r.i+1:r.i+n], "*_~ "))
	if other, _, ok := lookup(inside); ok && other.role == r.role && r.role != "" {
		r.strength = max(r.strength, other.strength)
		r.mark = true
	}
	r.timed = isTime(inside)
	r.i += n + 1
}

// bracketed reads "[Situation]", "(S) Situation:".
func (r *labelReader) bracketed() (label, bool) {
	if r.i >= len(r.s) || r.s[r.i] != '[' && r.s[r.i] != '(' {
		return label{}, false
	}
	n := strings.IndexAny(r.s[r.i:], ")]")
	if n < 0 {
		return label{}, false
	}
	rn, _, ok := lookup(strings.ToLower(r.s[r.i+1 : r.i+n]))
	if !ok || rn.role == "" || rn.strength == weak {
		return label{}, false
	}
	after := r.i + n + 1
	if after < len(r.s) && r.s[after] == '(' {
		return label{}, false // a link
	}
	if l, ok := scanLabel(r.s[after:]); ok && l.role == rn.role {
		l.end += after
		l.strength = max(l.strength, rn.strength)
		return l, true
	}
	r.roleName = rn
	r.i, r.mark = after, true
	r.skipEmphasis()
	r.separator()
	r.skipBlank()
	r.end = r.i
	return r.label, true
}

// separator reads a colon or a dash, the emphasis that it closes, and a
// length of time after it.
func (r *labelReader) separator() {
	start := r.i
	r.skipBlank()
	rest := r.s[r.i:]
	n := 0
	switch {
	case strings.HasPrefix(rest, ":"):
		n = 1
	case strings.HasPrefix(rest, "："), strings.HasPrefix(rest, "–"), strings.HasPrefix(rest, "—"):
		n = runeLen(rest)
	case strings.HasPrefix(rest, "-") && (r.i > start || r.spaceBefore()) && (len(rest) == 1 || rest[1] == ' '):
		n = 1
	default:
		r.i = start
		return
	}
	r.mark = true
	r.i += n
	r.skipEmphasis()
	r.trailingTime()
}

func (r *labelReader) spaceBefore() bool {
	return r.i > 0 && strings.ContainsRune(" \t)]*_", rune(r.s[r.i-1]))
}

// trailingTime reads the length of time in "Situation - 30 seconds:".
func (r *labelReader) trailingTime() {
	i := r.i
	for i < len(r.s) && r.s[i] == ' ' {
		i++
	}
	j := i
	for j < len(r.s) && j-i < 16 && r.s[j] != ':' && r.s[j] != '*' && r.s[j] != '"' {
		j++
	}
	if !isTime(strings.ToLower(strings.TrimSpace(r.s[i:j]))) {
		return
	}
	r.timed = true
	r.i = j
	r.skipEmphasis()
	if r.i < len(r.s) && r.s[r.i] == ':' {
		r.i++
		r.skipEmphasis()
	}
}

// skipEmphasis passes over marks that close the emphasis of the name.
func (r *labelReader) skipEmphasis() {
	for r.emphasis && r.i < len(r.s) && (r.s[r.i] == '*' || r.s[r.i] == '_') {
		r.i++
	}
}

// spelledOut reads the name in "S - Situation: text" and "S: Situation".
func (r *labelReader) spelledOut() {
	if r.i >= len(r.s) {
		return
	}
	l, ok := scanLabel(r.s[r.i:])
	if ok && l.role == r.role && l.strength == strong {
		r.strength, r.timed = strong, l.timed
		r.i += l.end
		r.emphasis = r.emphasis || l.emphasis
	}
}

// isTime reports whether s, lower case, is a length of time: "30 seconds",
// "~90s", "1-2 min", "two minutes".
func isTime(s string) bool {
	if len(s) > 24 {
		return false
	}
	digits, unit := false, false
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '–' || r == '~' || r == '.' }) {
		n := 0
		for n < len(w) && w[n] >= '0' && w[n] <= '9' {
			n++
		}
		digits = digits || n > 0 || numberWords[w]
		switch rest := w[n:]; {
		case rest == "":
		case timeUnits[rest]:
			unit = true
		case n > 0, !numberWords[rest] && !fillWords[rest]:
			return false
		}
	}
	return digits && unit
}

var (
	timeUnits   = map[string]bool{"s": true, "sec": true, "secs": true, "second": true, "seconds": true, "m": true, "min": true, "mins": true, "minute": true, "minutes": true}
	numberWords = map[string]bool{"one": true, "two": true, "three": true, "ten": true, "fifteen": true, "twenty": true, "thirty": true, "sixty": true, "ninety": true}
	fillWords   = map[string]bool{"about": true, "to": true, "ca": true, "approx": true, "around": true, "max": true}
)
