package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// migrations are the steps that made the schema what it is. They only go
// forward: a step that was published is never changed, and none goes back.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema up to date, and refuses one that is newer than
// this program.
func (s *Store) migrate(ctx context.Context) error {
	p, err := s.migrator()
	if err != nil {
		return err
	}
	have, known, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if have > known {
		return &fault{kind: ErrNewer, words: fmt.Sprintf("this database was made by a newer version of Rehearse (its schema is %d, and this program knows %d): use the newer program, or another folder", have, known)}
	}
	if have == known {
		return nil
	}
	_, err = p.Up(ctx)
	for tries := 0; err != nil && s.dialect == sqliteDialect && tries < 3; tries++ {
		// Two programs on one new file: who comes second fails on the tables
		// that the first has just made, and finds on a new look that nothing
		// is left to do. Postgres has a lock for it.
		_, err = p.Up(ctx)
	}
	return err
}

func (s *Store) migrator() (*goose.Provider, error) {
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if s.dialect == sqliteDialect {
		return goose.NewProvider(goose.DialectSQLite3, s.writes, steps, options...)
	}
	l, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, s.writes, steps, append(options, goose.WithSessionLocker(l))...)
}

// newestSchema is the number of the last step that this program knows.
func newestSchema() int64 {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		return 0
	}
	version, err := goose.NumericComponent(names[len(names)-1])
	if err != nil {
		return 0
	}
	return version
}
