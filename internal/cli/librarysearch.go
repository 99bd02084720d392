package cli

import (
	"errors"
	"fmt"
	"strings"

	"rehearse/internal/library"
)

// librarySearchCommand is `rehearse library search`.
type librarySearchCommand struct {
	libraryFlags
	Text []string `arg:"" help:"What to look for."`
	N    int      `short:"n" default:"12" placeholder:"N" help:"How many to show (usually 12)."`
}

// Help tells more, with examples.
func (librarySearchCommand) Help() string {
	return `Finds words in scenarios, questions, follow-ups and principles, best first. A word begun is enough.

Examples:

    rehearse library search outage at night
    rehearse library search vend --format json`
}

// Run searches.
func (c *librarySearchCommand) Run(e *env) error {
	lib, err := c.load()
	if err != nil {
		return err
	}
	var hits []library.Hit
	if text := strings.Join(c.Text, " "); c.Library == "" {
		built, err := library.BuiltinIndex()
		if err != nil {
			return err
		}
		hits = built.Search(text, c.N)
	} else {
		hits = library.NewIndex(lib).Search(text, c.N)
	}
	if c.Format == "json" {
		return lines(e, hits)
	}
	t := c.page(e)
	if len(hits) == 0 {
		t.flow.paragraph("", "Nothing found. Try fewer or other words, or rehearse library list.", plain)
		return nil
	}
	for _, h := range hits {
		title := h.Title
		if h.Kind == "principle" {
			if p, ok := rubricOf(lib).Principle(h.ID); ok {
				title = p.Name
			}
		}
		t.flow.item(pad(h.Kind, 11), dim, 11, clean(title), plain)
		if h.Kind == "scenario" {
			t.flow.paragraph(strings.Repeat(" ", 11), "rehearse library show "+h.ID, dim)
		}
	}
	return nil
}

// libraryPrinciplesCommand is `rehearse library principles`.
type libraryPrinciplesCommand struct {
	libraryFlags
	ID string `arg:"" optional:"" help:"One principle; otherwise all."`
}

// Help tells more, with examples.
func (libraryPrinciplesCommand) Help() string {
	return `Tells in our own words what each principle means, what evidence of it looks like at L5, L6 and L7, how it is probed and over-claimed, and what it pulls against.

Examples:

    rehearse library principles
    rehearse library principles dive-deep`
}

// Run shows.
func (c *libraryPrinciplesCommand) Run(e *env) error {
	lib, err := c.load()
	if err != nil {
		return err
	}
	if err := knownNames(lib, c.ID, ""); err != nil {
		return err
	}
	var found []library.Principle
	for _, p := range lib.Principles {
		if c.ID == "" || p.ID == c.ID {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return errors.New("this library says nothing of principles; it has no principles.yaml, or lacks this one")
	}
	if c.Format == "json" {
		return lines(e, found)
	}
	return e.paged(func() error {
		t := c.page(e)
		for i, p := range found {
			if i > 0 {
				t.gap()
				t.gap()
			}
			principlePage(t, lib, p)
		}
		t.gap()
		t.flow.paragraph("", clean(lib.Pack.About), dim)
		return nil
	})
}

func principlePage(t *text, lib *library.Library, p library.Principle) {
	r := rubricOf(lib)
	name := func(id string) string {
		known, _ := r.Principle(id)
		return known.Name
	}
	t.flow.paragraph("", name(p.ID), bold)
	t.flow.paragraph("", clean(p.Explanation), plain)
	t.gap()
	for _, level := range [][2]string{{"L5", p.L5}, {"L6", p.L6}, {"L7", p.L7}} {
		t.flow.item(level[0], bold, 4, clean(level[1]), plain)
	}
	t.gap()
	t.flow.paragraph("", "Probes", bold|dim)
	for _, q := range p.Probes {
		t.flow.item("• ", plain, 2, clean(q), plain)
	}
	t.gap()
	t.flow.item("Over-claimed: ", dim, 14, clean(p.Overclaimed), plain)
	for _, x := range p.Tensions {
		t.flow.item("Against "+name(x.With)+": ", dim, 4, clean(x.Text), plain)
	}
	t.flow.item("Scenarios:    ", dim, 14, strings.Join(p.Scenarios, ", "), plain)
}

// libraryLevelCommand is `rehearse library level`.
type libraryLevelCommand struct{ libraryFlags }

// Help tells more, with examples.
func (libraryLevelCommand) Help() string {
	return `Tells what is looked for at this level, how it differs from those beside it, and how to prepare.

Examples:

    rehearse library level
    rehearse library level --format json | jq .practice_steps`
}

// Run shows.
func (c *libraryLevelCommand) Run(e *env) error {
	lib, err := c.load()
	if err != nil {
		return err
	}
	if len(lib.Framework.FocusAreas) == 0 {
		return errors.New("this library says nothing of the level; it has no framework.yaml")
	}
	if c.Format == "json" {
		return lines(e, []library.Framework{lib.Framework})
	}
	return e.paged(func() error {
		c.page(e).markdown(lib.Framework.Markdown())
		return nil
	})
}

// libraryCheckCommand is `rehearse library check`.
type libraryCheckCommand struct {
	Dir string `arg:"" help:"The folder of the library."`
}

// Help tells more, with examples.
func (libraryCheckCommand) Help() string {
	return `Reads a library and reports every mistake at once, each with its place. Exit code 2 where there is one.

Examples:

    rehearse library check ./my-library`
}

// Run checks.
func (c *libraryCheckCommand) Run(e *env) error {
	lib, err := readLibrary(c.Dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s: OK (%s: %s, %s, %s)\n", clean(c.Dir), lib.Pack.ID, countOf(len(lib.Scenarios), "scenario", "scenarios"),
		countOf(len(lib.Questions), "question", "questions"), countOf(len(lib.FollowUps), "follow-up", "follow-ups"))
	return nil
}
