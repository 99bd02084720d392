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
	// Usual are the six follow-ups that come up after almost every story.
	Usual []coach.Usual
	// Suggested are questions that the story's own words call for.
	Suggested []library.Probe
}

// FollowUpItem is one follow-up with what is said of its reply.
type FollowUpItem struct {
	store.FollowUp
	Read ReplyRead
	// Stored is set where somebody else saved it meanwhile: the reply that
	// is kept, beside the one in FollowUp that is not.
	Stored *store.FollowUp
}

// ReplyRead is what is said of a reply. The zero value is that of an empty
// one.
type ReplyRead struct {
	// Length says how long it takes to say: "26 s, 61 words".
	Length string `json:"length"`
	// Line sums it up, Reason says why it can't be read; either may be empty.
	Line   string `json:"line"`
	Reason string `json:"reason"`
	// Notes are what may be worth another look.
	Notes []coach.ReplyNote `json:"notes"`
	// Added says which amounts the reply states and the story doesn't.
	Added string `json:"added"`
}

// ReadReply puts what was read of a reply into the words of the page.
func ReadReply(r coach.ReplyReading) ReplyRead {
	if r.Words == 0 {
		return ReplyRead{}
	}
	return ReplyRead{Length: r.Clock(), Line: r.Says, Notes: r.Notes, Added: addedSays(r.Added)}
}

// Lead says what to do now.
func (p FollowUpsPage) Lead() string {
	unanswered := 0
	for _, f := range p.Entry.FollowUps {
		if strings.TrimSpace(f.Reply) == "" {
			unanswered++
		}
	}
	all, open := len(p.Entry.FollowUps), len(p.Usual)-p.answered()
	switch {
	case all == 0:
		return "Six questions come up after almost every story. Prepare one of them below, and write what you would reply."
	case unanswered == 1:
		return "One question has no reply yet. Write it as you would say it, in half a minute to a minute."
	case unanswered > 1:
		return strconv.Itoa(unanswered) + " questions have no reply yet. Write each as you would say it, in half a minute to a minute."
	}
	if open > 0 {
		return "Every question here has a reply. " + upperFirst(smallNumber(open)) + " of the six usual ones " + isOrAre(open) + " still open."
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

// addedSays tells of amounts that stand in the reply alone.
func addedSays(added []string) string {
	switch len(added) {
	case 0:
		return ""
	case 1:
		return "Says " + added[0] + ", which the story doesn’t: know where it is from."
	}
	return "Says " + wordsList(added) + ", which the story doesn’t: know where they are from."
}

// answered is how many of the six usual follow-ups have a reply.
func (p FollowUpsPage) answered() (n int) {
	for _, u := range p.Usual {
		if u.Answered {
			n++
		}
	}
	return n
}

// UsualSays counts the six: "2 of 6 answered".
func (p FollowUpsPage) UsualSays() string {
	return strconv.Itoa(p.answered()) + " of " + strconv.Itoa(len(p.Usual)) + " answered"
}

// UsualState is the state of one of the six in a word.
func UsualState(u coach.Usual) string {
	switch {
	case u.Answered:
		return "answered"
	case u.FollowUp != "":
		return "no reply yet"
	}
	return "open"
}

// usualHref is where a follow-up stands, on whichever page.
func (p FollowUpsPage) usualHref(id string) templ.SafeURL {
	for i, f := range p.Entry.FollowUps {
		if f.ID == id {
			return followUpsHref(p.Entry.ID, FollowUpPage(i)) + templ.SafeURL("#f-"+id)
		}
	}
	return followUpsHref(p.Entry.ID, 1)
}

// smallNumber is a number below ten as a word.
func smallNumber(n int) string {
	words := []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// rows is how many lines the field of a reply begins with.
func (f FollowUpItem) rows() string {
	return strconv.Itoa(min(14, max(4, len(f.Reply)/75+2)))
}
