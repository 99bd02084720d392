package cli

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	md "github.com/yuin/goldmark/text"
)

// markdown prints Markdown for reading in a terminal: headings in bold,
// lists and quotations indented, paragraphs wrapped.
func (t *text) markdown(source string) {
	data := []byte(source)
	m := &markdownPage{t: t, source: data}
	m.blocks(goldmark.DefaultParser().Parse(md.NewReader(data)), "")
}

// markdownPage is one text on its way to paper.
type markdownPage struct {
	t      *text
	source []byte
	begun  bool
}

// blocks prints the blocks of a node, each behind a margin.
func (m *markdownPage) blocks(parent ast.Node, margin string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			m.gap()
			if n.Level <= 2 && m.begun {
				m.t.gap()
			}
			s := bold
			if n.Level >= 3 {
				s = bold | dim
			}
			m.paragraph(n, margin, margin, s)
		case *ast.List:
			m.gap()
			m.list(n, margin)
		case *ast.Blockquote:
			m.blocks(n, margin+"  │ ")
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			m.gap()
			m.code(n, margin+"    ")
		case *ast.ThematicBreak, *ast.HTMLBlock:
		default:
			m.gap()
			m.paragraph(n, margin, margin, plain)
		}
	}
}

// gap leaves a blank line between blocks.
func (m *markdownPage) gap() {
	if m.begun {
		m.t.gap()
	}
	m.begun = true
}

func (m *markdownPage) list(list *ast.List, margin string) {
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "• "
		if list.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		hang := margin + strings.Repeat(" ", columnsOf(mark))
		for n := item.FirstChild(); n != nil; n = n.NextSibling() {
			if inner, ok := n.(*ast.List); ok {
				m.list(inner, hang)
				continue
			}
			m.paragraph(n, margin+mark, hang, plain)
			mark = strings.Repeat(" ", columnsOf(mark))
		}
	}
}

func (m *markdownPage) code(n ast.Node, margin string) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		m.t.paint.write(margin+clean(strings.TrimRight(string(line.Value(m.source)), "\n")), dim)
		m.t.paint.newline()
	}
}

// paragraph prints the inline content of a block.
func (m *markdownPage) paragraph(n ast.Node, first, margin string, s style) {
	f := &m.t.flow
	f.start(fragment{first, s & dim}, margin)
	m.inline(n, s)
	f.end()
}

func (m *markdownPage) inline(parent ast.Node, s style) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			m.t.flow.add(string(n.Segment.Value(m.source)), s)
			if n.SoftLineBreak() || n.HardLineBreak() {
				m.t.flow.add(" ", s)
			}
		case *ast.String:
			m.t.flow.add(string(n.Value), s)
		case *ast.Emphasis:
			if n.Level > 1 {
				m.inline(n, s|bold)
			} else {
				m.inline(n, s|underline)
			}
		case *ast.AutoLink:
			m.t.flow.add(string(n.URL(m.source)), s)
		case *ast.RawHTML:
		default:
			m.inline(n, s)
		}
	}
}
