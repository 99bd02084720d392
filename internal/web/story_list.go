package web

import (
	"net/http"

	"rehearse/internal/coach"
	"rehearse/internal/match"
	"rehearse/internal/page"
)

// mostPairs is how many pairs of stories that look alike are pointed out;
// mostOverused how many that too much rests on.
const (
	mostPairs    = 5
	mostOverused = 3
)

// storyList is the list of stories that fit what the address asks for.
func (s *Server) storyList(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Stories", "stories", "stories.js", "drop.js")
	if err != nil {
		return err
	}
	owner := s.owner(r)
	p, err := s.coach.Portfolio(r.Context(), owner)
	if err != nil {
		return err
	}
	held, err := s.heldTo(p.Settings)
	if err != nil {
		return err
	}
	query, today := page.ReadStoriesQuery(r.URL.Query()), s.coach.Today()
	props := page.NewStoriesPage(f, p, held, query, today)
	if !query.Filtered() && query.Page == 1 {
		twins, err := s.coach.Alike(r.Context(), owner)
		if err != nil {
			return err
		}
		props.Pairs = pairs(p, twins)
		over := coach.Overused(p, held, today)
		props.Overused = over[:min(mostOverused, len(over))]
	}
	return s.render(w, r, http.StatusOK, page.Stories(props))
}

// pairs gives the likest twins their titles.
func pairs(p *coach.Portfolio, twins []match.Twins) []page.Pair {
	var out []page.Pair
	for _, t := range twins[:min(mostPairs, len(twins))] {
		a, foundA := p.Entry(t.A)
		b, foundB := p.Entry(t.B)
		if foundA && foundB {
			out = append(out, page.Pair{A: a.ID, ATitle: a.Title, B: b.ID, BTitle: b.Title, Why: t.Why})
		}
	}
	return out
}
