package rubric

import (
	"math"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// most is the largest amount that a scope range may hold, in any unit.
const most = 1e13

// scope reads the scope ranges; in a file that extends another, each is laid
// over the range of the same dimension.
func (p *reader) scope(f *field, list []ast.Node) {
	before := len(p.errs)
	seen := map[string]position{}
	for _, n := range list {
		if o := p.object(n, "a scope range"); o != nil {
			p.scopeRange(o, seen)
		}
	}
	if len(p.errs) > before {
		return
	}
	for _, d := range ScopeDimensions() {
		if p.r.Range(d).Dimension == "" {
			p.fail(f.at, "scope has no range for %q; add one", d)
		}
	}
}

// scopeRange reads one range into its place.
func (p *reader) scopeRange(o *object, seen map[string]position) {
	var r Range
	if !p.text(o, "dimension", &r.Dimension, true) {
		return
	}
	at := p.where(o, "dimension")
	if all := ScopeDimensions(); !slices.Contains(all, r.Dimension) {
		p.fail(at, "no scope dimension is called %q%s", r.Dimension, suggest(r.Dimension, all))
		return
	}
	if !p.once(seen, r.Dimension, at, "dimension") {
		return
	}
	i := slices.IndexFunc(p.r.Scope, func(s Range) bool { return s.Dimension == r.Dimension })
	merged := i >= 0
	if merged {
		r = p.r.Scope[i]
	}
	p.rangeFields(o, &r, merged)
	if merged {
		p.r.Scope[i] = r
	} else {
		p.r.Scope = append(p.r.Scope, r)
	}
}

// rangeFields reads the keys of a range and holds them against each other.
func (p *reader) rangeFields(o *object, r *Range, merged bool) {
	before := len(p.errs)
	changed := p.number(o, "min", &r.Min, 0, most, !merged)
	changed = p.number(o, "max", &r.Max, 0, most, !merged) || changed
	changed = p.number(o, "below", &r.Below, 0, most, false) || changed
	changed = p.number(o, "above", &r.Above, 0, most, false) || changed
	p.text(o, "unit", &r.Unit, !merged)
	if changed {
		r.Note = "" // it spoke of the old numbers
	}
	p.text(o, "note", &r.Note, false)
	p.source(o, &r.Source, merged, changed)
	p.steps(o, r, merged)
	p.done(o)
	if len(p.errs) == before {
		p.order(o, *r)
	}
}

// steps reads the names of an ordered scale, which stakeholder and decision
// have and no other dimension.
func (p *reader) steps(o *object, r *Range, merged bool) {
	scale := r.Dimension == Stakeholder || r.Dimension == Decision
	f := p.need(o, "names", scale && !merged)
	if f == nil {
		return
	}
	if !scale {
		p.fail(f.at, "%s is counted in %s and has no names; only %s and %s have steps", r.Dimension, r.Unit, Stakeholder, Decision)
		return
	}
	before := len(p.errs)
	r.Names = p.texts(f)
	if len(p.errs) == before && len(r.Names) != 5 {
		p.fail(p.pos(f.value), "names has %d steps; give five, lowest first", len(r.Names))
	}
}

// order reports bounds that contradict each other, and steps that a scale
// does not have.
func (p *reader) order(o *object, r Range) {
	if r.Min > r.Max {
		p.fail(p.where(o, "min"), "min is %s, above max, which is %s; swap them or move one", show(r.Min), show(r.Max))
	}
	if r.Below > r.Min {
		p.fail(p.where(o, "below"), "below is %s, above min, which is %s; what is usual can't count as below", show(r.Below), show(r.Min))
	}
	if r.Above > 0 && r.Above <= r.Max {
		p.fail(p.where(o, "above"), "above is %s, not over max, which is %s; what is usual can't count as above", show(r.Above), show(r.Max))
	}
	if len(r.Names) == 0 {
		return
	}
	for _, v := range []struct {
		key    string
		value  float64
		lowest float64
	}{{"min", r.Min, 1}, {"max", r.Max, 1}, {"below", r.Below, 0}, {"above", r.Above, 0}} {
		if v.value != math.Trunc(v.value) || v.value < v.lowest || v.value > 5 {
			p.fail(p.where(o, v.key), "%s is %s; %s is a scale of whole steps from 1 to 5", v.key, show(v.value), r.Dimension)
		}
	}
}

// checks reads the rules; in a file that extends another, each is laid over
// the rule of the same name.
func (p *reader) checks(f *field, list []ast.Node) {
	if !p.inherits {
		p.r.checksAt = f.at
	}
	seen := map[string]position{}
	for _, n := range list {
		if o := p.object(n, "a check"); o != nil {
			p.check(o, seen)
		}
	}
}

// check reads one rule into its place.
func (p *reader) check(o *object, seen map[string]position) {
	var c CheckRule
	if !p.text(o, "rule", &c.Rule, true) {
		return
	}
	at := p.where(o, "rule")
	if !p.once(seen, c.Rule, at, "rule") {
		return
	}
	i := slices.IndexFunc(p.r.Checks, func(old CheckRule) bool { return old.Rule == c.Rule })
	merged := i >= 0
	if merged {
		c = p.r.Checks[i]
	}
	c.at = at
	p.severity(o, &c.Severity, merged)
	changed := p.number(o, "points", &c.Points, 0, 3, !merged)
	changed = p.limits(o, &c, merged) || changed
	p.source(o, &c.Source, merged, changed)
	p.done(o)
	if merged {
		p.r.Checks[i] = c
	} else {
		p.r.Checks = append(p.r.Checks, c)
	}
}

// severity reads how loud a check is.
func (p *reader) severity(o *object, dst *Severity, merged bool) {
	s := string(*dst)
	if !p.text(o, "severity", &s, !merged) {
		return
	}
	all := []Severity{SeverityError, SeverityWarning, SeverityNote, SeverityOff}
	if !slices.Contains(all, Severity(s)) {
		p.fail(p.where(o, "severity"), "severity is %q; it must be error, warning, note or off", s)
		return
	}
	*dst = Severity(s)
}

// limits reads the thresholds of a check and reports whether it has changed
// any.
func (p *reader) limits(o *object, c *CheckRule, merged bool) bool {
	known := limitsOf(c.Rule)
	f := p.need(o, "limits", !merged && len(known) > 0)
	if f == nil {
		return false
	}
	if len(known) == 0 {
		p.fail(f.at, "%s has no limits%s; remove them", c.Rule, budgetHint(c.Rule))
		return false
	}
	l := p.object(f.value, "limits")
	if l == nil {
		return false
	}
	if c.Limits == nil {
		c.Limits = map[string]float64{}
	}
	changed := false
	for _, name := range known {
		spec, _ := limit(c.Rule, name)
		var v float64
		if p.number(l, name, &v, spec.lo, spec.hi, !merged) {
			c.Limits[name], changed = v, true
		}
	}
	p.done(l)
	return changed
}

// budgetHint says where the tolerances of the clock are set instead.
func budgetHint(rule string) string {
	switch rule {
	case "over-budget":
		return " of its own (its tolerance is over, in budget)"
	case "under-budget":
		return " of its own (its tolerance is under, in budget)"
	}
	return ""
}
