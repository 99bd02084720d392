package match

import (
	"os"
	"strings"
	"testing"

	"rehearse/internal/library"
	"rehearse/internal/review/model"
)

// question is one line of testdata/dev.tsv: the story that answers it, how
// it is worded, and the question.
type question struct{ story, kind, text string }

// development reads the questions that the weights were fitted on. They were
// written by somebody who did not know the matcher; half of them share no
// word with their story.
func development(t testing.TB) []question {
	t.Helper()
	data, err := os.ReadFile("testdata/dev.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var list []question
	for _, line := range strings.Split(string(data), "\n") {
		if part := strings.Split(line, "\t"); len(part) == 3 && !strings.HasPrefix(line, "#") {
			list = append(list, question{part[0], part[1], part[2]})
		}
	}
	if len(list) < 160 {
		t.Fatalf("only %d questions", len(list))
	}
	return list
}

// stories are the answers of the library, model and flawed ones: no model
// has learned from them.
func stories(t testing.TB) []Story {
	t.Helper()
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var list []Story
	for _, s := range lib.Scenarios {
		list = append(list, Story{Name: s.ID, Text: s.Answer.Text()})
		for _, f := range s.Flawed {
			list = append(list, Story{Name: s.ID + "/" + string(rune('0'+f.Rating)), Text: f.Text})
		}
	}
	return list
}

func defaultModel(t testing.TB) *model.Model {
	t.Helper()
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestDevelopmentQuestions(t *testing.T) {
	set := New(defaultModel(t), stories(t))
	found, asked := map[string]int{}, map[string]int{}
	for _, q := range development(t) {
		asked[q.kind]++
		for _, m := range set.Rank(q.text)[:3] {
			if m.Name == q.story {
				found[q.kind]++
			}
		}
	}
	for kind, least := range map[string]float64{"natural": .82, "disjoint": .30} {
		share := float64(found[kind]) / float64(asked[kind])
		t.Logf("%s: the right story is among the first three in %.2f of %d", kind, share, asked[kind])
		if share < least {
			t.Errorf("%s: %.2f, at least %.2f is expected", kind, share, least)
		}
	}
}
