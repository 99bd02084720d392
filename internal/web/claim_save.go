package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
)

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
	says := "Saved."
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
	if err == nil && r.PostFormValue("replace") != "" {
		says, err = s.claimReplace(r, c)
	}
	if err != nil {
		return err
	}
	if !wantsJSON(r) {
		return s.seeOther(w, r, ledgerAddress(r)+"#"+page.ClaimAnchor(c.Story, c.Text), says)
	}
	return s.claimCounts(w, r, c)
}

// claimReplace puts the words to say instead into the story.
func (s *Server) claimReplace(r *http.Request, c store.Claim) (says string, err error) {
	base, err := strconv.ParseInt(r.PostFormValue("base"), 10, 64)
	if err != nil {
		return "", problem(http.StatusBadRequest, "It did not arrive which version of the story this is about. Open Claims anew and try again.", nil)
	}
	_, err = s.coach.SayInstead(r.Context(), s.owner(r), c.Story, c.Text, base)
	stale := new(coach.Conflict)
	switch {
	case errors.As(err, &stale):
		return "", problem(http.StatusConflict, "The story was changed in another window since this page was opened, so nothing was replaced. Open Claims anew and look at the figure there.", nil)
	case errors.Is(err, coach.ErrNoInstead), errors.Is(err, coach.ErrNotTold):
		return "", problem(http.StatusUnprocessableEntity, sentence(err), nil)
	}
	return "Your story now says “" + shortened(c.Instead) + "” in its place.", err
}

// soundClaim says what of a claim can't be kept.
func soundClaim(c store.Claim) error {
	switch {
	case c.Story == "" || c.Text == "":
		return problem(http.StatusUnprocessableEntity, "It did not arrive which figure this is about. Open Claims anew and try again.", nil)
	case c.Standing != "" && !slices.Contains(page.ClaimsFilters(), c.Standing), c.Standing == page.ClaimsLeft, c.Standing == page.ClaimsApart:
		return problem(http.StatusUnprocessableEntity, "There is no such standing. Choose verified, an estimate, can’t confirm or confidential.", nil)
	case utf8.RuneCountInString(c.Source) > page.LongestRemark || utf8.RuneCountInString(c.Instead) > page.LongestRemark:
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

// claimCounts tells a script how the ledger and one figure stand now.
func (s *Server) claimCounts(w http.ResponseWriter, r *http.Request, c store.Claim) error {
	l, change, err := s.ledger(r)
	if err != nil {
		return err
	}
	answer := struct {
		Counts map[string]string `json:"counts"`
		Tally  string            `json:"tally"`
		Lead   string            `json:"lead"`
		Mend   string            `json:"mend"`
		Spoken string            `json:"spoken"`
		Reads  []string          `json:"reads"`
		Change int64             `json:"change"`
	}{Counts: map[string]string{}, Reads: []string{}, Change: change}
	props := page.ClaimsPage{Ledger: l, Show: claimsShown(r)}
	answer.Tally, answer.Lead, answer.Mend = props.Tally(), props.Lead(), string(props.Mend())
	for _, st := range l.Stories {
		for _, f := range st.Figures {
			if st.ID == c.Story && f.Text == c.Text {
				answer.Spoken = page.SpokenSays(f.Spoken)
				answer.Reads = append(answer.Reads, f.Reads...)
			}
		}
	}
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
