package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// FollowUp is a question that may come after a story, with the reply that the
// person prepared.
type FollowUp struct {
	ID       string
	Story    string // id of the story
	Position int    // its place among those of the story
	Question string
	Reply    string
	Revision int64 // 1 at first, one more with every save that changed something
	Edited   int64 // unix milliseconds
}

const followUpColumns = `id, story, place, question, reply, revision, edited`

// AddFollowUp keeps a new follow-up at revision 1. It gives ErrMissing where
// the story is not there, ErrExists where the id is taken.
func (t *Tx) AddFollowUp(f FollowUp) error {
	if err := keys("a follow-up", f.ID, f.Story); err != nil {
		return err
	}
	if err := t.hasStory(f.Story); err != nil {
		return err
	}
	added, err := t.exec(`INSERT INTO follow_ups (owner, `+followUpColumns+`) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)
		ON CONFLICT DO NOTHING`, t.owner, f.ID, f.Story, f.Position, f.Question, f.Reply, f.Edited)
	if err == nil && !added {
		return fmt.Errorf("the follow-up %s: %w", f.ID, ErrExists)
	}
	return err
}

// SaveFollowUp keeps a changed question, reply and position and gives the
// follow-up back as it is stored then; the story that it belongs to stays.
// Where the stored one is not at revision base, nothing is saved and the
// error is a *StaleFollowUp. Where nothing but Edited differs, the stored one
// is given back as it is.
func (t *Tx) SaveFollowUp(f FollowUp, base int64) (FollowUp, error) {
	stored, err := one(t, readFollowUp, `SELECT `+followUpColumns+` FROM follow_ups WHERE owner = $1 AND id = $2`, t.owner, f.ID)
	if err != nil {
		return FollowUp{}, err
	}
	if stored.Revision != base {
		return FollowUp{}, &StaleFollowUp{Stored: stored}
	}
	next := stored
	next.Question, next.Reply, next.Position = clean(f.Question), clean(f.Reply), f.Position
	if next == stored {
		return stored, nil
	}
	next.Revision, next.Edited = base+1, f.Edited
	_, err = t.exec(`UPDATE follow_ups SET place = $3, question = $4, reply = $5, revision = $6, edited = $7
		WHERE owner = $1 AND id = $2`, t.owner, next.ID, next.Position, next.Question, next.Reply, next.Revision, next.Edited)
	return next, err
}

// DeleteFollowUp deletes a follow-up for good, or gives ErrMissing.
func (t *Tx) DeleteFollowUp(id string) error {
	if err := t.retire("follow_ups", id); err != nil {
		return err
	}
	return t.remove(`DELETE FROM follow_ups WHERE owner = $1 AND id = $2`, t.owner, id)
}

// FollowUps gives the follow-ups of all stories, by story and position.
func (t *Tx) FollowUps() ([]FollowUp, error) {
	found, err := all(t, readFollowUp, `SELECT `+followUpColumns+` FROM follow_ups WHERE owner = $1`, t.owner)
	slices.SortFunc(found, func(a, b FollowUp) int {
		return cmp.Or(strings.Compare(a.Story, b.Story), cmp.Compare(a.Position, b.Position), strings.Compare(a.ID, b.ID))
	})
	return found, err
}

func readFollowUp(r row) (f FollowUp, err error) {
	err = r.Scan(&f.ID, &f.Story, &f.Position, &f.Question, &f.Reply, &f.Revision, &f.Edited)
	return f, err
}
