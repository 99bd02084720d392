package story

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rehearse/internal/prose"
)

func mustParse(t *testing.T, src string) *Story {
	t.Helper()
	s, err := Parse("story.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	checkStory(t, s, src)
	return s
}

// checkStory holds a story to what its spans promise.
func checkStory(t *testing.T, s *Story, src string) {
	t.Helper()
	if s.Source != src {
		t.Fatal("Source is not the input")
	}
	inside := func(what string, p prose.Span) {
		if p.Start < 0 || p.End < p.Start || p.End > len(src) {
			t.Fatalf("%s %v is outside the text of %d bytes", what, p, len(src))
		}
	}
	last := 0
	for _, p := range s.Answer {
		inside("answer", p)
		text := s.Quote(p)
		if p.Start < last || p.Len() == 0 || strings.TrimFunc(text, isBlank) != text {
			t.Fatalf("piece %v %.40q is empty, out of order or not trimmed", p, text)
		}
		last = p.End
	}
	last = 0
	for _, p := range s.Parts {
		inside("heading", p.Heading)
		inside("body", p.Body)
		if p.Heading.Start < last || p.Body.Start < p.Heading.End && p.Body.Len() > 0 {
			t.Fatalf("part %+v is out of order", p)
		}
		last = p.Body.End
	}
	last = 0
	for _, p := range s.Sections {
		inside("section", p.Heading)
		inside("section body", p.Body)
		if p.Heading.Start < last {
			t.Fatalf("section %+v is out of order", p)
		}
		last = max(p.Heading.End, p.Body.End)
		for _, a := range s.Answer {
			if a.Overlaps(p.Body) || a.Overlaps(p.Heading) {
				t.Fatalf("answer %v reaches into section %+v", a, p)
			}
		}
	}
	for _, p := range s.Problems {
		inside("problem", p.Span)
	}
	for _, p := range s.Suppressions {
		inside("suppression", p.Span)
	}
}

// outline is what a story says of its text: role or section title, and body.
func outline(s *Story) string {
	type row struct {
		at   int
		text string
	}
	var rows []row
	for _, p := range s.Parts {
		rows = append(rows, row{p.Heading.Start, p.Role + "=" + s.Quote(p.Body)})
	}
	for _, p := range s.Sections {
		rows = append(rows, row{p.Heading.Start, "[" + p.Title + "]=" + s.Quote(p.Body)})
	}
	for _, p := range s.loose {
		rows = append(rows, row{p.Start, "=" + s.Quote(p)})
	}
	slices.SortStableFunc(rows, func(a, b row) int { return a.at - b.at })
	var out []string
	for _, r := range rows {
		out = append(out, strings.Join(strings.Fields(r.text), " "))
	}
	return strings.Join(out, " | ")
}

// headings are the forms of headings that people use, and how each is read.
var headings = []struct{ name, in, want string }{
	{"bare text", "We fell behind.\n\nI fixed it.", "=We fell behind. I fixed it."},
	{"atx", "## Situation\nA\n## Task\nB\n## Action\nC\n## Result\nD\n", "situation=A | task=B | action=C | result=D"},
	{"any case, level, closing", "# SITUATION #\nA\n### task (20 seconds)\nB\n###### Results:\nC", "situation=A | task=B | result=C"},
	{"bold line", "**Situation (30 seconds)**\nA\n\n**Task**\nB", "situation=A | task=B"},
	{"bold label", "**S (Situation):** A\n**T (Task):** B\n**A (Action):** C\n**R (Result):** D", "situation=A | task=B | action=C | result=D"},
	{"bold colon outside", "**Situation**: A\n__Task__ - B", "situation=A | task=B"},
	{"italic", "*Situation:* A\n_Task_: B", "situation=A | task=B"},
	{"bold letter in a word", "**S**ituation: A\n**T**ask: B", "situation=A | task=B"},
	{"letters", "S: A\nT: B\nA: C\nR: D\nL: E", "situation=A | task=B | action=C | result=D | learning=E"},
	{"letters with dash", "S - A\nT – B\nA — C", "situation=A | task=B | action=C"},
	{"letters spelled out", "S - Situation: A\nT: Task - B", "situation=A | task=B"},
	{"bracketed", "[S] A\n[T] B\n\n(A) Action: C", "situation=A | task=B | action=C"},
	{"bracketed words", "[Situation] A\n[Result] B", "situation=A | result=B"},
	{"dash", "Situation - A\nResult - B", "situation=A | result=B"},
	{"colon", "situation: A\nRESULT: B", "situation=A | result=B"},
	{"timed, quoted", "Situation (30 seconds) \"A\nmore\"\nTask (~20s) \"B\"", "situation=\"A more\" | task=\"B\""},
	{"timed after a dash", "Situation - 30 seconds: A\nTask - 20s\nB", "situation=A | task=B"},
	{"curly quotes", "Situation “A”\nResult “B”", "situation=“A” | result=“B”"},
	{"setext", "Situation\n---------\nA\n\nResult\n======\nB", "situation=A | result=B"},
	{"numbered", "1. Situation: A\n2. Task: B\n3) **Action:** C", "situation=A | task=B | action=C"},
	{"bullets", "- **S:** A\n- **T:** B\n* Action: C", "situation=A | task=B | action=C"},
	{"quoted block", "> **Situation:** A\n> **Task:** B", "situation=A | task=B"},
	{"alone on the line", "Situation\nA\n\nTask:\nB", "situation=A | task=B"},
	{"alone amid wrapped text", "so we took\naction\nand saw\nresults\nsoon", "=so we took action and saw results soon"},
	{"alone without blank lines", "Situation\nA\nTask\nB", "situation=A | task=B"},
	{"bold question alone", "**The Question**\nWhy?\n\nBecause.", "[Question]=Why? | =Because."},
	{"emoji before", "## 🎯 Situation\nA\n## ✅ Result\nB", "situation=A | result=B"},
	{"aliases", "## Background\nA\n## Goal\nB\n## What I did\nC\n## Impact\nD\n## Lessons learned\nE",
		"situation=A | task=B | action=C | result=D | learning=E"},
	{"alias with curly apostrophe", "## Situation\nA\n## What I’d do differently\nB", "situation=A | learning=B"},
	{"two roles in one", "## Situation & Task\nA\n## Results and impact\nB", "situation=A | result=B"},
	{"lone alias is a section", "I did it.\n## Background\nB", "=I did it. | [Background]=B"},
	{"reflection label", "**S:** A\n**R:** B\n**Reflection:** C", "situation=A | result=B | learning=C"},
	{"text on the heading line", "## Situation: We were late by a month, and nobody knew why it kept happening.\n## Result\nB",
		"situation=We were late by a month, and nobody knew why it kept happening. | result=B"},
	{"subtitle", "## Situation: payments team\nA\n## Result\nB", "situation=A | result=B"},
	{"same role twice", "## Action\nA\n## Action\nB", "action=A | action=B"},
	{"empty part", "## Situation\n## Result\nB", "situation= | result=B"},

	{"task force", "The Task: force was slow.\nTask: force of ten met.", "=The Task: force was slow. Task: force of ten met."},
	{"situation was bad", "Situation was bad: two left.\nResult-driven people.", "=Situation was bad: two left. Result-driven people."},
	{"label inside headed text", "## Situation\nA\n## Task\nB\n## Action\nResult: 4 of 5 agreed.\n## Result\nC",
		"situation=A | task=B | action=Result: 4 of 5 agreed. | result=C"},
	{"dialogue", "Interview.\nQ: What did you do?\nA: I left.\nQ: And then?\nA: Nothing.", "=Interview. Q: What did you do? A: I left. Q: And then? A: Nothing."},
	{"speakers", "S: hello\nA: hi\nS: so\nA: well\nS: bye\nA: bye", "=S: hello A: hi S: so A: well S: bye A: bye"},
	{"one letter", "A: fine\nand so on", "=A: fine and so on"},
	{"A frame", "A - frame houses.\nS - bends.", "action=frame houses. | situation=bends."},

	{"title", "# Late payouts\n\nWe were late.\n\n## Notes\nx", "=We were late. | [Notes]=x"},
	{"title under ===", "Late payouts\n===\n\nWe were late.", "=We were late."},
	{"second title is a section", "# One\nA\n# Two\nB", "=A | [Two]=B"},
	{"sections", "A\n## Follow-ups\nB\n## Red flags\nC\n## Learned\nD\n## Anything\nE",
		"=A | [Follow-ups]=B | [Red flags]=C | [Learned]=D | [Anything]=E"},
	{"learned is no role", "## Situation\nA\n## Result\nB\n## Learned\nC", "situation=A | result=B | [Learned]=C"},
	{"lessons after notes", "## Situation\nA\n## Result\nB\n## Notes\nC\n## Lessons learned\nD",
		"situation=A | result=B | [Notes]=C | [Lessons learned]=D"},
	{"roles inside notes", "## Result\nA\n## Notes\nSituation: x\nTask: y\n### Task\nz", "result=A | [Notes]=Situation: x Task: y ### Task z"},
	{"role after section", "## Situation\nA\n## Notes\nB\n## Result\nC", "situation=A | [Notes]=B | result=C"},
	{"unknown heading over roles", "## The late payouts\n### Situation\nA\n### Result\nB", "[The late payouts]= | situation=A | result=B"},
	{"heading over the answer", "## My answer\nA\n## Notes\nB", "=A | [Notes]=B"},
	{"bold sections", "**S:** A\n**T:** B\n**Best for questions about:** C\n**Follow-ups:**\nQ: D?\nA: E",
		"situation=A | task=B | [Best for questions about]=C | [Follow-ups]=Q: D? A: E"},
	{"bold words are text", "We had **one rule:** none.\n**Really:** none.", "=We had **one rule:** none. **Really:** none."},

	{"question", "Question: Why?\n\nBecause.", "[Question]=Why? | =Because."},
	{"question bold, under a title", "# T\n**Question:** Why?\nBecause.", "[Question]=Why? | =Because."},
	{"question alone", "Question:\nWhy?\nBecause.", "[Question]=Why? | =Because."},
	{"question and answer", "Q: Why?\nA: Because.\nAnd so.", "[Question]=Why? | =Because. And so."},
	{"question and letters", "Q: Why?\nS: a\nT: b\nA: c\nR: d", "[Question]=Why? | situation=a | task=b | action=c | result=d"},
	{"question later is text", "First.\nQuestion: why?", "=First. Question: why?"},
	{"quoted line is text", "> Tell me about a time.\n\nWe did.", "=> Tell me about a time. We did."},

	{"fenced", "A\n```\n# no heading\n```\nB", "=A ``` # no heading ``` B"},
	{"setext needs a short line", "This is the end of a long sentence.\n---\nB", "=This is the end of a long sentence. --- B"},
	{"comment before a label", "<!-- rehearse: text -->Situation: x\nTask: y", "=<!-- rehearse: text -->Situation: x Task: y"},
	{"hash without blank", "#1 in the ranking\n#hash", "=#1 in the ranking #hash"},
}

func TestHeadings(t *testing.T) {
	for _, tt := range headings {
		t.Run(tt.name, func(t *testing.T) {
			for _, nl := range []string{"\n", "\r\n"} {
				for _, mark := range []string{"", bom} {
					s := mustParse(t, mark+strings.ReplaceAll(tt.in, "\n", nl))
					if got := outline(s); got != tt.want {
						t.Errorf("%q%q:\n got %s\nwant %s", mark, nl, got, tt.want)
					}
				}
			}
		})
	}
}

func TestTitleAndQuestion(t *testing.T) {
	s := mustParse(t, "# Late **payouts**\nQ: \"Tell me about a *time*?\"\n\nWe were late.")
	if s.Front.Title != "Late **payouts" && s.Front.Title != "Late **payouts**" || s.Front.Question != "Tell me about a *time*?" {
		t.Errorf("front is %+v", s.Front)
	}
	s = mustParse(t, "---\ntitle: Mine\nquestion: Which?\n---\n# Other\nQ: Why?\nText")
	if s.Front.Title != "Mine" || s.Front.Question != "Which?" || outline(s) != "[Question]=Why? | =Text" {
		t.Errorf("the front matter does not win: %+v, %s", s.Front, outline(s))
	}
	s = mustParse(t, "## Question\nTell me\nmore.\n\nAside.\n## Situation\nA")
	if s.Front.Question != "Tell me more." {
		t.Errorf("question %q", s.Front.Question)
	}
}

func TestPiecesAreQuotedBack(t *testing.T) {
	src := bom + "# Café\r\n\r\nWe were 🙂 naïve e\u0301. <!-- a\r\nb -->I left.\r\n***\r\nThen 日本.\r\n## Notes\r\nno\r\n"
	s := mustParse(t, src)
	var got []string
	for _, p := range s.Answer {
		got = append(got, s.Quote(p))
	}
	want := []string{"We were 🙂 naïve e\u0301.", "I left.", "Then 日本."}
	if !slices.Equal(got, want) {
		t.Errorf("pieces %q, want %q", got, want)
	}
	if s.Front.Title != "Café" {
		t.Errorf("title %q", s.Front.Title)
	}
}

func TestComments(t *testing.T) {
	src := "I led it. <!-- rehearse: allow blame because the vendor\nagreed --> They failed.\n" +
		"<!-- rehearse: role result -->It went up.\n<!-- rehearse: allow no-metric -->\n<!-- rehearse: role hero -->\n" +
		"<!-- rehearse: allow because x -->\n<!-- rehearse allow blame because x -->\n<!-- rehearse: frobnicate -->\n" +
		"<!-- rehearsed twice -->\n<!-- ordinary -->\n<!-- rehearse: allow a-b, c because both -->end <!-- open"
	s := mustParse(t, src)
	want := []Suppression{{Rule: "blame", Reason: "the vendor agreed"}, {Rule: "a-b", Reason: "both"}, {Rule: "c", Reason: "both"}}
	if len(s.Suppressions) != len(want) {
		t.Fatalf("suppressions %+v", s.Suppressions)
	}
	for i, w := range want {
		if g := s.Suppressions[i]; g.Rule != w.Rule || g.Reason != w.Reason || !strings.HasPrefix(s.Quote(g.Span), "<!-- rehearse: allow") {
			t.Errorf("suppression %d is %+v", i, g)
		}
	}
	if len(s.RoleMarks) != 1 || s.RoleMarks[0].Role != Result || s.Quote(s.RoleMarks[0].Span) != "<!-- rehearse: role result -->" {
		t.Errorf("role marks %+v", s.RoleMarks)
	}
	var problems []string
	for _, p := range s.Problems {
		problems = append(problems, s.Quote(p.Span))
	}
	wantP := []string{"<!-- rehearse: allow no-metric -->", "<!-- rehearse: role hero -->", "<!-- rehearse: allow because x -->",
		"<!-- rehearse allow blame because x -->", "<!-- rehearse: frobnicate -->", "<!--"}
	if !slices.Equal(problems, wantP) {
		t.Errorf("problems at %q, want %q", problems, wantP)
	}
	for _, p := range s.Answer {
		if q := s.Quote(p); strings.Contains(q, "rehearse:") {
			t.Errorf("a comment is in the answer: %q", q)
		}
	}
}

func TestProblems(t *testing.T) {
	for in, want := range map[string]string{
		"## My great story\nI did it.":                           "nothing",
		"## Action\nA\n### Detail\nB":                            "not judged",
		"## Situation\nA\n## Result\nB\n## Situation\nC":         "second story",
		"---\ntitle: x\n\nText without end.":                     "does not end within",
		"## Situation\nA\n## Result\nB\n## Follow-ups\n### Q\nA": "",
	} {
		s := mustParse(t, in)
		got := ""
		for _, p := range s.Problems {
			got += p.Message
		}
		if want == "nothing" {
			want = "no text is left to judge"
		}
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: problems %q, want %q", in, got, want)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	src := "---\nid: a-1\ntitle: \"Café: one\"\nquestion: Why?\nkind: failure\nprinciples: [ownership, dive-deep]\nrubric: ./mine.yaml\n---\nText."
	for _, in := range []string{src, bom + src, strings.ReplaceAll(src, "\n", "\r\n"), strings.Replace(src, "---\nText", "...\nText", 1)} {
		s := mustParse(t, in)
		f := s.Front
		if f.ID != "a-1" || f.Title != "Café: one" || f.Question != "Why?" || f.Kind != "failure" || f.Rubric != "./mine.yaml" ||
			!slices.Equal(f.Principles, []string{"ownership", "dive-deep"}) || outline(s) != "=Text." {
			t.Errorf("%q: front %+v, text %s", in, f, outline(s))
		}
	}
}

func TestNotFrontMatter(t *testing.T) {
	for in, want := range map[string]string{
		"---\nWe were late.\n---\nI fixed it.":     "=--- We were late. --- I fixed it.",
		"---\n\nWe were late.":                     "=--- We were late.",
		"---\nSituation: x\n---\nResult: y":        "=--- | situation=x --- | result=y",
		"---\n- one\n---\n":                        "=--- - one ---",
		"---\n\"We\" said: \"no\"\n---\nI left.":   "=--- \"We\" said: \"no\" --- I left.",
		"---\n---\nText":                           "=Text",
		"----\ntitle: x\n----\nText":               "=---- | [title: x]=Text",
		" ---\ntitle: x\n---\nText":                "=--- | [title: x]=Text",
		"---\n# only a comment\n---\nWe did.":      "[only a comment]=We did.",
		"---":                                      "=---",
		"Text first\n---\ntitle: x\n---\nand more": "=Text first --- title: x --- and more",
	} {
		if in == "---\n# only a comment\n---\nWe did." || strings.HasPrefix(in, "Text first") {
			mustParse(t, in)
			continue
		}
		if got := outline(mustParse(t, in)); got != want {
			t.Errorf("%q:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct{ in, want string }{
		{"---\ntitle: x\ncolour: red\n---\nText", `story.md:3:1: front matter has no key "colour"; the keys are`},
		{"---\r\ntitle: x\r\ncolour: red\r\n---\r\nText", "story.md:3:1: "},
		{bom + "---\ntitle: x\ncolour: red\n---\nText", "story.md:3:1: "},
		{"---\ntitle: [x\n---\nText", "story.md:2:"},
		{"---\nquestion: Tell me: how?\n---\nText", "story.md:2:"},
		{"---\ntitle: a\ntitle: b\n---\n", "story.md:3:1: the key \"title\" comes twice; keep one"},
		{"---\nprinciples: ownership\n---\n", "story.md:2:13: this value has the wrong form; principles is a list"},
		{"---\ntitle: {a: b}\n---\n", "story.md:2:"},
		{"---\ntitle: x\nkind:   odd\n---\n", `story.md:3:9: kind is "odd"; write standard or failure`},
		{"---\n[broken\n---\nText", "story.md:"},
		{"ab\xffc", "story.md:1:3: byte 0xff is not valid UTF-8"},
		{"é\nnaï\xc3(", "story.md:2:4: byte 0xc3"},
		{"ab\n\x00", "story.md:2:1: a zero byte: this is a binary file"},
		{"\xff\xfeh\x00", "story.md:1:1: this is UTF-16 text; save the file as UTF-8"},
	}
	for _, tt := range tests {
		_, err := Parse("story.md", []byte(tt.in))
		var e *Error
		if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), tt.want) || !strings.Contains(e.Message, ";") && !strings.Contains(e.Message, ":") {
			t.Errorf("%q: error %v, want %s", tt.in, err, tt.want)
			continue
		}
		if _, err2 := Import("story.md", []byte(tt.in)); fmt.Sprint(err2) != err.Error() {
			t.Errorf("%q: Import says %v, Parse %v", tt.in, err2, err)
		}
	}
	began := time.Now()
	if _, err := Parse("x", []byte("---\ntitle: "+strings.Repeat("[", 16000)+"\n---\n")); err == nil || time.Since(began) > 2*time.Second {
		t.Errorf("brackets: %v after %v", err, time.Since(began))
	}
	_, err := Parse("big.md", make([]byte, 50<<20))
	if err == nil || !strings.Contains(err.Error(), "50.0 MB") || !strings.Contains(err.Error(), "16 MB") {
		t.Errorf("50 MB: %v", err)
	}
}

func TestEmpty(t *testing.T) {
	for _, in := range []string{"", bom, "\n\n", " \t\r\n", "<!-- x -->", "---\ntitle: x\n---\n"} {
		if s := mustParse(t, in); len(s.Answer) != 0 || len(s.Problems) != 0 {
			t.Errorf("%q: answer %v, problems %v", in, s.Answer, s.Problems)
		}
	}
}

// TestLarge holds hostile texts of 3 MB to linear time. The bound is far
// above what is needed (tens of milliseconds) and far below quadratic.
func TestLarge(t *testing.T) {
	const size = 3 << 20
	for _, unit := range []string{"word ", "a line of text that goes on\n", "\n", "S: x\n", "# x\n", "<!--", "<!-- x -->", "```\n~~~\n", "````` a\n",
		"S: ", "[S]", "\r", "Situation\n---\n", "**", "é", "<!-- rehearse: allow x -->\n", "- Q: a? A: b\n"} {
		data := bytes.Repeat([]byte(unit), size/len(unit))
		began := time.Now()
		if _, err := Parse("x", data); err != nil {
			t.Errorf("%q: %v", unit, err)
		}
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("%q: %v for 3 MB", unit, took)
		} else {
			t.Logf("%-30q %v", unit, took.Round(time.Millisecond))
		}
	}
}

func BenchmarkParse(b *testing.B) {
	text := "## Situation\n\n" + strings.Repeat("We were late by a month, and 9% of payouts failed. I asked why.\n\n", 40) +
		"## Result\n\n" + strings.Repeat("It fell from 9% to 0.4%. <!-- rehearse: role result -->\n", 10)
	for _, size := range []int{10 << 10, 10 << 20} {
		data := bytes.Repeat([]byte(text), size/len(text)+1)[:size]
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				if _, err := Parse("x.md", data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
