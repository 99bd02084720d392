package web

import (
	"net/http"

	"rehearse/internal/store"
)

// scenarioStart begins a story to a scenario's question. Only the question
// and the subject are taken over, and no word of its answers.
func (l *libraryRoom) scenarioStart(w http.ResponseWriter, r *http.Request) error {
	lib, err := l.coach.Library()
	if err != nil {
		return err
	}
	s, ok := lib.Scenario(r.PathValue("id"))
	if !ok {
		return missingFromLibrary("scenario")
	}
	return l.begin(w, r, store.Story{Title: s.Title, Question: s.Question, Kind: s.Kind})
}
