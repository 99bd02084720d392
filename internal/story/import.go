package story

import (
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
)

// Imported is what Import made of a file.
type Imported struct {
	Stories []Draft
	// Unplaced lists the lines that belong to no story, in order. Blank
	// lines and bare rules are left out; every other line of the file is in
	// a draft or here.
	Unplaced []Unplaced
	// Doubts lists what was kept as it stood and looks damaged.
	Doubts []Doubt
	// Form is the form that the file was found to have.
	Form string
}

// Unplaced is a line of an imported file that belongs to no story.
type Unplaced struct {
	// Line counts from 1.
	Line int
	Text string
}

// Doubt is a place in an imported file that its author should look at.
type Doubt struct {
	// Line counts from 1.
	Line          int
	Text, Message string
}

// Import reads other people's forms of stories: an interview guide, a bank
// of several stories, or one story as Parse reads it. Nothing is dropped:
// what belongs to no story is listed. Its errors are those of Parse.
func Import(name string, data []byte) (*Imported, error) {
	if err := checkText(name, data); err != nil {
		return nil, err
	}
	src := string(data)
	var out *Imported
	var err error
	if isGuide(src) {
		out = readGuide(src)
	} else if out, err = importText(name, src); err != nil {
		return nil, err
	}
	numberIDs(out.Stories)
	out.Doubts = fractionDoubts(src)
	return out, nil
}

// importText reads a bank or a single story.
func importText(name, src string) (*Imported, error) {
	s := &Story{Name: name, Source: src}
	body, err := s.readFront()
	if err != nil {
		return nil, err
	}
	d := scan(src, body)
	ranges := storyRanges(d, body)
	if len(ranges) > 1 || len(ranges) == 1 && ranges[0].inBank {
		return importBank(name, d, ranges), nil
	}
	out := &Imported{Form: FormText}
	s.assemble(d, prose.Span{Start: body, End: len(src)}, nil)
	if len(s.loose)+len(s.Parts)+len(s.Sections) == 0 && s.Front.Title == "" && body == bomLength(src) {
		return out, nil
	}
	draft := s.Draft()
	draft.Line = 1
	out.Stories = []Draft{draft}
	return out, nil
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
	for _, kind := range []string{secRedFlags, secLearned, secApplied, secAlternatives, secMetrics, secSigns, secNotes} {
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
