package story

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// importPage reads a web page. It goes over the tags in their order and
// builds no tree, so that a page of any depth takes little memory and every
// paragraph knows its line.
func importPage(name string, data []byte) (*Imported, error) {
	text, err := decode(name, data, declaredCharset(data))
	if err != nil {
		return nil, err
	}
	r := &pageReader{line: 1, counts: map[string]int{}}
	if err := r.read(text.text); err != nil {
		return nil, &Error{name, r.line, 1, fmt.Sprintf("this page can't be read (%s); save it as plain text", clip(err.Error()))}
	}
	if r.out.full() {
		return nil, tooLong(name)
	}
	out, err := importBlocks(name, FormHTML, r.out.finish())
	if err != nil {
		return nil, err
	}
	r.placeTitle(out)
	if text.doubt != nil {
		out.Doubts = append([]Doubt{*text.doubt}, out.Doubts...)
	}
	return out, nil
}

// placeTitle names the only story of a page where it has no title: by the
// first heading of the highest level, else by the title of the page. That is
// listed where nothing on the page says it.
func (r *pageReader) placeTitle(out *Imported) {
	title := oneLine(r.title)
	if len(out.Stories) == 1 && out.Stories[0].Title == "" {
		name := oneLine(r.heading)
		if name == "" {
			name = title
		}
		if name != "" {
			out.Stories[0].Title, out.Stories[0].ID = name, slug(name)
		}
	}
	if title == "" {
		return
	}
	for _, d := range out.Stories {
		if d.Title == title {
			return
		}
	}
	for _, u := range out.Unplaced {
		if u.Text == title {
			return
		}
	}
	out.Unplaced = joinUnplaced(append([]Unplaced{{r.titleLine, title}}, out.Unplaced...))
}

// maxOpen bounds the open elements that are remembered.
const maxOpen = 2000

// pageReader reads the tags of a page.
type pageReader struct {
	out  blockBuilder
	line int
	open []pageElement
	over int // open elements beyond maxOpen
	// counts says how many elements of a name are open.
	counts map[string]int
	hidden int // open elements that hide what is in them
	pre    int
	bold   int
	lists  []pageList

	para      pagePara
	title     string
	titleLine int
	heading   string // the first h1
}

// pageElement is an open element.
type pageElement struct {
	name         string
	hides, bolds bool
}

// pageList is an open list; number counts its items, or is -1 where they
// have no numbers.
type pageList struct {
	number int
	fresh  bool // an item was opened and has no text yet
	inItem bool
}

// pagePara is the paragraph that is being read.
type pagePara struct {
	strings.Builder
	at    int
	space bool // blanks before the next letter
	lead  int
	ended bool // the bold beginning
	full  bool // there was a letter
}

func (r *pageReader) read(text string) error {
	z := html.NewTokenizer(strings.NewReader(text))
	for !r.out.full() {
		kind := z.Next()
		at := r.line
		r.line += bytes.Count(z.Raw(), []byte("\n"))
		switch kind {
		case html.ErrorToken:
			r.flush()
			if z.Err() == io.EOF {
				return nil
			}
			return z.Err()
		case html.TextToken:
			r.text(string(z.Text()), at)
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(string(name))
		}
	}
	return nil
}

// unread are the elements whose contents are no text of the page.
var unread = map[string]bool{"script": true, "style": true, "template": true, "noscript": true,
	"svg": true, "iframe": true, "object": true, "noframes": true, "noembed": true, "datalist": true, "rp": true, "rt": true}

// void are the elements that have no end.
var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true,
	"input": true, "link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true}

// breaking are the elements before and after which a new paragraph begins.
var breaking = map[string]bool{"p": true, "div": true, "section": true, "article": true, "main": true, "header": true,
	"footer": true, "aside": true, "nav": true, "address": true, "blockquote": true, "figure": true, "figcaption": true,
	"form": true, "fieldset": true, "legend": true, "details": true, "summary": true, "dl": true, "dt": true, "dd": true,
	"ul": true, "ol": true, "menu": true, "li": true, "table": true, "caption": true, "tr": true, "td": true, "th": true,
	"thead": true, "tbody": true, "tfoot": true, "pre": true, "hr": true, "body": true, "html": true, "title": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "option": true, "center": true, "xmp": true,
	"plaintext": true, "textarea": true, "hgroup": true, "search": true, "dialog": true}

func (r *pageReader) start(z *html.Tokenizer) {
	raw, more := z.TagName()
	name := string(raw)
	hides, span := unread[name], 1
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "hidden":
			hides = true
		case "style":
			hides = hides || hiddenStyle(string(value))
		case "colspan":
			span, _ = strconv.Atoi(string(value))
		}
	}
	if breaking[name] {
		r.flush()
		r.implied(name)
	}
	switch name {
	case "br":
		r.lineBreak()
	case "hr":
		if r.hidden == 0 {
			r.out.add(block{kind: ruleBlock, at: r.line})
		}
	}
	if void[name] {
		return
	}
	r.push(name, hides)
	if r.hidden == 0 {
		r.opened(name, span)
	}
}

// hiddenStyle reports whether a style attribute hides its element.
func hiddenStyle(style string) bool {
	style = strings.ToLower(strings.Join(strings.Fields(style), ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") ||
		strings.Contains(style, "mso-list:ignore")
}

// opened begins what an element stands for.
func (r *pageReader) opened(name string, span int) {
	switch name {
	case "ul", "menu":
		r.lists = append(r.lists, pageList{number: -1})
	case "ol":
		r.lists = append(r.lists, pageList{})
	case "li":
		if len(r.lists) == 0 {
			r.lists = append(r.lists, pageList{number: -1})
		}
		l := &r.lists[len(r.lists)-1]
		l.fresh, l.inItem = true, true
		if l.number >= 0 {
			l.number++
		}
	case "table":
		r.out.openTable()
	case "tr":
		r.out.openRow()
	case "td", "th":
		r.out.openCell()
		r.out.widen(span)
	}
}

// closesBefore says which open elements end where another begins, and at
// which they are not looked for any further.
var closesBefore = map[string]struct{ ends, within string }{
	"li": {"li", "ul ol menu"}, "dt": {"dt dd", "dl"}, "dd": {"dt dd", "dl"}, "option": {"option", "select"},
	"tr": {"tr td th", "table"}, "td": {"td th", "table tr"}, "th": {"td th", "table tr"},
	"tbody": {"tr td th thead tbody", "table"}, "tfoot": {"tr td th thead tbody", "table"},
}

// implied closes the elements whose end was left out before a new one.
func (r *pageReader) implied(name string) {
	for i := len(r.open) - 1; i >= max(0, len(r.open)-16); i-- {
		if r.open[i].name == "p" {
			r.close("p")
			break
		}
		if breaking[r.open[i].name] {
			break
		}
	}
	rule, ok := closesBefore[name]
	if !ok {
		return
	}
	for i := len(r.open) - 1; i >= max(0, len(r.open)-64); i-- {
		open := " " + r.open[i].name + " "
		if strings.Contains(" "+rule.within+" ", open) {
			return
		}
		if strings.Contains(" "+rule.ends+" ", open) {
			r.close(r.open[i].name)
			i = len(r.open)
		}
	}
}

func (r *pageReader) push(name string, hides bool) {
	if len(r.open) >= maxOpen {
		r.over++
		return
	}
	e := pageElement{name: name, hides: hides, bolds: name == "b" || name == "strong"}
	r.open = append(r.open, e)
	r.counts[name]++
	r.count(e, 1)
}

func (r *pageReader) count(e pageElement, by int) {
	if e.hides {
		r.hidden += by
	}
	if e.bolds {
		r.bold += by
	}
	if e.name == "pre" || e.name == "xmp" || e.name == "textarea" || e.name == "plaintext" {
		r.pre += by
	}
}

func (r *pageReader) end(name string) {
	if name == "br" {
		r.lineBreak()
		return
	}
	if breaking[name] {
		r.flush()
	}
	if r.over > 0 {
		r.over--
		return
	}
	r.close(name)
}

// close ends the innermost element of a name and all that are open in it.
func (r *pageReader) close(name string) {
	if r.counts[name] == 0 {
		return
	}
	for {
		e := r.open[len(r.open)-1]
		if breaking[e.name] {
			r.flush()
		}
		visible := r.hidden == 0
		r.open = r.open[:len(r.open)-1]
		r.counts[e.name]--
		r.count(e, -1)
		if visible {
			r.closed(e.name)
		}
		if e.name == name {
			return
		}
	}
}

// closed ends what an element stands for.
func (r *pageReader) closed(name string) {
	n := len(r.lists)
	switch name {
	case "ul", "ol", "menu":
		if n > 0 {
			r.lists = r.lists[:n-1]
		}
	case "li":
		if n > 0 {
			r.lists[n-1].inItem = false
		}
	case "table":
		r.out.closeTable()
	}
}

// text adds text to the open paragraph.
func (r *pageReader) text(s string, at int) {
	if n := len(r.open); n > 0 && r.open[n-1].name == "title" && r.counts["svg"] == 0 {
		if r.title == "" {
			r.title, r.titleLine = s, at
		}
		return
	}
	if r.hidden > 0 {
		return
	}
	p := &r.para
	if !p.full {
		blank := len(s) - len(strings.TrimLeftFunc(s, isBlank))
		at += strings.Count(s[:blank], "\n")
		p.at = at
		p.full = blank < len(s)
	}
	if r.bold == 0 && strings.TrimSpace(s) != "" {
		p.ended = true
	}
	if r.pre > 0 {
		p.WriteString(strings.ReplaceAll(s, "\r\n", "\n"))
	} else {
		p.flow(s)
	}
	if r.bold > 0 && !p.ended {
		p.lead = p.Len()
	}
}

// flow adds text in which every run of blanks is one.
func (p *pagePara) flow(s string) {
	for i, w := range strings.FieldsFunc(s, isBlank) {
		if (i > 0 || p.space || strings.IndexFunc(s, isBlank) == 0) && p.Len() > 0 {
			p.WriteByte(' ')
		}
		p.space = false
		p.WriteString(w)
	}
	p.space = p.space || s != "" && isBlank(lastRune(s))
}

func (r *pageReader) lineBreak() {
	if r.hidden == 0 && r.para.full {
		r.para.WriteByte('\n')
		r.para.space = false
	}
}

// flush adds the open paragraph to the page.
func (r *pageReader) flush() {
	p := r.para
	text := p.String()
	r.para = pagePara{}
	if !p.full {
		return
	}
	lead := text[:p.lead]
	if r.pre == 0 {
		text = strings.ReplaceAll(text, "\n ", "\n")
	}
	text = strings.TrimFunc(text, isBlank)
	if text == "" || text == "¶" {
		return
	}
	b := block{text: text, at: p.at}
	if strings.HasPrefix(text, lead) {
		b.lead = len(lead)
	}
	for n := len(r.open) - 1; n >= max(0, len(r.open)-8); n-- {
		if h := r.open[n].name; len(h) == 2 && h[0] == 'h' && h[1] >= '1' && h[1] <= '6' {
			b.kind, b.level = headingBlock, int(h[1]-'0')
			b.text = strings.TrimSpace(strings.TrimSuffix(text, "¶"))
			if h == "h1" && r.heading == "" {
				r.heading = b.text
			}
		}
	}
	if n := len(r.lists); n > 0 && b.kind == textBlock && r.lists[n-1].inItem {
		r.item(&b, n)
	}
	r.out.add(b)
}

// item makes a paragraph that of a list.
func (r *pageReader) item(b *block, deep int) {
	l := &r.lists[deep-1]
	b.kind, b.level, b.mark = itemBlock, deep-1, "  "
	if !l.fresh {
		return
	}
	l.fresh, b.mark = false, "- "
	if l.number >= 0 {
		b.mark = strconv.Itoa(l.number) + ". "
	}
}
