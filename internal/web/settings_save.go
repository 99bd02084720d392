package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/page"
)

// The slowest and the fastest pace that can be set, in words a minute.
const (
	slowestPace = 40
	fastestPace = 400
)

// settingsSave keeps what was chosen: all of it, or, where one thing can't
// be so, none.
func (s *Server) settingsSave(w http.ResponseWriter, r *http.Request) error {
	props := s.settingsForm(r)
	if len(props.Faults) > 0 {
		return s.settings(w, r, http.StatusUnprocessableEntity, props)
	}
	before, err := s.coach.Settings(r.Context(), s.owner(r))
	if err != nil {
		return err
	}
	if err := s.coach.SaveSettings(r.Context(), s.owner(r), props.Chosen); err != nil {
		return err
	}
	says := "Saved."
	if before.Rubric != props.Chosen.Rubric || before.Pace != props.Chosen.Pace {
		says = "Kept. Your stories were read anew."
		if !s.readAnew(r) {
			says = "Kept. Your stories are being read anew, which takes a while."
		}
	}
	return s.seeOther(w, r, "/settings", says)
}

// longestReading is how long a person waits for all stories to be read anew.
// What is left then is read as pages ask for it.
const longestReading = 4 * time.Second

// readAnew reads the stories under a changed rubric or pace, and reports
// whether all of them were.
func (s *Server) readAnew(r *http.Request) bool {
	ctx, cancel := context.WithTimeout(r.Context(), longestReading)
	defer cancel()
	return s.coach.Refresh(ctx, s.owner(r), nil) == nil
}

// settingsForm reads the form, and what is wrong in it.
func (s *Server) settingsForm(r *http.Request) page.SettingsPage {
	p := page.SettingsPage{
		Path: strings.TrimSpace(r.PostFormValue("path")), Pace: strings.TrimSpace(r.PostFormValue("pace")), Faults: map[string][]string{},
		Chosen: coach.Settings{
			Rubric: r.PostFormValue("rubric"), Theme: r.PostFormValue("theme"), Interview: strings.TrimSpace(r.PostFormValue("interview")),
		},
	}
	if p.Chosen.Rubric == "own" {
		p.Chosen.Rubric = p.Path
		if p.Path == "" {
			p.Faults["rubric"] = []string{"Write where your rubric’s file is, or choose one of the levels above."}
		}
	}
	if p.Chosen.Rubric == coach.UsualRubric {
		p.Chosen.Rubric = "" // so that it follows the program's
	}
	switch _, err := s.coach.Rubric(p.Chosen.Rubric); {
	case errors.Is(err, fs.ErrNotExist):
		p.Faults["rubric"] = []string{"There is no file at " + p.Chosen.Rubric + "."}
	case err != nil:
		p.Faults["rubric"] = faultLines(err)
	}
	if p.Chosen.Interview != "" && !coach.IsDay(p.Chosen.Interview) {
		p.Faults["interview"] = []string{notADay + " Choose one, or leave the field empty."}
	}
	switch p.Chosen.Theme {
	case "", "auto", "light", "dark":
	default:
		p.Faults["theme"] = []string{"Choose one of these three."}
	}
	pace, err := readPace(p.Pace)
	if err != nil {
		p.Faults["pace"] = []string{sentence(err)}
	}
	p.Chosen.Pace = pace
	return p
}

// readPace reads a pace as typed, 0 where it is the usual one.
func readPace(typed string) (float64, error) {
	if typed == "" {
		return 0, nil
	}
	pace, err := strconv.ParseFloat(strings.Replace(typed, ",", ".", 1), 64)
	if err != nil || !(pace >= slowestPace && pace <= fastestPace) {
		return 0, fmt.Errorf("give a number of words a minute from %d to %d; most people speak at 120 to 160", slowestPace, fastestPace)
	}
	if pace == page.UsualPace {
		return 0, nil
	}
	return pace, nil
}
