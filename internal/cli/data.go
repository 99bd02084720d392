package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"rehearse/internal/store"
)

// databaseName is the file of the database in the data folder.
const databaseName = "rehearse.db"

// place says where the stories are kept. Every command that keeps or reads
// stories has its flags.
type place struct {
	Data     string `placeholder:"DIR" env:"REHEARSE_DATA" help:"Folder of your data; without it your system's usual place."`
	Database string `placeholder:"DSN" env:"REHEARSE_DATABASE" help:"Postgres database to use instead of a file in the folder, such as postgres://name@host/database."`
}

// folder is the data folder, as a whole path. It need not be there yet.
func (p place) folder() (string, error) {
	if p.Data != "" {
		return filepath.Abs(p.Data)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("your home folder can't be found, so there is no usual place for your data; name one with --data")
	}
	return usualFolder(runtime.GOOS, home, os.Getenv), nil
}

// usualFolder is where programs keep their data on a system.
func usualFolder(system, home string, getenv func(string) string) string {
	switch system {
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "Rehearse")
	case "windows":
		if local := getenv("LocalAppData"); local != "" {
			return filepath.Join(local, "Rehearse")
		}
		return filepath.Join(home, "AppData", "Local", "Rehearse")
	}
	// The specification of these folders asks to pass over paths that are
	// not whole.
	if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "rehearse")
	}
	return filepath.Join(home, ".local", "share", "rehearse")
}

// where is the database: the path of a file or a Postgres address.
func (p place) where() (string, error) {
	if p.Database != "" {
		if !postgres(p.Database) {
			return "", errors.New("--database takes the address of a Postgres database, such as postgres://name@host/database; for a file, name its folder with --data")
		}
		return p.Database, nil
	}
	folder, err := p.folder()
	return filepath.Join(folder, databaseName), err
}

func postgres(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

// secretParameter is a password among the parameters of an address.
var secretParameter = regexp.MustCompile(`(?i)((?:ssl)?password=)[^&]*`)

// shownWhere is a database as it may be printed: without a password.
func shownWhere(where string) string {
	if !postgres(where) {
		return where
	}
	u, err := url.Parse(where)
	if err != nil {
		return "the Postgres database" // no part of it can be told from the password
	}
	return secretParameter.ReplaceAllString(u.Redacted(), "${1}xxxxx")
}

// open opens the store, and makes it where there is none yet.
func (p place) open(ctx context.Context) (*store.Store, error) {
	where, err := p.where()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, where)
}

// openThere opens a store that must be there already: a command that only
// reads has no business making one.
func (p place) openThere(ctx context.Context) (*store.Store, error) {
	where, err := p.where()
	if err != nil {
		return nil, err
	}
	if !postgres(where) {
		if _, err := os.Stat(where); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there are no stories yet at %s; rehearse serve or rehearse import begins there, and --data names another folder", where)
		}
	}
	s, _, err := openToRead(ctx, where)
	return s, err
}

// openToRead opens a store. Where a full disk or missing rights are in the
// way, it opens it for reading alone, and why says what was in the way.
func openToRead(ctx context.Context, where string) (s *store.Store, why, err error) {
	s, err = store.Open(ctx, where)
	if !errors.Is(err, store.ErrFull) && !errors.Is(err, store.ErrReadOnly) {
		return s, nil, err
	}
	s, reading := store.OpenReading(ctx, where)
	if reading != nil {
		return nil, nil, err // the first reason says more
	}
	return s, err, nil
}
