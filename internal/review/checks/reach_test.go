package checks_test

import (
	"testing"

	"rehearse/internal/review"
	"rehearse/internal/story"
)

// parsed is a text as a story.
func parsed(t *testing.T, text string) *story.Story {
	t.Helper()
	s, err := story.Parse("answer.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// reachOf reviews a story with the question of its reach.
func reachOf(t *testing.T, e *review.Engine, text string) review.Reach {
	t.Helper()
	rev, err := e.Run(parsed(t, text), review.Options{Reach: true})
	if err != nil {
		t.Fatal(err)
	}
	if rev.Reach == nil {
		t.Fatal("no reach was told, though it was asked for")
	}
	return *rev.Reach
}

// TestReachIsToldOnlyWhenAsked keeps reviews as they were.
func TestReachIsToldOnlyWhenAsked(t *testing.T) {
	rev, err := newEngine(t).Run(parsed(t, told(ferrySituation, ferryTask, ferryAction, ferryResult)), review.Options{})
	if err != nil || rev.Reach != nil {
		t.Errorf("%+v, %v", rev.Reach, err)
	}
}

func TestReach(t *testing.T) {
	base := func(action, result string) string {
		return told("My team of 12 engineers looked after the booking desk.", "I was responsible for the booking system.", action, result)
	}
	const stood, fell = "I stood at the desk with a stopwatch and cut the form.", "The wait fell from 40 minutes to six."
	tests := []struct {
		name, text string
		want       review.Reach
	}{
		{"alone", base(stood, fell), review.Reach{Groups: 1}},
		{"one function", base(stood+" I asked the finance office what they could drop.", fell), review.Reach{Groups: 2, People: true}},
		{"two functions", base(stood+" The finance office and the lawyers agreed.", fell), review.Reach{Groups: 3}},
		{"teams that are only counted", base(stood+" Three other teams moved their dates.", fell), review.Reach{Groups: 4}},
		{"technology", base("I moved the ticket database behind a cache.", fell), review.Reach{Groups: 1, Technology: true}},
		{"technology of others", base("The vendor moved the database.", fell), review.Reach{Groups: 2}},
		{"lasting", base(stood, fell+" It has stayed there since."), review.Reach{Groups: 1, Lasting: true}},
		{"taken up", base(stood, fell+" Two other teams took it up."), review.Reach{Groups: 1, Adopted: true}},
		{"German", "Wir haben das Werk neu gebaut und die Leitung wurde ersetzt, weil niemand die alte Anlage kannte.", review.Reach{}},
	}
	e := newEngine(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := reachOf(t, e, test.text); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

// TestAdopted tells adoption by others from what only sounds like it.
func TestAdopted(t *testing.T) {
	tests := map[string]bool{
		"Two other teams took it up.":                                 true,
		"The payments team has copied it.":                            true,
		"Finance has adopted the same report.":                        true,
		"The format is now used by every team in the building.":       true,
		"Three more departments picked it up within the year.":        true,
		"Everyone else adopted it.":                                   true,
		"Four teams use the checklist.":                               true,
		"The other squads asked for it.":                              true,
		"It was adopted by the neighbouring teams.":                   true,
		"My team adopted it.":                                         false,
		"We took it up.":                                              false,
		"No other team took it up.":                                   false,
		"The other teams never adopted it.":                           false,
		"The product now uses one queue.":                             false,
		"Customers use it every day.":                                 false,
		"The dispatchers use it on every shift.":                      false,
		"We used to ask two other teams.":                             false,
		"The wait fell from 40 minutes to six.":                       false,
		"I took on the other project.":                                false,
		"Our two teams use the checklist.":                            false,
		"I asked the other team for help, and they gave me one hand.": false,
	}
	e := newEngine(t)
	for result, want := range tests {
		text := told("My team of 12 engineers looked after the booking desk.", "I was responsible for the booking system.", "I stood at the desk with a stopwatch.", result)
		if got := reachOf(t, e, text).Adopted; got != want {
			t.Errorf("%q: adopted is %v, want %v", result, got, want)
		}
	}
}
