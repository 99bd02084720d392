package story

import (
	"sort"
	"strings"
	"unicode"

	"rehearse/internal/prose"
)

// region is a stretch of text between two headings.
type region struct {
	kind    regionKind
	role    string
	heading prose.Span
	title   string
	start   int
}

type regionKind uint8

const (
	inAnswer regionKind = iota
	inPart
	inSection
)

// assembler cuts a text at its headings.
type assembler struct {
	*Story
	d      *doc
	open   region
	cut    int // the next of d.cuts
	titled bool
}

// assemble fills the story with the text of one stretch of a document. The
// head title, if it is given, names the story whatever its level.
func (s *Story) assemble(d *doc, within prose.Span, title *head) {
	a := &assembler{Story: s, d: d, open: region{start: within.Start}}
	a.cut = sort.Search(len(d.cuts), func(i int) bool { return d.cuts[i].End > within.Start })
	first := sort.Search(len(d.heads), func(i int) bool { return d.heads[i].start >= within.Start })
	for i := first; i < len(d.heads) && d.heads[i].start < within.End; i++ {
		h := &d.heads[i]
		a.close(h.start)
		a.begin(h, title != nil && h.start == title.start)
		if h.opening {
			limit := within.End
			if i+1 < len(d.heads) {
				limit = min(limit, d.heads[i+1].start)
			}
			a.closeQuestion(h, limit)
		}
	}
	a.close(within.End)
	s.readQuestion()
}

// begin opens the region that a heading names.
func (a *assembler) begin(h *head, isTitle bool) {
	a.open = region{start: h.end, heading: prose.Span{Start: h.start, End: h.end},
		title: cleanTitle(a.Source[h.titleStart:h.titleEnd])}
	switch {
	case isTitle || a.isTitle(h):
		a.titled = true
		if a.Front.Title == "" {
			a.Front.Title = readTitle(a.open.title)
		}
	case h.role != "":
		a.open.kind, a.open.role = inPart, h.role
	case h.section == secAnswer:
	default:
		a.open.kind = inSection
	}
}

// isTitle reports whether a level-1 heading with nothing before it is what
// the story is called.
func (a *assembler) isTitle(h *head) bool {
	return !a.titled && h.heading() && h.level == 1 && h.role == "" && h.section == "" &&
		len(a.Answer) == 0 && len(a.Parts) == 0 && len(a.Sections) == 0
}

// closeQuestion ends the question line at the top of a text.
func (a *assembler) closeQuestion(h *head, limit int) {
	a.open.title = "Question"
	end := min(a.d.questionEnd(h), limit)
	a.close(end)
	a.open = region{start: end}
}

// close ends the open region.
func (a *assembler) close(end int) {
	o := &a.open
	body := trim(a.Source, prose.Span{Start: min(o.start, end), End: end})
	switch o.kind {
	case inSection:
		a.Sections = append(a.Sections, Section{o.title, o.heading, body})
		return
	case inPart:
		a.Parts = append(a.Parts, Part{o.role, o.heading, body})
	default:
		if body.Len() > 0 {
			a.loose = append(a.loose, body)
		}
	}
	a.pieces(body)
}

// pieces adds a stretch of the answer, without its comments and breaks.
func (a *assembler) pieces(body prose.Span) {
	cuts := a.d.cuts
	for a.cut < len(cuts) && cuts[a.cut].End <= body.Start {
		a.cut++
	}
	at := body.Start
	for ; a.cut < len(cuts) && cuts[a.cut].Start < body.End; a.cut++ {
		a.piece(prose.Span{Start: at, End: max(at, cuts[a.cut].Start)})
		at = max(at, cuts[a.cut].End)
	}
	a.piece(prose.Span{Start: min(at, body.End), End: body.End})
}

func (a *assembler) piece(p prose.Span) {
	if p = trim(a.Source, p); p.Len() > 0 {
		a.Answer = append(a.Answer, p)
	}
}

// trim shrinks a span to what lies between its outer blanks.
func trim(src string, s prose.Span) prose.Span {
	text := src[s.Start:s.End]
	left := strings.TrimLeftFunc(text, isBlank)
	right := strings.TrimRightFunc(left, isBlank)
	start := s.Start + len(text) - len(left)
	return prose.Span{Start: start, End: start + len(right)}
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }

// readQuestion takes the question from its section, where the front matter
// has none.
func (s *Story) readQuestion() {
	if s.Front.Question != "" {
		return
	}
	for _, sec := range s.Sections {
		if sectionKind(sec.Title) != secQuestion {
			continue
		}
		text := normalLines(s.Quote(sec.Body))
		text, _, _ = strings.Cut(text, "\n\n")
		s.Front.Question = unquote(strings.Trim(oneLine(text), "*_> "))
		return
	}
}

// sectionKind is the meaning of a section's title, or "".
func sectionKind(title string) string {
	l, ok := scanLabel(title)
	if !ok {
		return ""
	}
	return l.section
}

// cleanTitle is a heading without emphasis, number, colon.
func cleanTitle(s string) string {
	s = strings.TrimSpace(s)
	s = strings.TrimRight(s, ":-–— \t*_")
	s = strings.TrimLeft(s, "*_ \t")
	return oneLine(s)
}

// remark notes what in the file may surprise its author.
func (s *Story) remark(d *doc) {
	if d.unclosed >= 0 {
		s.problem(prose.Span{Start: d.unclosed, End: d.unclosed + 4},
			"this comment never ends, so it is read as text; write --> after it")
	}
	if len(s.Answer) == 0 && len(s.Sections) > 0 {
		for _, sec := range s.Sections {
			if sec.Body.Len() > 0 && sectionKind(sec.Title) == "" {
				s.problem(sec.Heading, "no text is left to judge: everything stands under headings that are not roles; "+
					"use # for the title and ## Situation, ## Task, ## Action, ## Result, or no headings")
				break
			}
		}
	}
	s.remarkNested(d)
	told := roleSet(0)
	for _, p := range s.Parts {
		if p.Role == Situation && told.has(Result) {
			s.problem(p.Heading, "a second story seems to begin here; `rehearse import` makes one file of each")
			break
		}
		told.add(p.Role)
	}
	sort.SliceStable(s.Problems, func(i, j int) bool { return s.Problems[i].Start < s.Problems[j].Start })
}

// remarkNested tells of headings inside a part that take its text out of
// the answer.
func (s *Story) remarkNested(d *doc) {
	level := uint8(0)
	for i := range d.heads {
		h := &d.heads[i]
		switch {
		case !h.heading():
		case h.role != "":
			level = h.level
		case level > 0 && h.level > level && h.section == "":
			s.problem(prose.Span{Start: h.start, End: h.end},
				"the text under this heading is kept but not judged, since the heading is not a role; make it bold text to have it judged")
		default:
			level = 0
		}
	}
}
