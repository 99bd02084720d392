package story

import (
	"fmt"
	"slices"
	"strings"
)

// A document of another program is read into blocks, and the blocks are
// written as headed text for the reader that takes Markdown.

type blockKind uint8

const (
	textBlock blockKind = iota
	headingBlock
	itemBlock
	ruleBlock
	tableBlock
)

// block is a paragraph or a table of a document.
type block struct {
	kind blockKind
	// level is that of a heading, from 1 to 6, or how deep an item lies.
	level int
	// mark is what an item begins with: "- " or "1. ", or blanks where it
	// goes on.
	mark string
	text string
	// lead is the length of the bold beginning of the text, in bytes.
	lead int
	// at says where the block stands: a number of a paragraph or a line.
	at   int
	rows [][]tableCell
}

// tableCell is what one cell of a table holds.
type tableCell []block

// maxBlocks bounds the paragraphs and cells of a document, and maxTables how
// deep tables may lie in one another; deeper ones are read as text.
const (
	maxBlocks = 200_000
	maxTables = 16
)

// blockBuilder gathers the blocks of a document in order.
type blockBuilder struct {
	blocks []block
	tables []openTable
	over   int // open tables that lie too deep
	count  int
}

type openTable struct {
	rows [][]tableCell
	at   int
	// pad is how many more columns the open cell takes.
	pad int
}

// full reports whether the document has more blocks than are read.
func (b *blockBuilder) full() bool { return b.count > maxBlocks }

// add appends a block to the open cell or to the document.
func (b *blockBuilder) add(x block) {
	b.count++
	if len(b.tables) == 0 {
		b.blocks = append(b.blocks, x)
		return
	}
	t := &b.tables[len(b.tables)-1]
	if len(t.rows) == 0 {
		t.rows = append(t.rows, nil)
	}
	row := &t.rows[len(t.rows)-1]
	if len(*row) == 0 {
		*row = append(*row, nil)
	}
	if t.at == 0 {
		t.at = x.at
	}
	cell := &(*row)[len(*row)-1]
	*cell = append(*cell, x)
}

func (b *blockBuilder) openTable() {
	if len(b.tables) == maxTables {
		b.over++
		return
	}
	b.tables = append(b.tables, openTable{})
}

func (b *blockBuilder) openRow() {
	if len(b.tables) == 0 || b.over > 0 {
		return
	}
	b.count++
	t := &b.tables[len(b.tables)-1]
	t.rows = append(t.rows, nil)
	t.pad = 0
}

// openCell opens a cell in the open row.
func (b *blockBuilder) openCell() {
	if len(b.tables) == 0 || b.over > 0 {
		return
	}
	t := &b.tables[len(b.tables)-1]
	if len(t.rows) == 0 {
		t.rows = append(t.rows, nil)
	}
	row := &t.rows[len(t.rows)-1]
	b.count += 1 + t.pad
	*row = append(*row, make([]tableCell, t.pad+1)...)
	t.pad = 0
}

// widen makes the open cell so many columns wide.
func (b *blockBuilder) widen(columns int) {
	if len(b.tables) > 0 && b.over == 0 {
		b.tables[len(b.tables)-1].pad = min(max(columns, 1), 64) - 1
	}
}

// emptyCell takes what the open cell holds away.
func (b *blockBuilder) emptyCell() {
	if len(b.tables) == 0 || b.over > 0 {
		return
	}
	rows := b.tables[len(b.tables)-1].rows
	if len(rows) == 0 || len(rows[len(rows)-1]) == 0 {
		return
	}
	row := rows[len(rows)-1]
	row[len(row)-1] = nil
}

func (b *blockBuilder) closeTable() {
	switch {
	case b.over > 0:
		b.over--
	case len(b.tables) > 0:
		t := b.tables[len(b.tables)-1]
		b.tables = b.tables[:len(b.tables)-1]
		rows := slices.DeleteFunc(t.rows, func(r []tableCell) bool {
			return !slices.ContainsFunc(r, func(c tableCell) bool { return len(c) > 0 })
		})
		if len(rows) > 0 {
			b.add(block{kind: tableBlock, at: t.at, rows: rows})
		}
	}
}

// finish closes what is open.
func (b *blockBuilder) finish() []block {
	for len(b.tables) > 0 {
		b.over = 0
		b.closeTable()
	}
	return b.blocks
}

// tooLong is the error for a document with more than maxBlocks.
func tooLong(name string) error {
	return &Error{name, 1, 1, fmt.Sprintf("the document has more than %d paragraphs and cells; cut it into several", maxBlocks)}
}

// importBlocks reads the blocks of a document as headed text, and gives
// lines the numbers of its blocks.
func importBlocks(name, form string, blocks []block) (*Imported, error) {
	r := renderBlocks(blocks)
	text := r.text.String()
	if len(text) > MaxSize {
		return nil, &Error{name, 1, 1, fmt.Sprintf("the text in this file has more than %d MB; cut it into several", MaxSize>>20)}
	}
	var out *Imported
	if isGuide(text) {
		out = readGuide(text)
	} else {
		out = importBody(name, &Story{Name: name, Source: text}, 0)
	}
	out.Form = form
	out.Doubts = fractionDoubts(text)
	for i := range out.Stories {
		out.Stories[i].Line = r.place(out.Stories[i].Line)
	}
	for i := range out.Doubts {
		out.Doubts[i].Line = r.place(out.Doubts[i].Line)
	}
	for i := range out.Unplaced {
		u := &out.Unplaced[i]
		*u = Unplaced{r.place(u.Line), strings.TrimLeft(u.Text, "# ")}
	}
	out.Unplaced = joinUnplaced(out.Unplaced)
	return out, nil
}

// joinUnplaced puts the lines of one place together, in order of place.
func joinUnplaced(list []Unplaced) []Unplaced {
	slices.SortStableFunc(list, func(a, b Unplaced) int { return a.Line - b.Line })
	var out []Unplaced
	parts := []string{}
	for i, u := range list {
		parts = append(parts, u.Text)
		if i+1 == len(list) || list[i+1].Line != u.Line {
			if text := strings.TrimSpace(strings.Join(parts, " ")); text != "" {
				out = append(out, Unplaced{u.Line, text})
			}
			parts = parts[:0]
		}
	}
	return out
}
