package library

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ParseScenario reads the Markdown file of a scenario. Its mistakes come
// back joined, each an *Error.
func ParseScenario(name string, data []byte) (Scenario, error) {
	if len(data) > longestFile {
		return Scenario{}, &Error{name, 1, 1, fmt.Sprintf("longer than %d KB; a scenario is a few pages", longestFile>>10)}
	}
	text := strings.TrimPrefix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\uFEFF")
	head, body, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	if !strings.HasPrefix(text, "---\n") || !ok {
		return Scenario{}, &Error{name, 1, 1, "a scenario begins with front matter between two lines ---; see docs/library.md"}
	}
	s := Scenario{Markdown: text}
	if err := decode(name, 2, head, &s.Head); err != nil {
		return s, err
	}
	r := &scenarioReader{name: name, s: &s, lines: strings.Split(body, "\n"), first: strings.Count(head, "\n") + 4}
	r.head(&places{name: name, line: 2, text: head})
	r.sections()
	return s, errors.Join(r.errs...)
}

// scenarioReader reads the sections of one scenario.
type scenarioReader struct {
	name  string
	s     *Scenario
	lines []string
	// first is the line of the file at which lines begin.
	first int
	errs  []error
}

func (r *scenarioReader) fail(line int, format string, args ...any) {
	r.errs = append(r.errs, &Error{r.name, r.first + line, 1, fmt.Sprintf(format, args...)})
}

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// head checks the front matter.
func (r *scenarioReader) head(p *places) {
	fail := func(key, format string, args ...any) {
		r.errs = append(r.errs, p.at("$."+key, format, args...))
	}
	h := &r.s.Head
	if want := strings.TrimSuffix(path.Base(r.name), ".md"); h.ID != want {
		fail("id", "the id is %q; it must be the name of the file, %q", h.ID, want)
	}
	if !idForm.MatchString(h.ID) {
		fail("id", "an id is lower-case letters, digits and hyphens, not %q", h.ID)
	}
	for key, value := range map[string]string{"title": h.Title, "question": h.Question, "competency": h.Competency} {
		if strings.TrimSpace(value) == "" {
			fail(key, "%s is missing", key)
		}
	}
	if h.Kind != "standard" && h.Kind != "failure" {
		fail("kind", "kind is %q; write standard or failure", h.Kind)
	}
	if len(h.Principles) == 0 {
		fail("principles", "principles is empty; name those that the model answer shows")
	}
	seen := map[string]bool{}
	for i, f := range h.RedFlags {
		key := fmt.Sprintf("red-flags[%d].id", i)
		switch {
		case !idForm.MatchString(f.ID):
			fail(key, "an id is lower-case letters, digits and hyphens, not %q", f.ID)
		case seen[f.ID]:
			fail(key, "two red flags are called %q", f.ID)
		case f.Text == "":
			fail(key, "the red flag has no text")
		case (len(f.Present) == 0) == (len(f.Absent) == 0):
			fail(key, "give the red flag either present or absent, a list of phrases")
		}
		seen[f.ID] = true
	}
}

// section is a stretch of the file under one heading.
type section struct {
	title string
	// line is where the heading stands, from the beginning of the body.
	line int
	text string
	// parts are the sections one step deeper, and text what stands before
	// them.
	parts []section
}

// cut divides lines by headings of a depth, given as its marks and a space.
func cut(lines []string, offset int, marks string) (before string, all []section) {
	start, at := 0, -1
	flush := func(end int) {
		text := strings.TrimSpace(strings.Join(lines[start:end], "\n"))
		if at < 0 {
			before = text
		} else {
			all[len(all)-1].text = text
		}
	}
	fenced := false
	for i, line := range lines {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		if !fenced && strings.HasPrefix(line, marks) {
			flush(i)
			at, start = i, i+1
			all = append(all, section{title: strings.TrimSpace(strings.TrimPrefix(line, marks)), line: offset + i})
		}
	}
	flush(len(lines))
	return before, all
}

// sections reads the body.
func (r *scenarioReader) sections() {
	_, all := cut(r.lines, 0, "## ")
	seen := map[string]bool{}
	for i, sec := range all {
		end := len(r.lines)
		if i+1 < len(all) {
			end = all[i+1].line
		}
		sec.text, sec.parts = cut(r.lines[sec.line+1:end], sec.line+1, "### ")
		if seen[sec.title] {
			r.fail(sec.line, "a second section %q; keep one", sec.title)
			continue
		}
		seen[sec.title] = true
		r.section(sec)
	}
	for _, want := range []string{"Setup", "Model answer", "Follow-ups"} {
		if !seen[want] {
			r.fail(0, "the section \"## %s\" is missing", want)
		}
	}
}

// section reads one section into its place.
func (r *scenarioReader) section(sec section) {
	s := r.s
	plain := map[string]*string{"Setup": &s.Setup, "Applied later": &s.AppliedLater}
	lists := map[string]*[]string{"Key numbers": &s.KeyNumbers, "Signs of competence": &s.Signs, "Learned": &s.Learned,
		"Alternatives": &s.Alternatives, "Done differently": &s.Differently}
	switch into, list := plain[sec.title], lists[sec.title]; {
	case into != nil:
		*into = sec.text
		if sec.text == "" {
			r.fail(sec.line, "the section %q is empty", sec.title)
		}
	case list != nil:
		*list = r.list(sec)
	case sec.title == "Model answer":
		r.answer(sec)
	case sec.title == "What makes it L6" || strings.HasPrefix(sec.title, "What makes it "):
		r.levels(sec)
	case sec.title == "Follow-ups":
		r.followUps(sec)
	case strings.HasPrefix(sec.title, "Flawed answer, rated "):
		r.flawed(sec)
	default:
		r.fail(sec.line, "no section is called %q; see docs/library.md for those that there are", sec.title)
	}
}

// list reads the points of a list; further lines belong to the point above.
func (r *scenarioReader) list(sec section) []string {
	var points []string
	for i, line := range strings.Split(sec.text, "\n") {
		words := strings.TrimSpace(line)
		if point, ok := strings.CutPrefix(words, "- "); ok {
			points = append(points, point)
		} else if words != "" && len(points) > 0 {
			points[len(points)-1] += " " + words
		} else if words != "" {
			r.fail(sec.line+1+i, "the section %q is a list; begin each point with \"- \"", sec.title)
			return nil
		}
	}
	return points
}

func (r *scenarioReader) answer(sec section) {
	parts := map[string]*string{"Situation": &r.s.Answer.Situation, "Task": &r.s.Answer.Task, "Action": &r.s.Answer.Action, "Result": &r.s.Answer.Result}
	for _, p := range sec.parts {
		into, ok := parts[p.title]
		if !ok {
			r.fail(p.line, "a model answer has the parts Situation, Task, Action and Result, not %q", p.title)
			continue
		}
		*into = p.text
		delete(parts, p.title)
	}
	for _, title := range []string{"Situation", "Task", "Action", "Result"} {
		if _, missing := parts[title]; missing {
			r.fail(sec.line, "the model answer has no \"### %s\"", title)
		}
	}
}

func (r *scenarioReader) levels(sec section) {
	r.s.AtLevel = sec.text
	for i, p := range sec.parts {
		switch i {
		case 0:
			r.s.LevelBelow = p.text
		case 1:
			r.s.LevelAbove = p.text
		default:
			r.fail(p.line, "only two parts are read here: how it is told one level down, then one level up")
		}
	}
}

func (r *scenarioReader) followUps(sec section) {
	for _, p := range sec.parts {
		kind, question, ok := strings.Cut(p.title, ": ")
		if !ok {
			kind, question = "", p.title
		}
		if p.text == "" {
			r.fail(p.line, "this follow-up has no reply")
		}
		r.s.FollowUps = append(r.s.FollowUps, Reply{Kind: strings.ToLower(kind), Question: question, Text: p.text})
	}
}

// Flaws are the flags that a flawed answer may be said to have: those of the
// annotation guide.
var Flaws = strings.Fields(`no-metric missing-result missing-task long-setup thin-action hidden-self sole-credit blame
	unilateral no-people above-level below-level no-lesson hypothetical off-question`)

func (r *scenarioReader) flawed(sec section) {
	f := Flawed{}
	var err error
	if f.Rating, err = strconv.Atoi(strings.TrimPrefix(sec.title, "Flawed answer, rated ")); err != nil || f.Rating < 1 || f.Rating > 3 {
		r.fail(sec.line, "write the rating that the answer deserves, 1 to 3: \"## Flawed answer, rated 2\"")
	}
	var text, lesson []string
	for _, line := range strings.Split(sec.text, "\n") {
		if flaws, ok := strings.CutPrefix(line, "Flaws:"); ok && f.Flaws == nil {
			for _, id := range strings.Split(flaws, ",") {
				if id = strings.TrimSpace(id); !slices.Contains(Flaws, id) {
					r.fail(sec.line, "no flaw is called %q; there are %s", id, strings.Join(Flaws, ", "))
				}
				f.Flaws = append(f.Flaws, id)
			}
		} else if told, ok := strings.CutPrefix(line, ">"); ok {
			lesson = append(lesson, strings.TrimSpace(told))
		} else {
			text = append(text, line)
		}
	}
	f.Text, f.Lesson = strings.TrimSpace(strings.Join(text, "\n")), strings.TrimPrefix(strings.Join(lesson, " "), "What goes wrong: ")
	if len(f.Flaws) == 0 {
		r.fail(sec.line, "say what is flawed: a line \"Flaws: blame, thin-action\"")
	}
	if f.Text == "" {
		r.fail(sec.line, "the flawed answer has no text")
	}
	r.s.Flawed = append(r.s.Flawed, f)
}
