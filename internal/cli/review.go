package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// usualRubric is what a story is held against where nobody says otherwise.
const usualRubric = "amazon-l6"

// reviewCommand is `rehearse review`.
type reviewCommand struct {
	Files    []string `arg:"" optional:"" help:"Story files, folders or globs; - or nothing reads standard input."`
	Question string   `short:"q" placeholder:"TEXT" help:"The question that the answer is to; wins over the file's own."`
	Kind     string   `enum:"standard,failure," default:"" placeholder:"KIND" help:"What is asked for, standard or failure; otherwise taken from the question."`
	Rubric   string   `short:"r" default:"" placeholder:"NAME" help:"A built-in rubric (see rehearse rubric list) or a file of yours; otherwise the story's own, or amazon-l6."`
	Format   string   `short:"f" enum:"text,json,sarif" default:"text" help:"text for people, json (one review a line) or sarif for programs."`
	FailOn   string   `enum:"never,note,warning,error" default:"never" help:"Exit with 1 where a finding is at least this grave: note, warning, error or never."`
	Pace     float64  `placeholder:"WPM" help:"Words a minute that you speak at, from 40 to 400; otherwise the rubric's."`
	Why      bool     `short:"w" help:"Tell for every sentence, flag and principle which cues carried the judgement."`
	Color    string   `enum:"auto,always,never" default:"auto" help:"Colour always, never, or auto: on a terminal, unless NO_COLOR is set."`
}

// Help tells more, with examples.
func (reviewCommand) Help() string {
	return `Reads one answer a file and says how an interviewer would vote on it, and on which words that rests. Nothing leaves this machine.

Examples:

    rehearse review story.md
    rehearse review stories/ --format json > reviews.jsonl
    rehearse review -q "Tell me about a time you failed." draft.txt
    pbpaste | rehearse review --rubric amazon-l7
    rehearse review --fail-on warning 'stories/*.md'

A folder means its .md and .txt files, hidden ones skipped. To silence a rule where you know better, write into the story:

    <!-- rehearse: allow blame because the vendor admitted it -->

Exit codes: 0 done; 1 findings at or above --fail-on; 2 something could not be read or run (the other files are still reviewed).`
}

// engines makes one engine for each rubric that is asked for, once. It is
// safe for concurrent use.
type engines struct {
	mu   sync.Mutex
	made map[string]engineOrError
}

type engineOrError struct {
	engine *review.Engine
	err    error
}

func newEngines() *engines { return &engines{made: map[string]engineOrError{}} }

func (m *engines) get(ref string) (*review.Engine, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.made[ref]; ok {
		return e.engine, e.err
	}
	engine, err := newEngine(ref)
	m.made[ref] = engineOrError{engine, err}
	return engine, err
}

func newEngine(ref string) (*review.Engine, error) {
	go model.Default() // reads the weights while the rubric is read
	r, err := rubric.Load(ref, readRubric)
	if err != nil {
		return nil, err
	}
	weights, err := model.Default()
	if err != nil {
		return nil, err
	}
	return checks.NewEngine(r, weights)
}

// outcome is what became of one file.
type outcome struct {
	name   string
	title  string
	source string
	rubric *rubric.Rubric
	review *review.Review
	err    error
}

// shown is the file's name as people are told it.
func (o outcome) shown() string { return shownName(o.name) }

// Run reviews the files and prints.
func (c *reviewCommand) Run(e *env) error {
	if c.Pace != 0 && !(c.Pace >= 40 && c.Pace <= 400) {
		return fmt.Errorf("--pace %v is no speed that people speak at; give words a minute from 40 to 400", c.Pace)
	}
	m := newEngines()
	first, err := m.get(c.rubricFor("", ""))
	if err != nil {
		return err
	}
	names, failed := expand(c.Files)
	for _, err := range failed {
		e.complain(err)
	}
	e.announceInput(names)
	printer := c.printer(e, first.Rubric(), len(names) > 1)
	found := false
	err = printer.begin()
	c.each(e, names, m, func(o outcome) {
		if o.err != nil {
			failed = append(failed, o.err)
			e.complain(o.err)
		}
		if o.review == nil || err != nil {
			return
		}
		found = found || c.fails(o.review)
		err = printer.print(o)
	})
	if err == nil {
		err = printer.end(failed)
	}
	switch {
	case err != nil:
		return fmt.Errorf("could not write the output: %w", err)
	case len(failed) > 0:
		return &exit{code: ExitFailed}
	case found:
		return &exit{code: ExitFindings}
	}
	return nil
}

// fails reports whether a review holds a finding at or above --fail-on.
func (c *reviewCommand) fails(r *review.Review) bool {
	for _, f := range r.Findings {
		if c.FailOn != "never" && f.Severity.AtLeast(review.Severity(c.FailOn)) {
			return true
		}
	}
	return false
}

// rubricFor is the rubric that a story is held against: the flag's, then its
// own, then L6. A story names a file from the folder that it lies in.
func (c *reviewCommand) rubricFor(name, own string) string {
	switch {
	case c.Rubric != "":
		return c.Rubric
	case own == "":
		return usualRubric
	case strings.ContainsAny(own, `/.\`) && !filepath.IsAbs(own) && name != "-":
		return filepath.Join(filepath.Dir(name), own)
	}
	return own
}

// bulkGarbage is how much garbage, in hundredths of what is in use, may lie
// about while many files are reviewed. A review is short and leaves nearly all
// of its memory behind: over 2,000 answers of usual length the collector took
// a quarter of the time at Go's own 100, and at 400 the process is 14 MB
// larger.
const bulkGarbage = 400

// smallFile is how many bytes a file may have for its garbage not to matter.
// Ten answers fill 30 KB; at 8 MB a file the process would double its size.
const smallFile = 256 << 10

// allSmall reports whether no file is known to be large. What standard input
// will give is not known.
func allSmall(names []string) bool {
	for _, name := range names {
		if info, err := os.Stat(name); name == "-" || err == nil && info.Size() > smallFile {
			return false
		}
	}
	return true
}

// collectLess makes the collector of garbage run less often until the
// function that it returns is called. A process told to run it less often
// still, or never, stays as it was told.
func collectLess() (restore func()) {
	before := debug.SetGCPercent(bulkGarbage)
	if before < 0 || before > bulkGarbage {
		debug.SetGCPercent(before)
	}
	return func() { debug.SetGCPercent(before) }
}

// each reviews the files on all processors and hands on the outcomes in
// order. Only a few lie waiting at any time.
func (c *reviewCommand) each(e *env, names []string, m *engines, take func(outcome)) {
	if len(names) == 1 {
		take(c.one(e, names[0], m))
		return
	}
	if allSmall(names) {
		defer collectLess()()
	}
	workers := runtime.GOMAXPROCS(0)
	queue := make(chan chan outcome, 2*workers)
	tokens := make(chan struct{}, workers)
	go func() {
		for _, name := range names {
			slot := make(chan outcome, 1)
			tokens <- struct{}{}
			queue <- slot
			go func() {
				slot <- c.one(e, name, m)
				<-tokens
			}()
		}
		close(queue)
	}()
	for slot := range queue {
		take(<-slot)
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
	s, err := story.Parse(shownName(name), data)
	if err != nil {
		o.err = err
		return o
	}
	s.Name = name
	o.source, o.title = s.Source, s.Front.Title
	engine, err := m.get(c.rubricFor(name, s.Front.Rubric))
	if err != nil {
		o.err = fmt.Errorf("%s: the rubric that the story names: %w", shownName(name), err)
		return o
	}
	o.rubric = engine.Rubric()
	o.review, o.err = engine.Run(s, review.Options{Question: c.Question, Kind: c.Kind, Pace: c.Pace, Why: c.Why,
		RedFlags: library.RedFlags(firstOf(c.Question, s.Front.Question))})
	return o
}

// printer prints outcomes in one format.
type printer interface {
	begin() error
	print(o outcome) error
	// end is told which files could not be reviewed, and why.
	end(failed []error) error
}

func (c *reviewCommand) printer(e *env, r *rubric.Rubric, many bool) printer {
	switch c.Format {
	case "json":
		return newJSONPrinter(e.out)
	case "sarif":
		return newSARIFPrinter(e.out, r)
	}
	paint := &painter{out: e.out, on: wantsColour(c.Color, e.terminal)}
	return &textPrinter{t: newText(paint, terminalWidth()), many: many, pace: c.Pace}
}

// complain tells of one thing that went wrong, after what was printed so far.
func (e *env) complain(err error) {
	_ = e.out.Flush()
	for _, one := range unjoin(err) {
		fmt.Fprintln(e.errs, "rehearse:", clean(one.Error()))
	}
}

// unjoin takes joined errors apart.
func unjoin(err error) []error {
	var many interface{ Unwrap() []error }
	if errors.As(err, &many) && err.Error() == errors.Join(many.Unwrap()...).Error() {
		return many.Unwrap()
	}
	return []error{err}
}

// announceInput says that typing is awaited, where it is.
func (e *env) announceInput(names []string) {
	for _, name := range names {
		if name == "-" && isTerminal(e.in) {
			fmt.Fprintln(e.errs, "Reading the answer from the keyboard; end it with Ctrl-D on a line of its own.")
		}
	}
}
