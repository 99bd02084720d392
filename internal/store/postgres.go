package store

import (
	"context"
	"errors"
	"fmt"
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
	return err
}

// explainCode goes by the code that Postgres gave.
func explainCode(said *pgconn.PgError, err error) error {
	because := ": " + said.Message
	switch said.Code {
	case "53100":
		return &fault{kind: ErrFull, cause: err, words: "the disk of the Postgres database is full, so that nothing was saved" + because}
	case "25006", "42501":
		return &fault{kind: ErrReadOnly, cause: err, words: "the Postgres database may not be written to, so that nothing was saved" + because}
	case "3D000", "28P01", "28000", "53300", "57P03", "57P01":
		return &fault{kind: ErrUnreachable, cause: err, words: "Postgres lets nobody in" + because}
	case "55P03", "40001", "40P01":
		return &fault{kind: ErrBusy, cause: err, words: "the Postgres database is in use, so that nothing was saved: try again" + because}
	}
	return fmt.Errorf("the Postgres database: %w", err)
}
