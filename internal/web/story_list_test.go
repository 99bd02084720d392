package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rehearse/internal/store"
)

// vile is what a story may hold and no page may run.
const vile = "</script><img src=x onerror=alert(1)> \u202etxet\u202c \u200b\"'& שלום"

// page gets a page that must be there.
func get(t *testing.T, s *Server, path string) string {
	t.Helper()
	a := ask(s, http.MethodGet, home+path, "")
	if a.Code != http.StatusOK {
		t.Fatalf("GET %s answers %d:\n%s", path, a.Code, a.Body)
	}
	return a.Body.String()
}

// post sends a form that must lead on, and gives where to.
func post(t *testing.T, s *Server, path string, pairs ...string) string {
	t.Helper()
	a := ask(s, http.MethodPost, home+path, form(pairs...))
	if a.Code != http.StatusSeeOther {
		t.Fatalf("POST %s answers %d:\n%s", path, a.Code, a.Body)
	}
	return a.Header().Get("Location")
}

// keep adds a story behind the page's back and gives its id.
func keep(t *testing.T, s *Server, x store.Story) string {
	t.Helper()
	added, err := s.coach.Add(context.Background(), store.Local, x)
	if err != nil {
		t.Fatal(err)
	}
	return added.ID
}

// holds fails where a page lacks one of some texts.
func holds(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, x := range texts {
		if !strings.Contains(page, x) {
			t.Errorf("the page does not hold %q:\n%s", x, page)
		}
	}
}

// inert fails where a vile text became part of the page.
func inert(t *testing.T, page string) {
	t.Helper()
	for _, x := range []string{"<img src=x", "</script><img"} {
		if strings.Contains(page, x) {
			t.Errorf("a story's text became markup: %q", x)
		}
	}
	if !strings.Contains(page, "&lt;img src=x") {
		t.Error("the text is not shown at all")
	}
}

const friday = "Our checkout lost orders every Friday. I had to end it within a month. I read four weeks of logs, found the retry that ran twice, and wrote a guard with two engineers. Lost orders fell from 120 a week to none."

func TestTheListShowsStories(t *testing.T) {
	s, _ := newTest(t, nil)
	holds(t, get(t, s, "/stories"), "There is no story here yet", "Paste a story", "Be asked for one", "Start from a question", `id="drop"`)
	id := keep(t, s, store.Story{Title: "Friday orders", Question: "Tell me about a problem you solved.", Answer: friday, Tags: []string{"payments"}})
	keep(t, s, store.Story{Title: vile, Question: vile, Answer: vile, Tags: []string{vile}})
	page := get(t, s, "/stories")
	holds(t, page, "2 stories.", `href="/stories/`+id+`" data-stop`, "Tell me about a problem you solved.", `<option value="payments">`, "never")
	inert(t, page)
	found := get(t, s, "/stories?q=friday&tag=payments")
	holds(t, found, "1 story fits.", "Friday orders")
	inertRow := strings.Contains(found, `<a href="/stories/`+id)
	if !inertRow || strings.Count(found, "<tr role=\"row\">") != 2 { // the head and one story
		t.Error("the search shows other stories as well")
	}
	holds(t, get(t, s, "/stories?q=nowhere"), "No story fits.", "Show every story")
}

func TestFiveHundredStoriesStaySmall(t *testing.T) {
	s, _ := newTest(t, nil)
	err := s.coach.Store().Write(t.Context(), store.Local, func(tx *store.Tx) error {
		for i := range 500 {
			id := fmt.Sprintf("%026d", i)
			title := fmt.Sprintf("The %d. time that the night shift saved the bakery", i)
			if err := tx.AddStory(store.Story{ID: id, Title: title, Question: "Tell me about a time when you had to decide with little to go by.", Answer: friday, Tags: []string{fmt.Sprint("tag", i%40)}, Edited: int64(i)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.coach.Refresh(t.Context(), store.Local, nil); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/stories", "/stories?page=10", "/stories?q=bakery&sort=title", "/"} {
		page := get(t, s, path)
		if len(page) > 64<<10 {
			t.Errorf("%s has %d bytes; with styles and scripts a page has to stay under 100 KB", path, len(page))
		}
	}
	page := get(t, s, "/stories")
	holds(t, page, "500 stories.", "Page 1 of 10", `href="/stories?page=2"`)
	if n := strings.Count(page, "<tr role=\"row\">"); n != 51 {
		t.Errorf("a page shows %d rows", n-1)
	}
}

func TestAListThatIsAskedForOddly(t *testing.T) {
	s, _ := newTest(t, nil)
	keep(t, s, store.Story{Title: "One", Answer: friday})
	for _, query := range []string{"page=99999999999999999999", "page=-1", "rating=x&level=y&sort=z&principle=%00&tag=%ff", "q=%3Cscript%3E"} {
		a := ask(s, http.MethodGet, home+"/stories?"+query, "")
		if a.Code != http.StatusOK || strings.Contains(a.Body.String(), "<script>") {
			t.Errorf("%s answers %d", query, a.Code)
		}
	}
}
