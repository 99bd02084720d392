package web

import "net/http"

// storyDelete deletes a story for good, with all that hangs on it.
func (s *Server) storyDelete(w http.ResponseWriter, r *http.Request) error {
	if err := s.coach.Delete(r.Context(), s.owner(r), r.PathValue("id")); err != nil {
		return err
	}
	return s.seeOther(w, r, "/stories", "Deleted.")
}
