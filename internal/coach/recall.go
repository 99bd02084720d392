package coach

import (
	"sync"

	"rehearse/internal/rubric"
)

// recalled is what was counted over a portfolio already. A portfolio never
// changes once read, so a page that is asked for again counts nothing.
type recalled struct {
	mu   sync.Mutex
	made map[recallKey]any
}

// recallKey names one count: what was counted, under which rubric, on which
// day.
type recallKey struct {
	what   string
	rubric *rubric.Rubric
	day    string
}

// mostRecalled is how many counts a portfolio keeps: a few rooms, under a few
// rubrics, on the days that a program runs without a change.
const mostRecalled = 32

// recall gives what make gives, which is kept for the portfolio. Two requests
// at the same moment may both make it. What it gives is shared and must not
// be changed.
func recall[T any](p *Portfolio, key recallKey, make func() T) T {
	k := &p.recalled
	k.mu.Lock()
	x, ok := k.made[key].(T)
	k.mu.Unlock()
	if ok {
		return x
	}
	x = make()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.made == nil || len(k.made) >= mostRecalled {
		k.made = map[recallKey]any{}
	}
	k.made[key] = x
	return x
}
