// Package store is the memory: what a person wrote, kept in one SQLite file
// or in a Postgres database, from one SQL text for both.
//
// All rows belong to an owner, and every reading and writing goes through a
// transaction that is bound to one, so that no query can forget whose rows
// these are. A saved row is on disk before Write returns. A row that moved on
// since it was read is never overwritten: the save is refused and answers
// with what is stored.
//
// Text is kept as it was given, but for what can't be kept everywhere: a byte
// that is not UTF-8, and U+0000, which Postgres refuses, become U+FFFD on
// both databases. Methods that give a row back give it as it was stored.
package store

import (
	"context"
	"database/sql"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Local is the owner of all rows while there are no accounts.
const Local = "local"

// Names of the two databases, as Dialect gives them.
const (
	sqliteDialect   = "sqlite"
	postgresDialect = "postgres"
)

// Store is one open database. It may be used by many goroutines at once, and
// several processes may have the same database open.
type Store struct {
	dialect string
	path    string  // of the SQLite file; empty on Postgres
	reads   *sql.DB // read-only connections
	writes  *sql.DB // one connection on SQLite, the same pool as reads on Postgres
	// anchored is a connection that is held from the first, and files are what
	// it holds. Both are empty on Postgres.
	anchored *sql.Conn
	files    []standing
	alone    sync.Mutex // held by who reads through the anchor
	reading  bool       // opened by OpenReading
	// dirty is set while deleted text may still stand in the write-ahead log
	// of SQLite.
	dirty atomic.Bool
}

// Open opens the database at where, makes it if it is a file that is not
// there yet, and brings its schema up to date. Where is the path of a SQLite
// file or a DSN that starts with postgres:// or postgresql://. Errors say in
// words what is in the way and wrap ErrReadOnly, ErrFull, ErrBusy,
// ErrDamaged, ErrNewer or ErrUnreachable where it is one of these.
func Open(ctx context.Context, where string) (*Store, error) {
	s, err := connect(ctx, where)
	if err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		s.Close()
		return nil, s.explain(err)
	}
	if s.dialect == sqliteDialect {
		if err := s.anchor(ctx); err != nil {
			s.Close()
			return nil, err
		}
	}
	return s, nil
}

// onPostgres tells a DSN from a path.
func onPostgres(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

// connect opens the pools and proves that somebody answers.
func connect(ctx context.Context, where string) (*Store, error) {
	if onPostgres(where) {
		return openPostgres(ctx, where)
	}
	return openSQLite(ctx, where)
}

// Close ends all connections. What was written is on disk already.
func (s *Store) Close() error {
	if s.dirty.Load() {
		s.scrub()
	}
	if s.anchored != nil {
		s.anchored.Close()
	}
	err := s.reads.Close()
	if s.writes != s.reads {
		// The writer goes last: with the last connection SQLite folds its
		// log into the file.
		if e := s.writes.Close(); err == nil {
			err = e
		}
	}
	return err
}

// Dialect is the kind of database: "sqlite" or "postgres".
func (s *Store) Dialect() string { return s.dialect }

// Schema is the version of the tables: the number of the last migration that
// was applied.
func (s *Store) Schema(ctx context.Context) (int64, error) {
	var version int64
	err := s.reads.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&version)
	return version, s.explain(err)
}

// Read calls f with a reading transaction on the rows of one owner: all that
// f reads is of one moment. An f that calls Read or Write itself may wait for
// ever.
func (s *Store) Read(ctx context.Context, owner string, f func(*Tx) error) error {
	options := &sql.TxOptions{ReadOnly: true}
	if s.dialect == postgresDialect {
		options.Isolation = sql.LevelRepeatableRead
	}
	begin := s.reads.BeginTx
	if s.Standing() != nil {
		// What the person had can be read here still, and saved as a backup. A
		// new connection would open another file, or none.
		s.alone.Lock()
		defer s.alone.Unlock()
		begin = s.anchored.BeginTx
	}
	tx, err := begin(ctx, options)
	if err != nil {
		return s.explain(err)
	}
	// A rollback ends a reading as well as a commit, and after a panic too.
	defer tx.Rollback()
	t := &Tx{ctx: ctx, tx: tx, store: s, owner: clean(owner)}
	if err := f(t); err != nil {
		return err
	}
	return t.failed
}

// Write calls f with a transaction that may change the rows of one owner.
// When f returns nil, all that it wrote is on disk once Write returns nil, and
// the owner's change counter has moved on if anything was written. On an
// error or a panic of f nothing is changed. Writers of one owner wait for each
// other, so that what f reads is what it changes; an f that calls Read or
// Write itself may wait for ever. A context that ends on the way undoes the
// writing. Where the file was moved or deleted since it was opened, nothing is
// written and the error wraps ErrMoved. Where Postgres went away during the
// last step, the error wraps ErrUnreachable and says that nobody knows whether
// it was written.
func (s *Store) Write(ctx context.Context, owner string, f func(*Tx) error) error {
	if s.reading {
		return &fault{kind: ErrReadOnly, words: "the database " + s.path + " is open for reading only, so that nothing was saved: make room on its disk, or give yourself the right to write there"}
	}
	if err := s.Standing(); err != nil {
		s.fold(ctx)
		return err
	}
	tx, err := s.writes.BeginTx(ctx, s.writeOptions())
	if err != nil {
		return s.explain(err)
	}
	// After a commit the rollback does nothing.
	defer tx.Rollback()
	t := &Tx{ctx: ctx, tx: tx, store: s, owner: clean(owner), writable: true}
	if err := t.lock(); err != nil {
		return err
	}
	if err := f(t); err != nil {
		return err
	}
	if t.failed != nil || !t.wrote {
		return t.failed
	}
	if err := t.bump(time.Now()); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return s.explainCommit(err)
	}
	if err := s.Standing(); err != nil {
		return err
	}
	if t.deleted {
		s.dirty.Store(true)
		s.scrub()
	}
	return nil
}

// writeOptions ask Postgres for the isolation that the row locks are made
// for, whatever its default is. SQLite has only one.
func (s *Store) writeOptions() *sql.TxOptions {
	if s.dialect == postgresDialect {
		return &sql.TxOptions{Isolation: sql.LevelReadCommitted}
	}
	return nil
}
