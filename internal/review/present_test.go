package review_test

import (
	"strings"
	"testing"

	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// housekeepers are the checks that the engine raises itself.
func housekeepers() []*review.Analyzer {
	silent := func(*review.Pass) error { return nil }
	dead, bad := check(review.DeadSuppression, silent), check(review.BadSuppression, silent)
	dead.Doc.Message, bad.Doc.Message = "{name} is not raised.", "{problem}"
	return []*review.Analyzer{dead, bad}
}

// TestSuppressions checks what becomes of comments that allow a rule.
func TestSuppressions(t *testing.T) {
	tests := []struct {
		name, comments string
		findings       string
		suppressed     string
		message        string
	}{
		{"none", "", "fish", "", "Saw fish."},
		{"with a reason", "<!-- rehearse: allow fish because it is lunch -->\n", "", "fish: it is lunch", ""},
		{"without a reason", "<!-- rehearse: allow fish -->\n", "bad-suppression fish", "", "a reason is missing"},
		{"dead", "<!-- rehearse: allow bird because it sang -->\n", "dead-suppression fish", "", "bird is not raised."},
		{"two rules in one", "<!-- rehearse: allow bird, fish because I said so -->\n", "dead-suppression", "fish: I said so", "bird is not raised."},
		{"no such rule", "<!-- rehearse: allow nonsense because x -->\n", "bad-suppression fish", "", `there is no rule "nonsense"; rehearse rules lists all`},
		{"one rule of two", "<!-- rehearse: allow nonsense, fish because x -->\n", "bad-suppression", "fish: x", `no rule "nonsense"`},
		{"housekeeping can't be allowed", "<!-- rehearse: allow bad-suppression because -->\n", "bad-suppression fish", "", "a reason is missing"},
		{"a dead one of housekeeping", "<!-- rehearse: allow bad-suppression because I like it so -->\n", "dead-suppression fish", "", "bad-suppression is not raised."},
		{"no verb that is known", "<!-- rehearse: forbid fish because of it -->\n", "bad-suppression fish", "", "forbid"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := engine(t, append(housekeepers(), wordCheck("fish", "fish"), wordCheck("bird", "bird")), rule(review.DeadSuppression, "warning", 0), rule(review.BadSuppression, "warning", 0))
			rev, err := e.Run(parse(t, test.comments+"One fish swam."), review.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := rules(rev); got != test.findings {
				t.Errorf("findings %q, want %q", got, test.findings)
			}
			var suppressed []string
			for _, s := range rev.Suppressed {
				suppressed = append(suppressed, s.Rule+": "+s.Reason)
			}
			if got := strings.Join(suppressed, "; "); got != test.suppressed {
				t.Errorf("suppressed %q, want %q", got, test.suppressed)
			}
			if len(rev.Findings) > 0 && !strings.Contains(rev.Findings[0].Message, test.message) {
				t.Errorf("message %q, want %q in it", rev.Findings[0].Message, test.message)
			}
		})
	}
}

// TestSuppressedStandsOnce checks that all findings of an allowed rule go,
// and that one line tells of it: that of the first.
func TestSuppressedStandsOnce(t *testing.T) {
	text := "<!-- rehearse: allow fish because it is lunch -->\nOne fish.\nTwo fish.\nRed fish.\nBlue fish.\nOld fish.\nNew fish."
	rev, err := engine(t, append(housekeepers(), wordCheck("fish", "fish"))).Run(parse(t, text), review.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(rev.Findings) != 0 || len(rev.Suppressed) != 1 || rev.Suppressed[0].Line != 2 || len(rev.Hidden) != 0 {
		t.Errorf("findings %v, suppressed %v, hidden %v", rules(rev), rev.Suppressed, rev.Hidden)
	}
}

// TestCapping checks that four findings of a rule are shown, the first four,
// and the rest counted.
func TestCapping(t *testing.T) {
	text := strings.Repeat("One fish swam. ", 7) + "Two."
	rev, err := engine(t, []*review.Analyzer{wordCheck("fish", "fish"), wordCheck("two", "two")}).Run(parse(t, text), review.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := rules(rev); got != "fish fish fish fish two" {
		t.Errorf("findings %q", got)
	}
	if rev.Hidden["fish"] != 3 || len(rev.Hidden) != 1 {
		t.Errorf("hidden %v, want 3 of fish", rev.Hidden)
	}
	for i, f := range rev.Findings[:4] {
		if f.Start != 4+15*i || f.Message == "" {
			t.Errorf("finding %d is %+v", i, f)
		}
	}
}

// TestSorting checks the order of findings: cost, severity, place, rule.
func TestSorting(t *testing.T) {
	suite := []*review.Analyzer{wordCheck("b-late", "late"), wordCheck("a-late", "late"), wordCheck("early", "early"),
		wordCheck("grave", "late"), wordCheck("dear", "late")}
	e := engine(t, suite, rule("b-late", rubric.SeverityNote, 0), rule("a-late", rubric.SeverityNote, 0), rule("early", rubric.SeverityNote, 0),
		rule("grave", rubric.SeverityError, 0), rule("dear", rubric.SeverityNote, 1))
	rev, err := e.Run(parse(t, "It was early. Then late."), review.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := rules(rev); got != "dear grave early a-late b-late" {
		t.Errorf("order %q", got)
	}
}

// TestUnscored checks what an answer that can't be scored still says.
func TestUnscored(t *testing.T) {
	j := judge()
	j.Unscored = func(*review.Pass) string { return "Too short." }
	suite := append(housekeepers(), wordCheck("fish", "fish"))
	e, err := review.New(testRubric(complete(suite, nil)...), suite, j)
	if err != nil {
		t.Fatal(err)
	}
	rev, err := e.Run(parse(t, "<!-- rehearse: allow fish -->\nOne fish swam."), review.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if rev.Rating.Score != 0 || rev.Rating.Label != "not scored" || rev.Rating.Reasons[0].Text != "Too short." {
		t.Errorf("rating %+v", rev.Rating)
	}
	if got := rules(rev); got != review.BadSuppression {
		t.Errorf("findings %q, want the bad suppression alone", got)
	}
}

// TestHousekeepingOfTheUnscored checks what is said of the file where the
// answer is not scored: each fault whole, four at most, the rest counted,
// and nothing where the rubric turns it off.
func TestHousekeepingOfTheUnscored(t *testing.T) {
	j := judge()
	j.Unscored = func(*review.Pass) string { return "Too short." }
	notes := strings.Repeat("<!-- rehearse: allow fish -->\n", 7)
	for name, text := range map[string]string{"too short": notes + "One fish swam.", "empty": notes} {
		for _, severity := range []rubric.Severity{rubric.SeverityWarning, rubric.SeverityOff} {
			t.Run(name+" "+string(severity), func(t *testing.T) {
				suite := append(housekeepers(), wordCheck("fish", "fish"))
				e, err := review.New(testRubric(complete(suite, []rubric.CheckRule{rule(review.BadSuppression, severity, 0)})...), suite, j)
				if err != nil {
					t.Fatal(err)
				}
				rev, err := e.Run(parse(t, text), review.Options{})
				if err != nil {
					t.Fatal(err)
				}
				shown, hidden := 4, 3
				if severity == rubric.SeverityOff {
					shown, hidden = 0, 0
				}
				if len(rev.Findings) != shown || rev.Hidden[review.BadSuppression] != hidden {
					t.Errorf("%d findings, hidden %v, want %d and %d", len(rev.Findings), rev.Hidden, shown, hidden)
				}
				for i, f := range rev.Findings {
					if f.Line != i+1 || f.Column != 1 || f.Message == "" || f.Also == nil {
						t.Errorf("finding %d is blank: %+v", i, f)
					}
				}
			})
		}
	}
}

// TestHousekeepingOff checks that notes about the file can be turned off.
func TestHousekeepingOff(t *testing.T) {
	suite := append(housekeepers(), wordCheck("fish", "fish"), wordCheck("bird", "bird"))
	text := "<!-- rehearse: allow bird because it sang -->\n<!-- rehearse: allow fish -->\nOne fish swam."
	for _, test := range []struct{ off, want string }{
		{review.DeadSuppression, "bad-suppression fish"},
		{review.BadSuppression, "dead-suppression fish"},
	} {
		rev, err := engine(t, suite, rule(test.off, rubric.SeverityOff, 0)).Run(parse(t, text), review.Options{})
		if err != nil || rules(rev) != test.want {
			t.Errorf("without %s: findings %q, error %v, want %q", test.off, rules(rev), err, test.want)
		}
	}
}

// TestEmpty checks that a file without an answer is a review, not an error.
func TestEmpty(t *testing.T) {
	for _, text := range []string{"", "  \r\n", "\uFEFF", "---\ntitle: A title\n---\n", "## Follow-ups\n\nWhy?\n", "...!", "<!-- a remark -->"} {
		rev, err := engine(t, []*review.Analyzer{wordCheck("fish", "fish")}).Run(parse(t, text), review.Options{})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if rev.Rating.Score != 0 || rev.Rating.Label != "not scored" || len(rev.Rating.Reasons) != 1 || rev.Words != 0 {
			t.Errorf("%q: %+v", text, rev.Rating)
		}
	}
}
