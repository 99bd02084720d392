package web

import (
	"net/http"

	"rehearse/internal/page"
)

// libraryPrinciples shows the principles, each with the person's stories that
// show it.
func (l *libraryRoom) libraryPrinciples(w http.ResponseWriter, r *http.Request) error {
	lib, rules, err := l.open()
	if err != nil {
		return err
	}
	f, err := l.frame(r, "Principles", "library")
	if err != nil {
		return err
	}
	p, err := l.coach.Portfolio(r.Context(), l.owner(r))
	if err != nil {
		return err
	}
	return l.render(w, r, http.StatusOK, page.Principles(page.NewPrinciplesPage(f, lib, rules, p.Entries)))
}
