package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rehearse/internal/story"
)

// importCommand is `rehearse import`.
type importCommand struct {
	Files  []string `arg:"" help:"Files to import, folders or globs; - reads standard input."`
	Out    string   `short:"o" placeholder:"DIR" help:"Folder to write the stories to, instead of keeping them in Rehearse; made where there is none."`
	Force  bool     `help:"Replace files that are there; otherwise a story takes another name."`
	DryRun bool     `help:"Say what would be written, and write nothing."`
	At     place    `embed:""`
}

// Help tells more, with examples.
func (importCommand) Help() string {
	return `Reads interview guides, banks of several stories and single stories, with their headings as people write them, and keeps them in Rehearse, where the workshop shows them. The files may be Markdown or plain text, Word documents (.docx), web pages (.html) or tables (.csv, with commas, semicolons or tabs): a table has a first row of names, such as Title, Question, Situation, Task, Action, Result, Notes, and one story a row. A folder stands for all such files in it. With --out it writes one Markdown file a story instead, and no file that is there is ever overwritten without --force. What was taken in is listed on standard output, what needs a look on standard error. A story that is there word for word already is not taken in twice.

Examples:

    rehearse import guide.txt
    rehearse import guide.txt --out stories --dry-run
    rehearse import old/*.md answers.csv --out stories
    rehearse import "My stories.docx"`
}

// Run imports.
func (c *importCommand) Run(e *env) error {
	names, failed := expandTo(importEndings, c.Files)
	for _, err := range failed {
		e.complain(err)
	}
	w := &storyWriter{dir: c.Out, force: c.Force, dry: c.DryRun, taken: map[string]bool{}}
	var all tally
	one := func(name string) (tally, error) { return c.one(e, name, w) }
	if c.Out != "" && !c.DryRun {
		sweep(c.Out)
	}
	switch {
	case c.Out == "" && c.DryRun:
		one = func(name string) (tally, error) { return c.listOnly(e, name) }
	case c.Out == "":
		came, bad := c.intoStore(e, names)
		for _, err := range bad {
			e.complain(err)
		}
		all, failed, names = came, append(failed, bad...), nil
	}
	for _, name := range names {
		n, err := one(name)
		all.add(n)
		if err != nil {
			failed = append(failed, err)
			e.complain(err)
		}
		if errors.Is(err, errStopped) {
			break
		}
	}
	verb := "imported"
	if c.DryRun {
		verb = "would be imported"
	}
	fmt.Fprintln(e.out, all.told(verb))
	if len(failed) > 0 {
		return &exit{code: ExitFailed}
	}
	return nil
}

// tally counts stories that came in, and those that were there already.
type tally struct{ added, there int }

func (t *tally) add(more tally) { t.added, t.there = t.added+more.added, t.there+more.there }

// told says what a tally came to; verb is what became of the stories.
func (t tally) told(verb string) string {
	said := countOf(t.added, "story", "stories") + " " + verb
	if t.there > 0 {
		said += fmt.Sprintf(", %d there already", t.there)
	}
	return said + "."
}

// countOf writes a number with its noun.
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// one imports one file and counts the stories that it held.
func (c *importCommand) one(e *env, name string, w *storyWriter) (n tally, err error) {
	data, err := read(e, name)
	if err != nil {
		return n, err
	}
	shown := shownName(name)
	found, err := story.Import(shown, data)
	if err != nil {
		return n, err
	}
	if len(found.Stories) == 0 {
		e.complain(fmt.Errorf("%s: no story found in this file", shown))
	}
	for _, d := range found.Stories {
		path, there, err := w.write(d)
		if err != nil {
			return n, fmt.Errorf("%s: %w", placeOf(shown, found, max(d.Line, 1)), err)
		}
		note := ""
		if there {
			n.add(tally{there: 1})
			note = " (is there already)"
		} else {
			n.add(tally{added: 1})
		}
		fmt.Fprintln(e.out, clean(strings.TrimRight(path+note+"  "+firstOf(d.Title, d.Question), " ")))
	}
	for _, u := range found.Unplaced {
		e.complain(fmt.Errorf("%s: belongs to no story, left out: %s", placeOf(shown, found, u.Line), quoted(u.Text, 60)))
	}
	for _, d := range found.Doubts {
		e.complain(fmt.Errorf("%s: please look: %s %s", placeOf(shown, found, d.Line), d.Message, quoted(d.Text, 60)))
	}
	return n, nil
}

// placeOf is where something stands in an imported file: "file:12" for what
// has lines, else "file: paragraph 12".
func placeOf(shown string, in *story.Imported, line int) string {
	if in.Form == story.FormDOCX {
		return shown + ": " + in.Where(line)
	}
	return fmt.Sprintf("%s:%d", shown, line)
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// storyWriter writes drafts as files of a folder and never loses what is
// there.
type storyWriter struct {
	dir        string
	force, dry bool
	// taken are the names given in this run, which even force does not
	// replace: two stories may have one title.
	taken map[string]bool
}

// write writes one draft and returns its path, and whether the same text was
// there already.
func (w *storyWriter) write(d story.Draft) (path string, there bool, err error) {
	data := d.Markdown()
	base := fileName(firstOf(d.ID, d.Title))
	for n := 1; ; n++ {
		name := base
		if n > 1 {
			name = fmt.Sprintf("%s-%d", base, n)
		}
		path = filepath.Join(w.dir, name+".md")
		if w.taken[name] {
			continue
		}
		old, err := os.ReadFile(path)
		switch {
		case err == nil && bytes.Equal(old, data):
			w.taken[name] = true
			return path, true, nil
		case err == nil && !w.force:
			continue
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return path, false, writable(path, err)
		}
		if w.dry {
			w.taken[name] = true
			return path, false, nil
		}
		err = writeFile(path, data, w.force)
		if errors.Is(err, fs.ErrExist) {
			continue // somebody took the name meanwhile
		}
		w.taken[name] = true
		return path, false, err
	}
}

// longestName is how many letters of a title become the name of a file.
const longestName = 60

// fileName makes a file's name of an id or title: lower-case letters, digits
// and hyphens, so that it can lead nowhere but into the folder.
func fileName(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if name := strings.Trim(firstBytes(b.String(), longestName), "-"); name != "" {
		return name
	}
	return "story"
}

// writeFile writes a whole file or nothing, as writeThrough does.
func writeFile(path string, data []byte, replace bool) error {
	return writeThrough(path, replace, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// writable turns an error of the file system into a sentence.
func writable(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: may not be written; check the permissions of the folder", path)
	}
	return fmt.Errorf("%s: could not be written: %w", path, err)
}
