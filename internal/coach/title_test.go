package coach_test

import (
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

func TestTitlesEndWhereAPhraseDoes(t *testing.T) {
	for _, x := range []struct{ answer, want string }{
		{"In 2024 I led the Tollgate project, a rewrite of our billing.", "In 2024 I led the Tollgate project"},
		{"We lost orders. Then I looked.", "We lost orders"},
		{"I ran the payments team at a grocery chain, nine engineers. Every Friday", "I ran the payments team at a grocery chain"},
		{"Last spring our checkout service kept failing because of a retry storm that nobody had seen", "Last spring our checkout service kept failing"},
		{"When I joined the platform group there were eleven open incidents and nobody owned them", "When I joined the platform group there"},
		{"Dr. Lee asked me for 3.5 days of help with the cranes.", "Dr. Lee asked me for 3.5 days of help"},
		{"One", "One"},
		{"## Situation\n\nThe dock was late.", "The dock was late"},
		{"", "Untitled story"},
	} {
		got, err := coach.CleanStory(store.Story{Answer: x.answer})
		must(t, err)
		if got.Title != x.want {
			t.Errorf("%q is titled %q, want %q", x.answer, got.Title, x.want)
		}
	}
}

func TestAQuestionThatIsATitleIsCutAtAWord(t *testing.T) {
	for _, x := range []struct{ question, want string }{
		{"Tell me about a time when you stood between your engineers and the product side.", "Tell me about a time when you stood between your engineers and the…"},
		{"Tell me about a time when you stood between engineers, the lawyers, who asked.", "Tell me about a time when you stood between engineers, the lawyers…"},
		{"How did you lead?", "How did you lead?"},
		{strings.Repeat("é", 60), strings.Repeat("é", 35) + "…"},
	} {
		got, err := coach.CleanStory(store.Story{Question: x.question})
		must(t, err)
		if got.Title != x.want {
			t.Errorf("%q is titled %q, want %q", x.question, got.Title, x.want)
		}
		again, err := coach.CleanStory(got)
		must(t, err)
		if again.Title != got.Title {
			t.Errorf("saved again it is titled %q", again.Title)
		}
	}
}

func TestAStoryGoesByItsQuestionUntilSomethingIsTold(t *testing.T) {
	question := "Tell me about a time when your team disagreed with you on what to build next."
	asked, err := coach.CleanStory(store.Story{Question: question})
	must(t, err)
	if asked.Title != "Tell me about a time when your team disagreed with you on what to…" {
		t.Errorf("a question is titled %q", asked.Title)
	}
	asked.Answer = "We were"
	begun, err := coach.CleanStory(asked)
	must(t, err)
	if begun.Title != asked.Title {
		t.Errorf("with two words it is titled %q", begun.Title)
	}
	begun.Answer = "We were to build a search page, and my team wanted a filter."
	told, err := coach.CleanStory(begun)
	must(t, err)
	if told.Title != "We were to build a search page" {
		t.Errorf("when it is told it is titled %q", told.Title)
	}
}
