package story

import (
	"strconv"
	"strings"
	"unicode"

	"rehearse/internal/prose"
)

// Markdown writes a draft as a story file. Parse reads the same parts back.
// A line of the text that would be taken for a heading is marked by a
// comment as text.
func (d Draft) Markdown() []byte {
	w := &strings.Builder{}
	d.writeFront(w)
	writeBlock(w, "", d.Text)
	writeBlock(w, "Situation", d.Situation)
	writeBlock(w, "Task", d.Task)
	writeBlock(w, "Action", d.Action)
	writeBlock(w, "Result", d.Result)
	writeBlock(w, "Learning", d.Learning)
	writeFollowUps(w, d.FollowUps)
	writeList(w, "Red flags", d.RedFlags)
	writeList(w, "Learned", d.Learned)
	writeList(w, "Applied later", d.Applied)
	writeList(w, "Alternatives", d.Alternatives)
	writeList(w, "Metrics", d.Metrics)
	writeList(w, "Signs", d.Signs)
	writeList(w, "Notes", d.Notes)
	for _, s := range d.Sections {
		title := plainLine(s.Title)
		if title == "" {
			title = "More"
		}
		if l, ok := scanLabel(title); ok && l.strength == strong {
			title = "Kept: " + title // it was no role where it came from
		}
		heading(w, title)
		if s.Text != "" {
			w.WriteString("\n" + guard(s.Text) + "\n")
		}
	}
	return []byte(w.String())
}

func (d Draft) writeFront(w *strings.Builder) {
	w.WriteString("---\n")
	for _, kv := range [...][2]string{{"id", d.ID}, {"title", d.Title}, {"question", d.Question}, {"kind", d.Kind}} {
		if v := plainLine(kv[1]); v != "" {
			w.WriteString(kv[0] + ": " + yamlText(v) + "\n")
		}
	}
	if len(d.Principles) > 0 {
		ids := make([]string, len(d.Principles))
		for i, p := range d.Principles {
			ids[i] = yamlText(plainLine(p))
		}
		w.WriteString("principles: [" + strings.Join(ids, ", ") + "]\n")
	}
	if v := plainLine(d.Rubric); v != "" {
		w.WriteString("rubric: " + yamlText(v) + "\n")
	}
	w.WriteString("---\n")
}

// yamlText writes a value plain where that is safe, else in double quotes.
func yamlText(s string) string {
	if s != "" && isKey(s) && len(s) > 3 && s != "true" && s != "false" && s != "null" {
		return s
	}
	return strconv.Quote(s)
}

// plainLine is s on one line, without control characters.
func plainLine(s string) string {
	return oneLine(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\ufeff' || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s))
}

func heading(w *strings.Builder, title string) { w.WriteString("\n## " + title + "\n") }

func writeBlock(w *strings.Builder, title, text string) {
	if text == "" {
		return
	}
	if title != "" {
		heading(w, title)
	}
	w.WriteString("\n" + guard(text) + "\n")
}

func writeList(w *strings.Builder, title string, items []string) {
	if len(items) == 0 {
		return
	}
	heading(w, title)
	w.WriteByte('\n')
	for _, it := range items {
		w.WriteString("- " + closeComments(oneLine(it)) + "\n")
	}
}

func writeFollowUps(w *strings.Builder, list []FollowUp) {
	if len(list) == 0 {
		return
	}
	heading(w, "Follow-ups")
	for _, f := range list {
		w.WriteString("\n- Q: " + closeComments(oneLine(f.Question)) + "\n")
		if f.Reply != "" {
			w.WriteString("  A: " + closeComments(oneLine(f.Reply)) + "\n")
		}
	}
}

// closeComments makes a comment that never ends plain text.
func closeComments(s string) string {
	_, at := findComments(s, 0)
	if at < 0 {
		return s
	}
	return s[:at] + strings.ReplaceAll(s[at:], "<!--", "&lt;!--")
}

// guard marks the lines of a text that would be read as headings.
func guard(text string) string {
	text = closeComments(normalLines(text))
	comments, _ := findComments(text, 0)
	fences := map[string]int{}
	eachLine(text, comments, func(l string, _ bool) { fences[fenceOf(l)]++ })
	var b strings.Builder
	before := ""
	eachLine(text, comments, func(l string, inComment bool) {
		if !inComment && (looksLikeHeading(l, before) || fences[fenceOf(l)]%2 == 1 && fenceOf(l) != "") {
			b.WriteString(textMark)
		}
		b.WriteString(l)
		b.WriteByte('\n')
		before = l
	})
	return strings.TrimSuffix(b.String(), "\n")
}

// eachLine calls f with every line, and whether it begins in a comment.
func eachLine(text string, comments []prose.Span, f func(line string, inComment bool)) {
	for pos, c := 0, 0; pos < len(text); {
		end, next := lineAt(text, pos)
		for c < len(comments) && comments[c].End <= pos {
			c++
		}
		f(text[pos:end], c < len(comments) && comments[c].Start < pos)
		pos = next
	}
}

func fenceOf(l string) string {
	l = strings.TrimLeft(l, " ")
	if strings.HasPrefix(l, "```") || strings.HasPrefix(l, "~~~") {
		return l[:3]
	}
	return ""
}

// looksLikeHeading reports whether a line, with the one before it, could be
// taken for a heading, the underline of one, or a label.
func looksLikeHeading(l, before string) bool {
	t := strings.TrimSpace(l)
	if t == "" {
		return false
	}
	if t[0] == '#' {
		return true
	}
	if strings.Trim(t, "=") == "" || strings.Trim(t, "-") == "" {
		return strings.TrimSpace(before) != ""
	}
	_, ok := scanLabel(t)
	return ok || speaker(t)
}
