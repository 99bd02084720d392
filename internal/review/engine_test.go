package review_test

import (
	"errors"
	"slices"
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

// accented begins with a letter of two bytes.
const accented = "Én one fish swam. Two birdie."

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
		{"span that begins within a character", report(review.Report{Span: prose.Span{Start: 1, End: 5}}), "reported bytes 1 to 5, which cut a character in two"},
		{"span that ends within a character", report(review.Report{Span: prose.Span{Start: 0, End: 1}}), "reported bytes 0 to 1, which cut a character in two"},
		{"panic", func(*review.Pass) error { panic("no roof") }, "broken panicked: no roof"},
		{"error", func(*review.Pass) error { return errors.New("no luck") }, "broken failed: no luck"},
		{"fact that was not required", func(p *review.Pass) error { p.Fact(unrequired); return nil },
			"broken panicked: analyser broken reads the fact of fact without requiring it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			suite := []*review.Analyzer{wordCheck("first", "one"), check("broken", test.run), wordCheck("last", "two")}
			text := answer
			if strings.Contains(test.name, "character") {
				text = accented
			}
			rev, err := engine(t, suite).Run(parse(t, text), review.Options{})
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

// TestFurtherPlacesAreChecked checks that a further place which is none is
// dropped and told, and that the finding and its other places stay.
func TestFurtherPlacesAreChecked(t *testing.T) {
	tests := []struct {
		name  string
		also  prose.Span
		fault string
	}{
		{"behind the text", prose.Span{Start: 3, End: 1000}, "reported bytes 3 to 1000 of 30"},
		{"before the text", prose.Span{Start: -1, End: 2}, "reported bytes -1 to 2 of 30"},
		{"empty", prose.Span{Start: 4, End: 4}, "reported bytes 4 to 4 of 30"},
		{"within a character", prose.Span{Start: 1, End: 4}, "reported bytes 1 to 4, which cut a character in two"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			suite := []*review.Analyzer{check("broken", func(p *review.Pass) error {
				p.Report(review.Report{Span: p.Text.Words[0].Span, Also: []prose.Span{p.Text.Words[1].Span, test.also, p.Text.Words[2].Span}})
				return nil
			})}
			rev, err := engine(t, suite).Run(parse(t, accented), review.Options{})
			if err == nil || !strings.Contains(err.Error(), "broken "+test.fault) {
				t.Errorf("the error is %v, want one with %q", err, test.fault)
			}
			want := []review.Span{{Start: 4, End: 7}, {Start: 8, End: 12}}
			if len(rev.Findings) != 1 || !slices.Equal(rev.Findings[0].Also, want) {
				t.Errorf("findings %+v, want one with the places %v", rev.Findings, want)
			}
		})
	}
}

// TestABrokenJudgeIsContained breaks the judge in each of its functions, and
// expects a review that says so, with what is known of the file.
func TestABrokenJudgeIsContained(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*review.Judge)
	}{
		{"fill", func(j *review.Judge) {
			j.Fill = func(_ *review.Pass, rev *review.Review) {
				rev.Principles = append(rev.Principles, review.PrincipleShown{ID: "half"})
				panic("no roof")
			}
		}},
		{"unscored", func(j *review.Judge) { j.Unscored = func(*review.Pass) string { panic("no roof") } }},
		{"rate", func(j *review.Judge) {
			j.Rate = func(*review.Pass, []review.Finding) (review.Rating, []review.Change) { panic("no roof") }
		}},
	}
	text := strings.Repeat("<!-- rehearse: allow fish -->\n", 6) + answer
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j, suite := judge(), append(housekeepers(), wordCheck("fish", "fish"))
			test.spoil(&j)
			e, err := review.New(testRubric(complete(suite, nil)...), suite, j)
			if err != nil {
				t.Fatal(err)
			}
			rev, err := e.Run(parse(t, text), review.Options{})
			if err == nil || !strings.Contains(err.Error(), "judge panicked: no roof") || !strings.HasPrefix(err.Error(), "story.md: ") {
				t.Errorf("the error is %v", err)
			}
			if rev == nil || rev.Rating.Score != 0 || rev.Rating.Label != "not scored" || len(rev.Rating.Reasons) != 1 ||
				!strings.Contains(rev.Rating.Reasons[0].Text, "could not be judged") {
				t.Fatalf("the review is %+v", rev)
			}
			if rev.Principles == nil || len(rev.Principles) > 0 || len(rev.Changes) > 0 || rev.Words != 6 {
				t.Errorf("principles %v, changes %v, %d words", rev.Principles, rev.Changes, rev.Words)
			}
			if got := rules(rev); got != strings.TrimSpace(strings.Repeat(review.BadSuppression+" ", 4)) || rev.Hidden[review.BadSuppression] != 2 {
				t.Errorf("findings %q, hidden %v", got, rev.Hidden)
			}
			for _, f := range rev.Findings {
				if f.Line == 0 || f.Message == "" {
					t.Errorf("a blank finding: %+v", f)
				}
			}
		})
	}
}

// TestQuotesLoseTheirFullStop checks that a text may set its own mark behind
// the words of the answer.
func TestQuotesLoseTheirFullStop(t *testing.T) {
	tests := []struct{ name, text, slot, want string }{
		{"full stop", "One fish swam.", "", "Saw One fish swam."},
		{"question", "Did it swim?", "", "Saw Did it swim."},
		{"trailing off", "It swam...", "", "Saw It swam."},
		{"given by the check", "One fish swam.", "One fish!", "Saw One fish."},
		{"cut", strings.Repeat("One fish swam far. ", 7), "", "Saw One fish swam far. One fish swam far. One fish swam far. One fish swam far. One fish swam…."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			suite := []*review.Analyzer{check("all", func(p *review.Pass) error {
				x := review.Report{Span: prose.Span{End: len(p.Text.Source)}}
				if test.slot != "" {
					x.Slots = map[string]string{"quote": test.slot}
				}
				p.Report(x)
				return nil
			})}
			rev, err := engine(t, suite).Run(parse(t, test.text), review.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := rev.Findings[0].Message; got != test.want {
				t.Errorf("message %q, want %q", got, test.want)
			}
		})
	}
	if got := review.Unended("..."); got != "..." {
		t.Errorf("nothing but marks became %q", got)
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

// TestWhatIsUnsureIsAsked checks that a finding less likely than not is put as
// a question, and as no error.
func TestWhatIsUnsureIsAsked(t *testing.T) {
	for _, x := range []struct {
		confidence float64
		thin       bool
		severity   review.Severity
		message    string
	}{
		{0.3, false, review.Warning, "Perhaps sang?"}, {0.5, false, review.Error, "Saw sang."}, {0, false, review.Error, "Saw sang."},
		{0.9, true, review.Error, "Saw little of sang."}, {0.3, true, review.Warning, "Perhaps sang?"},
	} {
		c := check("find", func(p *review.Pass) error {
			p.Report(review.Report{Span: p.Text.Words[len(p.Text.Words)-1].Span, Confidence: x.confidence, Thin: x.thin})
			return nil
		})
		c.Doc.Message, c.Doc.MessageUnsure, c.Doc.MessageThin = "Saw {quote}.", "Perhaps {quote}?", "Saw little of {quote}."
		rev, err := engine(t, []*review.Analyzer{c}, rule("find", rubric.SeverityError, 1)).Run(parse(t, "The choir sang"), review.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if f := rev.Findings[0]; f.Severity != x.severity || f.Message != x.message {
			t.Errorf("confidence %v, thin %v: %s %q, want %s %q", x.confidence, x.thin, f.Severity, f.Message, x.severity, x.message)
		}
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
