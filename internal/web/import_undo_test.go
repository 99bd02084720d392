package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

func TestAnImportIsTakenOutAgain(t *testing.T) {
	s, x := withStory(t, store.Story{Title: "Mine", Answer: toldOnce})
	arrivals, err := s.coach.Import(t.Context(), store.Local, []coach.File{
		{Name: "a.md", Data: []byte("We lost orders on a Friday, and I looked.")},
		{Name: "b.md", Data: []byte("The dock was late, and I moved a crane.")},
		{Name: "c.md", Data: []byte("The ferry was full, and I asked for one more.")},
	})
	if err != nil || len(arrivals) != 3 {
		t.Fatal(err)
	}
	form := url.Values{}
	for _, a := range arrivals {
		form.Add("story", a.Stories[0].ID)
	}
	changed := arrivals[2].Stories[0]
	changed.Answer += " It came."
	if _, err := s.coach.Save(t.Context(), store.Local, changed, 1); err != nil {
		t.Fatal(err)
	}
	if w := sendForm(s, "/import/undo", form); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/stories" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	p, err := s.coach.Portfolio(t.Context(), store.Local)
	if err != nil || len(p.Entries) != 2 {
		t.Fatalf("%d stories are left, %v", len(p.Entries), err)
	}
	for _, id := range []string{x.ID, changed.ID} {
		if _, there := p.Entry(id); !there {
			t.Errorf("%s went, too", id)
		}
	}
	// Sent twice, it takes out nothing more.
	sendForm(s, "/import/undo", form)
	if p, err = s.coach.Portfolio(t.Context(), store.Local); err != nil || len(p.Entries) != 2 {
		t.Errorf("%d stories are left, %v", len(p.Entries), err)
	}
}

func TestAnImportShowsWhatWasLeftOver(t *testing.T) {
	guide := "Preface by nobody\n\n## Friday\n\n### Situation\n\nWe lost orders.\n\n### Action\n\nI looked.\n\n## Dock\n\n### Situation\n\nThe dock was late.\n\n### Action\n\nI moved a crane.\n"
	s, _ := withStory(t, store.Story{Title: "Mine", Answer: toldOnce})
	arrivals, err := s.coach.Import(t.Context(), store.Local, []coach.File{{Name: "guide.md", Data: []byte(guide)}})
	if err != nil {
		t.Fatal(err)
	}
	a := arrivals[0]
	if len(a.Stories) != 2 || a.Unplaced == 0 || len(a.Over) != a.Unplaced || !strings.HasPrefix(a.Over[0], "line 1: Preface by nobody") {
		t.Errorf("%d stories, and left over: %q", len(a.Stories), a.Over)
	}
}
