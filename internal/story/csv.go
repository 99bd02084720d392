package story

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"rehearse/internal/prose"
)

// The most rows that a table may have, and the most stories.
const (
	maxRows    = 100_000
	maxStories = 10_000
)

// table is a CSV file while it is read.
type table struct {
	name string
	text string
	mark rune // between the cells
	skip int  // lines before the text
	lazy bool
}

// record is one row of a table, with the line at which it begins.
type record struct {
	cells []string
	line  int
}

// findTable reports whether a text is a table of stories, and how its cells
// are set off. Where the name promises a table, the names of the columns may
// stand in one of the first rows, else in the first.
func findTable(name, text string) (t table, header int, found bool) {
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	t = table{name: name, text: text}
	if rest, ok := cutPrefixFold(text[:min(len(text), 4)], "sep="); ok && rest == "" && len(text) > 4 {
		end, next := lineAt(text, 4)
		if end == 5 || end == 4 {
			t.text, t.skip = text[next:], 1
		}
	}
	rows := 1
	if namedTable(name) {
		rows = 5
	}
	best := 0
	for _, mark := range []rune{',', ';', '\t'} {
		at, score := t.header(mark, rows)
		if score > best {
			best, header, t.mark, found = score, at, mark, true
		}
	}
	return t, header, found
}

// header looks for the names of columns in the first rows, and gives the row
// and how many of the names are known.
func (t table) header(mark rune, rows int) (at, score int) {
	t.mark, t.lazy = mark, true
	r := t.reader()
	for i := range rows {
		cells, err := r.Read()
		if err != nil {
			return 0, 0
		}
		if n := t.names(cells, i == 0 && rows == 1, r); n > 0 {
			return i, n
		}
	}
	return 0, 0
}

// names is how many names of columns a row holds, or 0 where it is no row of
// names. Of a file that is not named as a table, more is asked.
func (t table) names(cells []string, strict bool, r *csv.Reader) int {
	c := readColumns(cells)
	roles, named, answered := c.roles()
	if !answered {
		return 0
	}
	if !strict {
		if named*2 < len(cells) && roles < 2 {
			return 0
		}
		return named
	}
	for _, cell := range cells {
		if len(cell) > 60 {
			return 0
		}
	}
	switch ending(t.name) {
	case "md", "markdown", "txt":
		if roles < 3 {
			return 0 // "Question, answer" may begin a text
		}
	}
	if roles < 3 && (named < len(cells) || named < 2) || len(cells) < 2 {
		return 0
	}
	next, err := r.Read()
	if err != nil || len(next) < 2 {
		return 0
	}
	return named
}

func (t table) reader() *csv.Reader {
	r := csv.NewReader(strings.NewReader(t.text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = t.mark, -1, t.lazy
	r.TrimLeadingSpace = t.mark != '\t' // a tab would be a blank too
	return r
}

// records reads all rows. Where quote marks are damaged, it reads as much of
// their text as there is and says where to look.
func (t table) records() ([]record, []Doubt, error) {
	var doubts []Doubt
	rows, err := t.all()
	var at *csv.ParseError
	if errors.As(err, &at) {
		doubts = append(doubts, Doubt{at.Line + t.skip, firstLine(lineOf(t.text, at.Line)),
			"a quote mark here is not closed or not doubled, so cells may have run together; look at the stories from here on"})
		t.lazy = true
		rows, err = t.all()
	}
	return rows, doubts, err
}

func (t table) all() ([]record, error) {
	r := t.reader()
	var rows []record
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		if len(rows) == maxRows {
			return nil, &Error{t.name, line + t.skip, 1, fmt.Sprintf("the table has more than %d rows; cut it into several files", maxRows)}
		}
		rows = append(rows, record{cells, line + t.skip})
	}
}

// lineOf is a line of a text, counted from 1.
func lineOf(text string, n int) string {
	for ; n > 1; n-- {
		_, after, found := strings.Cut(text, "\n")
		if !found {
			return ""
		}
		text = after
	}
	return strings.TrimSpace(firstLine(text))
}

// importTable reads a table of stories, one a row.
func importTable(t table, header int) (*Imported, error) {
	rows, doubts, err := t.records()
	if err != nil {
		return nil, err
	}
	if header >= len(rows) {
		return nil, noColumns(t.name)
	}
	out := &Imported{Form: FormCSV, Doubts: doubts}
	cols := readColumns(rows[header].cells)
	for i, row := range rows {
		text := joinFull(lineCells(row.cells), " | ")
		if text == "" || i == header && len(rows) > header+1 {
			continue
		}
		if i <= header || strings.Join(row.cells, "\x00") == strings.Join(rows[header].cells, "\x00") {
			out.Unplaced = append(out.Unplaced, Unplaced{row.line, text})
			continue
		}
		d, ok := cols.draft(row)
		if !ok {
			out.Unplaced = append(out.Unplaced, Unplaced{row.line, text})
			continue
		}
		if len(out.Stories) == maxStories {
			return nil, &Error{t.name, row.line, 1, fmt.Sprintf("the table has more than %d stories; cut it into several files", maxStories)}
		}
		if d.ID = slug(d.Title); d.Title == "" {
			d.ID = slug(fmt.Sprintf("%s-%d", baseName(t.name), len(out.Stories)+1))
		}
		out.Stories = append(out.Stories, d)
	}
	return out, nil
}

// noColumns is the error for a table whose columns are not named.
func noColumns(name string) error {
	return &Error{name, 1, 1, "no column is named after a part of a story; " +
		"let the first row hold names such as Title, Question, Situation, Task, Action, Result"}
}

func lineCells(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = oneLine(c)
	}
	return out
}

// draft makes a story of a row. It reports false where the row tells
// nothing.
func (c columns) draft(row record) (Draft, bool) {
	d := Draft{Line: row.line}
	for i, cell := range row.cells {
		if cell = normalLines(cell); cell == "" {
			continue
		}
		if i >= len(c) || c[i].name == "" {
			d.Sections = append(d.Sections, DraftSection{c.heading(i), cell})
			continue
		}
		d.addCell(c[i], cell)
	}
	told := d.Text + d.Situation + d.Task + d.Action + d.Result + d.Learning
	return d, told != ""
}

// addCell puts the text of a cell where its column says.
func (d *Draft) addCell(col column, cell string) {
	switch col.kind {
	case roleColumn:
		p := d.part(col.role)
		*p = joinParagraphs(*p, cell)
		return
	case answerColumn:
		d.addAnswer(cell)
		return
	case titleColumn:
		d.Title = oneLine(cell)
		return
	case questionColumn, questionsColumn:
		d.addQuestions(col.kind, cell)
		return
	case principlesColumn:
		ids, whole := listedPrinciples(cell)
		for _, id := range ids {
			d.Principles = addNew(d.Principles, id)
		}
		if whole {
			return
		}
	case kindColumn:
		if kind := kindNamed(cell); kind != "" {
			d.Kind = kind
			return
		}
	case tagsColumn:
		for _, tag := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;|\n", r) }) {
			if tag = oneLine(strings.TrimLeft(strings.TrimSpace(tag), "#")); tag != "" {
				d.Tags = addNew(d.Tags, tag)
			}
		}
		return
	case projectColumn:
		d.Project = strings.TrimSpace(d.Project + " " + oneLine(cell))
		return
	case sectionColumn:
		d.addSection(col.section, col.name, cell)
		return
	}
	d.Sections = append(d.Sections, DraftSection{col.name, cell})
}

// addQuestions adds the lines of a cell: of a column of questions every line
// is one, of a column of one question it is the whole.
func (d *Draft) addQuestions(kind columnKind, cell string) {
	list := []string{oneLine(cell)}
	if kind == questionsColumn {
		list = listItems(cell)
	}
	for _, q := range list {
		switch {
		case q == "" || q == d.Question:
		case d.Question == "":
			d.Question = q
		default:
			d.Questions = addNew(d.Questions, q)
		}
	}
}

// addAnswer reads a whole answer with the headings or labels that it has. In
// a cell, what looks like a comment is text.
func (d *Draft) addAnswer(cell string) {
	if strings.Contains(cell, "<!--") {
		d.Text = joinParagraphs(d.Text, cell)
		return
	}
	s := &Story{Source: cell}
	s.assemble(scan(cell, 0), prose.Span{End: len(cell)}, nil)
	if s.Front.Title != "" && d.Title != "" || s.Front.Question != "" && d.Question != "" {
		d.Text = joinParagraphs(d.Text, cell)
		return
	}
	got := s.Draft()
	d.Title, d.Question = firstFull(d.Title, s.Front.Title), firstFull(d.Question, s.Front.Question)
	for _, role := range []string{"", Situation, Task, Action, Result, Learning} {
		p := d.part(role)
		*p = joinParagraphs(*p, *got.part(role))
	}
	for _, kind := range []string{secRedFlags, secLearned, secApplied, secAlternatives, secMetrics, secSigns, secNotes, secTold} {
		*d.list(kind) = append(*d.list(kind), *got.list(kind)...)
	}
	d.FollowUps = append(d.FollowUps, got.FollowUps...)
	d.Claims = append(d.Claims, got.Claims...)
	d.Sections = append(d.Sections, got.Sections...)
	for _, id := range got.Principles {
		d.Principles = addNew(d.Principles, id)
	}
}
