package rubric

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// decoder walks the syntax tree of one file and collects every mistake.
// Walking it by hand, rather than into structs, keeps the position of each
// key and value, and lets one run report all that is wrong.
type decoder struct {
	name string
	errs []*Error
}

// object is a mapping whose keys are taken one by one; what nobody took is
// unknown.
type object struct {
	at     position
	fields []*field
	known  []string
}

// field is one key of an object and its value.
type field struct {
	key   string
	at    position // of the key
	value ast.Node
	used  bool
}

// fail records a mistake.
func (d *decoder) fail(at position, format string, args ...any) {
	d.errs = append(d.errs, errorAt(at, format, args...))
}

// pos is where a node begins.
func (d *decoder) pos(n ast.Node) position {
	at := position{name: d.name, line: 1, column: 1}
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		n = m.Values[0].Key // a block's own token is its first colon
	}
	if v, ok := n.(*ast.MappingValueNode); ok {
		n = v.Key
	}
	if n == nil {
		return at
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		at.line, at.column = max(t.Position.Line, 1), max(t.Position.Column, 1)
	}
	return at
}

// object reads a mapping; nil, with the mistake recorded, when n is none.
func (d *decoder) object(n ast.Node, what string) *object {
	o := &object{at: d.pos(n)}
	var pairs []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		pairs = m.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{m}
	default:
		d.fail(o.at, "%s must be a group of keys, each with a value (key: value)", what)
		return nil
	}
	for _, p := range pairs {
		d.field(o, p)
	}
	return o
}

// field adds one key to o, unless it stands there already.
func (d *decoder) field(o *object, p *ast.MappingValueNode) {
	key, ok := p.Key.(*ast.StringNode)
	if !ok {
		d.fail(d.pos(p.Key), "a key must be a plain word; tags, anchors and merge keys are not used in rubrics")
		return
	}
	f := &field{key: key.Value, at: d.pos(key), value: p.Value}
	for _, old := range o.fields {
		if old.key == f.key {
			d.fail(f.at, "%q stands twice, first on line %d; remove one", f.key, old.at.line)
			return
		}
	}
	o.fields = append(o.fields, f)
}

// take finds a key and marks it as known; nil when it is not there.
func (o *object) take(key string) *field {
	o.known = append(o.known, key)
	f := o.find(key)
	if f != nil {
		f.used = true
	}
	return f
}

// find finds a key; nil when it is not there.
func (o *object) find(key string) *field {
	for _, f := range o.fields {
		if f.key == key {
			return f
		}
	}
	return nil
}

// where is the place of a key's value, or of o itself where it has no such
// key.
func (d *decoder) where(o *object, key string) position {
	if f := o.find(key); f != nil {
		return d.pos(f.value)
	}
	return o.at
}

// need takes a key; when it is absent and required, that is a mistake.
func (d *decoder) need(o *object, key string, required bool) *field {
	f := o.take(key)
	if f == nil && required {
		d.fail(o.at, "%q is missing; add it here", key)
	}
	return f
}

// done reports the keys of o that nobody took.
func (d *decoder) done(o *object) {
	for _, f := range o.fields {
		if !f.used {
			d.fail(f.at, "unknown key %q%s", f.key, suggest(f.key, o.known))
		}
	}
}

// text reads a key as text into dst and reports whether it did.
func (d *decoder) text(o *object, key string, dst *string, required bool) bool {
	f := d.need(o, key, required)
	if f == nil {
		return false
	}
	s, ok := d.textValue(f.value, key)
	if ok {
		*dst = s
	}
	return ok
}

// textValue reads a scalar as text, folded and trimmed.
func (d *decoder) textValue(n ast.Node, what string) (string, bool) {
	var s string
	switch v := n.(type) {
	case *ast.StringNode:
		s = v.Value
	case *ast.LiteralNode:
		if v.Value != nil {
			s = v.Value.Value
		}
	case *ast.NullNode:
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		d.fail(d.pos(n), "%s must be text; put quotes around it", what)
		return "", false
	default:
		d.fail(d.pos(n), "%s must be text", what)
		return "", false
	}
	if s = strings.TrimSpace(s); s == "" {
		d.fail(d.pos(n), "%s is empty; write a short text", what)
		return "", false
	}
	return s, true
}

// number reads a key as a number from lo to hi into dst and reports whether
// it did.
func (d *decoder) number(o *object, key string, dst *float64, lo, hi float64, required bool) bool {
	f := d.need(o, key, required)
	if f == nil {
		return false
	}
	v, ok := d.numberValue(f, lo, hi)
	if ok {
		*dst = v
	}
	return ok
}

// numberValue reads the value of a key as a number from lo to hi.
func (d *decoder) numberValue(f *field, lo, hi float64) (float64, bool) {
	var s string
	switch f.value.(type) {
	case *ast.IntegerNode, *ast.FloatNode, *ast.StringNode:
		s = f.value.GetToken().Value
	}
	v, ok := parseNumber(s)
	if !ok {
		d.fail(d.pos(f.value), "%s must be a number, such as 0.45, 25 or 10M", f.key)
		return 0, false
	}
	if v < lo || v > hi {
		d.fail(d.pos(f.value), "%s is %s; it must be from %s to %s", f.key, show(v), show(lo), show(hi))
		return 0, false
	}
	return v, true
}

// whole reads a key as a whole number from lo to hi.
func (d *decoder) whole(o *object, key string, dst *int, lo, hi int, required bool) bool {
	var v float64
	if !d.number(o, key, &v, float64(lo), float64(hi), required) {
		return false
	}
	if v != math.Trunc(v) {
		d.fail(d.where(o, key), "%s is %s; it must be a whole number", key, show(v))
		return false
	}
	*dst = int(v)
	return true
}

// list reads a value as a list; nil, with the mistake recorded, when it is
// none or empty.
func (d *decoder) list(f *field) []ast.Node {
	seq, ok := f.value.(*ast.SequenceNode)
	if !ok {
		d.fail(d.pos(f.value), "%s must be a list, each entry after a hyphen", f.key)
		return nil
	}
	if len(seq.Values) == 0 {
		d.fail(d.pos(f.value), "%s is empty; give at least one entry, or leave the key out", f.key)
	}
	return seq.Values
}

// texts reads a key as a list of texts, each of them once.
func (d *decoder) texts(f *field) []string {
	var out []string
	seen := map[string]bool{}
	for _, n := range d.list(f) {
		s, ok := d.textValue(n, "an entry of "+f.key)
		switch {
		case ok && seen[s]:
			d.fail(d.pos(n), "%q stands twice in %s; remove one", s, f.key)
		case ok:
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// parseNumber reads a decimal number as people write it: "0.45", "1_000",
// "10M" (k, M and B multiply). Signs other than a minus, exponents, other
// bases and the special values of YAML are not numbers here.
func parseNumber(s string) (float64, bool) {
	scale := 1.0
	if n := len(s); n > 1 {
		switch s[n-1] {
		case 'k':
			scale = 1e3
		case 'M':
			scale = 1e6
		case 'B':
			scale = 1e9
		}
		if scale > 1 {
			s = s[:n-1]
		}
	}
	digits := strings.ReplaceAll(strings.TrimPrefix(s, "-"), "_", "")
	if digits == "" || len(digits) > 18 || strings.Trim(digits, "0123456789.") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if err != nil {
		return 0, false
	}
	return v * scale, true
}

// show prints a number without exponent or idle zeros.
func show(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// suggest ends a message about a word that nobody knows: with the nearest
// known word, or with all of them.
func suggest(word string, known []string) string {
	best, distance := "", 3
	for _, k := range known {
		if n := edits(word, k); n < distance {
			best, distance = k, n
		}
	}
	if best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return "; there are " + strings.Join(known, ", ")
}

// edits is the Levenshtein distance of two short words, in bytes. Long words
// are never near anything.
func edits(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
