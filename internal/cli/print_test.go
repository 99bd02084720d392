package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// sample is a review made by hand, so that the layout can be tested apart
// from what the reviewer thinks.
func sample(t *testing.T) outcome {
	t.Helper()
	source := "---\ntitle: The ferry\n---\n\n" +
		"The booking team of a ferry line was late every spring. I was asked to get it ready by May.\n\n" +
		"Marketing never told us anything. We rebuilt the queue, and I asked each captain what they needed. " +
		"Bookings went from 300 to 900 a day, 渡船 included 🚢. It got much better. I learned to ask first.\n"
	at := func(words string) review.Span {
		i := strings.Index(source, words)
		if i < 0 {
			t.Fatalf("the sample lacks %q", words)
		}
		return review.Span{Start: i, End: i + len(words)}
	}
	r, err := rubric.Load("amazon-l6", nil)
	if err != nil {
		t.Fatal(err)
	}
	finding := func(rule string, s review.Severity, words, message string, line, column int) review.Finding {
		return review.Finding{Rule: rule, Severity: s, Span: at(words), Line: line, Column: column, Quote: words,
			Message: message, Why: "A reason to mind it.", Fix: "A way to mend it.", FollowUp: "What about \"" + words + "\"?", Also: []review.Span{}}
	}
	blame := finding("blame", review.Error, "Marketing never told us anything.", "This puts it on others.", 7, 1)
	metric := finding("no-metric", review.Warning, "It got much better.", "No number shows how much.", 7, 148)
	metric.Also = []review.Span{at("I learned to ask first.")}
	rev := &review.Review{
		Schema: 1, File: "ferry.md", Question: "Tell me about a team that you turned around, and about what you would do differently today?",
		Kind: "standard", Rubric: "amazon-l6", Words: 63, Seconds: 225,
		Sentences: []review.Sentence{
			{Span: at("The booking team of a ferry line was late every spring."), Role: review.Situation, Confidence: 0.9},
			{Span: at("I was asked to get it ready by May."), Role: review.Task, Confidence: 0.9},
			{Span: at("Marketing never told us anything."), Role: review.Situation, Confidence: 0.4, Unsure: true},
			{Span: at("We rebuilt the queue, and I asked each captain what they needed."), Role: review.Action, Confidence: 0.9},
			{Span: at("Bookings went from 300 to 900 a day, 渡船 included 🚢."), Role: review.Result, Confidence: 0.9},
			{Span: at("It got much better."), Role: review.Result, Confidence: 0.9},
			{Span: at("I learned to ask first."), Role: review.Learning, Confidence: 0.9},
		},
		Clock: map[review.Role]review.Clock{
			review.Situation: {Words: 20, Seconds: 45, Budget: 30}, review.Task: {Words: 9, Seconds: 20, Budget: 20},
			review.Action: {Words: 12, Seconds: 40, Budget: 90}, review.Result: {Words: 14, Seconds: 28, Budget: 30},
			review.Learning: {Words: 5, Seconds: 9}, review.Other: {},
		},
		Quantities: []review.Quantity{{Span: at("from 300 to 900 a day"), Text: "from 300 to 900 a day", Kind: "count", Role: review.Result}},
		Findings: []review.Finding{blame, metric,
			finding("we-in-action", review.Note, "We", "It is open who that was.", 7, 35),
			finding("under-budget", review.Note, "We rebuilt the queue, and I asked each captain what they needed.", "The action takes about 40 seconds, and there is room for 90.", 7, 35)},
		Principles: []review.PrincipleShown{{ID: "earn-trust", Score: 0.8, Evidence: []review.Span{at("I asked each captain what they needed")}}},
		Level: review.Level{Verdict: review.At, Scope: []review.Scope{
			{Dimension: "users", Value: 900, Text: "900 a day", Span: at("900 a day"), Fits: review.Below}}},
		Rating: review.Rating{Score: 2, Label: "lean no", Reasons: []review.Reason{
			{Text: "The outcome is told as a change with both its ends.", Spans: []review.Span{at("from 300 to 900 a day")}},
			{Text: "Others carry the fault.", Rules: []string{"blame"}, Spans: []review.Span{blame.Span}}}},
		Changes:    []review.Change{{Rule: "blame", Text: "A way to mend it.", Gain: 0.8, Span: blame.Span}},
		Hidden:     map[string]int{"hedging": 3},
		Suppressed: []review.SuppressedCheck{{Rule: "long-setup", Reason: "the setting is the point", Line: 5}},
	}
	return outcome{name: "ferry.md", title: "The ferry", source: source, rubric: r, review: rev}
}

func printed(t *testing.T, colour bool, width int, many bool, outcomes ...outcome) string {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	p := &textPrinter{t: newText(&painter{out: w, on: colour}, width), many: many}
	for _, o := range outcomes {
		if err := p.print(o); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.end(nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTextIsGolden(t *testing.T) {
	o := sample(t)
	empty := o
	empty.name, empty.title, empty.source = "empty.md", "", ""
	empty.review = &review.Review{Rating: review.Rating{Label: "not scored", Reasons: []review.Reason{{Text: "There is no answer in this file yet."}}}}
	golden(t, "review.txt", []byte(printed(t, false, 80, false, o)))
	golden(t, "review-colour.txt", []byte(printed(t, true, 80, false, o)))
	golden(t, "reviews.txt", []byte(printed(t, false, 80, true, o, empty)))
}

// TestTextAtAnyWidth checks that no line is wider than asked, and that colour
// adds marks and nothing else.
func TestTextAtAnyWidth(t *testing.T) {
	o := sample(t)
	for _, width := range []int{72, 80, 100} {
		text := printed(t, false, width, true, o, o)
		for _, line := range strings.Split(text, "\n") {
			if columnsOf(line) > width {
				t.Errorf("%d columns of %d: %s", columnsOf(line), width, line)
			}
			if strings.Contains(line, "\x1b") {
				t.Errorf("colour where none is wanted: %q", line)
			}
		}
		if bare := withoutColour(printed(t, true, width, true, o, o)); bare != text {
			t.Errorf("with colour the words differ at %d columns:\n%s", width, bare)
		}
	}
}

// withoutColour takes the terminal's codes out of a text.
func withoutColour(s string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, s, _ = strings.Cut(after, "m")
	}
}

func TestSARIF(t *testing.T) {
	o := sample(t)
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	p := newSARIFPrinter(w, o.rubric)
	for _, err := range []error{p.begin(), p.print(o), p.print(o), p.end([]error{&exit{code: 2}}), w.Flush()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var log struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct {
						ID   string
						Help struct{ Text string }
					}
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct {
							StartLine, StartColumn, EndLine, EndColumn, ByteOffset, ByteLength int
							Snippet                                                            struct{ Text string }
						}
					}
				}
				Suppressions []struct{ Kind, Justification string }
			}
			Invocations []struct {
				ExecutionSuccessful        bool
				ToolExecutionNotifications []struct{ Level string }
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || len(log.Runs) != 1 || run.Tool.Driver.Name != "rehearse" || len(run.Results) != 10 {
		t.Fatalf("version %s, %d runs, %d results", log.Version, len(log.Runs), len(run.Results))
	}
	for _, r := range run.Results {
		if rule := run.Tool.Driver.Rules[r.RuleIndex]; rule.ID != r.RuleID || rule.Help.Text == "" || strings.Contains(rule.Help.Text, "{") {
			t.Errorf("result of %s points at rule %+v", r.RuleID, rule)
		}
		region := r.Locations[0].PhysicalLocation.Region
		if len(r.Suppressions) > 0 {
			continue
		}
		if got := o.source[region.ByteOffset : region.ByteOffset+region.ByteLength]; got != region.Snippet.Text || region.StartLine == 0 {
			t.Errorf("%s: region %+v covers %q", r.RuleID, region, got)
		}
	}
	if i := run.Invocations[0]; i.ExecutionSuccessful || len(i.ToolExecutionNotifications) != 1 {
		t.Errorf("the file that could not be read is not told: %+v", i)
	}
}

func TestDraw(t *testing.T) {
	for _, x := range []struct {
		seconds, budget, longest float64
		want                     bar
	}{
		{0, 30, 90, bar{left: 11}},
		{30, 30, 90, bar{used: 11}},
		{45, 30, 90, bar{used: 11, over: 6}},
		{30.3, 30, 90, bar{used: 10, over: 1}},
		{0.2, 30, 90, bar{used: 1, left: 10}},
		{9, 0, 90, bar{used: 3}},
		{90, 90, 90, bar{used: 34}},
		{0, 0, 0, bar{}},
	} {
		if got := draw(x.seconds, x.budget, x.longest, 34); got != x.want {
			t.Errorf("draw(%v, %v, %v) = %+v, want %+v", x.seconds, x.budget, x.longest, got, x.want)
		}
	}
}
