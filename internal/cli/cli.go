// Package cli is the command line: it parses flags, wires the other packages
// together and prints. Nothing below it knows of files, terminals or flags.
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// Exit codes of every command.
const (
	// ExitOK: done, and nothing at or above --fail-on.
	ExitOK = 0
	// ExitFindings: findings at or above --fail-on.
	ExitFindings = 1
	// ExitFailed: could not run, or a file could not be read.
	ExitFailed = 2
)

// commands are the commands and their flags, as kong reads them.
type commands struct {
	Serve      serveCommand      `cmd:"" help:"Open the workshop in your browser: write stories and see them judged."`
	Review     reviewCommand     `cmd:"" help:"Review answers: how an interviewer would vote, and why."`
	Explain    explainCommand    `cmd:"" help:"Explain a rule: why it matters, an example, how to mend it."`
	Rules      rulesCommand      `cmd:"" help:"List all rules."`
	Match      matchCommand      `cmd:"" help:"Find which of your stories answers a question."`
	Import     importCommand     `cmd:"" help:"Take in stories from other forms, or turn them into files."`
	Export     exportCommand     `cmd:"" help:"Write every story that you keep as a Markdown file."`
	Backup     backupCommand     `cmd:"" help:"Write everything that you keep into one file."`
	Restore    restoreCommand    `cmd:"" help:"Bring back what a backup holds."`
	Doctor     doctorCommand     `cmd:"" help:"Say where everything is, whether it is sound, and what to do."`
	Rubric     rubricCommand     `cmd:"" help:"Show, list and check rubrics."`
	Library    libraryCommand    `cmd:"" help:"Scenarios, principles and the level, to read and to search."`
	Questions  questionsCommand  `cmd:"" help:"Questions from the bank, to practise with."`
	Evaluate   evaluateCommand   `cmd:"" help:"Measure the reviewer against annotated answers."`
	Annotate   annotateCommand   `cmd:"" help:"Write answers whose reading you corrected as annotated answers."`
	Completion completionCommand `cmd:"" help:"Print the completion script of a shell."`
	Version    kong.VersionFlag  `help:"Print the version and exit."`
}

// Help tells more, with examples.
func (commands) Help() string {
	return `Start with the workshop in your browser, or with a story of yours in Markdown or plain text:

    rehearse serve
    rehearse review story.md
    rehearse explain no-metric
    rehearse import old-notes.md --out stories`
}

// env is what a command may touch of the world around it.
type env struct {
	in       io.Reader
	out      *bufio.Writer
	errs     io.Writer
	terminal bool
}

// exit ends a command with a code and, where there is one, a sentence.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// Main runs one command and returns its exit code.
func Main(args []string, in io.Reader, out, errs io.Writer) int {
	var c commands
	e := &env{in: in, out: bufio.NewWriterSize(out, 64<<10), errs: errs, terminal: isTerminal(out)}
	code := run(&c, e, args)
	if err := e.out.Flush(); err != nil && code != ExitFailed {
		fmt.Fprintf(errs, "rehearse: could not write the output: %v\n", err)
		return ExitFailed
	}
	return code
}

// ended is what kong's --help and --version panic with, so that Main can
// return instead of leaving the process.
type ended int

// newParser makes the parser of the command line.
func newParser(c *commands, e *env) (*kong.Kong, error) {
	return kong.New(c, kong.Name("rehearse"),
		kong.Description("Deliberate practice for leadership interviews: offline, private, with evidence."),
		kong.Writers(e.out, e.errs), kong.Vars{"version": version()}, kong.Bind(e),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: usualWidth, NoExpandSubcommands: false}),
		kong.Exit(func(n int) { panic(ended(n)) }))
}

func run(c *commands, e *env, args []string) (code int) {
	defer func() {
		if r := recover(); r != nil {
			n, ok := r.(ended)
			if !ok {
				panic(r)
			}
			code = int(n)
		}
	}()
	parser, err := newParser(c, e)
	if err != nil {
		e.complain(err)
		return ExitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		e.complain(err)
		fmt.Fprintf(e.errs, "Try: %s --help\n", strings.TrimSpace("rehearse "+commandOf(err)))
		return ExitFailed
	}
	return e.exitCode(parsed.Run())
}

// commandOf is the command that was being parsed when it went wrong.
func commandOf(err error) string {
	var parse *kong.ParseError
	if !errors.As(err, &parse) || parse.Context == nil {
		return ""
	}
	var names []string
	for _, p := range parse.Context.Path {
		if p.Command != nil {
			names = append(names, p.Command.Name)
		}
	}
	return strings.Join(names, " ")
}

// exitCode is the exit code of what a command returned, whose sentence it
// prints.
func (e *env) exitCode(err error) int {
	var x *exit
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &x):
		if x.err != nil {
			e.complain(x.err)
		}
		return x.code
	case errors.Is(err, context.Canceled):
		err = errStopped
	}
	e.complain(err)
	return ExitFailed
}
