package web

import (
	"net/http"
	"strings"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// storyAdd keeps a new story and goes to it, or to the first question about
// it. A paste that holds several stories comes in as these.
func (s *Server) storyAdd(w http.ResponseWriter, r *http.Request) error {
	x := storyForm(r)
	typed := page.Typed{Title: x.Title, Question: x.Question, Answer: x.Answer}
	if strings.TrimSpace(x.Answer+x.Title+x.Question) == "" {
		return s.newStory(w, r, http.StatusUnprocessableEntity, typed, "There are no words in it yet. Paste a story, or say in a few words what it is about.")
	}
	if several(x) {
		return s.bring(w, r, []coach.File{{Name: "What you pasted.md", Data: []byte(x.Answer)}})
	}
	return s.inTime(s.storyAddOne)(w, r)
}

// storyAddOne keeps the one story of the form. Unlike many, it has no more
// time than any other page.
func (s *Server) storyAddOne(w http.ResponseWriter, r *http.Request) error {
	x := storyForm(r)
	if err := soundText(x, store.Story{}); err != nil {
		return err
	}
	added, err := s.coach.Add(r.Context(), s.owner(r), x)
	if err != nil {
		return err
	}
	if r.PostFormValue("how") == "ask" {
		return s.seeOther(w, r, "/stories/"+added.ID+"/ask", "")
	}
	return s.seeOther(w, r, "/stories/"+added.ID, "Saved.")
}

// several reports whether a pasted text holds more than one story, and
// nothing was said of it that would be true of one only.
func several(x store.Story) bool {
	if strings.TrimSpace(x.Title+x.Question) != "" {
		return false
	}
	found, err := story.Import("pasted.md", []byte(x.Answer))
	return err == nil && len(found.Stories) > 1
}
