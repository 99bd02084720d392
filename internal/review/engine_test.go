package review_test

import (
	"errors"
	"strings"
	"testing"

	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// doc is the least that a check must say of itself.
func doc(message string) review.Doc {
	return review.Doc{Title: "A title", Message: message, Why: "Why {quote}.", Before: "Before.", After: "After.",
		Fix: "Fix {name}.", FollowUp: "And {quote}?", Source: "test"}
}

// check makes an analyser that reports.
func check(name string, run func(p *review.Pass) error, requires ...*review.Analyzer) *review.Analyzer {
	return &review.Analyzer{Name: name, Doc: doc("Saw {quote}."), Requires: requires,
		Run: func(p *review.Pass) (any, error) { return nil, run(p) }}
}

// wordCheck reports every place of a word.
func wordCheck(name, word string) *review.Analyzer {
	return check(name, func(p *review.Pass) error {
		for _, w := range p.Text.Words {
			if w.Norm == word {
				p.Report(review.Report{Span: w.Span, Quote: p.Text.Quote(w.Span), Slots: map[string]string{"name": word}})
			}
		}
		return nil
	})
}

// judge is the simplest judge: every finding costs the points of its rule.
func judge() review.Judge {
	return review.Judge{
		Fill:     func(*review.Pass, *review.Review) {},
		Unscored: func(*review.Pass) string { return "" },
		Rate: func(p *review.Pass, found []review.Finding) (review.Rating, []review.Change) {
			for i := range found {
				rule, _ := p.Rubric.Rule(found[i].Rule)
				found[i].Cost = rule.Points
			}
			return review.Rating{Score: 3, Label: "lean yes"}, nil
		},
	}
}

// testRubric holds the rules of a suite with the points given.
func testRubric(rules ...rubric.CheckRule) *rubric.Rubric {
	return &rubric.Rubric{ID: "test", Level: "M1", Pace: rubric.Threshold{Value: 120}, Checks: rules,
		Budget: rubric.Budget{Situation: 30, Task: 20, Action: 90, Result: 30}}
}

func rule(name string, severity rubric.Severity, points float64) rubric.CheckRule {
	return rubric.CheckRule{Rule: name, Severity: severity, Points: points}
}

// complete adds to the rules a note of no cost for each check without one.
func complete(suite []*review.Analyzer, rules []rubric.CheckRule) []rubric.CheckRule {
	have := map[string]bool{}
	for _, r := range rules {
		have[r.Rule] = true
	}
	for _, a := range suite {
		if !have[a.Name] {
			rules = append(rules, rule(a.Name, rubric.SeverityNote, 0))
		}
	}
	return rules
}

// engine makes an engine of a suite in which every check is a note, but for
// the rules given.
func engine(t *testing.T, suite []*review.Analyzer, rules ...rubric.CheckRule) *review.Engine {
	t.Helper()
	e, err := review.New(testRubric(complete(suite, rules)...), suite, judge())
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// parse reads a story that must parse.
func parse(t *testing.T, text string) *story.Story {
	t.Helper()
	s, err := story.Parse("story.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// rules are the rules of findings, in their order.
func rules(rev *review.Review) string {
	var out []string
	for _, f := range rev.Findings {
		out = append(out, f.Rule)
	}
	return strings.Join(out, " ")
}

const answer = "One fish swam. Two fish sang."

// TestFaultsAreContained breaks a check in every way, and expects the others
// to run and the fault to be told.
func TestFaultsAreContained(t *testing.T) {
	report := func(r review.Report) func(*review.Pass) error {
		return func(p *review.Pass) error { p.Report(r); return nil }
	}
	unrequired := &review.Analyzer{Name: "fact", Run: func(*review.Pass) (any, error) { return 1, nil }}
	tests := []struct {
		name  string
		run   func(*review.Pass) error
		fault string
	}{
		{"span behind the text", report(review.Report{Span: prose.Span{Start: 3, End: 1000}}), "reported bytes 3 to 1000 of 29"},
		{"span before the text", report(review.Report{Span: prose.Span{Start: -1, End: 2}}), "reported bytes -1 to 2 of 29"},
		{"empty span", report(review.Report{Span: prose.Span{Start: 4, End: 4}}), "reported bytes 4 to 4 of 29"},
		{"span the wrong way round", report(review.Report{Span: prose.Span{Start: 5, End: 4}}), "reported bytes 5 to 4 of 29"},
		{"wrong quote", report(review.Report{Span: prose.Span{Start: 4, End: 8}, Quote: "bird"}), `quoted "bird" where the text has "fish"`},
		{"panic", func(*review.Pass) error { panic("no roof") }, "broken panicked: no roof"},
		{"nil map", func(*review.Pass) error { var m map[string]int; m["x"]++; return nil }, "broken panicked: assignment to entry in nil map"},
		{"error", func(*review.Pass) error { return errors.New("no luck") }, "broken failed: no luck"},
		{"fact that was not required", func(p *review.Pass) error { p.Fact(unrequired); return nil },
			"broken panicked: analyser broken reads the fact of fact without requiring it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			suite := []*review.Analyzer{wordCheck("first", "one"), check("broken", test.run), wordCheck("last", "two")}
			rev, err := engine(t, suite).Run(parse(t, answer), review.Options{})
			if err == nil || !strings.Contains(err.Error(), test.fault) || !strings.HasPrefix(err.Error(), "story.md: ") {
				t.Errorf("the error is %v, want one with %q", err, test.fault)
			}
			if got := rules(rev); got != "first last" {
				t.Errorf("findings of %q, want first and last", got)
			}
			if rev.Rating.Score != 3 {
				t.Errorf("score %d, want 3", rev.Rating.Score)
			}
		})
	}
}

// TestAFaultKeepsWhatWasReported checks that what a check reported before it
// broke stays.
func TestAFaultKeepsWhatWasReported(t *testing.T) {
	broken := check("broken", func(p *review.Pass) error {
		p.Report(review.Report{Span: p.Text.Words[0].Span})
		panic("late")
	})
	rev, err := engine(t, []*review.Analyzer{broken}).Run(parse(t, answer), review.Options{})
	if err == nil || rules(rev) != "broken" {
		t.Errorf("findings %q, error %v", rules(rev), err)
	}
}

// TestFindingIsCompleted checks what the engine adds to a report.
func TestFindingIsCompleted(t *testing.T) {
	suite := []*review.Analyzer{wordCheck("find", "sang")}
	rev, err := engine(t, suite, rule("find", rubric.SeverityWarning, 0.5)).Run(parse(t, "É one.\n\nTwo 🎉 sang."), review.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := rev.Findings[0]
	if f.Line != 3 || f.Column != 7 || f.Quote != "sang" || f.Severity != review.Warning || f.Confidence != 1 || f.Cost != 0.5 ||
		f.Message != "Saw sang." || f.Why != "Why sang." || f.Fix != "Fix sang." || f.FollowUp != "And sang?" {
		t.Errorf("got %+v", f)
	}
}

// TestRequiresOrder checks that facts come before those who read them,
// whatever the order of the suite.
func TestRequiresOrder(t *testing.T) {
	var ran []string
	fact := func(name string, requires ...*review.Analyzer) *review.Analyzer {
		return &review.Analyzer{Name: name, Requires: requires, Run: func(p *review.Pass) (any, error) {
			ran = append(ran, name)
			n := 1
			for _, r := range requires {
				n += p.Fact(r).(int)
			}
			return n, nil
		}}
	}
	base := fact("base")
	middle := fact("middle", base)
	top := check("top", func(p *review.Pass) error {
		ran = append(ran, "top")
		if got := p.Fact(middle).(int) + p.Fact(base).(int); got != 3 {
			t.Errorf("the facts sum to %d, want 3", got)
		}
		return nil
	}, middle, base)
	early := check("early", func(*review.Pass) error { ran = append(ran, "early"); return nil })
	if _, err := engine(t, []*review.Analyzer{early, top}).Run(parse(t, answer), review.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(ran, " "); got != "early base middle top" {
		t.Errorf("ran %q", got)
	}
}

// TestNewRefuses lists suites and rubrics that make no engine.
func TestNewRefuses(t *testing.T) {
	nothing := func(*review.Pass) error { return nil }
	circle := check("circle", nothing)
	other := check("other", nothing, circle)
	circle.Requires = []*review.Analyzer{other}
	wordless := check("wordless", nothing)
	wordless.Doc.FollowUp = ""
	nameless, idle := check("", nothing), check("idle", nothing)
	idle.Run = nil
	tests := []struct {
		name  string
		suite []*review.Analyzer
		rules []rubric.CheckRule
		want  string
	}{
		{"circle", []*review.Analyzer{circle}, nil, "analyser circle requires itself"},
		{"no texts", []*review.Analyzer{wordless}, nil, "check wordless lacks one of its texts"},
		{"no name", []*review.Analyzer{nameless}, nil, "lacks a name or a Run"},
		{"no Run", []*review.Analyzer{idle}, nil, `"idle" lacks a name or a Run`},
		{"twice", []*review.Analyzer{check("same", nothing), check("same", nothing)}, nil, "two analysers are named same"},
		{"unknown rule", nil, []rubric.CheckRule{rule("unknown", "note", 0)}, "unknown"},
		{"check without a rule", []*review.Analyzer{check("lone", nothing)}, nil, `"lone" is missing`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := review.New(testRubric(test.rules...), test.suite, judge())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want one with %q", err, test.want)
			}
		})
	}
}

// TestOff checks that a check which the rubric turns off does not run.
func TestOff(t *testing.T) {
	suite := []*review.Analyzer{wordCheck("a", "one"), wordCheck("b", "two")}
	rev, err := engine(t, suite, rule("a", rubric.SeverityOff, 1)).Run(parse(t, answer), review.Options{})
	if err != nil || rules(rev) != "b" {
		t.Errorf("findings of %q, error %v", rules(rev), err)
	}
}

// TestLimit checks that a threshold comes from the rubric, or else from the
// check.
func TestLimit(t *testing.T) {
	var got []float64
	limits := check("limits", func(p *review.Pass) error {
		got = append(got, p.Limit("share", 0.5), p.Limit("count", 7))
		return nil
	})
	r := rule("limits", rubric.SeverityNote, 0)
	r.Limits = map[string]float64{"share": 0.25}
	if _, err := engine(t, []*review.Analyzer{limits}, r).Run(parse(t, answer), review.Options{}); err != nil {
		t.Fatal(err)
	}
	if got[0] != 0.25 || got[1] != 7 {
		t.Errorf("limits %v", got)
	}
}

// TestOptionsWin checks where question, kind and pace come from.
func TestOptionsWin(t *testing.T) {
	front := "---\nquestion: Tell me of a mistake.\n---\n" + answer
	tests := []struct {
		name, text     string
		options        review.Options
		question, kind string
		seconds        float64
	}{
		{"nothing given", answer, review.Options{}, "", "standard", 3},
		{"from the file", front, review.Options{}, "Tell me of a mistake.", "failure", 3},
		{"from the options", front, review.Options{Question: "Who led?", Kind: "standard", Pace: 60}, "Who led?", "standard", 6},
		{"kind from the question", front, review.Options{Question: "Who led?"}, "Who led?", "standard", 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rev, err := engine(t, nil).Run(parse(t, test.text), test.options)
			if err != nil {
				t.Fatal(err)
			}
			if rev.Question != test.question || rev.Kind != test.kind || rev.Seconds != test.seconds {
				t.Errorf("got %q, %q, %v seconds", rev.Question, rev.Kind, rev.Seconds)
			}
		})
	}
}
