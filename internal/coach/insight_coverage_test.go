package coach

import (
	"slices"
	"strings"
	"testing"

	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
)

// ruleOf is the state of one rule for a portfolio.
func ruleOf(t *testing.T, c Coverage, id string) PortfolioRule {
	t.Helper()
	for _, r := range c.Rules {
		if r.ID == id {
			return r
		}
	}
	t.Fatalf("no rule %s", id)
	return PortfolioRule{}
}

func shortOf(r PortfolioRule) (ids []string) {
	for _, x := range r.Short {
		ids = append(ids, x.ID)
	}
	return ids
}

func TestChart(t *testing.T) {
	lib, r := madeLibrary(t)
	a, b, unread := madeEntry("a", "A"), madeEntry("b", "B"), madeEntry("c", "C")
	a.Digest.Principles = []Shown{{"dive-deep", 0.8}, {"ownership", 0.6}}
	a.Principles = []string{"dive-deep", "frugality", "no-such-principle"}
	b.Digest.Principles = []Shown{{"dive-deep", 0.7}}
	unread.Digest = Digest{}
	unread.Principles = []string{"think-big"}
	c := Cover(madePortfolio(a, b, unread), lib, r)
	column := func(id string) PrincipleColumn {
		i := slices.IndexFunc(c.Principles, func(x PrincipleColumn) bool { return x.ID == id })
		return c.Principles[i]
	}
	if x := column("dive-deep"); x.Shown != 2 || x.Both != 1 || x.Claimed != 0 || x.Alone != "" {
		t.Errorf("%+v", x)
	}
	if x := column("ownership"); x.Shown != 1 || x.Alone != "a" {
		t.Errorf("%+v", x)
	}
	if x := column("frugality"); x.Shown != 0 || x.Claimed != 1 {
		t.Errorf("%+v", x)
	}
	if row := c.Rows[0]; !slices.Equal(row.Unshown, []string{"frugality"}) || !slices.Equal(row.Unclaimed, []string{"ownership"}) || len(row.Cells) != len(r.Principles) {
		t.Errorf("%+v", row)
	}
	if row := c.Rows[2]; row.Read || len(row.Unshown) > 0 {
		t.Errorf("a story that was not read is said to lack evidence: %+v", row)
	}
	states := map[string]int{}
	for _, cell := range c.Rows[0].Cells {
		states[cell.State]++
	}
	if states[CellBoth] != 1 || states[CellShown] != 1 || states[CellClaimed] != 1 || states[CellNeither] != len(r.Principles)-3 {
		t.Errorf("%v", states)
	}
	if c.Stories != 3 || c.Unread != 1 || c.Shown != 2 {
		t.Errorf("%+v", c)
	}
}

func TestGapsSayWhatToStartFrom(t *testing.T) {
	lib, r := madeLibrary(t)
	for _, p := range []*Portfolio{madePortfolio(), madePortfolio(madeEntry("a", "A"))} {
		c := Cover(p, lib, r)
		kinds := map[string]int{}
		for _, g := range c.Gaps {
			kinds[g.Kind]++
			if g.Why == "" || g.Name == "" || len(g.Scenarios) == 0 || len(g.Questions) != questionsOffered {
				t.Errorf("%+v", g)
			}
			for _, s := range g.Scenarios {
				if x, ok := lib.Scenario(s.ID); !ok || x.Title != s.Title || s.Href != "/library/scenarios/"+s.ID {
					t.Errorf("%+v", s)
				}
			}
		}
		if kinds["principle"] != len(r.Principles) || kinds["competency"] != len(r.Competencies) || kinds["area"] != len(lib.Framework.AdvancedAreas) {
			t.Errorf("%v", kinds)
		}
	}
}

// TestGapsSuitThePrinciple checks that the questions offered ask for what is
// missing, at the person's level.
func TestGapsSuitThePrinciple(t *testing.T) {
	lib, r := madeLibrary(t)
	for _, g := range Cover(madePortfolio(), lib, r).Gaps {
		if g.Kind != "principle" {
			continue
		}
		for _, q := range g.Questions {
			i := slices.IndexFunc(lib.Questions, func(x library.Question) bool { return x.ID == q.ID })
			if x := lib.Questions[i]; !slices.Contains(x.Principles, g.ID) || x.Level != "L6" {
				t.Errorf("%s: %+v", g.ID, x)
			}
		}
	}
}

func TestFieldsAndMix(t *testing.T) {
	lib, r := madeLibrary(t)
	var all []Entry
	for range 9 {
		e := madeEntry("tech", "Tech")
		e.Digest.Competency, e.Digest.Scenarios = "technical-decisions", []string{"recovering-an-old-system", "team-turnaround"}
		all = append(all, e)
	}
	team := madeEntry("team", "Team")
	team.Digest.Competency, team.Digest.Scenarios = "team-management", []string{"growing-leaders"}
	c := Cover(madePortfolio(append(all, team)...), lib, r)
	for _, f := range append(c.Competencies, c.Areas...) {
		want, could := map[string]int{"technical-decisions": 9, "team-management": 1, "old-systems": 9, "knowledge": 1}[f.ID], 0
		if f.ID == "team-management" || f.ID == "productivity" {
			could = 9
		}
		if len(f.Stories) != want || len(f.Could) != could {
			t.Errorf("%s: %d and %d stories, want %d and %d", f.ID, len(f.Stories), len(f.Could), want, could)
		}
	}
	if m := c.Mix[0]; m.Want != 0.4 || m.Have != 0.1 || m.Text == "" {
		t.Errorf("%+v", m)
	}
	if !slices.ContainsFunc(c.Gaps, func(g Gap) bool { return g.Kind == "mix" && g.Name == c.Mix[0].Name }) {
		t.Error("a tenth of the stories for two fifths of the questions is no gap")
	}
	r2 := *r
	r2.Mix = nil
	if c := Cover(madePortfolio(team), lib, &r2); c.Mix[0].Want != 0.4 || c.Mix[0].Have != 1 {
		t.Errorf("the framework's mix: %+v", c.Mix)
	}
}

func TestPortfolioRules(t *testing.T) {
	lib, r := madeLibrary(t)
	good := madeEntry("good", "Good", "result|The wait fell from 40 minutes to six.", "result|It saved $2 million.", "result|Attrition went from 18% to 6%.")
	good.Digest.Scope = map[string]float64{"engineers": 14}
	good.Digest.Adopted, good.Digest.Scenarios = true, []string{"profit-and-loss"}
	for _, u := range usualKinds {
		good.FollowUps = append(good.FollowUps, store.FollowUp{Question: u.Question, Reply: "So."})
	}
	poor := madeEntry("poor", "Poor", "situation|I led a team of 16.")
	poor.Question = "Tell me about a time you failed."
	poor.Digest.Groups, poor.Digest.Technology, poor.Digest.Level = 1, false, review.Above
	poor.FollowUps = []store.FollowUp{{Question: usualKinds[0].Question, Reply: "So."}, {Question: usualKinds[1].Question, Reply: "  "}}
	unread := madeEntry("unread", "Unread")
	unread.Digest = Digest{}
	for _, u := range usualKinds {
		unread.FollowUps = append(unread.FollowUps, store.FollowUp{Question: u.Question, Reply: "So."})
	}
	p := madePortfolio(good, poor, unread)
	c := Cover(p, lib, r)
	tests := []struct {
		id    string
		value float64
		short []string
	}{
		{"enough-stories", 3, nil},
		{"all-principles", 0, nil},
		{"every-story-counted", 0.5, []string{"poor"}},
		{"three-kinds-of-numbers", 3, nil},
		{"across-functions", 0.5, []string{"poor"}},
		{"component-scope", 0.5, []string{"poor"}},
		{"people-beside-technology", 0.5, []string{"poor"}},
		{"taken-up-by-others", 1, []string{"poor"}},
		{"followups-ready", 4.3, []string{"poor"}},
		{"failures-too", 1, nil},
		{"overlooked-areas", 1, nil},
	}
	for _, test := range tests {
		x := ruleOf(t, c, test.id)
		if x.Value != test.value || !slices.Equal(shortOf(x), test.short) || !x.Computed || x.Says == "" {
			t.Errorf("%s: %+v, want %v and %v", test.id, x, test.value, test.short)
		}
		if x.Met == (x.Next != "") || x.Met != (x.Value >= x.Target) {
			t.Errorf("%s: met %v, next %q", test.id, x.Met, x.Next)
		}
	}
	growth := ruleOf(t, c, "growth")
	if growth.Computed || growth.Met || growth.Next == "" {
		t.Errorf("%+v", growth)
	}
	p.Words["portfolio:growth"] = store.Word{Key: "portfolio:growth", On: "2026-03-01"}
	p.recalled.made = nil // as a portfolio read anew
	if growth = ruleOf(t, Cover(p, lib, r), "growth"); !growth.Met || !strings.Contains(growth.Says, "2026-03-01") || growth.Word == nil {
		t.Errorf("%+v", growth)
	}
	if len(c.Rules) != len(tests)+1 {
		t.Errorf("%d rules, %d are tested", len(c.Rules), len(tests)+1)
	}
}

// TestWhatCannotBeScoredCountsNowhere: an empty text, a shopping list.
func TestWhatCannotBeScoredCountsNowhere(t *testing.T) {
	lib, r := madeLibrary(t)
	list := finished("list")
	list.Digest.Rating, list.Digest.Label = 0, "not scored"
	list.Digest.Competency, list.Digest.Scenarios = "team-management", []string{"profit-and-loss"}
	list.Digest.Principles = []Shown{{"dive-deep", 0.8}}
	list.Question = "Tell me about a time you failed."
	good := finished("good")
	with, without := Cover(madePortfolio(good, list), lib, r), Cover(madePortfolio(good), lib, r)
	if with.Unscored != 1 || len(with.Rows) != 1 || with.Shown != 0 {
		t.Errorf("%d unscored, %d rows, %d principles", with.Unscored, len(with.Rows), with.Shown)
	}
	for i, x := range with.Rules {
		if y := without.Rules[i]; x.Value != y.Value || x.Says != y.Says {
			t.Errorf("%s: %v %q, without it %v %q", x.ID, x.Value, x.Says, y.Value, y.Says)
		}
	}
	for _, f := range append(with.Competencies, with.Areas...) {
		if len(f.Stories)+len(f.Could) > 0 {
			t.Errorf("%s holds %+v", f.ID, f)
		}
	}
	a, b := Prepare(madePortfolio(good, list), lib, r, "2026-03-01"), Prepare(madePortfolio(good), lib, r, "2026-03-01")
	if a.Unscored != 1 {
		t.Errorf("%d unscored", a.Unscored)
	}
	for i, x := range a.Lines {
		if y := b.Lines[i]; x.State != y.State || x.Evidence != y.Evidence && x.ID != "look-up-the-numbers" {
			t.Errorf("%s: %q, without it %q", x.ID, x.Evidence, y.Evidence)
		}
	}
	alone := Cover(madePortfolio(list), lib, r)
	for _, x := range alone.Rules {
		if x.Met || x.Next == "" {
			t.Errorf("%+v", x)
		}
	}
}

// TestAFailureIsToldToItsEnd: the same stories can't be met and flagged.
func TestAFailureIsToldToItsEnd(t *testing.T) {
	lib, r := madeLibrary(t)
	var all []Entry
	for _, rule := range []string{"no-lesson", "missing-result", "hedging"} {
		e := finished(rule)
		e.Kind, e.Digest.Rules = "failure", []RuleSeen{{Rule: rule}}
		all = append(all, e)
	}
	x := ruleOf(t, Cover(madePortfolio(all...), lib, r), "failures-too")
	if x.Value != 1 || x.Met || !slices.Equal(shortOf(x), []string{"no-lesson", "missing-result"}) || x.Short[0].Why != inWords("no-lesson") || x.Href != "/stories/no-lesson" {
		t.Errorf("%+v", x)
	}
}

func TestTheRightSizeIsStated(t *testing.T) {
	lib, r := madeLibrary(t)
	mute := finished("mute")
	mute.Digest.Scope = nil
	x := ruleOf(t, Cover(madePortfolio(finished("a"), mute), lib, r), "component-scope")
	if x.Met || x.Value != 0.5 || len(x.Short) != 0 || len(x.Unsized) != 1 || x.Unsized[0].ID != "mute" || x.Says != "1 of 2 stories is of the right size, and 1 says no size." || x.Href != "/stories/mute" {
		t.Errorf("%+v", x)
	}
}

// TestRulesAreThoseOfTheRubric: whoever prepares for L7 isn't told L6's range.
func TestRulesAreThoseOfTheRubric(t *testing.T) {
	lib, r := madeLibrary(t)
	l7, err := rubric.Load("amazon-l7", nil)
	if err != nil {
		t.Fatal(err)
	}
	p := madePortfolio(finished("a"))
	if x := ruleOf(t, Cover(p, lib, l7), "component-scope"); strings.Contains(x.Text, "10 to 25") || !strings.Contains(x.Text, "the size that L7 asks for: some 50 to 150 engineers") {
		t.Error(x.Text)
	}
	for _, x := range Cover(p, lib, r).Rules {
		for _, own := range lib.Framework.PortfolioRules {
			if own.ID == x.ID && own.Text != x.Text {
				t.Errorf("%s is said in other words: %s", x.ID, x.Text)
			}
		}
	}
}

func TestCountsPastTheirGoal(t *testing.T) {
	for n, want := range map[int]string{14: "You have 14 of 20 stories.", 20: "You have 20 of 20 stories.", 43: "You have 43 stories; 20 are enough."} {
		if got := against(n, 20, "You have ", "stories", ""); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := enough(43, 20); got != "43; 20 are enough" {
		t.Error(got)
	}
	lib, r := madeLibrary(t)
	for _, p := range []*Portfolio{madePortfolio(), madePortfolio(finished("a")), complete(t)} {
		c := Cover(p, lib, r)
		for _, x := range c.Rules {
			if !strings.HasSuffix(x.Says, ".") {
				t.Errorf("%s: %q is no sentence", x.ID, x.Says)
			}
		}
		if both, line := ruleOf(t, c, "every-story-counted"), Prepare(p, lib, r, "2026-03-01").Lines[2]; len(p.Entries) > 0 && !strings.HasPrefix(line.Evidence, strings.Split(both.Says, " stor")[0]) {
			t.Errorf("one page says %q, the other %q", both.Says, line.Evidence)
		}
	}
}

func TestNoRuleIsMetByNothing(t *testing.T) {
	lib, r := madeLibrary(t)
	c := Cover(madePortfolio(), lib, r)
	for _, x := range c.Rules {
		if x.Met || x.Next == "" || x.Href == "" {
			t.Errorf("%+v", x)
		}
	}
}

func BenchmarkCover(b *testing.B) {
	lib, r := madeLibrary(b)
	p := madeMany(b, 500)
	for b.Loop() {
		coverageOf(p, lib, r)
	}
}
