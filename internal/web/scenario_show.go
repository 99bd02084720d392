package web

import (
	"net/http"
	"slices"

	"rehearse/internal/library"
	"rehearse/internal/page"
)

// scenarioShow shows a scenario with its answers marked by the reviewer.
func (l *libraryRoom) scenarioShow(w http.ResponseWriter, r *http.Request) error {
	lib, rules, err := l.open()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(lib.Scenarios, func(s library.Scenario) bool { return s.ID == r.PathValue("id") })
	if at < 0 {
		return missingFromLibrary("scenario")
	}
	s := lib.Scenarios[at]
	f, err := l.frame(r, s.Title, "library", "manuscript.css")
	if err != nil {
		return err
	}
	shown := page.ScenarioPage{Frame: f, Scenario: s, Rubric: rules}
	if at > 0 {
		shown.Before = lib.Scenarios[at-1]
	}
	if at+1 < len(lib.Scenarios) {
		shown.After = lib.Scenarios[at+1]
	}
	if err := l.annotate(lib, &shown); err != nil {
		return err
	}
	p, err := l.coach.Portfolio(r.Context(), l.owner(r))
	if err != nil {
		return err
	}
	shown.Mine, shown.MineMore = storiesFor(p, s.ID)
	return l.render(w, r, http.StatusOK, page.Scenario(shown))
}

// annotate puts the reviewer's marks on a scenario's answers.
func (l *libraryRoom) annotate(lib *library.Library, p *page.ScenarioPage) error {
	read, err := l.reading(lib, p.Scenario)
	if err != nil {
		return err
	}
	titles, err := ruleTitles()
	if err != nil {
		return err
	}
	p.Model = page.MarkedAnswer{Text: p.Scenario.Answer.Text(), Review: read.model}
	for i, f := range p.Scenario.Flawed {
		p.Flawed = append(p.Flawed, page.FlawedAnswer{
			Flawed: f, MarkedAnswer: page.MarkedAnswer{Text: f.Text, Review: read.flawed[i]}, Named: page.NameFlaws(f, read.flawed[i], titles),
		})
	}
	return nil
}
