package store

// setting is one named value.
type setting struct{ name, value string }

// Settings gives all settings by name.
func (t *Tx) Settings() (map[string]string, error) {
	read := func(r row) (s setting, err error) { return s, r.Scan(&s.name, &s.value) }
	found, err := all(t, read, `SELECT name, value FROM settings WHERE owner = $1`, t.owner)
	if err != nil {
		return nil, err
	}
	settings := make(map[string]string, len(found))
	for _, s := range found {
		settings[s.name] = s.value
	}
	return settings, nil
}

// PutSetting keeps a value under a name. Where it is there already, nothing
// changes.
func (t *Tx) PutSetting(name, value string) error {
	if err := keys("a setting", name); err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO settings (owner, name, value) VALUES ($1, $2, $3)
		ON CONFLICT (owner, name) DO UPDATE SET value = excluded.value WHERE settings.value <> excluded.value`,
		t.owner, name, value)
	return err
}

// DeleteSetting forgets a setting, or gives ErrMissing.
func (t *Tx) DeleteSetting(name string) error {
	return t.remove(`DELETE FROM settings WHERE owner = $1 AND name = $2`, t.owner, name)
}
