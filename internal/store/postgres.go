package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// postgresConnections is how many connections are held at most.
const postgresConnections = 8

func openPostgres(ctx context.Context, dsn string) (*Store, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		// The error of pgx leaves the password out.
		return nil, &fault{kind: ErrUnreachable, cause: err, words: "the address of the Postgres database can't be read (postgres://user:password@host:port/database is its form): " + err.Error()}
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(postgresConnections)
	db.SetMaxIdleConns(postgresConnections)
	s := &Store{dialect: postgresDialect, reads: db, writes: db}
	if err := db.PingContext(ctx); err != nil {
		db.Close()
		return nil, s.explain(err)
	}
	return s, nil
}

// explainPostgres puts a fault of Postgres into words.
func explainPostgres(err error) error {
	var said *pgconn.PgError
	if errors.As(err, &said) {
		return explainCode(said, err)
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		c := connect.Config
		return &fault{kind: ErrUnreachable, cause: err, words: fmt.Sprintf("no Postgres answers at %s, port %d: see that it runs and that the address is right", c.Host, c.Port)}
	}
	if cutOff(err) {
		return &fault{kind: ErrUnreachable, cause: err, words: "Postgres was stopped, or can't be reached any more, so that nothing was saved: see that it runs, then try again"}
	}
	return err
}

// cutOff reports whether a connection ended under a statement. A context that
// ended looks like one, and is none.
func cutOff(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	// What the system says of a connection has this, and nothing else here.
	var network interface {
		error
		Timeout() bool
	}
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
}

// explainCommit puts the fault of a commit into words. Where the connection
// ended, nobody knows what became of it: that the commit was never sent is
// said by pgx of some that were, too.
func (s *Store) explainCommit(err error) error {
	known := s.explain(err)
	if s.dialect == postgresDialect && errors.Is(known, ErrUnreachable) {
		return &fault{kind: ErrUnreachable, cause: err, words: "Postgres was stopped, or could not be reached any more, while this was saved, so that it is not known whether it was: see that it runs, look at what is stored, then save again what is missing"}
	}
	return known
}

// explainCode goes by the code that Postgres gave.
func explainCode(said *pgconn.PgError, err error) error {
	because := ": " + said.Message
	switch said.Code {
	case "53100":
		return &fault{kind: ErrFull, cause: err, words: "the disk of the Postgres database is full, so that nothing was saved" + because}
	case "25006", "42501":
		return &fault{kind: ErrReadOnly, cause: err, words: "the Postgres database may not be written to, so that nothing was saved" + because}
	case "57P01", "57P02", "57P05", "08000", "08003", "08006":
		return &fault{kind: ErrUnreachable, cause: err, words: "Postgres was stopped, or ended the connection, so that nothing was saved: see that it runs, then try again" + because}
	case "3D000", "28P01", "28000", "53300", "57P03":
		return &fault{kind: ErrUnreachable, cause: err, words: "Postgres lets nobody in" + because}
	case "55P03", "40001", "40P01":
		return &fault{kind: ErrBusy, cause: err, words: "the Postgres database is in use, so that nothing was saved: try again" + because}
	}
	return fmt.Errorf("the Postgres database: %w", err)
}
