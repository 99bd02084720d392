package web

import (
	"net/http"

	"rehearse/internal/page"
)

// mostStarts is how many scenarios are offered to start a story from.
const mostStarts = 6

// storyNew offers the ways into a story.
func (s *Server) storyNew(w http.ResponseWriter, r *http.Request) error {
	typed := page.Typed{Question: r.URL.Query().Get("question"), Title: r.URL.Query().Get("title")}
	return s.newStory(w, r, http.StatusOK, typed, "")
}

// newStory shows the page with what was typed, and why it could not be taken.
func (s *Server) newStory(w http.ResponseWriter, r *http.Request, status int, typed page.Typed, trouble string) error {
	f, err := s.frame(r, "A new story", "stories", "drop.js")
	if err != nil {
		return err
	}
	lib, err := s.coach.Library()
	if err != nil {
		return err
	}
	return s.render(w, r, status, page.NewStory(page.NewStoryPage{
		Frame: f, Typed: typed, Trouble: trouble, Starts: page.NewStarts(lib, mostStarts),
	}))
}
