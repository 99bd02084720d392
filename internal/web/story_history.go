package web

import (
	"net/http"
	"strconv"

	"rehearse/internal/page"
)

// storyHistory lists the steps of a story.
func (s *Server) storyHistory(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "History", "stories")
	if err != nil {
		return err
	}
	steps, err := s.coach.History(r.Context(), s.owner(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.History(page.NewHistoryPage(f, steps, s.coach.Today())))
}

// storyStep shows one revision: what it changed, or what changed since it.
func (s *Server) storyStep(w http.ResponseWriter, r *http.Request) error {
	missing := problem(http.StatusNotFound, "There is no such step in this story’s history. It may have been another story’s.", nil)
	revision, err := strconv.ParseInt(r.PathValue("revision"), 10, 64)
	if err != nil {
		return missing
	}
	f, err := s.frame(r, "A step of the history", "stories")
	if err != nil {
		return err
	}
	steps, err := s.coach.History(r.Context(), s.owner(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	props, ok := page.NewStepPage(f, steps, revision, r.URL.Query().Get("against") == "now", s.coach.Today())
	if !ok {
		return missing
	}
	if props.IsFolded() {
		if err := s.coach.Rate(r.Context(), s.owner(r), &props.Step); err != nil {
			return err
		}
	}
	return s.render(w, r, http.StatusOK, page.Step(props))
}
