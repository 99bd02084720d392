package store

import (
	"crypto/sha256"
)

// mark is what tells one state of a row from another.
type mark struct {
	id       string
	revision int64
	sum      [sha256.Size]byte // over all columns
}

// revised are the tables whose rows have revisions that pages hold on to.
var revised = []string{"stories", "follow_ups"}

// marks gives the marks of the rows of a table by their ids, reading one row
// after the other.
func (t *Tx) marks(name string) (map[string]mark, error) {
	table := tableNamed(name)
	found, err := all(t, func(r row) (m mark, err error) {
		values, err := table.read(r)
		if err != nil {
			return m, err
		}
		data, err := plainJSON(values)
		m.id, m.revision, m.sum = *values["id"].(*string), *values["revision"].(*int64), sha256.Sum256(data)
		return m, err
	}, `SELECT `+table.names()+` FROM `+name+` WHERE owner = $1`, t.owner)
	byID := make(map[string]mark, len(found))
	for _, m := range found {
		byID[m.id] = m
	}
	return byID, err
}

// retire notes, before rows are deleted, the highest revision that one of
// them had. Of a story it takes in what hangs on it; of no id, everything.
func (t *Tx) retire(table, id string) error {
	highest := func(from, where string) string {
		return `(SELECT COALESCE(MAX(revision), 0) FROM ` + from + ` WHERE owner = $1` + where + `)`
	}
	var query string
	args := []any{t.owner}
	switch {
	case id == "":
		query = `SELECT ` + highest("stories", "") + `, ` + highest("follow_ups", "")
	case table == "stories":
		query = `SELECT ` + highest("stories", " AND id = $2") + `, ` + highest("follow_ups", " AND story = $2")
		args = append(args, id)
	default:
		query = `SELECT ` + highest(table, " AND id = $2") + `, 0`
		args = append(args, id)
	}
	last, err := one(t, func(r row) (int64, error) {
		var a, b int64
		err := r.Scan(&a, &b)
		return max(a, b), err
	}, query, args...)
	if err != nil || last == 0 {
		return err
	}
	_, err = t.run(`UPDATE owners SET last_revision = $2 WHERE owner = $1 AND last_revision < $2`, t.owner, last)
	return err
}

// raise gives what a backup brought back revisions that no page can hold for
// another text: a row that was there, in another state, one above it, and one
// that was not there one above all that were ever deleted. A row that is as it
// was keeps its own.
func (t *Tx) raise(table string, before map[string]mark) error {
	last, err := one(t, func(r row) (n int64, err error) { return n, r.Scan(&n) }, `SELECT last_revision FROM owners WHERE owner = $1`, t.owner)
	if err != nil {
		return err
	}
	now, err := t.marks(table)
	if err != nil {
		return err
	}
	for id, m := range now {
		was, there := before[id]
		if !there {
			was.revision = last
		}
		if was.revision == 0 || there && m == was {
			continue
		}
		if err := t.raiseTo(table, id, max(was.revision, m.revision)+1); err != nil {
			return err
		}
	}
	return nil
}

// raiseTo sets a revision. That of a story gets its version, as every one has.
func (t *Tx) raiseTo(table, id string, revision int64) error {
	if table != "stories" {
		_, err := t.exec(`UPDATE `+table+` SET revision = $3 WHERE owner = $1 AND id = $2`, t.owner, id, revision)
		return err
	}
	top, err := one(t, func(r row) (n int64, err error) { return n, r.Scan(&n) },
		`SELECT COALESCE(MAX(revision), 0) FROM versions WHERE owner = $1 AND story = $2`, t.owner, id)
	if err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE stories SET revision = $3 WHERE owner = $1 AND id = $2`, t.owner, id, max(revision, top+1)); err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO versions (owner, story, revision, `+told+`, saved)
		SELECT owner, id, revision, `+told+`, edited FROM stories WHERE owner = $1 AND id = $2`, t.owner, id)
	return err
}
