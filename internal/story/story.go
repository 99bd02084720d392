// Package story reads and writes the text form of a story: one thing that
// happened to a person, as it is told to an interviewer, with what belongs
// to it but is not part of the telling.
//
// Parse reads Markdown or plain text and says which of its bytes are the
// answer, which of those stand under a heading named after a role, and what
// else the file holds. Import reads other people's forms into drafts, and
// Draft.Markdown writes a draft as a file that Parse reads back.
package story

import (
	"fmt"

	"rehearse/internal/prose"
)

// MaxSize is the largest story file that is read, in bytes (16 MB).
const MaxSize = 16 << 20

// The roles that a heading can give to the text under it.
const (
	Situation = "situation"
	Task      = "task"
	Action    = "action"
	Result    = "result"
	Learning  = "learning"
)

// Story is one story file as read. Every span in it is a range of bytes of
// Source, which is the file as given: front matter, byte order mark and
// Windows line ends included.
type Story struct {
	// Name is the name of the file, as it is shown in messages.
	Name string
	// Source is the whole file.
	Source string
	// Front is what the front matter says, completed by a title heading
	// and a question line at the top of the text.
	Front FrontMatter
	// Answer holds the pieces of Source that are the answer, in order,
	// none empty, without surrounding blanks. Headings, comments and
	// thematic breaks lie between the pieces.
	Answer []prose.Span
	// Parts holds the text that stands under role headings, in order.
	Parts []Part
	// Sections holds what the file keeps beside the answer, in order. It is
	// never judged.
	Sections []Section
	// Suppressions and RoleMarks come from comments, in order.
	Suppressions []Suppression
	RoleMarks    []RoleMark
	// Problems are faults in the file that do not hinder reading it, in
	// order of position.
	Problems []Problem

	// loose holds the answer text under no role heading, comments included.
	loose []prose.Span
}

// FrontMatter is what a story file says about itself.
type FrontMatter struct {
	ID       string `yaml:"id"`
	Title    string `yaml:"title"`
	Question string `yaml:"question"`
	// Kind is "standard", "failure", or empty where nothing was said.
	Kind string `yaml:"kind"`
	// Principles are the ids that the author claims; they are not checked
	// against a rubric here.
	Principles []string `yaml:"principles"`
	Rubric     string   `yaml:"rubric"`
	// Questions are further questions that the story is told for.
	Questions []string `yaml:"questions"`
	// Tags are the author's own.
	Tags []string `yaml:"tags"`
	// Project is what the story was about, in the author's words.
	Project string `yaml:"project"`
}

// Part is the text under one role heading. The same role may come twice.
type Part struct {
	Role string
	// Heading is the heading or label; Body is what follows it, without
	// surrounding blanks, comments included.
	Heading, Body prose.Span
}

// Section is a stretch of the file that belongs to the story and not to the
// answer: follow-ups, red flags, notes, or anything under another heading.
type Section struct {
	// Title is the heading without its marks.
	Title         string
	Heading, Body prose.Span
}

// Suppression asks that one rule stay silent, and says why:
//
//	<!-- rehearse: allow RULE because REASON -->
type Suppression struct {
	Rule, Reason string
	// Span is the comment.
	prose.Span
}

// RoleMark corrects the role of the sentence after it:
//
//	<!-- rehearse: role result -->
type RoleMark struct {
	Role string
	// Span is the comment.
	prose.Span
}

// Problem is a fault in a file that could still be read.
type Problem struct {
	prose.Span
	Message string
}

// Error says why a file could not be read, where, and what to do about it.
type Error struct {
	Name string
	// Line and Column count from 1; Column counts characters.
	Line, Column int
	// Message says what was wrong, a semicolon, and what to do.
	Message string
}

// Error gives the message in the form file:line:column: message.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Message)
}

// Quote is the text that a span of the story covers.
func (s *Story) Quote(span prose.Span) string { return s.Source[span.Start:span.End] }

// Parse reads a story file, Markdown or plain text. The name is used in
// messages only. Its errors are of type *Error: the file is larger than
// MaxSize, is not UTF-8 text, or has front matter that can't be read.
func Parse(name string, data []byte) (*Story, error) {
	if err := checkText(name, data); err != nil {
		return nil, err
	}
	s := &Story{Name: name, Source: string(data)}
	body, err := s.readFront()
	if err != nil {
		return nil, err
	}
	d := scan(s.Source, body)
	s.takeComments(d.comments)
	s.assemble(d, prose.Span{Start: body, End: len(s.Source)}, nil)
	s.remark(d)
	return s, nil
}
