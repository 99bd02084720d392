package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
)

// OpenReading opens a SQLite file for reading alone, for where Open can't: on
// a full disk, or in a folder that may not be written to. Every Write of such
// a store gives ErrReadOnly. The schema must be that of this program, for
// nothing can be changed about it. Errors are those of Open. A Postgres
// database is opened as Open does.
func OpenReading(ctx context.Context, where string) (*Store, error) {
	if onPostgres(where) {
		return Open(ctx, where)
	}
	if _, err := os.Stat(where); err != nil {
		return nil, explainFile("the database "+where+" can't be looked at", err)
	}
	// SQLite wants a small file beside the log to read it. Where that can't be
	// made, it can do without; and a file without a log needs neither.
	ways := []url.Values{{"mode": {"ro"}}, {"mode": {"ro"}, "readonly_shm": {"1"}}}
	if log, err := os.Stat(where + "-wal"); err != nil || log.Size() == 0 {
		ways = append(ways, url.Values{"mode": {"ro"}, "immutable": {"1"}})
	}
	var first error
	for _, way := range ways {
		s, err := openWay(ctx, where, way)
		if err == nil {
			return s, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// openWay opens a file for reading in one way, and proves that it can be
// read.
func openWay(ctx context.Context, path string, way url.Values) (*Store, error) {
	s := &Store{dialect: sqliteDialect, path: path, reading: true}
	dsn, err := sqliteDSN(path, way, "deferred", readerPragmas)
	if err != nil {
		return nil, err
	}
	if s.reads, err = sql.Open("sqlite", dsn); err != nil {
		return nil, s.explain(err)
	}
	s.writes = s.reads
	schema, err := s.Schema(ctx)
	if known := newestSchema(); err == nil && schema != known {
		err = &fault{kind: ErrReadOnly, words: fmt.Sprintf("the database %s can only be read, and its schema is %d where this program knows %d: make room, or give yourself the right to write there", path, schema, known)}
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}
