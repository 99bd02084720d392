package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// readers is how many readings of a SQLite file may go on at once. Each
// connection has a page cache of its own.
const readers = 4

// The settings of each connection. They stand in the DSN because a PRAGMA that
// is executed on a pool reaches one of its connections only. The time to wait
// for a lock comes first, so that it holds for the others.
var (
	writerPragmas = []string{"busy_timeout(5000)", "journal_mode(WAL)", "foreign_keys(1)", "synchronous(FULL)",
		"secure_delete(1)", "cache_size(-1000)", "temp_store(2)"}
	readerPragmas = []string{"busy_timeout(5000)", "query_only(1)", "cache_size(-500)", "temp_store(2)"}
)

func openSQLite(ctx context.Context, path string) (*Store, error) {
	path, err := makeFile(path)
	if err != nil {
		return nil, err
	}
	s := &Store{dialect: sqliteDialect, path: path}
	for _, pool := range []struct {
		to      **sql.DB
		lock    string
		pragmas []string
	}{{&s.writes, "immediate", writerPragmas}, {&s.reads, "deferred", readerPragmas}} {
		dsn, err := sqliteDSN(path, existing, pool.lock, pool.pragmas)
		if err != nil {
			return nil, err
		}
		// This opens nothing yet.
		if *pool.to, err = sql.Open("sqlite", dsn); err != nil {
			return nil, s.explain(err)
		}
	}
	s.writes.SetMaxOpenConns(1)
	s.reads.SetMaxOpenConns(readers + 1) // one of them is the anchor
	s.reads.SetMaxIdleConns(readers + 1)
	if err := s.firstLook(ctx); err != nil {
		s.Close()
		return nil, s.explain(err)
	}
	return s, nil
}

// How often and how long a program that comes second waits for the one that
// makes the file: five seconds in all.
const (
	looks     = 100
	lookAgain = 50 * time.Millisecond
)

// firstLook opens the first connection. Two programs that start at once on a
// new file both want to change its journal mode, and SQLite refuses the second
// at once, however long it was told to wait for locks.
func (s *Store) firstLook(ctx context.Context) error {
	for n := 1; ; n++ {
		err := s.ours(ctx)
		var busy *sqlite.Error
		if n == looks || !errors.As(err, &busy) || busy.Code()&0xff != lib.SQLITE_BUSY {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lookAgain):
		}
	}
}

// existing opens a file that is there. One that went away must not be made
// anew, empty, by the next connection.
var existing = url.Values{"mode": {"rw"}}

// sqliteDSN is the address of a file, opened in a way.
func sqliteDSN(path string, way url.Values, lock string, pragmas []string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("the path of the database can't be made out: %w", err)
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a Windows drive
	}
	query := url.Values{"_txlock": {lock}, "_pragma": pragmas}
	maps.Copy(query, way)
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: query.Encode()}
	return u.String(), nil
}

// makeFile makes the file and its folder, for nobody but the person, where
// they are not there yet, and proves that the file may be written to.
func makeFile(path string) (string, error) {
	if path == "" {
		return "", &fault{kind: ErrMissing, words: "no path is given for the database: name a file"}
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("the path of the database can't be made out: %w", err)
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", explainFile("the folder "+folder+" can't be made", err)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return "", &fault{kind: ErrDamaged, words: path + " is a folder, where the file of the database should be: name a file in it"}
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return "", explainFile("the database "+path+" can't be opened for writing", err)
	}
	return path, file.Close()
}

// explainFile puts a fault of the file system into words.
func explainFile(what string, err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return &fault{kind: ErrReadOnly, cause: err, words: what + ": it may not be written to. Give yourself the right to write there, or name another folder"}
	case errors.Is(err, syscall.ENOSPC):
		return &fault{kind: ErrFull, cause: err, words: what + ": the disk is full. Free some space, then try again"}
	}
	return fmt.Errorf("%s: %w", what, err)
}

// ours refuses a database that holds the tables of another program.
func (s *Store) ours(ctx context.Context) error {
	var tables, known int
	err := s.writes.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(name = 'goose_db_version'), 0)
		FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'`).Scan(&tables, &known)
	if err == nil && tables > 0 && known == 0 {
		return &fault{kind: ErrDamaged, words: s.path + " is the database of another program: name another file"}
	}
	return err
}

// explainSQLite puts a fault of SQLite into words.
func explainSQLite(err error, path string) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	code := e.Code()
	if kind := code & 0xff; (kind == lib.SQLITE_IOERR || kind == lib.SQLITE_CANTOPEN) && noRoom(path) {
		code = lib.SQLITE_FULL
	}
	switch code & 0xff {
	case lib.SQLITE_FULL:
		return &fault{kind: ErrFull, cause: err, words: "the disk is full, so that nothing was saved: free some space on the disk of " + path + ", then save again"}
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return &fault{kind: ErrReadOnly, cause: err, words: "the database " + path + " or its folder can't be written to, so that nothing was saved: give yourself the right to write there, or name another folder"}
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return &fault{kind: ErrBusy, cause: err, words: "another program has held the database " + path + " for more than five seconds, so that nothing was saved: close the other program, then try again"}
	case lib.SQLITE_NOTADB:
		return &fault{kind: ErrDamaged, cause: err, words: path + " is not a database of Rehearse: name another file, or move this one away"}
	case lib.SQLITE_CORRUPT:
		return &fault{kind: ErrDamaged, cause: err, words: "the database " + path + " is damaged: keep a copy of it, then restore your last backup into a new file"}
	case lib.SQLITE_IOERR:
		return &fault{kind: ErrDamaged, cause: err, words: fmt.Sprintf("the disk of %s gave an error (%d), so that nothing was saved: see to the disk, and keep a copy of your text", path, code)}
	}
	return fmt.Errorf("the database %s: %w", path, err)
}

// leastRoom is how many bytes SQLite needs to open a file at all.
const leastRoom = 64 << 10

// noRoom reports whether the disk of a file is full. SQLite says so only of
// some of the faults that come of it.
func noRoom(path string) bool {
	free, known := FreeBytes(filepath.Dir(path))
	return known && free < leastRoom
}

// scrub folds the write-ahead log into the file and empties it, so that
// deleted text stands in neither. It does what it can: a reader that stays may
// keep the log, and then the next deletion or Close tries again.
func (s *Store) scrub() {
	if s.dialect != sqliteDialect {
		return
	}
	var busy, pages, moved int
	err := s.writes.QueryRow(`PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
	if err == nil && busy == 0 {
		s.dirty.Store(false)
	}
}
