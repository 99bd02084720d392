package web

import (
	"net/http"

	"rehearse/internal/coach"
	"rehearse/internal/page"
)

// readinessShow shows how far the preparation has come.
func (s *Server) readinessShow(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Readiness", "readiness", "readiness.js")
	if err != nil {
		return err
	}
	p, lib, held, err := s.measured(r)
	if err != nil {
		return err
	}
	today := s.coach.Today()
	return s.render(w, r, http.StatusOK, page.Readiness(page.ReadinessPage{
		Frame: f, Readiness: coach.Prepare(p, lib, held, today), Level: held.Level, Today: today,
	}))
}
