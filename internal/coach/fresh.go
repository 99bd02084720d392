package coach

import (
	lru "container/list"
	"sync"

	"rehearse/internal/review"
	"rehearse/internal/story"
)

// fresh are the readings made last. The page of a story is opened more often
// than its text is changed, and a reading costs more than all else on it.
type fresh struct {
	mu    sync.Mutex
	made  map[freshKey]*lru.Element
	order lru.List // of *reading, the one used last in front
}

// freshKey is all that a reading depends on.
type freshKey struct {
	engine *engine
	asked  Asked
}

type reading struct {
	key    freshKey
	story  *story.Story
	review *review.Review
}

const (
	// mostFresh is how many readings are kept.
	mostFresh = 8
	// longestFresh is the longest text whose reading is kept, in bytes.
	longestFresh = 16 << 10
)

// get gives the reading of a text that was made before.
func (f *fresh) get(k freshKey) (*reading, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	x, ok := f.made[k]
	if !ok {
		return nil, false
	}
	f.order.MoveToFront(x)
	return x.Value.(*reading), true
}

// put keeps a reading, and lets the one go that was used longest ago.
func (f *fresh) put(r *reading) {
	if len(r.key.asked.Text) > longestFresh {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := f.made[r.key]; ok {
		return
	}
	if f.made == nil {
		f.made = map[freshKey]*lru.Element{}
	}
	f.made[r.key] = f.order.PushFront(r)
	if f.order.Len() > mostFresh {
		last := f.order.Back()
		delete(f.made, f.order.Remove(last).(*reading).key)
	}
}
