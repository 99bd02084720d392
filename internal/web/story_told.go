package web

import (
	"net/http"
	"time"

	"rehearse/internal/store"
)

// storyTell writes down that a story was told.
func (s *Server) storyTell(w http.ResponseWriter, r *http.Request) error {
	id, on := r.PathValue("id"), r.PostFormValue("on")
	if on != "" && !isDay(on) {
		return problem(http.StatusUnprocessableEntity, "This is not a day of the calendar. Choose one, or leave the field empty for today.", nil)
	}
	if on > s.coach.Today() {
		return problem(http.StatusUnprocessableEntity, "This day is still to come. The log holds what was told already: choose today or a day before it.", nil)
	}
	err := s.coach.Tell(r.Context(), s.owner(r), store.Telling{
		Story: id, On: on, To: shortened(r.PostFormValue("to")), Note: shortened(r.PostFormValue("note")),
	})
	if err != nil {
		return err
	}
	return s.seeOther(w, r, "/stories/"+id+"#told", "Written down.")
}

// longestTold is how many letters a field of the log holds; the form says so
// as well.
const longestTold = 300

func shortened(text string) string {
	letters := []rune(text)
	return string(letters[:min(len(letters), longestTold)])
}

// isDay reports whether a text is a day as forms send it, YYYY-MM-DD.
func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// storyUntell takes a line out of the log.
func (s *Server) storyUntell(w http.ResponseWriter, r *http.Request) error {
	if err := s.coach.Untell(r.Context(), s.owner(r), r.PathValue("t")); err != nil {
		return err
	}
	return s.seeOther(w, r, "/stories/"+r.PathValue("id")+"#told", "Removed from the log.")
}
