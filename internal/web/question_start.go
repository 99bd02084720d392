package web

import (
	"net/http"

	"rehearse/internal/store"
)

// questionStart begins a story to a question of the bank.
func (l *libraryRoom) questionStart(w http.ResponseWriter, r *http.Request) error {
	lib, err := l.coach.Library()
	if err != nil {
		return err
	}
	q, ok := questionOf(lib, r.PathValue("id"))
	if !ok {
		return missingFromLibrary("question")
	}
	return l.begin(w, r, store.Story{Question: q.Question, Kind: q.Kind})
}
