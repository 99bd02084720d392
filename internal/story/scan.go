package story

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/internal/prose"
)

// form is how a heading is written.
type form uint8

const (
	atx    form = iota + 1 // ## Title
	setext                 // a line underlined by === or ---
	bold                   // **Name:** or *Name*
	bare                   // Name: or Name on a line of its own
)

// head is a heading, or a line that may be one.
type head struct {
	// start and end bound the heading; the text under it begins at end.
	start, end int
	label
	form  form
	level uint8
	// alone is set where nothing follows a label on its line.
	alone bool
	// opening is set for a question line at the very top.
	opening bool
	// titleStart and titleEnd bound the words of the heading.
	titleStart, titleEnd int
}

// heading reports whether the head is a heading of its own line.
func (h *head) heading() bool { return h.form == atx || h.form == setext }

// kept reports whether what follows is known not to be judged.
func (h *head) kept() bool {
	return h.section != "" && h.section != secAnswer && h.section != secQuestion
}

// doc is a text with its headings found.
type doc struct {
	src      string
	heads    []head
	comments []prose.Span
	// cuts are the comments and thematic breaks, in order.
	cuts []prose.Span
	// unclosed is the offset of a comment without end, or -1.
	unclosed int
}

// maxHeads bounds the memory that a text made of headings takes. What comes
// after so many is read as text.
const maxHeads = 1 << 16

// scanner goes over the lines of a text once.
type scanner struct {
	*doc
	next      int   // the next comment
	keptLevel uint8 // level of the kept section that we are in, or 0
	blank     bool  // the line before was blank, a heading or the beginning
	text      bool  // there was text before
	noFence   [2]bool
	// dialogue is set by labels of one letter that are no role.
	dialogue bool
	// replies is set in follow-ups under a label, where "A:" is a reply.
	replies bool
}

// scan finds the headings and comments of src from an offset on, in one
// pass, and decides which of the candidates are headings.
func scan(src string, from int) *doc {
	d := &doc{src: src}
	d.comments, d.unclosed = findComments(src, from)
	s := &scanner{doc: d, blank: true}
	for pos := from; pos < len(src); {
		pos = s.line(pos)
	}
	for ; s.next < len(d.comments); s.next++ {
		d.cuts = append(d.cuts, d.comments[s.next])
	}
	d.resolve(s.dialogue)
	return d
}

// line reads one line and returns where the next one begins.
func (s *scanner) line(pos int) int {
	end, next := lineAt(s.src, pos)
	visible, skip := s.passComments(pos, end)
	if skip > next {
		s.blank = false
		return skip
	}
	l := strings.TrimRight(s.src[pos:visible], " \t")
	t := strings.TrimLeft(l, " \t")
	if t == "" {
		s.blank = s.blank || visible == end
		return next
	}
	indent := len(l) - len(t)
	if fenceEnd := s.fence(t, indent, next); fenceEnd > 0 {
		s.text, s.blank = true, false
		return fenceEnd
	}
	at := pos + indent
	switch {
	case indent < 4 && s.atxHeading(at, t, end):
		s.blank = true
		return next
	case s.blank && indent < 4 && s.setextHeading(at, t, end, next):
		_, next = lineAt(s.src, next)
		s.blank = true
		return next
	case isBreak(t):
		s.cuts = append(s.cuts, prose.Span{Start: at, End: at + len(t)})
		s.blank = true
		return next
	}
	s.label(at, t)
	s.text, s.blank = true, false
	return next
}

// passComments returns the end of the part of a line before its first
// comment, and the offset after the last comment that begins on it.
func (s *scanner) passComments(pos, end int) (visible, skip int) {
	visible = end
	for s.next < len(s.comments) && s.comments[s.next].Start < end {
		c := s.comments[s.next]
		visible = min(visible, max(pos, c.Start))
		s.cuts = append(s.cuts, c)
		s.next++
		if c.End > end {
			end, _ = lineAt(s.src, c.End)
			skip = end
		}
	}
	return visible, skip
}

// fence returns the offset after a fenced block that begins here, or 0.
func (s *scanner) fence(t string, indent, next int) int {
	if indent > 3 || !strings.HasPrefix(t, "```") && !strings.HasPrefix(t, "~~~") {
		return 0
	}
	kind := 0
	if t[0] == '~' {
		kind = 1
	}
	if s.noFence[kind] {
		return 0
	}
	for pos := next; pos < len(s.src); {
		end, after := lineAt(s.src, pos)
		if l := strings.Trim(s.src[pos:end], " \t"); strings.HasPrefix(l, t[:3]) && strings.Trim(l, t[:1]) == "" {
			for s.next < len(s.comments) && s.comments[s.next].Start < after {
				s.cuts = append(s.cuts, s.comments[s.next])
				after = max(after, s.comments[s.next].End)
				s.next++
			}
			return after
		}
		pos = after
	}
	s.noFence[kind] = true // so that a text of many stays linear
	return 0
}

// isBreak reports whether a trimmed line is a thematic break.
func isBreak(t string) bool {
	c := t[0]
	if c != '-' && c != '*' && c != '_' {
		return false
	}
	n := 0
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case c:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3
}

func (s *scanner) atxHeading(at int, t string, end int) bool {
	level := 0
	for level < len(t) && t[level] == '#' {
		level++
	}
	if level == 0 || level > 6 || level < len(t) && t[level] != ' ' && t[level] != '\t' {
		return false
	}
	title := strings.TrimSpace(strings.TrimRight(t[level:], "#"))
	if title == "" {
		title = strings.TrimSpace(t[level:])
	}
	start := at + level + strings.Index(t[level:], title)
	s.addHeading(atx, uint8(level), at, end, start, title)
	return true
}

func (s *scanner) setextHeading(at int, t string, end, next int) bool {
	if next >= len(s.src) || len(t) > 80 || strings.ContainsRune(".!?,;\"”|", rune(t[len(t)-1])) || strings.HasSuffix(t, "”") {
		return false
	}
	if l, ok := scanLabel(t); ok && l.end < len(t) {
		return false // "Result: text" above a rule is told, not titled
	}
	if t[0] == '>' || strings.HasPrefix(t, "- ") || strings.HasPrefix(t, "* ") {
		return false
	}
	underEnd, _ := lineAt(s.src, next)
	under := strings.TrimSpace(s.src[next:underEnd])
	if len(under) < 3 || strings.Trim(under, "=") != "" && strings.Trim(under, "-") != "" {
		return false
	}
	level := uint8(2)
	if under[0] == '=' {
		level = 1
	}
	s.addHeading(setext, level, at, underEnd, at, t)
	return true
}

// addHeading notes a heading line, unless it belongs to a kept section that
// it stands under.
func (s *scanner) addHeading(f form, level uint8, start, end, titleStart int, title string) {
	if s.keptLevel > 0 && level > s.keptLevel || len(s.heads) >= maxHeads {
		return
	}
	s.keptLevel, s.replies = 0, false
	h := head{start: start, end: end, form: f, level: level, alone: true,
		titleStart: titleStart, titleEnd: titleStart + len(title)}
	if l, ok := scanLabel(title); ok {
		h.label = l
		if rest := title[l.end:]; l.role != "" && isTold(rest) {
			h.end, h.alone = titleStart+l.end, false
		}
	}
	if h.kept() {
		s.keptLevel = level
	}
	s.heads = append(s.heads, h)
}

// isTold tells text that a person wrote on the line of a heading from the
// rest of a title.
func isTold(s string) bool {
	return len(s) > 60 || s != "" && strings.ContainsRune(".!?\"", rune(s[len(s)-1])) || strings.HasSuffix(s, "”")
}

// label notes a line that begins with a name in bold or plain letters.
func (s *scanner) label(at int, t string) {
	if s.keptLevel > 0 || len(s.heads) >= maxHeads {
		return
	}
	l, ok := scanLabel(t)
	if l.section == secTold || l.section == secClaims {
		return // words of a sentence; only a heading opens these
	}
	if !ok {
		s.dialogue = s.dialogue || speaker(t)
		return
	}
	alone := l.end == len(t)
	if alone && !l.mark && !l.timed && !l.emphasis && !s.blank && !capital(t) {
		return // "action" on a line of its own, amid wrapped text
	}
	if l.section == secQuestion && (s.text || !l.mark && !(alone && l.emphasis)) {
		s.dialogue = s.dialogue || !s.replies
		return
	}
	h := head{start: at, end: at + l.end, label: l, form: bare, level: 7, alone: alone}
	h.titleStart, h.titleEnd = h.start, h.end
	if l.emphasis {
		h.form = bold
	}
	if s.replies && l.strength == letter && l.role == Action {
		return
	}
	s.replies = l.section == secFollowUps
	h.opening = l.section == secQuestion
	s.heads = append(s.heads, h)
}

// capital reports whether the first letter of a line is A to Z.
func capital(t string) bool {
	for i := 0; i < len(t); i++ {
		if isLetter(t[i]) {
			return t[i] < 'a'
		}
	}
	return false
}

// speaker reports whether a line begins with one capital and a colon.
func speaker(t string) bool {
	t = strings.TrimLeft(t, "*_> ")
	return len(t) > 1 && t[0] >= 'A' && t[0] <= 'Z' && strings.HasPrefix(strings.TrimLeft(t[1:], "*_"), ":")
}

func isWordRune(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '“' || r == '‘'
}

func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}
