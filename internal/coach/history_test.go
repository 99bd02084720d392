package coach_test

import (
	"slices"
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

func TestHistoryShowsWhatWasRevertedFrom(t *testing.T) {
	c, clock := newCoach(t)
	s := add(t, c, 0)
	first := s.Answer
	s.Answer = first + " And a week later the second site had it too."
	s.Project, s.Tags, s.Notes = "Docks", []string{"mine"}, "Call Ana."
	clock.move(time.Minute)
	s, err := c.Save(mine(t), store.Local, s, 1)
	must(t, err)
	clock.move(time.Minute)
	s, err = c.Revert(mine(t), store.Local, s.ID, 1, 2)
	must(t, err)
	if s.Answer != first || s.Project != "Docks" || s.Notes != "Call Ana." || len(s.Tags) != 1 {
		t.Errorf("brought back as %+v", s)
	}
	steps, err := c.History(mine(t), store.Local, s.ID)
	must(t, err)
	if got := revisions(steps); !slices.Equal(got, []int64{3, 2, 1}) {
		t.Errorf("the steps are %+v", got)
	}
	if steps[0].Began != store.OriginReturned || steps[1].Began != "" {
		t.Errorf("they began as %q and %q", steps[0].Began, steps[1].Began)
	}
}

func TestWhatSettlesAConflictBeginsAStep(t *testing.T) {
	for _, origin := range []string{store.OriginMerged, store.OriginKept} {
		c, clock := newCoach(t)
		s := add(t, c, 0)
		save := func(more, origin string) {
			t.Helper()
			clock.move(time.Minute)
			s.Answer += more
			var err error
			if origin == "" {
				s, err = c.Save(mine(t), store.Local, s, s.Revision)
			} else {
				s, err = c.Settle(mine(t), store.Local, s, s.Revision, origin, nil)
			}
			must(t, err)
		}
		save(" More.", "")
		save(" And theirs.", origin)
		save("", origin) // nothing new is no revision, and changes no origin
		save(" And on.", "")
		steps, err := c.History(mine(t), store.Local, s.ID)
		must(t, err)
		if got := revisions(steps); !slices.Equal(got, []int64{4, 2, 1}) || steps[0].Began != origin || steps[0].Origin != "" || steps[1].Began != "" {
			t.Errorf("the steps are %v, and began as %q and %q", got, steps[0].Began, steps[1].Began)
		}
		if _, err := c.Settle(mine(t), store.Local, s, s.Revision, "sworn", nil); err == nil {
			t.Error("a conflict is settled in a way that there isn't")
		}
	}
}

func TestHistoryFoldsNoLoss(t *testing.T) {
	for _, x := range []struct {
		name    string
		answers []string // a minute between each
		want    []int64
	}{
		{"it grows", []string{"We", "We were late", "We were late and I moved a crane", "We were late and I moved a crane. It held."}, []int64{4, 1}},
		{"a slip is mended", []string{"Ordres", "Orders were lost on Fridays", "Orders were lost on Fridays again"}, []int64{3, 1}},
		{"all goes", []string{"We were late and I moved a crane.", "Nothing."}, []int64{2, 1}},
		{"it goes and comes again", []string{"We were late and I moved a crane.", "Nothing.", "We were late and I moved a crane."}, []int64{3, 2, 1}},
		{"it goes bit by bit", []string{"a b c d e f g h i j", "a b c d e f g h", "a b c d e f", "a b c d"}, []int64{4, 2, 1}},
		{"others take its place", []string{"We were late and I moved a crane.", "Nobody saw that I moved two of their ships."}, []int64{2, 1}},
	} {
		t.Run(x.name, func(t *testing.T) {
			c, clock := newCoach(t)
			s, err := c.Add(mine(t), store.Local, store.Story{Title: "Dock", Answer: x.answers[0]})
			must(t, err)
			for _, a := range x.answers[1:] {
				clock.move(time.Minute)
				s.Answer = a
				s, err = c.Save(mine(t), store.Local, s, s.Revision)
				must(t, err)
			}
			steps, err := c.History(mine(t), store.Local, s.ID)
			must(t, err)
			if got := revisions(steps); !slices.Equal(got, x.want) {
				t.Errorf("the steps are revisions %v, want %v", got, x.want)
			}
			saves := 0
			for _, step := range steps {
				saves += len(step.Saves)
			}
			if saves != len(x.answers) {
				t.Errorf("%d of %d saves can be reached", saves, len(x.answers))
			}
		})
	}
}

// A draft that became a strong story within a few minutes is no single step,
// and its history begins with the draft.
func TestHistoryShowsHowTheVoteMovedWithinASitting(t *testing.T) {
	c, clock := newCoach(t)
	s := add(t, c, 0)
	good := s.Answer
	must(t, c.Delete(mine(t), store.Local, s.ID))
	weak := "Our search was slow and customers complained. The team met often and we talked about it for weeks. We tried things, and " +
		"some of them helped. My manager was unhappy, and other teams blamed us. In the end we shipped something, and people were mostly " +
		"fine with it. It was a hard time for everybody, and we learned that communication matters. "
	s, err := c.Add(mine(t), store.Local, store.Story{Title: "Dock", Answer: weak})
	must(t, err)
	save := func(text string) {
		t.Helper()
		clock.move(20 * time.Second)
		s.Answer = text
		s, err = c.Save(mine(t), store.Local, s, s.Revision)
		must(t, err)
	}
	save(weak + "I saw that.")
	save(weak + "I saw that. " + good)
	save(weak + "I saw that. " + good + " It held.")
	steps, err := c.History(mine(t), store.Local, s.ID)
	must(t, err)
	first, now := steps[len(steps)-1], steps[0]
	if first.Revision != 1 || len(first.Saves) != 1 || first.Rating == 0 || first.Rating >= now.Rating {
		t.Errorf("the first step is revision %d with %d saves, %q; now it is %q", first.Revision, len(first.Saves), first.Label, now.Label)
	}
	if got := revisions(steps); !slices.Equal(got, []int64{4, 2, 1}) {
		t.Errorf("the steps are %v: one must begin where the vote moved", got)
	}
	_, err = c.Revert(mine(t), store.Local, s.ID, 1, s.Revision)
	must(t, err)
	steps, err = c.History(mine(t), store.Local, s.ID)
	must(t, err)
	if a, b := steps[0], steps[len(steps)-1]; a.Rating != b.Rating || steps[1].Rating != now.Rating {
		t.Errorf("brought back, it is %q; at first it was %q, and between them %q", a.Label, b.Label, steps[1].Label)
	}
}

func revisions(steps []coach.Step) (out []int64) {
	for _, s := range steps {
		out = append(out, s.Revision)
	}
	return out
}
