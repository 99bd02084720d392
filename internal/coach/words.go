package coach

import (
	"context"
	"errors"
	"strings"

	"rehearse/internal/store"
)

// PutWord keeps the person's own word on something that Rehearse can't
// observe: since which day it is so, today where none is given, and a note.
func (c *Coach) PutWord(ctx context.Context, owner, key, on, note string) error {
	if key = strings.TrimSpace(key); key == "" {
		return refuse("say what the word is about")
	}
	if on == "" {
		on = c.Today()
	}
	if err := checkDay(on); err != nil {
		return err
	}
	note, err := cleanNote("the note", note)
	if err != nil {
		return err
	}
	return c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		return Event{Kind: EventWord, ID: key}, tx.PutWord(store.Word{Key: key, On: on, Note: note, Edited: c.milli()})
	})
}

// DropWord takes a word back. One that was not given is none to take back.
func (c *Coach) DropWord(ctx context.Context, owner, key string) error {
	return c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		err := tx.DeleteWord(key)
		if errors.Is(err, store.ErrMissing) {
			return Event{}, nil
		}
		return Event{Kind: EventWord, ID: key}, err
	})
}
