package story

import (
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// checkImported holds what Import gives to what it promises, and drafts to
// coming back from their files.
func checkImported(t *testing.T, in *Imported) {
	t.Helper()
	last := 0
	for _, u := range in.Unplaced {
		if u.Line <= last || strings.TrimSpace(u.Text) == "" {
			t.Fatalf("unplaced %+v after %d", u, last)
		}
		last = u.Line
	}
	ids := map[string]bool{}
	for _, d := range in.Stories {
		if ids[d.ID] || d.ID == "" || d.Line < 1 {
			t.Fatalf("id %q, line %d", d.ID, d.Line)
		}
		ids[d.ID] = true
		if len(d.Markdown()) < 8000 {
			checkExact(t, d)
		}
	}
}

// allTexts are the texts of a result.
func allTexts(in *Imported) string {
	var b strings.Builder
	for _, u := range in.Unplaced {
		b.WriteString(u.Text + "\n")
	}
	for _, d := range in.Doubts {
		b.WriteString(d.Text + "\n")
	}
	for _, d := range in.Stories {
		for _, s := range []string{d.Title, d.Question, d.Kind, d.Project, d.Text, d.Situation, d.Task, d.Action, d.Result, d.Learning} {
			b.WriteString(s + "\n")
		}
		for _, l := range [][]string{d.Questions, d.Principles, d.Tags, d.RedFlags, d.Learned, d.Applied, d.Alternatives, d.Metrics, d.Signs, d.Notes, d.Told} {
			b.WriteString(strings.Join(l, "\n") + "\n")
		}
		for _, f := range d.FollowUps {
			b.WriteString(f.Question + "\n" + f.Reply + "\n")
		}
		for _, c := range d.Claims {
			b.WriteString(strings.Join([]string{c.Text, c.Standing, c.Source, c.Instead}, "\n") + "\n")
		}
		for _, s := range d.Sections {
			b.WriteString(s.Title + "\n" + s.Text + "\n")
		}
	}
	return b.String()
}

// wordsOf are the words of a text: runs of letters.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// structural are words that an import may read as what they say, and not
// keep: the names of parts and sections, of kinds, and of marks.
func structural() map[string]bool {
	all := map[string]bool{}
	add := func(s string) {
		for _, w := range wordsOf(s) {
			all[w] = true
		}
	}
	for n := range roleNames {
		add(n)
	}
	for n := range sectionNames {
		add(n)
	}
	for n := range columnNames {
		add(n)
	}
	add("hint reply answer the my our and success normal regular fail failed mistake verified estimate say instead rehearse text br lt amp sep")
	for unit := range timeUnits {
		add(unit)
	}
	for n := range numberWords {
		add(n)
	}
	for n := range fillWords {
		add(n)
	}
	return all
}

// checkWords looks for every word of a table in what became of it.
func checkWords(t *testing.T, src string, in *Imported) {
	t.Helper()
	have := map[string]bool{}
	for _, w := range wordsOf(allTexts(in)) {
		have[w] = true
	}
	known := structural()
	for _, w := range wordsOf(src) {
		if !have[w] && !known[w] {
			t.Fatalf("%q is lost:\n%q\nin\n%s", w, src, allTexts(in))
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"", "a,b", "one,two\n\"three,\nfour\",five\n\n,\n", "x;y;z\n=cmd|' /C calc'!A0;-1;+2\n", "\"open\nquote,x\ny", "S: a\tT: b\n",
		"\"Q: why?\nA: so\",\"- dot\n- dash\"\n", "<!-- x,--> y\n", "\"## Result\nfoo\",\"# bar\"\n", "Dive Deep; Ownership,#tag,failure,note\n"} {
		for n := range 3 {
			f.Add(n, s)
		}
	}
	heads := []string{"Title,Situation,Action,Result,Notes\n", "Question,Answer,LP,Tags,Kind,Follow-ups,Claims\n", "Story\tS\tT\tA\tR\tL\tQuestions\n"}
	f.Fuzz(func(t *testing.T, n int, rows string) {
		head := heads[uint(n)%uint(len(heads))]
		in, err := Import("table.csv", []byte(head+rows))
		if err != nil {
			return
		}
		checkImported(t, in)
		if in.Form == FormCSV && validText(rows) == rows && !strings.Contains(rows, "\x00") {
			checkWords(t, rows, in)
		}
	})
}

func FuzzDOCX(f *testing.F) {
	f.Add(wp("Heading1", "Situation")+wp("", "a")+wp("Heading1", "Result")+wp("", "b"), false)
	f.Add(wTable([]string{"Situation", "a"}, []string{"Result", "b"})+wp("", "after"), false)
	f.Add(wTable([]string{"Title", "Situation", "Result"}, []string{"x", "a", "b"}), false)
	f.Add(`<w:p><w:del><w:r><w:t>x</w:t></w:r></w:del></w:tbl></w:tc>`, false)
	f.Add(`<w:tc><w:gridSpan w:val="9"/><w:p><w:pPr><w:numPr/><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t><w:sym w:char="41"/></w:r></w:p></w:tc>`, false)
	f.Add("PK\x03\x04 not an archive", true)
	f.Add("PK\x05\x06", true)
	f.Fuzz(func(t *testing.T, body string, raw bool) {
		file := body
		if !raw {
			file = docx(t, body)
		}
		if in, err := Import("f.docx", []byte(file)); err == nil {
			checkImported(t, in)
		}
	})
}

func FuzzHTML(f *testing.F) {
	for _, s := range []string{"<p>x", "<!doctype html><h1>One</h1><h2>Situation</h2><p>a<h2>Result</h2><p>b", "<table><tr><td>Situation<td>a<tr><td>Result<td>b</table>after",
		"<ul><li>a<li><ol><li>b</ul></ol>c", "<table><td>a</table></td></tr><tr><td><table>", "<p hidden><b>x<p>y</b></p></body>", "<pre>\n# x\n</pre><title>t</title><svg><title>u</title></svg>",
		"<meta charset=latin1><p>\xe9", "<br><br></br>x<hr>---<hr>", "<b>Situation</b> x<p><b>Result</b>: y", "<textarea><p>x</textarea><plaintext><p>y"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		if in, err := Import("f.html", page); err == nil {
			checkImported(t, in)
		}
	})
}

// Hostile cells in any order: no word of them is lost.
func TestCSVLosesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	heads := []string{"Title,Situation,Action,Result,Notes,Company", "Question,Answer,LP,Tags,Kind,Follow-ups,Claims", "Story,S,T,A,R,L,Questions,Told,Learned"}
	for range 1500 {
		head := heads[r.IntN(len(heads))]
		var src strings.Builder
		src.WriteString(head + "\n")
		for range 1 + r.IntN(3) {
			for range 1 + r.IntN(10) {
				cell := hostile[r.IntN(len(hostile))] + []string{"", " and ", "\n", "\n\n"}[r.IntN(4)] + hostile[r.IntN(len(hostile))]
				cell = strings.ReplaceAll(validText(cell), "\x00", "")
				if r.IntN(8) > 0 {
					cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
				}
				src.WriteString(cell + ",")
			}
			src.WriteString("\n")
		}
		in, err := Import("table.csv", []byte(src.String()))
		if err != nil {
			t.Fatal(err)
		}
		checkImported(t, in)
		checkWords(t, strings.TrimPrefix(src.String(), head), in)
	}
}

// Paragraphs, lists and tables in any order: no word of them is lost, in a
// page or in a document.
func TestDocumentsLoseNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	names := []string{"Situation", "Task", "Action:", "Result (30 s)", "Notes", "Title", "Zebra", "Q", "S", "T", "R", "Story", "Learning", "Company"}
	for range 1500 {
		var page, body strings.Builder
		word := func() string {
			return "w" + strings.Map(func(d rune) rune { return d - '0' + 'a' }, strconv.Itoa(r.IntN(1e6))) + []string{"", ".", ":", "?"}[r.IntN(4)]
		}
		name := func() string { return names[r.IntN(len(names))] }
		for range 1 + r.IntN(8) {
			a, b := word(), word()
			switch r.IntN(6) {
			case 0:
				a = name()
				page.WriteString("<h2>" + a + "</h2>")
				body.WriteString(wp("Heading2", a))
			case 1:
				page.WriteString("<p>" + a + "<br>" + b)
				body.WriteString(wp("", a) + wp("", b))
			case 2:
				n := name()
				page.WriteString("<p><b>" + n + "</b> " + a + "<ul><li>" + n + ": " + b + "</ul>")
				body.WriteString(`<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>` + n + `</w:t></w:r><w:r><w:t xml:space="preserve"> ` + a + `</w:t></w:r></w:p>` + wp("", n+": "+b))
			case 3:
				rows := [][]string{{name(), a, word()}, {name(), b}, {name(), word(), word()}}
				page.WriteString("<table>")
				for _, row := range rows {
					page.WriteString("<tr><td>" + strings.Join(row, "<td>"))
				}
				page.WriteString("</table>")
				body.WriteString(wTable(rows...))
			case 4:
				row := []string{name(), name(), name(), name()}
				page.WriteString("<table><tr><th>" + strings.Join(row, "<th>") + "<tr><td>" + a + "<td>" + b + "<td>x<td>y</table>")
				body.WriteString(wTable(row, []string{a, b, "x", "y"}))
			default:
				page.WriteString("<h1>" + a + "</h1><pre>" + b + "</pre>")
				body.WriteString(wp("Heading1", a) + wp("", b))
			}
		}
		strip := regexp.MustCompile(`<[^>]*>`)
		for file, src := range map[string]string{"f.html": "<!doctype html>" + page.String(), "f.docx": docx(t, body.String())} {
			in, err := Import(file, []byte(src))
			if err != nil {
				t.Fatal(err)
			}
			checkImported(t, in)
			said := page.String()
			if file == "f.docx" {
				said = body.String()
			}
			said = strip.ReplaceAllString(said, " ")
			for _, w := range wordsOf(said) {
				if len(w) > 1 && w[0] == 'w' && !strings.Contains(strings.ToLower(allTexts(in)), w) || w == "zebra" && !strings.Contains(allTexts(in), "Zebra") {
					t.Fatalf("%s: %q is lost:\n%s\nin\n%s", file, w, said, allTexts(in))
				}
			}
		}
	}
}
