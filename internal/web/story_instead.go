package web

import (
	"errors"
	"net/http"

	"rehearse/internal/coach"
)

// storyInstead keeps the story of the form, and puts into it the words to say
// instead of a confidential figure, as the ledger's button does. What was
// typed is kept first, so that a figure that can't be replaced costs nothing.
func (s *Server) storyInstead(w http.ResponseWriter, r *http.Request) error {
	if len(r.PostForm["answer"]) == 0 {
		return problem(http.StatusBadRequest, "The form arrived without its story, so nothing was changed. Go back and try once more.", nil)
	}
	saved, err := s.saveForm(r)
	var stale *coach.Conflict
	if errors.As(err, &stale) {
		return s.conflict(w, r, stale)
	}
	if err != nil {
		return err
	}
	says := "Put in other words. The text before stands in the history."
	changed, err := s.coach.SayInstead(r.Context(), s.owner(r), saved.ID, r.PostFormValue("figure"), saved.Revision)
	switch {
	case errors.Is(err, coach.ErrNoInstead), errors.Is(err, coach.ErrNotTold):
		changed, says = saved, "Saved. "+sentence(err)
	case errors.As(err, &stale):
		changed, says = stale.Stored, "Saved. Another window changed the story just then, so nothing was replaced. Try once more."
	case err != nil:
		return err
	}
	if wantsJSON(r) {
		fields := storyFields(changed)
		fields["says"] = says
		return writeJSON(w, http.StatusOK, fields)
	}
	return s.seeOther(w, r, "/stories/"+saved.ID, says)
}
