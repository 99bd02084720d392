package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/rubric"
)

// libraryCommand is `rehearse library`.
type libraryCommand struct {
	List       libraryListCommand       `cmd:"" help:"List the scenarios."`
	Show       libraryShowCommand       `cmd:"" help:"Show a scenario: question, model answer, follow-ups, flawed answers."`
	Search     librarySearchCommand     `cmd:"" help:"Search scenarios, questions, follow-ups and principles."`
	Principles libraryPrinciplesCommand `cmd:"" help:"The leadership principles: what evidence looks like at each level."`
	Level      libraryLevelCommand      `cmd:"" help:"The level itself: what is looked for, and how to prepare."`
	Check      libraryCheckCommand      `cmd:"" help:"Say what is wrong with a library of yours."`
}

// libraryFlags are what all of its commands take.
type libraryFlags struct {
	Library string `short:"l" placeholder:"DIR" help:"A library of yours (see docs/library.md); otherwise the built-in one."`
	Format  string `short:"f" enum:"text,json" default:"text" help:"text for people or json."`
	Color   string `enum:"auto,always,never" default:"auto" help:"Colour always, never, or auto: on a terminal, unless NO_COLOR is set."`
}

// load reads the library that the flags name.
func (f *libraryFlags) load() (*library.Library, error) {
	if f.Library == "" {
		return library.Builtin()
	}
	return readLibrary(f.Library)
}

// readLibrary reads a library from a folder; its mistakes name their files
// with the folder before them.
func readLibrary(dir string) (*library.Library, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, readable(dir, err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s: a library is a folder with a pack.yaml in it", dir)
	}
	lib, err := library.Read(os.DirFS(dir), nil)
	if err != nil {
		return nil, fmt.Errorf("%s: the library has mistakes:\n%w", dir, err)
	}
	return lib, nil
}

func (f *libraryFlags) page(e *env) *text {
	return newText(&painter{out: e.out, on: wantsColour(f.Color, e.terminal)}, terminalWidth())
}

// lines prints one JSON object a line.
func lines[T any](e *env, list []T) error {
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	for _, x := range list {
		if err := enc.Encode(x); err != nil {
			return err
		}
	}
	return nil
}

// libraryListCommand is `rehearse library list`.
type libraryListCommand struct {
	libraryFlags
	Principle  string `short:"p" placeholder:"ID" help:"Only scenarios whose model answer shows this principle."`
	Competency string `short:"c" placeholder:"ID" help:"Only scenarios of this competency."`
	Kind       string `enum:"standard,failure," default:"" placeholder:"KIND" help:"Only standard or failure."`
}

// Help tells more, with examples.
func (libraryListCommand) Help() string {
	return `Lists scenarios with their ids, by competency.

Examples:

    rehearse library list
    rehearse library list --principle earn-trust
    rehearse library list --format json`
}

// scenarioLine is one scenario as JSON.
type scenarioLine struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Question   string   `json:"question"`
	Kind       string   `json:"kind"`
	Competency string   `json:"competency"`
	Principles []string `json:"principles"`
}

// Run lists.
func (c *libraryListCommand) Run(e *env) error {
	lib, err := c.load()
	if err != nil {
		return err
	}
	var found []scenarioLine
	for _, s := range lib.Scenarios {
		if (c.Principle == "" || slices.Contains(s.Principles, c.Principle)) && (c.Competency == "" || s.Competency == c.Competency) && (c.Kind == "" || s.Kind == c.Kind) {
			found = append(found, scenarioLine{s.ID, s.Title, s.Question, s.Kind, s.Competency, s.Principles})
		}
	}
	if err := knownNames(lib, c.Principle, c.Competency); err != nil {
		return err
	}
	if c.Format == "json" {
		return lines(e, found)
	}
	t := c.page(e)
	columns := 0
	for _, s := range found {
		columns = max(columns, len(s.ID))
	}
	last := ""
	for _, id := range competencyOrder(lib) {
		for _, s := range found {
			if s.Competency != id {
				continue
			}
			if id != last {
				if last != "" {
					t.gap()
				}
				t.heading(competencyName(lib, id))
				last = id
			}
			t.paint.write("  "+pad(s.ID, columns+2), plain)
			t.paint.write(clip(clean(s.Title), max(20, t.width-columns-4)), plain)
			t.paint.newline()
		}
	}
	t.gap()
	t.flow.paragraph("", "To read one: rehearse library show "+firstOf(firstID(found), "ID"), dim)
	return nil
}

func firstID(found []scenarioLine) string {
	if len(found) == 0 {
		return ""
	}
	return found[0].ID
}

// rubricOf is the rubric that a library names.
func rubricOf(lib *library.Library) *rubric.Rubric {
	r, err := rubric.Load(lib.Pack.Rubric, nil)
	if err != nil {
		r, _ = rubric.Load(usualRubric, nil)
	}
	return r
}

// competencyOrder are the competencies in the order of the rubric.
func competencyOrder(lib *library.Library) []string {
	var ids []string
	for _, c := range rubricOf(lib).Competencies {
		ids = append(ids, c.ID)
	}
	return ids
}

func competencyName(lib *library.Library, id string) string {
	if c, ok := rubricOf(lib).Competency(id); ok {
		return c.Name
	}
	return id
}

// knownNames refuses a principle or competency that the rubric lacks.
func knownNames(lib *library.Library, principle, competency string) error {
	r := rubricOf(lib)
	if _, ok := r.Principle(principle); principle != "" && !ok {
		var ids []string
		for _, p := range r.Principles {
			ids = append(ids, p.ID)
		}
		return unknownName("principle", principle, ids)
	}
	if _, ok := r.Competency(competency); competency != "" && !ok {
		return unknownName("competency", competency, competencyOrder(lib))
	}
	return nil
}

func unknownName(what, name string, ids []string) error {
	if like := near(name, ids); len(like) > 0 {
		return fmt.Errorf("there is no %s %q; did you mean %s?", what, name, strings.Join(like, " or "))
	}
	return fmt.Errorf("there is no %s %q; there are %s", what, name, list(ids))
}

// libraryShowCommand is `rehearse library show`.
type libraryShowCommand struct {
	libraryFlags
	ID string `arg:"" help:"The scenario, by its id or number."`
}

// Help tells more, with examples.
func (libraryShowCommand) Help() string {
	return `Shows a whole scenario, page by page on a terminal ($PAGER, or less).

Examples:

    rehearse library show team-turnaround
    rehearse library show 31
    rehearse library show failed-launch --format json | jq -r .answer.action`
}

// Run shows.
func (c *libraryShowCommand) Run(e *env) error {
	lib, err := c.load()
	if err != nil {
		return err
	}
	s, err := findScenario(lib, c.ID)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return lines(e, []library.Scenario{s})
	}
	return e.paged(func() error {
		scenarioPage(c.page(e), lib, s)
		return nil
	})
}

// findScenario finds a scenario by id or number.
func findScenario(lib *library.Library, id string) (library.Scenario, error) {
	if s, ok := lib.Scenario(id); ok {
		return s, nil
	}
	n, err := strconv.Atoi(id)
	var ids []string
	for _, s := range lib.Scenarios {
		if err == nil && s.Number == n {
			return s, nil
		}
		ids = append(ids, s.ID)
	}
	if like := near(id, ids); len(like) > 0 {
		return library.Scenario{}, fmt.Errorf("there is no scenario %q; did you mean %s?", id, strings.Join(like, " or "))
	}
	return library.Scenario{}, fmt.Errorf("there is no scenario %q; rehearse library list shows them", id)
}

// scenarioPage prints a scenario: what the front matter says in words, then
// the text.
func scenarioPage(t *text, lib *library.Library, s library.Scenario) {
	r := rubricOf(lib)
	t.flow.paragraph("", clean(s.Title), bold)
	t.flow.paragraph("", clean(s.Question), plain)
	t.gap()
	t.flow.item("Also asked: ", dim, 12, clean(strings.Join(s.Wordings, "  ")), plain)
	var names []string
	for _, id := range s.Principles {
		p, _ := r.Principle(id)
		names = append(names, p.Name)
	}
	t.flow.item("Competency: ", dim, 12, competencyName(lib, s.Competency), plain)
	t.flow.item("Shows:      ", dim, 12, strings.Join(names, "; "), plain)
	t.gap()
	t.heading("What the interviewer listens for")
	for _, x := range s.ListensFor {
		t.flow.item("• ", plain, 2, clean(x), plain)
	}
	if len(s.RedFlags) > 0 {
		t.gap()
		t.heading("Red flags")
		for _, f := range s.RedFlags {
			t.flow.item("• ", plain, 2, clean(f.Text+" "+f.Why), plain)
		}
	}
	t.gap()
	_, body, _ := strings.Cut(strings.TrimPrefix(s.Markdown, "---\n"), "\n---\n")
	if _, rest, ok := strings.Cut(body, "\n## "); ok {
		body = "## " + rest
	}
	t.markdown(body)
}
