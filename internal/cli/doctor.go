package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// doctorCommand is `rehearse doctor`.
type doctorCommand struct {
	At     place  `embed:""`
	Format string `enum:"text,json" default:"text" help:"How to print: text or json."`
}

// Help tells more, with examples.
func (doctorCommand) Help() string {
	return `Says where your data is, whether it is sound, which versions are at work, and what to do where something is amiss. It changes no story. The exit code is 0 where all is well, 1 where there is something to do, and 2 where the workshop can't run.

Examples:

    rehearse doctor
    rehearse doctor --format json
    rehearse doctor --data /media/stick/rehearse`
}

// diagnosis is all that doctor says.
type diagnosis struct {
	Verdict  string   `json:"verdict"` // "sound", "something to do" or "can't run"
	Program  string   `json:"program"`
	Go       string   `json:"go"`
	Reader   string   `json:"reader"`
	Rubric   string   `json:"rubric"`
	Folder   string   `json:"folder"`
	Database string   `json:"database"`
	Kind     string   `json:"kind"` // of the database; empty where none could be opened
	Exists   bool     `json:"exists"`
	Schema   int64    `json:"schema"`
	Bytes    int64    `json:"bytes"`
	Free     int64    `json:"free_bytes"` // -1 where the system does not say
	Kept     holding  `json:"kept"`
	Unread   int      `json:"unread"` // stories without a review of this version
	Open     string   `json:"open"`   // address of the workshop that is open on this data
	Todo     []remedy `json:"todo"`
	stuck    bool
}

// remedy is something amiss, with what to do.
type remedy struct {
	What string `json:"what"`
	Do   string `json:"do"`
}

func (d *diagnosis) amiss(what, do string) { d.Todo = append(d.Todo, remedy{what, do}) }

// Run looks.
func (c *doctorCommand) Run(e *env) error {
	d, err := c.look(context.Background())
	if err != nil {
		return err
	}
	code := ExitOK
	d.Verdict = "sound"
	switch {
	case d.stuck:
		code, d.Verdict = ExitFailed, "can't run"
	case len(d.Todo) > 0:
		code, d.Verdict = ExitFindings, "something to do"
	}
	if c.Format == "json" {
		enc := json.NewEncoder(e.out)
		enc.SetEscapeHTML(false)
		err = enc.Encode(d)
	} else {
		d.print(e)
	}
	if err != nil || code == ExitOK {
		return err
	}
	return &exit{code: code}
}

// look gathers everything. The error says that not even the place is known.
func (c *doctorCommand) look(ctx context.Context) (*diagnosis, error) {
	where, err := c.At.where()
	if err != nil {
		return nil, err
	}
	folder, err := c.At.folder()
	if err != nil {
		return nil, err
	}
	d := &diagnosis{
		Program: version(), Go: runtime.Version(), Reader: coach.Reader(), Rubric: coach.UsualRubric,
		Folder: folder, Database: shownWhere(where), Free: -1, Todo: []remedy{},
	}
	if v, open := openNow(folder, d.Database); open {
		d.Open = v.URL
		d.lookAtWorkshop(v, where)
	}
	if !postgres(where) {
		d.lookAtFiles(folder, where)
		if !d.Exists {
			return d, nil
		}
	}
	s, why, err := openToRead(ctx, where)
	if err != nil {
		d.stuck = true
		d.amiss("the database can't be opened", err.Error())
		return d, nil
	}
	if why != nil {
		d.stuck = true
		d.amiss("the database can be read, and a backup can be made, but nothing can be saved", why.Error())
	}
	defer s.Close()
	d.Exists = true
	d.lookInside(ctx, s)
	return d, nil
}

// lookAtWorkshop finds a workshop whose file was taken away under it.
func (d *diagnosis) lookAtWorkshop(v serving, where string) {
	if now := fileMark(where); v.File != "" && now != v.File {
		d.amiss("the file of your stories was moved, deleted or replaced while the workshop was open: what is written there is not saved",
			"put "+where+" back where it was; or download a backup at "+v.URL+"/settings, if it is gone for good, then end Rehearse and start it again")
	}
}

// scarce is how little room on the disk is worth a word.
const scarce = 200 << 20

// lookAtFiles looks at the folder and the database's file without opening
// it.
func (d *diagnosis) lookAtFiles(folder, path string) {
	if n, ok := store.FreeBytes(firstThere(folder)); ok {
		d.Free = n
		if n < scarce {
			d.amiss("the disk has only "+bytesShown(n)+" left", "free some space, so that your stories can always be saved")
		}
	}
	// The file holds the stories; in the folder it is enough that nobody
	// else can put another file in its place.
	d.lookAtRights(path, 0o077, "read "+path)
	d.lookAtRights(folder, 0o022, "change what is in "+folder)
	if left := leftovers(folder, justNow); len(left) > 0 {
		d.amiss(countOf(len(left), "unfinished file is", "unfinished files are")+" left in "+folder+" from a run that was cut off, and may hold stories",
			"delete "+strings.Join(left, " ")+"; rehearse serve does so when they are an hour old")
	}
	if what, ok := unwritable(folder); ok {
		d.stuck = true
		d.amiss("rehearse can't write to the folder "+what, "give yourself the right to write there, or name another folder with --data")
	}
	_, err := os.Stat(path)
	d.Exists = err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		d.stuck = true
		d.amiss("the database can't be looked at", readable(path, err).Error())
	}
}

// unwritable tries to make a file in a folder, or in the nearest above it
// that is there, for it says more than the rights do: disks can be read-only,
// too.
func unwritable(folder string) (string, bool) {
	folder = firstThere(folder)
	f, err := os.CreateTemp(folder, ".rehearse-*")
	if errors.Is(err, syscall.ENOSPC) {
		return "", false // it is full, which is told elsewhere, and may be written to
	}
	if err != nil {
		return folder, true
	}
	f.Close()
	os.Remove(f.Name())
	return folder, false
}

// lookAtRights finds rights that others should not have.
func (d *diagnosis) lookAtRights(name string, others fs.FileMode, what string) {
	info, err := os.Stat(name)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&others == 0 {
		return
	}
	own := "600"
	if info.IsDir() {
		own = "700" // without the right to execute nobody can look into a folder
	}
	d.amiss("others on this computer may "+what, "chmod "+own+" '"+name+"'")
}

// firstThere is the nearest folder above that is there.
func firstThere(folder string) string {
	for {
		if _, err := os.Stat(folder); err == nil {
			return folder
		}
		up := folder[:max(strings.LastIndexByte(folder, os.PathSeparator), 0)]
		if up == "" {
			return string(os.PathSeparator)
		}
		folder = up
	}
}

// lookInside asks the open store.
func (d *diagnosis) lookInside(ctx context.Context, s *store.Store) {
	d.Kind = s.Dialect()
	var err error
	steps := []func() error{
		func() error { d.Schema, err = s.Schema(ctx); return err },
		func() error { d.Bytes, err = s.Size(ctx); return err },
		func() error { d.Kept, err = holdings(ctx, s); return err },
		func() error { return d.lookAtReviews(ctx, s) },
		func() error {
			faults, err := s.Check(ctx)
			for _, f := range faults {
				d.amiss(f, "copy "+d.Database+" to a safe place, then restore your last backup: rehearse restore FILE --replace")
			}
			return err
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			d.stuck = d.stuck || errors.Is(err, store.ErrDamaged)
			d.amiss("the database can't be read whole", err.Error())
			return
		}
	}
}

// lookAtReviews counts the stories that this version has not read yet, under
// the rubric that is chosen.
func (d *diagnosis) lookAtReviews(ctx context.Context, s *store.Store) error {
	mind, err := coach.New(s, coach.Options{ReadFile: os.ReadFile})
	if err != nil {
		return err
	}
	chosen, err := mind.Settings(ctx, store.Local)
	if err != nil {
		return err
	}
	d.Rubric = firstOf(chosen.Rubric, d.Rubric)
	if _, err := mind.Rubric(chosen.Rubric); err != nil {
		d.amiss("the rubric that you chose can't be read: "+err.Error(), "mend the file, or choose another rubric in the settings")
		return nil
	}
	// A few unread stories are read here and now, as a page would.
	p, err := mind.Portfolio(ctx, store.Local)
	if err != nil {
		return err
	}
	for _, x := range p.Entries {
		if !x.Digest.Reviewed {
			d.Unread++
		}
	}
	if d.Unread > 0 && d.Open == "" {
		d.amiss(countOf(d.Unread, "story was", "stories were")+" not read yet by this version", "rehearse serve reads them by itself")
	}
	return nil
}

// print prints for people.
func (d *diagnosis) print(e *env) {
	line := func(label, text string) { fmt.Fprintf(e.out, "%-10s %s\n", label, clean(text)) }
	line("Program", strings.TrimPrefix(d.Program, "rehearse ")+", "+d.Go)
	line("Reviewer", d.Reader+", rubric "+d.Rubric)
	line("Folder", d.Folder)
	database := d.Database
	switch {
	case d.Kind != "":
		database += fmt.Sprintf(" (%s, schema %d, %s)", d.Kind, d.Schema, bytesShown(d.Bytes))
	case !d.Exists && !d.stuck:
		database += " (not there yet: rehearse serve makes it)"
	}
	line("Database", database)
	if d.Kind != "" {
		line("Kept", d.Kept.String())
	}
	if d.Free >= 0 {
		line("Disk", bytesShown(d.Free)+" free")
	}
	line("Workshop", firstOf(d.Open, "not open"))
	if len(d.Todo) == 0 {
		fmt.Fprintln(e.out, "\nAll is well.")
		return
	}
	fmt.Fprintf(e.out, "\n%s:\n", map[bool]string{true: "The workshop can't run until this is done", false: "Something to do"}[d.stuck])
	for _, t := range d.Todo {
		fmt.Fprintf(e.out, "- %s\n  What to do: %s\n", clean(t.What), clean(t.Do))
	}
}
