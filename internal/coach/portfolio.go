package coach

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"rehearse/internal/match"
	"rehearse/internal/store"
)

// few is how many stories a page waits for to be read. More than that are
// left to Refresh.
const few = 8

// batch is how many stories Refresh reads between two writings: what was
// read is kept when it is stopped, and others may write in between.
const batch = 16

// portfolios holds what was read of each owner last.
type portfolios struct {
	mu sync.Mutex
	of map[string]*holding
}

// holding is what was read of one owner last. Who holds its lock reads for
// all who wait.
type holding struct {
	mu     sync.Mutex
	p      *Portfolio
	rubric string // what its digests were made under
	// digests are the kept digests by story, so that a change to one story
	// has one digest parsed and not all.
	digests map[string]keyed

	// Twins take longer to find than anybody should wait for a portfolio, so
	// they have a lock of their own.
	alikeMu sync.Mutex
	alike   []match.Twins
	alikeAt *Portfolio
}

// keyed is a digest with what it was made of and under.
type keyed struct {
	key, rubric string
	digest      Digest
}

// mostHeld is how many owners are held at a time.
const mostHeld = 100

func (c *Coach) holding(owner string) *holding {
	c.portfolios.mu.Lock()
	defer c.portfolios.mu.Unlock()
	h := c.portfolios.of[owner]
	if h == nil {
		if c.portfolios.of == nil || len(c.portfolios.of) >= mostHeld {
			c.portfolios.of = map[string]*holding{}
		}
		h = &holding{}
		c.portfolios.of[owner] = h
	}
	return h
}

// engineFor is the engine that a person's stories are read with: the one
// chosen, or the usual one where the chosen rubric can't be read any more, so
// that the stories stay within reach. Rubric tells what is wrong with it.
func (c *Coach) engineFor(s Settings) (*engine, error) {
	e, err := c.engines.get(s.Rubric)
	if err != nil && s.Rubric != "" {
		return c.engines.get("")
	}
	return e, err
}

// Portfolio is all that an owner has. It is read again only after something
// changed. Stories that were not read yet under the chosen rubric are read
// now where they are few; more of them are left to Refresh, and their digests
// have Reviewed unset.
func (c *Coach) Portfolio(ctx context.Context, owner string) (*Portfolio, error) {
	h := c.holding(owner)
	// Asked before the lock: many pages at once must not wait for each
	// other's question. What changes in between is seen by the next page.
	var change int64
	err := c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		change, err = tx.Change()
		return err
	})
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.p != nil && change <= h.p.Change {
		if e, err := c.engineFor(h.p.Settings); err == nil && e.rubric == h.rubric {
			return h.p, nil
		}
	}
	s, err := c.load(ctx, owner, h)
	if err != nil {
		return nil, err
	}
	if n := len(s.unread); n > 0 && n <= few {
		// Where they can't be kept, they are shown all the same.
		if c.read(ctx, owner, s, s.unread) == nil {
			if again, err := c.load(ctx, owner, h); err == nil {
				s = again
			}
		}
	}
	h.p, h.rubric = s.p, s.engine.rubric
	return s.p, nil
}

// snapshot is a portfolio as read, with what there is still to do for it.
type snapshot struct {
	p      *Portfolio
	engine *engine
	// unread are the places of the entries without a digest; found are older
	// reviews that fit the text again, and are to be made the latest.
	unread []int
	found  []store.Review
}

// load reads all of an owner in one snapshot.
func (c *Coach) load(ctx context.Context, owner string, h *holding) (*snapshot, error) {
	s := &snapshot{p: &Portfolio{Owner: owner, Words: map[string]store.Word{}}}
	var kept map[string]store.Review
	err := c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		if s.p.Change, err = tx.Change(); err != nil {
			return err
		}
		if s.p.Settings, err = settingsOf(tx); err != nil {
			return err
		}
		if s.engine, err = c.engineFor(s.p.Settings); err != nil {
			return err
		}
		if err := s.beside(tx); err != nil {
			return err
		}
		kept, err = s.reviews(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	h.digests = s.digests(kept, h.digests)
	return s, nil
}

// beside reads the stories and what is kept beside them.
func (s *snapshot) beside(tx *store.Tx) error {
	stories, err := tx.Stories()
	if err != nil {
		return err
	}
	at := make(map[string]*Entry, len(stories))
	s.p.Entries = make([]Entry, len(stories))
	for i, x := range stories {
		s.p.Entries[i].Story = x
		at[x.ID] = &s.p.Entries[i]
	}
	tellings, err := tx.Tellings()
	if err != nil {
		return err
	}
	for _, x := range tellings {
		if e := at[x.Story]; e != nil {
			e.Tellings = append(e.Tellings, x)
		}
	}
	claims, err := tx.Claims()
	if err != nil {
		return err
	}
	for _, x := range claims {
		if e := at[x.Story]; e != nil {
			e.Claims = append(e.Claims, x)
		}
	}
	followUps, err := tx.FollowUps()
	if err != nil {
		return err
	}
	for _, x := range followUps {
		if e := at[x.Story]; e != nil {
			e.FollowUps = append(e.FollowUps, x)
		}
	}
	words, err := tx.Words()
	for _, w := range words {
		s.p.Words[w.Key] = w
	}
	return err
}

// reviews reads of each story the kept review of its text as it stands.
func (s *snapshot) reviews(tx *store.Tx) (map[string]store.Review, error) {
	latest, err := tx.LatestReviews(s.engine.rubric, Reader())
	if err != nil {
		return nil, err
	}
	kept := make(map[string]store.Review, len(latest))
	for _, r := range latest {
		kept[r.Story] = r
	}
	for i := range s.p.Entries {
		e := &s.p.Entries[i]
		r, ok := kept[e.ID]
		key := textKey(e.Story, s.p.Settings.Pace)
		if !ok || r.Key == key {
			continue
		}
		// Read last with another text or pace; it may have been read with
		// these before.
		r, err := tx.Review(e.ID, key, s.engine.rubric, Reader())
		switch {
		case err == nil:
			kept[e.ID] = r
			s.found = append(s.found, r)
		case errors.Is(err, store.ErrMissing):
			delete(kept, e.ID)
		default:
			return nil, err
		}
	}
	return kept, nil
}

// digests gives each entry its digest, from those parsed before where the
// review is the same, and returns all for the next time.
func (s *snapshot) digests(kept map[string]store.Review, before map[string]keyed) map[string]keyed {
	parsed := make([]keyed, len(s.p.Entries))
	var fresh []int
	for i := range s.p.Entries {
		r, ok := kept[s.p.Entries[i].ID]
		if !ok {
			continue
		}
		if k, ok := before[r.Story]; ok && k.key == r.Key && k.rubric == r.Rubric {
			parsed[i] = k
		} else {
			fresh = append(fresh, i)
		}
	}
	inParallel(len(fresh), func(n int) {
		r := kept[s.p.Entries[fresh[n]].ID]
		if d, ok := digestFrom(r); ok {
			parsed[fresh[n]] = keyed{r.Key, r.Rubric, d}
		}
	})
	after := make(map[string]keyed, len(parsed))
	for i, k := range parsed {
		if k.key == "" {
			s.unread = append(s.unread, i)
			continue
		}
		s.p.Entries[i].Digest = k.digest
		after[s.p.Entries[i].ID] = k
	}
	return after
}

// inParallel calls step for 0 to n-1 on all processors.
func inParallel(n int, step func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), (n+15)/16)
	if workers < 2 {
		for i := range n {
			step(i)
		}
		return
	}
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w; i < n; i += workers {
				step(i)
			}
		})
	}
	wait.Wait()
}

// read reads entries that have no digest, gives it to them and keeps it.
func (c *Coach) read(ctx context.Context, owner string, s *snapshot, places []int) error {
	made := make([]store.Review, len(places))
	for n, i := range places {
		if err := ctx.Err(); err != nil {
			return err
		}
		e := &s.p.Entries[i]
		e.Digest = s.engine.digest(e.Story, s.p.Settings.Pace)
		var err error
		if made[n], err = s.engine.kept(e.Story, s.p.Settings.Pace, e.Digest, c.milli()); err != nil {
			return err
		}
	}
	return c.keep(ctx, owner, made)
}

// keep keeps reviews. Those of stories that were deleted in the meantime are
// passed over.
func (c *Coach) keep(ctx context.Context, owner string, made []store.Review) error {
	return c.store.Write(ctx, owner, func(tx *store.Tx) error {
		for _, r := range made {
			if err := tx.PutReview(r); err != nil && !errors.Is(err, store.ErrMissing) {
				return err
			}
		}
		return nil
	})
}

// Refresh reads every story that was not read yet under the chosen rubric
// and pace by this version of the reviewer. progress, which may be nil, is
// told after each step how many of all are done. What was read is kept even
// where it is stopped by ctx.
func (c *Coach) Refresh(ctx context.Context, owner string, progress func(done, all int)) error {
	if progress == nil {
		progress = func(int, int) {}
	}
	h := c.holding(owner)
	h.mu.Lock()
	s, err := c.load(ctx, owner, h)
	h.mu.Unlock()
	if err != nil {
		return err
	}
	if len(s.found) > 0 {
		for i := range s.found {
			s.found[i].Made = c.milli()
		}
		if err := c.keep(ctx, owner, s.found); err != nil {
			return err
		}
	}
	all := len(s.unread)
	progress(0, all)
	for done := 0; done < all; {
		next := min(done+batch, all)
		if err := c.read(ctx, owner, s, s.unread[done:next]); err != nil {
			return err
		}
		done = next
		progress(done, all)
	}
	if all > 0 {
		c.tell(ctx, owner, Event{Kind: EventReviews})
	}
	return nil
}

// Alike lists pairs of stories that seem to tell of the same event, most
// alike first. It reads all texts, so it is kept until something changes.
func (c *Coach) Alike(ctx context.Context, owner string) ([]match.Twins, error) {
	p, err := c.Portfolio(ctx, owner)
	if err != nil {
		return nil, err
	}
	h := c.holding(owner)
	h.alikeMu.Lock()
	defer h.alikeMu.Unlock()
	if h.alikeAt == p {
		return h.alike, nil
	}
	h.alike, h.alikeAt = Alike(p), p
	return h.alike, nil
}

// forget lets go of what is held of an owner.
func (c *Coach) forget(owner string) {
	c.portfolios.mu.Lock()
	defer c.portfolios.mu.Unlock()
	delete(c.portfolios.of, owner)
}
