package web

import (
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"

	"rehearse/internal/coach"
	"rehearse/internal/page"
)

// wordKey is what a word may be kept by: what it is about and which of
// these.
var wordKey = regexp.MustCompile(`^(portfolio|step|checklist|differ):[a-z0-9-]{1,64}$`)

// wordSave keeps the person's own dated word on something that can't be
// observed, or takes it back.
func (s *Server) wordSave(w http.ResponseWriter, r *http.Request) error {
	key, on, note := r.PostFormValue("key"), r.PostFormValue("on"), r.PostFormValue("note")
	switch {
	case !wordKey.MatchString(key):
		return problem(http.StatusUnprocessableEntity, "It did not arrive what this word is about. Open the page anew and try again.", nil)
	case utf8.RuneCountInString(note) > page.LongestRemark:
		return problem(http.StatusUnprocessableEntity, "This note is longer than there is room for. Shorten it to how you know.", nil)
	case on != "" && !coach.IsDay(on):
		return problem(http.StatusUnprocessableEntity, notADay+" Choose one, or leave the field empty for today.", nil)
	}
	if r.PostFormValue("drop") != "" {
		if err := s.coach.DropWord(r.Context(), s.owner(r), key); err != nil {
			return err
		}
		return s.seeOther(w, r, wordBack(r), "Taken back.")
	}
	if on > s.coach.Today() {
		return problem(http.StatusUnprocessableEntity, "This day is still to come. Give the day since which it is so, today or before.", nil)
	}
	if err := s.coach.PutWord(r.Context(), s.owner(r), key, on, note); err != nil {
		return err
	}
	return s.seeOther(w, r, wordBack(r), "Saved.")
}

// wordBack is the page that a word was given on: one of three.
func wordBack(r *http.Request) string {
	back := r.PostFormValue("back")
	path, _, _ := strings.Cut(back, "#")
	path, _, _ = strings.Cut(path, "?")
	if (path == "/coverage" || path == "/readiness" || path == "/claims") && localPath(back) {
		return back
	}
	return "/readiness"
}
