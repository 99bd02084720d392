package coach_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/library"
	"rehearse/internal/store"
)

// clock is a clock that stands until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time         { return c.at }
func (c *clock) move(by time.Duration)  { c.at = c.at.Add(by) }
func (c *clock) options() coach.Options { return coach.Options{Now: c.now} }
func newClock() *clock                  { return &clock{time.Date(2025, 3, 14, 9, 0, 0, 0, time.Local)} }
func mine(t testing.TB) context.Context { t.Helper(); return context.Background() }
func must(t testing.TB, err error)      { t.Helper(); check(t, err) }
func check(t testing.TB, err error, what ...string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", strings.Join(what, " "), err)
	}
}

// newCoach makes a coach over an empty store.
func newCoach(t testing.TB) (*coach.Coach, *clock) {
	t.Helper()
	clock := newClock()
	return coachOver(t, filepath.Join(t.TempDir(), "rehearse.db"), clock.options()), clock
}

func coachOver(t testing.TB, path string, o coach.Options) *coach.Coach {
	t.Helper()
	s, err := store.Open(context.Background(), path)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	c, err := coach.New(s, o)
	must(t, err)
	return c
}

// answer is a model answer of the library with its question.
func answer(t testing.TB, i int) (text, question string) {
	t.Helper()
	lib, err := library.Builtin()
	must(t, err)
	s := lib.Scenarios[i%len(lib.Scenarios)]
	return s.Answer.Text(), s.Question
}

// add keeps a story with an answer of the library.
func add(t testing.TB, c *coach.Coach, i int) store.Story {
	t.Helper()
	text, question := answer(t, i)
	s, err := c.Add(mine(t), store.Local, store.Story{Answer: text, Question: question})
	must(t, err)
	return s
}

func portfolio(t testing.TB, c *coach.Coach) *coach.Portfolio {
	t.Helper()
	p, err := c.Portfolio(mine(t), store.Local)
	must(t, err)
	return p
}

func TestReviewJudgesTheTextAsGiven(t *testing.T) {
	c, _ := newCoach(t)
	text, question := answer(t, 0)
	text = "  " + strings.ReplaceAll(text, "\n", "\r\n")
	_, rev, err := c.Review(coach.Asked{Text: text, Question: question})
	must(t, err)
	if rev.Rating.Score < 3 || len(rev.Quantities) == 0 {
		t.Fatalf("a model answer is rated %d with %d amounts", rev.Rating.Score, len(rev.Quantities))
	}
	for _, q := range rev.Quantities {
		if got := text[q.Start:q.End]; got != q.Text {
			t.Errorf("the span of %q covers %q", q.Text, got)
		}
	}
	if rev.Why != nil {
		t.Error("the account of why was made, which nobody asked for")
	}
}

func TestReviewRaisesTheRedFlagsOfAKnownQuestion(t *testing.T) {
	c, _ := newCoach(t)
	lib, err := c.Library()
	must(t, err)
	raised := 0
	for _, s := range lib.Scenarios {
		for _, f := range s.Flawed {
			_, rev, err := c.Review(coach.Asked{Text: f.Text, Question: s.Question})
			must(t, err)
			for _, x := range rev.Findings {
				if x.Rule == "red-flag" {
					raised++
				}
			}
		}
	}
	if raised == 0 {
		t.Error("no flawed answer of the library raises a red flag of its question")
	}
}

func TestReviewSaysWhatItCannotRead(t *testing.T) {
	c, _ := newCoach(t)
	for name, a := range map[string]coach.Asked{
		"not text":   {Text: "I led \xff a team."},
		"no rubric":  {Text: "I led a team.", Rubric: "nowhere-l9"},
		"no pace":    {Text: "I led a team.", Pace: 3},
		"bad front":  {Text: "---\ntitle: [\n---\nI led."},
		"no rubric2": {Text: "I led a team.", Rubric: "./mine.yaml"},
	} {
		if _, _, err := c.Review(a); err == nil || strings.Contains(err.Error(), "story:1") {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

func TestSettingsAreCheckedAndKept(t *testing.T) {
	c, _ := newCoach(t)
	ctx := mine(t)
	want := coach.Settings{Rubric: "amazon-l7", Pace: 132.5, Theme: "dark", Interview: "2025-04-01"}
	must(t, c.SaveSettings(ctx, store.Local, want))
	for name, s := range map[string]coach.Settings{
		"rubric": {Rubric: "amazon-l9"}, "pace": {Pace: 12}, "theme": {Theme: "pink"}, "day": {Interview: "31.12.2025"}, "no such day": {Interview: "2025-02-30"},
	} {
		if err := c.SaveSettings(ctx, store.Local, s); err == nil {
			t.Errorf("a wrong %s was kept", name)
		}
	}
	got, err := c.Settings(ctx, store.Local)
	must(t, err)
	if got != want {
		t.Errorf("kept are %+v, not %+v", got, want)
	}
	must(t, c.SaveSettings(ctx, store.Local, coach.Settings{}))
	if got, _ = c.Settings(ctx, store.Local); got != (coach.Settings{}) {
		t.Errorf("after going back to the usual: %+v", got)
	}
}

func TestAddMakesTitleIDAndTimes(t *testing.T) {
	c, clock := newCoach(t)
	for _, x := range []struct{ in, want string }{
		{"We were losing forty orders a day and nobody knew why. I led.", "We were losing forty orders a day"},
		{"## Situation\n\nMy team had nine engineers. It was late.", "My team had nine engineers"},
		{"# The crane\n\nI led.", "The crane"},
		{"", "Untitled story"},
	} {
		s, err := c.Add(mine(t), store.Local, store.Story{Answer: x.in})
		must(t, err)
		if s.Title != x.want || s.ID == "" || s.Revision != 1 || s.Created != clock.at.UnixMilli() {
			t.Errorf("%q gives %+v", x.in, s)
		}
		if got, err := c.Story(mine(t), store.Local, s.ID); err != nil || got.Title != x.want {
			t.Errorf("it is kept as %+v (%v)", got, err)
		}
	}
}

func TestWhatIsBesideAStoryIsKeptWithIt(t *testing.T) {
	c, _ := newCoach(t)
	ctx, s := mine(t), add(t, c, 0)
	must(t, c.Tell(ctx, store.Local, store.Telling{Story: s.ID, To: "Ana"}))
	must(t, c.PutClaim(ctx, store.Local, store.Claim{Story: s.ID, Text: " 40\n percent ", Standing: coach.Estimate}))
	f, err := c.AddFollowUp(ctx, store.Local, store.FollowUp{Story: s.ID, Question: "Why?"})
	must(t, err)
	g, err := c.AddFollowUp(ctx, store.Local, store.FollowUp{Story: s.ID, Question: "How?"})
	must(t, err)
	must(t, c.PutWord(ctx, store.Local, "mock", "", "with Ana"))
	e, _ := portfolio(t, c).Entry(s.ID)
	if len(e.Tellings) != 1 || e.Tellings[0].On != "2025-03-14" || len(e.Claims) != 1 || e.Claims[0].Text != "40 percent" ||
		len(e.FollowUps) != 2 || e.FollowUps[0].ID != f.ID || e.FollowUps[1].Position <= e.FollowUps[0].Position {
		t.Fatalf("beside the story: %+v", e)
	}
	f.Reply = "Because."
	saved, err := c.SaveFollowUp(ctx, store.Local, f, f.Revision)
	must(t, err)
	var stale *store.StaleFollowUp
	f.Reply = "For another reason."
	if _, err := c.SaveFollowUp(ctx, store.Local, f, f.Revision); !errors.As(err, &stale) || stale.Stored.Reply != "Because." {
		t.Errorf("a stale reply: %v", err)
	}
	if saved.Revision != 2 {
		t.Errorf("the reply is at revision %d", saved.Revision)
	}
	must(t, c.DeleteFollowUp(ctx, store.Local, g.ID))
	must(t, c.Untell(ctx, store.Local, e.Tellings[0].ID))
	must(t, c.PutClaim(ctx, store.Local, store.Claim{Story: s.ID, Text: "40 percent"}))
	must(t, c.DropWord(ctx, store.Local, "mock"))
	p := portfolio(t, c)
	if e, _ := p.Entry(s.ID); len(e.Tellings)+len(e.Claims) != 0 || len(e.FollowUps) != 1 || len(p.Words) != 0 {
		t.Errorf("after taking back: %+v, %v", e, p.Words)
	}
}

func TestWhatIsWrongBesideAStoryIsRefused(t *testing.T) {
	c, _ := newCoach(t)
	ctx, s := mine(t), add(t, c, 0)
	for name, err := range map[string]error{
		"a telling on no day":   c.Tell(ctx, store.Local, store.Telling{Story: s.ID, On: "yesterday"}),
		"a telling of nothing":  c.Tell(ctx, store.Local, store.Telling{Story: "none"}),
		"a claim of no amount":  c.PutClaim(ctx, store.Local, store.Claim{Story: s.ID, Standing: coach.Verified}),
		"an unknown standing":   c.PutClaim(ctx, store.Local, store.Claim{Story: s.ID, Text: "4", Standing: "sure"}),
		"a telling not there":   c.Untell(ctx, store.Local, "none"),
		"a word about nothing":  c.PutWord(ctx, store.Local, " ", "", ""),
		"a word on no day":      c.PutWord(ctx, store.Local, "mock", "soon", ""),
		"a story of another":    c.Delete(ctx, "somebody else", s.ID),
		"a note without an end": c.Tell(ctx, store.Local, store.Telling{Story: s.ID, Note: strings.Repeat("x", 1<<20)}),
	} {
		if err == nil {
			t.Errorf("%s was kept", name)
		}
	}
	if _, err := c.AddFollowUp(ctx, store.Local, store.FollowUp{Story: s.ID, Question: " \n"}); err == nil {
		t.Error("a follow-up without a question was kept")
	}
}

func TestSuggestedLeavesOutWhatIsHeld(t *testing.T) {
	c, _ := newCoach(t)
	s := add(t, c, 0)
	e, _ := portfolio(t, c).Entry(s.ID)
	first, err := c.Suggested(e)
	must(t, err)
	if len(first) == 0 {
		t.Fatal("nothing is suggested for a story without follow-ups")
	}
	e.FollowUps = []store.FollowUp{{Question: strings.ToUpper(first[0].Text)}}
	then, err := c.Suggested(e)
	must(t, err)
	for _, p := range then {
		if p.Text == first[0].Text {
			t.Errorf("%q is suggested although it is held", p.Text)
		}
	}
}
