package coach_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// numbered are so many different lines.
func numbered(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprint("line ", i))
	}
	return all
}

func TestWhatIsTooLongIsRefusedAndNeverCut(t *testing.T) {
	line := strings.Repeat("é", coach.LongestLine)
	s := full()
	s.Title, s.Question, s.Project, s.Tags, s.Questions = line, line, line, append(numbered(coach.MostListed-1), line), numbered(coach.MostListed)
	c, _ := newCoach(t)
	kept, err := c.Add(mine(t), store.Local, s)
	must(t, err)
	if kept.Title != line || kept.Question != line || kept.Project != line || !reflect.DeepEqual(kept.Tags, s.Tags) || !reflect.DeepEqual(kept.Questions, s.Questions) {
		t.Error("what the limits allow is not kept as it is")
	}
	for name, change := range map[string]func(*store.Story){
		"title":     func(s *store.Story) { s.Title += "é" },
		"question":  func(s *store.Story) { s.Question += "é" },
		"project":   func(s *store.Story) { s.Project += "é" },
		"tag":       func(s *store.Story) { s.Tags = []string{line + "é"} },
		"tags":      func(s *store.Story) { s.Tags = numbered(coach.MostListed + 1) },
		"questions": func(s *store.Story) { s.Questions = numbered(coach.MostListed + 1) },
	} {
		long := kept
		change(&long)
		var refused *coach.Refusal
		if _, err := c.Save(mine(t), store.Local, long, kept.Revision); !errors.As(err, &refused) {
			t.Errorf("%s: a save gives %v", name, err)
		}
		if _, err := c.Add(mine(t), store.Local, long); !errors.As(err, &refused) {
			t.Errorf("%s: a new story gives %v", name, err)
		}
	}
	var refused *coach.Refusal
	for name, err := range map[string]error{
		"amount":    c.PutClaim(mine(t), store.Local, store.Claim{Story: kept.ID, Text: strings.Repeat("9", 401), Standing: coach.Verified}),
		"standing":  c.PutClaim(mine(t), store.Local, store.Claim{Story: kept.ID, Text: "9", Standing: "sworn"}),
		"source":    c.PutClaim(mine(t), store.Local, store.Claim{Story: kept.ID, Text: "9", Source: strings.Repeat("é", coach.LongestNote+1)}),
		"to whom":   c.Tell(mine(t), store.Local, store.Telling{Story: kept.ID, To: line + "é"}),
		"a day":     c.Tell(mine(t), store.Local, store.Telling{Story: kept.ID, On: "1949-12-31"}),
		"a word":    c.PutWord(mine(t), store.Local, "step:map", "0001-01-01", ""),
		"interview": c.SaveSettings(mine(t), store.Local, coach.Settings{Interview: "2101-01-01"}),
	} {
		if !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, f := range []store.FollowUp{{Question: line + "é"}, {Question: "Why?", Reply: strings.Repeat("é", coach.LongestNote+1)}} {
		f.Story = kept.ID
		if _, err := c.AddFollowUp(mine(t), store.Local, f); !errors.As(err, &refused) {
			t.Errorf("a follow-up: %v", err)
		}
	}
	if err := c.PutClaim(mine(t), store.Local, store.Claim{Story: strings.Repeat("x", 401), Text: "9", Standing: coach.Verified}); !errors.Is(err, store.ErrMissing) {
		t.Errorf("a story that can't be: %v", err)
	}
	must(t, c.SaveSettings(mine(t), store.Local, coach.Settings{Interview: "2100-12-31"}))
}

// A file has no person at hand who could shorten it: what a line can't hold
// comes in as notes.
func TestWhatALineOfAFileCannotHoldComesInAsNotes(t *testing.T) {
	s := full()
	s.Title, s.Tags = strings.Repeat("word ", 500)+"end", append(numbered(coach.MostListed), "one too many")
	got, err := coach.CleanStory(s)
	must(t, err)
	if len(got.Title) > coach.LongestLine || len(got.Tags) != coach.MostListed {
		t.Errorf("kept are a title of %d bytes and %d tags", len(got.Title), len(got.Tags))
	}
	for _, want := range []string{s.Notes, "## The whole title\n\n" + s.Title, "## More tags\n\n- one too many"} {
		if !strings.Contains(got.Notes, want) {
			t.Errorf("the notes lack %.60q", want)
		}
	}
	if again, err := coach.CleanStory(got); err != nil || !reflect.DeepEqual(again, got) {
		t.Errorf("cleaned again it differs: %v", err)
	}
}
