package rubric

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// broken is one edit of testdata/small.yaml and all that must be said of it.
type broken struct {
	name     string
	old, new string
	want     []string
}

var brokenRubrics = []broken{
	{"unknown key", "level: M1", "levl: M1", []string{
		`1:1: "level" is missing; add it here`,
		`4:1: unknown key "levl"; did you mean "level"?`}},
	{"unknown key, nothing near", "pace: {", "pace: {zebra: 1, ", []string{
		`5:8: unknown key "zebra"; there are value, source`}},
	{"missing key in an entry", "name: Dare, ", "", []string{
		`9:5: "name" is missing; add it here`}},
	{"missing section", "pace: {value: 140, source: test}\n", "", []string{
		`1:1: "pace" is missing; add it here`}},
	{"key twice", "title: A small", "id: again\ntitle: A small", []string{
		`2:1: "id" stands twice, first on line 1; remove one`}},
	{"bad id", "id: small", "id: Small Rubric", []string{
		`1:5: id is "Small Rubric"; use lower case letters, digits and hyphens only`}},
	{"text as number", "company: Acme", "company: 2024", []string{
		`3:10: company must be text; put quotes around it`}},
	{"text as list", "company: Acme", "company: [Acme]", []string{
		`3:10: company must be text`}},
	{"empty text", "company: Acme", "company:", []string{
		`3:9: company is empty; write a short text`}},
	{"number as text", "value: 140", "value: fast", []string{
		`5:15: value must be a number, such as 0.45, 25 or 10M`}},
	{"number as list", "value: 140", "value: [140]", []string{
		`5:15: value must be a number, such as 0.45, 25 or 10M`}},
	{"pace too fast", "value: 140", "value: 500", []string{
		`5:15: value is 500; it must be from 60 to 300`}},
	{"negative seconds", "action: 60", "action: -60", []string{
		`6:43: action is -60; it must be from 1 to 600`}},
	{"section as text", "pace: {value: 140, source: test}", "pace: 140", []string{
		`5:7: pace must be a group of keys, each with a value (key: value)`}},
	{"principle twice", "id: dare", "id: care", []string{
		`9:10: id "care" stands twice, first on line 8; remove one`}},
	{"entry as text", "  - {id: dare, name: Dare, summary: Dares to try.}", "  - dare", []string{
		`9:5: a principle must be a group of keys, each with a value (key: value)`}},
	{"list as text", "  - {id: people, name: People, summary: Leads.}", "  people", []string{
		`11:3: competencies must be a list, each entry after a hyphen`}},
	{"empty list", "dimensions:\n  - {name: Scale, text: One team., source: test}", "dimensions: []", []string{
		`20:13: dimensions is empty; give at least one entry, or leave the key out`}},
	{"unknown scope", "dimension: teams", "dimension: squads", []string{
		`14:17: no scope dimension is called "squads"; there are engineers, teams, money, users, horizon, stakeholder, decision`}},
	{"missing scope", "  - {dimension: teams, min: 1, max: 2, unit: teams, source: test}\n", "", []string{
		`12:1: scope has no range for "teams"; add one`}},
	{"scope twice", "dimension: teams", "dimension: engineers", []string{
		`14:17: dimension "engineers" stands twice, first on line 13; remove one`}},
	{"min over max", "min: 5, max: 10", "min: 50, max: 10", []string{
		`13:33: min is 50, above max, which is 10; swap them or move one`}},
	{"below over min", "below: 2,", "below: 6,", []string{
		`13:52: below is 6, above min, which is 5; what is usual can't count as below`}},
	{"above within", "above: 50", "above: 10", []string{
		`13:62: above is 10, not over max, which is 10; what is usual can't count as above`}},
	{"number without source", "above: 50, unit: people, source: test", "above: 50, unit: people", []string{
		`13:5: "source" is missing; add it here`}},
	{"scale off its steps", "dimension: decision, min: 1, max: 2", "dimension: decision, min: 1, max: 7", []string{
		`19:40: max is 7; decision is a scale of whole steps from 1 to 5`}},
	{"scale between steps", "dimension: decision, min: 1, max: 2", "dimension: decision, min: 1.5, max: 2", []string{
		`19:32: min is 1.5; decision is a scale of whole steps from 1 to 5`}},
	{"scale without names", "dimension: decision, min: 1, max: 2, unit: step, names: [a, b, c, d, e]", "dimension: decision, min: 1, max: 2, unit: step", []string{
		`19:5: "names" is missing; add it here`}},
	{"scale with four names", "unit: step, names: [a, b, c, d, e], source: test}\n  - {dim", "unit: step, names: [a, b, c, d], source: test}\n  - {dim", []string{
		`18:65: names has 4 steps; give five, lowest first`}},
	{"step twice", "unit: step, names: [a, b, c, d, e], source: test}\n  - {dim", "unit: step, names: [a, b, c, d, a], source: test}\n  - {dim", []string{
		`18:78: "a" stands twice in names; remove one`}},
	{"names on an amount", "unit: teams,", "unit: teams, names: [a],", []string{
		`14:53: teams is counted in teams and has no names; only stakeholder and decision have steps`}},
	{"mix short of 100", "percent: 100", "percent: 90", []string{
		`22:1: the percents of mix add up to 90; make them add up to 100`}},
	{"mix of nothing known", "[people]", "[peple]", []string{
		`23:36: no competency has the id "peple"; did you mean "people"?`}},
	{"severity", "severity: error", "severity: fatal", []string{
		`25:29: severity is "fatal"; it must be error, warning, note or off`}},
	{"points", "points: 2,", "points: 4,", []string{
		`25:44: points is 4; it must be from 0 to 3`}},
	{"rule twice", "rule: long-setup", "rule: blame", []string{
		`26:12: rule "blame" stands twice, first on line 25; remove one`}},
	{"limit unknown", "limits: {share: 0.4}", "limits: {shear: 0.4}", []string{
		`26:64: "share" is missing; add it here`,
		`26:65: unknown key "shear"; did you mean "share"?`}},
	{"limit out of range", "share: 0.4", "share: 45", []string{
		`26:72: share is 45; it must be from 0.05 to 1`}},
	{"limits missing", "limits: {share: 0.4}, ", "", []string{
		`26:5: "limits" is missing; add it here`}},
	{"limits where none are", "points: 2, source", "points: 2, limits: {share: 1}, source", []string{
		`25:47: blame has no limits; remove them`}},
	{"limits of the clock", "rule: blame, severity: error, points: 2, source", "rule: over-budget, severity: error, points: 2, limits: {ratio: 2}, source", []string{
		`25:53: over-budget has no limits of its own (its tolerance is over, in budget); remove them`}},
	{"half a word", "min_words: 20", "min_words: 20.5", []string{
		`28:14: min_words is 20.5; it must be a whole number`}},
	{"score out of range", "score: 4", "score: 5", []string{
		`33:15: score is 5; it must be from 1 to 4`}},
	{"score twice", "score: 4", "score: 3", []string{
		`34:15: score "3" stands twice, first on line 33; remove one`}},
	{"three anchors", "    - {score: 3, label: rather yes, text: Nearly.}\n", "", []string{
		`30:3: anchors describes 3 scores; give one for each of 1, 2, 3 and 4`}},
	{"alias", "company: Acme", "company: *acme", []string{
		`3:10: company must be text`}},
	{"tag", "company: Acme", "company: !!str Acme", []string{
		`3:10: company must be text`}},
	{"syntax", "company: Acme", "company: [Acme", []string{
		`4:1: this can't be read as YAML: `}},
	{"two documents", "company: Acme", "---\ncompany: Acme", []string{
		`4:1: a second YAML document begins here; keep one rubric in a file`}},
	{"three mistakes at once", "task: 10, action: 60", "task: ten, action: 0", []string{
		`6:31: task must be a number, such as 0.45, 25 or 10M`,
		`6:44: action is 0; it must be from 1 to 600`}},
}

func TestMistakes(t *testing.T) {
	whole := small(t)
	for _, c := range brokenRubrics {
		t.Run(c.name, func(t *testing.T) {
			if strings.Count(whole, c.old) != 1 {
				t.Fatalf("%q stands %d times in small.yaml, not once", c.old, strings.Count(whole, c.old))
			}
			text := strings.Replace(whole, c.old, c.new, 1)
			// Windows line ends must not move a position.
			for _, data := range []string{text, strings.ReplaceAll(text, "\n", "\r\n")} {
				checkMistakes(t, data, c.want)
			}
		})
	}
}

// checkMistakes parses data and wants exactly these mistakes, each given by
// its beginning.
func checkMistakes(t *testing.T, data string, want []string) {
	t.Helper()
	_, err := Parse("f.yaml", []byte(data))
	if err == nil {
		t.Fatal("nothing was said")
	}
	got := strings.Split(err.Error(), "\n")
	if len(got) != len(want) {
		t.Fatalf("got %d mistakes, want %d:\n%v", len(got), len(want), err)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], "f.yaml:"+want[i]) {
			t.Errorf("got  %s\nwant f.yaml:%s", got[i], want[i])
		}
	}
	var e *Error
	if !errors.As(err, &e) || e.Line == 0 || e.Column == 0 || e.Message == "" {
		t.Errorf("no *Error with its place: %#v", err)
	}
}

func TestUnreadable(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"empty", "", "1:1: the rubric is empty"},
		{"only comments", "# nothing\n", "1:1: the rubric is empty"},
		{"only space", " \n\n", "1:1: the rubric is empty"},
		{"text", "hello there", "1:1: a rubric must be a group of keys"},
		{"list", "- id: x", "1:1: a rubric must be a group of keys"},
		{"binary", "id: \x00\x01", "1:1: this is not text in UTF-8"},
		{"latin 1", "id: caf\xe9", "1:1: this is not text in UTF-8"},
		{"long", strings.Repeat("# rubric\n", 10000), "1:1: the file is 87 KB long; a rubric is at most 64 KB"},
		{"deep brackets", "id: x\nmix: " + strings.Repeat("[", 60000), "2:26: too many nested brackets"},
		{"deep hyphens", strings.Repeat("- ", 30000), "1:41: too many nested brackets"},
		{"extends nothing", "id: x\ntitle: X\nextends: amazon-l9", `3:10: can't extend "amazon-l9": no built-in rubric is called "amazon-l9"`},
		{"extends a file", "id: x\ntitle: X\nextends: ./y.yaml", `3:10: can't extend "./y.yaml": a rubric read without its folder`},
		{"extension that only loses", "id: x\ntitle: X\nextends: amazon-l6\ncompetencies:\n  - {id: team-management, name: N, summary: S}\n", `4:1: "technical-decisions" is gone from competencies`},
		{"extension with a bad range", "id: x\ntitle: X\nextends: amazon-l6\nscope:\n  - dimension: engineers\n    max: 5\n", `5:5: min is 10, above max, which is 5`},
		{"extension with a new rule", "id: x\ntitle: X\nextends: amazon-l6\nchecks:\n  - rule: my-rule\n", `5:5: "severity" is missing`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("f.yaml", []byte(c.data))
			if err == nil || !strings.HasPrefix(err.Error(), "f.yaml:"+c.want) {
				t.Errorf("got  %v\nwant f.yaml:%s", err, c.want)
			}
		})
	}
}

func TestByteOrderMark(t *testing.T) {
	if _, err := Parse("f.yaml", []byte("\ufeff"+small(t))); err != nil {
		t.Error(err)
	}
}

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		in   string
		want float64
		ok   bool
	}{
		{"25", 25, true}, {"0.45", 0.45, true}, {"10M", 1e7, true}, {"1_000", 1000, true},
		{"2.5k", 2500, true}, {"3B", 3e9, true}, {"-3", -3, true},
		{"", 0, false}, {"M", 0, false}, {"1e9", 0, false}, {"0x10", 0, false}, {".inf", 0, false},
		{"NaN", 0, false}, {"1.2.3", 0, false}, {"+4", 0, false}, {"10%", 0, false}, {"--4", 0, false},
		{strings.Repeat("9", 400), 0, false},
	} {
		if got, ok := parseNumber(c.in); got != c.want || ok != c.ok {
			t.Errorf("parseNumber(%q) = %v, %v, want %v, %v", c.in, got, ok, c.want, c.ok)
		}
	}
}

// TestDocs keeps docs/rubric.md true: its example parses, and it names every
// limit and every key.
func TestDocs(t *testing.T) {
	data, err := os.ReadFile("../../docs/rubric.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(data)
	_, rest, _ := strings.Cut(doc, "```yaml\n")
	example, _, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatal("docs/rubric.md has no example")
	}
	r, err := Parse("docs/rubric.md", []byte(example))
	if err != nil {
		t.Fatalf("the example does not parse:\n%v", err)
	}
	if r.Limit("long-setup", "share") != 0.35 || r.Budget.Action != 120 || r.Range(Engineers).Max != 15 {
		t.Error("the example does not change what it says it changes")
	}
	for _, s := range limitSpecs {
		if row := fmt.Sprintf("| `%s` | `%s` |", s.rule, s.name); !strings.Contains(doc, row) {
			t.Errorf("docs/rubric.md does not explain %s", row)
		}
	}
	for _, d := range ScopeDimensions() {
		if !strings.Contains(doc, "`"+d+"`") {
			t.Errorf("docs/rubric.md does not name the dimension %s", d)
		}
	}
}

// FuzzParse wants an answer or a placed mistake for any bytes, no panic.
func FuzzParse(f *testing.F) {
	whole := small(f)
	f.Add([]byte(whole))
	for _, c := range brokenRubrics {
		f.Add([]byte(strings.Replace(whole, c.old, c.new, 1)))
	}
	f.Add([]byte("id: x\ntitle: X\nextends: amazon-l6\nchecks:\n  - {rule: blame, points: 1}\n"))
	f.Add([]byte("? [a]\n: {b: *c}\n<<: &d {}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse("f.yaml", data)
		if (r == nil) == (err == nil) {
			t.Fatalf("rubric %v and error %v", r, err)
		}
		var e *Error
		if err != nil && (!errors.As(err, &e) || e.Line < 1 || e.Column < 1 || e.Message == "") {
			t.Fatalf("no place in %v", err)
		}
	})
}
