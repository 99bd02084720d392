package page

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"rehearse/internal/review"
)

// drawn is a manuscript as HTML.
func drawn(t *testing.T, text string, r *review.Review, o *ManuscriptOptions) string {
	t.Helper()
	var b strings.Builder
	if err := Manuscript(text, r, o).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// spanOf finds words in a text.
func spanOf(t *testing.T, text, words string) review.Span {
	t.Helper()
	at := strings.Index(text, words)
	if at < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return review.Span{Start: at, End: at + len(words)}
}

func sentence(t *testing.T, text, words string, role review.Role) review.Sentence {
	return review.Sentence{Span: spanOf(t, text, words), Role: role, Confidence: 1}
}

var (
	tags  = regexp.MustCompile(`<[^>]*>`)
	notes = regexp.MustCompile(`(?s)<div class="ms-note.*?</div>|<sup.*?</sup>|<span class="ms-(part|unsure)".*?</span>(</span>)?|<ol.*</ol>`)
)

// words are those of the text alone, without notes and their numbers.
func words(html string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(notes.ReplaceAllString(strings.ReplaceAll(html, "<br>", " "), ""), " ")), " ")
}

const told = "## Situation\nThe quay froze. Nothing moved.\n\nI called the crew, and\nwe dug noticeably.\nIt held.\n\n## Notes\nAsk Ines."

func reviewed(t *testing.T) *review.Review {
	return &review.Review{
		Sentences: []review.Sentence{
			sentence(t, told, "The quay froze.", review.Situation), sentence(t, told, "Nothing moved.", review.Situation),
			sentence(t, told, "I called the crew, and\nwe dug noticeably.", review.Action), sentence(t, told, "It held.", review.Result),
		},
		Findings: []review.Finding{
			{Rule: "vague-number", Severity: review.Warning, Cost: .2, Span: spanOf(t, told, "noticeably"), Message: "How much?", Fix: "Say it."},
			{Rule: "long-setup", Severity: review.Note, Span: spanOf(t, told, "The quay froze. Nothing moved."), Message: "Late start.", Also: []review.Span{spanOf(t, told, "It held.")}},
		},
		Rating: review.Rating{Score: 2, Label: "lean no", Reasons: []review.Reason{{Text: "It lacks a number.", Rules: []string{"no-metric"}}, {Text: "You acted."}}},
	}
}

func TestManuscriptMarksRolesAndNotes(t *testing.T) {
	html := drawn(t, told, reviewed(t), nil)
	for what, want := range map[string]string{
		"a sentence has its role":                   `<mark class="role-situation">The quay froze.</mark>`,
		"a line break inside a sentence is a blank": `<mark class="role-action">I called the crew, and we dug `,
		"few words are ringed":                      `<span class="ms-ring">noticeably</span>.</mark>`,
		"notes have the numbers of the findings":    `<a class="ms-below" href="#m-n1">`,
		"a note stands beside its sentence":         `<span class="ms-n">1</span>`,
		"a footnote can be reached":                 `<li id="m-n2" value="2"`,
		"a heading is set as one":                   `<div class="ms-p ms-head" dir="auto">Situation</div>`,
		"what is no answer is set aside":            `<div class="ms-p ms-aside" dir="auto">Ask Ines.</div>`,
		"the vote is at the head":                   `Lean no`,
		"grounds against":                           `Against: </span>It lacks a number.`,
		"grounds for":                               `For: </span>You acted.`,
		"what costs is in ink":                      `ms-note ms-grave`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("%s: %s is missing in\n%s", what, want, html)
		}
	}
	if n := strings.Count(html, "<br>"); n != 1 {
		t.Errorf("%d lines end within a paragraph; between the last two sentences one does", n)
	}
	if n := strings.Count(html, `class="ms-note`); n != 2 {
		t.Errorf("%d notes stand beside the text; there are 2 findings", n)
	}
	if strings.Contains(html, ">situation<span") || !strings.Contains(html, ">action<span") {
		t.Error("a part is to be named where it begins, and not where its heading names it already")
	}
	if n := strings.Count(html, "</mark>"); n != strings.Count(html, "<mark") || n != 4 {
		t.Errorf("%d marks are closed, of 4", n)
	}
}

func TestManuscriptNumbersNotesInOrderWhereAsked(t *testing.T) {
	html := drawn(t, told, reviewed(t), &ManuscriptOptions{ID: "x", InOrder: true})
	first, second := strings.Index(html, "Late start."), strings.Index(html, "How much?")
	if first < 0 || second < first || !strings.Contains(html, `id="x-n1"`) {
		t.Errorf("the notes are not in the order of the text:\n%s", html)
	}
}

func TestManuscriptKeepsEveryWord(t *testing.T) {
	hostile := "</script><img src=x onerror=alert(1)> \u202eright to left\u202c a\u200bb.\r\n\r\n\"Second\" & last’s <b>"
	for name, r := range map[string]*review.Review{
		"no review":   nil,
		"nothing":     {},
		"one mark":    {Sentences: []review.Sentence{{Span: review.Span{Start: 0, End: len(hostile)}, Role: review.Action}}},
		"wrong role":  {Sentences: []review.Sentence{{Span: review.Span{Start: 3, End: 20}, Role: `"><script>`}}},
		"wild spans":  {Sentences: []review.Sentence{{Span: review.Span{Start: -5, End: 1 << 40}, Role: review.Task}, {Span: review.Span{Start: 9, End: 2}}, {Span: review.Span{Start: 5, End: 30}}}, Findings: []review.Finding{{Span: review.Span{Start: 1 << 40, End: -1}, Message: "<i>"}, {Span: review.Span{Start: 37, End: 39}}, {Span: review.Span{Start: 36, End: 40}, Also: []review.Span{{Start: -1, End: -1}}}}},
		"cut letters": {Sentences: []review.Sentence{{Span: review.Span{Start: 39, End: 40}, Role: review.Result}}},
	} {
		html := drawn(t, hostile, r, &ManuscriptOptions{ID: `"><x`, Bare: true})
		if strings.Contains(html, "<img") || strings.Contains(html, "<script") || strings.Contains(html, "<b>") || strings.Contains(html, "<x") || strings.Contains(html, "<i>") {
			t.Errorf("%s: a text is not escaped:\n%s", name, html)
		}
		got := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&amp;", "&").Replace(words(html))
		if want := strings.Join(strings.Fields(hostile), " "); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: the text reads\n%q, want\n%q", name, got, want)
		}
	}
}

func TestManuscriptSaysWhyThereIsNoVote(t *testing.T) {
	html := drawn(t, "Hi.", &review.Review{Rating: review.Rating{Label: "not scored", Reasons: []review.Reason{{Text: "Too short."}}}}, nil)
	if !strings.Contains(html, "Not scored") || !strings.Contains(html, "Too short.") || strings.Contains(html, "of 4") {
		t.Errorf("not scored reads\n%s", html)
	}
}

func FuzzManuscript(f *testing.F) {
	f.Add(told, 3, 9, 5, 30, 2, 4)
	f.Add("a\n\n# b\n\nc", 0, 1, 1, 2, 0, 99)
	f.Add("é\u200f\xff", 1, 2, 0, 1, 1, 1)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, e, g int) {
		r := &review.Review{
			Sentences: []review.Sentence{{Span: review.Span{Start: a, End: b}, Role: review.Task}, {Span: review.Span{Start: c, End: d}, Role: review.Action, Unsure: true}},
			Findings:  []review.Finding{{Span: review.Span{Start: e, End: g}, Message: "m"}, {Span: review.Span{Start: c, End: e}, Also: []review.Span{{Start: b, End: g}}}},
		}
		m := setManuscript(text, r, nil)
		var all strings.Builder
		stand := 0
		for _, p := range m.paragraphs {
			for _, x := range p.runs {
				all.WriteString(x.text)
				stand += len(x.stand)
			}
		}
		if stand != 2 {
			t.Errorf("%d of 2 notes stand beside the text", stand)
		}
		if got, want := letters(all.String()), letters(text); got != want {
			t.Errorf("set %q, want %q", got, want)
		}
	})
}

// letters are what of a text must never be lost: headings lose their marks,
// and blanks may move.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("# \t\r\n\v\f\u0085\u00a0", r) || r >= 0x1680 && r <= 0x3000 && strings.TrimSpace(string(r)) == "" {
			return -1
		}
		return r
	}, s)
}
