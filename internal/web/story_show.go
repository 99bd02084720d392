package web

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
)

// storyShow is the page of one story, or its text as JSON for a window that
// follows another.
func (s *Server) storyShow(w http.ResponseWriter, r *http.Request) error {
	if wantsJSON(r) {
		return s.storyJSON(w, r)
	}
	f, err := s.frame(r, "", "stories", "story.js", "story.css")
	if err != nil {
		return err
	}
	p, err := s.coach.Portfolio(r.Context(), s.owner(r))
	if err != nil {
		return err
	}
	e, ok := p.Entry(r.PathValue("id"))
	if !ok {
		return store.ErrMissing
	}
	f.Title = e.Title
	e.Answer = lineEnds(e.Answer)
	reading, err := s.reading(e.Story, p.Settings, r.FormValue("rubric"))
	if err != nil {
		return err
	}
	reading.Untellable = coach.StillTold(e)
	props := page.StoryPage{
		Frame: f, Story: e.Story, Reading: reading, Principles: reading.Rubric.Principles,
		Tellings: e.Tellings, FollowUps: e.FollowUps, Today: s.coach.Today(),
	}
	if ask, more := s.coach.NextAsk(e.Story); more {
		props.Asks = ask.Left
	}
	return s.render(w, r, http.StatusOK, page.Story(props))
}

func (s *Server) storyJSON(w http.ResponseWriter, r *http.Request) error {
	story, err := s.coach.Story(r.Context(), s.owner(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, storyFields(story))
}

// storyFields is a story as the page's script takes it.
func storyFields(x store.Story) map[string]any {
	return map[string]any{
		"revision": x.Revision, "title": x.Title, "question": x.Question, "questions": full(x.Questions), "kind": x.Kind,
		"project": x.Project, "tags": full(x.Tags), "principles": full(x.Principles), "answer": lineEnds(x.Answer), "notes": lineEnds(x.Notes),
	}
}

// full is a list that JSON never shows as null.
func full(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// lineEnds makes all line ends of a text alike, as browsers do with what
// they show and send.
func lineEnds(text string) string {
	if !strings.ContainsRune(text, '\r') {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// builtinLevels are the levels that any story can be held against.
var builtinLevels = []string{"amazon-l5", "amazon-l6", "amazon-l7"}

// reading reads a text under a rubric for the story page. asked is the level
// that the page was asked for, or empty.
func (s *Server) reading(x store.Story, settings coach.Settings, asked string) (page.Reading, error) {
	own, err := s.coach.Rubric(settings.Rubric)
	if err != nil {
		return page.Reading{}, problem(http.StatusBadRequest, "The rubric in the settings can’t be read: "+err.Error()+". Choose another in Settings.", err)
	}
	if !slices.Contains(builtinLevels, asked) {
		asked = settings.Rubric
	}
	held, err := s.coach.Rubric(asked)
	if err != nil {
		return page.Reading{}, err
	}
	out := page.Reading{StoryID: x.ID, Text: x.Answer, Rubric: held, Docs: ruleDocs(), Levels: levels(own, held)}
	question := coach.Asked{Text: x.Answer, Question: x.Question, Kind: x.Kind, Rubric: asked, Pace: settings.Pace}
	_, out.Review, err = s.coach.Review(question)
	if err != nil {
		out.Review, out.Trouble = nil, sentence(err)
		return out.Prepared(), nil
	}
	if held.ID != own.ID {
		question.Rubric = settings.Rubric
		if _, mine, err := s.coach.Review(question); err == nil {
			out.Compared = page.Compare(own, held, mine, out.Review, out.Docs)
		}
	}
	return out.Prepared(), nil
}

// levels are the doors to other levels: the three built-in ones, and the
// person's own rubric where it is another.
func levels(own, held *rubric.Rubric) []page.LevelDoor {
	var doors []page.LevelDoor
	if !slices.Contains(builtinLevels, own.ID) {
		doors = append(doors, page.LevelDoor{Rubric: "own", Name: own.Level, Open: own.ID == held.ID})
	}
	for _, id := range builtinLevels {
		doors = append(doors, page.LevelDoor{Rubric: id, Name: strings.ToUpper(strings.TrimPrefix(id, "amazon-")), Open: held.ID == id})
	}
	return doors
}

// ruleDocs are the texts of all checks by rule.
var ruleDocs = sync.OnceValue(func() map[string]review.Doc {
	docs := map[string]review.Doc{}
	for _, a := range checks.Suite(nil) {
		docs[a.Name] = a.Doc
	}
	return docs
})
