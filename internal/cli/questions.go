package cli

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"rehearse/internal/coach"
	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/story"
)

// questionsCommand is `rehearse questions`.
type questionsCommand struct {
	libraryFlags
	Principle  string `short:"p" placeholder:"ID" help:"Only questions after this principle."`
	Competency string `short:"c" placeholder:"ID" help:"Only questions of this competency."`
	Kind       string `enum:"standard,failure," default:"" placeholder:"KIND" help:"Only standard or failure."`
	Level      string `enum:"L5,L6,L7," default:"" placeholder:"LEVEL" help:"Only questions for L5, L6 or L7."`
	N          int    `short:"n" default:"10" placeholder:"N" help:"How many (usually 10); 0 means all."`
	After      string `placeholder:"FILE" help:"The follow-ups to expect after this answer instead, in its own words."`
	Seed       uint64 `placeholder:"N" help:"Draw at random, the same for the same number; otherwise the order of the bank."`
}

// Help tells more, with examples.
func (questionsCommand) Help() string {
	return `Prints questions from the bank, to practise with.

Examples:

    rehearse questions
    rehearse questions --principle have-backbone-disagree-and-commit
    rehearse questions --kind failure --n 3 --seed 7
    rehearse questions --after stories/ferry.md`
}

// Run prints.
func (c *questionsCommand) Run(e *env) error {
	lib, err := c.load()
	if err != nil {
		return err
	}
	if err := knownNames(lib, c.Principle, c.Competency); err != nil {
		return err
	}
	if c.N < 0 {
		return fmt.Errorf("--n %d is no number of questions; give 1 or more, or 0 for all", c.N)
	}
	if c.After != "" {
		return c.after(e, lib)
	}
	var found []library.Question
	for _, q := range lib.Questions {
		if (c.Principle == "" || slices.Contains(q.Principles, c.Principle)) && (c.Competency == "" || q.Competency == c.Competency) &&
			(c.Kind == "" || q.Kind == c.Kind) && (c.Level == "" || q.Level == c.Level) {
			found = append(found, q)
		}
	}
	if c.Seed != 0 {
		r := rand.New(rand.NewPCG(c.Seed, 0))
		r.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	}
	total := len(found)
	if c.N > 0 {
		found = found[:min(c.N, total)]
	}
	if c.Format == "json" {
		return lines(e, found)
	}
	t := c.page(e)
	for _, q := range found {
		t.flow.item("• ", plain, 2, clean(q.Question), plain)
		t.flow.paragraph("  ", strings.Join(q.Principles, ", ")+"; "+q.Level+hardness(q.Hardness), dim)
	}
	if total == 0 {
		t.flow.paragraph("", "No question of the bank is of that kind; try with fewer conditions.", plain)
	} else if len(found) < total {
		t.gap()
		t.flow.paragraph("", fmt.Sprintf("%d of %d; --n 0 shows all, --seed 1 draws at random.", len(found), total), dim)
	}
	return nil
}

// after prints what an interviewer would ask next about an answer.
func (c *questionsCommand) after(e *env, lib *library.Library) error {
	data, err := read(e, c.After)
	if err != nil {
		return err
	}
	s, err := story.Parse(shownName(c.After), data)
	if err != nil {
		return err
	}
	engine, err := newEngine(usualRubric)
	if err != nil {
		return err
	}
	rev, err := engine.Run(s, review.Options{})
	if err != nil {
		return err
	}
	probes := coach.Probes(lib, rev, s.Source)
	if c.N > 0 {
		probes = probes[:min(c.N, len(probes))]
	}
	if c.Format == "json" {
		return lines(e, probes)
	}
	t := c.page(e)
	for _, p := range probes {
		t.flow.item("• ", plain, 2, clean(p.Text), plain)
		t.flow.paragraph("  ", clean(p.On), dim)
	}
	if len(probes) == 0 {
		t.flow.paragraph("", "This library has no follow-up to this answer.", plain)
	}
	return nil
}

func hardness(n int) string {
	return map[int]string{1: ", an opener", 3: ", hard"}[n]
}
