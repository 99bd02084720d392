package corpus

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

//go:embed readings
var readings embed.FS

// Readings are the answers that were annotated for this corpus, as the first
// and as the second reader annotated them, apart from each other and before
// differences were settled. Both lists hold the same answers in the same
// order, ordered by id.
func Readings() (first, second []Answer, err error) {
	answers, err := settled()
	if err != nil {
		return nil, nil, err
	}
	return readingsOf(answers)
}

func readingsOf(answers []Answer) (first, second []Answer, err error) {
	if first, err = reading(readings, "readings/first.jsonl", answers); err != nil {
		return nil, nil, err
	}
	if second, err = reading(readings, "readings/second.jsonl", answers); err != nil {
		return nil, nil, err
	}
	if len(first) != len(second) {
		return nil, nil, fmt.Errorf("readings: the first reader annotated %d answers, the second %d", len(first), len(second))
	}
	for i := range first {
		if first[i].ID != second[i].ID {
			return nil, nil, fmt.Errorf("readings: line %d is on %s in the one file and on %s in the other", i+1, first[i].ID, second[i].ID)
		}
	}
	return first, second, nil
}

// reading puts the annotations of one reader, one a line, in the place of
// those that were agreed on.
func reading(dir fs.FS, name string, answers []Answer) ([]Answer, error) {
	data, err := fs.ReadFile(dir, name)
	if err != nil {
		return nil, err
	}
	byID := map[string]Answer{}
	for _, a := range answers {
		byID[a.ID] = a
	}
	var read []Answer
	for i, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
		var note struct {
			ID string `json:"id"`
			Annotation
		}
		if err := json.Unmarshal(line, &note); err != nil {
			return nil, fmt.Errorf("%s:%d: the annotation is not valid JSON: %w", name, i+1, err)
		}
		a, ok := byID[note.ID]
		if !ok {
			return nil, fmt.Errorf("%s:%d: there is no answer %q", name, i+1, note.ID)
		}
		a.Annotation = note.Annotation
		if err := a.check(); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		read = append(read, a)
	}
	return read, nil
}
