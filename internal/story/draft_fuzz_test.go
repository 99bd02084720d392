package story

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// settled is a draft as Markdown promises to give it back.
func settled(d Draft) Draft {
	for _, s := range []*string{&d.ID, &d.Title, &d.Question, &d.Rubric, &d.Project} {
		*s = plainLine(validText(*s))
	}
	for _, s := range []*string{&d.Text, &d.Situation, &d.Task, &d.Action, &d.Result, &d.Learning} {
		*s = normalLines(validText(*s))
	}
	d.Line = 0
	if d.ID == "" {
		d.ID = slug(firstFull(d.Title, "d"))
	}
	lines := func(list []string, f func(string) string) []string {
		var out []string
		for _, s := range list {
			out = append(out, f(s))
		}
		return out
	}
	front := func(s string) string { return plainLine(validText(s)) }
	d.Questions, d.Tags, d.Principles = lines(d.Questions, front), lines(d.Tags, front), lines(d.Principles, front)
	for _, l := range []*[]string{&d.RedFlags, &d.Learned, &d.Applied, &d.Alternatives, &d.Metrics, &d.Signs, &d.Notes, &d.Told} {
		*l = lines(*l, validText)
	}
	var follow []FollowUp
	for _, f := range d.FollowUps {
		follow = append(follow, FollowUp{validText(f.Question), normalLines(validText(f.Reply))})
	}
	d.FollowUps = follow
	var sections []DraftSection
	for _, s := range d.Sections {
		sections = append(sections, DraftSection{front(s.Title), normalLines(validText(s.Text))})
	}
	d.Sections = sections
	var claims []ClaimNote
	for _, c := range d.Claims {
		claims = append(claims, ClaimNote{validText(c.Text), validText(c.Standing), validText(c.Source), validText(c.Instead)})
	}
	d.Claims = claims
	return d
}

// checkExact writes a draft, reads it and asks for the same draft.
func checkExact(t *testing.T, d Draft) {
	t.Helper()
	file := d.Markdown()
	s, err := Parse("d.md", file)
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	got, want := s.Draft(), settled(d)
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	for i := range g.NumField() {
		if !reflect.DeepEqual(g.Field(i).Interface(), w.Field(i).Interface()) {
			t.Errorf("%s comes back as\n%q\nnot\n%q", g.Type().Field(i).Name, g.Field(i).Interface(), w.Field(i).Interface())
		}
	}
	if t.Failed() {
		t.Fatalf("the file:\n%s", file)
	}
}

// draftOf spreads some texts over all fields of a draft.
func draftOf(a, b, c, e string) Draft {
	return Draft{ID: b, Title: a, Question: c, Kind: "failure", Rubric: e, Project: b,
		Questions: []string{a, b, c}, Tags: []string{c, e}, Principles: []string{"dive-deep", a},
		Text: a, Situation: b, Task: c, Action: e, Result: a + "\n" + b, Learning: c + "\n\n" + a,
		FollowUps: []FollowUp{{a, b}, {b, c + "\n\n" + e}, {c, ""}, {e, "- " + a + "\n- " + c}, {"", b + "\n## " + c}},
		RedFlags:  []string{a, b}, Learned: []string{b}, Applied: []string{c, a}, Alternatives: []string{e}, Metrics: []string{c},
		Signs: []string{a}, Notes: []string{a + "\n" + b, c}, Told: []string{"2026-05-01: " + a, b, e},
		Claims:   []ClaimNote{{a, b, c, e}, {b, "", e, ""}, {c, "verified", "", a}, {Text: e}},
		Sections: []DraftSection{{a, b}, {c, e}, {"Result", a}, {e, ""}, {"Notes", c}}}
}

// hostile are texts that a file could mistake for something else.
var hostile = []string{
	"", "plain words", "# heading", "## Situation", "Situation: no", "Result", "S: x\nT: y\nA: z\nR: w", "a\n===\nb\n---\nc",
	"```\n# code\n```", "```go\n```x", "    ```\n# no code", "~~~", "<!-- open", "<!-- a --> b", "<!-- a\n# b\n--> c", "<!-->", "&lt;!-- x", "&amp;lt;!-- x <!--",
	textMark + "x", textMark, "Q: why?\nA: so", "- item\n- item\n\n1. one", `"quoted" words`, `"all quoted"`, "“all”", "---", "...", "---\ntitle: x\n---",
	"❌ no", "1. one", "- - -", "a; source: b; say instead: c", `he said "5": verified; x`, "C#", "Ends:", "*bold*", "**Task:** x", "&#65; &#x41; &amp;",
	"  lead\n\ttab  \n\n\n  x", "a\r\nb\rc", "a\u2028b\u0085c\u00a0d", "\ufeffx", "bad \xff bytes \x00", "[[[{{{: [\"x\\", "Notes: x", "Question", "Answer", "Source: x", "Principles",
	"Told", "Claims", "Why?", "A: so\nA: and", "Situation<!-- c -->", "x <!-- rehearse: allow no-metric because y -->", "\v\n===", "💥 emoji\u200d\u202e",
}

func TestDraftComesBack(t *testing.T) {
	for i, a := range hostile {
		for j := range 4 {
			b, c, e := hostile[(i*7+j+1)%len(hostile)], hostile[(i*11+3*j+5)%len(hostile)], hostile[(i*13+j*5+9)%len(hostile)]
			checkExact(t, draftOf(a, b, c, e))
		}
	}
}

func TestDraftWithoutRoom(t *testing.T) {
	long := strings.Repeat("word [x] ", 3000)
	d := Draft{ID: "x", Title: "T", Question: long, Questions: []string{strings.Repeat("[", 300)}, Text: "told"}
	s, err := Parse("d.md", d.Markdown())
	if err != nil {
		t.Fatal(err)
	}
	got := s.Draft()
	if len(got.Sections) != 1 || got.Sections[0] != (DraftSection{"Question", plainLine(long)}) || !reflect.DeepEqual(got.Questions, d.Questions) || got.Text != "told" {
		t.Errorf("%d sections, %q", len(got.Sections), got.Text)
	}
}

// Hostile texts in any order, on one line or several.
func TestDraftOfMixedTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	mixed := func() string {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(hostile[r.IntN(len(hostile))])
			b.WriteString([]string{"", " ", "\n", "\n\n", "\n  ", "\r\n"}[r.IntN(6)])
		}
		return b.String()
	}
	for range 3000 {
		checkExact(t, draftOf(mixed(), mixed(), mixed(), mixed()))
	}
}

func FuzzDraft(f *testing.F) {
	for i, a := range hostile {
		f.Add(a, hostile[(i+1)%len(hostile)], hostile[(i+2)%len(hostile)], hostile[(i+5)%len(hostile)])
	}
	f.Fuzz(func(t *testing.T, a, b, c, e string) {
		if len(a)+len(b)+len(c)+len(e) > 1000 {
			return // more has no room in front matter
		}
		checkExact(t, draftOf(a, b, c, e))
	})
}
