// Command load measures the workshop as one person with 500 stories would
// load it, and as two hundred at once: it builds the program, fills a store
// of its own in a temporary folder, serves it on loopback and prints a table.
// It ends by itself after about a minute.
//
//	go run ./internal/web/load [-seconds 15] [-rate 200]
//
// Run it from the root of the project. docs/benchmarks.md says how to read it.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"rehearse/corpus"
	"rehearse/internal/story"
)

// stories is how many the store holds.
const stories = 500

func main() {
	seconds := flag.Int("seconds", 15, "how long the steady load lasts, at most 120")
	rate := flag.Int("rate", 200, "requests a second of the steady load, at most 2000")
	flag.Parse()
	if *seconds < 1 || *seconds > 120 || *rate < 1 || *rate > 2000 {
		fmt.Fprintln(os.Stderr, "load: give 1 to 120 seconds and a rate of 1 to 2000 a second")
		os.Exit(2)
	}
	if err := run(*seconds, *rate); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(seconds, rate int) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	dir, err := os.MkdirTemp("", "rehearse-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program, err := prepare(ctx, dir)
	if err != nil {
		return err
	}
	s, err := start(ctx, program, filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	defer s.stop()
	if err := s.settle(ctx); err != nil {
		return err
	}
	// The second start has nothing left to prepare: it is what a person meets
	// every day.
	s.stop()
	if s, err = start(ctx, program, filepath.Join(dir, "data")); err != nil {
		return err
	}
	defer s.stop()
	fmt.Printf("| what | measured |\n|---|---|\n")
	fmt.Printf("| first page after process start | %.0f ms |\n", ms(s.ready))
	pages, err := s.pages(ctx)
	if err != nil {
		return err
	}
	if err := s.weigh(ctx, pages); err != nil {
		return err
	}
	if err := s.live(ctx); err != nil {
		return err
	}
	if err := s.steady(ctx, pages, rate, seconds); err != nil {
		return err
	}
	if err := s.crowd(ctx, pages); err != nil {
		return err
	}
	if err := s.resident("after all of this"); err != nil {
		return err
	}
	s.client.CloseIdleConnections()
	time.Sleep(rest) // the server gives memory back once nobody asks
	return s.resident("at rest after it")
}

// rest is a little more than the server waits before it calls itself idle.
const rest = 35 * time.Second

// prepare builds the program and fills a store with answers of the corpus.
func prepare(ctx context.Context, dir string) (program string, err error) {
	program = filepath.Join(dir, "rehearse")
	if out, err := build(ctx, program); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	answers, err := corpus.Read(os.DirFS("corpus/answers"))
	if err != nil {
		return "", fmt.Errorf("run this from the root of the project: %w", err)
	}
	from := filepath.Join(dir, "stories")
	if err := os.Mkdir(from, 0o755); err != nil {
		return "", err
	}
	for i := range stories {
		a := answers[i*len(answers)/stories]
		d := story.Draft{Title: fmt.Sprintf("%s %d", a.Topic, i+1), Question: a.Question, Text: a.Text}
		name := filepath.Join(from, fmt.Sprintf("%03d.md", i+1))
		if err := os.WriteFile(name, d.Markdown(), 0o644); err != nil {
			return "", err
		}
	}
	out, err := exec.CommandContext(ctx, program, "import", from, "--data", filepath.Join(dir, "data")).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("rehearse import: %w\n%s", err, out)
	}
	return program, nil
}

// build builds the program as make build does.
func build(ctx context.Context, program string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", "build", "-o", program, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	return cmd.CombinedOutput()
}

// server is the program as it serves.
type server struct {
	cmd    *exec.Cmd
	url    string
	ready  time.Duration
	client *http.Client
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// start serves and waits for the first page.
func start(ctx context.Context, program, data string) (*server, error) {
	s := &server{client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 256, DisableCompression: true}}}
	s.cmd = exec.CommandContext(ctx, program, "serve", "--addr", "127.0.0.1:0", "--data", data)
	s.cmd.Stderr = os.Stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if s.url = address.FindString(lines.Text()); s.url != "" {
			break
		}
	}
	go func() {
		for lines.Scan() { // what else it says is not looked at
		}
	}()
	if s.url == "" {
		return nil, fmt.Errorf("the server did not say where it is")
	}
	if _, _, err := s.get(ctx, "/"); err != nil {
		return nil, err
	}
	s.ready = time.Since(began)
	return s, nil
}

// stop ends the server as Ctrl-C would. Stopping twice is fine.
func (s *server) stop() {
	if s.cmd.ProcessState == nil {
		_ = s.cmd.Process.Signal(os.Interrupt)
		_ = s.cmd.Wait()
	}
}

// settle waits until every story has been read by the reviewer.
func (s *server) settle(ctx context.Context) error {
	for range 600 {
		_, body, err := s.get(ctx, "/stories")
		if err != nil {
			return err
		}
		if !strings.Contains(body, "not read yet") {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("after a minute there are still stories that were not read")
}

// resident prints the memory that the server's process holds, where the
// system tells.
func (s *server) resident(when string) error {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		fmt.Println("| resident memory | not told by this system |")
		return nil
	}
	for _, line := range strings.Split(string(data), "\n") {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %f kB", &kb); n == 1 {
			fmt.Printf("| resident %s, %d stories | %.0f MB |\n", when, stories, kb/1024)
		}
		for _, part := range []string{"RssAnon", "RssFile"} {
			if n, _ := fmt.Sscanf(line, part+": %f kB", &kb); n == 1 {
				fmt.Fprintf(os.Stderr, "  %s %.0f MB\n", part, kb/1024)
			}
		}
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kb); n == 1 {
			fmt.Printf("| resident at the highest | %.0f MB |\n", kb/1024)
		}
	}
	return nil
}
