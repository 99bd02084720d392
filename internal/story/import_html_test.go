package story

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestImportHTML(t *testing.T) {
	tests := []struct {
		name, file, in string
		want           []Draft
		unplaced       []Unplaced
	}{
		{"a bank", "x.html", `<!doctype html><html><head><title>Bank</title><style>h1 { x }</style><script>if (a < b) "Situation"</script></head>
<body><h1>My stories¶</h1>
<p>Pick <i>one</i>.
<h2>Late &amp; slow</h2>
<h3>Situation (30&nbsp;s)</h3><p>We were
   &ldquo;late&rdquo;.<br>Very.<p hidden>unseen <b>too</b><p>Late.
<h3>Result</h3><div>Done.<template>x</template></div>
<h3>Notes</h3><ul><li>one<li>two <b>three</b></ul>
<h2>Second</h2><p><b>Situation</b> a</p><p><strong>Result:</strong> b</p><noscript>no</noscript><span style="display: none">gone</span>
</body></html>`,
			[]Draft{{Title: "Late & slow", Situation: "We were “late”.\nVery.\n\nLate.", Result: "Done.", Notes: []string{"one", "two three"}, Line: 4},
				{Title: "Second", Situation: "a", Result: "b", Line: 9}},
			[]Unplaced{{1, "Bank"}, {2, "My stories"}, {3, "Pick one."}}},
		{"no tags but the end", "page", "<p>We were late.</p>\n<pre>  a\n    b</pre><ol><li>x<li><p>y<p>z</ol>", []Draft{{Text: "We were late.\n\na\n    b\n\n1. x\n2. y\n  z", Line: 1}}, nil},
		{"table by row", "x.htm", "<title>One</title><table><tr><th>Part<th>Words<tr><td>Situation<td>a<tr><td>Task<td>b<tr><td>Result<td><p>c<p>d</table>",
			[]Draft{{Title: "One", Situation: "a", Task: "b", Result: "c\n\nd", Sections: []DraftSection{{"Part", "Words"}}, Line: 1}}, nil},
		{"table by column", "x.htm", "<h1>Bank</h1>\n<table><tr><th colspan=1>Situation<th>Result<th>Notes\n<tr><td>a<td>b<td>- n\n<tr><td>c<td>d<td></table>",
			[]Draft{{Title: "Story 1", Situation: "a", Result: "b", Notes: []string{"n"}, Line: 3}, {Title: "Story 2", Situation: "c", Result: "d", Line: 4}}, []Unplaced{{1, "Bank"}}},
		{"layout", "x.htm", "<table><tr><td><h1>One</h1><h2>Situation</h2>a<h2>Result</h2>b</table>", []Draft{{Title: "One", Situation: "a", Result: "b", Line: 1}}, nil},
		{"other table", "x.htm", "<p>Told.<table><tr><td>2024<td>5</table>", []Draft{{Text: "Told.\n\n2024 | 5", Line: 1}}, nil},
		{"Markdown with a tag", "x.md", "<p align=center>x</p>\n\n# One\n\n## Situation\na\n## Result\nb", []Draft{{Title: "", Text: "", Situation: "a", Result: "b"}}, nil},
	}
	for _, tt := range tests[:len(tests)-1] {
		t.Run(tt.name, func(t *testing.T) {
			in := importAs(t, tt.file, tt.in)
			if in.Form != FormHTML {
				t.Errorf("form %s", in.Form)
			}
			checkTold(t, in.Stories, tt.want)
			if !slices.Equal(in.Unplaced, tt.unplaced) {
				t.Errorf("unplaced %+v", in.Unplaced)
			}
		})
	}
	if in := importAs(t, "x.md", tests[len(tests)-1].in); in.Form != FormText {
		t.Errorf("Markdown with a tag is read as %s", in.Form)
	}
}

func TestImportHTMLLetters(t *testing.T) {
	for name, src := range map[string]string{
		"declared Windows":   "<meta charset=\"windows-1252\"><p>caf\xe9 \x93x\x94",
		"declared Latin":     "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'><p>caf\xe9 \x93x\x94",
		"UTF-8":              "<meta charset=utf-8><p>café “x”",
		"UTF-8 with a mark":  "\ufeff<p>café “x”",
		"UTF-16":             utf16Of("<p>café “x”"),
		"not what it claims": "<meta charset=utf-8><p>caf\xe9 \x93x\x94",
		"entities":           "<p>caf&eacute; &#8220;x&#x201d;",
	} {
		in := importAs(t, "x.html", src)
		if len(in.Stories) != 1 || in.Stories[0].Text != "café “x”" {
			t.Errorf("%s: %+v", name, in)
		}
		if doubts := len(in.Doubts); doubts != 0 && name != "not what it claims" || name == "not what it claims" && doubts != 1 {
			t.Errorf("%s: doubts %+v", name, in.Doubts)
		}
	}
}

// Pages made to hurt are read, or refused in words, within seconds.
func TestImportHTMLHuge(t *testing.T) {
	for name, src := range map[string]string{
		"deep":       strings.Repeat("<div><b><p>", 100_000) + "told",
		"tables":     strings.Repeat("<table><tr><td>", 75_000) + "told",
		"ends":       "<p>" + strings.Repeat("<i>", 300_000) + strings.Repeat("</a></b></table></i>", 200_000) + "told",
		"lists":      strings.Repeat("<ul><li>", 120_000) + "told",
		"items":      "<ul>" + strings.Repeat("<li>", 150_000) + "told",
		"attributes": "<p " + strings.Repeat("a=b ", 1_000_000) + ">told",
		"open":       "<p>told<" + strings.Repeat("<", 1_000_000),
		"wide":       "<table><tr>" + strings.Repeat("<td colspan=9999>x", 100_000) + "</table>told",
		"one word":   "<p>told" + strings.Repeat("a", 3<<20),
		"breaks":     "<p>told" + strings.Repeat("<br>", 1<<20),
	} {
		began := time.Now()
		in, err := Import("x.html", []byte(src))
		if err == nil && (len(in.Stories) != 1 || !strings.Contains(in.Stories[0].Text, "told")) {
			t.Errorf("%s: the text is lost: %d stories", name, len(in.Stories))
		}
		if d := time.Since(began); d > 10*time.Second {
			t.Errorf("%s took %v", name, d)
		} else {
			t.Log(name, d, err)
		}
	}
}

func TestAPageIsNamedByItsHeading(t *testing.T) {
	for _, x := range []struct{ page, want string }{
		{"<title>My blog</title><body><h1>The dock</h1><p>We were late.</p>", "The dock"},
		{"<title>My blog</title><body><p>Posted in May</p><h1>The dock</h1><p>We were late.</p>", "The dock"},
		{"<title>My blog</title><body><h2>Posted</h2><h1>The dock</h1><p>We were late.</p>", "The dock"},
		{"<title>My blog</title><body><header><a>Home</a><h1>The dock</h1></header><h2>Situation</h2><p>We were late.</p><h2>Action</h2><p>I moved it.</p>", "The dock"},
		{"<title>My blog</title><body><p>We were late.</p>", "My blog"},
	} {
		in, err := Import("x.html", []byte("<!doctype html>"+x.page))
		if err != nil || len(in.Stories) != 1 || in.Stories[0].Title != x.want {
			t.Errorf("%s\ngives %+v, %v", x.page, in, err)
		}
	}
}

func TestAPictureIsSaidToBeOne(t *testing.T) {
	for begins, what := range map[string]string{
		"\x89PNG\r\n\x1a\n\x00\x00": "picture", "\xff\xd8\xff\xe0\x00\x10JFIF": "picture", "GIF89a\x00\x00": "picture",
		"RIFF\x00\x00\x00\x00WEBPVP8 ": "picture", "\x00\x00\x00\x18ftypheic\x00": "picture", "ID3\x03\x00": "recording",
		"\x00\x00\x00\x18ftypisom\x00": "film", "MZ\x90\x00": "program",
	} {
		_, err := Import("x.md", []byte(begins+strings.Repeat("\x00\x01", 40)))
		if want := "this is a " + what + ". Rehearse reads Markdown, plain text, CSV, Word and HTML"; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", begins, err)
		}
	}
	for _, text := range []string{"BM was my first boss. I led.", "MZ and I moved a crane.", "ID3 tags were lost.", "GIF89a was the format."} {
		if _, err := Import("x.md", []byte(text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}
