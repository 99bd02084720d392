package web

import (
	"net/http"

	"rehearse/internal/page"
)

// questionList shows the bank of questions, or those that fit some
// conditions. Scripts ask for part=questions alone.
func (l *libraryRoom) questionList(w http.ResponseWriter, r *http.Request) error {
	lib, rules, err := l.open()
	if err != nil {
		return err
	}
	values := r.URL.Query()
	values.Set("q", query(r))
	asked := page.ReadQuestionsQuery(values, rules)
	f, err := l.frame(r, "Questions", "library", "library.js")
	if err != nil {
		return err
	}
	p, err := l.coach.Portfolio(r.Context(), l.owner(r))
	if err != nil {
		return err
	}
	l.shelf.ahead(p)
	shown := page.NewQuestionsPage(f, lib.Questions, rules, asked, len(p.Entries))
	if values.Get("part") == "questions" {
		return l.render(w, r, http.StatusOK, page.QuestionList(shown))
	}
	return l.render(w, r, http.StatusOK, page.Questions(shown))
}
