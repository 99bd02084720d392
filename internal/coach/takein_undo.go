package coach

import (
	"context"

	"rehearse/internal/store"
)

// UndoImport takes stories out again that an import brought in, and tells how
// many went. Those that were changed since stay, since that work stands
// nowhere else; so do those that are not there, without an error.
func (c *Coach) UndoImport(ctx context.Context, owner string, ids []string) (gone, stayed int, err error) {
	err = c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		gone, stayed = 0, 0
		at, err := tx.Revisions()
		if err != nil {
			return Event{}, err
		}
		for _, id := range ids {
			switch revision, there := at[id]; {
			case !there:
			case revision > 1:
				stayed++
			default:
				if err := tx.DeleteStory(id); err != nil {
					return Event{}, err
				}
				delete(at, id)
				gone++
			}
		}
		if gone == 0 {
			return Event{}, nil
		}
		return Event{Kind: EventImport}, nil
	})
	return gone, stayed, err
}
