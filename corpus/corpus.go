// Package corpus reads annotated answers, and holds those that the reviewer
// is trained and scored on. Their form is described in README.md beside this
// file.
package corpus

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"rehearse/internal/prose"
)

//go:embed answers
var embedded embed.FS

// Answers are the annotated answers that come with the program, by id, with
// the two readings that each was settled from.
func Answers() ([]Answer, error) {
	answers, err := settled()
	if err != nil {
		return nil, err
	}
	first, second, err := readingsOf(answers)
	if err != nil {
		return nil, err
	}
	apart := map[string][]Annotation{}
	for i := range first {
		apart[first[i].ID] = []Annotation{first[i].Annotation, second[i].Annotation}
	}
	for i := range answers {
		answers[i].Apart = apart[answers[i].ID]
	}
	return answers, nil
}

// settled are the answers as they were settled, without the two readings.
func settled() ([]Answer, error) {
	dir, err := fs.Sub(embedded, "answers")
	if err != nil {
		return nil, err
	}
	return Read(dir)
}

// Answer is one answer with its annotation.
type Answer struct {
	ID, Question string
	// Kind is "standard" or "failure"; Mode "written", "spoken" or
	// "unpunctuated".
	Kind, Mode string
	// Author, Register and Domain say where the answer comes from; each may
	// be empty.
	Author, Register, Domain string
	// Topic is what the question asks about, a name of topics.txt in the
	// model's folder, or empty.
	Topic string
	// Serves are the topics that the answer would be a fitting answer to,
	// most fitting first. Listed tells whether somebody named them, so that
	// none can be told from not known.
	Serves []string
	Listed bool
	// Text is the answer as a reviewer sees it: lines joined by a space,
	// paragraphs by two newlines.
	Text string
	// Lines are the annotated sentences as byte ranges of Text.
	Lines []prose.Span
	Annotation
	// Apart is what the two readers said, apart from each other and before
	// their differences were settled; nil where it is not kept.
	Apart []Annotation
}

// Annotation is what careful readers said of an answer.
type Annotation struct {
	// Roles holds a letter for each line: S, T, A, R, L or O.
	Roles      []string         `json:"roles"`
	Quantities []Quantity       `json:"quantities"`
	Flags      []string         `json:"flags"`
	FlagLines  map[string][]int `json:"flag_lines"`
	Principles []string         `json:"principles"`
	// Level is "below", "at" or "above". Rating is 1 to 4.
	Level  string `json:"level"`
	Rating int    `json:"rating"`
}

// Quantity is an amount as annotated: its words, and the line they stand in,
// from 1.
type Quantity struct {
	Line int    `json:"line"`
	Text string `json:"text"`
	Kind string `json:"kind"`
}

// Read reads a folder of answers, each an ID.txt with its ID.json beside it,
// ordered by id. A text without an annotation is passed over; a file that is
// there and can't be read as the form says is an error that names it.
func Read(dir fs.FS) ([]Answer, error) {
	names, err := fs.Glob(dir, "*.txt")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var answers []Answer
	for _, name := range names {
		note, err := fs.ReadFile(dir, strings.TrimSuffix(name, ".txt")+".json")
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, fmt.Errorf("an annotation could not be read: %w; make the file readable, or delete it to leave the answer out", err)
		}
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		a, err := parse(name, string(data), note)
		if err != nil {
			return nil, err
		}
		answers = append(answers, a)
	}
	return answers, nil
}

// parse reads one answer and its annotation.
func parse(name, data string, note []byte) (Answer, error) {
	a := Answer{ID: strings.TrimSuffix(path.Base(name), ".txt")}
	head, body, ok := strings.Cut(strings.ReplaceAll(data, "\r\n", "\n"), "\n---\n")
	if !ok {
		return a, fmt.Errorf("%s: no line with --- between the header and the answer", name)
	}
	for _, line := range strings.Split(head, "\n") {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "id":
			a.ID = value
		case "question":
			a.Question = value
		case "kind":
			a.Kind = value
		case "mode":
			a.Mode = value
		case "author":
			a.Author = value
		case "register":
			a.Register = value
		case "domain":
			a.Domain = value
		case "topic":
			a.Topic = value
		case "serves":
			a.Serves, a.Listed = strings.Fields(value), true
		}
	}
	a.join(body)
	if err := json.Unmarshal(note, &a.Annotation); err != nil {
		return a, notJSON(strings.TrimSuffix(name, ".txt")+".json", note, err)
	}
	return a, a.check()
}

// notJSON says where an annotation can't be read as JSON, and what to do.
func notJSON(name string, note []byte, err error) error {
	offset := 0
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = int(syntax.Offset)
	case errors.As(err, &kind):
		offset = int(kind.Offset)
	}
	line := 1 + strings.Count(string(note[:min(offset, len(note))]), "\n")
	return fmt.Errorf("%s:%d: the annotation is not valid JSON of its form: %w; mend it there, or delete the file to leave the answer out", name, line, err)
}

// join puts the lines of the body together and notes where each stands.
func (a *Answer) join(body string) {
	var text strings.Builder
	for p, paragraph := range paragraphs(body) {
		if p > 0 {
			text.WriteString("\n\n")
		}
		for i, line := range paragraph {
			if i > 0 {
				text.WriteByte(' ')
			}
			start := text.Len()
			text.WriteString(line)
			a.Lines = append(a.Lines, prose.Span{Start: start, End: text.Len()})
		}
	}
	a.Text = text.String()
}

// paragraphs are the non-empty lines between blank ones.
func paragraphs(body string) [][]string {
	var all [][]string
	var now []string
	for _, line := range append(strings.Split(body, "\n"), "") {
		line = strings.TrimSpace(line)
		switch {
		case line != "":
			now = append(now, line)
		case now != nil:
			all, now = append(all, now), nil
		}
	}
	return all
}

// check reports an annotation that does not fit its answer.
func (a *Answer) check() error {
	switch {
	case len(a.Roles) != len(a.Lines):
		return fmt.Errorf("%s.json: %d roles for %d lines; give each line one role", a.ID, len(a.Roles), len(a.Lines))
	case a.Rating < 1 || a.Rating > 4:
		return fmt.Errorf("%s.json: the rating is %d; it must be 1 to 4", a.ID, a.Rating)
	case a.Level != "below" && a.Level != "at" && a.Level != "above":
		return fmt.Errorf("%s.json: the level is %q; it must be below, at or above", a.ID, a.Level)
	}
	for i, r := range a.Roles {
		if len(r) != 1 || !strings.Contains("STARLO", r) {
			return fmt.Errorf("%s.json: role %d is %q; it must be one of S, T, A, R, L, O", a.ID, i+1, r)
		}
	}
	return nil
}

// Find is where an annotated amount stands in the text; ok is false where
// its line does not hold its words.
func (a *Answer) Find(q Quantity) (span prose.Span, ok bool) {
	if q.Line < 1 || q.Line > len(a.Lines) {
		return span, false
	}
	line := a.Lines[q.Line-1]
	text := a.Text[line.Start:line.End]
	at := strings.Index(text, q.Text)
	if at < 0 {
		at = strings.Index(strings.ToLower(text), strings.ToLower(q.Text))
	}
	if at < 0 {
		return span, false
	}
	return prose.Span{Start: line.Start + at, End: line.Start + at + len(q.Text)}, true
}
