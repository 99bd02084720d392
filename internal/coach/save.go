package coach

import (
	"context"
	"errors"
	"reflect"

	"rehearse/internal/store"
)

// Conflict refuses to save a story that was changed elsewhere since it was
// read. Nothing was saved, and nothing is lost: both texts are here.
type Conflict struct {
	// Stored is the story as it is kept, Yours as it was to be saved.
	Stored, Yours store.Story
	// Merged is a proposal for the answer that holds what was changed on
	// either side. Where both changed the same words it holds both versions,
	// the stored one first; Clean is set where that was nowhere the case.
	Merged string
	Clean  bool
}

// Error says what happened in words.
func (e *Conflict) Error() string {
	if e.Clean {
		return "this story was changed elsewhere in the meantime; the two sets of changes fit together, so look at the merged text and save it"
	}
	return "this story was changed elsewhere in the meantime, in the same sentences; compare the two texts and choose"
}

// Add keeps a new story and gives it as it is kept: with an id, a time, and
// a title made from the first words where it has none.
func (c *Coach) Add(ctx context.Context, owner string, s store.Story) (store.Story, error) {
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
// story moved on since, the error is a *Conflict. Saving what is kept already
// makes no new revision. A text that can't be reviewed is kept all the same.
func (c *Coach) Save(ctx context.Context, owner string, s store.Story, base int64) (store.Story, error) {
	return c.saveAs(ctx, owner, s, base, "")
}

// Settle is Save for what settles a *Conflict, so that the history can tell
// it apart: origin is store.OriginMerged where the two texts were put
// together, and store.OriginKept where one was chosen.
func (c *Coach) Settle(ctx context.Context, owner string, s store.Story, base int64, origin string) (store.Story, error) {
	if origin != store.OriginMerged && origin != store.OriginKept {
		return s, errors.New("two texts are put together or one of them is kept; a conflict is settled in no other way")
	}
	return c.saveAs(ctx, owner, s, base, origin)
}

// saveAs saves, and says of the new revision how it came to be.
func (c *Coach) saveAs(ctx context.Context, owner string, s store.Story, base int64, origin string) (store.Story, error) {
	s, err := cleanStory(s)
	if err != nil {
		return s, err
	}
	s.Edited = c.milli()
	review, err := c.reviewOf(ctx, owner, s)
	if err != nil {
		return s, err
	}
	var saved store.Story
	err = c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		var stale *store.StaleError
		saved, err = tx.SaveStory(s, base)
		switch {
		case errors.As(err, &stale) && sameContent(stale.Stored, s):
			saved = stale.Stored
			return Event{}, nil
		case errors.As(err, &stale):
			return Event{}, conflict(tx, stale.Stored, s, base)
		case err != nil:
			return Event{}, notThere("this story", err)
		case saved.Revision == base:
			return Event{}, nil
		case origin != "":
			if err := tx.SetOrigin(saved.ID, saved.Revision, origin); err != nil {
				return Event{}, err
			}
		}
		return Event{Kind: EventStory, ID: saved.ID, Revision: saved.Revision}, tx.PutReview(review)
	})
	if err != nil {
		return s, err
	}
	return saved, nil
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

// conflict makes the proposal for a story that moved on.
func conflict(tx *store.Tx, stored, yours store.Story, base int64) error {
	out := &Conflict{Stored: stored, Yours: yours}
	before, err := tx.Version(yours.ID, base)
	if err != nil && !errors.Is(err, store.ErrMissing) {
		return err
	}
	// Without a version to start from, all that differs is a difference.
	out.Merged, out.Clean = merge(before.Answer, stored.Answer, yours.Answer)
	return out
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
