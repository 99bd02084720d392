package web

import (
	"net/http"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
)

// followUpList shows the follow-ups of a story with what is said of
// each reply.
func (s *Server) followUpList(w http.ResponseWriter, r *http.Request) error {
	return s.followUps(w, r, http.StatusOK, pageNumber(r), nil)
}

// followUps shows a page of follow-ups; unsaved, where it is set, is one that
// could not be kept and stands in place of the stored one.
func (s *Server) followUps(w http.ResponseWriter, r *http.Request, status, number int, unsaved *page.FollowUpItem) error {
	f, err := s.frame(r, "Follow-ups", "stories", "followups.js", "ledger.css")
	if err != nil {
		return err
	}
	p, e, err := s.entry(r)
	if err != nil {
		return err
	}
	suggested, err := s.coach.SuggestedUnder(e, p.Settings)
	if err != nil {
		// The replies are worth showing where nothing can be suggested.
		suggested = nil
	}
	props := page.FollowUpsPage{Frame: f, Entry: e, Usual: coach.UsualFollowUps(e), Suggested: suggested}
	props.Number = min(number, props.Pages())
	from := (props.Number - 1) * page.FollowUpsAPage
	for _, x := range e.FollowUps[from:min(from+page.FollowUpsAPage, len(e.FollowUps))] {
		if unsaved != nil && unsaved.ID == x.ID {
			props.Items = append(props.Items, *unsaved)
			continue
		}
		props.Items = append(props.Items, page.FollowUpItem{FollowUp: x, Read: s.replyRead(x, e, p.Settings)})
	}
	return s.render(w, r, status, page.FollowUps(props))
}

// entry is the story that the address names.
func (s *Server) entry(r *http.Request) (*coach.Portfolio, coach.Entry, error) {
	p, err := s.coach.Portfolio(r.Context(), s.owner(r))
	if err != nil {
		return nil, coach.Entry{}, err
	}
	e, ok := p.Entry(r.PathValue("id"))
	if !ok {
		return nil, e, problem(http.StatusNotFound, "This story is not here any more. It may have been deleted in another window.", nil)
	}
	return p, e, nil
}

// replyRead reads one reply for what it is.
func (s *Server) replyRead(f store.FollowUp, e coach.Entry, chosen coach.Settings) page.ReplyRead {
	read, err := s.coach.Reply(f, e, chosen)
	if err != nil {
		return page.ReplyRead{Reason: sentence(err)}
	}
	return page.ReadReply(read)
}
