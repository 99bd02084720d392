package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"rehearse/internal/library"
)

// ms is a duration in milliseconds.
func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// get reads a page whole.
func (s *server) get(ctx context.Context, path string) (time.Duration, string, error) {
	began := time.Now()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, nil)
	if err != nil {
		return 0, "", err
	}
	a, err := s.client.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err == nil && a.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %s", path, a.Status)
	}
	return time.Since(began), string(body), err
}

var (
	storyLink = regexp.MustCompile(`href="(/stories/[0-9a-z]{20,})"`)
	assetLink = regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`)
	imported  = regexp.MustCompile(`from "\./([a-z]+\.js)"`)
)

// pages are those that the load asks for: every room, and two stories with
// what hangs on them.
func (s *server) pages(ctx context.Context) ([]string, error) {
	_, list, err := s.get(ctx, "/stories")
	if err != nil {
		return nil, err
	}
	found := storyLink.FindAllStringSubmatch(list, -1)
	if len(found) < 2 {
		return nil, fmt.Errorf("the list of stories links to %d of them", len(found))
	}
	one, two := found[0][1], found[len(found)-1][1]
	return []string{"/", "/stories", "/stories?sort=rating", one, two, one + "/history", one + "/followups", "/stories/new",
		"/claims", "/coverage", "/readiness", "/library", "/library/scenarios/production-incident", "/library/principles",
		"/library/level", "/library/questions", "/library/search?q=migration", "/settings"}, nil
}

// weigh prints the heaviest page with all that it loads.
func (s *server) weigh(ctx context.Context, pages []string) error {
	heaviest, most := "", 0
	for _, p := range pages {
		_, body, err := s.get(ctx, p)
		if err != nil {
			return err
		}
		n, seen := len(body), map[string]bool{}
		var queue []string
		for _, m := range assetLink.FindAllStringSubmatch(body, -1) {
			queue = append(queue, m[1])
		}
		for len(queue) > 0 {
			asset := queue[0]
			queue = queue[1:]
			if seen[asset] {
				continue
			}
			seen[asset] = true
			_, text, err := s.get(ctx, asset)
			if err != nil {
				return err
			}
			n += len(text)
			for _, m := range imported.FindAllStringSubmatch(text, -1) {
				queue = append(queue, asset[:strings.LastIndex(asset, "/")+1]+m[1])
			}
		}
		if n > most {
			heaviest, most = p, n
		}
		if n > 100<<10 {
			fmt.Fprintf(os.Stderr, "load: %s weighs %d KB\n", p, n>>10)
		}
	}
	fmt.Printf("| heaviest page with all it loads | %d KB (%s) |\n", most>>10, shortened(heaviest))
	return nil
}

// shortened is a path without a story's id.
func shortened(path string) string {
	return regexp.MustCompile(`/[0-9a-z]{20,}`).ReplaceAllString(path, "/ID")
}

// live prints how long the server takes to read a story of 450 words as it is
// being typed.
func (s *server) live(ctx context.Context) error {
	longStory, err := storyOf(450)
	if err != nil {
		return err
	}
	_, list, err := s.get(ctx, "/stories")
	if err != nil {
		return err
	}
	target := s.url + storyLink.FindStringSubmatch(list)[1] + "/review"
	var took []time.Duration
	for i := range 200 {
		form := url.Values{"answer": {longStory[:len(longStory)-i]}, "question": {"Tell me about a time when something you ran broke."}}
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, target, strings.NewReader(form.Encode()))
		if err != nil {
			return err
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept", "application/json")
		began := time.Now()
		a, err := s.client.Do(r)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, a.Body)
		a.Body.Close()
		if err != nil || a.StatusCode != http.StatusOK {
			return fmt.Errorf("the live review answered %s: %w", a.Status, err)
		}
		took = append(took, time.Since(began))
	}
	fmt.Printf("| live review of %d words, 50%% and 95%% | %.1f and %.1f ms |\n", len(strings.Fields(longStory)), ms(share(took, .5)), ms(share(took, .95)))
	return nil
}

// storyOf is a story of so many words, put together from model answers of the
// library.
func storyOf(words int) (string, error) {
	lib, err := library.Builtin()
	if err != nil {
		return "", err
	}
	var all []string
	for _, x := range lib.Scenarios {
		all = append(all, strings.Fields(x.Answer.Text())...)
	}
	return strings.Join(all[:words], " "), nil
}

// share is the duration that so many of all stay within.
func share(all []time.Duration, q float64) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

// steady sends requests on a fixed beat, whether earlier ones were answered
// or not, and counts each from the moment it was due.
func (s *server) steady(ctx context.Context, pages []string, rate, seconds int) error {
	n := rate * seconds
	took := make([]time.Duration, n)
	failed := make([]error, n)
	var all sync.WaitGroup
	began := time.Now().Add(50 * time.Millisecond)
	for i := range n {
		due := began.Add(time.Duration(i) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(due))
		all.Add(1)
		go func() {
			defer all.Done()
			_, _, failed[i] = s.get(ctx, pages[i%len(pages)])
			took[i] = time.Since(due)
		}()
	}
	all.Wait()
	slowest := map[string][]time.Duration{}
	for i, d := range took {
		slowest[pages[i%len(pages)]] = append(slowest[pages[i%len(pages)]], d)
	}
	fmt.Printf("| %d requests a second, open loop, %d s: 50%%, 99%%, failed | %.1f ms, %.1f ms, %d |\n", rate, seconds, ms(share(took, .5)), ms(share(took, .99)), count(failed))
	for _, p := range pages {
		fmt.Fprintf(os.Stderr, "  %-45s 50%% %5.1f ms  99%% %5.1f ms\n", shortened(p), ms(share(slowest[p], .5)), ms(share(slowest[p], .99)))
	}
	return nil
}

func count(errs []error) (n int) {
	for _, err := range errs {
		if err != nil {
			n++
		}
	}
	return n
}

// crowd sends two hundred requests at the same moment, ten times.
func (s *server) crowd(ctx context.Context, pages []string) error {
	const many, rounds = 200, 10
	var took []time.Duration
	bad := 0
	for range rounds {
		durations, failed := make([]time.Duration, many), make([]error, many)
		gate := make(chan struct{})
		var all sync.WaitGroup
		for i := range many {
			all.Add(1)
			go func() {
				defer all.Done()
				<-gate
				durations[i], _, failed[i] = s.get(ctx, pages[i%len(pages)])
			}()
		}
		close(gate)
		all.Wait()
		took = append(took, durations...)
		bad += count(failed)
	}
	fmt.Printf("| %d at once, %d times: 50%%, 99%%, failed | %.0f ms, %.0f ms, %d |\n", many, rounds, ms(share(took, .5)), ms(share(took, .99)), bad)
	return nil
}
