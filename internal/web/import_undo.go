package web

import (
	"net/http"
	"strconv"
)

// importUndo takes the stories of an import out again.
func (s *Server) importUndo(w http.ResponseWriter, r *http.Request) error {
	gone, stayed, err := s.coach.UndoImport(r.Context(), s.owner(r), r.PostForm["story"])
	if err != nil {
		return err
	}
	says := strconv.Itoa(gone) + " stories were taken out again."
	switch {
	case gone == 0:
		says = "No story was taken out."
	case gone == 1:
		says = "One story was taken out again."
	}
	switch {
	case stayed == 1:
		says += " One that you have changed since stayed."
	case stayed > 1:
		says += " " + strconv.Itoa(stayed) + " that you have changed since stayed."
	}
	return s.seeOther(w, r, "/stories", says)
}
