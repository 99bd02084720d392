package coach

import (
	"context"
	"errors"
	"fmt"
	"strings"
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
	// Saves are those, newest first; the first is the step itself.
	Saves []store.Version
	// Began is the origin of the first of the saves: one of store's Origin
	// constants, or "" where it was simply written.
	Began string
}

// sitting is how long before the last save of a step its other saves were,
// at most.
const sitting = 10 * time.Minute

// History gives the steps of a story, newest first. Saves within ten minutes
// of each other are one step, which shows the last of them, unless words went
// between them or the vote moved: what was brought back, what settled a
// conflict of two windows, what lost a third of its words and what is rated
// otherwise begins a step of its own. The oldest save always is one, so that a
// history begins with what the story was at first.
func (c *Coach) History(ctx context.Context, owner, id string) ([]Step, error) {
	var versions []store.Version
	var settings Settings
	kept := map[string]store.Review{}
	err := c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		versions, err = tx.Versions(id)
		if err != nil {
			return err
		}
		if len(versions) == 0 {
			return notThere("this story", store.ErrMissing)
		}
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
	ratings, made, err := e.rateAll(versions, kept, settings.Pace)
	if err != nil {
		return nil, err
	}
	steps := fold(versions, ratings)
	e.label(steps, kept, settings.Pace)
	if len(made) > 0 {
		// Ratings that can't be kept are shown all the same, and made anew
		// the next time.
		_ = c.keep(ctx, owner, made)
	}
	return steps, nil
}

// fold makes steps of versions, both newest first. ratings are those of the
// versions, 0 where one could not be scored.
func fold(versions []store.Version, ratings []int) []Step {
	first := map[wording]int64{} // the oldest revision of each wording
	for _, v := range versions {
		first[wordingOf(v.Story)] = v.Revision
	}
	var steps []Step
	for i, v := range versions {
		if i > 0 && i < len(versions)-1 {
			last, newer := &steps[len(steps)-1], versions[i-1]
			again := first[wordingOf(newer.Story)] < v.Revision && wordingOf(newer.Story) != wordingOf(v.Story)
			// A text that can't be scored yet has no vote that could move.
			voted := ratings[i] != 0 && ratings[i] != last.Rating
			if last.Saved-v.Saved <= sitting.Milliseconds() && newer.Origin == "" && !again && !voted && !lost(v.Answer, newer.Answer) && !lost(v.Answer, last.Answer) {
				last.Sessions++
				last.Saves, last.Began = append(last.Saves, v), v.Origin
				continue
			}
		}
		steps = append(steps, Step{Version: v, Rating: ratings[i], Sessions: 1, Saves: []store.Version{v}, Began: v.Origin})
	}
	return steps
}

// wording is what of a story is told, and what is brought back with it.
type wording struct{ title, question, answer string }

func wordingOf(s store.Story) wording { return wording{s.Title, s.Question, s.Answer} }

// fewWords is how many words may always go within a step: a slip mended in a
// text that has just begun is no loss.
const fewWords = 3

// lost reports whether more than a third of a text's words are not in the
// text that took its place. Words that came are no loss.
func lost(old, new string) bool {
	if old == new || strings.HasPrefix(new, old) {
		return false
	}
	left := map[string]int{}
	for _, w := range strings.Fields(new) {
		left[w]++
	}
	words, gone := strings.Fields(old), 0
	for _, w := range words {
		if left[w]--; left[w] < 0 {
			gone++
		}
	}
	return gone >= fewWords && gone*3 > len(words)
}

// rateAll rates each version, and returns the reviews that had to be made for
// it, which are put among those that were kept.
func (e *engine) rateAll(versions []store.Version, kept map[string]store.Review, pace float64) ([]int, []store.Review, error) {
	ratings := make([]int, len(versions))
	var made []store.Review
	for i, v := range versions {
		key := textKey(v.Story, pace) + e.rubric + Reader()
		r, ok := kept[key]
		if !ok {
			// It is dated back, so that the review of the text as it stands
			// stays the latest.
			var err error
			if r, err = e.kept(v.Story, pace, e.digest(v.Story, pace), v.Saved); err != nil {
				return nil, nil, err
			}
			made, kept[key] = append(made, r), r
		}
		ratings[i] = r.Rating
	}
	return ratings, made, nil
}

// label says each step's rating in words. A review that was kept and can't be
// read is made again.
func (e *engine) label(steps []Step, kept map[string]store.Review, pace float64) {
	for i := range steps {
		s := &steps[i]
		d, sound := digestFrom(kept[textKey(s.Story, pace)+e.rubric+Reader()])
		if !sound {
			d = e.digest(s.Story, pace)
		}
		s.Rating, s.Label = d.Rating, d.Label
	}
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

// Rate gives a step that History left without one its rating. Nothing is
// kept.
func (c *Coach) Rate(ctx context.Context, owner string, step *Step) error {
	settings, err := c.Settings(ctx, owner)
	if err != nil {
		return err
	}
	e, err := c.engineFor(settings)
	if err != nil {
		return err
	}
	d := e.digest(step.Story, settings.Pace)
	step.Rating, step.Label = d.Rating, d.Label
	return nil
}

// Revert brings the title, the question and the telling of a revision back,
// as a new revision, so that nothing between is lost. What is kept about the
// story beside these (project, tags, principles, notes) stays as it is. base
// is the revision that the person saw last, as for Save.
func (c *Coach) Revert(ctx context.Context, owner, id string, revision, base int64) (store.Story, error) {
	v, err := c.Version(ctx, owner, id, revision)
	if err != nil {
		return store.Story{}, err
	}
	s, err := c.Story(ctx, owner, id)
	if err != nil {
		return store.Story{}, err
	}
	s.Title, s.Question, s.Answer = v.Title, v.Question, v.Answer
	return c.saveAs(ctx, owner, s, base, store.OriginReturned)
}
