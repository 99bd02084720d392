package story

import "strings"

// normalLines is s with LF line ends and no blanks around it.
func normalLines(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.TrimFunc(s, isBlank)
}

// oneLine is s with every run of blanks made one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// unquote takes away quote marks that stand around the whole of s.
func unquote(s string) string {
	s = strings.TrimFunc(s, isBlank)
	if rest, ok := strings.CutPrefix(s, "“"); ok {
		body, ok := strings.CutSuffix(rest, "”")
		if ok && wraps(rest, '“', '”') {
			return strings.TrimFunc(body, isBlank)
		}
		return s
	}
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' || !wrapsPlain(s) {
		return s
	}
	return strings.TrimFunc(s[1:len(s)-1], isBlank)
}

// wraps reports whether the mark that was opened before s is closed by the
// last rune of s and by none before.
func wraps(s string, open, shut rune) bool {
	depth := 1
	for i, r := range s {
		switch r {
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return i+len(string(shut)) == len(s)
			}
		}
	}
	return false
}

// wrapsPlain is wraps for plain marks, which open after a blank or a
// bracket and close elsewhere.
func wrapsPlain(s string) bool {
	depth := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		last := i == len(s)-1
		opens := !last && (i == 0 || strings.IndexByte(" \t\n([-", s[i-1]) >= 0)
		if opens {
			depth++
			continue
		}
		if depth--; depth <= 0 {
			return last
		}
	}
	return false
}

// listEntry is a point of a list. What is literal was written by escapeLine.
type listEntry struct {
	text    string
	literal bool
}

// listEntries reads the points of a list, one a line, with the marks taken
// away. A line that is indented and has no mark goes on with the point
// before it; any other line is a point of its own.
func listEntries(text string) []listEntry {
	var entries []listEntry
	for _, l := range strings.Split(normalLines(text), "\n") {
		if exact, ok := strings.CutPrefix(strings.TrimSpace(l), "- "+textMark); ok {
			entries = append(entries, listEntry{exact, true})
			continue
		}
		indented := strings.TrimLeft(l, " \t") != l
		item, marked := cutBullet(l)
		last := len(entries) - 1
		switch {
		case item == "":
		case !marked && indented && last >= 0 && !entries[last].literal:
			entries[last].text += " " + item
		default:
			entries = append(entries, listEntry{text: item})
		}
	}
	return entries
}

// listItems are the points of a list as texts.
func listItems(text string) []string {
	var items []string
	for _, e := range listEntries(text) {
		if e.literal {
			e.text = unescapeLine(e.text)
		}
		items = append(items, e.text)
	}
	return items
}

// cutBullet takes the list mark, and a tick or cross after it, from a line.
func cutBullet(l string) (item string, marked bool) {
	l = strings.TrimSpace(l)
	for _, b := range []string{"- ", "* ", "+ ", "• "} {
		if rest, ok := strings.CutPrefix(l, b); ok {
			l, marked = strings.TrimSpace(rest), true
			break
		}
	}
	if n := numbering(l); n > 0 && !marked {
		l, marked = strings.TrimSpace(l[n:]), true
	}
	for _, sign := range []string{"❌", "✅", "✔️", "✓", "✗", "⚠️"} {
		if rest, ok := strings.CutPrefix(l, sign); ok {
			l = strings.TrimSpace(rest)
		}
	}
	return oneLine(l), marked
}

// cutName takes "Q:" or the like from the beginning of a line.
func cutName(s string, names ...string) (string, bool) {
	head, rest, found := strings.Cut(s, ":")
	if !found || len(head) > 12 {
		return s, false
	}
	head = strings.ToLower(strings.Trim(head, "*_0123456789 "))
	for _, n := range names {
		if head == n {
			return strings.TrimSpace(strings.TrimLeft(rest, "*_")), true
		}
	}
	return s, false
}

// splitReply splits `"question?" A: "answer"`.
func splitReply(s string) (question, reply string) {
	for _, mark := range []string{" A: ", " **A:** ", " Answer: "} {
		i := strings.Index(s, mark)
		if i > 0 && strings.ContainsRune("?\".!*”", lastRune(s[:i])) {
			return strings.Trim(s[:i], "* "), s[i+len(mark):]
		}
	}
	return s, ""
}

func lastRune(s string) rune {
	r := ' '
	for _, r = range s[max(0, len(s)-4):] {
	}
	return r
}

func joinText(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}
