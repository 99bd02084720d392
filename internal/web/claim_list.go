package web

import (
	"net/http"
	"slices"
	"strconv"

	"rehearse/internal/coach"
	"rehearse/internal/page"
)

// claimList shows the ledger of figures.
func (s *Server) claimList(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Claims", "claims", "claims.js")
	if err != nil {
		return err
	}
	l, _, err := s.ledger(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, page.Claims(page.ClaimsPage{
		Frame: f, Ledger: l, Show: claimsShown(r), Number: pageNumber(r),
	}))
}

// read gives the person's ledger and the change that it was drawn at.
func (s *Server) ledger(r *http.Request) (coach.Ledger, int64, error) {
	owner := s.owner(r)
	p, err := s.coach.Portfolio(r.Context(), owner)
	if err != nil {
		return coach.Ledger{}, 0, err
	}
	twins, err := s.coach.Alike(r.Context(), owner)
	if err != nil {
		return coach.Ledger{}, 0, err
	}
	return coach.Claims(p, twins), p.Change, nil
}

// claimsShown is the filter of the ledger that the address names; one that
// there isn't shows all.
func claimsShown(r *http.Request) string {
	show := r.URL.Query().Get("show")
	if slices.Contains(page.ClaimsFilters(), show) {
		return show
	}
	return page.ClaimsAll
}

// pageNumber is the page that an address names, from 1.
func pageNumber(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil {
		return 1
	}
	return min(max(n, 1), 1_000_000)
}
