package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"
)

// archiveFormat names the form of a backup, with its version.
const archiveFormat = "rehearse-backup-1"

// header is the first line of a backup.
type header struct {
	Format string `json:"format"`
	Schema int64  `json:"schema"`
	Made   int64  `json:"made"` // unix milliseconds
	Owner  string `json:"owner"`
}

// entry is one row of a backup.
type entry struct {
	Table string          `json:"table"`
	Row   json.RawMessage `json:"row"`
}

// seal is the last line of a backup: how many rows stand before it, and the
// SHA-256 of all lines before it.
type seal struct {
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"`
}

// Counts are how many rows of each kind an owner has.
type Counts struct {
	// Stories are counted once each, Versions with every state they had.
	Stories, Versions, Reviews, Settings, Tellings, Claims, FollowUps, Words int
}

// of is the count of a table.
func (c *Counts) of(name string) *int {
	return map[string]*int{
		"stories": &c.Stories, "versions": &c.Versions, "reviews": &c.Reviews, "settings": &c.Settings,
		"tellings": &c.Tellings, "claims": &c.Claims, "follow_ups": &c.FollowUps, "words": &c.Words,
	}[name]
}

// Counts counts what the owner has.
func (t *Tx) Counts() (Counts, error) {
	var c Counts
	for _, table := range tables() {
		n, err := one(t, func(r row) (n int, err error) { return n, r.Scan(&n) },
			`SELECT COUNT(*) FROM `+table.name+` WHERE owner = $1`, t.owner)
		if err != nil {
			return c, err
		}
		*c.of(table.name) = n
	}
	return c, nil
}

// Dump writes all rows of the owner, as they are at one moment, to w: a gzip
// of JSON lines that Restore reads on either database. The lines are a
// header, a line for each row, and a seal that proves that none is missing.
// It returns how many rows it wrote.
func (s *Store) Dump(ctx context.Context, owner string, w io.Writer) (c Counts, err error) {
	err = s.Read(ctx, owner, func(t *Tx) error {
		c, err = t.Dump(w)
		return err
	})
	return c, err
}

// Dump writes what the owner has in this transaction, as Store.Dump does.
func (t *Tx) Dump(w io.Writer) (Counts, error) {
	d := &dumper{hash: sha256.New()}
	schema, err := one(t, func(r row) (n int64, err error) { return n, r.Scan(&n) },
		`SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied`)
	if err != nil {
		return d.counts, err
	}
	packed := gzip.NewWriter(w)
	d.w = packed
	if err := d.line(header{archiveFormat, schema, time.Now().UnixMilli(), t.owner}); err != nil {
		return d.counts, err
	}
	for _, table := range tables() {
		if err := d.table(t, table); err != nil {
			return d.counts, err
		}
	}
	if err := d.line(seal{d.rows, hex.EncodeToString(d.hash.Sum(nil))}); err != nil {
		return d.counts, err
	}
	return d.counts, packed.Close()
}

// dumper writes the lines of a backup.
type dumper struct {
	w      io.Writer
	hash   hash.Hash // over all lines so far
	rows   int
	bytes  int64 // of all lines so far
	counts Counts
}

func (d *dumper) line(x any) error {
	data, err := plainJSON(x)
	if err != nil {
		return err
	}
	if d.bytes += int64(len(data)); len(data) > longestLine || d.bytes > longestArchive {
		// Better none than one that nobody can restore.
		return fmt.Errorf("the backup can't be written: what you keep is larger than the %d MB, and one story larger than the %d MB, that a backup can hold", longestArchive>>20, longestLine>>20)
	}
	// Encode has ended the line. A hash never fails.
	d.hash.Write(data)
	if _, err := d.w.Write(data); err != nil {
		return fmt.Errorf("the backup can't be written: %w", err)
	}
	return nil
}

// table writes the rows of a table one by one: they may be more than fit into
// memory.
func (d *dumper) table(t *Tx, table table) error {
	rows, err := t.tx.QueryContext(t.ctx, `SELECT `+table.names()+` FROM `+table.name+` WHERE owner = $1 ORDER BY `+table.key(), t.owner)
	if err != nil {
		return t.fail(err)
	}
	defer rows.Close()
	for rows.Next() {
		row, err := table.read(rows)
		if err != nil {
			return t.fail(err)
		}
		data, err := plainJSON(row)
		if err != nil {
			return err
		}
		if err := d.line(entry{table.name, data}); err != nil {
			return err
		}
		d.rows++
		*d.counts.of(table.name)++
	}
	if err := rows.Err(); err != nil {
		return t.fail(err)
	}
	return nil
}

// read gives a row by the names of its columns.
func (t table) read(r row) (map[string]any, error) {
	into := make([]any, len(t.columns))
	for i, c := range t.columns {
		if c.number {
			into[i] = new(int64)
		} else {
			into[i] = new(string)
		}
	}
	if err := r.Scan(into...); err != nil {
		return nil, err
	}
	found := make(map[string]any, len(t.columns))
	for i, c := range t.columns {
		found[c.name] = into[i]
	}
	return found, nil
}

// plainJSON is one line of JSON that leaves < and & as they are, for who
// reads a backup with their own eyes.
func plainJSON(x any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(x)
	return b.Bytes(), err
}
