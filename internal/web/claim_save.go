package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
)

// longestNote is how many bytes a line beside a story may have: a source, a
// note, what to say instead. The forms stop at fewer letters.
const longestNote = 4000

// claimSave keeps what the person says of a figure, takes it back, or moves
// it to a figure that took the old one's place in the text.
func (s *Server) claimSave(w http.ResponseWriter, r *http.Request) error {
	c := store.Claim{
		Story: r.PostFormValue("story"), Text: r.PostFormValue("text"), Standing: r.PostFormValue("standing"),
		Source: r.PostFormValue("source"), Instead: r.PostFormValue("instead"),
	}
	if c.Standing == coach.Unsaid {
		c.Standing = ""
	}
	if err := soundClaim(c); err != nil {
		return err
	}
	says := "Kept."
	var err error
	switch to := r.PostFormValue("move"); {
	case r.PostFormValue("drop") != "":
		says = "Dropped."
		err = s.coach.PutClaim(r.Context(), s.owner(r), store.Claim{Story: c.Story, Text: c.Text})
	case to != "":
		says = "It holds for " + shortened(to) + " now."
		err = s.claimMove(r, c, to)
		c.Text = to
	default:
		err = s.coach.PutClaim(r.Context(), s.owner(r), c)
	}
	if err != nil {
		return err
	}
	if !wantsJSON(r) {
		return s.seeOther(w, r, ledgerAddress(r)+"#"+page.ClaimAnchor(c.Story, c.Text), says)
	}
	return s.claimCounts(w, r)
}

// soundClaim says what of a claim can't be kept.
func soundClaim(c store.Claim) error {
	switch {
	case c.Story == "" || c.Text == "":
		return problem(http.StatusUnprocessableEntity, "It did not arrive which figure this is about. Open Claims anew and try again.", nil)
	case c.Standing != "" && !slices.Contains(page.ClaimsFilters(), c.Standing), c.Standing == page.ClaimsLeft, c.Standing == page.ClaimsApart:
		return problem(http.StatusUnprocessableEntity, "There is no such standing. Choose verified, an estimate, can’t confirm or confidential.", nil)
	case len(c.Source) > longestNote || len(c.Instead) > longestNote:
		return problem(http.StatusUnprocessableEntity, "This is longer than a line of the ledger holds. Shorten it to where the figure is from; the story’s notes have room for the rest.", nil)
	}
	return nil
}

// claimMove gives what was said of one figure to another of the same story.
// The new one is kept before the old one goes, so that nothing is lost
// between the two.
func (s *Server) claimMove(r *http.Request, c store.Claim, to string) error {
	p, err := s.coach.Portfolio(r.Context(), s.owner(r))
	if err != nil {
		return err
	}
	e, _ := p.Entry(c.Story)
	i := slices.IndexFunc(e.Claims, func(held store.Claim) bool { return held.Text == c.Text })
	if i < 0 {
		return problem(http.StatusNotFound, "What was said of this figure is gone already. Open Claims anew.", nil)
	}
	moved := e.Claims[i]
	moved.Text = to
	if err := s.coach.PutClaim(r.Context(), s.owner(r), moved); err != nil {
		return err
	}
	return s.coach.PutClaim(r.Context(), s.owner(r), store.Claim{Story: c.Story, Text: c.Text})
}

// claimCounts tells a script how the ledger stands now.
func (s *Server) claimCounts(w http.ResponseWriter, r *http.Request) error {
	l, change, err := s.ledger(r)
	if err != nil {
		return err
	}
	answer := struct {
		Counts map[string]string `json:"counts"`
		Tally  string            `json:"tally"`
		Change int64             `json:"change"`
	}{map[string]string{}, page.ClaimsPage{Ledger: l}.Tally(), change}
	for _, show := range append(page.ClaimsFilters(), page.ClaimsAll) {
		answer.Counts[show] = page.ClaimsCount(l, show)
	}
	return writeJSON(w, http.StatusOK, answer)
}

// ledgerAddress is the page of the ledger that a form was sent from.
func ledgerAddress(r *http.Request) string {
	q := url.Values{}
	if show := claimsShown(r); show != page.ClaimsAll {
		q.Set("show", show)
	}
	if n := pageNumber(r); n > 1 {
		q.Set("page", strconv.Itoa(n))
	}
	if len(q) == 0 {
		return "/claims"
	}
	return "/claims?" + q.Encode()
}
