package web

import (
	"net/http"
	"strings"

	"rehearse/internal/page"
)

// settingsForget deletes everything of a person's, for good, where they typed
// that they mean it.
func (s *Server) settingsForget(w http.ResponseWriter, r *http.Request) error {
	typed := strings.Join(strings.Fields(strings.ToLower(r.PostFormValue("confirm"))), " ")
	if typed != page.ForgetWord {
		return problem(http.StatusUnprocessableEntity, "Nothing was deleted. To delete everything, type the words as they stand beside the field: "+page.ForgetWord+".", nil)
	}
	if err := s.coach.Forget(r.Context(), s.owner(r)); err != nil {
		return err
	}
	// Words that were never sent lie in the browser: they go, too.
	w.Header().Set("Clear-Site-Data", `"storage"`)
	return s.seeOther(w, r, "/", "Everything is deleted.")
}
