package corpus

import (
	"reflect"
	"testing"
	"testing/fstest"
)

// TestEncodeIsReadBack writes every answer of the corpus and reads it again.
func TestEncodeIsReadBack(t *testing.T) {
	answers, err := Answers()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		text, note, err := a.Encode()
		if err != nil {
			t.Fatalf("%s: %v", a.ID, err)
		}
		back, err := Read(fstest.MapFS{"x.txt": {Data: text}, "x.json": {Data: note}})
		if err != nil || len(back) != 1 {
			t.Fatalf("%s: %v", a.ID, err)
		}
		a.Apart = nil // kept in files of their own, see Readings
		if !reflect.DeepEqual(back[0], a) {
			t.Fatalf("%s came back as\n%+v\nwant\n%+v", a.ID, back[0], a)
		}
	}
}

func TestEncodeRefusesWhatReadWould(t *testing.T) {
	if _, _, err := (Answer{ID: "x", Annotation: Annotation{Level: "at"}}).Encode(); err == nil {
		t.Error("an answer without a rating was written")
	}
}
