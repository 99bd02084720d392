package coach

import (
	"context"

	"rehearse/internal/store"
)

// Tell notes that a story was told: on a day, today where none is given, to
// somebody, with a note; the last two may be empty. A day to come is refused.
func (c *Coach) Tell(ctx context.Context, owner string, t store.Telling) error {
	now := c.now()
	t.ID, t.Created = store.NewID(now), now.UnixMilli()
	if t.On == "" {
		t.On = c.Today()
	}
	if err := checkDay(t.On); err != nil {
		return err
	}
	if t.On > c.Today() {
		return refuse("%s is still to come; the log holds what was told already", t.On)
	}
	if t.To = wholeLine(t.To); longer(t.To, LongestLine) {
		return refuse("whom it was told to is longer than the %d letters that can be kept; shorten it", LongestLine)
	}
	var err error
	if t.Note, err = cleanNote("the note", t.Note); err != nil {
		return err
	}
	return c.beside(ctx, owner, t.Story, func(tx *store.Tx) error { return notThere("this story", tx.AddTelling(t)) })
}

// Untell takes a telling out of the log.
func (c *Coach) Untell(ctx context.Context, owner, id string) error {
	return c.beside(ctx, owner, "", func(tx *store.Tx) error { return notThere("this entry of the log", tx.DeleteTelling(id)) })
}

// beside changes something that is kept beside a story, "" where it is found
// by an id of its own.
func (c *Coach) beside(ctx context.Context, owner, story string, f func(*store.Tx) error) error {
	if len(story) > longestID {
		return notThere("this story", store.ErrMissing)
	}
	return c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		return Event{Kind: EventBeside, ID: story}, f(tx)
	})
}
