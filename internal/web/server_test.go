package web

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// secret stands for a person's words: no log may hold it.
const secret = "the merger with Zanzibar Freight"

// home is the address that requests in tests ask for.
const home = "http://127.0.0.1"

// lockedBuffer is a log that handlers and the test may use at once.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newTest makes a server over an empty store. Routes adds to its table; nil
// leaves it as it is.
func newTest(t *testing.T, routes func(table)) (*Server, *lockedBuffer) {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "rehearse.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	c, err := coach.New(st, coach.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log := &lockedBuffer{}
	s := New(c, Options{Version: "test", Log: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if routes != nil {
		tab := table{s: s, mux: http.NewServeMux()}
		tab.always("/events", s.eventsListen)
		tab.always("/static/{hash}/{file...}", s.staticShow)
		tab.always("/status", s.statusShow)
		routes(tab)
		tab.mux.Handle("/", s.answering(tab.unknown))
		s.handler = s.guarded(tab.mux)
	}
	t.Cleanup(s.Close)
	return s, log
}

// ask sends one request with headers given as pairs.
func ask(s *Server, method, url, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, url, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	// A stream that opens where it should be refused must not hang the test.
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r.WithContext(ctx))
	return w
}

// open serves on a free port until the test ends and returns the address.
func open(t *testing.T, s *Server) (addr string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	stop = sync.OnceValue(func() error { cancel(); return <-done })
	t.Cleanup(func() { stop() })
	return l.Addr().String(), stop
}

func TestServeEndsInTimeWithStreamsOpen(t *testing.T) {
	s, _ := newTest(t, nil)
	addr, stop := open(t, s)
	res, err := http.Get("http://" + addr + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := bufio.NewReader(res.Body).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := stop(); err != nil {
		t.Errorf("Serve ended with %v", err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("an open stream held the end up for %v", took)
	}
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Errorf("the stream was torn, not ended: %v", err)
	}
}

func TestServeLetsARequestEnd(t *testing.T) {
	entered, leave := make(chan bool), make(chan bool)
	s, _ := newTest(t, func(tab table) {
		tab.get("/slow", func(w http.ResponseWriter, _ *http.Request) error {
			entered <- true
			<-leave
			_, err := w.Write([]byte("whole"))
			return err
		})
	})
	addr, stop := open(t, s)
	got := make(chan string, 1)
	go func() {
		res, err := http.Get("http://" + addr + "/slow")
		if err != nil {
			got <- err.Error()
			return
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		got <- string(b)
	}()
	<-entered
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	<-s.closed // the end has begun
	leave <- true
	if g := <-got; g != "whole" {
		t.Errorf("the request that ran got %q", g)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestServeCutsClientsThatDawdle(t *testing.T) {
	s, _ := newTest(t, nil)
	s.times.header, s.times.read = 50*time.Millisecond, 100*time.Millisecond
	addr, _ := open(t, s)
	for name, sent := range map[string]string{
		"half a header": "GET / HTTP/1.1\r\nHost: " + addr + "\r\nX-Slow: ",
		"half a body": "POST /nowhere HTTP/1.1\r\nHost: " + addr + "\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
			"Content-Length: 1000\r\n\r\nanswer=I",
	} {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, sent)
		conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		if _, err := io.Copy(io.Discard, conn); err != nil && !errors.Is(err, net.ErrClosed) {
			if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
				t.Errorf("%s: the connection was still open after five seconds", name)
			}
		}
		conn.Close()
	}
}

func TestStatusSaysWhoListens(t *testing.T) {
	s, _ := newTest(t, nil)
	w := ask(s, "GET", home+"/status", "")
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"program":"rehearse","version":"test"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestManyAtOnceWaitForTheirTurn(t *testing.T) {
	var now, most atomic.Int32
	s, _ := newTest(t, func(tab table) {
		tab.get("/busy", func(w http.ResponseWriter, _ *http.Request) error {
			for n := now.Add(1); ; {
				if m := most.Load(); n <= m || most.CompareAndSwap(m, n) {
					break
				}
			}
			runtime.Gosched()
			now.Add(-1)
			w.WriteHeader(http.StatusNoContent)
			return nil
		})
		tab.get("/panic", func(http.ResponseWriter, *http.Request) error { panic("no") })
	})
	s.turns = make(chan struct{}, 2)
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() {
			if w := ask(s, "GET", home+"/busy", ""); w.Code != http.StatusNoContent {
				t.Errorf("%d", w.Code)
			}
		})
	}
	all.Wait()
	if most.Load() > 2 || s.Answered() != 200 {
		t.Errorf("%d worked at once, %d were answered", most.Load(), s.Answered())
	}
	// A panic gives its turn back, and what is always answered needs none.
	for range 5 {
		ask(s, "GET", home+"/panic", "")
	}
	if w := ask(s, "GET", home+"/busy", ""); w.Code != http.StatusNoContent {
		t.Errorf("after panics: %d", w.Code)
	}
	s.turns <- struct{}{}
	s.turns <- struct{}{}
	if w := ask(s, "GET", home+"/status", ""); w.Code != http.StatusOK {
		t.Errorf("while all work: %d", w.Code)
	}
}

func TestTheFrameFollowsTheSettings(t *testing.T) {
	s, _ := newTest(t, nil)
	for _, theme := range []string{"dark", "light", "dark"} {
		if err := s.coach.SaveSettings(t.Context(), store.Local, coach.Settings{Theme: theme}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if w := ask(s, "GET", home+"/nowhere", ""); !strings.Contains(w.Body.String(), `data-theme="`+theme+`"`) {
				t.Errorf("not %s:\n%.200s", theme, w.Body)
			}
		}
	}
}
