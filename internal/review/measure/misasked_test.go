package measure

import (
	"strings"
	"testing"

	"rehearse/corpus"
	"rehearse/internal/review"
)

// TestAskElsewise asks a reviewer that calls off its question whatever was
// asked about a topic.
func TestAskElsewise(t *testing.T) {
	answer := func(id, topic string, rating int, serves ...string) corpus.Answer {
		return corpus.Answer{ID: id, Question: "On " + topic + "?", Topic: topic, Serves: serves, Listed: true, Annotation: corpus.Annotation{Rating: rating}}
	}
	answers := []corpus.Answer{
		answer("1", "debt", 4, "migration"), answer("2", "debt", 3), answer("3", "migration", 1), answer("4", "hiring", 3),
		answer("5", "vendor", 2), answer("6", "hiring", 1), answer("7", "migration", 2), answer("8", "vendor", 2), answer("9", "debt", 2),
	}
	off := func(topic string) Reviewer {
		return func(_ int, a corpus.Answer) (*review.Review, error) {
			r := &review.Review{}
			if strings.Contains(a.Question, topic) {
				r.Findings = append(r.Findings, review.Finding{Rule: "off-question"})
			}
			return r, nil
		}
	}
	for topic, want := range map[string]Misasked{
		"hiring": {Own: 3, Accused: 1, Others: 12, Noticed: 4},
		"debt":   {Own: 3, Accused: 2, Others: 12, Noticed: 1},
		"none":   {Own: 3, Others: 12},
	} {
		again := off(topic)
		original, err := again.All(answers)
		if err != nil {
			t.Fatal(err)
		}
		got, err := AskElsewise(answers, original, again)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s: %+v, want %+v", topic, got, want)
		}
	}
	for _, j := range others(answers, 0) {
		if topic := answers[j].Topic; topic == "debt" || topic == "migration" {
			t.Errorf("an answer that serves debt and migration was asked about %s", topic)
		}
	}
	var b strings.Builder
	PrintMisasked(&b, Misasked{Own: 200, Accused: 3, Others: 400, Noticed: 331})
	if want := "82.8% of   400"; !strings.Contains(b.String(), want) || !strings.Contains(b.String(), "1.5% of   200") {
		t.Errorf("no %q in:\n%s", want, &b)
	}
}
