package story

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxNesting is how deep elements may lie in one another. Tables in tables
// take ten or so each.
const maxNesting = 400

// shallow walks over XML and refuses what lies too deep for a reader that
// calls itself, and document types, which could name things outside.
func shallow(data []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(data))
	for depth := 0; ; {
		tok, err := dec.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxNesting {
				return errNested
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			return errDirective
		}
	}
}

var (
	errNested    = fmt.Errorf("elements lie more than %d deep", maxNesting)
	errDirective = errors.New("it holds a document type")
)

// docxReader reads the text of a Word document.
type docxReader struct {
	styles docxStyles
	out    blockBuilder
	doubts []Doubt
	// open are the names of the open elements, and skip how many were open
	// outside one whose text is left out, or -1.
	open []string
	skip int
	// paras are the open paragraphs: a text box lies within another one.
	paras  []*docxPara
	number int // of paragraphs with text so far
	// carried is text of a paragraph whose end was deleted.
	carried *docxPara
	// dropRow and dropCell are set in a row or cell of a table that was
	// deleted.
	dropRow, dropCell bool
	titled            bool
}

// docxPara is a paragraph while it is read.
type docxPara struct {
	text         strings.Builder
	style        string
	level        int // of its own, from 1; -1 for body text; 0 unsaid
	item, noItem bool
	depth        int
	joins        bool
	bold         bool // of the open run
	lead         int
	ended        bool // the bold beginning
	note         bool
}

// skipped are the elements whose text is not that of the document: what was
// deleted or moved away, former properties, instructions of fields, and the
// second form of what is given in two.
var skipped = map[string]bool{
	"del": true, "moveFrom": true, "delText": true, "instrText": true, "delInstrText": true,
	"pPrChange": true, "rPrChange": true, "tblPrChange": true, "trPrChange": true, "tcPrChange": true,
	"sectPrChange": true, "tblGridChange": true, "numberingChange": true, "tblPrExChange": true,
	"sectPr": true, "sdtPr": true, "Fallback": true, "rt": true, "tblGrid": true,
}

func (r *docxReader) read(data []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(data))
	r.skip = -1
	for !r.out.full() {
		tok, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if len(r.open) >= maxNesting {
				return errNested
			}
			r.start(t)
			r.open = append(r.open, t.Name.Local)
		case xml.EndElement:
			r.open = r.open[:len(r.open)-1]
			if r.skip == len(r.open) {
				r.skip = -1
			} else if r.skip < 0 {
				r.end(t.Name.Local)
			}
		case xml.CharData:
			if r.skip < 0 && r.within("t") {
				r.text(string(t))
			}
		case xml.Directive:
			return errDirective
		}
	}
	return nil
}

// within reports whether the innermost open element has a name.
func (r *docxReader) within(name string) bool {
	return len(r.open) > 0 && r.open[len(r.open)-1] == name
}

func (r *docxReader) para() *docxPara {
	if len(r.paras) == 0 {
		return &docxPara{} // text outside of paragraphs is none of Word's
	}
	return r.paras[len(r.paras)-1]
}

func (r *docxReader) start(t xml.StartElement) {
	name := t.Name.Local
	if r.skip >= 0 {
		return
	}
	if name == "del" && r.within("rPr") && len(r.open) > 1 && r.open[len(r.open)-2] == "pPr" {
		r.para().joins = true
	}
	if name == "del" && r.within("trPr") {
		r.dropRow = true
	}
	if skipped[name] {
		r.skip = len(r.open)
		return
	}
	switch name {
	case "p":
		r.paras = append(r.paras, &docxPara{})
	case "r":
		r.para().bold = false
	case "tbl":
		r.out.openTable()
	case "tr":
		r.dropRow = false
		r.out.openRow()
	case "tc":
		r.dropCell = false
		r.out.openCell()
	case "gridSpan":
		if n, err := strconv.Atoi(attr(t, "val")); err == nil {
			r.out.widen(n)
		}
	case "cellDel":
		r.dropCell = true
	default:
		r.property(name, t)
		r.mark(name, t)
	}
}

// property reads what a paragraph or a run says of itself.
func (r *docxReader) property(name string, t xml.StartElement) {
	p := r.para()
	switch {
	case name == "pStyle":
		p.style = attr(t, "val")
	case name == "outlineLvl":
		if n, err := strconv.Atoi(attr(t, "val")); err == nil && n >= 0 && n <= 8 {
			p.level = n + 1
		} else {
			p.level = -1
		}
	case name == "numPr":
		p.item = true
	case name == "ilvl":
		n, _ := strconv.Atoi(attr(t, "val"))
		p.depth = min(max(n, 0), 8)
	case name == "numId" && attr(t, "val") == "0":
		p.item, p.noItem = false, true
	case name == "b" && r.within("rPr") && len(r.open) > 1 && r.open[len(r.open)-2] == "r":
		v := attr(t, "val")
		p.bold = v != "0" && v != "false" && v != "off"
	case name == "rStyle" && strings.EqualFold(attr(t, "val"), "strong"):
		p.bold = true
	}
}

// mark reads the elements that stand for letters.
func (r *docxReader) mark(name string, t xml.StartElement) {
	inRun := r.within("r")
	switch name {
	case "tab", "ptab":
		if inRun {
			r.text("\t")
		}
	case "br", "cr":
		if inRun {
			r.text("\n")
		}
	case "noBreakHyphen":
		r.text("-")
	case "sym":
		if n, err := strconv.ParseUint(attr(t, "char"), 16, 32); err == nil && n >= 0x20 && (n < 0xd800 || n > 0xf8ff) && n < 0x10000 {
			r.text(string(rune(n)))
		}
	case "footnoteReference", "endnoteReference":
		r.para().note = true
	}
}

// attr is the value of an attribute by its local name.
func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (r *docxReader) text(s string) {
	p := r.para()
	p.text.WriteString(s)
	if !p.bold && strings.TrimSpace(s) != "" {
		p.ended = true
	}
	if p.bold && !p.ended {
		p.lead = p.text.Len()
	}
}

func (r *docxReader) end(name string) {
	switch name {
	case "p":
		r.endPara()
	case "tc":
		if r.dropCell || r.dropRow {
			r.out.emptyCell()
		}
	case "tbl":
		r.out.closeTable()
	}
}

// endPara adds the paragraph that ends. One whose end was deleted goes on in
// the next.
func (r *docxReader) endPara() {
	p := r.para()
	if len(r.paras) == 0 {
		return
	}
	r.paras = r.paras[:len(r.paras)-1]
	if c := r.carried; c != nil {
		r.carried = nil
		own := p.text.String()
		p.text.Reset()
		p.text.WriteString(c.text.String() + own)
		p.lead, p.note = c.lead, p.note || c.note
	}
	if p.joins {
		r.carried = p
		return
	}
	r.addPara(p)
}

func (r *docxReader) addPara(p *docxPara) {
	whole := p.text.String()
	text := strings.TrimFunc(whole, isBlank)
	if text == "" {
		return
	}
	r.number++
	cut := len(whole) - len(strings.TrimLeftFunc(whole, isBlank))
	b := block{text: text, at: r.number, lead: min(max(p.lead-cut, 0), len(text))}
	st := r.styles.of(p.style)
	switch {
	case p.level > 0:
		b.kind, b.level = headingBlock, p.level
	case st.title && p.level == 0:
		b.kind, b.level, r.titled = headingBlock, 0, true
	case st.level > 0 && p.level == 0:
		b.kind, b.level = headingBlock, st.level
	case p.item || st.item && !p.noItem:
		b.kind, b.mark, b.level = itemBlock, "- ", max(p.depth, st.depth)
	}
	r.out.add(b)
	if p.note {
		r.doubts = append(r.doubts, Doubt{r.number, firstLine(text),
			"a footnote hangs on this paragraph and footnotes are not read; put it into the text if it is told"})
	}
}

// finish gives the blocks. A title stands over all headings.
func (r *docxReader) finish() []block {
	if r.carried != nil {
		r.addPara(r.carried)
	}
	blocks := r.out.finish()
	if r.titled {
		lower(blocks)
	}
	return blocks
}

func lower(blocks []block) {
	for i := range blocks {
		if blocks[i].kind == headingBlock {
			blocks[i].level++
		}
		for _, row := range blocks[i].rows {
			for _, c := range row {
				lower(c)
			}
		}
	}
}
