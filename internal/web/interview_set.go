package web

import (
	"net/http"

	"rehearse/internal/coach"
)

// interviewSet sets the day of the interview, or takes it back.
func (s *Server) interviewSet(w http.ResponseWriter, r *http.Request) error {
	owner := s.owner(r)
	chosen, err := s.coach.Settings(r.Context(), owner)
	if err != nil {
		return err
	}
	chosen.Interview = r.PostFormValue("interview")
	if r.PostFormValue("clear") != "" {
		chosen.Interview = ""
	}
	says := "The day is set."
	switch {
	case chosen.Interview == "":
		says = "No day is set."
	case !coach.IsDay(chosen.Interview):
		return s.today(w, r, http.StatusUnprocessableEntity, notADay+" Choose one, or take the day back.")
	}
	if err := s.coach.SaveSettings(r.Context(), owner, chosen); err != nil {
		return err
	}
	return s.seeOther(w, r, "/", says)
}
