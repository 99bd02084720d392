package cli

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestMain lets the scripts run the program as a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"rehearse": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("COLUMNS", "80")
			examples, err := filepath.Abs("../../examples")
			e.Setenv("EXAMPLES", examples)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"makefile": makeFile,
			"within":   within,
			"opened":   opened,
			"damage":   damage,
			"count":    countFiles,
		},
	})
}

// makeFile makes files that no archive should hold: makefile NAME KIND.
func makeFile(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	var data []byte
	switch args[1] {
	case "sparse50MB":
		ts.Check(os.WriteFile(name, nil, 0o600))
		ts.Check(os.Truncate(name, 50<<20))
		return
	case "binary":
		data = []byte("\x7fELF\x02\x01\x00\x00\xff\xfe\x00 I led a team")
	case "invalid":
		data = []byte("I led a team.\nWe opened a caf\xe9 there.\n")
	case "endless":
		data = bytes.Repeat([]byte("and then i asked the team and we moved the report to a copy "), 20000)
	case "unspaced":
		data = bytes.Repeat([]byte("a"), 1<<20)
	case "controls":
		data = []byte("I led \x1b[31mthe team\x1b]0;gone\x07 that ran payments for two years, and I asked every one of them what hurt. We fixed the lock and it went from 9 s to 2 s.\n")
	default:
		ts.Fatalf("makefile: no kind %q", args[1])
	}
	ts.Check(os.WriteFile(name, data, 0o600))
}

// within fails where a line of a file is wider than a number of columns:
// within COLUMNS FILE.
func within(ts *testscript.TestScript, _ bool, args []string) {
	limit, err := strconv.Atoi(args[0])
	ts.Check(err)
	for i, line := range strings.Split(ts.ReadFile(args[1]), "\n") {
		if n := columnsOf(line); n > limit {
			ts.Fatalf("%s:%d: %d columns: %s", args[1], i+1, n, line)
		}
	}
}

// golden compares a text with a golden file, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; go test ./internal/cli -update writes it anew. Now:\n%s", path, got)
	}
}

func TestHelp(t *testing.T) {
	for _, command := range []string{"", "review", "explain", "rules", "import", "serve", "doctor", "backup", "restore", "export", "rubric", "rubric list", "rubric show", "rubric check", "completion"} {
		var out, errs bytes.Buffer
		args := append(strings.Fields(command), "--help")
		if code := Main(args, nil, &out, &errs); code != ExitOK || errs.Len() > 0 {
			t.Errorf("%v: exit %d, %s", args, code, errs.String())
		}
		for _, line := range strings.Split(out.String(), "\n") {
			if columnsOf(line) > usualWidth {
				t.Errorf("%v: wider than %d columns: %s", args, usualWidth, line)
			}
		}
		if command != "" && command != "rubric" && !strings.Contains(out.String(), "Examples:") {
			t.Errorf("%v gives no example", args)
		}
		golden(t, "help-"+strings.ReplaceAll(firstOf(command, "all"), " ", "-")+".txt", out.Bytes())
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		var out, errs bytes.Buffer
		if code := Main([]string{"completion", shell}, nil, &out, &errs); code != ExitOK {
			t.Fatalf("exit %d: %s", code, errs.String())
		}
		for _, must := range []string{"no-metric", "amazon-l7", "sarif", "fail-on", "evaluate"} {
			if !strings.Contains(out.String(), must) {
				t.Errorf("%s: nothing completes %s", shell, must)
			}
		}
	}
}
