package corpus_test

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"rehearse/corpus"
)

// locked is a folder in which one file is there and can't be opened.
type locked struct {
	fstest.MapFS
	name string
}

func (l locked) Open(name string) (fs.File, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

// ReadFile keeps fs.ReadFile from going past Open.
func (l locked) ReadFile(name string) ([]byte, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadFile(name)
}

// TestReadNamesWhatIsLocked checks that only a missing annotation is passed
// over: one that is there and can't be read would be an answer lost unseen.
func TestReadNamesWhatIsLocked(t *testing.T) {
	for _, name := range []string{"A-1.json", "A-1.txt"} {
		answers, err := corpus.Read(locked{folder(text, note), name})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is locked: %d answers, error %v", name, len(answers), err)
		}
	}
	if _, err := corpus.Read(locked{folder(text, note), "A-1.json"}); err == nil || !strings.Contains(err.Error(), "make the file readable") {
		t.Errorf("the error does not say what to do: %v", err)
	}
}

// TestBadJSONSaysWhatToDo checks that an annotation which is no JSON is told
// by file and line, whatever id the text gives itself.
func TestBadJSONSaysWhatToDo(t *testing.T) {
	other := strings.Replace(text, "id: A-1", "id: other", 1)
	tests := []struct{ name, note, where string }{
		{"a comma too many", "{\n\"roles\": [\"A\",],\n\"rating\": 3}", "A-1.json:2: "},
		{"cut off", "{\n\"roles\": [\"A\"],\n", "A-1.json:3: "},
		{"a word for a number", "{\n\n\"rating\": \"3\"}", "A-1.json:3: "},
		{"empty", "", "A-1.json:1: "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := corpus.Read(folder(other, test.note))
			if err == nil || !strings.HasPrefix(err.Error(), test.where) || !strings.Contains(err.Error(), "mend it there, or delete the file") {
				t.Errorf("the error is %v, want %s", err, test.where)
			}
		})
	}
}

// Answers carry the two readings that each was settled from, where they are
// kept.
func TestAnswersCarryBothReadings(t *testing.T) {
	answers, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	first, second, err := corpus.Readings()
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string][]corpus.Annotation{}
	for i := range first {
		kept[first[i].ID] = []corpus.Annotation{first[i].Annotation, second[i].Annotation}
	}
	for _, a := range answers {
		if !reflect.DeepEqual(a.Apart, kept[a.ID]) {
			t.Fatalf("%s carries other readings than those kept", a.ID)
		}
	}
	if len(kept) < len(answers)*9/10 {
		t.Errorf("only %d of %d answers have both readings", len(kept), len(answers))
	}
}
