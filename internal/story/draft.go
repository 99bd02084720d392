package story

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Draft is a story on its way into a file: what Import found, or what a
// parsed file holds, without positions.
type Draft struct {
	ID, Title, Question, Kind, Rubric string
	// Questions are further questions that the story is told for.
	Questions []string
	// Principles are ids such as dive-deep.
	Principles []string
	// Tags are the author's own words for finding the story.
	Tags []string
	// Project is what the story was about, in the author's words.
	Project string

	// Text is the part of the answer that was told under no role.
	Text                                      string
	Situation, Task, Action, Result, Learning string

	FollowUps []FollowUp
	RedFlags  []string
	// Learned is what the author notes as learned, apart from the telling;
	// Applied is what came of that later.
	Learned, Applied []string
	Alternatives     []string
	Metrics          []string
	// Signs are the signs of the level that a listener looks for.
	Signs []string
	Notes []string
	// Told says when and to whom the story was told, a line each:
	// "YYYY-MM-DD: whom, note". The form is not checked.
	Told []string
	// Claims is what the author notes of the amounts in the story.
	Claims []ClaimNote
	// Sections are all others, in the order of the source.
	Sections []DraftSection
	// Line is where the story begins in the imported file, from 1; 0 where
	// it was not imported.
	Line int
}

// FollowUp is a question that an interviewer may ask next, with a reply or a
// hint, which may be empty.
type FollowUp struct {
	Question, Reply string
}

// DraftSection is a section with a heading of its own.
type DraftSection struct {
	Title, Text string
}

// Draft gives the contents of a story without positions. Quote marks around
// the whole of a part are taken away.
func (s *Story) Draft() Draft {
	f := s.Front
	d := Draft{ID: f.ID, Title: f.Title, Question: f.Question, Kind: f.Kind, Rubric: f.Rubric, Project: f.Project,
		Principles: slices.Clone(f.Principles), Questions: slices.Clone(f.Questions), Tags: slices.Clone(f.Tags)}
	for _, l := range s.loose {
		d.Text = joinParagraphs(d.Text, draftText(s.Quote(l)))
	}
	for _, p := range s.Parts {
		part := d.part(p.Role)
		*part = joinParagraphs(*part, draftText(s.Quote(p.Body)))
	}
	for _, sec := range s.Sections {
		d.addSection(sectionKind(sec.Title), readTitle(sec.Title), s.Quote(sec.Body))
	}
	if d.ID == "" {
		d.ID = slug(firstFull(d.Title, baseName(s.Name)))
	}
	return d
}

func firstFull(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// part is the field that holds a role.
func (d *Draft) part(role string) *string {
	switch role {
	case Situation:
		return &d.Situation
	case Task:
		return &d.Task
	case Action:
		return &d.Action
	case Result:
		return &d.Result
	case Learning:
		return &d.Learning
	}
	return &d.Text
}

// list is the field that holds a kind of section as points, or nil.
func (d *Draft) list(kind string) *[]string {
	switch kind {
	case secRedFlags:
		return &d.RedFlags
	case secLearned:
		return &d.Learned
	case secApplied:
		return &d.Applied
	case secAlternatives:
		return &d.Alternatives
	case secMetrics:
		return &d.Metrics
	case secSigns:
		return &d.Signs
	case secNotes:
		return &d.Notes
	case secTold:
		return &d.Told
	}
	return nil
}

// addSection puts the text of a section where its kind says.
func (d *Draft) addSection(kind, title, text string) {
	if list := d.list(kind); list != nil {
		*list = append(*list, listItems(text)...)
		return
	}
	switch kind {
	case secFollowUps:
		d.FollowUps = append(d.FollowUps, followUps(text)...)
		return
	case secClaims:
		d.Claims = append(d.Claims, readClaims(text)...)
		return
	}
	text, _ = unguard(text)
	switch kind {
	case secQuestion:
		if asked := unquote(strings.Trim(oneLine(text), "*_> ")); asked == d.Question || text == "" {
			return
		}
	case secPrinciples:
		if len(d.Principles) == 0 {
			d.Principles = namedPrinciples(text)
		}
	}
	d.Sections = append(d.Sections, DraftSection{title, text})
}

// draftText is a stretch of a file as a draft holds it.
func draftText(s string) string {
	text, exact := unguard(s)
	if exact {
		return text
	}
	return unquote(text)
}

func joinParagraphs(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n\n" + b
}

// slug is a title as an id: lower case letters and digits with hyphens
// between, 60 bytes at most.
func slug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		switch {
		case r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			if b.Len()+len(string(r)) > 60 {
				return strings.Trim(b.String(), "-")
			}
			b.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	if b.Len() == 0 {
		return "story"
	}
	return b.String()
}

// baseName is a file name without folders and ending.
func baseName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return name
}

// numberIDs makes the ids of several drafts differ.
func numberIDs(drafts []Draft) {
	used, next := map[string]bool{}, map[string]int{}
	for i := range drafts {
		plain := drafts[i].ID
		id := plain
		for n := max(2, next[plain]); used[id]; n++ {
			id = plain + "-" + strconv.Itoa(n)
			next[plain] = n + 1
		}
		used[id] = true
		drafts[i].ID = id
	}
}
