package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func TestStaticFiles(t *testing.T) {
	s, _ := newTest(t, nil)
	w := ask(s, "GET", home+s.files.url("app.css"), "")
	if w.Code != 200 || w.Header().Get("Content-Type") != "text/css; charset=utf-8" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	tag := w.Header().Get("ETag")
	if w := ask(s, "GET", home+s.files.url("app.css"), "", "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("with its own tag: %d", w.Code)
	}
	packed := ask(s, "GET", home+s.files.url("app.css"), "", "Accept-Encoding", "gzip, br")
	if z, err := gzip.NewReader(packed.Body); err != nil || packed.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("packed: %v, %v", err, packed.Header())
	} else if all, err := io.ReadAll(z); err != nil || string(all) != w.Body.String() {
		t.Errorf("packed, it is another file: %v", err)
	}
	if w := ask(s, "GET", home+s.files.url("common.js"), ""); w.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("a script is sent as %s", w.Header().Get("Content-Type"))
	}
	if w := ask(s, "GET", home+"/favicon.ico", ""); w.Code != 200 || w.Header().Get("Content-Type") != "image/svg+xml" {
		t.Errorf("icon: %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	if w := ask(s, "GET", home+"/robots.txt", ""); !strings.Contains(w.Body.String(), "Disallow: /") {
		t.Errorf("robots.txt: %s", w.Body)
	}
}

func TestNoPathLeadsOutOfTheFiles(t *testing.T) {
	s, _ := newTest(t, nil)
	base := "/static/" + s.files.hash + "/"
	for _, path := range []string{
		base + "../../server.go", base + "..%2f..%2fserver.go", base + "%2e%2e/%2e%2e/server.go", base + "css/app.css",
		base + "js/common.js", base, base + "app.css/", base + "app.css%00.svg", "/static/../server.go", "/static/x/app.css",
		base + "/etc/passwd", base + `..\..\server.go`,
	} {
		w := ask(s, "GET", home+path, "")
		if w.Code == 200 || strings.Contains(w.Body.String(), "package web") {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestFilesAreServedByTheirOwnNames(t *testing.T) {
	f := newFiles(fstest.MapFS{
		"static/css/a.css": {Data: []byte("a{}")},
		"static/js/x.js":   {Data: []byte("x")}, "static/js/notes.txt": {Data: []byte("no")},
	})
	if got := string(f.all["a.css"].data); got != "a{}" {
		t.Errorf("%q", got)
	}
	if _, there := f.all["notes.txt"]; there {
		t.Error("a file of unknown kind is served")
	}
	other := newFiles(fstest.MapFS{"static/js/x.js": {Data: []byte("y")}})
	if f.hash == other.hash {
		t.Error("other files have the same address")
	}
}

// Nothing that a page loads may come from another host, or stand in the page
// itself; the policy would block it.
func TestScriptsAndStylesNameNoOtherHost(t *testing.T) {
	far := regexp.MustCompile(`(?:url\(|from |import\(?|src=|fetch\()\s*["'` + "`" + `]?(?:https?:)?//`)
	imports := regexp.MustCompile(`(?m)^\s*(?:import|export)\b(?:[^"';()]*\bfrom)?\s*["']([^"']+)["']`)
	s, _ := newTest(t, nil)
	for name, f := range s.files.all {
		if m := far.Find(f.data); m != nil && !strings.HasSuffix(name, ".svg") {
			t.Errorf("%s asks another host: %s", name, m)
		}
		if !strings.HasSuffix(name, ".js") {
			continue
		}
		for _, m := range imports.FindAllSubmatch(f.data, -1) {
			of := strings.TrimPrefix(string(m[1]), "./")
			if _, there := s.files.all[of]; !there || of == string(m[1]) {
				t.Errorf("%s imports %s, which is no ./NAME.js of ours", name, m[1])
			}
		}
	}
}
func TestCommentsOfTheirOwnLinesAreNotSent(t *testing.T) {
	for _, x := range []struct{ kind, in, out string }{
		{".js", "// Why.\nlet a = 1; // stays\n  // Again.\nb(\"// text\");\n", "let a = 1; // stays\nb(\"// text\");\n"},
		{".js", "/* one\n   two */\nlet a = 1;\n", "let a = 1;\n"},
		{".css", "/* one\n   two */\na { b: c } /* stays */\n/* three */\nd { e: url(//f) }\n", "a { b: c } /* stays */\nd { e: url(//f) }\n"},
		{".css", "/* one */ a { b: c }\n", "/* one */ a { b: c }\n"},
		{".svg", "// a\n", "// a\n"},
	} {
		if got := string(withoutComments(x.kind, []byte(x.in))); got != x.out {
			t.Errorf("%s %q: sent %q, want %q", x.kind, x.in, got, x.out)
		}
	}
}
