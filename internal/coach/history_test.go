package coach_test

import (
	"strings"
	"testing"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

func TestHistoryFoldsASitting(t *testing.T) {
	c, clock := newCoach(t)
	s := add(t, c, 0)
	good := s.Answer
	save := func(text string) {
		t.Helper()
		s.Answer = text
		var err error
		s, err = c.Save(mine(t), store.Local, s, s.Revision)
		must(t, err)
	}
	for range 3 { // an hour later a sitting of three saves
		clock.move(time.Minute)
		if s.Revision == 1 {
			clock.move(time.Hour)
		}
		save(s.Answer + " More.")
	}
	clock.move(24 * time.Hour)
	save("It was hard, and we did it.")
	steps, err := c.History(mine(t), store.Local, s.ID)
	must(t, err)
	var got []int64
	for _, x := range steps {
		got = append(got, x.Revision, int64(x.Sessions))
	}
	if len(steps) != 3 || got[0] != 5 || got[2] != 4 || got[3] != 3 || got[4] != 1 || got[5] != 1 {
		t.Fatalf("revisions and saves of the steps: %v", got)
	}
	if steps[0].Rating >= steps[1].Rating || steps[2].Rating < 3 || steps[0].Label == "" {
		t.Errorf("the ratings are %d, %d, %d", steps[0].Rating, steps[1].Rating, steps[2].Rating)
	}
	for revision := int64(1); revision <= 5; revision++ {
		if v, err := c.Version(mine(t), store.Local, s.ID, revision); err != nil || v.Revision != revision {
			t.Errorf("revision %d: %v", revision, err)
		}
	}
	s, err = c.Revert(mine(t), store.Local, s.ID, 1, s.Revision)
	if err != nil || s.Answer != good || s.Revision != 6 {
		t.Errorf("going back to the first: revision %d, %v", s.Revision, err)
	}
	if _, err := c.Revert(mine(t), store.Local, s.ID, 99, s.Revision); err == nil {
		t.Error("going back to what never was")
	}
}

func TestHistoryRatesUnderTheChosenRubricAndKeepsTheLatestReview(t *testing.T) {
	c, clock := newCoach(t)
	s := add(t, c, 0)
	clock.move(time.Hour)
	s.Answer = "Nothing of it was mine. " + strings.Repeat("We waited. ", 30)
	s, err := c.Save(mine(t), store.Local, s, s.Revision)
	must(t, err)
	must(t, c.SaveSettings(mine(t), store.Local, coach.Settings{Rubric: "amazon-l5"}))
	steps, err := c.History(mine(t), store.Local, s.ID)
	must(t, err)
	if steps[0].Label == "" || steps[1].Label == "" || steps[1].Rating <= steps[0].Rating {
		t.Errorf("the steps are rated %d %q and %d %q", steps[0].Rating, steps[0].Label, steps[1].Rating, steps[1].Label)
	}
	if e, _ := portfolio(t, c).Entry(s.ID); e.Digest.Rating != steps[0].Rating {
		t.Errorf("the story is rated %d, as its first version was, and not %d", e.Digest.Rating, steps[0].Rating)
	}
	change := portfolio(t, c).Change
	_, err = c.History(mine(t), store.Local, s.ID)
	must(t, err)
	if portfolio(t, c).Change != change {
		t.Error("the ratings were not kept, and made anew")
	}
}
