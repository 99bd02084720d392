package web

import (
	"net/http"
	"strings"

	"rehearse/internal/page"
	"rehearse/internal/store"
)

// mostFollowUps is how many follow-ups one story may hold.
const mostFollowUps = 200

// followUpAdd keeps a question that may come after a story: one of those
// suggested, or one of the person's own.
func (s *Server) followUpAdd(w http.ResponseWriter, r *http.Request) error {
	_, e, err := s.entry(r)
	if err != nil {
		return err
	}
	f := store.FollowUp{Story: e.ID, Question: r.PostFormValue("question"), Reply: r.PostFormValue("reply")}
	if err := soundFollowUp(f); err != nil {
		return err
	}
	if len(e.FollowUps) >= mostFollowUps {
		return problem(http.StatusUnprocessableEntity, "This story has as many follow-ups as anybody could prepare. Delete one that you no longer need first.", nil)
	}
	f, err = s.coach.AddFollowUp(r.Context(), s.owner(r), f)
	if err != nil {
		return err
	}
	// It stands last, on the last page.
	number := page.FollowUpPage(len(e.FollowUps))
	return s.seeOther(w, r, page.FollowUpsAddress(e.ID, number)+"#f-"+f.ID, "Added. Write what you would reply.")
}

// soundFollowUp says what of a follow-up can't be kept, beside what the coach
// says.
func soundFollowUp(f store.FollowUp) error {
	if strings.TrimSpace(f.Question) == "" {
		return problem(http.StatusUnprocessableEntity, "The question is empty. Write what may be asked, then the reply.", nil)
	}
	return nil
}
