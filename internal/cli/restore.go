package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"rehearse/internal/store"
)

// restoreCommand is `rehearse restore`.
type restoreCommand struct {
	File    string `arg:"" help:"Backup to restore; - reads standard input."`
	Replace bool   `help:"Replace what is there. A backup of it is written beside the data first."`
	At      place  `embed:""`
}

// Help tells more, with examples.
func (restoreCommand) Help() string {
	return `Reads a file that rehearse backup wrote. The whole file is verified before anything is changed, and a damaged or cut one changes nothing. Where stories are kept already, it asks for --replace, and writes a backup of them beside your data before it replaces them.

Examples:

    rehearse restore stories.rehearse
    rehearse restore stories.rehearse --replace
    rehearse restore stories.rehearse --data /media/stick/rehearse`
}

// Run restores.
func (c *restoreCommand) Run(e *env) error {
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	ctx, done := untilStopped()
	defer done()
	// A file that is no backup must not make a database where there is none.
	if err := store.Verify(ctx, in); err != nil {
		return fmt.Errorf("%s: %w", shownName(c.File), err)
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return readable(c.File, err)
	}
	s, err := c.At.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var kept safety
	err = s.Restore(ctx, store.Local, in, func(t *store.Tx) error { return c.before(t, &kept) })
	if err != nil {
		kept.drop() // nothing was changed: it would be one copy more, and a puzzle
		if c.refused(err) {
			return err
		}
		return fmt.Errorf("%s: %w", shownName(c.File), err)
	}
	return c.report(ctx, e, s, kept.path)
}

// errKept says that there is something that a restore would replace.
var errKept = errors.New("add --replace, and a backup of them is written first")

// errUnsafe says that what is there could not be backed up.
var errUnsafe = errors.New("nothing was restored, for what is there could not be backed up first")

// refused reports whether a restore ended for another reason than its file.
func (c *restoreCommand) refused(err error) bool {
	return errors.Is(err, errKept) || errors.Is(err, errUnsafe)
}

// before backs up what is about to be replaced, in the transaction that
// replaces it, or refuses.
func (c *restoreCommand) before(t *store.Tx, kept *safety) error {
	counts, err := t.Counts()
	if err != nil {
		return err
	}
	held := holdingOf(counts)
	if held.empty() {
		return nil
	}
	if !c.Replace {
		return fmt.Errorf("nothing was restored: %s are kept here already and would be replaced; %w", held, errKept)
	}
	*kept, err = c.At.keepSafe(func(w io.Writer) error { _, err := t.Dump(w); return err })
	if err != nil {
		return fmt.Errorf("%w: %w", errUnsafe, err)
	}
	return nil
}

// report says what is there now.
func (c *restoreCommand) report(ctx context.Context, e *env, s *store.Store, kept string) error {
	now, err := holdings(ctx, s)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "Restored from %s: %s.\n", clean(shownName(c.File)), now)
	if kept != "" {
		fmt.Fprintf(e.out, "What was there before is in %s\n", clean(kept))
	}
	return nil
}

// backupFile is a backup that can be read again from its start.
type backupFile struct {
	io.ReadSeeker
	io.Closer
}

// open opens the backup so that it can be read twice: once to verify it.
func (c *restoreCommand) open(e *env) (*backupFile, error) {
	if c.File == "-" {
		data, err := io.ReadAll(e.in)
		if err != nil {
			return nil, fmt.Errorf("%s: could not be read: %w", standardInput, err)
		}
		return &backupFile{bytes.NewReader(data), io.NopCloser(nil)}, nil
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return nil, readable(c.File, err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s: is a folder; name the file that rehearse backup wrote", c.File)
	}
	f, err := os.Open(c.File)
	if err != nil {
		return nil, readable(c.File, err)
	}
	if info.Mode().IsRegular() {
		return &backupFile{f, f}, nil
	}
	// A pipe under a name can be read once only.
	data, err := io.ReadAll(f)
	if err != nil {
		f.Close()
		return nil, readable(c.File, err)
	}
	return &backupFile{bytes.NewReader(data), f}, nil
}
