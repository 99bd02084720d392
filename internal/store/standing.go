package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
)

// standing is a file of a SQLite database as it was when it was opened.
type standing struct {
	path string
	info os.FileInfo
}

// anchor holds one connection open, and notes what it stands on. As long as
// there is a connection, SQLite keeps its log where it is, so that a log that
// is gone or another one was taken away by somebody else.
func (s *Store) anchor(ctx context.Context) error {
	conn, err := s.reads.Conn(ctx)
	if err != nil {
		return s.explain(err)
	}
	s.anchored = conn
	var n int
	if err := conn.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_schema`).Scan(&n); err != nil {
		return s.explain(err)
	}
	for _, path := range []string{s.path, s.path + "-wal", s.path + "-shm"} {
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) && path != s.path {
			continue // there are disks on which SQLite keeps no log
		}
		if err != nil {
			return explainFile("the database "+path+" can't be looked at", err)
		}
		s.files = append(s.files, standing{path, info})
	}
	return nil
}

// Standing reports whether the files of a SQLite database are still those
// that were opened. A file that was moved, deleted or replaced meanwhile can
// be written to and read, and all of that is lost with the process. The error
// says in words what to do and wraps ErrMoved. On Postgres it is nil.
func (s *Store) Standing() error {
	for _, f := range s.files {
		now, err := os.Stat(f.path)
		if err == nil && os.SameFile(now, f.info) {
			continue
		}
		if f.path == s.path {
			return &fault{kind: ErrMoved, cause: err, words: "the file of your stories, " + s.path + ", was moved, deleted or replaced while Rehearse was open, so that nothing was saved: put it back where it was; or download a backup in the settings, if it is gone for good, then end Rehearse and start it again"}
		}
		return &fault{kind: ErrMoved, cause: err, words: f.path + " belongs to the file of your stories, and it was moved, deleted or replaced while Rehearse was open, so that nothing was saved: download a backup in the settings, then end Rehearse and start it again"}
	}
	return nil
}

// fold saves what stands in a log that was deleted into the file, where that
// is still there: with the process it would be lost. Where another log stands
// in its place, another program works on the file, and it is not touched.
func (s *Store) fold(ctx context.Context) {
	for _, f := range s.files {
		now, err := os.Stat(f.path)
		switch {
		case err == nil && os.SameFile(now, f.info):
		case errors.Is(err, fs.ErrNotExist) && f.path != s.path:
		default:
			return
		}
	}
	// What can't be folded is where it was. The person is told already.
	_, _ = s.writes.ExecContext(ctx, `PRAGMA wal_checkpoint(FULL)`)
}
