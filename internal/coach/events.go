package coach

import (
	"context"
	"sync"
	"time"

	"rehearse/internal/store"
)

// The kinds of events.
const (
	EventStory    = "story"    // a story was added or saved
	EventDeleted  = "deleted"  // a story was deleted
	EventBeside   = "beside"   // what is kept beside a story changed: claims, tellings, follow-ups
	EventSettings = "settings" // a setting changed
	EventWord     = "word"     // the person's own dated word changed
	EventImport   = "import"   // several stories came in
	EventReviews  = "reviews"  // stories were read anew
	EventForgot   = "forgot"   // everything was deleted
)

// Event tells that something of an owner changed and is on disk.
type Event struct {
	// Change is the owner's change counter after it.
	Change int64
	// Kind is one of the Event constants.
	Kind string
	// ID and Revision are those of the story, where it is about one.
	ID       string
	Revision int64
}

// waiting is how many events may wait for one listener. Who is further
// behind is dropped, and reads everything anew when it listens again.
const waiting = 64

// hub hands events to those who listen.
type hub struct {
	mu        sync.Mutex
	listeners map[string]map[chan Event]bool
}

// Listen gives an owner's events as they happen. The channel is closed by
// stop, and where its reader falls so far behind that it was dropped: it
// should then read everything anew. stop may be called more than once.
func (c *Coach) Listen(owner string) (events <-chan Event, stop func()) {
	ch := make(chan Event, waiting)
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	if c.hub.listeners == nil {
		c.hub.listeners = map[string]map[chan Event]bool{}
	}
	if c.hub.listeners[owner] == nil {
		c.hub.listeners[owner] = map[chan Event]bool{}
	}
	c.hub.listeners[owner][ch] = true
	return ch, func() {
		c.hub.mu.Lock()
		defer c.hub.mu.Unlock()
		c.hub.drop(owner, ch)
	}
}

// drop closes a listener's channel, once. The hub must be locked.
func (h *hub) drop(owner string, ch chan Event) {
	if !h.listeners[owner][ch] {
		return
	}
	delete(h.listeners[owner], ch)
	if len(h.listeners[owner]) == 0 {
		delete(h.listeners, owner)
	}
	close(ch)
}

// anyone reports whether somebody listens.
func (h *hub) anyone(owner string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.listeners[owner]) > 0
}

func (h *hub) send(owner string, e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.listeners[owner] {
		select {
		case ch <- e:
		default:
			h.drop(owner, ch)
		}
	}
}

// longestTell is how long a save waits for its number in an event.
const longestTell = 3 * time.Second

// tell hands an event on, after the commit that it tells of.
func (c *Coach) tell(ctx context.Context, owner string, e Event) {
	if !c.hub.anyone(owner) {
		return
	}
	// What is saved is to be told even where the one who saved has left, and
	// nobody waits for that for long.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), longestTell)
	defer cancel()
	_ = c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		e.Change, err = tx.Change()
		return err
	})
	c.hub.send(owner, e)
}
