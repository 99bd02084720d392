package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/review"
	"rehearse/internal/store"
)

// followUpList shows the follow-ups of a story with what the reviewer says
// of each reply.
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
	props := page.FollowUpsPage{Frame: f, Entry: e, Suggested: suggested}
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

// mostAdded is how many amounts of a reply are pointed out.
const mostAdded = 5

// replyRead reads one reply as an answer to its question, and says which
// amounts it adds to the story.
func (s *Server) replyRead(f store.FollowUp, e coach.Entry, chosen coach.Settings) page.ReplyRead {
	if strings.TrimSpace(f.Reply) == "" {
		return page.ReplyRead{}
	}
	_, rev, err := s.coach.Review(coach.Asked{Text: f.Reply, Question: f.Question, Rubric: chosen.Rubric, Pace: chosen.Pace})
	if rev == nil {
		return page.ReplyRead{Vote: "not read", Reason: sentence(err)}
	}
	read := page.ReplyRead{
		Vote: rev.Rating.Label, Score: rev.Rating.Score, Length: replyLength(rev), Added: addedAmounts(rev.Quantities, e.Digest.Amounts),
	}
	if rev.Rating.Score == 0 && len(rev.Rating.Reasons) > 0 {
		read.Reason = rev.Rating.Reasons[0].Text
	}
	if c, ok := costliest(rev.Findings); ok && rev.Rating.Score > 0 {
		read.Costly, read.Fix = c.Message, c.Fix
	}
	read.Says = read.AddedSays()
	return read
}

// costliest is the finding that costs most, if any costs something.
func costliest(all []review.Finding) (most review.Finding, ok bool) {
	for _, f := range all {
		if f.Cost > most.Cost {
			most, ok = f, true
		}
	}
	return most, ok
}

// replyLength tells how long a reply takes to say.
func replyLength(rev *review.Review) string {
	seconds := int(rev.Seconds + .5)
	said := strconv.Itoa(seconds) + " s"
	if seconds >= 60 {
		said = fmt.Sprintf("%d:%02d min", seconds/60, seconds%60)
	}
	if rev.Words == 1 {
		return said + ", 1 word"
	}
	return said + ", " + strconv.Itoa(rev.Words) + " words"
}

// addedAmounts are the amounts of a reply that its story does not state, in
// the reply's words, each once.
func addedAmounts(reply []review.Quantity, story []coach.Amount) []string {
	var added []string
	for _, q := range reply {
		same := func(a coach.Amount) bool { return sameAmount(q, a.Quantity) }
		words := strings.Join(strings.Fields(q.Text), " ")
		if slices.ContainsFunc(story, same) || slices.Contains(added, words) {
			continue
		}
		if added = append(added, words); len(added) == mostAdded {
			break
		}
	}
	return added
}

// sameAmount reports whether one amount is the other, or one end of a change
// that the other tells.
func sameAmount(a, b review.Quantity) bool {
	if a.Kind != b.Kind || a.Unit != b.Unit {
		return strings.EqualFold(strings.Join(strings.Fields(a.Text), " "), strings.Join(strings.Fields(b.Text), " "))
	}
	if a.From != nil && b.From != nil {
		return *a.From == *b.From && a.Value == b.Value
	}
	return a.Value == b.Value || b.From != nil && *b.From == a.Value
}
