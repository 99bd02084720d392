package story

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func importAs(t *testing.T, name, src string) *Imported {
	t.Helper()
	in, err := Import(name, []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range in.Stories {
		checkExact(t, d)
	}
	return in
}

// checkTold compares what is told, the titles and the lines of stories.
func checkTold(t *testing.T, got, want []Draft) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d stories, want %d: %+v", len(got), len(want), got)
	}
	for i, g := range got {
		w := want[i]
		if w.ID == "" {
			w.ID = g.ID
		}
		if !reflect.DeepEqual(g, w) {
			t.Errorf("story %d is\n%+v\nnot\n%+v", i+1, g, w)
		}
	}
}

func TestImportCSV(t *testing.T) {
	rows := "\ufeffTitle,Situation (30s), task ,ACTION,Result,Learning,LP,Tags,Company,Notes,Follow-ups,Kind,Question,Project,Questions\r\n" +
		"\"Late, payouts\",\"We were late.\r\n\r\nVery \"\"late\"\".\",End it.,=SUM(A1),-40%,Ask first.,\"Dive Deep; Are Right, A Lot\",\"#ops, money\",Ferry Ltd,\"- one\r\n- two\",\"Q: Why? A: So.\",Failure,Tell me?,Payouts,\"And when?\r\nAnd then?\"\r\n" +
		",,,,,,,,,,,,,,\r\n" +
		"No answer,,,,,,Courage,,,,,,What?,,\r\n" +
		",Second,,Did,,,Courage,,,,,odd,,,,extra\r\n"
	want := []Draft{{ID: "late-payouts", Title: "Late, payouts", Situation: "We were late.\n\nVery \"late\".", Task: "End it.", Action: "=SUM(A1)", Result: "-40%",
		Learning: "Ask first.", Principles: []string{"dive-deep", "are-right-a-lot"}, Tags: []string{"ops", "money"}, Kind: "failure", Question: "Tell me?",
		Questions: []string{"And when?", "And then?"}, Project: "Payouts", Notes: []string{"one", "two"}, FollowUps: []FollowUp{{"Why?", "So."}},
		Sections: []DraftSection{{"Company", "Ferry Ltd"}}, Line: 2},
		{ID: "my-stories-2", Situation: "Second", Action: "Did", Sections: []DraftSection{{"LP", "Courage"}, {"Kind", "odd"}, {"Column 16", "extra"}}, Line: 9}}
	for name, src := range map[string]string{"commas": rows, "semicolons": swapMark(rows, ";"), "tabs": swapMark(rows, "\t")} {
		t.Run(name, func(t *testing.T) {
			in := importAs(t, "dir/My stories.csv", src)
			if in.Form != FormCSV || len(in.Doubts) > 0 {
				t.Errorf("form %s, doubts %+v", in.Form, in.Doubts)
			}
			checkTold(t, in.Stories, want)
			if !slices.Equal(in.Unplaced, []Unplaced{{8, "No answer | Courage | What?"}}) {
				t.Errorf("unplaced %+v", in.Unplaced)
			}
		})
	}
}

// swapMark sets cells off by another mark. No cell of the test holds it.
func swapMark(csv, mark string) string {
	var b strings.Builder
	quoted := false
	for _, r := range csv {
		if r == '"' {
			quoted = !quoted
		}
		if r == ',' && !quoted {
			b.WriteString(mark)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestImportCSVForms(t *testing.T) {
	tests := []struct {
		name, file, in string
		want           []Draft
	}{
		{"letters", "x", "Name,S,T,A,R\nOne,a,b,c,d\n", []Draft{{Title: "One", Situation: "a", Task: "b", Action: "c", Result: "d", Line: 2}}},
		{"question and answer", "x.csv", "Q;A\nWhy?;\"S: a\nT: b\nA: c\nR: d\"\n", []Draft{{Question: "Why?", Situation: "a", Task: "b", Action: "c", Result: "d", Line: 2}}},
		{"story as answer", "x.csv", "Prompt,Story,Theme\nWhy?,We did.,Ops\n", []Draft{{Question: "Why?", Text: "We did.", Title: "Ops", Line: 2}}},
		{"story as title", "x.csv", "Story,Situation,Result\nOne,a,b\n", []Draft{{Title: "One", Situation: "a", Result: "b", Line: 2}}},
		{"title and theme", "x.csv", "Theme,Title,Situation,Result\nOps,One,a,b\n", []Draft{{Title: "One", Situation: "a", Result: "b", Sections: []DraftSection{{"Theme", "Ops"}}, Line: 2}}},
		{"sep line and rows above", "x.csv", "sep=;\nMy bank;;\n\nTitle;Context;Outcome;Role\nOne;a;b;Lead\n",
			[]Draft{{Title: "One", Situation: "a", Result: "b", Task: "Lead", Line: 5}}},
		{"a role that is a job", "x.csv", "Title,Role,Task,Result\nOne,Lead,a,b\n", []Draft{{Title: "One", Task: "a", Result: "b", Sections: []DraftSection{{"Role", "Lead"}}, Line: 2}}},
		{"spelled out", "x.csv", "S - Situation,\"T (Task)\",**Action:**,Result [90s]\na,b,c,d\n", []Draft{{Situation: "a", Task: "b", Action: "c", Result: "d", Line: 2}}},
		{"old Mac", "x.csv", "Title,Situation,Result\rOne,a,b\r", []Draft{{Title: "One", Situation: "a", Result: "b", Line: 2}}},
		{"text with commas", "x.txt", "Situation, as it was: bad.\nTask, as given: end it.\n", []Draft{{Text: "Situation, as it was: bad.\nTask, as given: end it.", Line: 1}}},
		{"Markdown named csv", "x.csv", "# Late\n\n## Situation\na\n## Result\nb\n", []Draft{{Title: "Late", Situation: "a", Result: "b", Line: 1}}},
		{"headings that mean more", "x.csv", "Title,Situation,Result,Source: x,# mark\nOne,a,b,c,d\n",
			[]Draft{{Title: "One", Situation: "a", Result: "b", Sections: []DraftSection{{"Source: x", "c"}, {"# mark", "d"}}, Line: 2}}},
		{"UTF-16", "x.txt", utf16Of("Title\tSituation\tTask\tResult\nÖl\ta\tb\tc\n"), []Draft{{Title: "Öl", Situation: "a", Task: "b", Result: "c", Line: 2}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { checkTold(t, importAs(t, tt.file, tt.in).Stories, tt.want) })
	}
}

func utf16Of(s string) string {
	b := []byte{0xff, 0xfe}
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

func TestImportCSVDoubts(t *testing.T) {
	in := importAs(t, "x.csv", "Title,Situation,Result\nCaf\xe9,a,b\n")
	if in.Stories[0].Title != "Café" || len(in.Doubts) != 1 || in.Doubts[0].Line != 2 {
		t.Errorf("%+v", in)
	}
	in = importAs(t, "x.csv", "Title,Situation,Result\nOne,a \"b\" c,d\nTwo,\"e,f\nThree,g,h\n")
	if len(in.Doubts) != 1 || in.Doubts[0].Line != 2 || in.Stories[0].Situation != `a "b" c` || !strings.Contains(in.Stories[1].Situation, "Three") {
		t.Errorf("%+v", in)
	}
}

func TestImportRefuses(t *testing.T) {
	many := "Title,Situation,Result\n" + strings.Repeat("a,b,c\n", maxStories+1)
	tests := []struct{ name, in, want string }{
		{"x.csv", "a,b,c\nd,e,f\n", "x.csv:1:1: no column is named"},
		{"x.csv", many, "more than 10000 stories"},
		{"x.csv", "Title,Result\n\x00,a\n", "zero byte"},
		{"x.docx", "PK\x05\x06" + strings.Repeat("\x00", 18), "holds no Word document"},
		{"x.docx", "PK\x03\x04 cut short", "damaged"},
		{"x.pdf", "%PDF-1.7 ...", "this is a PDF file; copy"},
		{"x.doc", "\xd0\xcf\x11\xe0", "old Word file"},
		{"x.rtf", "{\\rtf1 x}", "rich text"},
		{"x.html", "<meta charset=shift_jis><p>\x83\x65\x83\x58", "written as shift_jis"},
		{"x.html", strings.Repeat("<p>a", maxBlocks+2), "more than 200000 paragraphs"},
	}
	for _, tt := range tests {
		_, err := Import(tt.name, []byte(tt.in))
		var own *Error
		if !errors.As(err, &own) || !strings.Contains(err.Error(), tt.want) || !strings.Contains(own.Message, ";") && !strings.Contains(own.Message, ":") {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
	}
}

// docx builds a Word document from the inside of its body.
func docx(t testing.TB, body string, parts ...[2]string) string {
	t.Helper()
	const w = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	files := append([][2]string{
		{"[Content_Types].xml", `<Types/>`},
		{"_rels/.rels", `<Relationships><Relationship Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/styles.xml", `<w:styles ` + w + `><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Eigene"/><w:basedOn w:val="Kopf"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Kopf"><w:name w:val="Kopf"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`},
		{"word/comments.xml", `<w:comments ` + w + `><w:p><w:r><w:t>a remark</w:t></w:r></w:p></w:comments>`},
		{"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ` + w + ` xmlns:mc="mc"><w:body>` + body + `</w:body></w:document>`},
	}, parts...)
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range files {
		e, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// wp is a paragraph of a Word document in a style.
func wp(style, text string) string {
	pr := ""
	if style != "" {
		pr = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	return `<w:p>` + pr + `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func wTable(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<w:tbl>")
	for _, row := range rows {
		b.WriteString("<w:tr>")
		for _, c := range row {
			b.WriteString("<w:tc>" + wp("", c) + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

func TestImportDOCX(t *testing.T) {
	item := func(s string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>` + s + `</w:t></w:r></w:p>`
	}
	tests := []struct {
		name, body string
		want       []Draft
	}{
		{"headings in another language", wp("Titel", "My stories") + wp("", "Intro.") + wp("berschrift1", "Late payouts") + wp("Eigen", "Situation (30 s)") + wp("", "We were “late”.") +
			wp("", "Very.") + wp("Eigen", "Result") + wp("", "Done.") + wp("Eigen", "Follow-ups") + item("Q: Why? A: So."),
			[]Draft{{ID: "late-payouts", Title: "Late payouts", Situation: "We were “late”.\n\nVery.", Result: "Done.", FollowUps: []FollowUp{{"Why?", "So."}}, Line: 3}}},
		{"outline level and breaks", `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Situation</w:t></w:r></w:p>` +
			`<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>` + wp("Heading1", "Result") + wp("", "x &lt;b&gt; y"),
			[]Draft{{Situation: "One\ntwo\tthree", Result: "x <b> y", Line: 1}}},
		{"changes", wp("Heading1", "Situation") + `<w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>Kept </w:t></w:r>` +
			`<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom></w:p>` +
			`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>joined </w:t></w:r></w:p>` + wp("", "up") + wp("Heading1", "Result") + wp("", "b"),
			[]Draft{{Situation: "Kept new\n\njoined up", Result: "b", Line: 1}}},
		{"bold names", `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Situation</w:t></w:r><w:r><w:t> We were late.</w:t></w:r></w:p>` +
			`<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Result:</w:t></w:r><w:r><w:t> Done.</w:t></w:r></w:p>`,
			[]Draft{{Situation: "We were late.", Result: "Done.", Line: 1}}},
		{"table by row", wp("Heading1", "Late payouts") + wTable([]string{"Situation", "a"}, []string{"Task (20s)", "b"}, []string{"Action", "c\nd"}, []string{"Result", "e"}, []string{"Company", "Ferry"}) + wp("", "Beside it."),
			[]Draft{{Title: "Late payouts", Situation: "a", Task: "b", Action: "c\nd", Result: "e", Sections: []DraftSection{{"Company", "Ferry"}, {"After the table", "Beside it."}}, Line: 1}}},
		{"table by column", wTable([]string{"Title", "S", "T", "A", "R"}, []string{"One", "a", "b", "c", "d"}, []string{"Two", "e", "f", "g", "h"}),
			[]Draft{{Title: "One", Situation: "a", Task: "b", Action: "c", Result: "d", Line: 6}, {Title: "Two", Situation: "e", Task: "f", Action: "g", Result: "h", Line: 11}}},
		{"table and labels", wp("Heading1", "One") + wTable([]string{"Situation", "a"}, []string{"Result", "b"}) + wp("Heading1", "Two") + wp("", "Situation: c") + wp("", "Result: d"),
			[]Draft{{Title: "One", Situation: "a", Result: "b", Line: 1}, {Title: "Two", Situation: "c", Result: "d", Line: 6}}},
		{"other table", wp("", "Told.") + wTable([]string{"Year", "Count"}, []string{"2024", "5"}), []Draft{{Text: "Told.\n\nYear | Count\n2024 | 5", Line: 1}}},
		{"text box in two forms", `<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + wp("", "boxed") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` +
			wp("", "boxed") + `</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>Told.</w:t></w:r></w:p>`, []Draft{{Text: "boxed\n\nTold.", Line: 1}}},
		{"deleted row", wp("Heading1", "One") + `<w:tbl><w:tr><w:tc>` + wp("", "Situation") + `</w:tc><w:tc>` + wp("", "a") + `</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + wp("", "Task") + `</w:tc><w:tc>` +
			wp("", "gone") + `</w:tc></w:tr><w:tr><w:tc>` + wp("", "Result") + `</w:tc><w:tc>` + wp("", "b") + `</w:tc></w:tr></w:tbl>`,
			[]Draft{{Title: "One", Situation: "a", Result: "b", Line: 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := importAs(t, "f.bin", docx(t, tt.body))
			if in.Form != FormDOCX || len(in.Doubts) > 0 || in.Where(3) != "paragraph 3" {
				t.Errorf("form %s, doubts %+v", in.Form, in.Doubts)
			}
			checkTold(t, in.Stories, tt.want)
		})
	}
	in := importAs(t, "f.docx", docx(t, tests[0].body))
	if !slices.Equal(in.Unplaced, []Unplaced{{1, "My stories"}, {2, "Intro."}}) {
		t.Errorf("unplaced %+v", in.Unplaced)
	}
}

func TestImportDOCXBombs(t *testing.T) {
	zeros := strings.Repeat(" ", 33<<20)
	many := make([][2]string, maxEntries+1)
	for i := range many {
		many[i] = [2]string{fmt.Sprintf("word/media/%d", i), ""}
	}
	tests := []struct{ name, file, want string }{
		{"long text", docx(t, zeros), "unpacks to more than 32 MB"},
		{"all in all", docx(t, "", [2]string{"a", zeros}, [2]string{"b", zeros}), "unpacks to more than 64 MB"},
		{"lying size", lyingSize(docx(t, zeros), len(zeros)), "damaged"},
		{"many files", docx(t, "", many...), "more than 2000 files"},
		{"deep", docx(t, strings.Repeat("<w:p>", 100_000)), "more than 400 deep"},
		{"document type", docx(t, "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"), "holds a document type"},
	}
	for _, tt := range tests {
		began := time.Now()
		_, err := Import("x.docx", []byte(tt.file))
		if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
		if d := time.Since(began); d > 5*time.Second {
			t.Errorf("%s took %v", tt.name, d)
		}
	}
}

// lyingSize makes an archive declare less than it holds.
func lyingSize(file string, size int) string {
	n := len(file)
	for i := 0; i+4 <= n; i++ {
		v := int(file[i]) | int(file[i+1])<<8 | int(file[i+2])<<16 | int(file[i+3])<<24
		if v >= size && v < size+1000 {
			file = file[:i] + "\x10\x00\x00\x00" + file[i+4:]
		}
	}
	return file
}
