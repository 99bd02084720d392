package web

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// A restore says where the backup is of what it replaced, and that backup
// brings it back. One that fails leaves none behind.
func TestARestoreKeepsWhatItReplaces(t *testing.T) {
	s, _ := withStory(t, store.Story{Title: "One", Answer: toldOnce})
	path := filepath.Join(t.TempDir(), "before.rehearse")
	s.safety = func(write func(io.Writer) error) (string, func(), error) {
		f, err := os.Create(path)
		if err != nil {
			return "", nil, err
		}
		defer f.Close()
		return path, func() { os.Remove(path) }, write(f)
	}
	backup := ask(s, "GET", home+"/backup", "").Body.Bytes()
	if _, err := s.coach.Add(t.Context(), store.Local, store.Story{Title: "Two", Answer: toldOnce + " Later."}); err != nil {
		t.Fatal(err)
	}
	if w := restoring(t, s, backup[:len(backup)-9], "yes"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a cut backup: %d", w.Code)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a restore that was refused left a backup")
	}
	w := restoring(t, s, backup, "yes")
	if w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body)
	}
	page := ask(s, "GET", home+w.Header().Get("Location"), "", "Cookie", strings.Split(w.Header().Get("Set-Cookie"), ";")[0])
	if !strings.Contains(page.Body.String(), path) {
		t.Error("nobody is told where the backup is")
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if w := restoring(t, s, kept, "yes"); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code, w.Body)
	}
	p, err := s.coach.Portfolio(t.Context(), store.Local)
	if err != nil || len(p.Entries) != 2 {
		t.Errorf("%d stories come back, %v", len(p.Entries), err)
	}

	s.safety = func(func(io.Writer) error) (string, func(), error) { return "", nil, errors.New("the disk is full") }
	if w := restoring(t, s, backup, "yes"); w.Code != http.StatusInsufficientStorage || !strings.Contains(w.Body.String(), "Nothing was restored") {
		t.Errorf("without a backup: %d", w.Code)
	}
	if p, _ := s.coach.Portfolio(t.Context(), store.Local); len(p.Entries) != 2 {
		t.Errorf("without a backup something was replaced: %d stories", len(p.Entries))
	}
}

// A save into a file that is gone is refused, and the text comes back.
func TestNothingIsSavedIntoAFileThatIsGone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets nobody move a file that is open")
	}
	folder := filepath.Join(t.TempDir(), "data")
	st, err := store.Open(t.Context(), filepath.Join(folder, "rehearse.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	c, err := coach.New(st, coach.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := New(c, Options{})
	defer s.Close()
	if _, err := c.Add(t.Context(), store.Local, store.Story{Title: "One", Answer: toldOnce}); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.RemoveAll(folder), os.Mkdir(folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	form := url.Values{"title": {"Two"}, "answer": {"My own words about a gate."}}.Encode()
	w := ask(s, "POST", home+"/stories", form)
	if body := w.Body.String(); w.Code != http.StatusServiceUnavailable || !strings.Contains(body, "nothing was saved") || !strings.Contains(body, "My own words about a gate.") {
		t.Errorf("%d %s", w.Code, body)
	}
	// What was there can still be fetched.
	if w := ask(s, "GET", home+"/backup", ""); w.Code != http.StatusOK || store.Verify(t.Context(), w.Body) != nil {
		t.Errorf("no backup: %d", w.Code)
	}
}
