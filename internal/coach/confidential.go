package coach

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/internal/store"
)

// Untellable is a confidential figure that a story still tells in full.
type Untellable struct {
	// Text is the figure as the ledger keeps it, Instead what the person
	// means to say in its place; Instead may be empty.
	Text, Instead string
}

// StillTold lists the confidential figures that the telling of a story still
// gives in full.
func StillTold(e Entry) (out []Untellable) {
	for _, c := range e.Claims {
		if c.Standing == Confidential && standsAt(e.Answer, c.Text) != "" {
			out = append(out, Untellable{c.Text, c.Instead})
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
		claims, err := tx.Claims()
		for _, x := range claims {
			if x.Story == story && x.Standing == Confidential && strings.EqualFold(x.Text, collapsed(text)) {
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
	answer, n := putInstead(s.Answer, text, instead)
	if n == 0 {
		return s, ErrNotTold
	}
	s.Answer = answer
	return c.Save(ctx, owner, s, base)
}

// putInstead puts words in the place of others wherever those stand as whole
// words, whatever their case and the blanks between them, and tells how often
// that was. What began with a capital begins with one afterward.
func putInstead(text, words, instead string) (string, int) {
	fields := strings.Fields(words)
	if len(fields) == 0 {
		return text, 0
	}
	for i := range fields {
		fields[i] = regexp.QuoteMeta(fields[i])
	}
	spoken := regexp.MustCompile(`(?i)` + strings.Join(fields, `\s+`))
	var b strings.Builder
	n, from := 0, 0
	for _, at := range spoken.FindAllStringIndex(text, -1) {
		start, end := at[0], at[1]
		if start > 0 && wordByte(text[start-1]) && wordByte(text[start]) || end < len(text) && wordByte(text[end]) && wordByte(text[end-1]) {
			continue
		}
		b.WriteString(text[from:start])
		if first, _ := utf8.DecodeRuneInString(text[start:]); unicode.IsUpper(first) {
			b.WriteString(capital(instead))
		} else {
			b.WriteString(instead)
		}
		from, n = end, n+1
	}
	return b.String() + text[from:], n
}
