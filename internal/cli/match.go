package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"rehearse/internal/match"
	"rehearse/internal/review/model"
	"rehearse/internal/story"
)

// matchCommand is `rehearse match`.
type matchCommand struct {
	Question string   `arg:"" optional:"" help:"What is asked."`
	Stories  []string `arg:"" optional:"" help:"Stories to choose from: files, folders or globs."`
	Serves   string   `placeholder:"FILE" help:"Tell instead which questions of the bank this story would answer."`
	Same     bool     `help:"Tell instead which of the stories seem to be the same proof point; all arguments are stories then."`
	Library  string   `short:"l" placeholder:"DIR" help:"A library of yours whose bank --serves asks; otherwise the built-in one."`
	N        int      `short:"n" default:"5" placeholder:"N" help:"How many to show (usually 5); 0 means all."`
	Format   string   `short:"f" enum:"text,json" default:"text" help:"text for people or json (one match a line)."`
	Color    string   `enum:"auto,always,never" default:"auto" help:"Colour always, never, or auto: on a terminal, unless NO_COLOR is set."`
}

// Help tells more, with examples.
func (matchCommand) Help() string {
	return `Finds which of your stories answers a question best, and says why: by what the question asks for and what each story speaks of, and by the words they share. Nothing leaves this machine.

Examples:

    rehearse match "Tell me about winning over a team that didn't report to you." stories
    rehearse match --serves stories/ferry.md
    rehearse match --same stories`
}

// Run matches.
func (c *matchCommand) Run(e *env) error {
	if c.N < 0 {
		return fmt.Errorf("--n %d is no number of matches; give 1 or more, or 0 for all", c.N)
	}
	m, err := model.Default()
	if err != nil {
		return err
	}
	switch {
	case c.Serves != "" && (c.Same || c.Question != ""):
		return errors.New("--serves takes one story and nothing else")
	case c.Serves != "":
		return c.serves(e, m)
	case c.Same:
		return c.same(e, m)
	case c.Question == "" || len(c.Stories) == 0:
		return errors.New("give the question in quotes, then the stories: rehearse match \"Tell me about ...\" stories")
	}
	if _, err := os.Stat(c.Question); err == nil {
		return fmt.Errorf("%s is a file; give the question first, in quotes, then the stories", c.Question)
	}
	stories, failed := c.read(e, c.Stories)
	found := match.New(m, stories).Rank(c.Question)
	if err := c.print(e, found, nil); err != nil {
		return err
	}
	return failed
}

// read reads the stories; what can't be read is told, and the rest kept.
func (c *matchCommand) read(e *env, args []string) ([]match.Story, error) {
	names, failed := expand(args)
	var stories []match.Story
	for _, name := range names {
		s, err := readStory(e, name)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		stories = append(stories, s)
	}
	for _, err := range failed {
		e.complain(err)
	}
	if len(failed) > 0 {
		return stories, &exit{code: ExitFailed}
	}
	return stories, nil
}

// readStory reads a story's answer and its question.
func readStory(e *env, name string) (match.Story, error) {
	data, err := read(e, name)
	if err != nil {
		return match.Story{}, err
	}
	s, err := story.Parse(shownName(name), data)
	if err != nil {
		return match.Story{}, err
	}
	x := match.Story{Name: name, Title: s.Front.Title}
	var parts []string
	for _, span := range s.Answer {
		parts = append(parts, s.Source[span.Start:span.End])
	}
	x.Text = strings.Join(parts, "\n\n")
	if s.Front.Question != "" {
		x.Questions = []string{s.Front.Question}
	}
	return x, nil
}

// noneAnswers is said where even the best story is worse than any story.
const noneAnswers = "None of these stories seems to answer this question; the nearest come first. Give more stories to choose from, " +
	"or write one for it: rehearse library search finds scenarios to begin from."

// print prints matches; titles hold what to show beside a name, or nothing.
func (c *matchCommand) print(e *env, found []match.Match, titles map[string]string) error {
	total := len(found)
	if c.N > 0 {
		found = found[:min(c.N, total)]
	}
	if c.Format == "json" {
		return lines(e, found)
	}
	t := newText(&painter{out: e.out, on: wantsColour(c.Color, e.terminal)}, terminalWidth())
	if total == 0 {
		t.flow.paragraph("", "No story was found there.", plain)
	}
	if total > 0 && titles == nil && found[0].Score < 0 {
		t.flow.paragraph("", noneAnswers, plain)
		t.gap()
	}
	for i, m := range found {
		shown := m.Name
		if title, ok := titles[m.Name]; ok {
			shown = title
		}
		t.flow.item(fmt.Sprintf("%2d. ", i+1), dim, 4, clean(shown), bold)
		t.flow.paragraph("    ", fmt.Sprintf("%+.1f  %s", m.Score, clean(m.Why)), plain)
	}
	if len(found) < total {
		t.gap()
		t.flow.paragraph("", fmt.Sprintf("%d of %d; -n 0 shows all. A score of 0 is a story like any other.", len(found), total), dim)
	}
	return nil
}

// serves lists the questions of the bank that a story would answer.
func (c *matchCommand) serves(e *env, m *model.Model) error {
	flags := libraryFlags{Library: c.Library}
	lib, err := flags.load()
	if err != nil {
		return err
	}
	s, err := readStory(e, c.Serves)
	if err != nil {
		return err
	}
	if len(lib.Questions) == 0 {
		return errors.New("this library has no bank of questions")
	}
	titles := map[string]string{}
	for _, q := range lib.Questions {
		titles[q.ID] = q.Question
	}
	return c.print(e, match.Serves(m, s, lib.Questions), titles)
}

// same lists stories that seem to be the same proof point.
func (c *matchCommand) same(e *env, m *model.Model) error {
	args := c.Stories
	if c.Question != "" {
		args = append([]string{c.Question}, args...)
	}
	if len(args) == 0 {
		return errors.New("give the stories to compare: rehearse match --same stories")
	}
	stories, failed := c.read(e, args)
	twins := match.New(m, stories).Same()
	if c.Format == "json" {
		if err := lines(e, twins); err != nil {
			return err
		}
		return failed
	}
	t := newText(&painter{out: e.out, on: wantsColour(c.Color, e.terminal)}, terminalWidth())
	if len(twins) == 0 {
		t.flow.paragraph("", fmt.Sprintf("No two of these %d stories seem to be the same proof point.", len(stories)), plain)
	}
	for _, x := range twins {
		t.flow.paragraph("", clean(x.A)+" and "+clean(x.B), bold)
		t.flow.paragraph("    ", fmt.Sprintf("%.0f%% of what they tell is shared: %s", 100*x.Score, clean(x.Why)), plain)
	}
	return failed
}
