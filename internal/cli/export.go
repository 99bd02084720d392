package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// exportCommand is `rehearse export`.
type exportCommand struct {
	Out   string `short:"o" required:"" placeholder:"DIR" help:"Folder to write the stories to; made where there is none."`
	Force bool   `help:"Replace files there that are not as an earlier export left them."`
	At    place  `embed:""`
}

// Help tells more, with examples.
func (exportCommand) Help() string {
	return `Writes every story with its notes, claims and follow-ups as a Markdown file, which rehearse review and rehearse import read. A file that is in the folder and was not written by an earlier export, or was changed since, stays as it is without --force. For a copy with the whole history, use rehearse backup.

Examples:

    rehearse export --out stories
    rehearse export --out stories --force`
}

// Run exports.
func (c *exportCommand) Run(e *env) error {
	ctx, done := untilStopped()
	defer done()
	s, err := c.At.openThere(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	mind, err := coach.New(s, coach.Options{ReadFile: os.ReadFile})
	if err != nil {
		return err
	}
	w, err := newExporter(e, c.Out, c.Force)
	if err != nil {
		return err
	}
	_, err = mind.Export(ctx, store.Local, func(name string, data []byte) error {
		if ctx.Err() != nil {
			return errStopped
		}
		return w.add(name, data)
	})
	if saved := w.remember(); err == nil {
		err = saved
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s written to %s", countOf(w.written, "story", "stories"), clean(c.Out))
	if w.same > 0 {
		fmt.Fprintf(e.out, ", %d there already", w.same)
	}
	fmt.Fprintln(e.out, ".")
	if w.kept > 0 {
		return &exit{code: ExitFailed, err: fmt.Errorf("%s not written: other files have these names; move them, choose another folder, or replace them with --force", countOf(w.kept, "story was", "stories were"))}
	}
	return nil
}

// exportRecord is the file in which an export remembers what it wrote, so
// that the next one can tell its own files from those a person changed.
const exportRecord = ".rehearse-export.json"

// exporter writes the files of an export.
type exporter struct {
	env                 *env
	dir                 string
	force               bool
	mine                map[string]string // SHA-256 of what an export wrote, by name
	written, same, kept int
}

func newExporter(e *env, dir string, force bool) (*exporter, error) {
	w := &exporter{env: e, dir: dir, force: force, mine: map[string]string{}}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, writable(dir, err)
	}
	sweep(dir)
	data, err := os.ReadFile(filepath.Join(dir, exportRecord))
	if err == nil && json.Unmarshal(data, &w.mine) != nil || w.mine == nil {
		w.mine = map[string]string{} // damaged: then no file there counts as ours
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, readable(filepath.Join(dir, exportRecord), err)
	}
	return w, nil
}

// add writes one file, if its place is free or its own.
func (w *exporter) add(name string, data []byte) error {
	path := filepath.Join(w.dir, filepath.Base(name))
	there, err := os.ReadFile(path)
	ours := err == nil && w.mine[filepath.Base(name)] == sumOf(there)
	switch {
	case err == nil && sumOf(there) == sumOf(data):
		w.same++
	case err == nil && !ours && !w.force:
		w.kept++
		w.env.complain(fmt.Errorf("%s: is there and is not as an export left it; it was not touched", path))
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return writable(path, err)
	default:
		if err := writeFile(path, data, err == nil); err != nil {
			return err
		}
		w.written++
		fmt.Fprintln(w.env.out, clean(path))
	}
	w.mine[filepath.Base(name)] = sumOf(data)
	return nil
}

// remember writes down what is the export's own.
func (w *exporter) remember() error {
	data, err := json.MarshalIndent(w.mine, "", "  ")
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(w.dir, exportRecord), append(data, '\n'), true)
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
