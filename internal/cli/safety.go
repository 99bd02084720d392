package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// safety is a backup of what a restore replaces. The zero one is none.
type safety struct {
	path string
}

// drop deletes the backup: what it holds was not replaced after all.
func (s safety) drop() {
	if s.path != "" {
		os.Remove(s.path)
	}
}

// keepSafe writes a backup under a name of its own in the data folder.
func (p place) keepSafe(write func(io.Writer) error) (safety, error) {
	folder, err := p.folder()
	if err != nil {
		return safety{}, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return safety{}, writable(folder, err)
	}
	sweep(folder)
	stamp := time.Now().Format("20060102-150405")
	for n := 1; n < 100; n++ {
		name := fmt.Sprintf("before-restore-%s.rehearse", stamp)
		if n > 1 {
			name = fmt.Sprintf("before-restore-%s-%d.rehearse", stamp, n)
		}
		path := filepath.Join(folder, name)
		if _, err := os.Lstat(path); err == nil {
			continue
		}
		err := writeThrough(path, false, write)
		if err == nil {
			return safety{path}, nil
		}
		if !errors.Is(err, os.ErrExist) {
			return safety{}, err
		}
	}
	return safety{}, fmt.Errorf("%s: holds too many backups of this second", folder)
}
