package corpus

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Encode writes an answer in the form that Read reads: the text of its
// ID.txt and its ID.json. Line breaks inside a line become spaces, since a
// line is a sentence.
func (a Answer) Encode() (text, note []byte, err error) {
	if err := a.check(); err != nil {
		return nil, nil, err
	}
	var b strings.Builder
	for _, h := range [][2]string{{"id", a.ID}, {"question", a.Question}, {"kind", a.Kind}, {"mode", a.Mode},
		{"author", a.Author}, {"register", a.Register}, {"domain", a.Domain}, {"topic", a.Topic}} {
		if value := oneLine(h[1]); value != "" {
			fmt.Fprintf(&b, "%s: %s\n", h[0], value)
		}
	}
	if a.Listed {
		b.WriteString(strings.TrimSpace("serves: "+strings.Join(a.Serves, " ")) + "\n")
	}
	b.WriteString("---\n")
	end := 0
	for i, line := range a.Lines {
		if i > 0 && strings.Count(a.Text[end:line.Start], "\n") > 1 {
			b.WriteString("\n")
		}
		b.WriteString(oneLine(a.Text[line.Start:line.End]) + "\n")
		end = line.End
	}
	note, err = json.Marshal(struct {
		ID string `json:"id"`
		Annotation
	}{a.ID, a.Annotation})
	return []byte(b.String()), append(note, '\n'), err
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
