package match_test

import (
	"reflect"
	"testing"

	"rehearse/internal/library"
	"rehearse/internal/match"
	"rehearse/internal/review/model"
)

// TestShelfRanksAsANewSet changes, drops and adds stories on a shelf: after
// each step it must rank as a set that was read from nothing.
func TestShelfRanksAsANewSet(t *testing.T) {
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var stories []match.Story
	for _, s := range lib.Scenarios[:10] {
		stories = append(stories, match.Story{Name: s.ID, Title: s.Title, Text: s.Answer.Text(), Questions: []string{s.Question}})
	}
	shelf := match.NewShelf(m)
	const question = "Tell me about a service that went down and what you did."
	same := func(step string, now []match.Story) {
		t.Helper()
		if got, want := shelf.Set(now).Rank(question), match.New(m, now).Rank(question); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the shelf ranks\n%v\nand a new set\n%v", step, got, want)
		}
	}
	same("at first", stories)
	stories[3].Text = lib.Scenarios[20].Answer.Text()
	same("another text", stories)
	stories[4].Title = "The service that went down"
	same("another title", stories)
	stories[5].Questions = []string{"Tell me about an outage."}
	same("another question", stories)
	same("fewer", stories[2:])
	same("more again", stories)
	same("none", nil)
}
