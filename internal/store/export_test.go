package store

import (
	"database/sql"
	"io"
)

// ExecForTest executes any statement in the transaction.
func (t *Tx) ExecForTest(query string, args ...any) (bool, error) { return t.exec(query, args...) }

// WriterForTest gives the connection that writes.
func (s *Store) WriterForTest() *sql.DB { return s.writes }

// ConnectForTest opens a database without migrating it.
var ConnectForTest = connect

// MigratorForTest gives what applies the migrations.
var MigratorForTest = (*Store).migrator

// ColumnsForTest names the columns that a backup holds, as table.column.
func ColumnsForTest() map[string]bool {
	all := map[string]bool{}
	for _, t := range tables() {
		for _, c := range t.columns {
			all[t.name+"."+c.name] = true
		}
	}
	return all
}

// MigrationsForTest gives the texts of the migrations by their names.
func MigrationsForTest() map[string]string {
	all := map[string]string{}
	entries, _ := migrations.ReadDir("migrations")
	for _, e := range entries {
		data, _ := migrations.ReadFile("migrations/" + e.Name())
		all[e.Name()] = string(data)
	}
	return all
}

// LimitedForTest gives up to n bytes of r and fails at what goes on.
func LimitedForTest(r io.Reader, n int64) io.Reader { return &limited{r, n} }
