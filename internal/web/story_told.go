package web

import (
	"fmt"
	"net/http"
	"unicode/utf8"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
)

// storyTell writes down that a story was told.
func (s *Server) storyTell(w http.ResponseWriter, r *http.Request) error {
	id, on := r.PathValue("id"), r.PostFormValue("on")
	if on != "" && !coach.IsDay(on) {
		return problem(http.StatusUnprocessableEntity, notADay+" Choose one, or leave the field empty for today.", nil)
	}
	if on > s.coach.Today() {
		return problem(http.StatusUnprocessableEntity, "This day is still to come. The log holds what was told already: choose today or a day before it.", nil)
	}
	to, note := r.PostFormValue("to"), r.PostFormValue("note")
	if utf8.RuneCountInString(to) > page.LongestTold || utf8.RuneCountInString(note) > page.LongestTold {
		return problem(http.StatusUnprocessableEntity, fmt.Sprintf("A line of the log holds %d letters a field. Shorten it; the story’s notes have room for the rest.", page.LongestTold), nil)
	}
	err := s.coach.Tell(r.Context(), s.owner(r), store.Telling{Story: id, On: on, To: to, Note: note})
	if err != nil {
		return err
	}
	return s.seeOther(w, r, "/stories/"+id+"#told", "Written down.")
}

// shortened is the beginning of a text, for a line that says what was done.
func shortened(text string) string {
	const most = 60
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return string(letters[:most]) + "…"
}

// notADay is what is said of a day that can't be kept.
const notADay = "This is not a day of the calendar between 1950 and 2100."

// storyUntell takes a line out of the log.
func (s *Server) storyUntell(w http.ResponseWriter, r *http.Request) error {
	if err := s.coach.Untell(r.Context(), s.owner(r), r.PathValue("t")); err != nil {
		return err
	}
	return s.seeOther(w, r, "/stories/"+r.PathValue("id")+"#told", "Removed from the log.")
}
