package web

import (
	"net/http"
	"slices"
	"strconv"
	"sync"
	"weak"

	"rehearse/internal/coach"
	"rehearse/internal/page"
)

// claims is the room of the ledger. Holding the figures of all stories
// against each other takes longer than drawing a page of them, so the ledger
// is kept until something changes.
type claims struct {
	s *Server

	mu     sync.Mutex
	of     weak.Pointer[coach.Portfolio]
	ledger coach.Ledger
}

// claimList shows the ledger of figures.
func (c *claims) claimList(w http.ResponseWriter, r *http.Request) error {
	f, err := c.s.frame(r, "Claims", "claims", "claims.js")
	if err != nil {
		return err
	}
	l, _, err := c.read(r)
	if err != nil {
		return err
	}
	return c.s.render(w, r, http.StatusOK, page.Claims(page.ClaimsPage{
		Frame: f, Ledger: l, Show: claimsShown(r), Number: pageNumber(r),
	}))
}

// read gives the person's ledger and the change that it was drawn at.
func (c *claims) read(r *http.Request) (coach.Ledger, int64, error) {
	owner := c.s.owner(r)
	p, err := c.s.coach.Portfolio(r.Context(), owner)
	if err != nil {
		return coach.Ledger{}, 0, err
	}
	twins, err := c.s.coach.Alike(r.Context(), owner)
	if err != nil {
		return coach.Ledger{}, 0, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	// A portfolio is never changed, so the same one has the same ledger.
	if at := weak.Make(p); c.of != at {
		c.ledger, c.of = coach.Claims(p, twins), at
	}
	return c.ledger, p.Change, nil
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
