package page

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rehearse/internal/coach"
	"rehearse/internal/rubric"
)

// StoriesAPage is how many stories one page of the list shows.
const StoriesAPage = 50

// StoriesPage is the list of a person's stories, all or those that were asked
// for.
type StoriesPage struct {
	Frame
	Query  StoriesQuery
	Rubric *rubric.Rubric
	// Today is the day that freshness is counted to, YYYY-MM-DD.
	Today string
	// All counts the stories that there are, Found those that fit the query.
	All, Found int
	// Shown are the stories of this page, in order.
	Shown []*coach.Entry
	// Tags are all tags in use, in order.
	Tags []string
	// Pairs and Overused are pointed out above the list.
	Pairs    []Pair
	Overused []coach.Overuse
	// Unread counts the stories that the reviewer has not read yet.
	Unread int
}

// Pair is two stories that seem to be the same proof point.
type Pair struct{ A, ATitle, B, BTitle, Why string }

// NewStoriesPage chooses and orders what the list shows of a portfolio. Page
// numbers out of range become the nearest that exists.
func NewStoriesPage(f Frame, p *coach.Portfolio, r *rubric.Rubric, q StoriesQuery, today string) StoriesPage {
	found := q.choose(p.Entries, today)
	out := StoriesPage{Frame: f, Query: q, Rubric: r, Today: today, All: len(p.Entries), Found: len(found), Tags: tagsOf(p.Entries)}
	out.Query.Page = max(1, min(q.Page, out.Pages()))
	from := (out.Query.Page - 1) * StoriesAPage
	out.Shown = found[from:min(len(found), from+StoriesAPage)]
	for _, e := range p.Entries {
		if !e.Digest.Reviewed {
			out.Unread++
		}
	}
	return out
}

// Pages counts the pages of what was found; there is always one.
func (p StoriesPage) Pages() int { return max(1, (p.Found+StoriesAPage-1)/StoriesAPage) }

// StoriesQuery is what a person asks the list to show. The zero value asks
// for everything, last edited first.
type StoriesQuery struct {
	// Words must all stand somewhere in the story, in any case of letters.
	Words string
	// Sort is one of the values of sortings, or empty for the first.
	Sort string
	// Rating is "1" to "4", "0" for those that can't be scored, or empty.
	Rating string
	// Level is "below", "at", "above" or empty.
	Level string
	// Principle is the id of one that the story shows, Tag one of its tags.
	Principle, Tag string
	// Page counts from 1.
	Page int
}

// ReadStoriesQuery reads a query from an address. What it does not know it
// takes as not asked.
func ReadStoriesQuery(v url.Values) StoriesQuery {
	q := StoriesQuery{
		Words: strings.TrimSpace(v.Get("q")), Principle: v.Get("principle"), Tag: v.Get("tag"),
		Sort: among(v.Get("sort"), sortings), Rating: among(v.Get("rating"), votes), Level: among(v.Get("level"), levels),
	}
	q.Page, _ = strconv.Atoi(v.Get("page"))
	q.Page = max(1, q.Page)
	return q
}

func among(value string, known []choice) string {
	if slices.ContainsFunc(known, func(c choice) bool { return c.Value == value }) {
		return value
	}
	return ""
}

// choice is one entry of a select.
type choice struct{ Value, Name string }

var (
	sortings = []choice{
		{"", "Last edited first"}, {"weakest", "Weakest first"}, {"strongest", "Strongest first"},
		{"stale", "Longest untouched first"}, {"told", "Most told first"}, {"title", "By title"},
	}
	votes  = []choice{{"", "Any vote"}, {"4", "Strong yes"}, {"3", "Lean yes"}, {"2", "Lean no"}, {"1", "Strong no"}, {"0", "Not scored"}}
	levels = []choice{{"", "Any level"}, {"at", "At"}, {"below", "Below"}, {"above", "Above"}}
)

// levelChoices are the levels as a rubric names them: "At L6".
func (p StoriesPage) levelChoices() []choice {
	out := slices.Clone(levels)
	for i := range out[1:] {
		out[i+1].Name += " " + p.Rubric.Level
	}
	return out
}

// Filtered reports whether the query leaves anything out.
func (q StoriesQuery) Filtered() bool {
	return q.Words != "" || q.Rating != "" || q.Level != "" || q.Principle != "" || q.Tag != ""
}

// Href is the address of a page of what the query asks for.
func (q StoriesQuery) Href(page int) string {
	v := url.Values{}
	for name, value := range map[string]string{"q": q.Words, "sort": q.Sort, "rating": q.Rating, "level": q.Level, "principle": q.Principle, "tag": q.Tag} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if page > 1 {
		v.Set("page", strconv.Itoa(page))
	}
	if len(v) == 0 {
		return "/stories"
	}
	return "/stories?" + v.Encode()
}

// choose gives the entries that fit, in the order asked for. The entries
// themselves stay as they are.
func (q StoriesQuery) choose(all []coach.Entry, today string) []*coach.Entry {
	words := strings.Fields(q.Words)
	var out []*coach.Entry
	for i := range all {
		if q.fits(&all[i]) && holdsAll(&all[i], words) {
			out = append(out, &all[i])
		}
	}
	q.order(out, today)
	return out
}

func (q StoriesQuery) fits(e *coach.Entry) bool {
	d := &e.Digest
	switch {
	case q.Rating != "" && (!d.Reviewed || strconv.Itoa(d.Rating) != q.Rating):
		return false
	case q.Level != "" && d.Level != q.Level:
		return false
	case q.Principle != "" && !slices.ContainsFunc(d.Principles, func(s coach.Shown) bool { return s.ID == q.Principle }):
		return false
	}
	return q.Tag == "" || slices.Contains(e.Tags, q.Tag)
}

// holdsAll reports whether each word stands somewhere in a story.
func holdsAll(e *coach.Entry, words []string) bool {
	for _, w := range words {
		within := func(part string) bool { return holdsWord(part, w) }
		if !within(e.Title) && !within(e.Question) && !within(e.Project) && !slices.ContainsFunc(e.Tags, within) &&
			!slices.ContainsFunc(e.Questions, within) && !within(e.Answer) && !within(e.Notes) {
			return false
		}
	}
	return true
}

// holdsWord reports whether a word stands in a text, in any case of letters.
// It is asked of every text at every key that is pressed, so the usual word
// is looked for without making a copy of the text.
func holdsWord(text, word string) bool {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return strings.Contains(strings.ToLower(text), strings.ToLower(word))
		}
	}
	if word == "" {
		return true
	}
	const lower = 'a' - 'A' // the bit that tells a small letter from a capital
	first := word[0] | lower
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i]|lower == first && strings.EqualFold(text[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// order sorts stably, so that stories alike in what is asked stay last
// edited first.
func (q StoriesQuery) order(list []*coach.Entry, today string) {
	by := func(key func(e *coach.Entry) int) {
		keys := make(map[*coach.Entry]int, len(list))
		for _, e := range list {
			keys[e] = key(e)
		}
		slices.SortStableFunc(list, func(a, b *coach.Entry) int { return cmp.Compare(keys[a], keys[b]) })
	}
	switch q.Sort {
	case "weakest":
		by(func(e *coach.Entry) int { return e.Digest.Rating })
	case "strongest":
		by(func(e *coach.Entry) int { return -e.Digest.Rating })
	case "stale":
		by(func(e *coach.Entry) int { return -untouched(coach.Fresh(*e, today)) })
	case "told":
		by(func(e *coach.Entry) int { return -len(e.Tellings) })
	case "title":
		slices.SortStableFunc(list, func(a, b *coach.Entry) int { return cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) })
	}
}

// untouched is how many days ago a story was last edited or told.
func untouched(f coach.Freshness) int {
	if f.Told >= 0 && f.Told < f.Edited {
		return f.Told
	}
	return f.Edited
}

// tagsOf lists the tags that are in use, in order of their names.
func tagsOf(all []coach.Entry) []string {
	var tags []string
	for _, e := range all {
		tags = append(tags, e.Tags...)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// principlesSeen are the first three principles that a story shows by name,
// and how many more there are.
func (p StoriesPage) principlesSeen(e *coach.Entry) (names string, more int) {
	var list []string
	for _, s := range e.Digest.Principles {
		name := s.ID
		if known, ok := p.Rubric.Principle(s.ID); ok {
			name = known.Name
		}
		list = append(list, name)
	}
	more = max(0, len(list)-3)
	return strings.Join(list[:len(list)-more], ", "), more
}

// levelSays is where a story's scope lies: "at L6".
func (p StoriesPage) levelSays(e *coach.Entry) string {
	if e.Digest.Level == "" && e.Digest.Reviewed {
		return "–"
	}
	if e.Digest.Level == "" {
		return ""
	}
	return e.Digest.Level + " " + p.Rubric.Level
}

// voteSays is the vote in words, also where there is none yet.
func voteSays(d coach.Digest) string {
	switch {
	case !d.Reviewed:
		return "not read yet"
	case d.Label == "":
		return "not scored"
	}
	return d.Label
}

// whyAlike says what two stories share, as a sentence.
func (p Pair) whyAlike() string {
	if p.Why == "" {
		return ""
	}
	return upperFirst(p.Why) + "."
}

// heading is the title of a story, or what stands in for one.
func heading(title string) string {
	if strings.TrimSpace(title) == "" {
		return "A story without a title"
	}
	return title
}

// timesTold says how often a story was told.
func timesTold(n int) string {
	switch n {
	case 0:
		return "never"
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

// toldSays is timesTold where no heading stands above it.
func toldSays(n int) string {
	if n == 0 {
		return "never told"
	}
	return "told " + timesTold(n)
}

// countLine says how many stories are shown, for eyes and screen readers.
func (p StoriesPage) countLine() string {
	switch {
	case p.Found == 0:
		return "No story fits."
	case p.Query.Filtered():
		return countOf(p.Found, "story fits.", "stories fit.")
	}
	return countOf(p.Found, "story.", "stories.")
}

// storiesLead says what to do now with the stories as they stand.
func (p StoriesPage) storiesLead() string {
	weak := 0
	switch {
	case p.All == 0:
		return "There is no story here yet. Bring the first one; it may be rough."
	case len(p.Pairs) == 1:
		return "Two of your stories look like the same one. See whether you need both."
	case len(p.Pairs) > 1:
		return "Some of your stories look like the same one. See which of them you need."
	}
	for _, e := range p.Shown {
		if e.Digest.Reviewed && e.Digest.Rating > 0 && e.Digest.Rating < 3 {
			weak++
		}
	}
	if weak > 0 && p.Query.Sort != "weakest" {
		return "Some are not a yes yet. Sort by the weakest, open the first, and mend what costs it most."
	}
	return "Open a story to work on it, or bring more."
}

// countOf is a number with the word for one or for many: "1 story",
// "12 stories".
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
