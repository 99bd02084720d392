package coach

import (
	"slices"
	"testing"

	"rehearse/internal/store"
)

// TestAStoryFitsItsOwnQuestion: whatever its text, and before it is read.
func TestAStoryFitsItsOwnQuestion(t *testing.T) {
	lib, _ := madeLibrary(t)
	one, two, three := &lib.Scenarios[0], &lib.Scenarios[1], &lib.Scenarios[2]
	tests := []struct {
		name string
		e    Entry
		want []string
	}{
		{"nothing", Entry{}, nil},
		{"its question", Entry{Story: store.Story{Question: one.Question}}, []string{one.ID}},
		{"in other capitals", Entry{Story: store.Story{Question: "  " + one.Question + " ?"}}, []string{one.ID}},
		{"a further question", Entry{Story: store.Story{Questions: []string{"Why?", two.Question}}}, []string{two.ID}},
		{"its text, too", Entry{Story: store.Story{Question: one.Question}, Digest: Digest{Scenarios: []string{three.ID, one.ID}}}, []string{one.ID, three.ID}},
	}
	for _, test := range tests {
		if got := test.e.Fits(); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// TestWhatCannotBeScoredHasNoLevel: a shopping list is not "at L6".
func TestWhatCannotBeScoredHasNoLevel(t *testing.T) {
	var m engines
	e, err := m.get("")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "Milk, eggs, bread.", "Milk\nEggs\nBread\nButter"} {
		if d := e.digest(store.Story{Answer: text}, 0); d.Rating != 0 || d.Level != "" || len(d.Principles) > 0 || !d.Reviewed {
			t.Errorf("%q: rating %d, level %q, %v", text, d.Rating, d.Level, d.Principles)
		}
	}
}
