// Package reviewtest runs the fixtures of checks. It is imported by tests
// only.
//
// A fixture is a txtar archive, testdata/RULE/NAME.txtar, with the files
// story.md, which is reviewed, red-flags where the question has any, and want, which says what is
// expected, a line each:
//
//	RULE "the words that one finding covers"
//	RULE somewhere
//	no RULE
//
// Of the rule that names the folder every finding must be wanted and every
// wanted one found, in order of place; "somewhere" is for a rule whose place
// the trained model picks. Of other rules only what is written
// is looked at. A file skip, with a reason in it, sets a fixture aside.
// Question and kind stand in the front matter of the story.
package reviewtest

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rehearse/internal/review"
	"rehearse/internal/story"
)

// Run runs every fixture below dir, and fails where one of the rules has no
// fixture that makes it speak, or none that keeps it silent.
func Run(t *testing.T, e *review.Engine, dir string, rules []string) {
	t.Helper()
	for _, rule := range rules {
		t.Run(rule, func(t *testing.T) { runRule(t, e, filepath.Join(dir, rule), rule) })
	}
}

// runRule runs the fixtures of one rule.
func runRule(t *testing.T, e *review.Engine, dir, rule string) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	speaks, silent := 0, 0
	for _, path := range paths {
		f, err := read(path)
		if err != nil {
			t.Error(err)
			continue
		}
		if len(f.wants[rule]) > 0 {
			speaks++
		} else if f.not[rule] {
			silent++
		} else {
			t.Errorf("%s says nothing of %s; add a line to want", path, rule)
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { f.run(t, e, rule) })
	}
	if speaks == 0 {
		t.Errorf("%s has no fixture in which %s speaks", dir, rule)
	}
	if silent == 0 {
		t.Errorf("%s has no fixture in which %s is silent", dir, rule)
	}
}

// fixture is one archive as read.
type fixture struct {
	path, story, skip string
	flags             []review.RedFlag
	// wants are the quotes that each rule must cover; not are the rules that
	// must be silent.
	wants map[string][]string
	not   map[string]bool
}

// read reads a fixture. Errors name the file and, in want, the line.
func read(path string) (*fixture, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parse(path, data)
}

func parse(path string, data []byte) (*fixture, error) {
	f := &fixture{path: path, wants: map[string][]string{}, not: map[string]bool{}}
	for _, file := range txtar.Parse(data).Files {
		switch file.Name {
		case "story.md":
			f.story = string(file.Data)
		case "red-flags":
			f.flags = flagsOf(string(file.Data))
		case "skip":
			f.skip = strings.TrimSpace(string(file.Data))
		case "want":
			if err := f.expect(string(file.Data)); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("%s: there is no use for a file %s; a fixture holds story.md, want, red-flags and skip", path, file.Name)
		}
	}
	if f.story == "" {
		return nil, fmt.Errorf("%s: story.md is missing or empty", path)
	}
	if len(f.wants)+len(f.not) == 0 {
		return nil, fmt.Errorf("%s: nothing is expected; write want", path)
	}
	return f, nil
}

// flagsOf reads red flags, a line each: present or absent, the phrases with
// commas between them, and the text, with bars between the three.
func flagsOf(text string) []review.RedFlag {
	var flags []review.RedFlag
	for _, line := range strings.Split(text, "\n") {
		part := strings.Split(line, "|")
		if len(part) != 3 {
			continue
		}
		f := review.RedFlag{Text: strings.TrimSpace(part[2]), Why: "It is known.", FollowUp: "Is that so?"}
		list := strings.Split(strings.ReplaceAll(strings.TrimSpace(part[1]), ", ", ","), ",")
		if strings.TrimSpace(part[0]) == "present" {
			f.Present = list
		} else {
			f.Absent = list
		}
		flags = append(flags, f)
	}
	return flags
}

// expect reads the lines of want.
func (f *fixture) expect(text string) error {
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rule, rest, _ := strings.Cut(line, " ")
		if rule == "no" {
			f.not[rest] = true
			continue
		}
		if rest == "somewhere" {
			f.wants[rule] = append(f.wants[rule], "")
			continue
		}
		quote, err := strconv.Unquote(rest)
		if err != nil || quote == "" {
			return fmt.Errorf("%s: want, line %d: write RULE \"words\", RULE somewhere or no RULE", f.path, i+1)
		}
		f.wants[rule] = append(f.wants[rule], quote)
	}
	for rule := range f.not {
		if len(f.wants[rule]) > 0 {
			return fmt.Errorf("%s: %s is wanted and not wanted", f.path, rule)
		}
	}
	return nil
}

// run reviews the story and compares.
func (f *fixture) run(t *testing.T, e *review.Engine, rule string) {
	if f.skip != "" {
		t.Skip(f.skip)
	}
	s, err := story.Parse(filepath.Base(f.path), []byte(f.story))
	if err != nil {
		t.Fatal(err)
	}
	rev, err := e.Run(s, review.Options{RedFlags: f.flags})
	if err != nil {
		t.Fatal(err)
	}
	if rev.Rating.Score == 0 && rule != review.BadSuppression && rule != review.DeadSuppression {
		t.Errorf("not scored, so that nothing was judged: %s", rev.Rating.Reasons[0].Text)
	}
	for _, fault := range f.compare(rev, rule) {
		t.Error(fault)
	}
}

// compare tells what differs between the findings and what is expected.
func (f *fixture) compare(rev *review.Review, rule string) []string {
	got := map[string][]review.Finding{}
	for _, x := range rev.Findings {
		got[x.Rule] = append(got[x.Rule], x)
	}
	rules := map[string]bool{rule: true}
	for r := range f.wants {
		rules[r] = true
	}
	for r := range f.not {
		rules[r] = true
	}
	var names []string
	for r := range rules {
		names = append(names, r)
	}
	sort.Strings(names)
	var faults []string
	for _, r := range names {
		faults = append(faults, differences(r, got[r], f.wants[r], r == rule || f.not[r])...)
	}
	return faults
}

// differences matches the findings of one rule with the wanted words, both
// in order of place; surplus findings are faults where strict.
func differences(rule string, found []review.Finding, wants []string, strict bool) []string {
	sort.SliceStable(found, func(i, j int) bool { return found[i].Start < found[j].Start })
	var faults []string
	used := make([]bool, len(found))
	for _, want := range wants {
		match := -1
		for i, x := range found {
			if !used[i] && covers(x.Quote, want) {
				match = i
				break
			}
		}
		if match < 0 {
			faults = append(faults, missing(rule, want))
			continue
		}
		used[match] = true
	}
	for i, x := range found {
		if strict && !used[i] {
			faults = append(faults, fmt.Sprintf("line %d: %s is not wanted at %q", x.Line, rule, x.Quote))
		}
	}
	return faults
}

// missing tells of words that no finding covers.
func missing(rule, want string) string {
	if want == "" {
		return rule + " is not found anywhere"
	}
	return fmt.Sprintf("%s does not cover %q", rule, want)
}

// covers reports whether the quote of a finding holds the words; blanks and
// line ends count as one space.
func covers(quote, words string) bool {
	plain := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return strings.Contains(plain(quote), plain(words))
}
