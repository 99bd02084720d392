package coach

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rehearse/internal/store"
	"rehearse/internal/story"
)

// Sections in which a file keeps, beside the form that everybody can read,
// what that form can't hold as it was written. They are left out wherever
// nothing would be lost.
const (
	answerAsWritten = "Answer as written"
	notesAsWritten  = "Notes as written"
)

// Draft is a story with all that is kept beside it, in the form of a story
// file. FromDraft gives the same back, but for ids and times.
func Draft(e Entry) story.Draft {
	d := answerDraft(e.Answer)
	notes, plain := notesDraft(e.Notes)
	if plain {
		d.RedFlags, d.Learned, d.Applied, d.Alternatives = notes.RedFlags, notes.Learned, notes.Applied, notes.Alternatives
		d.Metrics, d.Signs, d.Notes, d.Told, d.Sections = notes.Metrics, notes.Signs, notes.Notes, notes.Told, notes.Sections
	} else {
		d.Sections = append(d.Sections, story.DraftSection{Title: notesAsWritten, Text: e.Notes})
	}
	if bodyOf(answerDraft(e.Answer)) != e.Answer {
		d.Sections = append(d.Sections, story.DraftSection{Title: answerAsWritten, Text: e.Answer})
	}
	d.Title, d.Question, d.Kind, d.Project = e.Title, e.Question, e.Kind, e.Project
	d.Questions, d.Tags, d.Principles = slices.Clone(e.Questions), slices.Clone(e.Tags), slices.Clone(e.Principles)
	for _, f := range e.FollowUps {
		d.FollowUps = append(d.FollowUps, story.FollowUp{Question: f.Question, Reply: f.Reply})
	}
	for _, x := range e.Claims {
		d.Claims = append(d.Claims, story.ClaimNote{Text: x.Text, Standing: x.Standing, Source: x.Source, Instead: x.Instead})
	}
	for _, t := range e.Tellings {
		d.Told = append(d.Told, toldLine(t))
	}
	return d
}

// answerDraft is an answer in its parts, and nothing else.
func answerDraft(answer string) story.Draft {
	s, err := story.Parse("story", []byte(answer))
	if err != nil {
		return story.Draft{Text: answer}
	}
	d := s.Draft()
	return story.Draft{Text: d.Text, Situation: d.Situation, Task: d.Task, Action: d.Action, Result: d.Result, Learning: d.Learning}
}

// notesDraft is a story's notes in their sections. plain is false where the
// sections would not give the same notes back.
func notesDraft(notes string) (d story.Draft, plain bool) {
	if notes == "" {
		return d, true
	}
	s, err := story.Parse("notes", []byte(notes))
	if err != nil {
		return d, false
	}
	d = s.Draft()
	rows := len(d.FollowUps) + len(d.Claims)
	for _, line := range d.Told {
		if _, ok := toldFrom(line); ok {
			rows++
		}
	}
	for _, s := range d.Sections {
		if s.Title == answerAsWritten || s.Title == notesAsWritten {
			rows++
		}
	}
	return d, rows == 0 && notesOf(d) == notes
}

// notesOf writes what of a draft belongs to the story and is not told, and
// has no place of its own in the store.
func notesOf(d story.Draft) string {
	return bodyOf(story.Draft{RedFlags: d.RedFlags, Learned: d.Learned, Applied: d.Applied, Alternatives: d.Alternatives,
		Metrics: d.Metrics, Signs: d.Signs, Notes: d.Notes, Told: d.Told, Sections: d.Sections})
}

// toldLine is a telling on a line: "2025-03-14: Ana, went well".
func toldLine(t store.Telling) string {
	to := t.To
	if strings.ContainsAny(to, `,"`) || to == "" && t.Note != "" {
		to = strconv.Quote(to)
	}
	line := t.On
	if to != "" {
		line += ": " + to
	}
	if t.Note != "" {
		line += ", " + t.Note
	}
	return line
}

// toldFrom reads a line that toldLine wrote, or one that a person wrote
// likewise.
func toldFrom(line string) (t store.Telling, ok bool) {
	day, rest, _ := strings.Cut(line, ":")
	if t.On = strings.TrimSpace(day); checkDay(t.On) != nil {
		return t, false
	}
	rest = strings.TrimSpace(rest)
	if quoted, err := strconv.QuotedPrefix(rest); err == nil && quoted[0] == '"' {
		t.To, _ = strconv.Unquote(quoted)
		rest = strings.TrimPrefix(rest[len(quoted):], ",")
	} else {
		t.To, rest, _ = strings.Cut(rest, ",")
	}
	t.To, t.Note = cleanLine(t.To), cleanText(rest)
	return t, len(t.Note) <= LongestNote
}

// Export gives every story as a Markdown file. The names are made from the
// titles: unique, also where capitals don't count, and safe on every system.
// It stops at the first error of add and returns how many were given.
func (c *Coach) Export(ctx context.Context, owner string, add func(name string, data []byte) error) (n int, err error) {
	p, err := c.Portfolio(ctx, owner)
	if err != nil {
		return 0, err
	}
	entries := slices.Clone(p.Entries)
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	taken := map[string]bool{}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		if err := add(fileName(e.Title, taken), Draft(e).Markdown()); err != nil {
			return n, fmt.Errorf("the story %q could not be written: %w", e.Title, err)
		}
		n++
	}
	return n, nil
}

// reserved are names that Windows keeps for devices.
var reserved = []string{"con", "prn", "aux", "nul", "conin", "conout"}

// fileName makes a file name from a title that is not taken yet, and takes
// it.
func fileName(title string, taken map[string]bool) string {
	stem := slug(title)
	device := len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt"))
	if device || slices.Contains(reserved, stem) {
		stem += "-story"
	}
	name := stem
	for n := 2; taken[name]; n++ {
		name = stem + "-" + strconv.Itoa(n)
	}
	taken[name] = true
	return name + ".md"
}

// slug is a title in lower-case letters and digits with hyphens between, 60
// bytes at most.
func slug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		switch {
		case r == '\'' || r == '’' || unicode.IsMark(r):
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
	return firstFull(strings.Trim(b.String(), "-"), "story")
}
