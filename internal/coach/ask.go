package coach

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"rehearse/internal/review"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// Ask is one question of the guided builder.
type Ask struct {
	// ID names the question, such as "result-2".
	ID string
	// Part is the role that the reply belongs to.
	Part string
	// Question is asked; Hint says what a good reply holds.
	Question, Hint string
	// Left is how many questions are still to come at most, this one
	// included: a full reply answers some of them at once.
	Left int
}

//go:embed ask.yaml
var askText []byte

// askPart is what is asked about one part of a story.
type askPart struct {
	Part string `yaml:"part"`
	// Enough is how many words tell the part.
	Enough int      `yaml:"enough"`
	Asks   []asking `yaml:"asks"`
}

// asking is one question, with its wording for stories about a failure where
// that differs.
type asking struct {
	Question    string `yaml:"question"`
	Hint        string `yaml:"hint"`
	For         string `yaml:"for"`
	Failure     string `yaml:"failure"`
	FailureHint string `yaml:"failure-hint"`
}

// askParts are the parts in the order in which they are asked for.
var askParts = sync.OnceValues(func() (parts []askPart, err error) {
	if err := yaml.UnmarshalWithOptions(askText, &parts, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("the questions of the guided builder can’t be read: %w", err)
	}
	return parts, nil
})

// NextAsk is what the guided builder asks next of a story: the first question
// about the first part that the text does not tell yet, whether under a
// heading or not. skip names questions that the person does not want to
// answer. ok is false where nothing is left to ask.
func (c *Coach) NextAsk(s store.Story, skip ...string) (ask Ask, ok bool) {
	parts, err := askParts()
	if err != nil {
		return Ask{}, false // can't be: a test reads them
	}
	t := c.toldIn(s)
	for _, p := range parts {
		asks := p.open(t, skip)
		if len(asks) > 0 && !ok {
			ask, ok = asks[0], true
		}
		ask.Left += len(asks)
	}
	return ask, ok
}

// told is what a story tells already, by part.
type told struct {
	words, amounts, replies map[string]int
	failure                 bool
}

// toldIn reads what a story tells.
func (c *Coach) toldIn(s store.Story) told {
	t := told{words: map[string]int{}, amounts: map[string]int{}, replies: map[string]int{}}
	t.failure = s.Kind == "failure" || s.Kind == "" && review.KindOf(s.Question) == "failure"
	parsed, rev, _ := c.Review(Asked{Text: s.Answer, Question: s.Question, Kind: s.Kind})
	if rev == nil {
		return t
	}
	t.failure = rev.Kind == "failure"
	for role, clock := range rev.Clock {
		t.words[string(role)] = clock.Words
	}
	for _, q := range rev.Quantities {
		t.amounts[string(q.Role)]++
	}
	for _, p := range parsed.Parts {
		t.replies[p.Role] += paragraphs(parsed.Quote(p.Body))
	}
	return t
}

// paragraphs counts the paragraphs of a text.
func paragraphs(text string) (n int) {
	for _, p := range strings.Split(text, "\n\n") {
		if strings.TrimSpace(p) != "" {
			n++
		}
	}
	return n
}

// open are the questions about a part that are still to be asked. Each
// paragraph under the part's heading counts as a reply to one of them.
func (p *askPart) open(t told, skip []string) (asks []Ask) {
	words := t.words[p.Part]
	replied := t.replies[p.Part]
	if replied == 0 && words > 0 {
		return nil // told in the person's own way, without headings
	}
	for i, a := range p.Asks {
		id := fmt.Sprintf("%s-%d", p.Part, i+1)
		if i < replied || slices.Contains(skip, id) || !a.wanted(words, p.Enough, t.amounts[p.Part]) {
			continue
		}
		ask := Ask{ID: id, Part: p.Part, Question: a.Question, Hint: a.Hint}
		if t.failure && a.Failure != "" {
			ask.Question, ask.Hint = a.Failure, firstFull(a.FailureHint, a.Hint)
		}
		asks = append(asks, ask)
	}
	return asks
}

// wanted reports whether what a question is for is missing.
func (a *asking) wanted(words, enough, amounts int) bool {
	switch a.For {
	case "amount":
		return amounts == 0
	case "words":
		return words < enough
	}
	return words == 0
}

// Answered puts a reply under its part of a story's answer: after what stands
// under the part's heading, or under a heading of its own where the part has
// none, in the order of telling. It adds no word to the person's own, and
// leaves all that is there as it is. A part that is no role, or an empty
// reply, changes nothing.
func (c *Coach) Answered(s store.Story, part, reply string) store.Story {
	order := slices.Index(review.Roles, review.Role(part))
	reply = cleanText(reply)
	if order < 0 || part == string(review.Other) || reply == "" {
		return s
	}
	s.Answer = cleanText(s.Answer)
	parsed, err := story.Parse("story", []byte(s.Answer))
	if err != nil {
		s.Answer = joinBlocks(s.Answer, reply)
		return s
	}
	said := asText(reply)
	text := said
	at, heading := placeOf(parsed, part)
	if heading {
		text = "## " + strings.ToUpper(part[:1]) + part[1:] + "\n\n" + text
	}
	before := s.Answer[:at]
	if at > 0 && strings.HasPrefix(s.Answer[at:], "#") && !strings.HasSuffix(before, "\n") {
		before += "\n"
	}
	answer := joinBlocks(joinBlocks(before, text), s.Answer[at:])
	if len(parsed.Sections) == 0 && !stands(answer, part, said) {
		// A block of code or a comment that never ends takes in all that
		// follows. Written anew it is marked as text.
		d := answerDraft(s.Answer)
		old := partOf(&d, part)
		*old = joinBlocks(*old, reply)
		answer = bodyOf(d)
	}
	s.Answer = answer
	return s
}

// stands reports whether a text stands under the heading of a part.
func stands(answer, part, text string) bool {
	s, err := story.Parse("story", []byte(answer))
	if err != nil {
		return false
	}
	return slices.ContainsFunc(s.Parts, func(p story.Part) bool { return p.Role == part && strings.Contains(s.Quote(p.Body), text) })
}

// partOf is the field of a draft that holds a part.
func partOf(d *story.Draft, part string) *string {
	switch part {
	case story.Situation:
		return &d.Situation
	case story.Task:
		return &d.Task
	case story.Action:
		return &d.Action
	case story.Result:
		return &d.Result
	}
	return &d.Learning
}

// placeOf is where a reply about a part goes, and whether it needs a heading.
func placeOf(s *story.Story, part string) (at int, heading bool) {
	for _, p := range slices.Backward(s.Parts) {
		if p.Role == part {
			return max(p.Body.End, p.Heading.End), false
		}
	}
	order := slices.Index(review.Roles, review.Role(part))
	for _, p := range s.Parts {
		if slices.Index(review.Roles, review.Role(p.Role)) > order {
			return p.Heading.Start, true
		}
	}
	// After the answer, and before what belongs to the story beside it.
	if n := len(s.Answer); n > 0 {
		after := s.Answer[n-1].End
		for _, p := range s.Parts {
			after = max(after, p.Body.End, p.Heading.End)
		}
		return lineEnd(s.Source, after), true
	}
	if len(s.Sections) > 0 {
		return s.Sections[0].Heading.Start, true
	}
	return len(s.Source), true
}

// lineEnd is the end of the line that holds an offset.
func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}

// joinBlocks puts a blank line between two texts, of which one may be empty.
func joinBlocks(a, b string) string {
	a, b = strings.TrimRight(a, "\n"), strings.TrimLeft(b, "\n")
	if strings.TrimSpace(a) == "" || strings.TrimSpace(b) == "" {
		return a + b
	}
	return a + "\n\n" + b
}

// asText is a text in a form of which no line is read as a heading.
func asText(text string) string {
	return strings.TrimPrefix(bodyOf(story.Draft{Situation: text}), "## Situation\n\n")
}

// bodyOf is the file of a draft without its front matter.
func bodyOf(d story.Draft) string {
	_, body, _ := strings.Cut(strings.TrimPrefix(string(d.Markdown()), "---\n"), "---\n")
	return strings.TrimRight(strings.TrimPrefix(body, "\n"), "\n")
}
