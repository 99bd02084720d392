package page

import (
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/review"
	"rehearse/internal/store"
)

func TestArrivalsShowWhatWasLeftOver(t *testing.T) {
	two := []store.Story{{ID: "a", Title: "A"}, {ID: "b", Title: "B"}}
	draw := func(a coach.Arrival) string {
		return ledgerDrawn(t, Arrivals(NewArrivalsPage(Frame{Asset: asset}, []coach.Arrival{a}, Came{})))
	}
	html := draw(coach.Arrival{Name: "x", Stories: two, Unplaced: 3, Over: []string{"line 4: " + hostileText, "line 5: more"}})
	for _, want := range []string{"Look at what was left over", "3 lines were part of no story", "line 5: more", "And 1 more line.", `data-over="3"`,
		`action="/import/undo"`, "Take these 2 stories out again", `name="story" value="b" form="undo-import"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if html = draw(coach.Arrival{Name: "x", Stories: two}); strings.Contains(html, "Look at what") || !strings.Contains(html, "nothing was left over") {
		t.Error("it sends one to look at what was left over, and nothing was")
	}
	if html = draw(coach.Arrival{Name: "x", Stories: two[:1]}); strings.Contains(html, "/import/undo") {
		t.Error("a single story is deleted on its own page")
	}
}

func TestTheHeadCountsWhatWouldHelp(t *testing.T) {
	for n, want := range map[int]string{1: "One thing would", 2: "Two things would", 3: "3 things would"} {
		r := Reading{Review: &review.Review{Rating: review.Rating{Score: 4}, Changes: make([]review.Change, n)}}
		if got := r.firstChange(); !strings.Contains(got, want) {
			t.Errorf("over a list of %d it says %q", n, got)
		}
	}
}
