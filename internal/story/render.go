package story

import (
	"slices"
	"strconv"
	"strings"
)

// blockWriter writes blocks as headed text.
type blockWriter struct {
	text strings.Builder
	// at holds, for every line of the text, where it came from.
	at []int
	// level is that of the heading we are under.
	level int
	// headed is set where the document has headings of roles, or will have
	// them since a table tells a story; labelled where the labels under the
	// open heading must become headings too to be seen beside them.
	headed, labelled bool
	// told is set right after a table that tells a story.
	told bool
	last blockKind
}

// renderBlocks writes a document.
func renderBlocks(blocks []block) *blockWriter {
	w := &blockWriter{headed: tellsStory(blocks) || hasRoleHeading(blocks)}
	w.blocks(blocks)
	return w
}

// place is where a line came from, counted from 1.
func (w *blockWriter) place(line int) int {
	if line < 1 || line > len(w.at) {
		return max(1, line)
	}
	return w.at[line-1]
}

func (w *blockWriter) line(text string, at int) {
	for _, l := range strings.Split(text, "\n") {
		w.text.WriteString(l)
		w.text.WriteByte('\n')
		w.at = append(w.at, at)
	}
}

func (w *blockWriter) blocks(list []block) {
	w.labelled = w.headed && labelled(list)
	for i := range list {
		if list[i].kind == headingBlock {
			w.labelled = w.headed && !isRole(list[i].text) && labelled(list[i+1:])
		}
		w.block(&list[i])
	}
}

// isRole reports whether a title names a role.
func isRole(title string) bool {
	l, ok := scanLabel(title)
	return ok && l.role != "" && l.strength != weak
}

func hasRoleHeading(list []block) bool {
	return slices.ContainsFunc(list, func(b block) bool { return b.kind == headingBlock && isRole(b.text) })
}

// labelled reports whether the paragraphs up to the next heading are set off
// by the names of several roles.
func labelled(list []block) bool {
	roles := roleSet(0)
	for i := range list {
		if list[i].kind == headingBlock {
			break
		}
		if list[i].kind > itemBlock {
			continue
		}
		for _, l := range strings.SplitN(bolden(&list[i]), "\n", 20) {
			if lab, ok := scanLabel(l); ok && lab.role != "" && lab.strength == strong {
				roles.add(lab.role)
			}
		}
	}
	return roles.count() >= 2
}

func (w *blockWriter) block(b *block) {
	switch b.kind {
	case headingBlock:
		w.told = false
		w.level = b.level
		w.heading(b.level, b.text, b.at)
	case itemBlock:
		w.afterTable(b)
		if l, ok := scanLabel(b.text); ok && w.labelled && l.role != "" && l.strength == strong {
			w.paragraph(b)
			break
		}
		if w.last != itemBlock {
			w.line("", b.at)
		}
		indent := strings.Repeat("  ", min(b.level, 6))
		w.line(indent+b.mark+strings.ReplaceAll(bolden(b), "\n", "\n"+indent+"  "), b.at)
	case ruleBlock:
		w.line("\n---", b.at)
	case tableBlock:
		w.table(b)
	default:
		w.afterTable(b)
		w.line("", b.at)
		w.paragraph(b)
	}
	w.last = b.kind
}

func (w *blockWriter) heading(level int, title string, at int) {
	w.line("", at)
	w.line(strings.Repeat("#", min(max(level, 1), 6))+" "+oneLine(title), at)
	w.last = headingBlock
}

// paragraph writes a paragraph. A label at the beginning of its lines
// becomes a heading where those of other stories are.
func (w *blockWriter) paragraph(b *block) {
	text := bolden(b)
	if !w.labelled {
		w.line(text, b.at)
		return
	}
	for _, l := range strings.Split(text, "\n") {
		if lab, ok := scanLabel(l); ok && lab.role != "" && lab.strength == strong {
			w.heading(w.roleLevel(), lab.role, b.at)
			l = l[lab.end:]
		}
		if l != "" {
			w.line(l, b.at)
		}
	}
}

// roleLevel is the level of headings of roles under the heading we are in.
func (w *blockWriter) roleLevel() int { return min(max(w.level+1, 2), 6) }

// afterTable keeps what follows the story of a table out of the telling.
func (w *blockWriter) afterTable(b *block) {
	if !w.told {
		return
	}
	w.told = false
	if l, ok := scanLabel(bolden(b)); !ok || l.role == "" && l.section == "" {
		w.heading(w.roleLevel(), "After the table", b.at)
	}
}

// bolden sets off a role or section that a paragraph begins with in bold.
func bolden(b *block) string {
	if b.lead == 0 || b.lead > maxLabel || b.lead >= len(b.text) {
		return b.text
	}
	name, rest := strings.TrimSpace(b.text[:b.lead]), b.text[b.lead:]
	l, ok := scanLabel(name)
	if !ok || l.end < len(name) || strings.Contains(name, "\n") || strings.ContainsAny(name, "*_") {
		return b.text
	}
	if next := strings.TrimLeft(rest, " \t"); l.mark || !strings.HasPrefix(next, ":") && !strings.HasPrefix(next, "-") {
		name = "**" + strings.TrimRight(name, ": ") + ":**"
	} else {
		return b.text
	}
	if !strings.HasPrefix(rest, "\n") {
		rest = " " + strings.TrimLeft(rest, " \t")
	}
	return name + rest
}

// flat is the text of a cell.
func (c tableCell) flat() string {
	w := &blockWriter{}
	for i := range c {
		if c[i].kind == headingBlock {
			w.line(c[i].text, 0)
			continue
		}
		w.block(&c[i])
	}
	return normalLines(w.text.String())
}

// at is where a cell begins, or a place of its row.
func (c tableCell) at(otherwise int) int {
	if len(c) > 0 {
		return c[0].at
	}
	return otherwise
}

// tellsStory reports whether a table in a document tells a story.
func tellsStory(blocks []block) bool {
	for i := range blocks {
		if blocks[i].kind != tableBlock {
			continue
		}
		if isLayout(blocks[i].rows) {
			for _, row := range blocks[i].rows {
				for _, c := range row {
					if tellsStory(c) {
						return true
					}
				}
			}
		} else if _, _, ok := storyTable(blocks[i].rows); ok {
			return true
		}
	}
	return false
}

// isLayout reports whether a table only places text on a page.
func isLayout(rows [][]tableCell) bool {
	cells := 0
	for _, row := range rows {
		for _, c := range row {
			cells++
			for i := range c {
				if c[i].kind == headingBlock || c[i].kind == tableBlock {
					return true
				}
			}
		}
	}
	return cells == 1
}

// storyTable finds the names of the columns of a table that tells stories,
// in its first row or else in its first column, and its stories as rows.
func storyTable(rows [][]tableCell) (columns, [][]tableCell, bool) {
	if len(rows) > 1 {
		if c := readColumns(flatRow(rows[0])); c.tells() {
			return c, rows[1:], true
		}
	}
	turned := turn(rows)
	if len(turned) > 1 {
		if c := readColumns(flatRow(turned[0])); c.tells() {
			return c, turned[1:], true
		}
	}
	return nil, nil, false
}

// turn makes columns of rows.
func turn(rows [][]tableCell) [][]tableCell {
	wide := 0
	for _, r := range rows {
		wide = max(wide, len(r))
	}
	if wide*len(rows) > maxBlocks {
		return nil
	}
	out := make([][]tableCell, wide)
	for i := range out {
		out[i] = make([]tableCell, len(rows))
		for j, r := range rows {
			if i < len(r) {
				out[i][j] = r[i]
			}
		}
	}
	return out
}

func flatRow(row []tableCell) []string {
	texts := make([]string, len(row))
	for i, c := range row {
		texts[i] = c.flat()
	}
	return texts
}

func (w *blockWriter) table(b *block) {
	if isLayout(b.rows) {
		for _, row := range b.rows {
			for _, c := range row {
				w.blocks(c)
			}
		}
		return
	}
	cols, stories, ok := storyTable(b.rows)
	if !ok {
		w.afterTable(&block{at: b.at})
		w.line("", b.at)
		at := b.at
		for _, row := range b.rows {
			at = rowAt(row, at)
			w.line(joinFull(flatRow(row), " | "), at)
		}
		return
	}
	at := b.at
	for n, row := range stories {
		at = rowAt(row, at)
		w.story(cols, row, n, len(stories), at)
	}
	w.told = true
}

func rowAt(row []tableCell, otherwise int) int {
	for _, c := range row {
		if len(c) > 0 {
			return c.at(otherwise)
		}
	}
	return otherwise
}

// joinFull joins the texts that are not empty.
func joinFull(texts []string, by string) string {
	var full []string
	for _, t := range texts {
		if t != "" {
			full = append(full, t)
		}
	}
	return strings.Join(full, by)
}

// story writes one story of a table under headings.
func (w *blockWriter) story(cols columns, row []tableCell, n, of, at int) {
	title := ""
	if i := cols.title(); i >= 0 && i < len(row) {
		title = oneLine(row[i].flat())
	}
	if title == "" && of > 1 {
		title = "Story " + strconv.Itoa(n+1)
	}
	level := w.level
	if title != "" {
		level = min(max(level+1, 2), 5)
		if of == 1 && w.level == 0 {
			level = 1
		}
		w.heading(level, title, at)
	}
	for i, c := range row {
		if len(c) == 0 || i == cols.title() {
			continue
		}
		w.heading(max(level+1, 2), cols.heading(i), c.at(at))
		w.line("", c.at(at))
		inner := blockWriter{level: level + 1}
		inner.blocks(c)
		w.text.WriteString(inner.text.String())
		w.at = append(w.at, inner.at...)
	}
}
