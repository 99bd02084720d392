package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"

	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// reviewCommand is `rehearse review`.
type reviewCommand struct {
	Files    []string `arg:"" optional:"" help:"Story files, folders or globs; - or nothing reads standard input."`
	Question string   `short:"q" help:"The question that the answer is to; wins over the file's own."`
	Kind     string   `enum:"standard,failure," default:"" help:"What the question asks for: standard or failure; inferred from the question where not given."`
	Rubric   string   `default:"" help:"A built-in rubric (amazon-l5, amazon-l6, amazon-l7) or a file of your own; otherwise the story's, or amazon-l6."`
	Format   string   `enum:"text,json,sarif" default:"text" help:"How to print: text for people, json (one review a line) or sarif for programs."`
	FailOn   string   `enum:"never,note,warning,error" default:"never" help:"Exit with 1 where a finding is at least this grave."`
	Pace     float64  `help:"Words a minute that you speak at; otherwise the rubric's (150)."`
	Color    string   `enum:"auto,always,never" default:"auto" help:"Whether to colour the text: auto follows the terminal and NO_COLOR."`
}

// engines makes one engine for each rubric that is asked for.
type engines struct {
	made map[string]*review.Engine
}

func (m *engines) get(ref string) (*review.Engine, error) {
	if e, ok := m.made[ref]; ok {
		return e, nil
	}
	r, err := rubric.Load(ref, os.ReadFile)
	if err != nil {
		return nil, err
	}
	weights, err := model.Default()
	if err != nil {
		return nil, err
	}
	e, err := checks.NewEngine(r, weights)
	if err != nil {
		return nil, err
	}
	m.made[ref] = e
	return e, nil
}

// outcome is what became of one file.
type outcome struct {
	name   string
	source string
	review *review.Review
	err    error
}

// Run reviews the files and prints.
func (c *reviewCommand) Run(e *env) error {
	if c.Pace != 0 && (c.Pace < 40 || c.Pace > 400) {
		return fmt.Errorf("--pace %v is no speed that people speak at; give words a minute from 40 to 400", c.Pace)
	}
	names, missing := c.expand()
	m := &engines{made: map[string]*review.Engine{}}
	if _, err := m.get(c.rubricFor("")); err != nil {
		return err
	}
	printer := c.printer(e)
	failed, found := len(missing) > 0, false
	for _, err := range missing {
		fmt.Fprintln(e.errs, "rehearse:", err)
	}
	printer.begin()
	c.each(e, names, m, func(o outcome) {
		if o.err != nil {
			failed = true
			e.out.Flush()
			fmt.Fprintln(e.errs, "rehearse:", o.err)
		}
		if o.review == nil {
			return
		}
		for _, f := range o.review.Findings {
			found = found || c.FailOn != "never" && f.Severity.AtLeast(review.Severity(c.FailOn))
		}
		printer.print(o)
	})
	printer.end()
	switch {
	case failed:
		return &exit{code: ExitFailed}
	case found:
		return &exit{code: ExitFindings}
	}
	return nil
}

// rubricFor is the rubric that a story is held against: the flag's, then its
// own, then L6.
func (c *reviewCommand) rubricFor(own string) string {
	switch {
	case c.Rubric != "":
		return c.Rubric
	case own != "":
		return own
	}
	return "amazon-l6"
}

// each reviews the files on all processors and hands on the outcomes in
// order. Only a few lie waiting at any time.
func (c *reviewCommand) each(e *env, names []string, m *engines, take func(outcome)) {
	if len(names) == 1 {
		take(c.one(e, names[0], m))
		return
	}
	type slot chan outcome
	workers := runtime.GOMAXPROCS(0)
	queue := make(chan slot, 4*workers)
	tokens := make(chan struct{}, 4*workers)
	go func() {
		for _, name := range names {
			s := make(slot, 1)
			queue <- s
			tokens <- struct{}{}
			go func() {
				s <- c.one(e, name, m)
				<-tokens
			}()
		}
		close(queue)
	}()
	for s := range queue {
		take(<-s)
	}
}

// one reads and reviews one file.
func (c *reviewCommand) one(e *env, name string, m *engines) outcome {
	o := outcome{name: name}
	data, err := read(e, name)
	if err != nil {
		o.err = err
		return o
	}
	s, err := story.Parse(name, data)
	if err != nil {
		o.err = err
		return o
	}
	o.source = s.Source
	engine, err := m.get(c.rubricFor(s.Front.Rubric))
	if err != nil {
		o.err = fmt.Errorf("%s: %w", name, err)
		return o
	}
	o.review, o.err = engine.Run(s, review.Options{Question: c.Question, Kind: c.Kind, Pace: c.Pace})
	return o
}

// read reads a file, at most a little more than a story may hold.
func read(e *env, name string) ([]byte, error) {
	if name == "-" {
		data, err := io.ReadAll(io.LimitReader(e.in, story.MaxSize+1))
		if err != nil {
			return nil, fmt.Errorf("standard input: could not be read: %w", err)
		}
		return data, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, readable(name, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > story.MaxSize {
		return nil, fmt.Errorf("%s: has %d MB, and at most %d MB of text are reviewed; split it, one story a file", name, info.Size()>>20, story.MaxSize>>20)
	}
	data, err := io.ReadAll(io.LimitReader(f, story.MaxSize+1))
	if err != nil {
		return nil, readable(name, err)
	}
	return data, nil
}

// readable turns an error of the file system into a sentence.
func readable(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file; check the name", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: may not be read; check its permissions", name)
	}
	return fmt.Errorf("%s: could not be read: %w", name, err)
}

// expand turns folders and globs into files, each once, and lists what
// matches nothing.
func (c *reviewCommand) expand() (names []string, missing []error) {
	if len(c.Files) == 0 {
		return []string{"-"}, nil
	}
	seen := map[string]bool{}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, arg := range c.Files {
		info, err := os.Stat(arg)
		switch {
		case arg == "-" || err == nil && !info.IsDir():
			add(arg)
		case err == nil:
			found, err := storiesIn(arg)
			if err != nil {
				missing = append(missing, readable(arg, err))
			} else if len(found) == 0 {
				missing = append(missing, fmt.Errorf("%s: no .md or .txt file in this folder", arg))
			}
			for _, name := range found {
				add(name)
			}
		case strings.ContainsAny(arg, "*?["):
			found, _ := filepath.Glob(arg)
			if len(found) == 0 {
				missing = append(missing, fmt.Errorf("%s: no file matches", arg))
			}
			for _, name := range found {
				add(name)
			}
		default:
			missing = append(missing, readable(arg, err))
		}
	}
	return names, missing
}

// storiesIn lists the *.md and *.txt files under a folder, hidden ones
// skipped, in order.
func storiesIn(folder string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != folder
		switch {
		case hidden && d.IsDir():
			return filepath.SkipDir
		case hidden || d.IsDir():
			return nil
		}
		if ext := strings.ToLower(filepath.Ext(path)); ext == ".md" || ext == ".txt" {
			names = append(names, path)
		}
		return nil
	})
	sort.Strings(names)
	return names, err
}

// printer prints outcomes in one format.
type printer interface {
	begin()
	print(o outcome)
	end()
}

func (c *reviewCommand) printer(e *env) printer {
	return &jsonPrinter{json.NewEncoder(e.out)}
}

// jsonPrinter prints one review a line.
type jsonPrinter struct{ enc *json.Encoder }

func (p *jsonPrinter) begin() {}
func (p *jsonPrinter) end()   {}
func (p *jsonPrinter) print(o outcome) {
	p.enc.SetEscapeHTML(false)
	_ = p.enc.Encode(o.review)
}
