package coach

import (
	"fmt"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/review"
)

// Where the stories stand to the rules for a portfolio. What the framework
// measures and Rehearse can count is counted here; the rest is the person's
// own word, kept under portfolio:<id>.

// rulesOf holds the stories against every rule of the framework.
func rulesOf(p *Portfolio, lib *library.Library, c *Coverage) (rules []PortfolioRule) {
	c.taken = stock(p)
	t := c.taken
	for _, x := range lib.Framework.PortfolioRules {
		r := PortfolioRule{ID: x.ID, Text: x.Text, Measure: x.Measure, Source: x.Source, Target: x.Target, Computed: true}
		r.Share = strings.HasPrefix(x.Measure, "share of")
		if w, ok := p.Words["portfolio:"+x.ID]; ok {
			r.Word = &w
		}
		t.count(&r, c)
		if len(p.Entries) == 0 && r.Computed {
			r.Met, r.Next, r.Href = false, "Write or bring in your first story.", "/stories/new"
		}
		if r.Met {
			r.Next, r.Href = "", ""
		}
		rules = append(rules, r)
	}
	return rules
}

// taken is stock taken of the stories: lists of those that lack something.
// What only a reading tells counts over the stories that were read.
type taken struct {
	p                                                       *Portfolio
	read                                                    int
	unnumbered, narrow, offLevel, halved, unasked, notTaken []StoryRef
	adopted, failures, replies                              int
	kinds                                                   map[string]bool
}

// usualFollowUps is how many follow-ups are prepared for each story: how one
// found out, what else one might have done, the number, how it works, the
// people, one's own part.
const usualFollowUps = 6

// threeGroups is how many teams or functions a story across functions needs,
// the own one included.
const threeGroups = 3

// stock takes stock of a portfolio once.
func stock(p *Portfolio) *taken {
	t := &taken{p: p, kinds: map[string]bool{}}
	for i := range p.Entries {
		e := &p.Entries[i]
		lacks := func(list *[]StoryRef, why string) {
			*list = append(*list, StoryRef{ID: e.ID, Title: e.Title, Why: why})
		}
		if n := replied(e); n < usualFollowUps {
			lacks(&t.unasked, fmt.Sprintf("%d of %d answered", n, usualFollowUps))
			t.replies += n
		} else {
			t.replies += usualFollowUps
		}
		if failure(e) {
			t.failures++
		}
		if !e.Digest.Reviewed {
			continue
		}
		t.read++
		if !hasOutcome(e) {
			lacks(&t.unnumbered, "no number in its outcome")
		}
		if e.Digest.Groups < threeGroups {
			lacks(&t.narrow, counted(max(1, e.Digest.Groups), "team or function", "teams or functions"))
		}
		switch e.Digest.Level {
		case review.Below:
			lacks(&t.offLevel, "smaller than the level")
		case review.Above:
			lacks(&t.offLevel, "larger than the level")
		}
		switch {
		case !e.Digest.People && !e.Digest.Technology:
			lacks(&t.halved, "neither half is told")
		case !e.Digest.People:
			lacks(&t.halved, "the person is missing")
		case !e.Digest.Technology:
			lacks(&t.halved, "the technical choice is missing")
		}
		if e.Digest.Adopted {
			t.adopted++
		} else {
			lacks(&t.notTaken, "nobody else is told to have taken it up")
		}
		t.sorts(e)
	}
	return t
}

// sorts notes which kinds of numbers a story has.
func (t *taken) sorts(e *Entry) {
	for k := range e.Digest.Amounts {
		if len(t.kinds) == 3 {
			return
		}
		if a := &e.Digest.Amounts[k]; stated(a) {
			if sort := sortOf(a); sort != Size {
				t.kinds[sort] = true
			}
		}
	}
}

// replied is how many follow-ups of a story have a reply.
func replied(e *Entry) (n int) {
	for i := range e.FollowUps {
		if strings.TrimSpace(e.FollowUps[i].Reply) != "" {
			n++
		}
	}
	return n
}

// failure reports whether a story is told as a failure.
func failure(e *Entry) bool {
	if e.Kind != "" {
		return e.Kind == "failure"
	}
	return e.Question != "" && review.KindOf(e.Question) == "failure"
}

// hasOutcome reports whether a story has a number in its outcome.
func hasOutcome(e *Entry) bool {
	for k := range e.Digest.Amounts {
		if outcome(&e.Digest.Amounts[k]) {
			return true
		}
	}
	return false
}

// count sets where the stories stand to one rule.
func (t *taken) count(r *PortfolioRule, c *Coverage) {
	stories := len(t.p.Entries)
	whole := func(value int, next, href string) {
		r.Value, r.Met = float64(value), float64(value) >= r.Target
		r.Says, r.Next, r.Href = fmt.Sprintf("%d of %.0f", value, r.Target), next, href
	}
	share := func(short []StoryRef, says, next string) {
		r.Short = short
		if t.read > 0 {
			r.Value = float64(t.read-len(short)) / float64(t.read)
			r.Href = "/stories/" + firstOf(short)
		}
		r.Met = t.read > 0 && r.Value >= r.Target
		r.Says = fmt.Sprintf("%d of %s %s", t.read-len(short), countStories(t.read), says)
		if unread := stories - t.read; unread > 0 {
			r.Says += fmt.Sprintf(", %d not read yet", unread)
		}
		if len(short) > 0 {
			r.Next = fmt.Sprintf(next, short[0].Title)
		}
	}
	switch r.Measure {
	case "stories":
		whole(stories, "Add a story; a title and three lines are enough to begin.", "/stories/new")
	case "principles shown":
		whole(c.Shown, "Look at the empty columns, and start from a scenario that shows one of them.", "/coverage")
	case "share of stories with numbers":
		share(t.unnumbered, "have a number in the outcome", "Look up one figure for “%s”: where it stood before, and where afterward.")
	case "kinds of numbers":
		whole(len(t.kinds), t.missingKind(), "/claims")
	case "share of stories with three or more teams":
		share(t.narrow, "have three teams or functions", "Say who outside your team had a part in “%s”, and what they wanted.")
	case "share of stories at component scope":
		share(t.offLevel, "are of the right size", "Look at the scope of “%s”: teams, people and money in one plain sentence.")
	case "share of stories with both people and technology":
		share(t.halved, "have both people and technology", "Recall the missing half of “%s”.")
	case "stories adopted by other teams":
		whole(t.adopted, "Ask who else uses today what you began, and say so in the story's end.", "/stories")
		if !r.Met {
			r.Short = t.notTaken
		}
	case "follow-ups prepared per story":
		t.followUps(r)
	case "failure stories":
		whole(t.failures, "Write one about a failure that was your own doing; the library has three to learn from.", "/stories/new")
	case "overlooked areas covered":
		have := 0
		for i := range c.Areas {
			if len(c.Areas[i].Stories) > 0 {
				have++
			}
		}
		whole(have, "Choose one of the overlooked areas, and start from its scenario.", "/coverage")
	default:
		t.word(r)
	}
}

// firstOf is the id of the first story of a list, or "".
func firstOf(list []StoryRef) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].ID
}

// missingKind says which kind of number to look for.
func (t *taken) missingKind() string {
	switch {
	case !t.kinds[Financial]:
		return "No story tells of money yet. Ask somebody in finance what one of them was worth."
	case !t.kinds[OfPeople]:
		return "No story has a number about people yet: who stayed, who was promoted, what they said when asked."
	}
	return "No story has a number about the work itself yet: faults, days to release, time to restore."
}

// followUps counts the follow-ups prepared, on the average of a story; the
// rule is met where every story has them.
func (t *taken) followUps(r *PortfolioRule) {
	stories := len(t.p.Entries)
	r.Short = t.unasked
	if stories > 0 {
		r.Value = review.Round(float64(t.replies)/float64(stories), 1)
	}
	r.Met = stories > 0 && len(t.unasked) == 0
	r.Says = fmt.Sprintf("%d of %s have all %d", stories-len(t.unasked), countStories(stories), usualFollowUps)
	if len(t.unasked) > 0 {
		r.Next, r.Href = fmt.Sprintf("Answer the next follow-up to “%s”.", t.unasked[0].Title), "/stories/"+t.unasked[0].ID+"/followups"
	}
}

// word leaves a rule that can't be counted to the person's own word.
func (t *taken) word(r *PortfolioRule) {
	r.Computed = false
	if r.Word == nil {
		r.Says = "This can't be read from the stories; say so here when it is done."
		r.Next, r.Href = "Choose three stories that show you at three stages, and tell them one after another.", "/stories"
		return
	}
	r.Met, r.Value, r.Says = true, r.Target, "Your word of "+r.Word.On
}
