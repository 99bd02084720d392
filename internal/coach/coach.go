// Package coach is what a person can do with Rehearse: keep stories, have
// them read, look back, take in and give out. It owns the transactions on
// the store and tells listeners what changed once it is on disk; web and
// command line only ask it.
//
// It is given its clock, and judges through the same engine as the command
// line.
package coach

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// UsualRubric is what stories are held against where nobody says otherwise.
const UsualRubric = "amazon-l6"

// Options are what a coach is given from outside.
type Options struct {
	// Now tells the time; nil means time.Now.
	Now func() time.Time
	// ReadFile reads rubrics that are given as files; nil allows built-in
	// ones only.
	ReadFile func(string) ([]byte, error)
}

// Coach keeps and judges the stories of any number of owners. It is safe for
// concurrent use.
type Coach struct {
	store      *store.Store
	now        func() time.Time
	engines    engines
	portfolios portfolios
	fresh      fresh
	hub        hub
}

// New makes a coach over a store. It is cheap: model, library and engines
// are read when they are first needed, and once.
func New(s *store.Store, o Options) (*Coach, error) {
	if s == nil {
		return nil, errors.New("the coach was given no store to keep stories in")
	}
	c := &Coach{store: s, now: o.Now}
	if c.now == nil {
		c.now = time.Now
	}
	c.engines.read = o.ReadFile
	return c, nil
}

// Store is what the coach keeps everything in.
func (c *Coach) Store() *store.Store { return c.store }

// Today is the local date of the coach's clock, YYYY-MM-DD.
func (c *Coach) Today() string { return c.now().Format(time.DateOnly) }

// milli is the time of the coach's clock as the store keeps it.
func (c *Coach) milli() int64 { return c.now().UnixMilli() }

// Rubric reads a rubric: a built-in one by its id, a file by its path, the
// usual one where ref is empty.
func (c *Coach) Rubric(ref string) (*rubric.Rubric, error) {
	e, err := c.engines.get(ref)
	if err != nil {
		return nil, err
	}
	return e.engine.Rubric(), nil
}

// Library is the built-in library. It must not be changed.
func (c *Coach) Library() (*library.Library, error) { return library.Builtin() }

// Asked is a text to be judged, with what is said of it. Question, Kind and
// Rubric may be empty; a Pace of 0, in words a minute, means the rubric's.
type Asked struct {
	Text, Question, Kind, Rubric string
	Pace                         float64
}

// Review judges a text without keeping it. Spans are bytes of the text
// exactly as given. What comes back is shared and must not be changed. The
// error says that the text or the rubric can't be read; where it comes with a
// review, a check broke, and the review is whole but for it.
func (c *Coach) Review(a Asked) (*story.Story, *review.Review, error) {
	if a.Pace != 0 && !soundPace(a.Pace) {
		return nil, nil, fmt.Errorf("a pace of %v is no speed that people speak at; give words a minute from %d to %d", a.Pace, slowest, fastest)
	}
	e, err := c.engines.get(a.Rubric)
	if err != nil {
		return nil, nil, err
	}
	key := freshKey{e, a}
	if x, ok := c.fresh.get(key); ok {
		return x.story, x.review, nil
	}
	s, err := story.Parse("story", []byte(a.Text))
	if err != nil {
		return nil, nil, plainError(err)
	}
	rev, err := e.engine.Run(s, review.Options{Question: a.Question, Kind: a.Kind, Pace: a.Pace, RedFlags: library.RedFlags(firstFull(a.Question, s.Front.Question))})
	if err != nil {
		return s, rev, fmt.Errorf("a part of the reviewer failed, so this review may lack something; please report it: %w", err)
	}
	c.fresh.put(&reading{key, s, rev})
	return s, rev, nil
}

// plainError is an error of reading a text in words for the person who wrote
// it, for whom there is no file.
func plainError(err error) error {
	var at *story.Error
	if !errors.As(err, &at) {
		return err
	}
	if at.Line <= 1 && at.Column <= 1 {
		return errors.New("this text can’t be reviewed: " + at.Message)
	}
	return fmt.Errorf("this text can’t be reviewed: line %d: %s", at.Line, at.Message)
}

// firstFull is the first text that is not empty.
func firstFull(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// changed writes in one transaction and tells the owner's listeners
// afterwards. f says what to tell; an Event without a Kind tells nothing.
func (c *Coach) changed(ctx context.Context, owner string, f func(*store.Tx) (Event, error)) error {
	var event Event
	err := c.store.Write(ctx, owner, func(tx *store.Tx) (err error) {
		event, err = f(tx)
		return err
	})
	if err == nil && event.Kind != "" {
		c.tell(ctx, owner, event)
	}
	return err
}
