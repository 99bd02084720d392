package page

import (
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"rehearse/internal/coach"
)

// The filters of the ledger beside the standings.
const (
	// ClaimsAll shows every figure.
	ClaimsAll = ""
	// ClaimsLeft shows what was said of figures that are gone from the text.
	ClaimsLeft = "left"
	// ClaimsApart shows the contradictions, all of them, and nothing else.
	ClaimsApart = "contradictions"
)

// unsaid is the standing of a figure of which nothing was said yet.
const unsaid = "unsaid"

// claimStandings are the standings in the order in which they are offered.
var claimStandings = []string{unsaid, coach.Verified, coach.Estimate, coach.Unconfirmed, coach.Confidential}

// claimsOnPage is about how many figures one page of the ledger has; a story
// is kept whole where it can be. contradictionsOnPage is how many
// contradictions stand above the ledger, contradictionsAtMost the most that
// their own page shows, and settledOnPage how many that are settled the
// ledger unfolds.
const (
	claimsOnPage         = 36
	contradictionsOnPage = 6
	contradictionsAtMost = 60
	settledOnPage        = 20
)

// mostMoves is how many other figures a claim left behind is offered for.
const mostMoves = 3

// ClaimsPage is the ledger of every figure in every story.
type ClaimsPage struct {
	Frame
	Ledger coach.Ledger
	// Show is a standing or one of ClaimsAll, ClaimsLeft and ClaimsApart.
	Show string
	// Number is the page of the ledger, from 1.
	Number int
}

// ClaimAnchor is the id of a figure's line in the ledger, the same at every
// drawing.
func ClaimAnchor(story, text string) string {
	h := fnv.New64a()
	h.Write([]byte(story + "\x00" + text))
	return "c" + strconv.FormatUint(h.Sum64(), 36)
}

// ClaimsCount is how many figures stand under a filter, as its link says it.
func ClaimsCount(l coach.Ledger, show string) string {
	switch show {
	case ClaimsAll:
		return strconv.Itoa(l.Total)
	case ClaimsLeft:
		return strconv.Itoa(l.Left)
	}
	return strconv.Itoa(l.Counts[show])
}

// standingWord is a standing as a person would say it.
func standingWord(standing string) string {
	switch standing {
	case coach.Verified:
		return "Verified"
	case coach.Estimate:
		return "An estimate"
	case coach.Unconfirmed:
		return "Can’t confirm"
	case coach.Confidential:
		return "Confidential"
	}
	return "Not said yet"
}

// claimsFilter is one link above the ledger.
type claimsFilter struct{ Show, Name string }

// ClaimsFilters are all values of ClaimsPage.Show but ClaimsAll.
func ClaimsFilters() []string {
	return append(slices.Clone(claimStandings), ClaimsLeft, ClaimsApart)
}

// filters are the links above the ledger: all, then the standings.
func (p ClaimsPage) filters() []claimsFilter {
	all := []claimsFilter{{ClaimsAll, "All"}}
	for _, s := range claimStandings {
		all = append(all, claimsFilter{s, standingWord(s)})
	}
	if p.Ledger.Left > 0 || p.Show == ClaimsLeft {
		all = append(all, claimsFilter{ClaimsLeft, "Left behind"})
	}
	return all
}

// claimsHref is the address of a page of the ledger.
func claimsHref(show string, number int) templ.SafeURL {
	q := url.Values{}
	if show != ClaimsAll {
		q.Set("show", show)
	}
	if number > 1 {
		q.Set("page", strconv.Itoa(number))
	}
	if len(q) == 0 {
		return "/claims"
	}
	return templ.SafeURL("/claims?" + q.Encode())
}

// Lead says what to do now, on the page that is shown.
func (p ClaimsPage) Lead() string {
	l := p.Ledger
	n := l.Counts[p.Show]
	switch {
	case l.Total == 0 && l.Left == 0:
		return "No story states a number yet. Write down how large it was, what changed from what to what, and over how long: the figures gather here."
	case p.Show == ClaimsApart && len(l.Contradictions) == 0 && len(l.Settled) > 0:
		return "No two of your stories differ over a figure, but for those that you said are both right."
	case p.Show == ClaimsApart && len(l.Contradictions) == 0:
		return "No two of your stories differ over a figure."
	case p.Show == ClaimsApart:
		return "Look at each pair: mend the figure that is wrong, or say that both are right."
	case p.Show == ClaimsLeft && l.Left == 0:
		return "Nothing is left behind: all that you said of figures still belongs to one."
	case p.Show == ClaimsLeft:
		return "The words of these figures are gone from their stories. Move what you said to the new words, or drop it."
	case p.Show != ClaimsAll && n == 0:
		return "No figure stands under this heading now."
	case p.Show != ClaimsAll && p.Show != unsaid:
		return standingLead(p.Show, n)
	case p.Show == ClaimsAll && len(l.Contradictions) > 0:
		return "Look first at the figures that differ. An interviewer who hears two of your stories hears both numbers."
	case p.mends():
		return "Mend first what is confidential and still told in full: put the words to say instead into the story."
	case l.Counts[unsaid] > 0:
		return "Say where each figure comes from. Begin with those in the stories that you would tell first; “about” and “I can’t confirm it” are good answers too."
	}
	return "You have said where every figure comes from. Look through the estimates once more: a report that you can still reach may settle one."
}

// standingLead says what a page of figures of one standing is good for.
func standingLead(standing string, n int) string {
	figures := countOf(n, "figure", "figures")
	switch standing {
	case coach.Verified:
		return "You can stand behind " + figures + ". Tell them without “about”."
	case coach.Estimate:
		return "You tell " + figures + " as an estimate. Say “about” aloud; a report that you can still reach may settle one."
	case coach.Unconfirmed:
		return "You can’t confirm " + figures + ". Say so when asked, or leave the figure out."
	}
	return "You keep " + figures + " confidential. Write what you say instead, and put it into the story."
}

// SpokenSays says where a confidential figure is still told in full; empty
// where it is not.
func SpokenSays(places []string) string {
	switch {
	case len(places) == 0:
		return ""
	case len(places) == 1:
		return "Your story still says the figure itself."
	}
	return "Your story still says the figure itself, and so does " + wordsList(places[1:]) + "."
}

// apartTitle is the heading over pairs of figures that differ.
func (p ClaimsPage) apartTitle(shown int) string {
	if shown == 1 {
		return "These two differ"
	}
	return "Figures that differ"
}

// Tally says in words how many figures have which standing.
func (p ClaimsPage) Tally() string {
	l := p.Ledger
	switch {
	case l.Total == 0:
		return ""
	case l.Counts[unsaid] == l.Total && l.Total == 1:
		return "You haven’t said where the one figure comes from."
	case l.Counts[unsaid] == l.Total:
		return "You haven’t said where any of the " + strconv.Itoa(l.Total) + " figures comes from."
	}
	var parts []string
	add := func(standing, one, many string) {
		if n := l.Counts[standing]; n > 0 {
			parts = append(parts, countOf(n, one, many))
		}
	}
	add(coach.Verified, "is verified", "are verified")
	add(coach.Estimate, "is an estimate", "are estimates")
	add(coach.Unconfirmed, "you can’t confirm", "you can’t confirm")
	add(coach.Confidential, "is confidential", "are confidential")
	add(unsaid, "is still open", "are still open")
	head := "Of " + countOf(l.Total, "figure", "figures") + ", "
	if l.Total == 1 {
		head = "One figure: "
	}
	return head + strings.Join(parts, ", ") + "."
}

// claimsGroup is one story's part on one page of the ledger.
type claimsGroup struct {
	coach.LedgerStory
	// Continued is set where the story began on the page before.
	Continued bool
}

// groups are the stories of the page, and how many pages there are.
func (p ClaimsPage) groups() (here []claimsGroup, pages int) {
	all := p.paged()
	if i := p.Number - 1; i >= 0 && i < len(all) {
		here = all[i]
	}
	return here, len(all)
}

// paged are the stories of all pages, page by page.
func (p ClaimsPage) paged() (all [][]claimsGroup) {
	var now []claimsGroup
	lines := 0
	turn := func() {
		if len(now) > 0 {
			all = append(all, now)
		}
		now, lines = nil, 0
	}
	for _, s := range p.Ledger.Stories {
		g := claimsGroup{LedgerStory: p.shown(s)}
		n := len(g.Figures) + len(g.LeftBehind)
		if n == 0 {
			continue
		}
		if lines > 0 && lines+n > claimsOnPage {
			turn()
		}
		for n > claimsOnPage {
			var head claimsGroup
			head, g = g.cut(claimsOnPage)
			now = append(now, head)
			turn()
			n = len(g.Figures) + len(g.LeftBehind)
		}
		now, lines = append(now, g), lines+n
	}
	turn()
	return all
}

// comparing reports whether the page is one on which pairs of stories stand,
// and there is a pair to compare.
func (p ClaimsPage) comparing() bool {
	return len(p.Ledger.Stories) > 1 && (p.Show == ClaimsApart || p.Show == ClaimsAll && p.Number <= 1)
}

// unnamed is where to name a project: the first story of the ledger that names
// none; empty where all do.
func (p ClaimsPage) unnamed() templ.SafeURL {
	for _, s := range p.Ledger.Stories {
		if s.Project == "" {
			return ledgerStory(s.ID) + "#project"
		}
	}
	return ""
}

// Mend is the address of the first line with a confidential figure that is
// still told, on whichever page of the ledger it stands; empty where the lead
// speaks of none.
func (p ClaimsPage) Mend() templ.SafeURL {
	if !p.mends() {
		return ""
	}
	for i, groups := range p.paged() {
		for _, g := range groups {
			for _, f := range g.Figures {
				if len(f.Spoken) > 0 {
					return claimsHref(p.Show, i+1) + templ.SafeURL("#"+ClaimAnchor(f.Story, f.Text))
				}
			}
		}
	}
	return ""
}

// mends reports whether the first thing to do is to mend a confidential figure
// that is still told.
func (p ClaimsPage) mends() bool {
	return p.Show == ClaimsAll && len(p.Ledger.Contradictions) == 0 && p.Ledger.Spoken > 0
}

// cut splits a group after so many lines.
func (g claimsGroup) cut(at int) (head, rest claimsGroup) {
	head, rest = g, g
	rest.Continued = true
	n := min(at, len(g.Figures))
	head.Figures, rest.Figures = g.Figures[:n], g.Figures[n:]
	left := min(at-n, len(g.LeftBehind))
	head.LeftBehind, rest.LeftBehind = g.LeftBehind[:left], g.LeftBehind[left:]
	return head, rest
}

// shown is the part of a story that the filter lets through.
func (p ClaimsPage) shown(s coach.LedgerStory) coach.LedgerStory {
	if p.Show == ClaimsAll {
		return s
	}
	var figures []coach.Figure
	for _, f := range s.Figures {
		if f.Standing == p.Show {
			figures = append(figures, f)
		}
	}
	s.Figures = figures
	switch p.Show {
	case ClaimsLeft:
	case coach.Confidential:
		// What is told in other words by now is confidential all the same.
		var left []coach.LeftClaim
		for _, c := range s.LeftBehind {
			if c.Standing == coach.Confidential {
				left = append(left, c)
			}
		}
		s.LeftBehind = left
	default:
		s.LeftBehind = nil
	}
	return s
}

// contradictions are those that the page shows, and how many it does not.
func (p ClaimsPage) contradictions() (here []coach.Contradiction, more int) {
	all := p.Ledger.Contradictions
	most := 0
	switch {
	case p.Show == ClaimsApart:
		most = contradictionsAtMost
	case p.Show == ClaimsAll && p.Number <= 1:
		most = contradictionsOnPage
	}
	if len(all) <= most {
		return all, 0
	}
	return all[:most], len(all) - most
}

// settled are the pairs that the person said are both right, where the page
// shows pairs at all.
func (p ClaimsPage) settled() []coach.Settled {
	switch {
	case p.Show == ClaimsApart:
		return p.Ledger.Settled[:min(len(p.Ledger.Settled), contradictionsAtMost)]
	case p.Show == ClaimsAll && p.Number <= 1:
		return p.Ledger.Settled[:min(len(p.Ledger.Settled), settledOnPage)]
	}
	return nil
}

// settledTitle heads the settled pairs.
func (p ClaimsPage) settledTitle() string {
	if len(p.Ledger.Settled) == 1 {
		return "Settled: one pair where both are right"
	}
	return "Settled: " + strconv.Itoa(len(p.Ledger.Settled)) + " pairs where both are right"
}

// claimQuoted is a sentence cut around the amount that it states, blanks
// collapsed, long ones shortened on both sides. Without the amount in it, all
// is Before.
type claimQuoted struct{ Before, Amount, After string }

// longestQuote is how many letters of a sentence stand on either side of its
// amount.
const longestQuote = 150

func claimQuote(sentence, amount string) claimQuoted {
	sentence = strings.Join(strings.Fields(sentence), " ")
	amount = strings.Join(strings.Fields(amount), " ")
	i := strings.Index(sentence, amount)
	if i < 0 || amount == "" {
		return claimQuoted{Before: cutTail(sentence, 2*longestQuote)}
	}
	return claimQuoted{cutHead(sentence[:i], longestQuote), amount, cutTail(sentence[i+len(amount):], longestQuote)}
}

// cutTail and cutHead shorten a text to about so many letters, at a blank
// where there is one near.
func cutTail(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	short := string(r[:most])
	if i := strings.LastIndexByte(short, ' '); i > len(short)*3/4 {
		short = short[:i]
	}
	return short + " …"
}

func cutHead(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	short := string(r[len(r)-most:])
	if i := strings.IndexByte(short, ' '); i >= 0 && i < len(short)/4 {
		short = short[i+1:]
	}
	return "… " + short
}

// again says of a figure where else its story states it.
func again(f coach.Figure) string {
	switch n := len(f.Said) - 1; n {
	case 0, -1:
		return ""
	case 1:
		return "said once more"
	default:
		return fmt.Sprintf("said %d times more", n)
	}
}

// ledgerStory is the address of a story's page.
func ledgerStory(id string) templ.SafeURL {
	return templ.SafeURL("/stories/" + url.PathEscape(id))
}

// wordsList joins words with commas and an "and".
func wordsList(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}
