package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"rehearse/internal/store"
)

// backupCommand is `rehearse backup`.
type backupCommand struct {
	File  string `arg:"" help:"File to write; - writes to standard output."`
	Force bool   `help:"Replace the file if it is there."`
	At    place  `embed:""`
}

// Help tells more, with examples.
func (backupCommand) Help() string {
	return `Writes everything that you keep in Rehearse, with the whole history, into one file that rehearse restore reads, on this machine or another, into a file or into Postgres. The workshop may stay open meanwhile. The file is not encrypted: keep it where you keep private things.

Examples:

    rehearse backup stories.rehearse
    rehearse backup - | gpg --symmetric > stories.rehearse.gpg`
}

// Run backs up.
func (c *backupCommand) Run(e *env) error {
	ctx, done := untilStopped()
	defer done()
	s, err := c.At.openThere(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if c.File == "-" {
		if e.terminal {
			return errors.New("a backup can't be read on a terminal; name a file, or pass it on with | or >")
		}
		_, err := s.Dump(ctx, store.Local, e.out)
		return err
	}
	if _, err := os.Lstat(c.File); err == nil && !c.Force {
		return alreadyThere(c.File)
	}
	sweep(filepath.Dir(c.File))
	var held store.Counts
	err = writeThrough(c.File, c.Force, func(w io.Writer) error {
		held, err = s.Dump(ctx, store.Local, w)
		return err
	})
	if errors.Is(err, fs.ErrExist) {
		return alreadyThere(c.File)
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return writable(c.File, err)
	}
	fmt.Fprintf(e.out, "%s: %s, %s.\n", clean(c.File), holdingOf(held), bytesShown(info.Size()))
	return nil
}

func alreadyThere(name string) error {
	return fmt.Errorf("%s: is there already; choose another name, or replace it with --force", name)
}

// holding is how much a person keeps.
type holding struct {
	Stories   int `json:"stories"`
	Tellings  int `json:"tellings"`
	Claims    int `json:"claims"`
	FollowUps int `json:"follow_ups"`
	Words     int `json:"words"`
	Settings  int `json:"settings"`
}

// holdingOf takes over what a person can name.
func holdingOf(c store.Counts) holding {
	return holding{c.Stories, c.Tellings, c.Claims, c.FollowUps, c.Words, c.Settings}
}

// holdings counts what is kept.
func holdings(ctx context.Context, s *store.Store) (h holding, err error) {
	err = s.Read(ctx, store.Local, func(t *store.Tx) error {
		c, err := t.Counts()
		h = holdingOf(c)
		return err
	})
	return h, err
}

// empty reports whether nothing is kept that could be lost.
func (h holding) empty() bool { return h == holding{} }

// String says it in words.
func (h holding) String() string {
	words := countOf(h.Stories, "story", "stories")
	for _, x := range []struct {
		n         int
		one, many string
	}{
		{h.Tellings, "telling", "tellings"}, {h.Claims, "claim", "claims"},
		{h.FollowUps, "follow-up", "follow-ups"}, {h.Words, "dated word", "dated words"},
	} {
		if x.n > 0 {
			words += ", " + countOf(x.n, x.one, x.many)
		}
	}
	return words
}

// bytesShown is a size in words.
func bytesShown(n int64) string {
	switch {
	case n < 1000:
		return countOf(int(n), "byte", "bytes")
	case n < 1_000_000:
		return fmt.Sprintf("%.1f KB", float64(n)/1e3)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
