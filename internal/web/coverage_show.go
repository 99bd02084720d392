package web

import (
	"net/http"

	"rehearse/internal/coach"
	"rehearse/internal/library"
	"rehearse/internal/page"
	"rehearse/internal/rubric"
)

// coverageShow shows what the stories cover and what they lack.
func (s *Server) coverageShow(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Coverage", "coverage")
	if err != nil {
		return err
	}
	p, lib, held, err := s.measured(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.Coverage(page.CoveragePage{
		Frame: f, Coverage: coach.Cover(p, lib, held), Number: pageNumber(r),
		AllGaps: r.URL.Query().Get("gaps") == "all", Level: held.Level, Today: s.coach.Today(),
	}))
}

// measured is all that a person has, with what it is measured against.
func (s *Server) measured(r *http.Request) (*coach.Portfolio, *library.Library, *rubric.Rubric, error) {
	p, err := s.coach.Portfolio(r.Context(), s.owner(r))
	if err != nil {
		return nil, nil, nil, err
	}
	lib, err := s.coach.Library()
	if err != nil {
		return nil, nil, nil, err
	}
	held, err := s.heldTo(p.Settings)
	return p, lib, held, err
}
