package web

import (
	"net/http"
	"strconv"
	"strings"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/rubric"
)

// settingsShow shows what can be chosen, the data, and what the program is.
func (s *Server) settingsShow(w http.ResponseWriter, r *http.Request) error {
	chosen, err := s.coach.Settings(r.Context(), s.owner(r))
	if err != nil {
		return err
	}
	props := page.SettingsPage{Chosen: chosen, Pace: paceTyped(chosen.Pace)}
	if !builtinRubric(chosen.Rubric) {
		props.Path = chosen.Rubric
	}
	if _, err := s.coach.Rubric(chosen.Rubric); err != nil {
		props.Faults = map[string][]string{"rubric": faultLines(err)}
	}
	return s.settings(w, r, http.StatusOK, props)
}

// settings shows the page around what was chosen or typed.
func (s *Server) settings(w http.ResponseWriter, r *http.Request, status int, props page.SettingsPage) error {
	var err error
	if props.Frame, err = s.frame(r, "Settings", "settings"); err != nil {
		return err
	}
	if props.Levels, err = s.levelChoices(); err != nil {
		return err
	}
	trouble := props.Data.Trouble
	if props.Data, err = s.dataFacts(r); err != nil {
		return err
	}
	props.Data.Trouble = trouble
	if props.About, err = s.about(props.Chosen); err != nil {
		return err
	}
	return s.render(w, r, status, page.Settings(props))
}

// levelChoices are the built-in rubrics.
func (s *Server) levelChoices() ([]page.RubricChoice, error) {
	var all []page.RubricChoice
	for _, id := range rubric.Builtin() {
		held, err := s.coach.Rubric(id)
		if err != nil {
			return nil, err
		}
		all = append(all, page.RubricChoice{ID: id, Level: held.Level, Title: held.Title})
	}
	return all, nil
}

// builtinRubric reports whether a rubric is one of the program's own; the
// usual one may go unnamed.
func builtinRubric(ref string) bool { return ref == "" || rubric.Source(ref) != nil }

// paceTyped is a pace as the form shows it.
func paceTyped(pace float64) string {
	if pace == 0 {
		pace = page.UsualPace
	}
	return strconv.FormatFloat(pace, 'f', -1, 64)
}

// mostFaultLines is how many mistakes of a rubric are shown at a time.
const mostFaultLines = 12

// faultLines are the mistakes of a rubric, one a line, each with its place.
func faultLines(err error) []string {
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	if more := len(lines) - mostFaultLines; more > 0 {
		lines = append(lines[:mostFaultLines], "and "+strconv.Itoa(more)+" more")
	}
	return lines
}

// dataFacts say how much is kept.
func (s *Server) dataFacts(r *http.Request) (page.DataFacts, error) {
	st := s.coach.Store()
	d := page.DataFacts{Place: s.place, Kind: st.Dialect(), Bytes: -1}
	if size, err := st.Size(r.Context()); err == nil {
		d.Bytes = size
	}
	p, err := s.coach.Portfolio(r.Context(), s.owner(r))
	if err == nil {
		d.Stories = len(p.Entries)
	}
	return d, err
}

// about says what the program is, and what it judges with.
func (s *Server) about(chosen coach.Settings) (page.AboutFacts, error) {
	held, err := s.heldTo(chosen)
	if err != nil {
		return page.AboutFacts{}, err
	}
	lib, err := s.coach.Library()
	if err != nil {
		return page.AboutFacts{}, err
	}
	return page.AboutFacts{
		Version: s.version, Rubric: held.Title, RubricNote: held.Note, Library: lib.Pack.Title, LibraryLicense: lib.Pack.License,
	}, nil
}
