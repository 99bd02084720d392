package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
)

// followUpSave keeps a reply. Where another window saved one meanwhile, both
// are shown and the person chooses.
func (s *Server) followUpSave(w http.ResponseWriter, r *http.Request) error {
	p, e, err := s.entry(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(e.FollowUps, func(f store.FollowUp) bool { return f.ID == r.PathValue("f") })
	if i < 0 {
		return problem(http.StatusNotFound, "This follow-up is not here any more. It may have been deleted in another window.", nil)
	}
	f := e.FollowUps[i]
	f.Question, f.Reply = r.PostFormValue("question"), r.PostFormValue("reply")
	if err := soundFollowUp(f); err != nil {
		return err
	}
	base, err := strconv.ParseInt(r.PostFormValue("base"), 10, 64)
	if err != nil {
		return problem(http.StatusBadRequest, "It did not arrive which version this reply was written to. Open the page anew and put it in again.", nil)
	}
	saved, err := s.coach.SaveFollowUp(r.Context(), s.owner(r), f, base)
	if stale := new(store.StaleFollowUp); errors.As(err, &stale) {
		return s.followUpClash(w, r, f, stale.Stored, page.FollowUpPage(i))
	}
	if err != nil {
		return err
	}
	if !wantsJSON(r) {
		return s.seeOther(w, r, page.FollowUpsAddress(e.ID, page.FollowUpPage(i))+"#f-"+f.ID, "Saved.")
	}
	change, err := s.change(r, s.owner(r))
	if err != nil {
		return err
	}
	e.FollowUps = slices.Clone(e.FollowUps) // the portfolio's own are shared
	e.FollowUps[i] = saved
	props := page.FollowUpsPage{Entry: e, Usual: coach.UsualFollowUps(e)}
	states := map[string]string{}
	for _, u := range props.Usual {
		states[u.FollowUp] = page.UsualState(u)
	}
	return writeJSON(w, http.StatusOK, map[string]any{
		"revision": saved.Revision, "change": change, "read": s.replyRead(saved, e, p.Settings),
		"lead": props.Lead(), "usual": props.UsualSays(), "states": states,
	})
}

// followUpClash answers with the reply that is kept beside the one that is
// not.
func (s *Server) followUpClash(w http.ResponseWriter, r *http.Request, mine, stored store.FollowUp, number int) error {
	if wantsJSON(r) {
		return writeJSON(w, http.StatusConflict, map[string]any{
			"stored": map[string]any{"revision": stored.Revision, "reply": stored.Reply},
		})
	}
	mine.Revision = stored.Revision
	return s.followUps(w, r, http.StatusConflict, number, &page.FollowUpItem{FollowUp: mine, Stored: &stored})
}
