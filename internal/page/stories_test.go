package page

import (
	"net/url"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
)

// shelf is a small portfolio, last edited first.
func shelf() []coach.Entry {
	entry := func(id, title, answer string, rating int, level string, tellings int, principles ...string) coach.Entry {
		e := coach.Entry{Story: store.Story{ID: id, Title: title, Answer: answer, Edited: 1}}
		e.Digest = coach.Digest{Reviewed: true, Rating: rating, Level: level}
		for _, p := range principles {
			e.Digest.Principles = append(e.Digest.Principles, coach.Shown{ID: p})
		}
		e.Tellings = make([]store.Telling, tellings)
		return e
	}
	unread := coach.Entry{Story: store.Story{ID: "e", Title: "Éclair", Question: "What went wrong?"}}
	tagged := entry("c", "checkout", "We moved the CHECKOUT", 3, "at", 2, "ownership", "dive-deep", "bias-for-action", "deliver-results")
	tagged.Tags = []string{"payments", "2024"}
	return []coach.Entry{
		entry("a", "Archive", "the archive burned down", 1, "below", 0, "ownership"),
		entry("b", "Bakery", "bread", 4, "above", 1, "dive-deep"),
		tagged,
		entry("d", "Dock", "cranes", 0, "", 0),
		unread,
	}
}

func TestTheListShowsWhatIsAskedFor(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"", "a b c d e"},
		{"q=checkout", "c"},
		{"q=BURNED+archive", "a"},
		{"q=archive+bread", ""},
		{"q=%C3%A9clair", "e"},
		{"q=wrong", "e"},
		{"q=%C3%89CLAIR", "e"},
		{"q=the+CKOU", "c"},
		{"q=2024", "c"},
		{"q=cranes", "d"},
		{"q=craness", ""},
		{"q=payments", "c"},
		{"rating=4", "b"},
		{"rating=0", "d"}, // not the one that was not read yet
		{"rating=9", "a b c d e"},
		{"level=at", "c"},
		{"principle=dive-deep", "b c"},
		{"principle=nothing", ""},
		{"tag=2024", "c"},
		{"sort=strongest", "b c a d e"},
		{"sort=weakest", "d e a c b"},
		{"sort=told", "c b a d e"},
		{"sort=title", "a b c d e"},
		{"sort=drop+table", "a b c d e"},
		{"rating=1&q=bread", ""},
	} {
		v, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range ReadStoriesQuery(v).choose(shelf(), "2026-11-23") {
			got = append(got, e.ID)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q shows %q, not %q", c.query, s, c.want)
		}
	}
}

func TestChoosingLeavesThePortfolioAsItIs(t *testing.T) {
	all := shelf()
	StoriesQuery{Sort: "strongest"}.choose(all, "2026-11-23")
	if all[0].ID != "a" || all[4].ID != "e" {
		t.Error("the shared portfolio was put into another order")
	}
}

func TestPagesOfTheList(t *testing.T) {
	p := &coach.Portfolio{Entries: make([]coach.Entry, 2*StoriesAPage+1)}
	r := &rubric.Rubric{Level: "L6"}
	for _, c := range []struct{ asked, page, shown int }{{0, 1, StoriesAPage}, {1, 1, StoriesAPage}, {3, 3, 1}, {99, 3, 1}, {-4, 1, StoriesAPage}} {
		got := NewStoriesPage(Frame{}, p, r, StoriesQuery{Page: c.asked}, "2026-11-23")
		if got.Query.Page != c.page || len(got.Shown) != c.shown || got.Pages() != 3 {
			t.Errorf("page %d: got page %d of %d with %d stories", c.asked, got.Query.Page, got.Pages(), len(got.Shown))
		}
	}
	none := NewStoriesPage(Frame{}, &coach.Portfolio{}, r, StoriesQuery{Page: 3}, "2026-11-23")
	if none.Query.Page != 1 || len(none.Shown) != 0 {
		t.Errorf("an empty list is on page %d with %d stories", none.Query.Page, len(none.Shown))
	}
}

func TestAnAddressKeepsTheQuery(t *testing.T) {
	q := StoriesQuery{Words: "a b&c", Sort: "told", Rating: "2", Level: "at", Principle: "ownership", Tag: "x y"}
	u, err := url.Parse(q.Href(4))
	if err != nil {
		t.Fatal(err)
	}
	q.Page = 4
	if got := ReadStoriesQuery(u.Query()); got != q {
		t.Errorf("%s is read as %+v", u, got)
	}
	if got := (StoriesQuery{}).Href(1); got != "/stories" {
		t.Errorf("the whole list is at %s", got)
	}
}

func TestAtMostThreePrinciplesAreNamed(t *testing.T) {
	r, err := rubric.Load("amazon-l6", nil)
	if err != nil {
		t.Fatal(err)
	}
	p := StoriesPage{Rubric: r}
	names, more := p.principlesSeen(&shelf()[2])
	if names != "Ownership, Dive Deep, Bias for Action" || more != 1 {
		t.Errorf("got %q and %d more", names, more)
	}
	if names, more := p.principlesSeen(&shelf()[3]); names != "" || more != 0 {
		t.Errorf("a story that shows none: %q, %d", names, more)
	}
}
