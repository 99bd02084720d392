package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
)

// Bounds on what a backup may unpack to, so that a small file can't fill the
// memory or keep the program at work for ever. A line holds one row: a story
// has at most 16 MB of telling and as much of notes, and JSON may double both.
const (
	longestLine    = 72 << 20
	longestArchive = 2 << 30
)

// Restore replaces all rows of the owner by those of a backup that Dump made,
// on this database or another, under this owner or another. The whole backup
// is verified first; one that is cut short, damaged or newer than this
// program is refused with nothing changed, by an error that wraps ErrArchive
// or ErrNewer. Where r can't seek, the packed backup is held in memory.
//
// Before anything is replaced, before is called, where it is not nil, with
// the same transaction, so that nothing can be saved between what it sees and
// what is replaced; its error is given back, and nothing is changed then.
//
// Rows that are replaced by others come back with a higher revision than any
// of theirs was, so that a page that holds an older state can't be saved over
// them.
func (s *Store) Restore(ctx context.Context, owner string, r io.Reader, before func(*Tx) error) error {
	archive, start, err := rewindable(r)
	if err != nil {
		return err
	}
	if err := Verify(ctx, archive); err != nil {
		return err
	}
	if _, err := archive.Seek(start, io.SeekStart); err != nil {
		return damaged("it can't be read a second time", err)
	}
	return s.Write(ctx, owner, func(t *Tx) error {
		if before != nil {
			if err := before(t); err != nil {
				return err
			}
		}
		return t.replaceAll(func() error { return readArchive(ctx, archive, t.insert) })
	})
}

// replaceAll deletes all rows of the owner and lets others be inserted.
func (t *Tx) replaceAll(insert func() error) error {
	before := map[string]map[string]mark{}
	for _, table := range revised {
		var err error
		if before[table], err = t.marks(table); err != nil {
			return err
		}
	}
	if err := t.DeleteAll(); err != nil {
		return err
	}
	// An empty backup changes something too: there is nothing left.
	t.wrote = true
	if err := insert(); err != nil {
		return err
	}
	for _, table := range revised {
		if err := t.raise(table, before[table]); err != nil {
			return err
		}
	}
	return t.findLatest()
}

// Verify reads a backup to its end and says what is wrong with it. The errors
// are those of Restore.
func Verify(ctx context.Context, r io.Reader) error {
	return readArchive(ctx, r, func(table, []any) error { return nil })
}

// insert keeps one row of a backup.
func (t *Tx) insert(into table, values []any) error {
	var places strings.Builder
	for i := range values {
		fmt.Fprintf(&places, ", $%d", i+2)
	}
	_, err := t.exec(`INSERT INTO `+into.name+` (owner, `+into.names()+`) VALUES ($1`+places.String()+`)`,
		append([]any{t.owner}, values...)...)
	if known := new(fault); err != nil && !errors.As(err, &known) && t.ctx.Err() == nil {
		// The database is well: it is the row that does not fit.
		return damaged("a row of "+into.name+" does not fit to the others", err)
	}
	return err
}

// rewindable gives a reader that can be read twice, and where it starts.
func rewindable(r io.Reader) (io.ReadSeeker, int64, error) {
	if seeker, ok := r.(io.ReadSeeker); ok {
		// A pipe has the method, and fails at it.
		if start, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			return seeker, start, nil
		}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, 0, damaged("it can't be read", err)
	}
	return bytes.NewReader(data), 0, nil
}

// readArchive hands each row of a backup to f and verifies the whole: the
// error of a backup that does not prove to be complete comes after its rows.
func readArchive(ctx context.Context, r io.Reader, f func(table, []any) error) error {
	packed, err := gzip.NewReader(r)
	if err != nil {
		return damaged("it is not a backup of Rehearse", err)
	}
	a := &archive{hash: sha256.New(), lines: bufio.NewReaderSize(&limited{packed, longestArchive}, 64<<10)}
	first, err := a.next()
	if err != nil {
		return err
	}
	if err := checkHeader(first); err != nil {
		// Only a whole backup may say that it is newer.
		if _, torn := io.Copy(io.Discard, a.lines); torn != nil {
			return damaged("it is cut short or damaged", torn)
		}
		return err
	}
	rows := 0
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		sum := a.sum()
		line, err := a.next()
		if err != nil {
			return err
		}
		if bytes.HasPrefix(line, sealStart) {
			return a.end(line, rows, sum)
		}
		table, values, err := decodeRow(line)
		if err != nil {
			return damaged(fmt.Sprintf("row %d can't be read", rows+1), err)
		}
		if err := f(table, values); err != nil {
			return err
		}
		rows++
	}
}

// limited reads up to n bytes, and fails at what goes on after them.
type limited struct {
	r io.Reader
	n int64
}

func (l *limited) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	if l.n -= int64(n); l.n < 0 {
		return 0, damaged("it unpacks to more than anybody writes", nil)
	}
	return n, err
}

// archive reads the lines of a backup.
type archive struct {
	lines *bufio.Reader
	hash  hash.Hash // over the lines read so far
	line  []byte    // the one read last
}

func (a *archive) sum() string { return hex.EncodeToString(a.hash.Sum(nil)) }

// next gives the next line, which is good until the one after it.
func (a *archive) next() ([]byte, error) {
	a.line = a.line[:0]
	for {
		part, err := a.lines.ReadSlice('\n')
		a.line = append(a.line, part...)
		if len(a.line) > longestLine {
			return nil, damaged("a line of it is longer than any story", nil)
		}
		if err == nil {
			break
		}
		if known := new(fault); errors.As(err, &known) {
			return nil, err
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return nil, damaged("it is cut short or damaged", err)
		}
	}
	a.hash.Write(a.line)
	return a.line, nil
}

// sealStart is how the last line begins; rows begin otherwise.
var sealStart = []byte(`{"rows":`)

// end holds the seal against what was read, and proves that nothing follows.
func (a *archive) end(line []byte, rows int, sum string) error {
	var s seal
	if err := strictJSON(line, &s); err != nil || s.Rows != rows || s.SHA256 != sum {
		return damaged("what is in it is not what was written", err)
	}
	// The end of the file holds the checksum of the packing.
	if _, err := a.lines.ReadByte(); !errors.Is(err, io.EOF) {
		return damaged("it goes on after its end, or is cut there", err)
	}
	return nil
}

func checkHeader(line []byte) error {
	var h header
	if err := strictJSON(line, &h); err != nil || !strings.HasPrefix(h.Format, "rehearse-backup-") {
		return damaged("it is not a backup of Rehearse", err)
	}
	known := newestSchema()
	if h.Format != archiveFormat || h.Schema > known {
		return &fault{kind: ErrNewer, words: fmt.Sprintf("this backup was made by a newer version of Rehearse (its schema is %d, and this program knows %d), so that nothing was changed: use the newer program", h.Schema, known)}
	}
	return nil
}

// decodeRow reads the values of a row in the order of the columns. A column
// that an older schema did not have takes its empty value.
func decodeRow(line []byte) (table, []any, error) {
	var e struct {
		Table string
		Row   map[string]json.RawMessage
	}
	if err := strictJSON(line, &e); err != nil {
		return table{}, nil, err
	}
	all := tables()
	i := slices.IndexFunc(all, func(t table) bool { return t.name == e.Table })
	if i < 0 {
		return table{}, nil, fmt.Errorf("there is no table %q", e.Table)
	}
	values, err := all[i].values(e.Row)
	return all[i], values, err
}

func (t table) values(found map[string]json.RawMessage) ([]any, error) {
	values := make([]any, len(t.columns))
	for i, c := range t.columns {
		v, err := c.value(found[c.name])
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", c.name, t.name, err)
		}
		if text, ok := v.(string); ok && i < t.keys {
			if err := keys("a row of "+t.name, text); err != nil {
				return nil, err
			}
		}
		values[i] = v
		delete(found, c.name)
	}
	for name := range found {
		return nil, fmt.Errorf("%s has no column %q", t.name, name)
	}
	return values, nil
}

// value reads one value of a row.
func (c column) value(data json.RawMessage) (any, error) {
	if c.number {
		var n int64
		if data == nil {
			return n, nil
		}
		err := json.Unmarshal(data, &n)
		return n, err
	}
	var s string
	if data == nil {
		return s, nil
	}
	err := json.Unmarshal(data, &s)
	return clean(s), err
}

// strictJSON reads a line that holds nothing but what x knows.
func strictJSON(line []byte, x any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	return d.Decode(x)
}

// damaged refuses a backup.
func damaged(what string, cause error) error {
	return &fault{kind: ErrArchive, cause: cause, words: "the backup can't be restored: " + what + ". Nothing was changed; use another backup"}
}
