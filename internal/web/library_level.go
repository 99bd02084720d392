package web

import (
	"net/http"

	"rehearse/internal/page"
)

// libraryLevel shows what the level means and how to prepare for it.
func (l *libraryRoom) libraryLevel(w http.ResponseWriter, r *http.Request) error {
	lib, rules, err := l.open()
	if err != nil {
		return err
	}
	f, err := l.frame(r, "What "+rules.Level+" means", "library")
	if err != nil {
		return err
	}
	return l.render(w, r, http.StatusOK, page.Level(page.NewLevelPage(f, lib, rules)))
}
