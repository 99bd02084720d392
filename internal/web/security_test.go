package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestForeignNamesAreRefused(t *testing.T) {
	s, _ := newTest(t, func(tab table) {
		tab.get("/{$}", func(w http.ResponseWriter, _ *http.Request) error {
			_, err := w.Write([]byte("stories"))
			return err
		})
	})
	for host, want := range map[string]int{
		"127.0.0.1:7373": 200, "localhost:7373": 200, "LOCALHOST": 200, "[::1]:7373": 200, "127.8.9.1": 200,
		"evil.example": 421, "evil.example:7373": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:7373": 421,
		"localhost.": 421, "0.0.0.0:7373": 421, "192.168.1.5:7373": 421, "2130706433": 421, "0x7f.1": 421, "[fe80::1%25lo]": 421,
	} {
		w := ask(s, "GET", home+"/", "", "Host", host)
		if w.Code != want {
			t.Errorf("Host %s: %d, not %d", host, w.Code, want)
		}
		if want != 200 && strings.Contains(w.Body.String(), "stories<") {
			t.Errorf("Host %s: was answered", host)
		}
	}
}

func TestThePortMustBeOurs(t *testing.T) {
	s, _ := newTest(t, nil)
	addr, _ := open(t, s)
	port := addr[strings.LastIndex(addr, ":"):]
	for host, want := range map[string]int{
		"127.0.0.1" + port: 200, "localhost" + port: 200, "127.0.0.1:1": 421, "127.0.0.1": 421, "evil.example" + port: 421,
	} {
		r, _ := http.NewRequest("GET", "http://"+addr+"/status", nil)
		r.Host = host
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("Host %s: %d, not %d", host, res.StatusCode, want)
		}
	}
}

func TestNamesThatWereGivenAreOurs(t *testing.T) {
	h := newHosts([]string{"Desk.home", "laptop.home:7373"}, true)
	for host, want := range map[string]bool{
		"desk.home": true, "desk.home:80": true, "laptop.home:7373": true, "laptop.home:1": false,
		"192.168.1.5:7373": true, "evil.example:7373": false,
	} {
		if got := h.ours(&http.Request{Host: host}); got != want {
			t.Errorf("%s: %v, not %v", host, got, want)
		}
	}
}

func TestPostsFromElsewhereAreRefused(t *testing.T) {
	saved := 0
	s, _ := newTest(t, func(tab table) {
		tab.post("/stories", func(w http.ResponseWriter, _ *http.Request) error {
			saved++
			w.WriteHeader(http.StatusNoContent)
			return nil
		})
	})
	cases := []struct {
		name    string
		headers []string
		allowed bool
	}{
		{"own page", []string{"Sec-Fetch-Site", "same-origin", "Origin", "http://127.0.0.1:7373"}, true},
		{"own page of an older browser", []string{"Origin", "http://127.0.0.1:7373"}, true},
		{"curl", nil, true},
		{"the person's own address bar", []string{"Sec-Fetch-Site", "none"}, true},
		{"other site", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, false},
		{"other site, navigating", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Origin", "https://evil.example"}, false},
		{"other port of this machine", []string{"Sec-Fetch-Site", "same-site", "Origin", "http://127.0.0.1:8080"}, false},
		{"other port, older browser", []string{"Origin", "http://127.0.0.1:8080"}, false},
		{"sandboxed frame", []string{"Sec-Fetch-Site", "cross-site", "Origin", "null"}, false},
		{"null origin, older browser", []string{"Origin", "null"}, false},
		{"null origin of an own page", []string{"Sec-Fetch-Site", "same-origin", "Origin", "null"}, true},
	}
	for _, c := range cases {
		before := saved
		w := ask(s, "POST", home+"/stories", "answer="+strings.ReplaceAll(secret, " ", "+"), append(c.headers, "Host", "127.0.0.1:7373")...)
		if done := saved > before; done != c.allowed {
			t.Errorf("%s: done is %v, %d", c.name, done, w.Code)
		}
		if !c.allowed && (w.Code != 403 || strings.Contains(w.Body.String(), secret)) {
			t.Errorf("%s: %d, the stranger's text given back: %v", c.name, w.Code, strings.Contains(w.Body.String(), secret))
		}
	}
}

func TestOtherSitesMayLinkAndNothingElse(t *testing.T) {
	s, _ := newTest(t, nil)
	get := func(url string, headers ...string) int { return ask(s, "GET", home+url, "", headers...).Code }
	if n := get("/status", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"); n != 200 {
		t.Errorf("a link from elsewhere: %d", n)
	}
	for name, headers := range map[string][]string{
		"script":   {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"},
		"frame":    {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"},
		"same PC":  {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty"},
		"fetching": {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty"},
	} {
		if n := get("/status", headers...); n != 403 {
			t.Errorf("%s from elsewhere: %d", name, n)
		}
	}
	for _, origin := range []string{"https://evil.example", "null", "http://127.0.0.1:8080"} {
		if n := get("/events", "Origin", origin, "Host", "127.0.0.1:7373"); n != 403 {
			t.Errorf("event stream for %s: %d", origin, n)
		}
	}
}

func TestEveryAnswerIsHardened(t *testing.T) {
	s, _ := newTest(t, func(tab table) {
		tab.get("/panic", func(http.ResponseWriter, *http.Request) error { panic("no") })
	})
	for _, url := range []string{"/", "/nowhere", "/panic", "/static/x/app.css", s.files.url("app.css")} {
		h := ask(s, "GET", home+url, "").Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "microphone=()",
		} {
			if !strings.Contains(h.Get(name), want) {
				t.Errorf("%s: %s is %q", url, name, h.Get(name))
			}
		}
		if csp := h.Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") || strings.Contains(csp, "*") {
			t.Errorf("%s: the policy lets others in: %s", url, csp)
		}
		if strings.HasPrefix(url, "/static/"+s.files.hash) == strings.Contains(h.Get("Cache-Control"), "no-store") {
			t.Errorf("%s: Cache-Control %q", url, h.Get("Cache-Control"))
		}
	}
}
