package coach

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"rehearse/internal/store"
)

// The standings of a claim.
const (
	Verified     = "verified"     // there is a source for it
	Estimate     = "estimate"     // a fair guess, to be told as one
	Unconfirmed  = "unconfirmed"  // can't be confirmed
	Confidential = "confidential" // true and not to be said as it is
)

// longestAmount is how many bytes the words of an amount may have.
const longestAmount = 400

// Standings lists the standings in the order in which they are offered.
func Standings() []string { return []string{Verified, Estimate, Unconfirmed, Confidential} }

// PutClaim keeps what the person says of an amount of a story. A claim that
// says nothing, without standing, source and words to say instead, is taken
// away.
func (c *Coach) PutClaim(ctx context.Context, owner string, x store.Claim) error {
	x, err := cleanClaim(x)
	if err != nil {
		return err
	}
	x.Edited = c.milli()
	return c.beside(ctx, owner, x.Story, func(tx *store.Tx) error {
		if x.Standing == "" && x.Source == "" && x.Instead == "" {
			if err := tx.DeleteClaim(x.Story, x.Text); err != nil && !errors.Is(err, store.ErrMissing) {
				return err
			}
			return nil
		}
		return notThere("this story", tx.PutClaim(x))
	})
}

// cleanClaim puts a claim into the form in which it is kept.
func cleanClaim(x store.Claim) (store.Claim, error) {
	x.Text, x.Standing = cleanLine(x.Text), strings.TrimSpace(x.Standing)
	if x.Text == "" {
		return x, errors.New("a claim is about an amount; give the words of the amount as they stand in the story")
	}
	if len(x.Text) > longestAmount {
		return x, fmt.Errorf("the words of an amount are %d letters at most; give the amount alone", longestAmount)
	}
	switch x.Standing {
	case "", Verified, Estimate, Unconfirmed, Confidential:
	default:
		return x, fmt.Errorf("there is no standing %q; choose %s", x.Standing, strings.Join(Standings(), ", "))
	}
	var err error
	if x.Source, err = cleanNote("the source", x.Source); err != nil {
		return x, err
	}
	if x.Instead, err = cleanNote("what to say instead", x.Instead); err != nil {
		return x, err
	}
	return x, nil
}
