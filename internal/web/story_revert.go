package web

import (
	"errors"
	"net/http"
	"strconv"

	"rehearse/internal/coach"
)

// storyRevert brings an older telling back, as a new step of the history.
func (s *Server) storyRevert(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	revision, err := strconv.ParseInt(r.PostFormValue("revision"), 10, 64)
	if err != nil {
		return problem(http.StatusBadRequest, "It did not arrive which step to bring back. Open the history and choose it there.", nil)
	}
	_, err = s.coach.Revert(r.Context(), s.owner(r), id, revision, formBase(r))
	var stale *coach.Conflict
	if errors.As(err, &stale) {
		return problem(http.StatusConflict, "The story was changed in another window meanwhile, so nothing was brought back. Look at its history again and choose anew.", nil)
	}
	if err != nil {
		return err
	}
	return s.seeOther(w, r, "/stories/"+id, "Brought back: title, question and telling. What stood here before is in the history.")
}
