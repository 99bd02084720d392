package story

import (
	"bytes"
	"fmt"
	"strings"

	"rehearse/internal/prose"
)

// The forms that Import knows.
const (
	// FormText is one story, with role headings or without.
	FormText = "text"
	// FormBank is a file of several stories, each under its own heading.
	FormBank = "bank"
	// FormGuide is an interview guide: numbered scenarios, each with a
	// question, a model answer and what belongs to it.
	FormGuide = "guide"
	// FormCSV is a table with a row of names, one story a row; commas,
	// semicolons or tabs stand between the cells.
	FormCSV = "csv"
	// FormDOCX is a Word document that holds text in one of the first three
	// forms, or tables of stories.
	FormDOCX = "docx"
	// FormHTML is a web page that holds the same.
	FormHTML = "html"
)

// Imported is what Import made of a file.
type Imported struct {
	Stories []Draft
	// Unplaced lists what belongs to no story, in order. Blank lines, bare
	// rules and the row of names over a table are left out; every other
	// line of the file is in a draft or here.
	Unplaced []Unplaced
	// Doubts lists what was kept as it stood and looks damaged.
	Doubts []Doubt
	// Form is the form that the file was found to have.
	Form string
}

// Where names the place of an Unplaced, a Doubt or a Draft in words:
// "line 12", or in a Word document, which has no lines, "paragraph 12".
func (in *Imported) Where(line int) string {
	if in.Form == FormDOCX {
		return fmt.Sprintf("paragraph %d", line)
	}
	return fmt.Sprintf("line %d", line)
}

// Unplaced is a line of an imported file that belongs to no story.
type Unplaced struct {
	// Line counts from 1. In text it is the line; in a table the line of
	// the file at which the row begins; in a web page the line of its
	// source; in a Word document the number of the paragraph, where every
	// paragraph with text counts, those in tables too.
	Line int
	Text string
}

// Doubt is a place in an imported file that its author should look at.
type Doubt struct {
	// Line counts as that of Unplaced does.
	Line          int
	Text, Message string
}

// Import reads other people's forms of stories: an interview guide, a bank
// of several stories, one story as Parse reads it, a table in CSV, a Word
// document (.docx) or a web page. The contents decide which of them it is;
// the ending of the name helps where they leave it open. Nothing that is
// told is dropped: what belongs to no story is listed. Of a Word document,
// deleted text, comments, headers and footers are not read; of a page,
// scripts, styles and what is hidden are not.
//
// Its errors are of type *Error: those of Parse, a table without names over
// its columns, a document that is damaged or unpacks to more than 64 MB, and
// forms that hold text which can't be read, such as PDF.
func Import(name string, data []byte) (*Imported, error) {
	if len(data) > MaxSize {
		return nil, checkText(name, data)
	}
	for _, f := range foreign {
		if bytes.HasPrefix(data, []byte(f.begins)) {
			return nil, &Error{name, 1, 1, f.what}
		}
	}
	if what := whatStrange(data); what != "" {
		return nil, &Error{name, 1, 1, "this is a " + what + ". " + readable}
	}
	out, err := importForm(name, data)
	if err != nil {
		return nil, err
	}
	numberIDs(out.Stories)
	return out, nil
}

func importForm(name string, data []byte) (*Imported, error) {
	if isZip(data) {
		return importDocument(name, data)
	}
	if isPage(name, data) {
		return importPage(name, data)
	}
	if out, err := importCSV(name, data); out != nil || err != nil {
		return out, err
	}
	if err := checkText(name, data); err != nil {
		return nil, err
	}
	src := string(data)
	if isGuide(src) {
		out := readGuide(src)
		out.Doubts = fractionDoubts(src)
		return out, nil
	}
	return importText(name, src)
}

// importCSV reads a table, or gives nothing where the file is none.
func importCSV(name string, data []byte) (*Imported, error) {
	if !namedTable(name) && bytes.IndexByte(data[:min(len(data), 4096)], 0) >= 0 && !bytes.HasPrefix(data, []byte("\xff\xfe")) {
		return nil, nil // a binary file, of which checkText tells
	}
	text, err := decode(name, data, "")
	if err != nil {
		if namedTable(name) {
			return nil, err
		}
		return nil, nil
	}
	if headed(text.text) {
		return nil, nil
	}
	t, header, found := findTable(name, text.text)
	if !found {
		if namedTable(name) && strings.TrimFunc(text.text, isBlank) != "" {
			return nil, noColumns(name)
		}
		return nil, nil
	}
	out, err := importTable(t, header)
	if err != nil {
		return nil, err
	}
	if text.doubt != nil {
		out.Doubts = append(out.Doubts, *text.doubt)
	}
	out.Doubts = append(out.Doubts, fractionDoubts(text.text)...)
	return out, nil
}

// headed reports whether a text begins as Markdown does.
func headed(text string) bool {
	first := strings.TrimLeftFunc(text, isBlank)
	return strings.HasPrefix(first, "---") || strings.HasPrefix(first, "# ") || strings.HasPrefix(first, "## ")
}

// importText reads a bank or a single story.
func importText(name, src string) (*Imported, error) {
	s := &Story{Name: name, Source: src}
	body, err := s.readFront()
	if err != nil {
		return nil, err
	}
	out := importBody(name, s, body)
	out.Doubts = fractionDoubts(src)
	return out, nil
}

// importBody reads what stands after the front matter.
func importBody(name string, s *Story, body int) *Imported {
	src := s.Source
	d := scan(src, body)
	ranges := storyRanges(d, body)
	if len(ranges) > 1 || len(ranges) == 1 && ranges[0].inBank {
		return importBank(name, d, ranges)
	}
	out := &Imported{Form: FormText}
	s.assemble(d, prose.Span{Start: body, End: len(src)}, nil)
	if len(s.loose)+len(s.Parts)+len(s.Sections) == 0 && s.Front.Title == "" && body == bomLength(src) {
		return out
	}
	draft := s.Draft()
	draft.Line = 1
	out.Stories = []Draft{draft}
	return out
}

func bomLength(src string) int {
	if strings.HasPrefix(src, bom) {
		return len(bom)
	}
	return 0
}

// storyRange is the stretch of a bank that holds one story.
type storyRange struct {
	prose.Span
	title *head // nil where no heading names it
	// inBank is set where the heading stands under others or after text.
	inBank bool
}

// storyRanges finds the stories of a text: each begins at the heading right
// above its first role, or, without headings, where a situation comes again.
func storyRanges(d *doc, body int) []storyRange {
	var out []storyRange
	starts := storyStarts(d)
	for n, i := range starts {
		h := &d.heads[i]
		end := len(d.src)
		if n+1 < len(starts) {
			end = d.heads[starts[n+1]].start
		}
		for j := i + 1; j < len(d.heads) && d.heads[j].start < end; j++ {
			if o := &d.heads[j]; o.heading() && o.role == "" && (o.level < h.level || o.level == h.level && !o.kept()) {
				end = o.start
			}
		}
		before := strings.TrimFunc(d.src[body:h.start], isBlank) != ""
		out = append(out, storyRange{prose.Span{Start: h.start, End: end}, h, h.level > 1 && before})
	}
	if len(out) == 0 || hasRole(d, body, out[0].Start) {
		end := len(d.src)
		if len(out) > 0 {
			end = out[0].Start
		}
		out = append(untitledRanges(d, body, end), out...)
	}
	return out
}

func hasRole(d *doc, from, to int) bool {
	for i := range d.heads {
		if h := &d.heads[i]; h.role != "" && h.start >= from && h.start < to {
			return true
		}
	}
	return false
}

// storyStarts lists the headings that are followed by a role before any
// other heading of their kind.
func storyStarts(d *doc) []int {
	var starts []int
	last := -1
	for i := range d.heads {
		h := &d.heads[i]
		switch {
		case h.role != "":
			if last >= 0 {
				starts = append(starts, last)
			}
			last = -1
		case h.heading() && h.section == "":
			last = i
		}
	}
	return starts
}

// untitledRanges cuts a text without story headings where a situation comes
// again after other roles.
func untitledRanges(d *doc, from, to int) []storyRange {
	var out []storyRange
	told := roleSet(0)
	start := from
	for i := range d.heads {
		h := &d.heads[i]
		if h.role == "" || h.start < from || h.start >= to {
			continue
		}
		if h.role == Situation && told.minus(setOf(Situation)).count() >= 2 {
			out = append(out, storyRange{Span: prose.Span{Start: start, End: h.start}})
			start, told = h.start, 0
		}
		told.add(h.role)
	}
	return append(out, storyRange{Span: prose.Span{Start: start, End: to}})
}

// importBank makes a draft of each range and lists the lines between them.
func importBank(name string, d *doc, ranges []storyRange) *Imported {
	out := &Imported{Form: FormBank}
	lines := lineCounter{src: d.src}
	at := 0
	for n, r := range ranges {
		out.Unplaced = lines.unplaced(out.Unplaced, at, r.Start)
		s := &Story{Name: fmt.Sprintf("story-%d", n+1), Source: d.src}
		if r.title == nil {
			s.Name = fmt.Sprintf("%s-%d", baseName(name), n+1)
		}
		s.assemble(d, r.Span, r.title)
		theme, title := cutTheme(s.Front.Title)
		s.Front.Title = title
		draft := s.Draft()
		if theme != "" {
			draft.Sections = append([]DraftSection{{"Theme", theme}}, draft.Sections...)
		}
		draft.dropRules()
		draft.Line = lines.at(r.Start)
		out.Stories = append(out.Stories, draft)
		at = r.End
	}
	out.Unplaced = lines.unplaced(out.Unplaced, at, len(d.src))
	return out
}

// cutTheme takes "[Theme]" from the beginning of a title.
func cutTheme(title string) (theme, rest string) {
	if strings.HasPrefix(title, "[") {
		theme, rest, found := strings.Cut(title[1:], "]")
		if found && strings.TrimSpace(rest) != "" && !strings.HasPrefix(rest, "(") {
			return strings.TrimSpace(theme), strings.TrimSpace(rest)
		}
	}
	return "", title
}

// dropRules takes the rule between two stories from the end of the last
// text before it.
func (d *Draft) dropRules() {
	texts := []*string{&d.Text, &d.Situation, &d.Task, &d.Action, &d.Result, &d.Learning}
	for i := range d.Sections {
		texts = append(texts, &d.Sections[i].Text)
	}
	for _, t := range texts {
		for {
			i := strings.LastIndexByte(*t, '\n')
			last := strings.TrimSpace((*t)[i+1:])
			if last == "" || !isBreak(last) {
				break
			}
			*t = strings.TrimFunc((*t)[:i+1], isBlank)
		}
		*t = unquote(*t)
	}
	for _, kind := range []string{secRedFlags, secLearned, secApplied, secAlternatives, secMetrics, secSigns, secNotes, secTold} {
		list := d.list(kind)
		for n := len(*list); n > 0 && isBreak((*list)[n-1]); n-- {
			*list = (*list)[:n-1]
		}
	}
}

// lineCounter numbers lines, going forward only.
type lineCounter struct {
	src       string
	pos, line int
}

// at is the number of the line that holds an offset, from 1.
func (c *lineCounter) at(offset int) int {
	for c.pos < len(c.src) {
		_, next := lineAt(c.src, c.pos)
		if next > offset {
			break
		}
		c.pos = next
		c.line++
	}
	return c.line + 1
}

// unplaced appends the lines of a stretch that hold something.
func (c *lineCounter) unplaced(list []Unplaced, from, to int) []Unplaced {
	for pos := from; pos < to; {
		end, next := lineAt(c.src, pos)
		text := strings.TrimFunc(c.src[pos:min(end, to)], isBlank)
		if text != "" && !isBreak(text) {
			list = append(list, Unplaced{c.at(pos), text})
		}
		pos = next
	}
	return list
}

// fractionDoubts finds scores such as "4.2/5" that a program has turned into
// "4.⅖". They are kept as they stand.
func fractionDoubts(src string) []Doubt {
	var out []Doubt
	if !strings.ContainsAny(src, "⅕⅖⅗⅘") {
		return nil
	}
	c := lineCounter{src: src}
	for i, r := range src {
		n := strings.IndexRune("⅕⅖⅗⅘", r)
		if n < 0 || i < 2 || src[i-1] != '.' || src[i-2] < '0' || src[i-2] > '9' {
			continue
		}
		text := src[i-2 : i+len(string(r))]
		out = append(out, Doubt{c.at(i), text, fmt.Sprintf(
			"%q was probably %c.%d/5 before a program changed it; it is kept as it stands", text, src[i-2], n/len("⅕")+1)})
	}
	return out
}
