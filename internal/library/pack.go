package library

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"rehearse/internal/rubric"
)

// Read reads a library from a folder: pack.yaml, scenarios/*.md, and where
// there are any questions.yaml, followups.yaml, principles.yaml and
// framework.yaml. known is the rubric that the pack names; nil loads a
// built-in one. All mistakes come back joined, most of them *Error values in
// the order of files and lines.
func Read(dir fs.FS, known *rubric.Rubric) (*Library, error) {
	r := &packReader{dir: dir, lib: &Library{}}
	if !r.yaml("pack.yaml", true, &r.lib.Pack) {
		return nil, errors.Join(r.errs...)
	}
	r.pack(known)
	r.scenarios()
	for _, f := range []struct {
		name string
		into any
	}{{"questions.yaml", &r.lib.Questions}, {"followups.yaml", &r.lib.FollowUps}, {"principles.yaml", &r.lib.Principles}, {"framework.yaml", &r.lib.Framework}} {
		if r.yaml(f.name, false, f.into) {
			r.check(f.name)
		}
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	return r.lib, nil
}

type packReader struct {
	dir    fs.FS
	lib    *Library
	rubric *rubric.Rubric
	errs   []error
	// at finds places in the file that is being checked.
	at *places
}

func (r *packReader) fail(path, format string, args ...any) {
	r.errs = append(r.errs, r.at.at(path, format, args...))
}

// yaml reads one file; ok is false where it is missing or wrong.
func (r *packReader) yaml(name string, must bool, into any) (ok bool) {
	data, err := fs.ReadFile(r.dir, name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !must:
		return false
	case errors.Is(err, fs.ErrNotExist):
		r.errs = append(r.errs, fmt.Errorf("%s is missing: a library is a folder with a pack.yaml; see docs/library.md", name))
		return false
	case err != nil:
		r.errs = append(r.errs, fmt.Errorf("%s can't be read: %w", name, err))
		return false
	case len(data) > longestFile:
		r.errs = append(r.errs, &Error{name, 1, 1, fmt.Sprintf("longer than %d KB; split the library", longestFile>>10)})
		return false
	}
	r.at = &places{name: name, line: 1, text: string(data)}
	if err := decode(name, 1, string(data), into); err != nil {
		r.errs = append(r.errs, err)
		return false
	}
	return true
}

// pack checks pack.yaml and finds its rubric.
func (r *packReader) pack(known *rubric.Rubric) {
	p := &r.lib.Pack
	if !idForm.MatchString(p.ID) {
		r.fail("$.id", "an id is lower-case letters, digits and hyphens, not %q", p.ID)
	}
	if p.Title == "" {
		r.fail("$.title", "the pack has no title")
	}
	if p.Rubric == "" {
		p.Rubric = "amazon-l6"
	}
	if r.rubric = known; known == nil {
		var err error
		if r.rubric, err = rubric.Load(p.Rubric, nil); err != nil {
			r.fail("$.rubric", "%v", err)
			r.rubric, _ = rubric.Load("amazon-l6", nil)
		}
	}
}

// scenarios reads the scenarios, by number and id.
func (r *packReader) scenarios() {
	names, _ := fs.Glob(r.dir, "scenarios/*.md")
	asked := map[string]string{}
	for _, name := range names {
		data, err := fs.ReadFile(r.dir, name)
		if err != nil {
			r.errs = append(r.errs, fmt.Errorf("%s can't be read: %w", name, err))
			continue
		}
		s, err := ParseScenario(name, data)
		if err != nil {
			r.errs = append(r.errs, err)
			continue
		}
		head, _, _ := strings.Cut(strings.TrimPrefix(s.Markdown, "---\n"), "\n---\n")
		r.at = &places{name: name, line: 2, text: head}
		r.known("$.competency", "$.principles", s.Competency, s.Principles)
		for i, q := range append([]string{s.Question}, s.Wordings...) {
			key := Plain(q)
			if other := asked[key]; other != "" {
				r.fail("$.question", "wording %d is asked in %s too; one question leads to one scenario", i, other)
			}
			asked[key] = path.Base(name)
		}
		r.lib.Scenarios = append(r.lib.Scenarios, s)
	}
	if len(names) == 0 {
		r.errs = append(r.errs, errors.New("scenarios holds no .md file; a library needs one scenario at least"))
	}
	sort.SliceStable(r.lib.Scenarios, func(i, j int) bool { return r.lib.Scenarios[i].Number < r.lib.Scenarios[j].Number })
}

// known checks that the rubric has the competency and the principles.
func (r *packReader) known(competencyAt, principlesAt, competency string, principles []string) {
	if _, ok := r.rubric.Competency(competency); !ok {
		r.fail(competencyAt, "the rubric %s has no competency %q", r.rubric.ID, competency)
	}
	for i, id := range principles {
		if _, ok := r.rubric.Principle(id); !ok {
			r.fail(fmt.Sprintf("%s[%d]", principlesAt, i), "the rubric %s has no principle %q", r.rubric.ID, id)
		}
	}
}

// check checks one of the lists.
func (r *packReader) check(name string) {
	switch name {
	case "questions.yaml":
		r.questions()
	case "followups.yaml":
		r.followUps()
	case "principles.yaml":
		r.principles()
	case "framework.yaml":
		r.framework()
	}
}

func (r *packReader) questions() {
	ids := map[string]bool{}
	seen := newNear()
	for i, q := range r.lib.Questions {
		at := func(key string) string { return fmt.Sprintf("$[%d].%s", i, key) }
		if !idForm.MatchString(q.ID) || ids[q.ID] {
			r.fail(at("id"), "the id %q is not of lower-case letters, digits and hyphens, or comes twice", q.ID)
		}
		ids[q.ID] = true
		if other := seen.add(q.ID, q.Question); other != "" {
			r.fail(at("question"), "nearly the same question as %s; ask something else", other)
		}
		if !slices.Contains([]string{"L5", "L6", "L7"}, q.Level) {
			r.fail(at("level"), "level is %q; write L5, L6 or L7", q.Level)
		}
		if q.Kind != "standard" && q.Kind != "failure" {
			r.fail(at("kind"), "kind is %q; write standard or failure", q.Kind)
		}
		if q.Hardness < 1 || q.Hardness > 3 {
			r.fail(at("hardness"), "hardness is %d; 1 is an opener, 2 usual, 3 hard", q.Hardness)
		}
		if len(q.Principles) == 0 {
			r.fail(at("id"), "the question names no principle")
		}
		r.known(at("competency"), at("principles"), q.Competency, q.Principles)
	}
}

// slots are what the words of an answer can fill.
var slots = []string{"quote", "amount", "from", "to", "person"}

func (r *packReader) followUps() {
	ids := map[string]bool{}
	for i, f := range r.lib.FollowUps {
		at := func(key string) string { return fmt.Sprintf("$[%d].%s", i, key) }
		if !idForm.MatchString(f.ID) || ids[f.ID] {
			r.fail(at("id"), "the id %q is not of lower-case letters, digits and hyphens, or comes twice", f.ID)
		}
		ids[f.ID] = true
		if !r.keyed(f.On) {
			r.fail(at("on"), "%q is nothing that a follow-up can be keyed to; see docs/library.md", f.On)
		}
		for _, s := range slots {
			if used, listed := strings.Contains(f.Text, "{"+s+"}"), slices.Contains(f.Slots, s); used != listed {
				r.fail(at("slots"), "slot {%s} must stand both in the text and in slots, or in neither", s)
			}
		}
		for _, s := range f.Slots {
			if !slices.Contains(slots, s) {
				r.fail(at("slots"), "no slot is called %q; there are %s", s, strings.Join(slots, ", "))
			}
		}
	}
}

// keyed reports whether a follow-up can hang on something.
func (r *packReader) keyed(on string) bool {
	kind, id, ok := strings.Cut(on, ":")
	if !ok {
		_, rule := r.rubric.Rule(on)
		return rule || on == "change"
	}
	switch kind {
	case "role":
		return slices.Contains([]string{"situation", "task", "action", "result", "learning"}, id)
	case "amount":
		return slices.Contains([]string{"money", "percent", "people", "duration", "count", "ratio"}, id)
	case "principle":
		_, ok := r.rubric.Principle(id)
		return ok
	case "level":
		return slices.Contains([]string{"below", "at", "above"}, id)
	}
	return false
}

func (r *packReader) principles() {
	for i, p := range r.lib.Principles {
		at := func(key string) string { return fmt.Sprintf("$[%d].%s", i, key) }
		if _, ok := r.rubric.Principle(p.ID); !ok {
			r.fail(at("id"), "the rubric %s has no principle %q", r.rubric.ID, p.ID)
		}
		for k, t := range p.Tensions {
			if _, ok := r.rubric.Principle(t.With); !ok {
				r.fail(fmt.Sprintf("$[%d].tensions[%d].with", i, k), "the rubric %s has no principle %q", r.rubric.ID, t.With)
			}
		}
		r.there(at("scenarios"), p.Scenarios)
	}
}

// there checks that the scenarios exist.
func (r *packReader) there(at string, ids []string) {
	for k, id := range ids {
		if _, ok := r.lib.Scenario(id); !ok {
			r.fail(fmt.Sprintf("%s[%d]", at, k), "there is no scenario %q", id)
		}
	}
}

func (r *packReader) framework() {
	f := &r.lib.Framework
	for i, a := range f.AdvancedAreas {
		r.there(fmt.Sprintf("$.advanced_areas[%d].scenarios", i), a.Scenarios)
	}
	for i, c := range f.Competencies {
		if _, ok := r.rubric.Competency(c.ID); !ok {
			r.fail(fmt.Sprintf("$.competencies[%d].id", i), "the rubric %s has no competency %q", r.rubric.ID, c.ID)
		}
		r.there(fmt.Sprintf("$.competencies[%d].scenarios", i), c.Scenarios)
	}
	total := 0
	for i, m := range f.Mix {
		total += m.Percent
		for _, id := range m.Competencies {
			if _, ok := r.rubric.Competency(id); !ok {
				r.fail(fmt.Sprintf("$.mix[%d].competencies", i), "the rubric %s has no competency %q", r.rubric.ID, id)
			}
		}
	}
	if len(f.Mix) > 0 && total != 100 {
		r.fail("$.mix", "the shares add up to %d; they must add up to 100", total)
	}
}
