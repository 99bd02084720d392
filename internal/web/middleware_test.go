package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"

	"rehearse/internal/store"
)

func form(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v.Encode()
}

func TestAFailedPostGivesTheTextBack(t *testing.T) {
	var fails error
	s, log := newTest(t, func(tab table) {
		tab.post("/stories", func(_ http.ResponseWriter, r *http.Request) error {
			if fails == nil {
				panic("while saving " + r.FormValue("answer"))
			}
			return fails
		})
	})
	text := "\nI led <b>bold</b> & \"" + secret + "\".\r\nTwo lines</textarea><script>alert(1)</script>"
	for name, c := range map[string]struct {
		err    error
		status int
		says   string
	}{
		"said":      {problem(422, "Give it a title.", errors.New(secret)), 422, "Give it a title."},
		"unknown":   {fmt.Errorf("saving %s: %w", secret, io.ErrUnexpectedEOF), 500, "rehearse doctor"},
		"words":     {problem(500, "This did not work.", errors.New(secret)), 500, "This did not work."},
		"gone":      {fmt.Errorf("story: %w", store.ErrMissing), 404, "not here any more"},
		"disk full": {fmt.Errorf("the disk is full: %w", store.ErrFull), 507, "The disk is full"},
		"system":    {fmt.Errorf("saving %s: %w", secret, syscall.EIO), 500, "nothing was changed"},
		"panic":     {nil, 500, "Something broke"},
	} {
		fails = c.err
		w := ask(s, "POST", home+"/stories", form("title", "T", "answer", text, "base", "7"))
		body := w.Body.String()
		if w.Code != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d, without %q:\n%s", name, w.Code, c.says, body)
		}
		if !strings.Contains(body, "&lt;/textarea&gt;&lt;script&gt;alert(1)") || strings.Contains(body, "<script>alert") {
			t.Errorf("%s: the text is not given back, or is not inert:\n%s", name, body)
		}
		if strings.Contains(body, `name="base"`) {
			t.Errorf("%s: the revision is shown as the person's text", name)
		}
		if !strings.Contains(body, "<textarea") || strings.Contains(body, "readonly") {
			t.Errorf("%s: the text can't be edited and copied", name)
		}
	}
	if strings.Contains(log.String(), "Zanzibar") || strings.Contains(log.String(), "bold") {
		t.Errorf("the log holds the person's words:\n%s", log)
	}
	if !strings.Contains(log.String(), `"cause":"input/output error"`) {
		t.Errorf("the log does not say what the system said:\n%s", log)
	}
}

func TestScriptsGetJSON(t *testing.T) {
	s, _ := newTest(t, func(tab table) {
		tab.post("/stories", func(http.ResponseWriter, *http.Request) error { return problem(422, "Give it a title.", nil) })
	})
	w := ask(s, "POST", home+"/stories", "answer=x", "Accept", "application/json")
	if w.Code != 422 || !strings.HasPrefix(w.Body.String(), `{"error":"Give it a title.","id":"`) || w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestALargeBodyIsRefusedAndNeverTakenForAnEmptyForm(t *testing.T) {
	reached := false
	s, _ := newTest(t, func(tab table) {
		tab.postUpTo(1000, "/stories", func(http.ResponseWriter, *http.Request) error { reached = true; return nil })
	})
	addr, _ := open(t, s)
	large := "answer=" + strings.Repeat("x", 2000)
	for name, body := range map[string]io.Reader{
		"length known":   strings.NewReader(large),
		"length unknown": io.MultiReader(strings.NewReader(large)),
	} {
		res, err := http.Post("http://"+addr+"/stories", "application/x-www-form-urlencoded", body)
		if err != nil {
			t.Fatal(err)
		}
		says, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode != 413 || reached {
			t.Errorf("%s: %d, reached %v: %s", name, res.StatusCode, reached, says)
		}
	}
}

func TestADamagedFormIsRefused(t *testing.T) {
	reached := false
	s, _ := newTest(t, func(tab table) {
		tab.post("/stories", func(http.ResponseWriter, *http.Request) error { reached = true; return nil })
	})
	for name, c := range map[string]struct {
		kind, body string
		status     int
	}{
		"bad escape":    {"application/x-www-form-urlencoded", "answer=%zz", 400},
		"cut multipart": {"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"answer\"\r\n\r\nI le", 400},
		"no boundary":   {"multipart/form-data", "x", 400},
		"JSON":          {"application/json", "{}", 415},
		"plain text":    {"text/plain", "answer=x", 415},
	} {
		w := ask(s, "POST", home+"/stories", c.body, "Content-Type", c.kind)
		if w.Code != c.status || reached {
			t.Errorf("%s: %d, reached %v", name, w.Code, reached)
		}
	}
}

func TestUploadsAreCounted(t *testing.T) {
	s, _ := newTest(t, func(tab table) {
		tab.postUpTo(importBytes, "/import", func(w http.ResponseWriter, r *http.Request) error {
			all, err := uploads(r, "files")
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(w, "%d %s %s", len(all), all[0].Name, all[0].Data)
			return err
		})
	})
	send := func(n int) *httptest.ResponseRecorder {
		var b strings.Builder
		m := multipart.NewWriter(&b)
		for range n {
			f, _ := m.CreateFormFile("files", "../../etc/a story.md")
			io.WriteString(f, "I led")
		}
		m.Close()
		return ask(s, "POST", home+"/import", b.String(), "Content-Type", m.FormDataContentType())
	}
	if w := send(200); w.Body.String() != "200 a story.md I led" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := send(201); w.Code != 413 || !strings.Contains(w.Body.String(), "201 files") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestHalfAPageIsCut(t *testing.T) {
	s, _ := newTest(t, func(tab table) {
		tab.get("/half", func(w http.ResponseWriter, _ *http.Request) error {
			io.WriteString(w, "<p>half")
			panic("after the first byte")
		})
	})
	addr, _ := open(t, s)
	res, err := http.Get("http://" + addr + "/half")
	if err == nil {
		_, err = io.ReadAll(res.Body)
		res.Body.Close()
	}
	if err == nil {
		t.Error("half a page arrived as if it were whole")
	}
	res, err = http.Get("http://" + addr + "/status")
	if err != nil {
		t.Fatalf("after a panic nothing is answered: %v", err)
	}
	res.Body.Close()
}

func TestTheLogHoldsRoutesOnly(t *testing.T) {
	s, log := newTest(t, nil)
	ask(s, "GET", home+"/library/search?q="+url.QueryEscape(secret), "")
	ask(s, "GET", home+"/"+url.PathEscape(secret), "")
	ask(s, "GET", s.files.url("app.css"), "", "Host", "127.0.0.1", "Referer", home+"/"+url.PathEscape(secret))
	ask(s, "Zanzibar", home+"/", "")
	if strings.Contains(log.String(), "Zanzibar") || strings.Contains(log.String(), "q=") {
		t.Errorf("the log holds what was asked:\n%s", log)
	}
	for _, want := range []string{`"method":"GET"`, `"route":"GET /static/{hash}/{file...}"`, `"status":200`, `"id":"`, `"took":`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %s:\n%s", want, log)
		}
	}
}

func TestUnknownAddressesAndMethods(t *testing.T) {
	s, _ := newTest(t, nil)
	if w := ask(s, "GET", home+"/nowhere", ""); w.Code != 404 || !strings.Contains(w.Body.String(), "no page at this address") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(s, "POST", home+"/status", ""); w.Code != 405 || w.Header().Get("Allow") != "GET" {
		t.Errorf("%d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}
