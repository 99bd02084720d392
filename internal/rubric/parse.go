package rubric

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// reader fills a rubric from one file.
type reader struct {
	decoder
	r *Rubric
	// inherits is set where the file extends another: what it leaves out is
	// then already in r.
	inherits bool
}

// parse reads the rubric in data and those that it extends.
func (l *loader) parse(name string, data []byte) (*Rubric, error) {
	root, err := tree(name, data)
	if err != nil {
		return nil, err
	}
	p := &reader{decoder: decoder{name: name}, r: &Rubric{}}
	o := p.object(root, "a rubric")
	if o == nil {
		return nil, join(p.errs)
	}
	if err := p.extend(l, o); err != nil {
		return nil, err
	}
	p.rubric(o)
	if len(p.errs) > 0 {
		return nil, join(p.errs)
	}
	return p.r, nil
}

// extend puts the rubric that the file extends, if any, under the reader.
func (p *reader) extend(l *loader, o *object) error {
	var ref string
	if !p.text(o, "extends", &ref, false) {
		return nil
	}
	base, err := l.base(p.name, ref)
	if err != nil {
		e := errorAt(p.where(o, "extends"), "can't extend %q: %v", ref, err)
		e.cause = err
		return e
	}
	base.Extends, base.Note = ref, ""
	p.r, p.inherits = base, true
	return nil
}

// rubric reads the top of the file.
func (p *reader) rubric(o *object) {
	r, alone := p.r, !p.inherits
	p.id(o, &r.ID)
	p.text(o, "title", &r.Title, true)
	p.text(o, "company", &r.Company, alone)
	p.text(o, "level", &r.Level, alone)
	p.text(o, "note", &r.Note, false)
	p.section(o, "pace", p.pace)
	p.section(o, "budget", p.budget)
	p.entries(o, "principles", p.principles)
	p.entries(o, "competencies", p.competencies)
	p.entries(o, "scope", p.scope)
	p.entries(o, "dimensions", p.dimensions)
	p.entries(o, "mix", p.mix)
	p.entries(o, "checks", p.checks)
	p.section(o, "rating", p.rating)
	p.done(o)
	if o.find("mix") == nil && o.find("competencies") != nil {
		p.mixRefs(o.find("competencies").at)
	}
}

// section reads a key that holds a group of keys.
func (p *reader) section(o *object, key string, read func(*object)) {
	f := p.need(o, key, !p.inherits)
	if f == nil {
		return
	}
	if s := p.object(f.value, key); s != nil {
		s.at = f.at
		read(s)
		p.done(s)
	}
}

// entries reads a key that holds a list.
func (p *reader) entries(o *object, key string, read func(*field, []ast.Node)) {
	f := p.need(o, key, !p.inherits)
	if f == nil {
		return
	}
	if list := p.list(f); len(list) > 0 {
		read(f, list)
	}
}

// id reads an identifier: lower case letters, digits and hyphens.
func (p *reader) id(o *object, dst *string) bool {
	var s string
	if !p.text(o, "id", &s, true) {
		return false
	}
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		p.fail(p.where(o, "id"), "id is %q; use lower case letters, digits and hyphens only", s)
		return false
	}
	*dst = s
	return true
}

// source reads where the numbers of o come from. A file that changes a
// number of the rubric it extends, and names no source, is named itself:
// the old source would no longer be true.
func (p *reader) source(o *object, dst *string, merged, changed bool) {
	if p.text(o, "source", dst, !merged) || o.find("source") != nil {
		return
	}
	if merged && changed {
		*dst = fmt.Sprintf("set in %s, line %d; no source given", p.name, o.at.line)
	}
}

// pace reads words a minute.
func (p *reader) pace(o *object) {
	changed := p.number(o, "value", &p.r.Pace.Value, 60, 300, !p.inherits)
	p.source(o, &p.r.Pace.Source, p.inherits, changed)
}

// budget reads the STAR clock.
func (p *reader) budget(o *object) {
	b, alone := &p.r.Budget, !p.inherits
	changed := false
	for _, part := range []struct {
		key    string
		dst    *float64
		lo, hi float64
	}{
		{"situation", &b.Situation, 1, 600},
		{"task", &b.Task, 1, 600},
		{"action", &b.Action, 1, 600},
		{"result", &b.Result, 1, 600},
		{"over", &b.Over, 0, 5},
		{"under", &b.Under, 0, 1},
	} {
		if p.number(o, part.key, part.dst, part.lo, part.hi, alone) {
			changed = true
		}
	}
	p.source(o, &b.Source, p.inherits, changed)
}

// principles replaces the list of principles.
func (p *reader) principles(_ *field, list []ast.Node) {
	p.r.Principles = nil
	p.named(list, "a principle", func(id, name, summary string) {
		p.r.Principles = append(p.r.Principles, Principle{id, name, summary})
	})
}

// competencies replaces the list of competencies.
func (p *reader) competencies(_ *field, list []ast.Node) {
	p.r.Competencies = nil
	p.named(list, "a competency", func(id, name, summary string) {
		p.r.Competencies = append(p.r.Competencies, Competency{id, name, summary})
	})
}

// named reads entries of id, name and summary, each id once.
func (p *reader) named(list []ast.Node, what string, add func(id, name, summary string)) {
	seen := map[string]position{}
	for _, n := range list {
		o := p.object(n, what)
		if o == nil {
			continue
		}
		var id, name, summary string
		if p.id(o, &id) {
			p.once(seen, id, p.where(o, "id"), "id")
		}
		p.text(o, "name", &name, true)
		p.text(o, "summary", &summary, true)
		p.done(o)
		add(id, name, summary)
	}
}

// once reports a word that stands in a list a second time.
func (p *reader) once(seen map[string]position, word string, at position, what string) bool {
	if first, ok := seen[word]; ok {
		p.fail(at, "%s %q stands twice, first on line %d; remove one", what, word, first.line)
		return false
	}
	seen[word] = at
	return true
}

// dimensions replaces the list of what sets this level apart.
func (p *reader) dimensions(_ *field, list []ast.Node) {
	p.r.Dimensions = nil
	seen := map[string]position{}
	for _, n := range list {
		o := p.object(n, "a dimension")
		if o == nil {
			continue
		}
		var d Dimension
		if p.text(o, "name", &d.Name, true) {
			p.once(seen, d.Name, p.where(o, "name"), "dimension")
		}
		p.text(o, "text", &d.Text, true)
		p.source(o, &d.Source, false, false)
		p.done(o)
		p.r.Dimensions = append(p.r.Dimensions, d)
	}
}

// mix replaces the question mix.
func (p *reader) mix(f *field, list []ast.Node) {
	p.r.Mix = nil
	before := len(p.errs)
	sum := 0.0
	for _, n := range list {
		if o := p.object(n, "a share of the mix"); o != nil {
			s := p.share(o)
			p.r.Mix = append(p.r.Mix, s)
			sum += s.Percent
		}
	}
	if len(p.errs) == before && math.Abs(sum-100) > 1e-9 {
		p.fail(f.at, "the percents of mix add up to %s; make them add up to 100", show(sum))
	}
}

// share reads one kind of question.
func (p *reader) share(o *object) Share {
	var s Share
	p.text(o, "name", &s.Name, true)
	p.number(o, "percent", &s.Percent, 0, 100, true)
	if f := p.need(o, "competencies", true); f != nil {
		s.Competencies = p.texts(f)
		for _, id := range s.Competencies {
			if len(p.r.Competencies) == 0 {
				break // they were broken, and that has been said
			}
			if _, ok := p.r.Competency(id); !ok {
				p.fail(p.entryAt(f, id), "no competency has the id %q%s", id, suggest(id, p.competencyIDs()))
			}
		}
	}
	p.source(o, &s.Source, false, false)
	p.done(o)
	return s
}

// entryAt is where an entry of a list of texts stands.
func (p *reader) entryAt(f *field, text string) position {
	if seq, ok := f.value.(*ast.SequenceNode); ok {
		for _, n := range seq.Values {
			if s, ok := n.(*ast.StringNode); ok && s.Value == text {
				return p.pos(n)
			}
		}
	}
	return f.at
}

// mixRefs checks a mix taken over from the extended rubric against
// competencies that were replaced.
func (p *reader) mixRefs(at position) {
	for _, s := range p.r.Mix {
		for _, id := range s.Competencies {
			if _, ok := p.r.Competency(id); !ok {
				p.fail(at, "%q is gone from competencies, but the mix of %s uses it; keep it, or write a mix of your own", id, p.r.Extends)
			}
		}
	}
}

// competencyIDs lists the ids of the competencies.
func (p *reader) competencyIDs() []string {
	var ids []string
	for _, c := range p.r.Competencies {
		ids = append(ids, c.ID)
	}
	return ids
}

// rating reads when an answer is scored and what the scores mean.
func (p *reader) rating(o *object) {
	r := &p.r.Rating
	changed := p.whole(o, "min_words", &r.MinWords, 1, 1000, !p.inherits)
	p.source(o, &r.Source, p.inherits, changed)
	f := p.need(o, "anchors", !p.inherits)
	if f == nil {
		return
	}
	r.Anchors = nil
	before := len(p.errs)
	seen := map[string]position{}
	for _, n := range p.list(f) {
		if a := p.object(n, "an anchor"); a != nil {
			r.Anchors = append(r.Anchors, p.anchor(a, seen))
		}
	}
	if len(p.errs) == before && len(r.Anchors) != 4 {
		p.fail(f.at, "anchors describes %d scores; give one for each of 1, 2, 3 and 4", len(r.Anchors))
	}
	slices.SortStableFunc(r.Anchors, func(a, b Anchor) int { return a.Score - b.Score })
}

// anchor reads what one score means.
func (p *reader) anchor(o *object, seen map[string]position) Anchor {
	var a Anchor
	if p.whole(o, "score", &a.Score, 1, 4, true) {
		p.once(seen, fmt.Sprint(a.Score), p.where(o, "score"), "score")
	}
	p.text(o, "label", &a.Label, true)
	p.text(o, "text", &a.Text, true)
	p.done(o)
	return a
}

// CheckRules holds the checks of the rubric against the ones that the
// program knows: every rule named must be known, and every known one named,
// so that none is judged by a price that nobody chose.
func (r *Rubric) CheckRules(known []string) error {
	var errs []*Error
	for _, c := range r.Checks {
		if !slices.Contains(known, c.Rule) {
			errs = append(errs, errorAt(c.at, "no check is called %q%s", c.Rule, suggest(c.Rule, known)))
		}
	}
	for _, k := range known {
		if _, ok := r.Rule(k); !ok {
			errs = append(errs, errorAt(r.checksAt, "the check %q is missing; add it, with severity off where it should not speak", k))
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return join(errs)
}
