package coach

import (
	"context"
	"errors"

	"rehearse/internal/library"
	"rehearse/internal/store"
)

// AddFollowUp keeps a question that may come after a story, last of those
// that it has, and gives it as it is kept. The reply may be empty.
func (c *Coach) AddFollowUp(ctx context.Context, owner string, f store.FollowUp) (store.FollowUp, error) {
	f, err := cleanFollowUp(f)
	if err != nil {
		return f, err
	}
	now := c.now()
	f.ID, f.Revision, f.Edited = store.NewID(now), 1, now.UnixMilli()
	err = c.beside(ctx, owner, f.Story, func(tx *store.Tx) error {
		all, err := tx.FollowUps()
		if err != nil {
			return err
		}
		f.Position = 0
		for _, other := range all {
			if other.Story == f.Story {
				f.Position = max(f.Position, other.Position+1)
			}
		}
		return notThere("this story", tx.AddFollowUp(f))
	})
	return f, err
}

// SaveFollowUp keeps a changed question or reply and gives the follow-up as
// it is kept then. base is the revision that the change was made to; where it
// moved on since, the error is a *store.StaleFollowUp and nothing is saved.
func (c *Coach) SaveFollowUp(ctx context.Context, owner string, f store.FollowUp, base int64) (store.FollowUp, error) {
	f, err := cleanFollowUp(f)
	if err != nil {
		return f, err
	}
	f.Edited = c.milli()
	var saved store.FollowUp
	err = c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		saved, err = tx.SaveFollowUp(f, base)
		var stale *store.StaleFollowUp
		if errors.As(err, &stale) && stale.Stored.Question == f.Question && stale.Stored.Reply == f.Reply && stale.Stored.Position == f.Position {
			saved = stale.Stored
			return Event{}, nil
		}
		if err != nil || saved.Revision == base {
			return Event{}, notThere("this follow-up", err)
		}
		return Event{Kind: EventBeside, ID: saved.Story}, nil
	})
	if err != nil {
		return f, err
	}
	return saved, nil
}

// DeleteFollowUp deletes a follow-up for good.
func (c *Coach) DeleteFollowUp(ctx context.Context, owner, id string) error {
	return c.beside(ctx, owner, "", func(tx *store.Tx) error { return notThere("this follow-up", tx.DeleteFollowUp(id)) })
}

func cleanFollowUp(f store.FollowUp) (store.FollowUp, error) {
	switch f.Question = wholeLine(f.Question); {
	case f.Question == "":
		return f, refuse("a follow-up needs the question that may be asked")
	case longer(f.Question, LongestLine):
		return f, refuse("this question is longer than the %d letters that can be kept; shorten it to what would be asked", LongestLine)
	}
	var err error
	f.Reply, err = cleanNote("the reply", f.Reply)
	return f, err
}

// mostSuggested is how many follow-ups are suggested at a time.
const mostSuggested = 8

// Suggested are follow-ups worth preparing for a story that it does not hold
// yet, what its text leaves open first, as the usual rubric sees it.
func (c *Coach) Suggested(e Entry) ([]library.Probe, error) {
	return c.SuggestedUnder(e, Settings{})
}

// SuggestedUnder is Suggested under the rubric and pace of some settings.
func (c *Coach) SuggestedUnder(e Entry, s Settings) ([]library.Probe, error) {
	parsed, rev, err := c.Review(Asked{Text: e.Answer, Question: e.Question, Kind: e.Kind, Rubric: s.Rubric, Pace: s.Pace})
	if rev == nil {
		return nil, err
	}
	lib, err := c.Library()
	if err != nil {
		return nil, err
	}
	held := map[string]bool{}
	for _, f := range e.FollowUps {
		held[library.Plain(f.Question)] = true
	}
	var out []library.Probe
	for _, p := range Probes(lib, rev, parsed.Source) {
		if !held[library.Plain(p.Text)] && len(out) < mostSuggested {
			out = append(out, p)
		}
	}
	return out, nil
}
