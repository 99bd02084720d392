package story

import "strings"

// guardedLine is a line of a text on its way into a file.
type guardedLine struct {
	text string
	// visible is what stands before the first comment of the line.
	visible string
	// inComment is set where the line begins inside a comment.
	inComment bool
	// fenced is set inside a block of code, and open at the beginning of
	// one that does not end.
	fenced, open bool
}

// guard marks the lines of a text that would be read as headings, or would
// lose a mark.
func guard(text string) string {
	text = closeComments(normalLines(validText(text)))
	lines := guardedLines(text)
	var b strings.Builder
	before := ""
	for i, l := range lines {
		marked := strings.HasPrefix(l.text, textMark) || i == 0 && unquote(text) != text
		if !l.inComment && !l.fenced {
			marked = marked || l.open || looksLikeHeading(l.visible, before)
		}
		if marked {
			b.WriteString(textMark)
		}
		b.WriteString(l.text)
		b.WriteByte('\n')
		before = l.text
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// unguard reads what guard wrote. Exact is set where the first line was
// marked.
func unguard(text string) (plain string, exact bool) {
	text = normalLines(text)
	exact = strings.HasPrefix(text, textMark)
	text = strings.ReplaceAll("\n"+text, "\n"+textMark, "\n")[1:]
	return openComments(text), exact
}

func guardedLines(text string) []guardedLine {
	if text == "" {
		return nil
	}
	comments, _ := findComments(text, 0)
	var lines []guardedLine
	pos, c := 0, 0
	for _, l := range strings.Split(text, "\n") {
		end := pos + len(l)
		for c < len(comments) && comments[c].End <= pos {
			c++
		}
		g := guardedLine{text: l, visible: l}
		if c < len(comments) && comments[c].Start < end {
			g.inComment = comments[c].Start < pos
			g.visible = l[:max(0, comments[c].Start-pos)]
		}
		lines = append(lines, g)
		pos = end + 1
	}
	findFences(lines, len(comments) > 0)
	return lines
}

// findFences finds the blocks of code as the scanner does. In a text with
// comments every fence is taken for one that stays open.
func findFences(lines []guardedLine, comments bool) {
	closes := map[string]int{} // the last line that closes a kind of fence
	for i := range lines {
		if kind := fenceOf(lines[i].text); kind != "" && strings.Trim(strings.Trim(lines[i].text, " \t"), kind[:1]) == "" {
			closes[kind] = i
		}
	}
	for i := 0; i < len(lines); i++ {
		kind := fenceOf(lines[i].text)
		if kind == "" || strings.Index(lines[i].text, kind) > 3 {
			continue
		}
		if closes[kind] <= i || comments {
			lines[i].open = true
			continue
		}
		for lines[i].fenced = true; ; {
			i++
			lines[i].fenced = true
			if fenceOf(lines[i].text) == kind && strings.Trim(strings.Trim(lines[i].text, " \t"), kind[:1]) == "" {
				break
			}
		}
	}
}

// fenceOf is the first three marks of a fence, or "".
func fenceOf(l string) string {
	l = strings.TrimLeft(l, " \t")
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
		return strings.Trim(before, " \t") != ""
	}
	_, ok := scanLabel(t)
	return ok || speaker(t)
}
