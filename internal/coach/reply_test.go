package coach

import (
	"slices"
	"strings"
	"testing"

	"rehearse/internal/review"
	"rehearse/internal/store"
)

// toldOfFerries is a story for replies to be held against.
const toldOfFerries = "I led a team of 14 engineers at the harbor, and the ferries waited too long at the gate. I asked 40 skippers what held them up. " +
	"I rebuilt the booking of berths with Farida. The wait fell from 40 minutes to six, and it cost us a budget of $2 million."

// judge is a coach for what needs no store.
func judge() *Coach { return &Coach{} }

func TestRepliesAreReadForWhatTheyAre(t *testing.T) {
	c := judge()
	e := Entry{Story: store.Story{ID: "a", Title: "Ferries", Answer: toldOfFerries}}
	good := "I asked the skippers themselves. I went along on three crossings with Farida and wrote down every minute at the gate. " +
		"On the second crossing we stood still for most of the time because two berths had been booked twice. Nobody had ever looked at the bookings side by side. " +
		"I put them on one sheet that evening, and the harbor master saw it at once."
	for name, x := range map[string]struct {
		question, reply string
		length, says    string
		rules           []string
		quote           string
	}{
		"good":          {"How did you find out what held the skippers up?", good, ReplyRight, "A good length", nil, ""},
		"a fact":        {"How many engineers were there?", "14 engineers.", ReplyShort, "Short and to the point.", nil, ""},
		"a name":        {"Who disagreed?", "Mostly it was Farida.", ReplyShort, "Short and to the point.", nil, ""},
		"short":         {"Why did it take so long?", "Because it just did.", ReplyShort, "There is room", nil, ""},
		"other team":    {"How large was the team?", "I led a team of 9 engineers.", ReplyShort, "1 thing", []string{"amount"}, "9 engineers"},
		"other count":   {"Whom did you ask?", "I asked 25 skippers.", ReplyShort, "1 thing", []string{"amount"}, "25 skippers"},
		"other budget":  {"What did it cost?", "It had a budget of $3 million.", ReplyShort, "1 thing", []string{"amount"}, "$3 million"},
		"same in words": {"How many?", "I led a team of fourteen engineers.", ReplyShort, "Short and", nil, ""},
		"one end":       {"Where did the wait begin?", "At 40 minutes.", ReplyShort, "Short and", nil, ""},
		"long":          {"How did you find out what held the skippers up?", strings.Repeat(good+" ", 3), ReplyLong, "", []string{"length"}, ""},
		"astray":        {"How did you find out what delayed the ferries?", strings.Repeat("Oranges ripen slowly under glass, and gardeners water lemons. ", 7), ReplyRight, "1 thing", []string{"question"}, ""},
		"nothing":       {"Why?", " \n", "", "", nil, ""},
		"we for I":      {"What did you do at the gate?", "We called the skippers together and we agreed with the harbor master on a new order at the gate. Then we changed the bookings.", ReplyShort, "1 thing", []string{"we-in-action"}, ""},
		"blame": {"Why was the gate slow?", "The gate was slow because the harbor people are lazy and never do their job. They always ignored what I told them and it was entirely their fault.",
			ReplyShort, "1 thing", []string{"blame"}, "lazy"},
		"hedging": {"How did you win the skippers over?", "I sort of tried to maybe get the fish auction and the boats to kind of share their landing times, and I guess it more or less worked.",
			ReplyShort, "1 thing", []string{"hedging"}, "sort of"},
	} {
		got, err := c.Reply(store.FollowUp{Question: x.question, Reply: x.reply}, e, Settings{})
		var rules []string
		for _, n := range got.Notes {
			rules = append(rules, n.Rule)
		}
		if err != nil || got.Length != x.length || !strings.Contains(got.Says, x.says) || !slices.Equal(rules, x.rules) {
			t.Errorf("%s: %+v, %v", name, got, err)
			continue
		}
		if x.quote != "" && !strings.Contains(got.Notes[0].Quote, x.quote) {
			t.Errorf("%s quotes %q", name, got.Notes[0].Quote)
		}
	}
}

func TestRepliesSayWhatTheStoryDoesNot(t *testing.T) {
	c := judge()
	e := Entry{Story: store.Story{ID: "a", Title: "Ferries", Answer: toldOfFerries}}
	got, err := c.Reply(store.FollowUp{Question: "What came of it?", Reply: "Complaints went down by 12%, 12% in all, and 40 skippers wrote to thank us."}, e, Settings{})
	if err != nil || len(got.Added) != 1 || !strings.Contains(got.Added[0], "12%") {
		t.Errorf("%q, %v", got.Added, err)
	}
	if slow, err := c.Reply(store.FollowUp{Question: "What came of it?", Reply: strings.Repeat("The ferries leave on time. ", 12)}, e, Settings{Pace: 60}); err != nil || slow.Length != ReplyRight && slow.Length != ReplyLong {
		t.Errorf("%+v, %v", slow, err)
	}
}

// The library's replies are good ones: few of them may be found fault with.
func TestGoodRepliesAreLeftAlone(t *testing.T) {
	c := judge()
	lib, _ := madeLibrary(t)
	all, noted, crossed, strayed := 0, map[string]int{}, 0, 0
	for i, s := range lib.Scenarios {
		e := Entry{Story: store.Story{ID: s.ID, Title: s.Title, Answer: s.Answer.Text()}}
		for k, f := range s.FollowUps {
			got, err := c.Reply(store.FollowUp{Question: f.Question, Reply: f.Text}, e, Settings{})
			if err != nil {
				t.Fatal(err)
			}
			all++
			for _, n := range got.Notes {
				noted[n.Rule]++
				t.Logf("%s: %s %q %s", s.ID, n.Rule, n.Quote, n.Text)
			}
			other := lib.Scenarios[(i+7)%len(lib.Scenarios)].FollowUps
			crossed++
			got, _ = c.Reply(store.FollowUp{Question: f.Question, Reply: other[k%len(other)].Text}, e, Settings{})
			if slices.ContainsFunc(got.Notes, func(n ReplyNote) bool { return n.Rule == "question" }) {
				strayed++
			}
		}
	}
	t.Logf("%d replies: %v; of %d answers to another story's question, %d are seen to stray", all, noted, crossed, strayed)
	for rule, n := range noted {
		if n*12 > all {
			t.Errorf("%s is noted of %d of %d good replies", rule, n, all)
		}
	}
}

func TestOnlyWhatHoldsForAReplyIsHeard(t *testing.T) {
	got := heard([]review.Finding{
		{Rule: "missing-result", Message: "no"}, {Rule: "vague-number", Message: "yes", Quote: "much better"}, {Rule: "vague-number", Message: "again"},
		{Rule: "blame", Confidence: 0.3, Message: "unsure"}, {Rule: "blame", Confidence: 0.9, Quote: "They would have been slow.", Message: "supposed"}, {Rule: "no-metric"},
	})
	if len(got) != 1 || got[0].Text != "yes" || got[0].Quote != "much better" {
		t.Errorf("%+v", got)
	}
}
