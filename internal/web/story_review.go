package web

import (
	"bytes"
	"net/http"
	"unicode/utf8"

	"rehearse/internal/page"

	"github.com/a-h/templ"
)

// storyReview reads the text of the form without saving it: as JSON with the
// page's regions for a script, otherwise as the whole page.
func (s *Server) storyReview(w http.ResponseWriter, r *http.Request) error {
	settings, err := s.coach.Settings(r.Context(), s.owner(r))
	if err != nil {
		return err
	}
	x := storyForm(r)
	x.ID = r.PathValue("id")
	if utf8.RuneCountInString(x.Answer) > page.LongestAnswer {
		// A story that came in by the command line may be as long; anything
		// else is not read at length for nothing.
		stored, err := s.coach.Story(r.Context(), s.owner(r), x.ID)
		if err != nil {
			return err
		}
		if err := soundText(x, stored); err != nil {
			return err
		}
	}
	reading, err := s.reading(x, settings, r.PostFormValue("rubric"))
	if err != nil {
		return err
	}
	if reading.Untellable, err = s.coach.StillTold(r.Context(), s.owner(r), x.ID, x.Answer); err != nil {
		return err
	}
	if !wantsJSON(r) {
		return s.unsavedPage(w, r, reading)
	}
	answer := struct {
		Marks   page.Marks        `json:"marks"`
		Regions map[string]string `json:"regions"`
	}{reading.Marks(), map[string]string{}}
	for id, c := range map[string]templ.Component{
		"now": page.Now(reading), "vote": page.Vote(reading), "changes": page.Changes(reading), "clock": page.Clock(reading),
		"margin": page.Notes(reading), "chips": page.Chips(reading), "levels": page.Levels(x.ID, reading),
		"compared": page.ComparedLevels(reading),
	} {
		var b bytes.Buffer
		if err := c.Render(r.Context(), &b); err != nil {
			return err
		}
		answer.Regions[id] = b.String()
	}
	return writeJSON(w, http.StatusOK, answer)
}

// unsavedPage shows the story's page with the text of the form in it.
func (s *Server) unsavedPage(w http.ResponseWriter, r *http.Request, reading page.Reading) error {
	f, err := s.frame(r, "", "stories", "story.js", "story.css")
	if err != nil {
		return err
	}
	stored, err := s.coach.Story(r.Context(), s.owner(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	x := storyForm(r)
	x.ID, x.Revision, x.Created = stored.ID, formBase(r), stored.Created
	f.Title = x.Title
	f.Notice = "Read, and not saved yet."
	return s.render(w, r, http.StatusOK, page.Story(page.StoryPage{
		Frame: f, Story: x, Reading: reading, Principles: reading.Rubric.Principles, Today: s.coach.Today(),
	}))
}
