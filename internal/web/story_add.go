package web

import (
	"fmt"
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
	asked := r.PostFormValue("how") == "ask"
	typed := page.Typed{Title: x.Title, Question: x.Question, Answer: x.Answer}
	if strings.TrimSpace(x.Answer+x.Title+x.Question) == "" {
		return s.newStory(w, r, http.StatusUnprocessableEntity, typed, "There are no words in it yet. Paste a story, or say in a few words what it is about.")
	}
	if several(x) {
		return s.bring(w, r, []coach.File{{Name: "What you pasted.md", Data: []byte(x.Answer)}})
	}
	if len(x.Answer) > story.MaxSize {
		return problem(http.StatusRequestEntityTooLarge, fmt.Sprintf("This is more than the %d MB that one story can have. Cut it into several.", story.MaxSize>>20), nil)
	}
	added, err := s.coach.Add(r.Context(), s.owner(r), x)
	if err != nil {
		return err
	}
	if asked {
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
