package measure

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"sync"

	"rehearse/corpus"
	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
)

// Change is a way to write an answer differently that should not move its
// review, or hardly.
type Change struct {
	Name   string
	change func(d *draft)
}

// Apply changes a text. It keeps every amount, the order of what is told and
// what it means, and gives the same text every time.
func (c Change) Apply(text string) string {
	d := &draft{Text: prose.Read(text)}
	c.change(d)
	return d.String()
}

// Changes are all ways that robustness is measured by.
var Changes = []Change{
	{"names of another culture and gender", swapNames},
	{"he and she, men and women swapped", swapGenders},
	{"other companies and places", swapPlaces},
	{"American spelling", spellAmerican},
	{"British spelling", spellBritish},
	{"slips of non-native writers", addSlips},
	{"disfluencies added", addDisfluencies},
	{"disfluencies removed", dropDisfluencies},
}

// Robustness tells how reviews of answers move under one change.
type Robustness struct {
	Change string
	// Altered counts the answers that the change altered. All below is of
	// these alone.
	Altered int
	// SameRating and SameFlags are the shares, from 0 to 1, of reviews that
	// keep their rating, and whose flags of the guide are the same ones.
	SameRating, SameFlags float64
	// MeanMove is the mean move of the rating in points, MeanSize the mean
	// of its size, and Largest the largest size.
	MeanMove, MeanSize float64
	Largest            int
	// Moved are the answers whose rating or flags did not stay.
	Moved []Move
}

// Move is what a change did to the review of one answer.
type Move struct {
	ID string
	// Text is the answer as changed.
	Text          string
	Before, After Reading
}

// Robust reviews every answer again under each of Changes, and compares with
// its original review. The lists run alike; again must be what made the
// original reviews, and is called by several goroutines at once. An answer
// that a change leaves as it is is not reviewed.
func Robust(answers []corpus.Answer, original []*review.Review, again Reviewer) ([]Robustness, error) {
	all, errs := make([]Robustness, len(Changes)), make([]error, len(Changes))
	var changes sync.WaitGroup
	for k, change := range Changes {
		changes.Go(func() { all[k], errs[k] = change.robustness(answers, original, again) })
	}
	changes.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return all, nil
}

// robustness measures one change.
func (c Change) robustness(answers []corpus.Answer, original []*review.Review, again Reviewer) (Robustness, error) {
	var moves []Move
	for i, a := range answers {
		variant := a
		variant.Text, variant.Lines = c.Apply(a.Text), nil
		if variant.Text == a.Text {
			continue
		}
		rev, err := again(i, variant)
		if err != nil {
			return Robustness{}, fmt.Errorf("%s with %s: %w", a.ID, c.Name, err)
		}
		moves = append(moves, Move{a.ID, variant.Text, Of(a, original[i]), Of(variant, rev)})
	}
	return summed(c.Name, moves), nil
}

// summed sums up what a change did to the answers that it altered.
func summed(name string, moves []Move) Robustness {
	r := Robustness{Change: name, Altered: len(moves)}
	ratings, flags, sum, sizes := 0, 0, 0, 0
	for _, m := range moves {
		by := m.After.Rating - m.Before.Rating
		size := max(by, -by)
		sum, sizes, r.Largest = sum+by, sizes+size, max(r.Largest, size)
		same := maps.Equal(m.Before.Flags, m.After.Flags)
		if size == 0 {
			ratings++
		}
		if same {
			flags++
		}
		if size > 0 || !same {
			r.Moved = append(r.Moved, m)
		}
	}
	r.SameRating, r.SameFlags = share(ratings, r.Altered), share(flags, r.Altered)
	r.MeanMove, r.MeanSize = share(sum, r.Altered), share(sizes, r.Altered)
	return r
}

// PrintRobustness writes a table of how reviews move under each change, and
// of each change up to so many answers that it moved.
func PrintRobustness(w io.Writer, all []Robustness, most int) {
	fmt.Fprintf(w, "\nThe same answers told differently: how many of them changed, the share of those that\n"+
		"keep their rating and all flags, and how far the rating moves\n")
	fmt.Fprintf(w, "  %-35s %7s %9s %9s %7s %6s %7s\n", "", "changed", "rating", "flags", "mean", "size", "largest")
	for _, r := range all {
		if r.Altered == 0 {
			fmt.Fprintf(w, "  %-35s %7d %9s %9s %7s %6s %7s\n", r.Change, 0, "-", "-", "-", "-", "-")
			continue
		}
		fmt.Fprintf(w, "  %-35s %7d %8.1f%% %8.1f%% %+7.3f %6.3f %7d\n",
			r.Change, r.Altered, 100*r.SameRating, 100*r.SameFlags, r.MeanMove, r.MeanSize, r.Largest)
	}
	for _, r := range all {
		for i, m := range r.Moved[:min(max(0, most), len(r.Moved))] {
			if i == 0 {
				fmt.Fprintf(w, "\nMoved by %s\n", r.Change)
			}
			fmt.Fprintf(w, "  %s\n", m)
		}
	}
}

// String tells what moved, in the form "03-17: rating 3 > 4, lost no-metric".
func (m Move) String() string {
	text := fmt.Sprintf("%s: rating %d > %d", m.ID, m.Before.Rating, m.After.Rating)
	for _, name := range model.Flags {
		switch before, after := m.Before.Flags[name], m.After.Flags[name]; {
		case before && !after:
			text += ", lost " + name
		case after && !before:
			text += ", gained " + name
		}
	}
	return text
}
