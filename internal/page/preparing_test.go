package page

import (
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/library"
	"rehearse/internal/store"
)

func TestReadinessSaysItsStatesInWords(t *testing.T) {
	p := ReadinessPage{Frame: Frame{Asset: asset}, Today: "2026-11-23"}
	p.Says = "Two of five steps are done."
	p.Interview, p.Days = "2026-12-05", 12
	word := &store.Word{Key: "step:practise", On: "2026-11-20", Note: hostileText}
	p.Steps = []coach.PracticeStep{
		{ID: "map", Name: "Map", State: coach.Done, Evidence: "21 stories"},
		{ID: "practise", Name: "Practice aloud", State: coach.UnderWay, DoneWhen: "You’ve told it.", Word: word, Next: coach.Next{Title: "Tell one", Href: "/stories", Why: "It is short."}},
	}
	p.Lines = []coach.CheckLine{
		{ID: "one", Name: "One page", State: coach.NotBegun, Due: "2026-11-24", DueIn: 1},
		{ID: "two", Name: "Two", State: coach.NotBegun, Due: "2026-11-20", DueIn: -3, Next: coach.Next{Title: "Do", Href: "javascript:alert(1)"}},
	}
	html := ledgerDrawn(t, Readiness(p))
	for _, want := range []string{
		">done<", ">under way<", "not begun", "21 stories", "for tomorrow", "was meant for 20 November 2026", "Your word", "20 November 2026",
		`name="key" value="step:practise"`, "The interview is on 5 December 2026, in 12 days.", `value="checklist:one"`, `max="2026-11-23"`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(html, "javascript:") {
		t.Error("a link can run a script")
	}
	if got := p.next(); got.Title != "Tell one" {
		t.Errorf("next is %q", got.Title)
	}
}

func TestReadinessBeginsWithOneStory(t *testing.T) {
	p := ReadinessPage{Frame: Frame{Asset: asset}, Today: "2026-11-23"}
	p.Says, p.Empty, p.Next = "Everything here begins with a first story.", true, coach.Next{Title: "Begin with a first story", Href: "/stories/new"}
	p.Steps = []coach.PracticeStep{{ID: "map", Name: "Map", State: coach.NotBegun}, {ID: "practise", Name: "Practice aloud", State: coach.NotBegun}}
	p.Lines = []coach.CheckLine{{ID: "one", Name: "One page", State: coach.NotBegun}}
	html := ledgerDrawn(t, Readiness(p))
	if n := strings.Count(html, "first story"); n != 1 || strings.Count(html, `href="/stories/new"`) != 1 {
		t.Errorf("the first step is named %d times", n)
	}
	if strings.Contains(html, `action="/words"`) {
		t.Error("a word is asked for of what has not begun")
	}
	p.Empty, p.Unscored = false, 2
	if html := ledgerDrawn(t, Readiness(p)); strings.Count(html, "2 stories can’t be scored yet, and nothing of them is counted.") != 1 || !strings.Contains(html, `action="/words"`) {
		t.Error("what can't be scored is not said once")
	}
}

func TestTodayRestsOnTheEve(t *testing.T) {
	p := TodayPage{Frame: Frame{Asset: asset}}
	p.Ahead = coach.Today{Date: "2026-11-23", Interview: "2026-11-24", Days: 1, Rest: true, Next: coach.Next{Title: "Tell one story you like, and rest", Href: "/stories"}}
	html := ledgerDrawn(t, Today(p))
	if strings.Contains(html, "Stories that need you") || !strings.Contains(html, "and rest") {
		t.Error("there is no rest on the eve")
	}
	p.Ahead.Rest = false
	if !strings.Contains(ledgerDrawn(t, Today(p)), "Stories that need you") {
		t.Error("the stories that need work are gone on other days")
	}
}

func TestRulesPastTheirTarget(t *testing.T) {
	var p CoveragePage
	p.Frame.Asset, p.Stories, p.Unscored = asset, 44, 1
	p.Rules = []coach.PortfolioRule{
		{ID: "enough", Computed: true, Met: true, Value: 43, Target: 20, Says: "You have 43 stories; 20 are enough."},
		{ID: "size", Computed: true, Share: true, Value: 0.5, Target: 1, Unsized: []coach.StoryRef{{ID: "a", Title: "A", Why: "says no size"}}},
	}
	html := ledgerDrawn(t, Coverage(p))
	for _, want := range []string{"<b>43</b>; 20 are enough", "1 story says no size", "1 story can’t be scored yet, and nothing of it is counted."} {
		if strings.Count(html, want) != 1 {
			t.Errorf("the page says %q %d times", want, strings.Count(html, want))
		}
	}
	if strings.Contains(html, "43</b> of 20") {
		t.Error("43 of 20")
	}
}

func TestFollowUpsSayWhatToDo(t *testing.T) {
	asked := func(replies ...string) coach.Entry {
		var e coach.Entry
		for _, r := range replies {
			e.FollowUps = append(e.FollowUps, store.FollowUp{Question: "Why?", Reply: r})
		}
		return e
	}
	for _, c := range []struct {
		p    FollowUpsPage
		want string
	}{
		{FollowUpsPage{}, "Six questions come up"},
		{FollowUpsPage{Entry: asked("x"), Usual: []coach.Usual{{Answered: true}, {}, {FollowUp: "1"}}}, "Two of the six usual ones are still open"},
		{FollowUpsPage{Entry: asked("yes", " ")}, "One question has no reply"},
		{FollowUpsPage{Entry: asked("", "", "x")}, "2 questions have no reply"},
		{FollowUpsPage{Entry: asked("x")}, "Every question has a reply"},
	} {
		if got := c.p.Lead(); !strings.Contains(got, c.want) {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

func TestFollowUpsStayText(t *testing.T) {
	e := coach.Entry{Story: store.Story{ID: "s", Title: hostileText}}
	f := store.FollowUp{ID: "f", Story: "s", Question: hostileText, Reply: "</textarea>" + hostileText, Revision: 7}
	e.FollowUps = []store.FollowUp{f}
	p := FollowUpsPage{Frame: Frame{Asset: asset}, Entry: e, Number: 1, Suggested: []library.Probe{{Text: hostileText}}}
	p.Items = []FollowUpItem{
		{FollowUp: f, Read: ReadReply(coach.ReplyReading{Words: 3, Says: hostileText, Notes: []coach.ReplyNote{{Text: hostileText, Fix: hostileText}}, Added: []string{hostileText, "4 weeks"}})},
		{FollowUp: f, Stored: &store.FollowUp{Reply: hostileText}},
	}
	html := ledgerDrawn(t, FollowUps(p))
	if n := strings.Count(html, "<textarea"); n != strings.Count(html, "</textarea>") || n != 2 {
		t.Error("a reply ends its field")
	}
	for _, want := range []string{`name="base" value="7"`, `action="/stories/s/followups/f"`, `formaction="/stories/s/followups/f/delete"`, "know where they are from", "changed in another window"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestSettingsKeepWhatWasTyped(t *testing.T) {
	p := SettingsPage{
		Frame: Frame{Asset: asset}, Chosen: coach.Settings{Rubric: "./mine" + hostileText, Theme: "dark"}, Path: "./mine" + hostileText, Pace: "fast" + hostileText,
		Faults: map[string][]string{"rubric": {"mine.yaml:3:1: no such thing " + hostileText}, "pace": {"Give a number."}},
		Levels: []RubricChoice{{"amazon-l6", "L6", "Senior"}}, Data: DataFacts{Bytes: 1_234_567, Stories: 1, Trouble: hostileText},
	}
	html := ledgerDrawn(t, Settings(p))
	for _, want := range []string{"mine.yaml:3:1: no such thing", `value="own" checked`, `value="dark" checked`, `value="fast&lt;/script&gt;`, "1.2 MB", "1 story with", `aria-describedby="fault-rubric"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(html, `value="amazon-l6" checked`) {
		t.Error("two rubrics are chosen")
	}
}

func TestSizesAreReadable(t *testing.T) {
	for n, want := range map[int64]string{-1: "of unknown size", 0: "0 bytes", 1: "1 byte", 12_400: "12 KB", 2_000_000: "2 MB", 2_550_000: "2.5 MB"} {
		if got := bytesSay(n); got != want {
			t.Errorf("%d is %q, not %q", n, got, want)
		}
	}
}
