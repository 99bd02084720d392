package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

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
		return writeJSON(w, http.StatusOK, map[string]any{
			"revision": saved.Revision, "title": saved.Title, "saved": time.UnixMilli(saved.Edited).Format(time.RFC3339),
		})
	}
	return s.seeOther(w, r, "/stories/"+saved.ID, "Saved.")
}

// saveForm keeps the story of the form, which may settle a conflict.
func (s *Server) saveForm(r *http.Request) (store.Story, error) {
	x := storyForm(r)
	x.ID = r.PathValue("id")
	switch settles := r.PostFormValue("settles"); settles {
	case store.OriginMerged, store.OriginKept:
		return s.coach.Settle(r.Context(), s.owner(r), x, formBase(r), settles)
	}
	return s.coach.Save(r.Context(), s.owner(r), x, formBase(r))
}

func (s *Server) conflict(w http.ResponseWriter, r *http.Request, c *coach.Conflict) error {
	if wantsJSON(r) {
		return writeJSON(w, http.StatusConflict, map[string]any{
			"stored": storyFields(c.Stored), "yours": storyFields(c.Yours), "merged": lineEnds(c.Merged), "clean": c.Clean,
			"differs": pieces(coach.Diff(lineEnds(c.Yours.Answer), lineEnds(c.Stored.Answer))),
		})
	}
	f, err := s.frame(r, "Two versions", "stories", "story.css")
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusConflict, page.Conflict(page.ConflictPage{
		Frame: f, Stored: c.Stored, Yours: c.Yours, Merged: c.Merged, Clean: c.Clean,
	}))
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
func storyForm(r *http.Request) store.Story {
	return store.Story{
		Title:    lineEnds(r.PostFormValue("title")),
		Question: strings.Join(strings.Fields(r.PostFormValue("question")), " "), Questions: filled(strings.Split(lineEnds(r.PostFormValue("questions")), "\n")),
		Kind: r.PostFormValue("kind"), Project: strings.TrimSpace(r.PostFormValue("project")),
		Tags: filled(strings.Split(r.PostFormValue("tags"), ",")), Principles: filled(r.PostForm["principles"]),
		Answer: lineEnds(r.PostFormValue("answer")), Notes: lineEnds(r.PostFormValue("notes")),
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
