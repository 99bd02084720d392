package store

import (
	"errors"
	"fmt"
)

// What a caller may tell apart with errors.Is. The errors that wrap them say
// in words what was wrong and what to do.
var (
	// ErrMissing says that the owner has nothing of that id.
	ErrMissing = errors.New("there is nothing stored under that name")
	// ErrExists says that the owner has something of that id already.
	ErrExists = errors.New("something is stored under that name already")
	// ErrFull says that the disk has no room left.
	ErrFull = errors.New("the disk is full")
	// ErrReadOnly says that the file, its folder or the database may not be
	// written to.
	ErrReadOnly = errors.New("the database can't be written to")
	// ErrMoved says that the file was moved, deleted or replaced while it was
	// open. It wraps ErrReadOnly.
	ErrMoved = fmt.Errorf("the file is not where it was: %w", ErrReadOnly)
	// ErrBusy says that another program held the database for too long.
	ErrBusy = errors.New("the database is in use by another program")
	// ErrDamaged says that the file is no database, or a broken one.
	ErrDamaged = errors.New("the file is not a sound database")
	// ErrNewer says that a newer Rehearse made the database or the backup.
	ErrNewer = errors.New("it was made by a newer version of Rehearse")
	// ErrUnreachable says that no Postgres answers, or that it lets nobody in.
	ErrUnreachable = errors.New("the Postgres database can't be reached")
	// ErrArchive says that a backup is cut short, damaged or no backup.
	ErrArchive = errors.New("the backup can't be restored")
)

// StaleError refuses to save a story that moved on since it was read.
type StaleError struct {
	// Stored is the story as it is now.
	Stored Story
}

// Error says what happened in words.
func (e *StaleError) Error() string {
	return fmt.Sprintf("this story was changed elsewhere in the meantime (it is at revision %d now), so that nothing was saved: compare the two texts", e.Stored.Revision)
}

// StaleFollowUp refuses to save a follow-up that moved on since it was read.
type StaleFollowUp struct {
	// Stored is the follow-up as it is now.
	Stored FollowUp
}

// Error says what happened in words.
func (e *StaleFollowUp) Error() string {
	return fmt.Sprintf("this reply was changed elsewhere in the meantime (it is at revision %d now), so that nothing was saved: compare the two texts", e.Stored.Revision)
}

// fault is an error in words for the person, with its kind for the program
// and its cause for who looks closer.
type fault struct {
	kind  error
	words string
	cause error
}

func (f *fault) Error() string { return f.words }

func (f *fault) Unwrap() []error {
	if f.cause == nil {
		return []error{f.kind}
	}
	return []error{f.kind, f.cause}
}

// explain puts a fault of the database into words. Errors that have them
// already, and those of a context that ended, stay as they are.
func (s *Store) explain(err error) error {
	var known *fault
	if err == nil || errors.As(err, &known) {
		return err
	}
	if s.dialect == postgresDialect {
		return explainPostgres(err)
	}
	if moved := s.Standing(); moved != nil {
		return moved // whatever SQLite says of the file, this is why
	}
	return explainSQLite(err, s.path)
}
