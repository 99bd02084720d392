package coach

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rehearse/internal/store"
)

// Step is one step in the history of a story: what it was after a sitting.
type Step struct {
	store.Version
	// Rating is 1 to 4, or 0 where the text could not be scored, and Label
	// the same in words.
	Rating int
	Label  string
	// Sessions is how many saves are folded into this step.
	Sessions int
}

// sitting is how long before the last save of a step its other saves were,
// at most.
const sitting = 10 * time.Minute

// History gives the steps of a story, newest first. Saves within ten minutes
// of each other are one step, which shows the last of them; all others can
// still be read by their revisions.
func (c *Coach) History(ctx context.Context, owner, id string) ([]Step, error) {
	var steps []Step
	var settings Settings
	kept := map[string]store.Review{}
	err := c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		versions, err := tx.Versions(id)
		if err != nil {
			return err
		}
		if len(versions) == 0 {
			return notThere("this story", store.ErrMissing)
		}
		steps = fold(versions)
		if settings, err = settingsOf(tx); err != nil {
			return err
		}
		reviews, err := tx.Reviews(id)
		for _, r := range reviews {
			kept[r.Key+r.Rubric+r.Engine] = r
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	e, err := c.engineFor(settings)
	if err != nil {
		return nil, err
	}
	made, err := e.rate(steps, kept, settings.Pace)
	if err != nil {
		return nil, err
	}
	if len(made) > 0 {
		// Ratings that can't be kept are shown all the same, and made anew
		// the next time.
		_ = c.keep(ctx, owner, made)
	}
	return steps, nil
}

// fold makes steps of versions, both newest first.
func fold(versions []store.Version) []Step {
	var steps []Step
	for _, v := range versions {
		if n := len(steps); n > 0 && steps[n-1].Saved-v.Saved <= sitting.Milliseconds() {
			steps[n-1].Sessions++
			continue
		}
		steps = append(steps, Step{Version: v, Sessions: 1})
	}
	return steps
}

// rate gives each step the rating of its text, and returns the reviews that
// had to be made for it.
func (e *engine) rate(steps []Step, kept map[string]store.Review, pace float64) ([]store.Review, error) {
	var made []store.Review
	for i := range steps {
		s := &steps[i]
		r, ok := kept[textKey(s.Story, pace)+e.rubric+Reader()]
		d, sound := digestFrom(r)
		if !ok || !sound {
			d = e.digest(s.Story, pace)
			// It is dated back, so that the review of the text as it stands
			// stays the latest.
			r, err := e.kept(s.Story, pace, d, s.Saved)
			if err != nil {
				return nil, err
			}
			made = append(made, r)
			kept[r.Key+r.Rubric+r.Engine] = r
		}
		s.Rating, s.Label = d.Rating, d.Label
	}
	return made, nil
}

// Version is a story as it was at a revision.
func (c *Coach) Version(ctx context.Context, owner, id string, revision int64) (store.Version, error) {
	var v store.Version
	err := c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		v, err = tx.Version(id, revision)
		if errors.Is(err, store.ErrMissing) {
			return fmt.Errorf("this story has no revision %d: %w", revision, err)
		}
		return err
	})
	return v, err
}

// Revert makes a story what it was at a revision, as a new revision, so that
// nothing between is lost. base is the revision that the person saw last, as
// for Save.
func (c *Coach) Revert(ctx context.Context, owner, id string, revision, base int64) (store.Story, error) {
	v, err := c.Version(ctx, owner, id, revision)
	if err != nil {
		return store.Story{}, err
	}
	return c.Save(ctx, owner, v.Story, base)
}
