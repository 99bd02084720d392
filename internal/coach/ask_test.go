package coach_test

import (
	"slices"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/review"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// replies are what a person might say to each part.
var replies = map[string]string{
	"situation": "I ran the payments team at a grocery chain, nine engineers. Every Friday the checkout fell over and we lost about 400 orders an hour.",
	"task":      "I had to make Fridays boring again before the holidays, without a freeze that the shops would not accept.",
	"action": "I sat with the two on-call engineers for three Fridays and wrote down what they did. I found that one retry loop made four fifths of the load. " +
		"I asked the platform team to cap it, and when their lead refused I showed her the traces and we agreed on a trial in one region. " +
		"I coached Dana to lead the rollout, since she wanted to learn it, and I took her pager shifts for two weeks.",
	"result":   "Lost orders went from 400 an hour to 6 within five weeks. The cap became the default for all eleven services, and it still is.",
	"learning": "Since then I sit next to the people who carry the pager before I propose anything; I did it again with the returns team in May.",
}

func TestTheBuilderAsksUntilTheStoryIsTold(t *testing.T) {
	c, _ := newCoach(t)
	s := store.Story{Question: "Tell me about a time you fixed something that kept breaking."}
	var parts []string
	left := 100
	for range 30 {
		ask, ok := c.NextAsk(s)
		if !ok {
			break
		}
		if strings.Contains(ask.Question+ask.Hint, " - ") {
			t.Errorf("a hyphen stands for a dash in %q, %q", ask.Question, ask.Hint)
		}
		if ask.Question == "" || ask.Hint == "" || ask.ID == "" || ask.Left < 1 || ask.Left >= left {
			t.Fatalf("after %d to go it asks %+v", left, ask)
		}
		left = ask.Left
		parts = append(parts, ask.Part)
		s = c.Answered(s, ask.Part, replies[ask.Part])
	}
	if got := strings.Join(parts, " "); got != "situation task action result learning" {
		t.Errorf("it asked for %s", got)
	}
	if _, ok := c.NextAsk(s); ok {
		t.Error("it has still something to ask")
	}
	want := "## Situation\n\n" + replies["situation"] + "\n\n## Task\n\n" + replies["task"] + "\n\n## Action\n\n" + replies["action"] +
		"\n\n## Result\n\n" + replies["result"] + "\n\n## Learning\n\n" + replies["learning"]
	if s.Answer != want {
		t.Errorf("the draft is\n%s", s.Answer)
	}
	_, rev, err := c.Review(coach.Asked{Text: s.Answer, Question: s.Question})
	must(t, err)
	if rev.Rating.Score < 3 {
		t.Errorf("the draft is rated %d: %v", rev.Rating.Score, rev.Rating.Reasons)
	}
}

func TestTheBuilderAsksOnForWhatIsThin(t *testing.T) {
	c, _ := newCoach(t)
	s := c.Answered(store.Story{}, "result", "It went very well for everybody, and all of them said that they were happy with what we had done there together.")
	s = c.Answered(s, "situation", replies["situation"])
	s = c.Answered(s, "task", replies["task"])
	s = c.Answered(s, "action", "I fixed it.")
	first, _ := c.NextAsk(s)
	if first.ID != "action-2" {
		t.Errorf("after three words about what was done it asks %+v", first)
	}
	second, _ := c.NextAsk(s, "action-2", "action-3", "action-4")
	if second.ID != "result-2" || !strings.Contains(second.Question, "number") {
		t.Errorf("for a result without a number it asks %+v", second)
	}
}

func TestTheBuilderCountsDownToOne(t *testing.T) {
	c, _ := newCoach(t)
	s := store.Story{Question: "Tell me about a time you fixed something."}
	var skip []string
	left, last := 100, 0
	for i := range 40 {
		ask, ok := c.NextAsk(s, skip...)
		if !ok {
			break
		}
		if ask.Left >= left {
			t.Errorf("%d to go, and then %d at %s", left, ask.Left, ask.ID)
		}
		if left = ask.Left; left == 1 {
			last++
		}
		if skip = append(skip, ask.ID); i%2 == 0 {
			s = c.Answered(s, ask.Part, "I did.")
		}
	}
	if last != 1 {
		t.Errorf("it said %d times that this was the last", last)
	}
}

func TestTheBuilderSeesWhatIsToldWithoutHeadings(t *testing.T) {
	c, _ := newCoach(t)
	text, question := answer(t, 0)
	_, rev, err := c.Review(coach.Asked{Text: text, Question: question})
	must(t, err)
	if ask, ok := c.NextAsk(store.Story{Answer: text, Question: question}); ok && rev.Clock[review.Role(ask.Part)].Words > 0 {
		t.Errorf("of a whole model answer it asks for what is told: %+v", ask)
	}
	part := store.Story{Answer: replies["situation"] + " " + replies["task"]}
	if ask, ok := c.NextAsk(part); !ok || ask.Part != "action" {
		t.Errorf("after situation and task in one paragraph it asks %+v", ask)
	}
}

func TestTheBuilderHasItsOwnWordsForFailures(t *testing.T) {
	c, _ := newCoach(t)
	usual, _ := c.NextAsk(c.Answered(store.Story{}, "situation", replies["situation"]))
	failed, _ := c.NextAsk(c.Answered(store.Story{Kind: "failure"}, "situation", replies["situation"]))
	asked, _ := c.NextAsk(c.Answered(store.Story{Question: "Tell me about a time you failed."}, "situation", replies["situation"]))
	if usual.Question == failed.Question || failed != asked {
		t.Errorf("it asks %q, of a failure %q and, by its question, %q", usual.Question, failed.Question, asked.Question)
	}
}

func TestAnsweredKeepsWhatIsThere(t *testing.T) {
	c, _ := newCoach(t)
	for _, x := range []struct{ name, before, part, reply, want string }{
		{"under its heading", "## Action\n\nI asked.\n\n## Result\n\nIt held.", "action", "I wrote.", "## Action\n\nI asked.\n\nI wrote.\n\n## Result\n\nIt held."},
		{"between two", "## Situation\n\nLate.\n\n## Result\n\nIt held.", "action", "I wrote.", "## Situation\n\nLate.\n\n## Action\n\nI wrote.\n\n## Result\n\nIt held."},
		{"before the first", "# Title\n\n## Result\n\nIt held.", "task", "To fix it.", "# Title\n\n## Task\n\nTo fix it.\n\n## Result\n\nIt held."},
		{"after free text", "We were late. I asked.", "result", "It held.", "We were late. I asked.\n\n## Result\n\nIt held."},
		{"before other sections", "## Action\n\nI asked.\n\n## Notes\n\nCall Ana.", "result", "It held.", "## Action\n\nI asked.\n\n## Result\n\nIt held.\n\n## Notes\n\nCall Ana."},
		{"nothing said", "I asked.", "result", " \n ", "I asked."},
		{"no part", "I asked.", "other", "It held.", "I asked."},
		{"a heading in a reply", "", "result", "# It held\nResult: 40%", "## Result\n\n<!-- rehearse: text --># It held\n<!-- rehearse: text -->Result: 40%"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := c.Answered(store.Story{Answer: x.before}, x.part, x.reply).Answer; got != x.want {
				t.Errorf("got\n%s\nwant\n%s", got, x.want)
			}
		})
	}
}

// FuzzAnswered holds the builder to its promise: nothing is lost, nothing is
// added, and the reply stands under its part.
func FuzzAnswered(f *testing.F) {
	f.Add("We were late.\n\nS: x\nT: y", "result", "It held.")
	f.Add("```\ncode", "action", "I led <!-- x")
	f.Add("---\ntitle: [\n---\nx", "task", "\r\n\x00y\xff")
	f.Add("## Notes\n\nx\n\n**Task (20 s)** y", "situation", "## Result")
	f.Add("<!-- open", "learning", "\"quoted\"")
	clock := newClock()
	c := coachOver(f, f.TempDir()+"/rehearse.db", clock.options())
	f.Fuzz(func(t *testing.T, before, part, reply string) {
		base, err := coach.CleanStory(store.Story{Answer: before})
		must(t, err)
		said, err := coach.CleanStory(store.Story{Answer: reply})
		must(t, err)
		got := c.Answered(base, part, reply).Answer
		if got == base.Answer {
			if slices.Contains([]string{"situation", "task", "action", "result", "learning"}, part) && said.Answer != "" {
				t.Fatalf("the reply %q is lost", reply)
			}
			return
		}
		for _, word := range strings.Fields(strings.ReplaceAll(base.Answer+" "+said.Answer, "<!--", " ")) {
			if !strings.Contains(got, word) {
				t.Fatalf("%q is lost from %q", word, got)
			}
		}
		s, err := story.Parse("x", []byte(got))
		was, before2 := story.Parse("x", []byte(base.Answer))
		if err != nil || before2 != nil || len(was.Sections) > 0 || strings.ContainsAny(said.Answer, "<&\"“") {
			return
		}
		if !slices.ContainsFunc(s.Parts, func(p story.Part) bool {
			return p.Role == part && strings.Contains(s.Quote(p.Body), strings.Fields(said.Answer)[0])
		}) {
			t.Errorf("%q is not under the heading %s in %q", reply, part, got)
		}
	})
}
