package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"syscall"
	"time"
)

// errStopped says that the person ended a command on its way.
var errStopped = errors.New("stopped before it was done")

// untilStopped is a context that ends when the program is told to end, so
// that a command can tidy up. Told a second time, the program ends at once.
// The function lets the program be ended as usual again.
func untilStopped() (context.Context, func()) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// stoppable is a writer that fails once the program is told to end.
type stoppable struct {
	ctx context.Context
	w   io.Writer
}

func (s stoppable) Write(b []byte) (int, error) {
	if s.ctx.Err() != nil {
		return 0, errStopped
	}
	return s.w.Write(b)
}

// writeThrough writes a whole file or nothing, as write gives it: to a
// temporary name first, then under its own. Only the owner may read it.
// Without replace, a file that is there stays and the error is fs.ErrExist.
// A program that is told to end meanwhile leaves no part of the file, and the
// error is errStopped.
func writeThrough(path string, replace bool, write func(io.Writer) error) error {
	ctx, done := untilStopped()
	defer done()
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return writable(dir, err)
	}
	f, err := os.CreateTemp(dir, ".rehearse-*")
	if err != nil {
		return writable(dir, err)
	}
	defer os.Remove(f.Name())
	err = write(stoppable{ctx, f})
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if ctx.Err() != nil {
		return fmt.Errorf("%s: was not written: %w", path, errStopped)
	}
	if err != nil {
		return writable(path, err)
	}
	return settle(f.Name(), path, replace)
}

// settle gives a finished file its own name.
func settle(from, path string, replace bool) error {
	if replace {
		return writable(path, os.Rename(from, path))
	}
	// A link fails where the name is taken, unlike a rename.
	if err := os.Link(from, path); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		return fs.ErrExist
	}
	return writable(path, os.Rename(from, path))
}

// unfinished is the name of a file that writeThrough has not finished.
var unfinished = regexp.MustCompile(`^\.rehearse-[0-9]+$`)

// How long an unfinished file has not been written to before it is taken for
// one that is left over: justNow to be named, longAgo to be deleted.
const (
	justNow = time.Minute
	longAgo = time.Hour
)

// leftovers are the unfinished files of a folder that nobody has written to
// for some time, and that are the person's own.
func leftovers(folder string, since time.Duration) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var left []string
	for _, x := range entries {
		if !unfinished.MatchString(x.Name()) {
			continue
		}
		info, err := x.Info()
		if err == nil && info.Mode().IsRegular() && ours(info) && time.Since(info.ModTime()) > since {
			left = append(left, filepath.Join(folder, x.Name()))
		}
	}
	return left
}

// sweep deletes the unfinished files of a folder that a run left which was
// cut off. What can't be deleted stays: doctor names it.
func sweep(folder string) {
	for _, name := range leftovers(folder, longAgo) {
		os.Remove(name)
	}
}
