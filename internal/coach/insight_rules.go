package coach

import (
	"fmt"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// Where the stories stand to the rules for a portfolio. What the framework
// measures and Rehearse can count is counted here; the rest is the person's
// own word, kept under portfolio:<id>.

// rulesOf holds the stories against every rule of the framework.
func rulesOf(p *Portfolio, lib *library.Library, held *rubric.Rubric, c *Coverage) (rules []PortfolioRule) {
	c.taken = stock(p)
	t := c.taken
	for _, x := range lib.Framework.PortfolioRules {
		r := PortfolioRule{ID: x.ID, Text: x.Text, Measure: x.Measure, Source: x.Source, Target: x.Target, Computed: true}
		r.Share = strings.HasPrefix(x.Measure, "share of")
		if w, ok := p.Words["portfolio:"+x.ID]; ok {
			r.Word = &w
		}
		r.hold(held)
		t.count(&r, c)
		if len(p.Entries) == 0 && r.Computed {
			r.Met, r.Next, r.Href = false, "Write or bring in your first story.", "/stories/new"
		} else if t.all == 0 && r.Computed && r.Next == "" {
			r.Next, r.Href = "Say in one of your stories what you did and what came of it, so that it can be scored.", "/stories?sort=weakest"
		}
		if r.Met {
			r.Next, r.Href = "", ""
		}
		rules = append(rules, r)
	}
	return rules
}

// hold words a rule for the rubric that the stories are held against. The
// framework's texts are written for one level.
func (r *PortfolioRule) hold(held *rubric.Rubric) {
	switch r.Measure {
	case "principles shown":
		if n := len(held.Principles); float64(n) != r.Target {
			r.Target = float64(n)
			r.Text = strings.Replace(r.Text, "All sixteen principles", fmt.Sprintf("All %d principles", n), 1)
		}
	case "share of stories at component scope":
		const usual = "some 10 to 25 engineers"
		team := held.Range(rubric.Engineers)
		if own := fmt.Sprintf("some %g to %g engineers", team.Min, team.Max); own != usual && team.Max > 0 {
			r.Text = strings.Replace(r.Text, usual, own, 1)
			r.Text = strings.Replace(r.Text, "of a component’s size", "of the size that "+firstFull(held.Level, "the level")+" asks for", 1)
		}
	}
}

// taken is stock taken of the stories: lists of those that lack something.
// What only a reading tells counts over the stories that were read.
type taken struct {
	p *Portfolio
	// all are the stories that count, read those of them that were read.
	all, read                                                              int
	unended, narrow, offLevel, unsized, halved, unasked, notTaken, openEnd []StoryRef
	adopted, failures, replies                                             int
	kinds                                                                  map[string]bool
}

// usualFollowUps is how many follow-ups are prepared for each story: how one
// found out, what else one might have done, the number, how it works, the
// people, one's own part.
const usualFollowUps = 6

// threeGroups is how many teams or functions a story across functions needs,
// the own one included.
const threeGroups = 3

// stock takes stock of a portfolio once, in the order of inOrder. What can't
// be scored is left out.
func stock(p *Portfolio) *taken {
	t := &taken{p: p, kinds: map[string]bool{}}
	for _, i := range inOrder(p) {
		e := &p.Entries[i]
		if unscored(&e.Digest) {
			continue
		}
		t.all++
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
			if rule, open := firstRule(&e.Digest, untoldEnd); open {
				lacks(&t.openEnd, inWords(rule))
			} else {
				t.failures++
			}
		}
		if !e.Digest.Reviewed {
			continue
		}
		t.read++
		if !bothEnds(e) {
			lacks(&t.unended, "no figure with its before and after")
		}
		if e.Digest.Groups < threeGroups {
			lacks(&t.narrow, counted(max(1, e.Digest.Groups), "team or function", "teams or functions"))
		}
		switch {
		case e.Digest.Level == review.Below:
			lacks(&t.offLevel, "smaller than the level")
		case e.Digest.Level == review.Above:
			lacks(&t.offLevel, "larger than the level")
		case !hasSize(&e.Digest):
			lacks(&t.unsized, "says no size")
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

// replied is how many of the six usual follow-ups of a story have a reply.
func replied(e *Entry) (n int) {
	if len(e.FollowUps) == 0 {
		return 0
	}
	var answered [usualFollowUps]bool
	fillUsual(e, func(kind, i int) {
		if !answered[kind] && strings.TrimSpace(e.FollowUps[i].Reply) != "" {
			answered[kind] = true
			n++
		}
	})
	return n
}

// failure reports whether a story is told as a failure.
func failure(e *Entry) bool {
	if e.Kind != "" {
		return e.Kind == "failure"
	}
	return e.Question != "" && review.KindOf(e.Question) == "failure"
}

// firstRule is the first of some rules that found something in a story.
func firstRule(d *Digest, rules map[string]bool) (rule string, found bool) {
	for i := range d.Rules {
		if rules[d.Rules[i].Rule] {
			return d.Rules[i].Rule, true
		}
	}
	return "", false
}

// count sets where the stories stand to one rule.
func (t *taken) count(r *PortfolioRule, c *Coverage) {
	share := func(short []StoryRef, says, next string) {
		r.Short = short
		t.share(r, len(short), says)
		if len(short) > 0 {
			r.Next, r.Href = fmt.Sprintf(next, short[0].Title), "/stories/"+short[0].ID
		}
	}
	switch r.Measure {
	case "stories":
		r.whole(t.all, "You have ", "stories", "", "Add a story; a title and three lines are enough to begin.", "/stories/new")
	case "principles shown":
		r.whole(c.Shown, "", "principles", " are shown by a story", "Look at the empty columns, and start from a scenario that shows one of them.", "/coverage#gaps")
	case "share of stories with numbers":
		share(t.unended, "have a figure with its before and after", "Look up one figure for “%s”: where it stood before, and where afterward.")
	case "kinds of numbers":
		r.whole(len(t.kinds), "", "kinds of numbers", " are told", t.missingKind(), "/claims")
	case "share of stories with three or more teams":
		share(t.narrow, "have three teams or functions", "Say who outside your team had a part in “%s”, and what they wanted.")
	case "share of stories at component scope":
		share(t.offLevel, "are of the right size", "Look at the scope of “%s”: teams, people and money in one plain sentence.")
		t.size(r)
	case "share of stories with both people and technology":
		share(t.halved, "have both people and technology", "Recall the missing half of “%s”.")
	case "stories adopted by other teams":
		r.whole(t.adopted, "", "stories", " are told to have been taken up by other teams", "Ask who else uses today what you began, and say so in the story’s end.", "/stories")
		if !r.Met {
			r.Short = t.notTaken
		}
	case "follow-ups prepared per story":
		t.followUps(r)
	case "failure stories":
		r.whole(t.failures, "", "failures", " are told with what came of them and what you learned", "Write one about a failure that was your own doing; the library has three to learn from.", "/stories/new")
		if r.Short = t.openEnd; len(r.Short) > 0 {
			r.Next, r.Href = fmt.Sprintf("Tell the end of “%s”: what came of it, and what you did differently next time.", r.Short[0].Title), "/stories/"+r.Short[0].ID
		}
	case "overlooked areas covered":
		have := 0
		for i := range c.Areas {
			if len(c.Areas[i].Stories) > 0 {
				have++
			}
		}
		r.whole(have, "", "overlooked areas", " have a story", "Choose one of the overlooked areas, and start from its scenario.", "/coverage#areas")
	default:
		t.word(r)
	}
}

// whole holds a count against the target of a rule.
func (r *PortfolioRule) whole(n int, before, noun, after, next, href string) {
	r.Value, r.Met = float64(n), float64(n) >= r.Target
	r.Says, r.Next, r.Href = against(n, int(r.Target), before, noun, after), next, href
}

// share holds a rule against the share of the stories that were read of which
// so many don't have what it asks for.
func (t *taken) share(r *PortfolioRule, lacking int, says string) {
	if t.read > 0 {
		r.Value = float64(t.read-lacking) / float64(t.read)
	}
	r.Met = t.read > 0 && r.Value >= r.Target
	r.Says = ofThem(t.read-lacking, countStories(t.read), says)
	if unread := t.all - t.read; unread > 0 {
		r.Says += fmt.Sprintf(", %d not read yet", unread)
	}
	r.Says += "."
}

// ofThem says how many of them have or are something; says begins with the
// verb as for several.
func ofThem(n int, them, says string) string {
	if n > 1 {
		return fmt.Sprintf("%d of %s %s", n, them, says)
	}
	verb, rest, _ := strings.Cut(says, " ")
	one := map[string]string{"have": "has", "are": "is"}[verb]
	if n == 0 {
		return fmt.Sprintf("None of %s %s %s", them, one, rest)
	}
	return fmt.Sprintf("1 of %s %s %s", them, one, rest)
}

// size sets apart the stories that say no size, which are neither of the right
// one nor of a wrong one.
func (t *taken) size(r *PortfolioRule) {
	if len(t.unsized) == 0 {
		return
	}
	r.Unsized = t.unsized
	t.share(r, len(t.offLevel)+len(t.unsized), "are of the right size, and "+counted(len(t.unsized), "says", "say")+" no size")
	if len(r.Short) == 0 {
		r.Next, r.Href = fmt.Sprintf("Say in “%s” how large the team was.", t.unsized[0].Title), "/stories/"+t.unsized[0].ID
	}
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
	stories := t.all
	r.Short = t.unasked
	if stories > 0 {
		r.Value = review.Round(float64(t.replies)/float64(stories), 1)
	}
	r.Met = stories > 0 && len(t.unasked) == 0
	r.Says = fmt.Sprintf("%d of %s have all %d answered.", stories-len(t.unasked), countStories(stories), usualFollowUps)
	if len(t.unasked) > 0 {
		r.Next, r.Href = fmt.Sprintf("Answer the next follow-up to “%s”.", t.unasked[0].Title), "/stories/"+t.unasked[0].ID+"/followups"
	}
}

// word leaves a rule that can't be counted to the person's own word.
func (t *taken) word(r *PortfolioRule) {
	r.Computed = false
	if r.Word == nil {
		r.Says = "This can’t be read from the stories; say so here when it is done."
		r.Next, r.Href = "Choose three stories that show you at three stages, and tell them one after another.", "/stories"
		return
	}
	r.Met, r.Value, r.Says = true, r.Target, "Your word of "+r.Word.On+"."
}
