package web

import (
	"net/http"

	"rehearse/internal/store"
)

// scenarioStart begins a story to a scenario's question. Only the question
// is taken over: no word of its answers, and not its title.
func (l *libraryRoom) scenarioStart(w http.ResponseWriter, r *http.Request) error {
	lib, err := l.coach.Library()
	if err != nil {
		return err
	}
	s, ok := lib.Scenario(r.PathValue("id"))
	if !ok {
		return missingFromLibrary("scenario")
	}
	return l.begin(w, r, store.Story{Question: s.Question, Kind: s.Kind})
}
