package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

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
	ctx := context.Background()
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	s, err := c.At.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	held, err := holdings(ctx, s)
	if err != nil {
		return err
	}
	if !held.empty() && !c.Replace {
		if err := store.Verify(ctx, in); err != nil {
			return fmt.Errorf("%s: %w", shownName(c.File), err)
		}
		return fmt.Errorf("nothing was restored: %s are kept here already and would be replaced; add --replace, and a backup of them is written first", held)
	}
	safety := ""
	if !held.empty() {
		if safety, err = c.safety(ctx, s); err != nil {
			return fmt.Errorf("nothing was restored, for what is there could not be backed up first: %w", err)
		}
	}
	if err := s.Restore(ctx, store.Local, in); err != nil {
		if safety != "" {
			os.Remove(safety) // nothing was changed: it would be one copy more, and a puzzle
		}
		return fmt.Errorf("%s: %w", shownName(c.File), err)
	}
	return c.report(ctx, e, s, safety)
}

// report says what is there now.
func (c *restoreCommand) report(ctx context.Context, e *env, s *store.Store, safety string) error {
	now, err := holdings(ctx, s)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "Restored from %s: %s.\n", clean(shownName(c.File)), now)
	if safety != "" {
		fmt.Fprintf(e.out, "What was there before is in %s\n", clean(safety))
	}
	return nil
}

// open opens the backup so that it can be read twice: once to verify it.
func (c *restoreCommand) open(e *env) (io.ReadCloser, error) {
	if c.File == "-" {
		data, err := io.ReadAll(e.in)
		if err != nil {
			return nil, fmt.Errorf("%s: could not be read: %w", standardInput, err)
		}
		return struct {
			io.ReadSeeker
			io.Closer
		}{bytes.NewReader(data), io.NopCloser(nil)}, nil
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
	return f, nil
}

// safety backs up what a restore is about to replace, under a name of its
// own in the data folder.
func (c *restoreCommand) safety(ctx context.Context, s *store.Store) (string, error) {
	folder, err := c.At.folder()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", writable(folder, err)
	}
	stamp := time.Now().Format("20060102-150405")
	for n := 1; n < 100; n++ {
		name := fmt.Sprintf("before-restore-%s.rehearse", stamp)
		if n > 1 {
			name = fmt.Sprintf("before-restore-%s-%d.rehearse", stamp, n)
		}
		path := filepath.Join(folder, name)
		err := writeThrough(path, false, func(w io.Writer) error { return s.Dump(ctx, store.Local, w) })
		if !errors.Is(err, os.ErrExist) {
			return path, err
		}
	}
	return "", fmt.Errorf("%s: holds too many backups of this second", folder)
}
