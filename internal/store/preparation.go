package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Telling says that a story was told: when and to whom, in the person's words.
type Telling struct {
	ID      string
	Story   string // id of the story
	On      string // the day as YYYY-MM-DD
	To      string
	Note    string
	Created int64 // unix milliseconds
}

// AddTelling keeps a telling. It gives ErrMissing where the story is not
// there, ErrExists where the id is taken.
func (t *Tx) AddTelling(x Telling) error {
	if err := keys("a telling", x.ID, x.Story); err != nil {
		return err
	}
	if err := t.hasStory(x.Story); err != nil {
		return err
	}
	added, err := t.exec(`INSERT INTO tellings (owner, id, story, told_on, told_to, note, created)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
		t.owner, x.ID, x.Story, x.On, x.To, x.Note, x.Created)
	if err == nil && !added {
		return fmt.Errorf("the telling %s: %w", x.ID, ErrExists)
	}
	return err
}

// DeleteTelling deletes a telling for good, or gives ErrMissing.
func (t *Tx) DeleteTelling(id string) error {
	return t.remove(`DELETE FROM tellings WHERE owner = $1 AND id = $2`, t.owner, id)
}

// Tellings gives all tellings of all stories, the last day first.
func (t *Tx) Tellings() ([]Telling, error) {
	read := func(r row) (x Telling, err error) {
		return x, r.Scan(&x.ID, &x.Story, &x.On, &x.To, &x.Note, &x.Created)
	}
	found, err := all(t, read, `SELECT id, story, told_on, told_to, note, created FROM tellings WHERE owner = $1`, t.owner)
	slices.SortFunc(found, func(a, b Telling) int {
		if a.On != b.On {
			return strings.Compare(b.On, a.On)
		}
		return newestFirst(a.Created, b.Created, a.ID, b.ID)
	})
	return found, err
}

// Claim is what the person said of an amount that a story states.
type Claim struct {
	Story    string // id of the story
	Text     string // the words of the amount, white space collapsed
	Standing string // "verified", "estimate", "unconfirmed" or "confidential"
	Source   string // where it is known from
	Instead  string // what to say in its place
	Edited   int64  // unix milliseconds
}

// PutClaim keeps what is said of an amount, in place of what was said before.
// It gives ErrMissing where the story is not there.
func (t *Tx) PutClaim(c Claim) error {
	if err := keys("a claim", c.Story, c.Text); err != nil {
		return err
	}
	if err := t.hasStory(c.Story); err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO claims (owner, story, amount, standing, source, instead, edited)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (owner, story, amount)
		DO UPDATE SET standing = excluded.standing, source = excluded.source, instead = excluded.instead, edited = excluded.edited`,
		t.owner, c.Story, c.Text, c.Standing, c.Source, c.Instead, c.Edited)
	return err
}

// DeleteClaim deletes what was said of an amount for good, or gives
// ErrMissing.
func (t *Tx) DeleteClaim(story, text string) error {
	return t.remove(`DELETE FROM claims WHERE owner = $1 AND story = $2 AND amount = $3`, t.owner, story, text)
}

// Claims gives what was said of the amounts of all stories, by story and
// words.
func (t *Tx) Claims() ([]Claim, error) {
	return claims(all(t, readClaim, `SELECT `+claimed+` FROM claims WHERE owner = $1`, t.owner))
}

// ClaimsOf gives what was said of the amounts of one story, by words.
func (t *Tx) ClaimsOf(story string) ([]Claim, error) {
	return claims(all(t, readClaim, `SELECT `+claimed+` FROM claims WHERE owner = $1 AND story = $2`, t.owner, story))
}

const claimed = `story, amount, standing, source, instead, edited`

func readClaim(r row) (c Claim, err error) {
	return c, r.Scan(&c.Story, &c.Text, &c.Standing, &c.Source, &c.Instead, &c.Edited)
}

// claims sorts what was found.
func claims(found []Claim, err error) ([]Claim, error) {
	slices.SortFunc(found, func(a, b Claim) int { return inOrder(a.Story, b.Story, a.Text, b.Text) })
	return found, err
}

// Word is the person's own dated word on something that Rehearse can't
// observe.
type Word struct {
	Key    string
	On     string // the day as YYYY-MM-DD
	Note   string
	Edited int64 // unix milliseconds
}

// PutWord keeps a word, in place of an earlier one of the same key.
func (t *Tx) PutWord(w Word) error {
	if err := keys("a word", w.Key); err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO words (owner, name, said_on, note, edited) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (owner, name) DO UPDATE SET said_on = excluded.said_on, note = excluded.note, edited = excluded.edited`,
		t.owner, w.Key, w.On, w.Note, w.Edited)
	return err
}

// DeleteWord takes a word back, or gives ErrMissing.
func (t *Tx) DeleteWord(key string) error {
	return t.remove(`DELETE FROM words WHERE owner = $1 AND name = $2`, t.owner, key)
}

// Words gives all words by their keys.
func (t *Tx) Words() ([]Word, error) {
	read := func(r row) (w Word, err error) { return w, r.Scan(&w.Key, &w.On, &w.Note, &w.Edited) }
	found, err := all(t, read, `SELECT name, said_on, note, edited FROM words WHERE owner = $1`, t.owner)
	slices.SortFunc(found, func(a, b Word) int { return strings.Compare(a.Key, b.Key) })
	return found, err
}

// inOrder orders by a first text and, within one, by a second.
func inOrder(a, b, a2, b2 string) int {
	return cmp.Or(strings.Compare(a, b), strings.Compare(a2, b2))
}
