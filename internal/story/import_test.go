package story

import (
	"slices"
	"strings"
	"testing"
)

func mustImport(t *testing.T, src string) *Imported {
	t.Helper()
	in, err := Import("dir/my file.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

const bank = `# My story bank

How to use this: pick one.

<!-- Format:
### [Theme] Title
**S (Situation):** ...
-->

## Stories

### [Onboarding] Fewer weeks to a first payment
**Source:** Report 7
**S (Situation):** New clients waited six weeks.
They complained.
**T (Task):** Halve it.
**A (Action):** I wrote templates.
**R (Result):** Down to "two" weeks.
**Reflection:** Templates first.
**Best for questions about:** process, speed

---

### [Migration] Off the old queue
**S:** It lost messages.
**T:** Replace it.
**A:** I ran both for a month.
**R:** None lost since.

---

## Ideas

- nothing yet
`

func TestImportBank(t *testing.T) {
	for _, nl := range []string{"\n", "\r\n"} {
		in := mustImport(t, strings.ReplaceAll(bank, "\n", nl))
		if in.Form != FormBank || len(in.Stories) != 2 {
			t.Fatalf("form %s, %d stories: %+v", in.Form, len(in.Stories), in)
		}
		a, b := in.Stories[0], in.Stories[1]
		if a.Title != "Fewer weeks to a first payment" || a.ID != "fewer-weeks-to-a-first-payment" || a.Line != 12 ||
			a.Situation != "New clients waited six weeks.\nThey complained." || a.Task != "Halve it." ||
			a.Action != "I wrote templates." || a.Result != `Down to "two" weeks.` || a.Learning != "Templates first." {
			t.Errorf("first is %+v", a)
		}
		if want := []DraftSection{{"Theme", "Onboarding"}, {"Source", "Report 7"}, {"Best for questions about", "process, speed"}}; !slices.Equal(a.Sections, want) {
			t.Errorf("sections %+v", a.Sections)
		}
		if b.Result != "None lost since." || b.Title != "Off the old queue" || b.Text != "" || b.Line != 24 {
			t.Errorf("second is %+v", b)
		}
		var lines []string
		for _, u := range in.Unplaced {
			lines = append(lines, u.Text)
		}
		want := []string{"# My story bank", "How to use this: pick one.", "<!-- Format:", "### [Theme] Title", "**S (Situation):** ...", "-->",
			"## Stories", "## Ideas", "- nothing yet"}
		if !slices.Equal(lines, want) {
			t.Errorf("unplaced %q", lines)
		}
		if in.Unplaced[8].Line != 34 {
			t.Errorf("the last unplaced line is %d, want 34", in.Unplaced[8].Line)
		}
		checkRoundTrip(t, a)
		checkRoundTrip(t, b)
	}
}

func TestImportForms(t *testing.T) {
	tests := []struct {
		name, in, form string
		stories        []Draft // the fields that are compared: ID, Title, parts, Text
	}{
		{"nothing", "\n \n", FormText, nil},
		{"bare text", "We were late.\n\nI fixed it.", FormText, []Draft{{ID: "my-file", Text: "We were late.\n\nI fixed it."}}},
		{"headed", "# Late payouts\n\n## Situation (30 s)\n\"We were late.\"\n## Result\n“Done.”", FormText,
			[]Draft{{ID: "late-payouts", Title: "Late payouts", Situation: "We were late.", Result: "Done."}}},
		{"inner quotes stay", "Situation: \"No\" and \"never\"\nResult: \"He said \"yes\" to us.\"", FormText,
			[]Draft{{ID: "my-file", Situation: `"No" and "never"`, Result: `He said "yes" to us.`}}},
		{"stories by level", "# Bank\n## One\n### Situation\nA\n### Result\nB\n### Notes\nC\n## Two\n### Situation\nD\n### Result\nE", FormBank,
			[]Draft{{ID: "one", Title: "One", Situation: "A", Result: "B"}, {ID: "two", Title: "Two", Situation: "D", Result: "E"}}},
		{"the same title twice", "## One\n**Situation:** A\n**Result:** B\n## One\n**Situation:** C\n**Result:** D", FormBank,
			[]Draft{{ID: "one", Title: "One", Situation: "A", Result: "B"}, {ID: "one-2", Title: "One", Situation: "C", Result: "D"}}},
		{"no headings between", "S: A\nT: B\nA: C\nR: D\n\nS: E\nT: F\nA: G\nR: H", FormBank,
			[]Draft{{ID: "my-file-1", Situation: "A", Task: "B", Action: "C", Result: "D"}, {ID: "my-file-2", Situation: "E", Task: "F", Action: "G", Result: "H"}}},
		{"one story in a bank", "# Bank\n\nHow to.\n\n## One\n- **S:** A\n- **T:** B\n", FormBank,
			[]Draft{{ID: "one", Title: "One", Situation: "A", Task: "B"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := mustImport(t, tt.in)
			if in.Form != tt.form || len(in.Stories) != len(tt.stories) {
				t.Fatalf("form %s with %d stories: %+v", in.Form, len(in.Stories), in)
			}
			for i, w := range tt.stories {
				g := in.Stories[i]
				if g.ID != w.ID || g.Title != w.Title || g.Text != w.Text || g.Situation != w.Situation ||
					g.Task != w.Task || g.Action != w.Action || g.Result != w.Result {
					t.Errorf("story %d is %+v", i, g)
				}
				checkRoundTrip(t, g)
			}
		})
	}
}

func TestImportSections(t *testing.T) {
	d := mustImport(t, `## Situation
A
## Result
B
## Follow-up questions
- "Why?"
- Show calm
- Q: "How?" A: "By asking."
- **Q: When?**
  A: In May.
  And in June?
## Red flags
- ❌ Blame
  and scorn
- Fear
## Applied later
Once.
Twice.
## Principles
- Dive Deep: read all
- Ownership, Have Backbone; Disagree and Commit
## Strange
text
`).Stories[0]
	want := []FollowUp{{"Why?", "Show calm"}, {"How?", "By asking."}, {"When?", "In May."}, {"And in June?", ""}}
	if !slices.Equal(d.FollowUps, want) {
		t.Errorf("follow-ups %+v", d.FollowUps)
	}
	if !slices.Equal(d.RedFlags, []string{"Blame and scorn", "Fear"}) || !slices.Equal(d.Applied, []string{"Once.", "Twice."}) {
		t.Errorf("lists %q %q", d.RedFlags, d.Applied)
	}
	if !slices.Equal(d.Principles, []string{"dive-deep", "ownership", "have-backbone-disagree-and-commit"}) {
		t.Errorf("principles %q", d.Principles)
	}
	if len(d.Sections) != 2 || d.Sections[1] != (DraftSection{"Strange", "text"}) {
		t.Errorf("sections %+v", d.Sections)
	}
	checkRoundTrip(t, d)
}

// A guide in Markdown, with levels instead of pilcrows.
func TestImportMarkdownGuide(t *testing.T) {
	in := mustImport(t, `# Guide
## Scenario 1: Late payouts
### The Interview Question
**"Tell me about a delay."**
### Complete STAR Response
**Situation (30 seconds)**
"We were late."

**Task (20 seconds)**
"End it."
**Action (90 seconds)**
"I asked.

I wrote."
**Result (30 seconds)**
"Done: 4.⅖."
### Odd heading
- kept
## Chapter
### Dive Deep
- Scenario 1 (Late): asked
`)
	if in.Form != FormGuide || len(in.Stories) != 1 {
		t.Fatalf("%+v", in)
	}
	d := in.Stories[0]
	if d.Question != "Tell me about a delay." || d.Situation != "We were late." || d.Task != "End it." ||
		d.Action != "I asked.\n\nI wrote." || d.Result != "Done: 4.⅖." || !slices.Equal(d.Principles, []string{"dive-deep"}) ||
		!slices.Equal(d.Sections, []DraftSection{{"Odd heading", "- kept"}}) {
		t.Errorf("%+v", d)
	}
	if len(in.Unplaced) != 4 || len(in.Doubts) != 1 || in.Doubts[0].Line != 16 {
		t.Errorf("unplaced %+v, doubts %+v", in.Unplaced, in.Doubts)
	}
}

// Text that would be read as headings comes back as text.
func TestMarkdownGuards(t *testing.T) {
	checkRoundTrip(t, Draft{ID: "x", Title: `Colon: "quoted" \ and 'é' # no`, Question: "- Why? [x] {y}: *", Kind: "failure",
		Principles: []string{"ownership"},
		Text:       "# not a title\nResult: not a part\n\nline\n---\nmore",
		Situation:  "S: x\nT: y\n## Task\n```\nopen fence",
		Action:     "Situation\n====\n**Notes:** no\n<!-- a\n# b\n-->",
		Result:     "```\n# code\n```\nend",
		FollowUps:  []FollowUp{{"Why?", "So."}, {"And?", ""}},
		Learned:    []string{"# one", "two: three"},
		Sections:   []DraftSection{{"Odd", "## Situation\n- a\n\nQ: b"}}})
}
