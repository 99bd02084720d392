package coach

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"rehearse/internal/review"
	"rehearse/internal/store"
)

// Untellable is a confidential figure that a story still tells in full.
type Untellable struct {
	// Text is the figure as the ledger keeps it, Instead what the person
	// means to say in its place; Instead may be empty.
	Text, Instead string
	// Spans are where the telling gives it, in bytes, in order; at least one.
	Spans []review.Span
	// Reads are the sentences as they will read with Instead in its place, in
	// order; none where there is nothing to say instead.
	Reads []string
}

// StillTold lists the confidential figures that the telling of a story still
// gives in full.
func StillTold(e Entry) []Untellable { return untellables(e.Claims, e.Answer) }

// StillTold lists the confidential figures of a kept story that a text gives
// in full: the telling as it is being written. Of a story that is not there
// it lists none.
func (c *Coach) StillTold(ctx context.Context, owner, story, text string) ([]Untellable, error) {
	var claims []store.Claim
	err := c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		claims, err = tx.ClaimsOf(story)
		return err
	})
	return untellables(claims, text), err
}

func untellables(claims []store.Claim, text string) (out []Untellable) {
	for _, c := range claims {
		if c.Standing != Confidential {
			continue
		}
		if spans := wordsIn(text, c.Text); len(spans) > 0 {
			out = append(out, Untellable{c.Text, c.Instead, spans, willRead(text, c.Text, c.Instead)})
		}
	}
	return out
}

// Why a figure can't be put in other words.
var (
	ErrNoInstead = errors.New("there are no words to say instead yet; write them beside the figure first")
	ErrNotTold   = errors.New("the story no longer says this figure in these words, so nothing was changed; open the story to see how it stands now")
)

// SayInstead puts the words to say instead in the place of a confidential
// figure, wherever the story's telling gives it, and keeps the story as a
// save does. base is the revision that the person saw; the error is a
// *Conflict where the story moved on since, and ErrNoInstead or ErrNotTold
// where there is nothing to put in or nothing to replace.
func (c *Coach) SayInstead(ctx context.Context, owner, story, text string, base int64) (store.Story, error) {
	var s store.Story
	instead := ""
	err := c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		if s, err = tx.Story(story); err != nil {
			return notThere("this story", err)
		}
		claims, err := tx.ClaimsOf(story)
		for _, x := range claims {
			if x.Standing == Confidential && strings.EqualFold(x.Text, collapsed(text)) {
				instead = x.Instead
			}
		}
		return err
	})
	switch {
	case err != nil:
		return s, err
	case s.Revision != base:
		return s, &Conflict{Stored: s, Yours: s, Merged: s.Answer, Clean: true}
	case instead == "":
		return s, ErrNoInstead
	}
	answer, put := putInstead(s.Answer, text, instead)
	if len(put) == 0 {
		return s, ErrNotTold
	}
	s.Answer = answer
	return c.Save(ctx, owner, s, base)
}

// wordsIn finds where some words stand in a text as whole words, whatever
// their case and the blanks between them.
func wordsIn(text, words string) (all []review.Span) {
	fields := strings.Fields(words)
	if len(fields) == 0 || !utf8.ValidString(words) {
		return nil
	}
	for i := range fields {
		fields[i] = regexp.QuoteMeta(fields[i])
	}
	spoken := regexp.MustCompile(`(?i)` + strings.Join(fields, `\s+`))
	for _, at := range spoken.FindAllStringIndex(text, -1) {
		start, end := at[0], at[1]
		if start > 0 && wordByte(text[start-1]) && wordByte(text[start]) || end < len(text) && wordByte(text[end]) && wordByte(text[end-1]) {
			continue
		}
		all = append(all, review.Span{Start: start, End: end})
	}
	return all
}
