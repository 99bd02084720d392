package web

import (
	"net/http"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/rubric"
)

// todayShow is the first page: what to do now.
func (s *Server) todayShow(w http.ResponseWriter, r *http.Request) error {
	return s.today(w, r, http.StatusOK, "")
}

// today shows the first page; trouble is said beside the day of the
// interview.
func (s *Server) today(w http.ResponseWriter, r *http.Request, status int, trouble string) error {
	f, err := s.frame(r, "Today", "today", "drop.js", "today.css")
	if err != nil {
		return err
	}
	p, err := s.coach.Portfolio(r.Context(), s.owner(r))
	if err != nil {
		return err
	}
	lib, err := s.coach.Library()
	if err != nil {
		return err
	}
	held, err := s.heldTo(p.Settings)
	if err != nil {
		return err
	}
	ahead := coach.Ahead(p, lib, held, s.coach.Today())
	return s.render(w, r, status, page.Today(page.TodayPage{Frame: f, Ahead: ahead, Trouble: trouble}))
}

// heldTo is the rubric that a person's stories are held against; the usual
// one where the chosen one can't be read any more, so that the stories stay
// within reach. Settings say what is wrong with it.
func (s *Server) heldTo(chosen coach.Settings) (*rubric.Rubric, error) {
	held, err := s.coach.Rubric(chosen.Rubric)
	if err != nil && chosen.Rubric != "" {
		return s.coach.Rubric("")
	}
	return held, err
}
