package coach

import (
	"context"
	"errors"
	"reflect"

	"rehearse/internal/store"
)

// Add keeps a new story and gives it as it is kept: with an id, a time, and
// a title made from the first words where it has none. The error is a
// *Refusal where it holds more than can be kept.
func (c *Coach) Add(ctx context.Context, owner string, s store.Story) (store.Story, error) {
	if err := soundStory(s); err != nil {
		return s, err
	}
	s, err := cleanStory(s)
	if err != nil {
		return s, err
	}
	s = c.born(s)
	review, err := c.reviewOf(ctx, owner, s)
	if err != nil {
		return s, err
	}
	err = c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		if err := tx.AddStory(s); err != nil {
			return Event{}, err
		}
		return Event{Kind: EventStory, ID: s.ID, Revision: s.Revision}, tx.PutReview(review)
	})
	return s, err
}

// born gives a new story its id, revision and times.
func (c *Coach) born(s store.Story) store.Story {
	now := c.now()
	s.ID, s.Revision = store.NewID(now), 1
	s.Created, s.Edited = now.UnixMilli(), now.UnixMilli()
	return s
}

// Save keeps a changed story, with a review of its text, and gives it as it
// is kept then. base is the revision that the change was made to. Where the
// story moved on since, the error is a *Conflict; where it holds more than can
// be kept, a *Refusal. Saving what is kept already makes no new revision. A
// text that can't be reviewed is kept all the same.
func (c *Coach) Save(ctx context.Context, owner string, s store.Story, base int64) (store.Story, error) {
	return c.saveAs(ctx, owner, s, base, "")
}

// Settle is Save for what settles a *Conflict, so that the history can tell
// it apart: origin is store.OriginMerged where the two texts were put
// together, and store.OriginKept where one was chosen. aside is this window's
// story where the settlement leaves some of it out: it becomes a revision of
// its own first, so that nothing that was typed is gone; nil where there is
// no need.
func (c *Coach) Settle(ctx context.Context, owner string, s store.Story, base int64, origin string, aside *store.Story) (store.Story, error) {
	if origin != store.OriginMerged && origin != store.OriginKept {
		return s, errors.New("two texts are put together or one of them is kept; a conflict is settled in no other way")
	}
	steps := []step{{s, origin}}
	if aside != nil {
		steps = []step{{*aside, store.OriginKept}, {s, origin}}
	}
	return c.saveSteps(ctx, owner, base, steps, s)
}

// TakeStored settles a *Conflict by taking what another window saved. yours
// becomes a revision before it, so that it can be looked up and brought back.
// base is the revision that is taken.
func (c *Coach) TakeStored(ctx context.Context, owner string, yours store.Story, base int64) (store.Story, error) {
	stored, err := c.Story(ctx, owner, yours.ID)
	if err != nil {
		return stored, err
	}
	return c.saveSteps(ctx, owner, base, []step{{yours, store.OriginKept}, {stored, store.OriginReturned}}, yours)
}

// step is a story on its way to a revision, and how that comes to be.
type step struct {
	story  store.Story
	origin string
}

// saveAs saves, and says of the new revision how it came to be.
func (c *Coach) saveAs(ctx context.Context, owner string, s store.Story, base int64, origin string) (store.Story, error) {
	return c.saveSteps(ctx, owner, base, []step{{s, origin}}, s)
}

// saveSteps keeps one or more revisions, one upon the other, all or none, and
// gives the last one. Only that is reviewed here. yours is what a *Conflict
// holds against a story that moved on.
func (c *Coach) saveSteps(ctx context.Context, owner string, base int64, steps []step, yours store.Story) (store.Story, error) {
	for i := range steps {
		s := &steps[i].story
		err := soundStory(*s)
		if err == nil {
			*s, err = cleanStory(*s)
		}
		if err != nil {
			return *s, err
		}
		s.Edited = c.milli()
	}
	yours, err := cleanStory(yours)
	if err != nil {
		return yours, err
	}
	last := steps[len(steps)-1].story
	review, err := c.reviewOf(ctx, owner, last)
	if err != nil {
		return last, err
	}
	saved := last
	err = c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		at := base
		for _, x := range steps {
			var stale *store.StaleError
			switch saved, err = saveStep(tx, x, at); {
			case errors.As(err, &stale) && sameContent(stale.Stored, yours):
				saved = stale.Stored // as when it was sent twice
				return Event{}, nil
			case errors.As(err, &stale):
				return Event{}, conflict(tx, stale.Stored, yours, base)
			case err != nil:
				return Event{}, err
			}
			at = saved.Revision
		}
		if at == base {
			return Event{}, nil
		}
		return Event{Kind: EventStory, ID: saved.ID, Revision: at}, tx.PutReview(review)
	})
	if err != nil {
		return last, err
	}
	return saved, nil
}

// saveStep keeps one revision. What is kept already makes none.
func saveStep(tx *store.Tx, x step, base int64) (store.Story, error) {
	saved, err := tx.SaveStory(x.story, base)
	if err != nil || saved.Revision == base || x.origin == "" {
		return saved, notThere("this story", err)
	}
	return saved, tx.SetOrigin(saved.ID, saved.Revision, x.origin)
}

// reviewOf reads a story under the owner's settings, for keeping.
func (c *Coach) reviewOf(ctx context.Context, owner string, s store.Story) (store.Review, error) {
	settings, err := c.Settings(ctx, owner)
	if err != nil {
		return store.Review{}, err
	}
	e, err := c.engineFor(settings)
	if err != nil {
		return store.Review{}, err
	}
	return e.kept(s, settings.Pace, e.digest(s, settings.Pace), c.milli())
}

// sameContent reports whether two stories differ in nothing that a person
// wrote.
func sameContent(a, b store.Story) bool {
	a.Revision, a.Created, a.Edited = b.Revision, b.Created, b.Edited
	return reflect.DeepEqual(a, b)
}

// Story is one story of the owner. The error wraps store.ErrMissing where
// there is none.
func (c *Coach) Story(ctx context.Context, owner, id string) (store.Story, error) {
	var s store.Story
	err := c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		s, err = tx.Story(id)
		return notThere("this story", err)
	})
	return s, err
}

// Delete deletes a story and all that hangs on it, for good.
func (c *Coach) Delete(ctx context.Context, owner, id string) error {
	return c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		return Event{Kind: EventDeleted, ID: id}, notThere("this story", tx.DeleteStory(id))
	})
}

// Forget deletes everything of an owner, for good.
func (c *Coach) Forget(ctx context.Context, owner string) error {
	err := c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		return Event{Kind: EventForgot}, tx.DeleteAll()
	})
	if err == nil {
		c.forget(owner)
	}
	return err
}
