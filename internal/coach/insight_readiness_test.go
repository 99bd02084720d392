package coach

import (
	"strings"
	"testing"

	"rehearse/internal/store"
)

func TestDueBy(t *testing.T) {
	tests := []struct{ day, when, want string }{
		{"2026-03-30", "four weeks before", "2026-03-02"},
		{"2026-03-30", "one week before", "2026-03-23"},
		{"2026-03-30", "three days before", "2026-03-27"},
		{"2026-03-30", "the day before", "2026-03-29"},
		{"2026-03-30", "the evening before", "2026-03-29"},
		{"2026-03-30", "10 days before", "2026-03-20"},
		{"2026-03-01", "the day before", "2026-02-28"},
		{"", "four weeks before", ""},
		{"soon", "four weeks before", ""},
		{"2026-03-30", "", ""},
		{"2026-03-30", "some time before", ""},
		{"2026-03-30", "99999999999 days before", ""},
		{"2026-03-30", "four weeks after", ""},
	}
	for _, test := range tests {
		if got := dueBy(test.day, test.when); got != test.want {
			t.Errorf("%q, %q: %q, want %q", test.day, test.when, got, test.want)
		}
	}
	lib, _ := madeLibrary(t)
	for _, s := range lib.Framework.Checklist {
		if dueBy("2026-03-30", s.When) == "" {
			t.Errorf("%s: %q is not understood", s.ID, s.When)
		}
	}
}

func TestDaysBetween(t *testing.T) {
	tests := []struct {
		from, to string
		want     int
		ok       bool
	}{
		{"2026-03-01", "2026-03-30", 29, true},
		{"2026-03-30", "2026-03-01", -29, true},
		{"2024-02-28", "2024-03-01", 2, true},
		{"2025-12-31", "2026-01-01", 1, true},
		{"1969-12-31", "1970-01-01", 1, true},
		{"2026-02-30", "2026-03-01", 0, false},
		{"2026-13-01", "2026-03-01", 0, false},
		{"2026-3-1", "2026-03-01", 0, false},
		{"2026-0a-01", "2026-03-01", 0, false},
		{"", "2026-03-01", 0, false},
	}
	for _, test := range tests {
		if days, ok := daysBetween(test.from, test.to); ok != test.ok || ok && days != test.want {
			t.Errorf("%q to %q: %d, %v, want %d, %v", test.from, test.to, days, ok, test.want, test.ok)
		}
	}
}

// finished is a story in which nothing is left to do.
func finished(id string) Entry {
	e := madeEntry(id, "Story "+id, "result|The wait fell from 40 minutes to six.")
	e.Project, e.Notes = "Piers", "## Options\nWe could buy it.\n"
	e.Digest.Scope = map[string]float64{"engineers": 14, "decision": 2}
	e.Digest.Seconds, e.Digest.Adopted = 170, true
	e.Claims = []store.Claim{{Story: id, Text: "from 40 minutes to six", Standing: Verified}}
	for _, u := range usualKinds {
		e.FollowUps = append(e.FollowUps, store.FollowUp{Question: u.Question, Reply: "So."})
	}
	for range tellingsWanted {
		e.Tellings = append(e.Tellings, store.Telling{On: "2026-03-01", To: "a friend"})
	}
	return e
}

func states(x Readiness) (steps, lines map[string]string) {
	steps, lines = map[string]string{}, map[string]string{}
	for _, s := range x.Steps {
		steps[s.ID] = s.State
	}
	for _, l := range x.Lines {
		lines[l.ID] = l.State
	}
	return steps, lines
}

func TestNothingIsBegunWithoutAStory(t *testing.T) {
	lib, r := madeLibrary(t)
	x := Prepare(madePortfolio(), lib, r, "2026-03-01")
	for _, s := range x.Steps {
		if s.State != NotBegun || s.Next.Title != "" || s.Evidence != "" {
			t.Errorf("%+v", s)
		}
	}
	for _, l := range x.Lines {
		if l.State != NotBegun || l.Next.Title != "" || l.Due != "" || l.Evidence != "" {
			t.Errorf("%+v", l)
		}
	}
	if !x.Empty || x.Next != startFirst {
		t.Errorf("the first step is %+v", x.Next)
	}
	if x.Says != "Everything here begins with a first story." {
		t.Error(x.Says)
	}
}

func TestDocumented(t *testing.T) {
	long := strings.Repeat("word ", enoughFree)
	tests := map[string]bool{
		"":                                 false,
		"## Options\n":                     false,
		"## Options\nTo buy or to wait.":   true,
		"## What I learned\nTo ask first.": true,
		"### Decision\n\nWe waited.":       true,
		"## Alternatives\n- buy":           true,
		"## Red flags\n" + long:            false,
		"## Signs\n" + long:                false,
		"## Metrics\n" + long:              false,
		"## Leadership principles demonstrated\n- " + long: false,
		"## Governance skills\n- " + long:                  false,
		"## How it was\n" + long:                           true,
		"- " + long:                                        true,
		"## Would do differently\nAsk first.":              true,
		"A line or two.":                                   false,
		long:                                               true,
		"## Notes\n" + long:                                true,
		"## Red flags\n- one\n\n## Notes\n" + long:         true,
	}
	for notes, want := range tests {
		if documented(notes) != want {
			t.Errorf("%q: %v", notes, !want)
		}
	}
}

// TestNothingLeadsToItsOwnPage: a step that leads to where one stands leads
// nowhere.
func TestNothingLeadsToItsOwnPage(t *testing.T) {
	lib, r := madeLibrary(t)
	for _, p := range []*Portfolio{madePortfolio(), madePortfolio(finished("a")), complete(t)} {
		x := Prepare(p, lib, r, "2026-03-01")
		for _, s := range x.Steps {
			if strings.HasPrefix(s.Next.Href, "/readiness") {
				t.Errorf("%+v", s.Next)
			}
		}
		for _, l := range x.Lines {
			if strings.HasPrefix(l.Next.Href, "/readiness") || l.Next.Title != "" && l.Next.Href == "" {
				t.Errorf("%s: %+v", l.ID, l.Next)
			}
		}
		for _, rule := range Cover(p, lib, r).Rules {
			if rule.Href == "/coverage" {
				t.Errorf("%+v", rule)
			}
		}
	}
}

func TestSteps(t *testing.T) {
	lib, r := madeLibrary(t)
	steps, lines := states(Prepare(madePortfolio(finished("a"), finished("b")), lib, r, "2026-03-01"))
	wantSteps := map[string]string{"map": Done, "quantify": Done, "document": UnderWay, "prepare": UnderWay, "practise": UnderWay}
	for id, want := range wantSteps {
		if steps[id] != want {
			t.Errorf("step %s: %s, want %s", id, steps[id], want)
		}
	}
	wantLines := map[string]string{
		"list-the-stories": UnderWay, "fill-the-grid": NotBegun, "look-up-the-numbers": Done, "check-the-scope": Done, "own-part": Done,
		"people-and-technology": Done, "across-functions": Done, "failures-written": NotBegun, "first-aloud": Done, "followups": Done,
		"mock-interviews": NotBegun, "flags-gone": Done, "one-page": NotBegun, "stop": NotBegun,
	}
	for id, want := range wantLines {
		if lines[id] != want {
			t.Errorf("line %s: %s, want %s", id, lines[id], want)
		}
	}
	if len(wantLines) != len(lib.Framework.Checklist) || len(wantSteps) != len(lib.Framework.PracticeSteps) {
		t.Error("some lines or steps are not tested")
	}
}

// TestOneStoryShort checks for each line that one story without it is seen,
// and that the next step leads to that story.
func TestOneStoryShort(t *testing.T) {
	lib, r := madeLibrary(t)
	tests := []struct {
		id    string
		spoil func(*Entry)
	}{
		{"look-up-the-numbers", func(e *Entry) { e.Digest.Amounts = nil }},
		{"own-part", func(e *Entry) { e.Digest.Rules = []RuleSeen{{Rule: "hidden-self"}} }},
		{"flags-gone", func(e *Entry) { e.Digest.Rules = []RuleSeen{{Rule: "blame"}} }},
		{"first-aloud", func(e *Entry) { e.Tellings = nil }},
		{"first-aloud", func(e *Entry) { e.Digest.Seconds = 200 }},
		{"followups", func(e *Entry) { e.FollowUps = nil }},
		{"check-the-scope", func(e *Entry) { e.Digest.Level = "above" }},
		{"people-and-technology", func(e *Entry) { e.Digest.People = false }},
	}
	for _, test := range tests {
		e := finished("b")
		test.spoil(&e)
		for _, l := range Prepare(madePortfolio(finished("a"), e), lib, r, "2026-03-01").Lines {
			if l.ID == test.id && (l.State != UnderWay || !strings.HasPrefix(l.Next.Href, "/stories/b")) {
				t.Errorf("%+v", l)
			}
		}
	}
	e := finished("b")
	e.Claims = nil
	if x := Prepare(madePortfolio(finished("a"), e), lib, r, "2026-03-01").Steps[1]; x.State != UnderWay || x.Next.Href != "/claims" {
		t.Errorf("%+v", x)
	}
}

func TestOwnWordsCountWhereNothingIsSeen(t *testing.T) {
	lib, r := madeLibrary(t)
	p := madePortfolio(finished("a"))
	for _, key := range []string{"checklist:mock-interviews", "checklist:list-the-stories", "step:document", "step:map"} {
		p.Words[key] = store.Word{Key: key, On: "2026-02-20"}
	}
	x := Prepare(p, lib, r, "2026-03-01")
	steps, lines := states(x)
	if steps["document"] != Done || lines["mock-interviews"] != Done {
		t.Errorf("%v %v", steps, lines)
	}
	if lines["list-the-stories"] != UnderWay {
		t.Error("a word makes twenty stories of one")
	}
	for _, l := range x.Lines {
		if l.ID == "mock-interviews" && (l.Computed || l.Word == nil || !strings.Contains(l.Evidence, "2026-02-20")) {
			t.Errorf("%+v", l)
		}
	}
}

func TestDueDates(t *testing.T) {
	lib, r := madeLibrary(t)
	p := madePortfolio(finished("a"))
	p.Settings.Interview = "2026-03-30"
	x := Prepare(p, lib, r, "2026-03-10")
	if x.Days != 20 || x.Lines[0].Due != "2026-03-02" || x.Lines[0].DueIn != -8 || x.Lines[13].Due != "2026-03-29" || x.Lines[13].DueIn != 19 {
		t.Errorf("%+v", x)
	}
	p.Settings.Interview = "some day"
	p.recalled.made = nil // as a portfolio read anew
	if x := Prepare(p, lib, r, "2026-03-10"); x.Interview != "" || x.Lines[0].Due != "" {
		t.Errorf("%+v", x)
	}
}

func BenchmarkPrepare(b *testing.B) {
	lib, r := madeLibrary(b)
	p := madeMany(b, 500)
	for b.Loop() {
		view(p, lib, r).readiness(lib, "2026-03-01")
	}
}
