package store

import (
	"slices"
	"strings"
)

// table is one kind of rows as a backup holds them.
type table struct {
	name    string
	columns []column // all but owner
	keys    int      // how many of the columns, from the first, name a row
}

// column is a text, or a whole number where number is set.
type column struct {
	name   string
	number bool
}

// tables are all that hold what a person wrote, those that others hang on
// first. Every migration that adds a column or a table adds it here too. The
// latest reviews are a copy: Restore finds them anew, and they go with their
// stories.
func tables() []table {
	content := "title question questions kind project tags principles answer notes"
	return []table{
		{"stories", columnsOf("id "+content, "revision created edited"), 1},
		{"versions", columnsOf("story #revision "+content+" origin", "created saved"), 2},
		{"reviews", columnsOf("story text_key rubric engine digest", "rating made"), 4},
		{"settings", columnsOf("name value", ""), 1},
		{"tellings", columnsOf("id story told_on told_to note", "created"), 1},
		{"claims", columnsOf("story amount standing source instead", "edited"), 2},
		{"follow_ups", columnsOf("id story question reply", "place revision edited"), 1},
		{"words", columnsOf("name said_on note", "edited"), 1},
	}
}

// tableNamed is one of the tables.
func tableNamed(name string) table {
	all := tables()
	return all[slices.IndexFunc(all, func(t table) bool { return t.name == name })]
}

// columnsOf lists columns of text, then of numbers. A # marks a number that
// stands among the texts, because it belongs to the key.
func columnsOf(texts, numbers string) []column {
	var all []column
	for _, name := range strings.Fields(texts) {
		bare, number := strings.CutPrefix(name, "#")
		all = append(all, column{bare, number})
	}
	for _, name := range strings.Fields(numbers) {
		all = append(all, column{name, true})
	}
	return all
}

// names are the columns as a query lists them.
func (t table) names() string {
	var all []string
	for _, c := range t.columns {
		all = append(all, c.name)
	}
	return strings.Join(all, ", ")
}

// key is the list of columns that the rows are sorted by in a backup.
func (t table) key() string {
	var all []string
	for _, c := range t.columns[:t.keys] {
		all = append(all, c.name)
	}
	return strings.Join(all, ", ")
}

// DeleteAll deletes every row of the owner for good. On SQLite the text is
// overwritten on the disk too. The change counter goes on, so that nobody
// takes what they remember for what is stored.
func (t *Tx) DeleteAll() error {
	if err := t.retire("", ""); err != nil {
		return err
	}
	all := tables()
	for i := len(all) - 1; i >= 0; i-- {
		found, err := t.exec(`DELETE FROM `+all[i].name+` WHERE owner = $1`, t.owner)
		if err != nil {
			return err
		}
		t.deleted = t.deleted || found
	}
	return nil
}
