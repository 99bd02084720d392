// Package storetest gives tests a store to work on: a SQLite file of their
// own, or a database of their own on a throw-away Postgres that lives as long
// as the test process. It serves tests only.
package storetest

import (
	"context"
	"path/filepath"
	"testing"

	"rehearse/internal/store"
)

// Each runs a test on an empty store of each kind, as the subtests "sqlite"
// and "postgres". The second is skipped, with the reason, on a machine that
// has no Postgres and can't get one; where CI=true it fails instead.
func Each(t *testing.T, f func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// SQLite opens a store on a new file, which is gone after the test.
func SQLite(t testing.TB) *store.Store {
	t.Helper()
	return Open(t, filepath.Join(t.TempDir(), "rehearse.db"))
}

// Postgres opens a store on a new database, or skips the test as Each says.
func Postgres(t testing.TB) *store.Store {
	t.Helper()
	return Open(t, DSN(t))
}

// Open opens a store, closes it after the test, and ends the test where it
// does not open.
func Open(t testing.TB, where string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("the store does not close: %v", err)
		}
	})
	return s
}
