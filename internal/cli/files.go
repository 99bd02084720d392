package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rehearse/internal/story"
)

// standardInput is how messages call the file "-".
const standardInput = "standard input"

// shownName is a file's name as messages give it.
func shownName(name string) string {
	if name == "-" {
		return standardInput
	}
	return name
}

// read reads a file, at most a little more than a story may hold.
func read(e *env, name string) ([]byte, error) {
	if name == "-" {
		data, err := io.ReadAll(io.LimitReader(e.in, story.MaxSize+1))
		if err != nil {
			return nil, fmt.Errorf("%s: could not be read: %w", standardInput, err)
		}
		return data, tooLarge(standardInput, int64(len(data)))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, readable(name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, readable(name, err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s: is a folder; name it directly and its stories are reviewed", name)
	}
	if err := tooLarge(name, info.Size()); err != nil {
		return nil, err
	}
	data := make([]byte, 0, info.Size()+1)
	data, err = appendAll(data, io.LimitReader(f, story.MaxSize+1))
	if err != nil {
		return nil, readable(name, err)
	}
	return data, tooLarge(name, int64(len(data)))
}

// appendAll reads to the end, into the room that is there.
func appendAll(data []byte, r io.Reader) ([]byte, error) {
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return data, err
		}
	}
}

// tooLarge refuses more than a story may hold.
func tooLarge(name string, size int64) error {
	if size <= story.MaxSize {
		return nil
	}
	return fmt.Errorf("%s: is larger than the %d MB that are reviewed at once; split it, one story a file", name, story.MaxSize>>20)
}

// readable turns an error of the file system into a sentence.
func readable(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file; check the name", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: may not be read; check its permissions", name)
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s: could not be read: %w", name, err)
}

// endings are those of the files that a folder stands for: the text that is
// reviewed, and all that is imported.
var (
	reviewEndings = []string{".md", ".txt"}
	importEndings = []string{".md", ".txt", ".csv", ".docx", ".html", ".htm"}
)

// collector gathers the files that arguments mean, each once, in order.
type collector struct {
	// endings are those of the files that are taken from folders.
	endings []string
	seen    map[string]bool
	names   []string
	failed  []error
}

// expand turns files, folders and globs into files, and lists what can't be
// found. No argument at all means standard input.
func expand(args []string) (names []string, failed []error) {
	return expandTo(reviewEndings, args)
}

// expandTo is expand for other files than those that are reviewed.
func expandTo(endings, args []string) (names []string, failed []error) {
	if len(args) == 0 {
		return []string{"-"}, nil
	}
	c := &collector{endings: endings, seen: map[string]bool{}}
	for _, arg := range args {
		c.argument(arg)
	}
	return c.names, c.failed
}

func (c *collector) add(name string) {
	key := filepath.Clean(name)
	if whole, err := filepath.Abs(name); err == nil && name != "-" {
		key = whole
	}
	if !c.seen[key] {
		c.seen[key] = true
		c.names = append(c.names, name)
	}
}

func (c *collector) argument(arg string) {
	if arg == "-" {
		c.add(arg)
		return
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		c.folder(arg)
	case err == nil:
		c.add(arg)
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(arg, "*?["):
		c.glob(arg)
	default:
		c.failed = append(c.failed, readable(arg, err))
	}
}

// folder adds the files under a folder that have one of the endings, in
// order, hidden ones skipped. A folder in it that can't be read does not hide the others.
func (c *collector) folder(folder string) {
	before := len(c.names) + len(c.failed)
	found := false
	_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			c.failed = append(c.failed, readable(path, err))
			return fs.SkipDir
		case path != folder && hidden(path) && d.IsDir():
			return fs.SkipDir
		case d.IsDir() || hidden(path) || !c.takes(path) || !regular(path):
			return nil
		}
		found = true
		c.add(path)
		return nil
	})
	if !found && before == len(c.names)+len(c.failed) {
		c.failed = append(c.failed, fmt.Errorf("%s: no %s file in this folder", folder, orList(c.endings)))
	}
}

// regular reports whether a path leads to a file that has an end: a pipe in a
// folder would be waited on for ever.
func regular(path string) bool {
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

// hidden reports whether a file or folder is hidden by its name.
func hidden(path string) bool {
	base := filepath.Base(path)
	return strings.HasPrefix(base, ".") && base != "." && base != ".."
}

// takes reports whether a folder's file is one of those that are meant. The
// file that Word keeps beside an open document is not.
func (c *collector) takes(path string) bool {
	return slices.Contains(c.endings, strings.ToLower(filepath.Ext(path))) && !strings.HasPrefix(filepath.Base(path), "~$")
}

// orList is "a, b or c".
func orList(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// glob adds what a pattern matches: files by any name, folders as folders,
// hidden ones only where the pattern names the point.
func (c *collector) glob(pattern string) {
	found, err := filepath.Glob(pattern)
	if err != nil {
		c.failed = append(c.failed, fmt.Errorf("%s: this pattern can't be read; close the [ or write the name out", pattern))
		return
	}
	matched := false
	for _, name := range found {
		if hidden(name) && !hidden(pattern) {
			continue
		}
		matched = true
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			c.folder(name)
			continue
		}
		c.add(name)
	}
	if !matched {
		c.failed = append(c.failed, fmt.Errorf("%s: no file matches this pattern", pattern))
	}
}
