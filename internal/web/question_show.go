package web

import (
	"net/http"
	"slices"

	"rehearse/internal/library"
	"rehearse/internal/page"
)

// questionShow shows one question of the bank, and which of the person's
// stories answers it best.
func (l *libraryRoom) questionShow(w http.ResponseWriter, r *http.Request) error {
	lib, rules, err := l.open()
	if err != nil {
		return err
	}
	q, ok := questionOf(lib, r.PathValue("id"))
	if !ok {
		return missingFromLibrary("question")
	}
	f, err := l.frame(r, q.Question, "library")
	if err != nil {
		return err
	}
	p, err := l.coach.Portfolio(r.Context(), l.owner(r))
	if err != nil {
		return err
	}
	shown := page.QuestionPage{Frame: f, Question: q, Rubric: rules, Stories: len(p.Entries)}
	if shown.Answers, err = l.answers(p, q.Question); err != nil {
		return err
	}
	if shown.Near, err = nearScenarios(lib, q); err != nil {
		return err
	}
	return l.render(w, r, http.StatusOK, page.Question(shown))
}

// questionOf finds a question of the bank by its id.
func questionOf(lib *library.Library, id string) (library.Question, bool) {
	i := slices.IndexFunc(lib.Questions, func(q library.Question) bool { return q.ID == id })
	if i < 0 {
		return library.Question{}, false
	}
	return lib.Questions[i], true
}

// mostNear is how many scenarios stand under a question.
const mostNear = 2

// nearScenarios are scenarios that share words with a question and are of
// its kind, those of its competency first.
func nearScenarios(lib *library.Library, q library.Question) ([]page.ScenarioLine, error) {
	index, err := library.BuiltinIndex()
	if err != nil {
		return nil, err
	}
	var same, other []page.ScenarioLine
	for _, h := range index.Search(q.Question, mostHits) {
		s, ok := lib.Scenario(h.ID)
		if h.Kind != "scenario" || !ok || s.Kind != q.Kind {
			continue
		}
		line := page.ScenarioLine{ID: s.ID, Title: s.Title, Question: s.Question}
		if s.Competency == q.Competency {
			same = append(same, line)
		} else {
			other = append(other, line)
		}
	}
	all := append(same, other...)
	return all[:min(mostNear, len(all))], nil
}
