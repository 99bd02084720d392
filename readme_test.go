package main

import (
	"bufio"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// testCommand is the README's second command. It runs these very tests, so
// they only recognise it.
const testCommand = "go test ./..."

// shellBlock is a block of commands in the README.
var shellBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")

// readmeCommands are the blocks of commands in the README, line by line.
func readmeCommands(t *testing.T) [][]string {
	t.Helper()
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks [][]string
	for _, m := range shellBlock.FindAllStringSubmatch(string(page), -1) {
		blocks = append(blocks, strings.Split(strings.TrimSpace(m[1]), "\n"))
	}
	if len(blocks) < 3 {
		t.Fatalf("only %d blocks of commands were found in the README", len(blocks))
	}
	return blocks
}

// TestReadmeBeginsWithTwoCommands keeps the promise that two commands, each
// alone in its block, are all that it takes.
func TestReadmeBeginsWithTwoCommands(t *testing.T) {
	blocks := readmeCommands(t)
	if len(blocks[0]) != 1 || !strings.HasPrefix(blocks[0][0], "go run . review examples/") {
		t.Errorf("the first block is %q, not one review of an example", blocks[0])
	}
	if len(blocks[1]) != 1 || blocks[1][0] != testCommand {
		t.Errorf("the second block is %q, not %q", blocks[1], testCommand)
	}
	ci, err := os.ReadFile(".ci/run")
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(testCommand)).Match(ci) {
		t.Errorf(".ci/run does not run %q, what the README tells people to run", testCommand)
	}
}

// TestReadmeCommands runs every command of the README, those for the built
// program in a folder that holds the examples and nothing else.
func TestReadmeCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("building and running every command of the README takes a few seconds")
	}
	bin, work := t.TempDir(), t.TempDir()
	install := exec.Command("go", "install", ".")
	install.Env = append(os.Environ(), "GOBIN="+bin)
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("go install .: %v\n%s", err, out)
	}
	if err := os.CopyFS(filepath.Join(work, "examples"), os.DirFS("examples")); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, line := range slices.Concat(readmeCommands(t)...) {
		words := split(line)
		var run *exec.Cmd
		switch {
		case line == testCommand:
			continue
		case words[0] == "go":
			run = exec.Command("go", words[1:]...)
		case words[0] == "rehearse":
			run = exec.Command(filepath.Join(bin, "rehearse"), words[1:]...)
			run.Dir = work
			run.Env = append(os.Environ(), "REHEARSE_DATA="+filepath.Join(work, "data"))
		default:
			t.Errorf("the README has a command that no test can run: %s", line)
			continue
		}
		ran++
		if slices.Contains(words, "serve") {
			opens(t, run)
			continue
		}
		out, err := run.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", line, err, out)
		}
		if len(out) == 0 {
			t.Errorf("%s prints nothing", line)
		}
	}
	if ran < 5 {
		t.Errorf("only %d commands were run", ran)
	}
}

// opens runs a command that opens the workshop, looks at the first page, and
// ends it as Ctrl-C does.
func opens(t *testing.T, run *exec.Cmd) {
	t.Helper()
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	run.Stderr = os.Stderr
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	url := regexp.MustCompile(`http://[^ ]+`).FindString(line)
	if err != nil || url == "" {
		t.Fatalf("%v says %q (%v), not where it is open", run.Args, line, err)
	}
	page, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	page.Body.Close()
	if page.StatusCode != http.StatusOK {
		t.Errorf("%s answers %s", url, page.Status)
	}
	if err := run.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := run.Wait(); err != nil {
		t.Errorf("%v ended with %v", run.Args, err)
	}
}

// split cuts a command line at blanks, but for those in double quotation
// marks.
func split(line string) []string {
	var words []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			words = append(words, part)
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	return words
}

// readmeLink is a link or picture whose target lies in the repository.
var readmeLink = regexp.MustCompile(`\]\(([^):#]+)(#[^)]*)?\)`)

func TestLinksLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := filepath.Glob("docs/decisions/*.md")
	if err != nil {
		t.Fatal(err)
	}
	pages = slices.Concat(pages, decisions, []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"})
	seen := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range readmeLink.FindAllStringSubmatch(string(text), -1) {
			seen++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d links were seen", seen)
	}
}
