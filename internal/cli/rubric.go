package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"rehearse/internal/rubric"
)

// rubricCommand is `rehearse rubric`.
type rubricCommand struct {
	List  rubricListCommand  `cmd:"" help:"List the built-in rubrics."`
	Show  rubricShowCommand  `cmd:"" help:"Print a rubric as it is written, to read or to begin your own from."`
	Check rubricCheckCommand `cmd:"" help:"Say what is wrong with a rubric of yours."`
}

// rubricListCommand is `rehearse rubric list`.
type rubricListCommand struct{}

// Help tells more, with examples.
func (rubricListCommand) Help() string {
	return `Lists the rubrics that come with the program, with what they are for.

Examples:

    rehearse rubric list`
}

// Run lists.
func (c *rubricListCommand) Run(e *env) error {
	for _, id := range rubric.Builtin() {
		r, err := rubric.Load(id, nil)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%s  %s\n", pad(id, 10), r.Title)
	}
	return nil
}

// rubricShowCommand is `rehearse rubric show`.
type rubricShowCommand struct {
	Name string `arg:"" optional:"" default:"amazon-l6" help:"A built-in rubric, or a file (amazon-l6)."`
}

// Help tells more, with examples.
func (rubricShowCommand) Help() string {
	return `Prints the YAML of a rubric, comments and sources included.

Examples:

    rehearse rubric show
    rehearse rubric show amazon-l7 > mine.yaml`
}

// Run shows.
func (c *rubricShowCommand) Run(e *env) error {
	if source := rubric.Source(c.Name); source != nil {
		_, err := e.out.Write(source)
		return err
	}
	if !strings.ContainsAny(c.Name, `/.\`) {
		return unknownRubric(c.Name)
	}
	source, err := readRubric(c.Name)
	if err != nil {
		return err
	}
	_, err = e.out.Write(source)
	return err
}

// unknownRubric says that there is no such rubric, and which might be meant.
func unknownRubric(name string) error {
	if like := near(name, rubric.Builtin()); len(like) > 0 {
		return fmt.Errorf("there is no rubric %q; did you mean %s? A file of yours is named with its path, as in ./mine.yaml", name, strings.Join(like, " or "))
	}
	return fmt.Errorf("there is no rubric %q; the built-in ones are %s; a file of yours is named with its path, as in ./mine.yaml", name, list(rubric.Builtin()))
}

// rubricCheckCommand is `rehearse rubric check`.
type rubricCheckCommand struct {
	Files []string `arg:"" help:"Rubric files."`
}

// Help tells more, with examples.
func (rubricCheckCommand) Help() string {
	return `Reads rubrics and reports every mistake at once, each with its line. Exit code 2 where there is one.

Examples:

    rehearse rubric check ./mine.yaml`
}

// Run checks.
func (c *rubricCheckCommand) Run(e *env) error {
	failed := false
	for _, name := range c.Files {
		r, err := checkRubric(name)
		if err != nil {
			failed = true
			e.complain(err)
			continue
		}
		extends := ""
		if r.Extends != "" {
			extends = ", built on " + r.Extends
		}
		fmt.Fprintf(e.out, "%s: OK (%s%s)\n", clean(name), r.ID, extends)
	}
	if failed {
		return &exit{code: ExitFailed}
	}
	return nil
}

func checkRubric(name string) (*rubric.Rubric, error) {
	ref := name
	if !strings.ContainsAny(name, `/.\`) && !slices.Contains(rubric.Builtin(), name) {
		ref = "./" + name
	}
	r, err := rubric.Load(ref, readRubric)
	if err != nil {
		return nil, err
	}
	return r, r.CheckRules(ruleNames())
}

// readRubric reads a rubric's file.
func readRubric(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, readable(path, err)
	}
	return data, nil
}
