package store

// Revisions gives the revision at which each story stands, by id: enough to
// see which of them changed, without reading their texts.
func (t *Tx) Revisions() (map[string]int64, error) {
	type standing struct {
		id       string
		revision int64
	}
	found, err := all(t, func(r row) (x standing, err error) { return x, r.Scan(&x.id, &x.revision) },
		`SELECT id, revision FROM stories WHERE owner = $1`, t.owner)
	if err != nil {
		return nil, err
	}
	at := make(map[string]int64, len(found))
	for _, x := range found {
		at[x.id] = x.revision
	}
	return at, nil
}
