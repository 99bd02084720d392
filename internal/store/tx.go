package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// longestKey is how many bytes an id, a name or the words of an amount may
// have. Postgres can't index much longer ones.
const longestKey = 400

// Tx is one transaction on the rows of one owner, given by Read or Write. It
// serves one goroutine and ends with the function that it was given to.
type Tx struct {
	ctx      context.Context
	tx       *sql.Tx
	store    *Store
	owner    string
	writable bool
	wrote    bool // something was changed
	deleted  bool // text was deleted, and should be gone from the disk too
	// failed is the first fault of the database. After one, Postgres takes
	// no more statements of the transaction, so that neither dialect may
	// commit it.
	failed error
}

// Change is the owner's counter: as long as it stays the same, nothing of the
// owner's was changed, by this process or another. It is 0 before the first
// writing and never goes back, not even after DeleteAll. What a Write has
// changed shows in it only after the commit.
func (t *Tx) Change() (int64, error) {
	change, err := one(t, func(r row) (n int64, err error) { return n, r.Scan(&n) },
		`SELECT change FROM owners WHERE owner = $1`, t.owner)
	if errors.Is(err, ErrMissing) {
		return 0, nil
	}
	return change, err
}

// lock makes writers of one owner wait for each other: the row of the owner
// is locked until the transaction ends.
func (t *Tx) lock() error {
	_, err := t.run(`INSERT INTO owners (owner, change) VALUES ($1, 0)
		ON CONFLICT (owner) DO UPDATE SET change = owners.change`, t.owner)
	return err
}

// bump moves the owner's counter on. It follows the clock where it can, so
// that a database put back from a copy of its file does not give the numbers
// again that its lost rows once had.
func (t *Tx) bump(now time.Time) error {
	_, err := t.run(`UPDATE owners SET change = CASE WHEN change >= $2 THEN change + 1 ELSE $2 END WHERE owner = $1`,
		t.owner, now.UnixMilli())
	return err
}

// row is what a found row is read from.
type row interface{ Scan(...any) error }

// one reads the only row of a query, or gives ErrMissing.
func one[T any](t *Tx, read func(row) (T, error), query string, args ...any) (T, error) {
	var none T
	if t.failed != nil {
		return none, t.failed
	}
	x, err := read(t.tx.QueryRowContext(t.ctx, query, cleaned(args)...))
	if errors.Is(err, sql.ErrNoRows) {
		return none, ErrMissing
	}
	if err != nil {
		return none, t.fail(err)
	}
	return x, nil
}

// all reads the rows of a query.
func all[T any](t *Tx, read func(row) (T, error), query string, args ...any) ([]T, error) {
	if t.failed != nil {
		return nil, t.failed
	}
	rows, err := t.tx.QueryContext(t.ctx, query, cleaned(args)...)
	if err != nil {
		return nil, t.fail(err)
	}
	defer rows.Close()
	var found []T
	for rows.Next() {
		x, err := read(rows)
		if err != nil {
			return nil, t.fail(err)
		}
		found = append(found, x)
	}
	if err := rows.Err(); err != nil {
		return nil, t.fail(err)
	}
	return found, nil
}

// exec changes rows and reports whether there were any.
func (t *Tx) exec(query string, args ...any) (bool, error) {
	n, err := t.run(query, args...)
	t.wrote = t.wrote || n > 0
	return n > 0, err
}

// remove deletes rows, and gives ErrMissing where there were none.
func (t *Tx) remove(query string, args ...any) error {
	found, err := t.exec(query, args...)
	t.deleted = t.deleted || found
	if err == nil && !found {
		return ErrMissing
	}
	return err
}

// run is exec without the note that something was changed.
func (t *Tx) run(query string, args ...any) (int64, error) {
	if t.failed != nil {
		return 0, t.failed
	}
	if !t.writable {
		return 0, t.fail(errors.New("a reading transaction can't change anything"))
	}
	result, err := t.tx.ExecContext(t.ctx, query, cleaned(args)...)
	if err != nil {
		return 0, t.fail(err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, t.fail(err)
	}
	return n, nil
}

// fail notes that the transaction can't be committed any more.
func (t *Tx) fail(err error) error {
	t.failed = t.store.explain(err)
	return t.failed
}

// keys refuses an id or name that no row may have.
func keys(what string, all ...string) error {
	for _, k := range all {
		if k == "" {
			return fmt.Errorf("%s needs a name or id, and it is empty", what)
		}
		if len(k) > longestKey {
			return fmt.Errorf("%s: %q… is longer than the %d bytes that a name may have", what, clean(k[:40]), longestKey)
		}
	}
	return nil
}

// clean makes a text one that both databases keep.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	return s
}

// cleaned cleans the texts among the arguments of a query.
func cleaned(args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = clean(s)
		}
	}
	return args
}

// encodeList gives the form of a list in a column: JSON, never null.
func encodeList(list []string) string {
	if len(list) == 0 {
		return "[]"
	}
	// Strings always have a JSON form.
	data, _ := json.Marshal(list)
	return string(data)
}

// decodeList reads what encodeList made; the empty list is nil.
func decodeList(column string) ([]string, error) {
	if column == "[]" {
		return nil, nil
	}
	var list []string
	if err := json.Unmarshal([]byte(column), &list); err != nil {
		return nil, fmt.Errorf("a stored list can't be read: %w", err)
	}
	return list, nil
}

// cleanList cleans each text of a list. The empty list becomes nil, as it is
// read back.
func cleanList(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = clean(s)
	}
	return out
}
