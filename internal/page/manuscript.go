package page

import (
	"context"
	"io"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"rehearse/internal/review"
	"rehearse/internal/rubric"

	"github.com/a-h/templ"
)

// ManuscriptOptions say how a manuscript is drawn. Nil means the usual.
type ManuscriptOptions struct {
	// ID begins the ids of its notes, so that a page can hold several.
	ID string
	// Rubric names levels and principles; nil leaves both out.
	Rubric *rubric.Rubric
	// InOrder numbers the notes as they stand in the text; otherwise they
	// have the numbers of the review's findings, dearest first.
	InOrder bool
	// Bare leaves out the vote and the notes, for a page that has them.
	Bare bool
	// Confidential are the places of figures that are not to be told.
	Confidential []review.Span
}

// manuscript is an answer as it is set: paragraphs with their marks, and the
// notes beside them.
type manuscript struct {
	id         string
	paragraphs []paragraph
	// notes are in the order of their numbers.
	notes []note
}

// paragraph is a stretch of text between blank lines.
type paragraph struct {
	// aside is set for what stands beside the answer and was not judged,
	// heading for a heading.
	aside, heading bool
	runs           []run
}

// run is a piece of text that is drawn alike. A sentence is one run, or
// several where words in it are ringed.
type run struct {
	text   string
	role   review.Role
	begins review.Role // the part that begins here, where one does
	// gutter is set where the beginning part has room for its name beside
	// the text: a line to itself.
	gutter bool
	unsure bool
	// ring is the class of the line around the words, "" where there is none.
	ring string
	// ends closes the marker's stroke: a sentence ends here.
	ends bool
	// refs are numbers of notes that point here, stand those whose notes
	// stand here.
	refs  []int
	stand []int
}

// note is a finding in the margin.
type note struct {
	n int
	review.Finding
}

// place is where a note is anchored: the end of a sentence, or of words.
type place struct {
	at, n int
	stand bool
}

// setManuscript lays out a text with its review. Spans that don't fit the
// text are cut to it: a wrong mark is better than no page.
func setManuscript(text string, r *review.Review, o *ManuscriptOptions) *manuscript {
	s := &setter{text: text, m: &manuscript{id: "m"}}
	if o != nil && o.ID != "" {
		s.m.id = o.ID
	}
	if r != nil {
		s.sentences = s.sentencesOf(r)
		if o == nil || !o.Bare {
			s.findings(r, o != nil && o.InOrder)
		}
		if o != nil {
			s.conceal(o.Confidential)
		}
		s.settleRings()
	}
	s.set()
	return s.m
}

// setter sets a text from its beginning to its end.
type setter struct {
	text      string
	m         *manuscript
	sentences []review.Sentence
	// rings are short spans within one sentence, sorted, none overlapping.
	rings  []ring
	places []place
	part   review.Role
	open   paragraph
}

// ring is drawn around words: those that a note speaks of, or a figure that
// is confidential.
type ring struct {
	review.Span
	class string
}

const (
	noteRing         = "ms-ring"
	confidentialRing = "ms-confidential"
)

// conceal rings what is confidential, sentence by sentence.
func (s *setter) conceal(spans []review.Span) {
	for _, x := range spans {
		x = s.clip(x)
		for _, in := range s.sentences {
			part := review.Span{Start: max(x.Start, in.Start), End: min(x.End, in.End)}
			if part.End > part.Start {
				s.rings = append(s.rings, ring{part, confidentialRing})
			}
		}
	}
}

// clip cuts a span to the text and to whole characters.
func (s *setter) clip(x review.Span) review.Span {
	x.Start = max(0, min(x.Start, len(s.text)))
	x.End = max(x.Start, min(x.End, len(s.text)))
	for x.Start > 0 && x.Start < len(s.text) && !utf8.RuneStart(s.text[x.Start]) {
		x.Start--
	}
	for x.End < len(s.text) && !utf8.RuneStart(s.text[x.End]) {
		x.End++
	}
	return x
}

// sentencesOf are the sentences in order, none overlapping.
func (s *setter) sentencesOf(r *review.Review) []review.Sentence {
	all := make([]review.Sentence, 0, len(r.Sentences))
	for _, x := range r.Sentences {
		x.Span = s.clip(x.Span)
		all = append(all, x)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Start < all[j].Start })
	kept, end := all[:0], 0
	for _, x := range all {
		if x.Start = max(x.Start, end); x.End > x.Start {
			kept, end = append(kept, x), x.End
		}
	}
	return kept
}

// sentenceAt is the number of the sentence that holds a byte, or of the next
// one, or of the last.
func (s *setter) sentenceAt(at int) int {
	i := sort.Search(len(s.sentences), func(i int) bool { return s.sentences[i].End > at })
	return min(i, len(s.sentences)-1)
}

// mostRinged is how long words may be that are ringed; of longer ones the
// note's number says enough.
const mostRinged = 48

// findings numbers the notes and finds their places.
func (s *setter) findings(r *review.Review, inOrder bool) {
	order := make([]int, len(r.Findings))
	for i := range order {
		order[i] = i
	}
	if inOrder {
		sort.SliceStable(order, func(i, j int) bool { return r.Findings[order[i]].Start < r.Findings[order[j]].Start })
	}
	for n, i := range order {
		f := r.Findings[i]
		s.m.notes = append(s.m.notes, note{n + 1, f})
		s.place(n+1, f.Span, true)
		for _, also := range f.Also {
			s.place(n+1, also, false)
		}
	}
	sort.SliceStable(s.places, func(i, j int) bool { return s.places[i].at < s.places[j].at })
}

// place anchors a note at the end of the sentence that its words stand in,
// and rings the words where they are few.
func (s *setter) place(n int, x review.Span, stand bool) {
	x = s.clip(x)
	if len(s.sentences) == 0 {
		s.places = append(s.places, place{len(s.text), n, stand})
		return
	}
	in := s.sentences[s.sentenceAt(x.Start)]
	s.places = append(s.places, place{in.End, n, stand})
	within := x.Start >= in.Start && x.End <= in.End && x.End > x.Start
	if within && x.End-x.Start <= mostRinged && x.End-x.Start < (in.End-in.Start)*3/4 {
		s.rings = append(s.rings, ring{x, noteRing})
	}
}

// settleRings joins rings that overlap; what is confidential in one of them
// is so in the whole.
func (s *setter) settleRings() {
	sort.Slice(s.rings, func(i, j int) bool { return s.rings[i].Start < s.rings[j].Start })
	kept := s.rings[:0]
	for _, x := range s.rings {
		if n := len(kept); n > 0 && x.Start < kept[n-1].End {
			kept[n-1].End = max(kept[n-1].End, x.End)
			if x.class == confidentialRing {
				kept[n-1].class = x.class
			}
			continue
		}
		kept = append(kept, x)
	}
	s.rings = kept
}

// set walks over the text.
func (s *setter) set() {
	at := 0
	for i, x := range s.sentences {
		s.between(s.text[at:x.Start])
		s.sentence(x, s.roomy(i))
		at = x.End
	}
	s.between(s.text[at:])
	s.anchor(len(s.text) + 1)
	s.close()
}

// lineLetters is about how many letters a line has.
const lineLetters = 80

// roomy reports whether the part that a sentence begins goes on for a line,
// so that the name of the next one does not fall on it.
func (s *setter) roomy(i int) bool {
	for _, next := range s.sentences[i+1:] {
		if next.Role == s.sentences[i].Role || next.Role == review.Other {
			continue
		}
		between := s.text[s.sentences[i].Start:next.Start]
		return len(between) >= lineLetters || strings.Contains(between, "\n\n")
	}
	return true
}

// close ends a paragraph.
func (s *setter) close() {
	p := s.open
	s.open = paragraph{}
	for i := len(p.runs) - 1; i >= 0; i-- {
		if x := p.runs[i]; x.role == "" && strings.TrimSpace(x.text) == "" && len(x.refs)+len(x.stand) == 0 {
			p.runs = p.runs[:i]
			continue
		}
		break
	}
	if len(p.runs) == 0 {
		return
	}
	p.aside = true
	for _, x := range p.runs {
		if x.role != "" {
			p.aside = false
		}
	}
	s.m.paragraphs = append(s.m.paragraphs, p)
}

// add puts text of no role into the paragraph.
func (s *setter) add(text string) {
	if text == "" || strings.TrimSpace(text) == "" && len(s.open.runs) == 0 {
		return
	}
	s.open.runs = append(s.open.runs, run{text: text})
}

// between sets what stands between two sentences: blanks, blank lines that
// end a paragraph, headings, and whatever else was not judged.
func (s *setter) between(text string) {
	if !strings.Contains(text, "\n") {
		s.add(text)
		return
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range lines {
		last := i == len(lines)-1
		blank := strings.TrimSpace(line) == ""
		switch {
		case !last && strings.HasPrefix(strings.TrimSpace(line), "#"):
			s.heading(strings.Trim(line, "# \t"))
		case i == 0 && !blank:
			s.add(line)
		case i == 0:
		case blank && !last:
			s.close()
		case blank:
			s.lineBreak()
		default:
			s.lineBreak()
			s.add(strings.TrimLeft(line, " \t"))
		}
	}
}

// heading sets a heading as a paragraph of its own. One that names a part
// tells that it begins.
func (s *setter) heading(text string) {
	s.close()
	if text == "" {
		return
	}
	for _, r := range review.Roles {
		if strings.HasPrefix(strings.ToLower(text), string(r)) {
			s.part = r
		}
	}
	s.open = paragraph{heading: true, runs: []run{{text: text}}}
	s.close()
}

// lineBreak ends a line within a paragraph.
func (s *setter) lineBreak() {
	if len(s.open.runs) > 0 {
		s.open.runs = append(s.open.runs, run{text: "\n"})
	}
}

// sentence sets one sentence with its rings and the notes that hang on it.
func (s *setter) sentence(x review.Sentence, roomy bool) {
	begins := review.Role("")
	if x.Role != s.part && x.Role != review.Other {
		begins, s.part = x.Role, x.Role
	}
	add := func(from, to int, ring string) {
		if to <= from {
			return
		}
		words := strings.Join(strings.FieldsFunc(s.text[from:to], func(r rune) bool { return r == '\n' || r == '\r' }), " ")
		s.open.runs = append(s.open.runs, run{text: words, role: x.Role, begins: begins, gutter: roomy, ring: ring})
		begins = ""
	}
	at := x.Start
	for len(s.rings) > 0 && s.rings[0].Start < x.End {
		ring := s.rings[0]
		s.rings = s.rings[1:]
		from, to := max(at, ring.Start), min(ring.End, x.End)
		add(at, from, "")
		add(from, to, ring.class)
		at = max(at, to)
	}
	add(at, x.End, "")
	if n := len(s.open.runs); n > 0 {
		s.open.runs[n-1].ends, s.open.runs[n-1].unsure = true, x.Unsure
	}
	s.anchor(x.End)
}

// anchor hangs on the last run all notes whose place has been reached.
func (s *setter) anchor(at int) {
	for len(s.places) > 0 && s.places[0].at <= at {
		p := s.places[0]
		s.places = s.places[1:]
		if len(s.open.runs) == 0 {
			s.open.runs = append(s.open.runs, run{})
		}
		last := &s.open.runs[len(s.open.runs)-1]
		if p.stand {
			last.stand = append(last.stand, p.n)
		}
		if n := len(last.refs); n == 0 || last.refs[n-1] != p.n {
			last.refs = append(last.refs, p.n)
		}
	}
}

// body writes the text of a paragraph. It is written by hand because every
// blank between its marks counts.
func (m *manuscript) body(p paragraph) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		var b strings.Builder
		open := false
		for _, x := range p.runs {
			open = m.run(&b, x, open)
			for _, n := range x.stand {
				if _, err := io.WriteString(w, b.String()); err != nil {
					return err
				}
				b.Reset()
				if err := marginNote(m.notes[n-1]).Render(ctx, w); err != nil {
					return err
				}
			}
		}
		if open {
			b.WriteString("</mark>")
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// run writes one run and reports whether its mark is still open.
func (m *manuscript) run(b *strings.Builder, x run, open bool) bool {
	if x.role == "" {
		b.WriteString(strings.ReplaceAll(templ.EscapeString(x.text), "\n", "<br>"))
	} else {
		if x.begins != "" {
			class := "hide"
			if x.gutter {
				class = "ms-part"
			}
			b.WriteString(`<span class="` + class + `">` + string(knownRole(x.begins)) + `<span class="hide">: </span></span>`)
		}
		if !open {
			b.WriteString(`<mark class="role-` + string(knownRole(x.role)) + `">`)
		}
		switch x.ring {
		case "":
			b.WriteString(templ.EscapeString(x.text))
		case confidentialRing:
			b.WriteString(`<span class="` + x.ring + `"><span class="hide">confidential: </span>` + templ.EscapeString(x.text) + `</span>`)
		default:
			b.WriteString(`<span class="` + x.ring + `">` + templ.EscapeString(x.text) + `</span>`)
		}
		if open = !x.ends; !open {
			b.WriteString("</mark>")
		}
		if x.unsure {
			b.WriteString(`<span class="ms-unsure" title="This sentence could be read in two ways">?</span>`)
		}
	}
	m.references(b, x.refs)
	return open
}

// references writes the numbers of notes: links to the footnotes where those
// are shown, and plain where the notes stand beside.
func (m *manuscript) references(b *strings.Builder, refs []int) {
	if len(refs) == 0 {
		return
	}
	b.WriteString(`<sup class="ms-refs">`)
	for i, n := range refs {
		if i > 0 {
			b.WriteString(`<span class="ms-comma">,</span>`)
		}
		no := strconv.Itoa(n)
		b.WriteString(`<span class="ms-beside">` + no + `</span><a class="ms-below" href="#` + templ.EscapeString(m.id) + `-n` + no + `"><span class="hide">note </span>` + no + `</a>`)
	}
	b.WriteString(`</sup>`)
}

// knownRole is a role that a class can be named after.
func knownRole(r review.Role) review.Role {
	for _, known := range review.Roles {
		if r == known {
			return r
		}
	}
	return review.Other
}

func (m *manuscript) anchorOf(n note) string { return m.id + "-n" + strconv.Itoa(n.n) }

// grave is the class of a note: what costs the vote something is in ink.
func (n note) class(base string) string {
	if n.Cost > 0 && n.Severity.AtLeast(review.Warning) {
		return base + " ms-grave"
	}
	return base
}

// class is how a paragraph is set.
func (p paragraph) class() string {
	switch {
	case p.heading:
		return "ms-p ms-head"
	case p.aside:
		return "ms-p ms-aside"
	}
	return "ms-p"
}
