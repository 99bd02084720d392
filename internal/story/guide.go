package story

import (
	"slices"
	"strings"
)

// guideReader reads an interview guide line by line: numbered scenarios with
// a question, a model answer in four parts and lists about them, and
// chapters between the scenarios.
type guideReader struct {
	out     *Imported
	stories []*guideStory
	open    *guideStory
	// mapped is the principle under whose heading a chapter lists
	// scenarios, and named what it lists, by number of scenario.
	mapped string
	named  map[string][]string
	// next is the next line with text, or "".
	next string
}

// guideStory is one scenario while it is read.
type guideStory struct {
	Draft
	number  string
	level   int // of its heading; 0 where headings have no level
	section string
	title   string // of the section
	role    string
	lines   []string
	// after counts the sections since the result.
	after int
}

// The sections of a scenario that only a guide has.
const (
	guideStar   = "star"
	guideOpened = "opened" // before the first section
)

// guideLine is a line of a guide: a heading, or text.
type guideLine struct {
	number int
	// raw is the line as it stands, text without the marks of a heading.
	raw, text string
	heading   bool
	level     int
}

// isGuide reports whether a text has numbered scenarios with questions.
func isGuide(src string) bool {
	scenarios, questions := 0, 0
	eachGuideLine(src, func(l guideLine) {
		if !l.heading {
			return
		}
		if _, _, _, ok := scenarioTitle(l.text); ok {
			scenarios++
		}
		if isQuestionHeading(l.text) {
			questions++
		}
	})
	return scenarios > 0 && questions > 0
}

func isQuestionHeading(title string) bool {
	return strings.EqualFold(title, "The Interview Question") || strings.EqualFold(title, "Interview Question")
}

// eachGuideLine calls f with every line that holds something. Headings are
// marked by # or, in text that was copied from a page, by a pilcrow.
func eachGuideLine(src string, f func(guideLine)) {
	for pos, n := 0, 1; pos < len(src); n++ {
		end, next := lineAt(src, pos)
		l := guideLine{number: n, text: strings.TrimFunc(src[pos:end], isBlank)}
		pos = next
		if l.text == "" {
			continue
		}
		l.raw = l.text
		title := strings.TrimLeft(l.text, "#")
		l.level = len(l.text) - len(title)
		if rest, ok := strings.CutSuffix(title, "¶"); ok {
			l.heading, title = true, rest
		}
		if l.level > 0 && strings.HasPrefix(title, " ") {
			l.heading = true
		}
		if l.heading {
			l.text = strings.Trim(title, " *\t")
		}
		f(l)
	}
}

// scenarioTitle reads "L6 Failure Scenario 2: Title".
func scenarioTitle(s string) (number, title, kind string, ok bool) {
	i := strings.Index(s, "Scenario ")
	if i < 0 || i > 24 {
		return
	}
	number, title, ok = strings.Cut(s[i+len("Scenario "):], ":")
	if !ok || number == "" || len(number) > 3 || strings.Trim(number, "0123456789") != "" {
		return "", "", "", false
	}
	kind = "standard"
	if strings.Contains(s[:i], "Failure") {
		kind, number = "failure", "failure "+number
	}
	return number, strings.TrimSpace(title), kind, true
}

func readGuide(src string) *Imported {
	g := &guideReader{out: &Imported{Form: FormGuide}, named: map[string][]string{}}
	var held guideLine
	eachGuideLine(src, func(l guideLine) {
		if held.text != "" {
			g.next = l.text
			g.line(held)
		}
		held = l
	})
	g.next = ""
	if held.text != "" {
		g.line(held)
	}
	g.finish()
	for _, s := range g.stories {
		if len(s.Principles) == 0 {
			s.Principles = g.named[s.number]
		}
		s.hintsApart()
		g.out.Stories = append(g.out.Stories, s.Draft)
	}
	return g.out
}

func (g *guideReader) line(l guideLine) {
	if l.heading {
		g.heading(l)
		return
	}
	if g.open == nil {
		g.unplaced(l)
		return
	}
	if !isBreak(l.text) {
		g.open.add(l.text)
	}
}

func (g *guideReader) heading(l guideLine) {
	if number, title, kind, ok := scenarioTitle(l.text); ok {
		g.finish()
		g.open = &guideStory{number: number, level: l.level, section: guideOpened}
		g.open.Draft = Draft{Title: title, Kind: kind, ID: slug(title), Line: l.number}
		return
	}
	if g.open != nil && g.open.begin(l, g.next) {
		return
	}
	g.finish()
	g.unplaced(l)
}

// unplaced keeps a line of a chapter, and the principles that it names for
// scenarios.
func (g *guideReader) unplaced(l guideLine) {
	if l.heading {
		g.mapped = principleID(l.text)
	} else if item, marked := cutBullet(l.text); marked && g.mapped != "" {
		if rest, ok := strings.CutPrefix(item, "Scenario "); ok {
			number, _, _ := strings.Cut(rest, " ")
			g.named[number] = addNew(g.named[number], g.mapped)
		}
	}
	if l.heading || !isBreak(l.text) {
		g.out.Unplaced = append(g.out.Unplaced, Unplaced{l.number, l.raw})
	}
}

func (g *guideReader) finish() {
	if g.open == nil {
		return
	}
	g.open.endSection()
	for _, part := range []string{Situation, Task, Action, Result, Learning} {
		p := g.open.part(part)
		*p = unquote(*p)
	}
	g.stories = append(g.stories, g.open)
	g.open = nil
}

// begin opens the section of a scenario that a heading names. It reports
// false where the heading belongs to no scenario.
func (s *guideStory) begin(l guideLine, next string) bool {
	_, section, known := lookup(strings.ToLower(l.text))
	switch {
	case isQuestionHeading(l.text):
		section = secQuestion
	case section == secAnswer:
		section = guideStar
	case known && section != "":
	case isGuideHeading(l.text):
		section = secOther
	case l.level > 0:
		if l.level <= s.level {
			return false
		}
		section = secOther
	default:
		// Without levels, one list of any name may follow the answer: what
		// it shows. After other sections a new name is a new chapter.
		_, list := cutBullet(next)
		if s.Result == "" || s.after > 0 || !list {
			return false
		}
		section = secOther
	}
	s.endSection()
	if s.Result != "" {
		s.after++
	}
	s.section, s.title = section, l.text
	return true
}

// isGuideHeading knows the headings of a scenario that have no field.
func isGuideHeading(title string) bool {
	switch strings.ToLower(title) {
	case "what the interviewer is evaluating", "what you would do differently", "scenario setup":
		return true
	}
	return false
}

func (s *guideStory) add(text string) {
	if s.section != guideStar {
		s.lines = append(s.lines, text)
		return
	}
	if l, ok := scanLabel(text); ok && l.role != "" && l.strength == strong {
		s.role = l.role
		text = strings.TrimSpace(text[l.end:])
	}
	p := s.part(s.role)
	*p = joinParagraphs(*p, text)
}

// endSection stores the lines of the open section.
func (s *guideStory) endSection() {
	lines := s.lines
	s.lines = nil
	if len(lines) == 0 {
		return
	}
	text := strings.Join(lines, "\n")
	switch s.section {
	case secQuestion:
		s.Question = unquote(strings.Trim(oneLine(text), "*>"))
	case guideOpened:
		s.Sections = append(s.Sections, DraftSection{"Opening", text})
	case secOther:
		s.Sections = append(s.Sections, DraftSection{guideTitle(s.title), text})
	default:
		s.addSection(sectionKind(s.title), s.title, text)
	}
}

// guideTitle gives a section of a guide the name that our files use.
func guideTitle(title string) string {
	switch strings.ToLower(title) {
	case "scenario setup":
		return "Setup"
	case "what the interviewer is evaluating":
		return "Listened for"
	case "what you would do differently":
		return "Would do differently"
	}
	return title
}

// hintsSection is where the advice on follow-ups goes.
const hintsSection = "Hints for follow-ups"

// hintsApart takes advice on what to say from the replies to follow-ups:
// nobody would say it. It becomes a section of its own, by question.
func (s *guideStory) hintsApart() {
	var hints []string
	for i := range s.FollowUps {
		if f := &s.FollowUps[i]; isTip(f.Reply) {
			hints = append(hints, "- "+f.Question+": "+f.Reply)
			f.Reply = ""
		}
	}
	if len(hints) > 0 {
		s.Sections = append(s.Sections, DraftSection{hintsSection, strings.Join(hints, "\n")})
	}
}

// isTip reports whether a reply is advice: it begins with a verb that tells
// what to do, and nobody speaks in it.
func isTip(reply string) bool {
	words := strings.Fields(reply)
	if len(words) < 2 || !slices.Contains(tips, strings.ToLower(strings.Trim(words[0], ",;:.*_\"“”"))) {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool {
		switch strings.ToLower(strings.Trim(w, ",;:.!?\"“”()")) {
		case "i", "i'd", "i’d", "i've", "i’ve", "i'm", "i’m", "my", "me", "we", "our", "us":
			return true
		}
		return false
	})
}

// tips are the verbs that advice on a reply begins with.
var tips = strings.Fields(`focus acknowledge address admit articulate avoid bring cite clarify connect convey cover
	demonstrate describe detail discuss display emphasize emphasise ensure explain express frame give highlight
	illustrate include indicate keep link mention name outline own point prepare present prove provide quantify
	reference reflect reveal share show speak stress talk tell tie underline use walk`)
