package web

import (
	"net/http"
	"strings"
	"testing"

	"rehearse/internal/page"
)

// noticed is a server with an action that leads to url with a notice, and a
// page that shows notices.
func noticed(t *testing.T, url, notice string) *Server {
	s, _ := newTest(t, func(tab table) {
		tab.post("/act", func(w http.ResponseWriter, r *http.Request) error { return s2(tab).seeOther(w, r, url, notice) })
		tab.get("/stories", func(w http.ResponseWriter, r *http.Request) error {
			f, err := s2(tab).frame(r, "Stories", "stories")
			if err != nil {
				return err
			}
			return s2(tab).render(w, r, 200, page.Layout(f))
		})
	})
	return s
}

func s2(tab table) *Server { return tab.s }

func TestANoticeIsShownOnce(t *testing.T) {
	s := noticed(t, "/stories?sort=rating#list", "Saved <b>it</b>.")
	w := ask(s, "POST", home+"/act", "")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/stories?sort=rating#list" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
	}
	cookie := w.Header().Get("Set-Cookie")
	if strings.Contains(cookie, "Saved") || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") {
		t.Errorf("the cookie: %s", cookie)
	}
	sent, _, _ := strings.Cut(cookie, ";")
	if w := ask(s, "GET", home+"/nowhere", "", "Cookie", sent); strings.Contains(w.Body.String(), "Saved") {
		t.Error("the notice is shown on a page that it is not for")
	}
	if w := ask(s, "GET", home+"/stories?sort=rating", "", "Cookie", sent); !strings.Contains(w.Body.String(), "Saved &lt;b&gt;it") {
		t.Errorf("the notice is not shown:\n%s", w.Body)
	}
	if w := ask(s, "GET", home+"/stories", "", "Cookie", sent); strings.Contains(w.Body.String(), "Saved") {
		t.Error("the notice is shown twice")
	}
}

func TestANoticeCantWriteHeaders(t *testing.T) {
	s := noticed(t, "/stories", "Saved.\r\nSet-Cookie: a=b; X: \x00;")
	addr, _ := open(t, s)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Post("http://"+addr+"/act", "application/x-www-form-urlencoded", nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if c := res.Cookies(); len(c) != 1 || c[0].Name != noticeCookie {
		t.Errorf("cookies: %v", c)
	}
}

func TestAnActionLeadsNowhereElse(t *testing.T) {
	for url, want := range map[string]bool{
		"/": true, "/stories/1?a=b#c": true, "": false, "stories": false, "//evil.example": false, `/\evil.example`: false,
		"https://evil.example": false, "/a\r\nX: y": false, "/\t/evil.example": false, "/a\\b": false,
	} {
		if got := localPath(url); got != want {
			t.Errorf("%q: %v", url, got)
		}
		if w := ask(noticed(t, url, ""), "POST", home+"/act", ""); (w.Code == 303) != want {
			t.Errorf("%q: %d %s", url, w.Code, w.Header().Get("Location"))
		}
	}
}

func TestNoticesDoNotPileUp(t *testing.T) {
	var n notices
	for range 1000 {
		n.keep("/", "Saved.")
	}
	if len(n.all) != mostNotices {
		t.Errorf("%d notices wait", len(n.all))
	}
}
