package web

import (
	"net/http"

	"rehearse/internal/page"
)

// followUpDelete deletes a follow-up with its reply, for good.
func (s *Server) followUpDelete(w http.ResponseWriter, r *http.Request) error {
	if err := s.coach.DeleteFollowUp(r.Context(), s.owner(r), r.PathValue("f")); err != nil {
		return err
	}
	return s.seeOther(w, r, page.FollowUpsAddress(r.PathValue("id"), 1), "Deleted.")
}
