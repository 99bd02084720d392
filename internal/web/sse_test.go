package web

import (
	"bufio"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// listen opens an event stream and hands its lines on, without blank ones.
func listen(t *testing.T, addr string) <-chan string {
	t.Helper()
	res, err := http.Get("http://" + addr + "/events")
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", res.StatusCode, res.Header)
	}
	t.Cleanup(func() { res.Body.Close() })
	lines := make(chan string, 1000)
	go func() {
		defer close(lines)
		for scan := bufio.NewScanner(res.Body); scan.Scan(); {
			if scan.Text() != "" {
				lines <- scan.Text()
			}
		}
	}()
	return lines
}

// until reads lines up to one that has a text in it.
func until(t *testing.T, lines <-chan string, want string) []string {
	t.Helper()
	var seen []string
	for wait := time.After(10 * time.Second); ; {
		select {
		case line, open := <-lines:
			if !open {
				t.Fatalf("the stream ended before %q:\n%s", want, strings.Join(seen, "\n"))
			}
			seen = append(seen, line)
			if strings.Contains(line, want) {
				return seen
			}
		case <-wait:
			t.Fatalf("no %q within ten seconds:\n%s", want, strings.Join(seen, "\n"))
		}
	}
}

func TestTwoWindowsHearOfAChange(t *testing.T) {
	s, _ := newTest(t, nil)
	addr, _ := open(t, s)
	windows := []<-chan string{listen(t, addr), listen(t, addr)}
	for _, w := range windows {
		until(t, w, `"kind":"hello"`)
	}
	if err := s.coach.SaveSettings(t.Context(), store.Local, coach.Settings{Theme: "dark"}); err != nil {
		t.Fatal(err)
	}
	for _, w := range windows {
		seen := strings.Join(until(t, w, `"kind":"settings"`), "\n")
		if !regexp.MustCompile(`(?s)id: (\d+)\nevent: change\ndata: {"change":\d+,"kind":"settings"}$`).MatchString(seen) {
			t.Errorf("an event is told as\n%s", seen)
		}
	}
}

func TestAStreamOutlivesTheDeadlines(t *testing.T) {
	s, _ := newTest(t, nil)
	s.times.read, s.times.write, s.times.beat = 30*time.Millisecond, 30*time.Millisecond, 20*time.Millisecond
	addr, _ := open(t, s)
	lines := listen(t, addr)
	for range 10 {
		until(t, lines, ": here")
	}
}

func TestAChangeOfAnotherProcessIsHeard(t *testing.T) {
	s, _ := newTest(t, nil)
	s.times.beat = 20 * time.Millisecond
	addr, _ := open(t, s)
	lines := listen(t, addr)
	until(t, lines, `"kind":"hello"`)
	err := s.coach.Store().Write(t.Context(), store.Local, func(tx *store.Tx) error { return tx.PutSetting("theme", "light") })
	if err != nil {
		t.Fatal(err)
	}
	until(t, lines, `"kind":"elsewhere"`)
	until(t, lines, ": here")
}

func TestTheNumberOfStreamsIsLimited(t *testing.T) {
	s, _ := newTest(t, nil)
	s.streams.Store(mostStreams)
	if w := ask(s, "GET", home+"/events", ""); w.Code != http.StatusServiceUnavailable || s.streams.Load() != mostStreams {
		t.Errorf("%d, %d streams", w.Code, s.streams.Load())
	}
}

func TestAStreamThatLeavesIsForgotten(t *testing.T) {
	s, _ := newTest(t, nil)
	addr, stop := open(t, s)
	lines := listen(t, addr)
	until(t, lines, `"kind":"hello"`)
	stop()
	for range lines {
	}
	if n := s.streams.Load(); n != 0 {
		t.Errorf("%d streams are still counted", n)
	}
}
