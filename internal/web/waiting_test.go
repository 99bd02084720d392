package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"rehearse/internal/store"
	"rehearse/internal/web/webtest"
)

func TestAStoreThatHangsIsSaidAndTheTextGivenBack(t *testing.T) {
	hang := func(_ http.ResponseWriter, r *http.Request) error {
		<-r.Context().Done()
		return fmt.Errorf("saving: %w", context.Cause(r.Context()))
	}
	s, _ := newTest(t, func(tab table) {
		tab.get("/hangs", hang)
		tab.post("/hangs", hang)
		tab.get("/refuses", func(_ http.ResponseWriter, r *http.Request) error {
			<-r.Context().Done()
			return problem(http.StatusNotFound, "There is no such page.", nil)
		})
		tab.postLong(importBytes, "/long", func(w http.ResponseWriter, r *http.Request) error {
			if _, ends := r.Context().Deadline(); ends && r.Header.Get("Served") != "" {
				return problem(http.StatusTeapot, "An import has a deadline.", nil)
			}
			w.WriteHeader(http.StatusNoContent)
			return nil
		})
	})
	s.times.work = 20 * time.Millisecond
	if w := ask(s, "GET", home+"/hangs", ""); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "did not answer in time") {
		t.Errorf("a page: %d %s", w.Code, w.Body)
	}
	w := ask(s, "POST", home+"/hangs", form("answer", "Typed for an hour."))
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "did not answer in time") || !strings.Contains(w.Body.String(), "Typed for an hour.") {
		t.Errorf("a save: %d %s", w.Code, w.Body)
	}
	if w := ask(s, "GET", home+"/refuses", ""); w.Code != http.StatusNotFound {
		t.Errorf("what was said of the page is lost: %d", w.Code)
	}
	// A turn that never comes is said, too.
	s.turns = make(chan struct{})
	if w := ask(s, "GET", home+"/refuses", ""); w.Code != http.StatusServiceUnavailable {
		t.Errorf("without a turn: %d", w.Code)
	}
	s.turns = make(chan struct{}, 1)
	addr, _ := open(t, s)
	r, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+addr+"/long", strings.NewReader("a=b"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Served", "1")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if res, err := http.DefaultClient.Do(r); err != nil || res.StatusCode != http.StatusNoContent {
		t.Errorf("an import: %v, %v", res, err)
	}
}

func TestLongWorkOutlivesTheServersTimes(t *testing.T) {
	slow := func(w http.ResponseWriter, r *http.Request) error {
		time.Sleep(300 * time.Millisecond)
		_, err := io.WriteString(w, "Done.")
		return err
	}
	s, _ := newTest(t, func(tab table) {
		tab.postLong(importBytes, "/import", slow)
		tab.postStream(backupBytes, "/restore", func(w http.ResponseWriter, r *http.Request) error {
			if _, err := io.Copy(io.Discard, r.Body); err != nil {
				return err
			}
			return slow(w, r)
		})
		tab.post("/save", slow)
	})
	s.times.write, s.times.read = 100*time.Millisecond, 100*time.Millisecond
	addr, _ := open(t, s)
	for path, want := range map[string]string{"/import": "Done.", "/restore": "Done.", "/save": ""} {
		// The body comes slowly, too.
		r, w := io.Pipe()
		go func() {
			_, _ = io.WriteString(w, "a=")
			if path != "/save" {
				time.Sleep(200 * time.Millisecond)
			}
			_, _ = io.WriteString(w, "b")
			w.Close()
		}()
		res, err := http.Post("http://"+addr+path, "application/x-www-form-urlencoded", r)
		got := ""
		if err == nil {
			said, _ := io.ReadAll(res.Body)
			res.Body.Close()
			got = string(said)
		}
		if got != want {
			t.Errorf("%s: %q, %v", path, got, err)
		}
	}
}

func TestFewLargeBodiesAreHeldAtOnce(t *testing.T) {
	s, _ := newTest(t, func(tab table) {
		tab.postUpTo(importBytes, "/import", func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(http.StatusNoContent)
			return nil
		})
	})
	s.times.large = 50 * time.Millisecond
	addr, _ := open(t, s)
	// Two that never end take the places.
	var held []net.Conn
	for range largeAtOnce {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "POST /import HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\na=", addr, largeBody+1)
		held = append(held, conn)
	}
	for len(s.large) < largeAtOnce {
		runtime.Gosched()
	}
	before := s.Answered()
	send := func(body io.Reader) *http.Response {
		res, err := http.Post("http://"+addr+"/import", "application/x-www-form-urlencoded", body)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res
	}
	if res := send(bytes.NewReader(bytes.Repeat([]byte("a"), largeBody+1))); res.StatusCode != http.StatusServiceUnavailable || !res.Close {
		t.Errorf("a third: %d, closed %v", res.StatusCode, res.Close)
	}
	if res := send(io.MultiReader(strings.NewReader("a=b"))); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one of unknown length: %d", res.StatusCode)
	}
	if res := send(strings.NewReader("a=b")); res.StatusCode != http.StatusNoContent {
		t.Errorf("a small one has to wait: %d", res.StatusCode)
	}
	if n := s.Answered() - before; n != 3 {
		t.Errorf("%d of 3 were counted", n)
	}
	for _, conn := range held {
		conn.Close()
	}
	for len(s.large) > 0 {
		runtime.Gosched()
	}
	if res := send(bytes.NewReader(bytes.Repeat([]byte("a"), largeBody+1))); res.StatusCode != http.StatusNoContent {
		t.Errorf("afterward: %d", res.StatusCode)
	}
}

func TestAPostWithoutAKindIsNoEmptyForm(t *testing.T) {
	s, _ := newTest(t, nil)
	if w := ask(s, "POST", home+"/interview", form("interview", "2030-05-05")); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code)
	}
	r := httptest.NewRequest("POST", home+"/interview", strings.NewReader("interview=2030-06-06"))
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	chosen, err := s.coach.Settings(t.Context(), store.Local)
	if err != nil || w.Code != http.StatusUnsupportedMediaType || chosen.Interview != "2030-05-05" {
		t.Errorf("%d, the day is %q, %v", w.Code, chosen.Interview, err)
	}
}

func TestBrowserGivesUpOnAServerThatSaysNothing(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, store.Story{Title: "Hung", Answer: "One."})
	x := webtest.Open(t)
	x.Go(w.url + path)
	x.Wait(`document.getElementById("sheet")`)
	// Fifteen seconds pass in a moment, and nothing answers until it is told to.
	webtest.Eval[any](x, `window.hung = true; const f = window.fetch;
		AbortSignal.timeout = ms => { const c = new AbortController(); if (ms === 15000) setTimeout(() => c.abort(new DOMException("late", "TimeoutError")), 200); return c.signal; };
		window.fetch = (u, o) => o?.method === "POST" && hung ? new Promise((_, no) => o.signal?.addEventListener("abort", () => no(o.signal.reason))) : f(u, o); 0`)
	x.Set("#sheet", "One. Two.")
	x.Wait(`document.getElementById("saved").textContent.startsWith("Not saved: Rehearse doesn’t answer")`)
	webtest.Eval[any](x, `window.hung = false; 0`)
	x.Wait(saved)
	if now := w.only(t); now.Answer != "One. Two." {
		t.Errorf("kept is %q", now.Answer)
	}
}
