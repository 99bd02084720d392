package coach

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rehearse/internal/store"
)

// complete is a portfolio in which nothing is left to do: every principle,
// competency and area is covered, by finished stories.
func complete(t testing.TB) *Portfolio {
	lib, r := madeLibrary(t)
	p := madePortfolio()
	for i, s := range lib.Scenarios {
		e := finished(fmt.Sprintf("s%02d", i))
		e.Digest.Competency, e.Digest.Scenarios = s.Competency, []string{s.ID}
		e.Digest.Principles = []Shown{{ID: r.Principles[i%len(r.Principles)].ID, Score: 0.8}}
		p.Entries = append(p.Entries, e)
	}
	return p
}

func TestTheOneNextThing(t *testing.T) {
	lib, r := madeLibrary(t)
	tests := []struct {
		name, href, title string
		change            func(p *Portfolio)
	}{
		{"nothing yet", "/stories/new", "first story", func(p *Portfolio) { p.Entries = nil }},
		{"the last evening", "/stories", "rest", func(p *Portfolio) {
			p.Settings.Interview = "2026-03-11"
			p.Entries[0].Digest.Rating = 1
		}},
		{"the day", "/stories", "and go", func(p *Portfolio) { p.Settings.Interview = "2026-03-10" }},
		{"after it", "/stories", "how it went", func(p *Portfolio) {
			p.Settings.Interview = "2026-03-08"
			p.Entries[0].Digest.Rating = 1
		}},
		{"not read", "/stories", "1 story to be read", func(p *Portfolio) { p.Entries[4].Digest = Digest{} }},
		{"not a yes", "/stories/s03", "Story s03", func(p *Portfolio) {
			p.Entries[2].Digest.Rating = 1
			p.Entries[3].Digest.Rating = 2
			p.Entries[3].Digest.Rules = []RuleSeen{{Rule: "blame", Cost: 0.2}, {Rule: "no-metric", Cost: 0.4}}
			p.Entries[4].Digest.Rating = 2
			p.Entries[4].Digest.Rules = []RuleSeen{{Rule: "no-metric", Cost: 0.9}}
			p.Entries[5].Claims = nil
		}},
		{"a figure without a word", "/claims", "figures come from", func(p *Portfolio) {
			p.Entries[5].Claims = nil
			p.Entries[0].Digest.Principles = nil
			p.Entries[16].Digest.Principles = nil
			p.Entries[32].Digest.Principles = nil
		}},
		{"a gap", "/coverage#gaps", "", func(p *Portfolio) {
			for i := range p.Entries {
				p.Entries[i].Digest.Principles = p.Entries[i].Digest.Principles[:i%2]
			}
			p.Entries[6].FollowUps = nil
		}},
		{"a follow-up", "/stories/s06/followups", "Story s06", func(p *Portfolio) {
			p.Entries[6].FollowUps = nil
			p.Entries[5].Tellings = nil
		}},
		{"not told", "/stories/s05", "aloud", func(p *Portfolio) { p.Entries[5].Tellings = nil }},
		{"all is well", "/stories/s07", "once more", func(p *Portfolio) { p.Entries[7].Tellings = []store.Telling{{On: "2026-01-01"}} }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := complete(t)
			test.change(p)
			x := Ahead(p, lib, r, "2026-03-10")
			if x.Next.Href != test.href || !strings.Contains(x.Next.Title, test.title) || x.Next.Why == "" || x.Next.Label == "" {
				t.Errorf("%+v", x.Next)
			}
			if ready := Prepare(p, lib, r, "2026-03-10"); ready.Next != x.Next {
				t.Errorf("Readiness names another: %+v", ready.Next)
			}
			if rest := x.Days == 0 || x.Days == 1; x.Rest != rest || rest && len(x.Needing)+x.NeedingAll+len(x.Due) > 0 {
				t.Errorf("there is no rest: %+v", x)
			}
		})
	}
}

func TestAhead(t *testing.T) {
	lib, r := madeLibrary(t)
	p := complete(t)
	p.Settings.Interview = "2026-03-20"
	for i := range 10 {
		p.Entries[i].Digest.Rating, p.Entries[i].Digest.Label = 2, "lean no"
		p.Entries[i].Digest.Rules = []RuleSeen{{Rule: "no-metric", Cost: 0.4}}
	}
	x := Ahead(p, lib, r, "2026-03-10")
	if x.Days != 10 || x.Countdown != "10 days to the interview." || x.Empty || len(x.Needing) != needsShown || x.NeedingAll != 10 {
		t.Errorf("%+v", x)
	}
	if n := x.Needing[0]; n.Rule != "no-metric" || n.Why != "It is a “lean no” so far. What costs it most: there is no number in its outcome." || n.Href != "/stories/s00" {
		t.Errorf("%+v", n)
	}
	if !strings.HasPrefix(x.Next.Why, "Of the stories that need you, it is nearest to a yes. It is a “lean no”") {
		t.Error(x.Next.Why)
	}
	if l := x.Ready[0]; l.Says != "33; 20 are enough" || l.Share != 1 {
		t.Errorf("%+v", l)
	}
	if l := x.Ready[1]; l.Says != "23 of 33" || l.Share < 0.69 || l.Share > 0.70 {
		t.Errorf("%+v", l)
	}
	var due []string
	for _, l := range x.Due {
		due = append(due, l.ID)
	}
	if want := []string{"failures-written", "mock-interviews", "flags-gone"}; !slices.Contains(due, want[0]) || !slices.Contains(due, want[1]) || slices.Contains(due, "stop") {
		t.Errorf("%v", due)
	}
	empty := Ahead(madePortfolio(), lib, r, "2026-03-10")
	if !empty.Empty || empty.Days != -1 || len(empty.Needing)+len(empty.Ready)+len(empty.Due) > 0 {
		t.Errorf("%+v", empty)
	}
	p.Settings.Interview = "2026-03-01"
	p.recalled.made = nil // as a portfolio read anew
	if x := Ahead(p, lib, r, "2026-03-10"); x.Days != -1 || x.Countdown != "The interview was 9 days ago." || len(x.Due) > 0 {
		t.Errorf("%+v", x)
	}
}

// TestEveryRuleHasWords keeps ruleWords complete.
func TestEveryRuleHasWords(t *testing.T) {
	_, r := madeLibrary(t)
	for _, rule := range r.Checks {
		if ruleWords[rule.Rule] == "" && !strings.HasSuffix(rule.Rule, "-suppression") {
			t.Errorf("no words for %s", rule.Rule)
		}
	}
}

func TestAlike(t *testing.T) {
	text := "When four delivery dates had gone by we flew to Tallinn and sat with Kaarel for three days. Faults at the pier fell from 31 a week to 4, says Joosep."
	p := madePortfolio(madeEntry("a", "A", text), madeEntry("b", "B", "I coached somebody for half a year."), madeEntry("c", "C", text+" It lasted."))
	if got := Alike(p); len(got) != 1 || got[0].A != "a" || got[0].B != "c" {
		t.Errorf("%+v", got)
	}
}

func TestOverused(t *testing.T) {
	_, r := madeLibrary(t)
	told := func(days ...string) (e Entry) {
		e = madeEntry("a", "A")
		for _, d := range days {
			on, to, _ := strings.Cut(d, " ")
			e.Tellings = append(e.Tellings, store.Telling{On: on, To: to})
		}
		return e
	}
	leaning := madeEntry("a", "A")
	leaning.Digest.Principles = []Shown{{"dive-deep", 0.8}, {"ownership", 0.7}, {"frugality", 0.6}}
	rest := []Entry{madeEntry("b", "B"), madeEntry("c", "C"), madeEntry("d", "D"), madeEntry("e", "E")}
	tests := []struct {
		name string
		p    *Portfolio
		why  string
	}{
		{"three times to one", madePortfolio(told("2026-03-09 Acme", "2026-03-02 acme", "2026-02-20 Acme")), "Told 3 times in 30 days to Acme."},
		{"to nobody in particular", madePortfolio(told("2026-03-09", "2026-03-02", "2026-02-20")), "Told 3 times in 30 days."},
		{"to different people", madePortfolio(told("2026-03-09 Acme", "2026-03-02 Osprey", "2026-02-20 Acme")), ""},
		{"long ago", madePortfolio(told("2026-03-09 Acme", "2026-03-02 Acme", "2026-01-20 Acme")), ""},
		{"in the future or never", madePortfolio(told("2026-03-09 Acme", "2027-03-02 Acme", "soon Acme")), ""},
		{"much rests on it", madePortfolio(append([]Entry{leaning}, rest...)...), "The only one that shows Dive Deep, Ownership and Frugality."},
		{"too few stories to say", madePortfolio(leaning, rest[0]), ""},
		{"others show it too", madePortfolio(append([]Entry{leaning, leaning}, rest...)...), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			why := ""
			for _, x := range Overused(test.p, r, "2026-03-10") {
				why += x.Why
			}
			if why != test.why {
				t.Errorf("%q, want %q", why, test.why)
			}
		})
	}
}

func TestFresh(t *testing.T) {
	at := func(day string) int64 {
		d, err := time.ParseInLocation(time.DateOnly, day, time.Local)
		if err != nil {
			t.Fatal(err)
		}
		return d.Add(12 * time.Hour).UnixMilli()
	}
	tests := []struct {
		edited, told string
		want         Freshness
	}{
		{"2026-03-10", "", Freshness{0, -1, "edited today"}},
		{"2026-03-01", "2026-03-09", Freshness{9, 1, "told yesterday"}},
		{"2026-03-01", "2026-02-01", Freshness{9, 37, "edited 9 days ago"}},
		{"2026-02-01", "2026-01-01", Freshness{37, 68, "edited 5 weeks ago"}},
		{"2025-12-01", "soon", Freshness{99, -1, "edited 3 months ago"}},
		{"2026-03-11", "", Freshness{0, -1, "edited today"}},
	}
	for _, test := range tests {
		e := Entry{Story: store.Story{Edited: at(test.edited)}}
		if test.told != "" {
			e.Tellings = []store.Telling{{On: test.told}}
		}
		if got := Fresh(e, "2026-03-10"); got != test.want {
			t.Errorf("%+v, want %+v", got, test.want)
		}
	}
	if got := Fresh(Entry{}, "2026-03-10"); got.Edited != -1 || got.Told != -1 || got.Says != "not told yet" {
		t.Errorf("%+v", got)
	}
}

func BenchmarkAhead(b *testing.B) {
	lib, r := madeLibrary(b)
	p := madeMany(b, 500)
	for b.Loop() {
		aheadOf(p, lib, r, "2026-03-01")
	}
}

func BenchmarkOverused(b *testing.B) {
	_, r := madeLibrary(b)
	p := madeMany(b, 500)
	for b.Loop() {
		overusedOf(p, r, "2026-01-05")
	}
}

func BenchmarkFresh(b *testing.B) {
	p := madeMany(b, 500)
	for b.Loop() {
		for i := range p.Entries {
			Fresh(p.Entries[i], "2026-01-05")
		}
	}
}
