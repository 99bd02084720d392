package rubric

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// builtinFiles holds the rubrics that come with the program.
//
//go:embed builtin/*.yaml
var builtinFiles embed.FS

// builtin keeps the built-in rubrics that were read, by id: they are the same
// for the life of the program, and reading one takes milliseconds.
var builtin sync.Map

// maxChain is how many rubrics may extend one another; more is a mistake or
// a circle.
const maxChain = 8

// Builtin returns the ids of the built-in rubrics, sorted.
func Builtin() []string {
	entries, err := fs.ReadDir(builtinFiles, "builtin")
	if err != nil {
		return nil // can't be: the folder is embedded
	}
	var ids []string
	for _, e := range entries {
		ids = append(ids, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	slices.Sort(ids)
	return ids
}

// Source is the YAML of a built-in rubric as it was written, comments and
// all, or nil where there is none of that id.
func Source(id string) []byte {
	data, err := builtinFiles.ReadFile(builtinPath(id))
	if err != nil {
		return nil
	}
	return data
}

// builtinPath is where the YAML of a built-in rubric is embedded.
func builtinPath(id string) string { return path.Join("builtin", id+".yaml") }

// Load reads a rubric: a built-in one by its id, or a file by its path, which
// holds a slash or a point ("./mine.yaml"). Files are read through read; it
// may be nil where only built-in rubrics are wanted. A file that extends
// another is read along with it, the path being relative to its own folder.
//
// Mistakes inside a rubric come back as joined *Error values; a file that
// can't be read comes back as read's error, wrapped.
func Load(ref string, read func(path string) ([]byte, error)) (*Rubric, error) {
	l := loader{read: read}
	return l.load(ref)
}

// Parse reads a rubric from YAML. The name is only used in messages. It may
// extend a built-in rubric; to extend a file, use Load. All mistakes are
// reported at once, joined *Error values in the order of the file.
func Parse(name string, data []byte) (*Rubric, error) {
	l := loader{chain: []string{name}}
	return l.parse(name, data)
}

// loader follows a rubric to the ones that it extends.
type loader struct {
	read  func(path string) ([]byte, error)
	chain []string // refs being read, outermost first
}

// isPath tells a file from the id of a built-in rubric.
func isPath(ref string) bool { return strings.ContainsAny(ref, `./\`) }

// load reads the rubric that ref names and those below it.
func (l *loader) load(ref string) (*Rubric, error) {
	if slices.Contains(l.chain, ref) || len(l.chain) >= maxChain {
		return nil, fmt.Errorf("rubrics extend one another in a circle: %s",
			strings.Join(append(l.chain, ref), " extends "))
	}
	l.chain = append(l.chain, ref)
	if !isPath(ref) {
		if r, ok := builtin.Load(ref); ok {
			return r.(*Rubric).clone(), nil
		}
		data := Source(ref)
		if data == nil {
			return nil, fmt.Errorf("no built-in rubric is called %q; there are %s. For a file of your own, give its path, such as ./%s.yaml",
				ref, strings.Join(Builtin(), ", "), ref)
		}
		r, err := l.parse(builtinPath(ref), data)
		if err == nil {
			builtin.Store(ref, r.clone())
		}
		return r, err
	}
	if l.read == nil {
		return nil, fmt.Errorf("%s: only built-in rubrics can be used here: %s", ref, strings.Join(Builtin(), ", "))
	}
	data, err := l.read(ref)
	if err != nil {
		return nil, fmt.Errorf("rubric %s can't be read: %w", ref, err)
	}
	return l.parse(ref, data)
}

// base loads the rubric that the file called name extends.
func (l *loader) base(name, ref string) (*Rubric, error) {
	if isPath(ref) {
		if l.read == nil {
			return nil, errors.New("a rubric read without its folder can extend built-in ones only: " + strings.Join(Builtin(), ", "))
		}
		if !filepath.IsAbs(ref) {
			ref = filepath.Join(filepath.Dir(name), ref)
		}
	}
	return l.load(ref)
}

// clone copies a rubric with all that a rubric built on it may lay over.
func (r *Rubric) clone() *Rubric {
	c := *r
	c.Principles, c.Competencies, c.Dimensions = slices.Clone(r.Principles), slices.Clone(r.Competencies), slices.Clone(r.Dimensions)
	c.Mix, c.Scope, c.Checks = slices.Clone(r.Mix), slices.Clone(r.Scope), slices.Clone(r.Checks)
	for i := range c.Scope {
		c.Scope[i].Names = slices.Clone(c.Scope[i].Names)
	}
	for i := range c.Mix {
		c.Mix[i].Competencies = slices.Clone(c.Mix[i].Competencies)
	}
	for i := range c.Checks {
		c.Checks[i].Limits = maps.Clone(c.Checks[i].Limits)
	}
	c.Rating.Anchors = slices.Clone(r.Rating.Anchors)
	return &c
}
