package coach

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rehearse/internal/store"
)

func TestWhatIsConfidentialAndStillTold(t *testing.T) {
	e := Entry{Story: store.Story{ID: "a", Answer: "It cost $2 million.\nWe had 14\nengineers, and 140 engineers elsewhere."}}
	e.Claims = []store.Claim{
		{Text: "$2 million", Standing: Confidential, Instead: "a large sum"},
		{Text: "14 engineers", Standing: Confidential},
		{Text: "$3 million", Standing: Confidential, Instead: "less"},
		{Text: "140 engineers", Standing: Verified},
	}
	got := StillTold(e)
	if len(got) != 2 || got[0].Text != "$2 million" || got[0].Instead != "a large sum" || got[1].Text != "14 engineers" || got[1].Instead != "" {
		t.Fatalf("%+v", got)
	}
	for i, want := range []string{"$2 million", "14\nengineers"} {
		if s := got[i].Spans; len(s) != 1 || e.Answer[s[0].Start:s[0].End] != want {
			t.Errorf("%q stands at %v", want, s)
		}
	}
}

func TestPutInstead(t *testing.T) {
	for _, x := range []struct {
		text, words, instead, want string
		n                          int
	}{
		{"It cost $2 million.", "$2 million", "a large sum", "It cost a large sum.", 1},
		{"We had 14\nengineers. Only 14  Engineers.", "14 engineers", "a small team", "We had a small team. Only a small team.", 2},
		{"114 engineers, 14 engineersX", "14 engineers", "x", "114 engineers, 14 engineersX", 0},
		{"Two teams went.", "two teams", "some", "Some went.", 1},
		{"Up by 12% ($3).", "12% ($3)", "$1 (more)", "Up by $1 (more).", 1},
		{"Nothing.", "  ", "x", "Nothing.", 0},
		{"The $2 million went.", "$2 million", "a large sum", "The large sum went.", 1},
		{"A $2 million bill came.", "$2 million", "an eight-figure", "An eight-figure bill came.", 1},
		{"I led a $2 million programme.", "$2 million", "eight-figure", "I led an eight-figure programme.", 1},
		{"It was an 11-person team.", "11-person", "small", "It was a small team.", 1},
		{"It cost a $2 million.", "$2 million", "the whole sum", "It cost the whole sum.", 1},
		{"My 14 engineers went.", "14 engineers", "a dozen engineers", "My dozen engineers went.", 1},
		{"We had time. 14 engineers went.", "14 engineers", "a dozen engineers", "We had time. A dozen engineers went.", 1},
		{"I held the budget of $1.4 million then.", "$1.4 million", "a budget in the low millions", "I held the budget in the low millions then.", 1},
		{"I held the $1.4 million budget then.", "$1.4 million", "a budget in the low millions", "I held the budget in the low millions then.", 1},
		{"I led a team of 14 engineers.", "14 engineers", "a dozen engineers", "I led a team of a dozen engineers.", 1},
	} {
		got, put := putInstead(x.text, x.words, x.instead)
		if got != x.want || len(put) != x.n {
			t.Errorf("%q becomes %q, %d times", x.text, got, len(put))
		}
		for _, at := range put {
			if s := got[at.Start:at.End]; s == "" || !strings.Contains(x.want, s) {
				t.Errorf("%q is said to stand at %v", s, at)
			}
		}
	}
}

func TestHowItWillRead(t *testing.T) {
	e := Entry{Story: store.Story{Answer: "It took 3.5 days. The $1.4 million, with 2.5 people, went.\n\nWe had $1.4 million."}}
	e.Claims = []store.Claim{{Text: "$1.4 million", Standing: Confidential, Instead: "a large sum"}, {Text: "3.5 days", Standing: Confidential}}
	got := StillTold(e)
	if want := []string{"The large sum, with 2.5 people, went.", "We had a large sum."}; len(got) != 2 || !slices.Equal(got[0].Reads, want) {
		t.Errorf("it will read %+v", got)
	}
	if got[1].Reads != nil {
		t.Errorf("with nothing to say instead it will read %q", got[1].Reads)
	}
}

func TestSayInsteadIsASave(t *testing.T) {
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "rehearse.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	c, err := New(st, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.Add(t.Context(), store.Local, store.Story{Title: "Ferries", Answer: "I rebuilt it. It cost us $2 million."})
	if err != nil {
		t.Fatal(err)
	}
	say := func(base int64) (store.Story, error) {
		return c.SayInstead(t.Context(), store.Local, s.ID, "$2 million", base)
	}
	claim := store.Claim{Story: s.ID, Text: "$2 million", Standing: Confidential}
	if err := c.PutClaim(t.Context(), store.Local, claim); err != nil {
		t.Fatal(err)
	}
	if _, err := say(1); !errors.Is(err, ErrNoInstead) {
		t.Errorf("nothing to say instead: %v", err)
	}
	claim.Instead = "a large sum"
	if err := c.PutClaim(t.Context(), store.Local, claim); err != nil {
		t.Fatal(err)
	}
	stale := new(Conflict)
	if _, err := say(7); !errors.As(err, &stale) {
		t.Errorf("a story that moved on: %v", err)
	}
	got, err := say(1)
	if err != nil || got.Revision != 2 || !strings.Contains(got.Answer, "cost us a large sum.") {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := say(2); !errors.Is(err, ErrNotTold) {
		t.Errorf("told no longer: %v", err)
	}
	steps, err := c.History(t.Context(), store.Local, s.ID)
	if err != nil || len(steps) == 0 {
		t.Errorf("%d steps, %v", len(steps), err)
	}
}
