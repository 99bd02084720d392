package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
)

// storySave keeps the story of the form. A save from a page that is out of
// date keeps nothing and gives both texts back.
func (s *Server) storySave(w http.ResponseWriter, r *http.Request) error {
	if len(r.PostForm["answer"]) == 0 {
		return problem(http.StatusBadRequest, "The form arrived without its story, so nothing was saved. Go back and try once more.", nil)
	}
	saved, err := s.saveForm(r)
	var stale *coach.Conflict
	switch {
	case errors.As(err, &stale):
		return s.conflict(w, r, stale)
	case err != nil:
		return err
	case wantsJSON(r):
		answer := map[string]any{
			"revision": saved.Revision, "title": saved.Title, "saved": time.UnixMilli(saved.Edited).Format(time.RFC3339),
		}
		if r.PostFormValue("settles") != "" {
			answer["story"] = storyFields(saved)
		}
		return writeJSON(w, http.StatusOK, answer)
	}
	return s.seeOther(w, r, "/stories/"+saved.ID, "Saved.")
}

// settlesStored is how a form says that the saved version is taken.
const settlesStored = "stored"

// saveForm keeps the story of the form, which may settle a conflict.
func (s *Server) saveForm(r *http.Request) (store.Story, error) {
	ctx, owner, base := r.Context(), s.owner(r), formBase(r)
	x, before, err := s.formStory(r)
	if err != nil {
		return x, err
	}
	if err := soundText(x, before); err != nil {
		return x, err
	}
	mine, differs := asideForm(r, x)
	switch settles := r.PostFormValue("settles"); {
	case settles == settlesStored:
		return s.coach.TakeStored(ctx, owner, mine, base)
	case settles != store.OriginMerged && settles != store.OriginKept:
		return s.coach.Save(ctx, owner, x, base)
	case differs:
		return s.coach.Settle(ctx, owner, x, base, settles, &mine)
	default:
		return s.coach.Settle(ctx, owner, x, base, settles, nil)
	}
}

// formStory is the story of a form, and the one that it was made from. A
// field that did not arrive stays as it was there.
func (s *Server) formStory(r *http.Request) (x, before store.Story, err error) {
	x = storyForm(r)
	x.ID = r.PathValue("id")
	v, err := s.coach.Version(r.Context(), s.owner(r), x.ID, formBase(r))
	if before = v.Story; errors.Is(err, store.ErrMissing) {
		// A form that names no revision, or one that is not there, meets the
		// story as it is.
		before, err = s.coach.Story(r.Context(), s.owner(r), x.ID)
	}
	if err != nil {
		return x, before, err
	}
	for _, name := range coach.Fields() {
		if !r.PostForm.Has(name) {
			x = coach.WithField(x, name, before)
		}
	}
	return x, before, nil
}

// asideForm is what stood in the window where the form that settles a
// conflict chose otherwise, and whether that is anything.
func asideForm(r *http.Request, x store.Story) (mine store.Story, differs bool) {
	mine = x
	for _, name := range coach.Fields() {
		if field := "mine-" + name; r.PostForm.Has(field) {
			mine = coach.WithField(mine, name, storyOf(r, "mine-"))
			differs = differs || coach.FieldText(mine, name) != coach.FieldText(x, name)
		}
	}
	// A proposal that was taken as it stood holds all of both texts.
	if r.PostForm.Has("mine-answer") && lineEnds(r.PostFormValue("proposal")) != x.Answer {
		mine.Answer = lineEnds(r.PostFormValue("mine-answer"))
		differs = differs || mine.Answer != x.Answer
	}
	return mine, differs
}

// soundText refuses a text that the workshop would take too long to read
// again with each save. One that came in by the command line stays as it is.
func soundText(x, before store.Story) error {
	for _, t := range []struct{ what, now, was string }{{"story", x.Answer, before.Answer}, {"text of the notes", x.Notes, before.Notes}} {
		if len(t.now) > page.LongestAnswer && utf8.RuneCountInString(t.now) > page.LongestAnswer && t.now != lineEnds(t.was) {
			return problem(http.StatusUnprocessableEntity, fmt.Sprintf("This %s is longer than the %d letters that the workshop keeps in one. Cut it into several.", t.what, page.LongestAnswer), nil)
		}
	}
	return nil
}

func (s *Server) conflict(w http.ResponseWriter, r *http.Request, c *coach.Conflict) error {
	if wantsJSON(r) {
		return writeJSON(w, http.StatusConflict, map[string]any{
			"stored": storyFields(c.Stored), "yours": storyFields(c.Yours), "together": storyFields(c.Together), "merged": lineEnds(c.Merged), "clean": c.Clean,
			"differs": pieces(coach.Diff(lineEnds(c.Yours.Answer), lineEnds(c.Stored.Answer))),
			"rows":    clashRows(c), "taken": page.TakenSays(c),
		})
	}
	f, err := s.frame(r, "Two versions", "stories", "story.css")
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusConflict, page.Conflict(page.ConflictPage{Frame: f, Conflict: c}))
}

// clashRows are the fields to choose between as the page's script takes them.
func clashRows(c *coach.Conflict) []map[string]string {
	rows := []map[string]string{}
	for _, x := range page.NewClashRows(c) {
		rows = append(rows, map[string]string{
			"field": x.Field, "label": x.Label, "yours": lineEnds(x.Yours), "yoursSays": x.YoursSays, "storedSays": x.StoredSays,
		})
	}
	return rows
}

// pieces are a difference as the page's script takes it: -1 stands in the
// first text only, 1 in the second, 0 in both.
func pieces(all []coach.Piece) []any {
	out := make([]any, len(all))
	for i, p := range all {
		out[i] = []any{p.Op, p.Text}
	}
	return out
}

// storyForm reads a story from the fields of a form.
func storyForm(r *http.Request) store.Story { return storyOf(r, "") }

// storyOf reads a story from the fields of a form whose names begin with
// prefix.
func storyOf(r *http.Request, prefix string) store.Story {
	value := func(name string) string { return lineEnds(r.PostFormValue(prefix + name)) }
	return store.Story{
		Title:    value("title"),
		Question: strings.Join(strings.Fields(value("question")), " "), Questions: filled(strings.Split(value("questions"), "\n")),
		Kind: value("kind"), Project: strings.TrimSpace(value("project")),
		Tags:       filled(strings.Split(value("tags"), ",")),
		Principles: filled(strings.Split(lineEnds(strings.Join(r.PostForm[prefix+"principles"], "\n")), "\n")),
		Answer:     value("answer"), Notes: value("notes"),
	}
}

// formBase is the revision that a form was made from, 0 where it says none.
func formBase(r *http.Request) int64 {
	n, err := strconv.ParseInt(r.PostFormValue("base"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// filled are the entries of a list that hold something, without blanks around
// them.
func filled(list []string) []string {
	var out []string
	for _, x := range list {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}
