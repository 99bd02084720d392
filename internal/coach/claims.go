package coach

import (
	"context"
	"errors"
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
		return x, refuse("a claim is about an amount; give the words of the amount as they stand in the story")
	}
	if len(x.Text) > longestAmount {
		return x, refuse("the words of an amount are longer than anybody would say them; give the amount alone")
	}
	switch x.Standing {
	case "", Verified, Estimate, Unconfirmed, Confidential:
	default:
		return x, refuse("there is no standing %q; choose %s", cut(x.Standing, 40), strings.Join(Standings(), ", "))
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
