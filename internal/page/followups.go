package page

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"rehearse/internal/coach"
	"rehearse/internal/library"
	"rehearse/internal/store"
)

// FollowUpsAPage is how many follow-ups one page shows: each reply on it is
// read by the reviewer.
const FollowUpsAPage = 12

// FollowUpsPage is what may be asked after a story, with one's replies.
type FollowUpsPage struct {
	Frame
	// Entry is the story with all its follow-ups.
	Entry coach.Entry
	// Items are the follow-ups of this page, Number is the page from 1.
	Items  []FollowUpItem
	Number int
	// Suggested are questions that the story's own words call for.
	Suggested []library.Probe
}

// FollowUpItem is one follow-up with what the reviewer says of its reply.
type FollowUpItem struct {
	store.FollowUp
	Read ReplyRead
	// Stored is set where somebody else saved it meanwhile: the reply that
	// is kept, beside the one in FollowUp that is not.
	Stored *store.FollowUp
}

// ReplyRead is what the reviewer says of a reply. The zero value is that of
// an empty one.
type ReplyRead struct {
	// Vote is the vote in words: "lean yes", or "not scored" with Reason.
	Vote   string `json:"vote"`
	Score  int    `json:"score"`
	Reason string `json:"reason"`
	// Costly is the finding that costs most, Fix what would mend it; both
	// are empty where nothing does.
	Costly string `json:"costly"`
	Fix    string `json:"fix"`
	// Length says how long it takes to say.
	Length string `json:"length"`
	// Added are amounts that the reply states and the story doesn't.
	Added []string `json:"added"`
	// Says is what AddedSays says of them.
	Says string `json:"says"`
}

// lead says what to do now.
func (p FollowUpsPage) lead() string {
	unanswered := 0
	for _, f := range p.Entry.FollowUps {
		if strings.TrimSpace(f.Reply) == "" {
			unanswered++
		}
	}
	all := len(p.Entry.FollowUps)
	switch {
	case all == 0 && len(p.Suggested) > 0:
		return "Interviewers ask on where a story leaves something open. Take two or three of the questions below, and write what you would reply."
	case all == 0:
		return "No question is prepared yet. Write down what you would ask, had somebody else told you this story."
	case unanswered == 1:
		return "One question has no reply yet. Write it as you would say it, in half a minute to a minute."
	case unanswered > 1:
		return strconv.Itoa(unanswered) + " questions have no reply yet. Write each as you would say it, in half a minute to a minute."
	}
	return "Every question has a reply. Say them aloud once without looking, and see which one stumbles."
}

// Pages is how many pages there are, at least one.
func (p FollowUpsPage) Pages() int { return FollowUpPage(max(0, len(p.Entry.FollowUps)-1)) }

// FollowUpPage is the page, from 1, that the follow-up at a place stands on;
// places count from 0.
func FollowUpPage(place int) int { return place/FollowUpsAPage + 1 }

// FollowUpsAddress is the address of a page of a story's follow-ups.
func FollowUpsAddress(story string, number int) string {
	href := string(ledgerStory(story)) + "/followups"
	if number > 1 {
		href += "?page=" + strconv.Itoa(number)
	}
	return href
}

func followUpsHref(story string, number int) templ.SafeURL {
	return templ.SafeURL(FollowUpsAddress(story, number))
}

func followUpHref(f store.FollowUp) templ.SafeURL {
	return ledgerStory(f.Story) + "/followups/" + templ.SafeURL(f.ID)
}

// AddedSays warns of amounts that stand in the reply alone.
func (r ReplyRead) AddedSays() string {
	switch len(r.Added) {
	case 0:
		return ""
	case 1:
		return "Says " + r.Added[0] + ", which the story doesn’t: know where it is from."
	}
	return "Says " + wordsList(r.Added) + ", which the story doesn’t: know where they are from."
}

// rows is how many lines the field of a reply begins with.
func (f FollowUpItem) rows() string {
	return strconv.Itoa(min(14, max(4, len(f.Reply)/75+2)))
}
