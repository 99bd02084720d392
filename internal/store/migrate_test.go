package store_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

// rowsOf puts rows into a database whose schema is of one version, in the SQL
// of that time. Each version that follows keeps these and adds its own.
var rowsOf = map[int64][]string{
	1: {
		`INSERT INTO owners (owner, change) VALUES ('ann', 7)`,
		`INSERT INTO stories (owner, id, revision, title, question, questions, kind, project, tags, principles, answer, notes, created, edited)
			VALUES ('ann', 'a', 2, 'T', 'Q', '["x","y"]', 'failure', 'P', '["t"]', '[]', 'Now.', 'N', 1, 3)`,
		`INSERT INTO versions (owner, story, revision, title, question, questions, kind, project, tags, principles, answer, notes, created, saved)
			VALUES ('ann', 'a', 1, 'T', 'Q', '["x","y"]', 'failure', 'P', '["t"]', '[]', 'Then.', 'N', 1, 2)`,
		`INSERT INTO versions (owner, story, revision, title, question, questions, kind, project, tags, principles, answer, notes, created, saved)
			VALUES ('ann', 'a', 2, 'T', 'Q', '["x","y"]', 'failure', 'P', '["t"]', '[]', 'Now.', 'N', 1, 3)`,
		`INSERT INTO reviews (owner, story, text_key, rubric, engine, rating, digest, made) VALUES ('ann', 'a', 'k', 'l6', '1', 3, '{}', 4)`,
		`INSERT INTO latest_reviews (owner, rubric, engine, story, text_key, rating, digest, made) VALUES ('ann', 'l6', '1', 'a', 'k', 3, '{}', 4)`,
		`INSERT INTO settings (owner, name, value) VALUES ('ann', 'pace', '150')`,
	},
	2: {
		`INSERT INTO tellings (owner, id, story, told_on, told_to, note, created) VALUES ('ann', 't', 'a', '2026-01-01', 'Bo', 'n', 5)`,
		`INSERT INTO claims (owner, story, amount, standing, source, instead, edited) VALUES ('ann', 'a', '7', 'verified', 's', 'i', 6)`,
		`INSERT INTO follow_ups (owner, id, story, place, question, reply, revision, edited) VALUES ('ann', 'f', 'a', 1, 'Q', 'R', 3, 7)`,
		`INSERT INTO words (owner, name, said_on, note, edited) VALUES ('ann', 'w', '2026-01-02', 'n', 8)`,
	},
	3: {
		`UPDATE versions SET origin = 'merged' WHERE revision = 2`,
	},
	4: {
		`UPDATE owners SET last_revision = 9 WHERE owner = 'ann'`,
	},
}

// expected is what the rows up to a version are read as by this program.
func expected(version int64) everything {
	now := store.Story{ID: "a", Revision: 2, Title: "T", Question: "Q", Questions: []string{"x", "y"}, Kind: "failure", Project: "P",
		Tags: []string{"t"}, Answer: "Now.", Notes: "N", Created: 1, Edited: 3}
	then := now
	then.Revision, then.Answer, then.Edited = 1, "Then.", 2
	e := everything{
		Stories:  []store.Story{now},
		Versions: map[string][]store.Version{"a": {{Story: now, Saved: 3}, {Story: then, Saved: 2}}},
		Reviews:  map[string][]store.Review{"a": {{Story: "a", Key: "k", Rubric: "l6", Engine: "1", Rating: 3, Digest: "{}", Made: 4}}},
		Settings: map[string]string{"pace": "150"},
	}
	if version >= 2 {
		e.Tellings = []store.Telling{{ID: "t", Story: "a", On: "2026-01-01", To: "Bo", Note: "n", Created: 5}}
		e.Claims = []store.Claim{{Story: "a", Text: "7", Standing: "verified", Source: "s", Instead: "i", Edited: 6}}
		e.FollowUps = []store.FollowUp{{ID: "f", Story: "a", Position: 1, Question: "Q", Reply: "R", Revision: 3, Edited: 7}}
		e.Words = []store.Word{{Key: "w", On: "2026-01-02", Note: "n", Edited: 8}}
	}
	if version >= 3 {
		e.Versions["a"][0].Origin = store.OriginMerged
	}
	return e
}

func TestOpenFromEveryOlderSchema(t *testing.T) {
	latest := newest(t)
	for version := int64(1); version <= latest; version++ {
		if rowsOf[version] == nil {
			t.Errorf("there are no rows for the schema %d: give it some", version)
		}
		for kind, where := range map[string]func(*testing.T) string{
			"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "r.db") },
			"postgres": func(t *testing.T) string { return storetest.DSN(t) },
		} {
			t.Run(fmt.Sprintf("%s from %d", kind, version), func(t *testing.T) {
				where := where(t)
				makeOld(t, where, version)
				s := storetest.Open(t, where)
				if got, want := allOf(t, s, "ann"), expected(version); !reflect.DeepEqual(got, want) {
					t.Errorf("read is\n%+v, not\n%+v", got, want)
				}
				if now, err := s.Schema(ctx); err != nil || now != latest {
					t.Errorf("the schema is %d, %v", now, err)
				}
				if n := change(t, s, "ann"); n != 7 {
					t.Errorf("the counter is %d", n)
				}
				sound(t, s)
				fill(t, s, "bo")
			})
		}
	}
}

// makeOld makes a database as a program of an older schema left it.
func makeOld(t *testing.T, where string, version int64) {
	t.Helper()
	s, err := store.ConnectForTest(ctx, where)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := store.MigratorForTest(s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(ctx, version); err != nil {
		t.Fatal(err)
	}
	for v := int64(1); v <= version; v++ {
		for _, row := range rowsOf[v] {
			if _, err := s.WriterForTest().Exec(row); err != nil {
				t.Fatalf("%s: %v", row, err)
			}
		}
	}
}

func newest(t *testing.T) int64 {
	t.Helper()
	version, err := storetest.SQLite(t).Schema(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return version
}

// A backup holds every table and every column: what a migration adds and the
// backup forgets would be lost.
func TestBackupKnowsEveryColumn(t *testing.T) {
	s := storetest.SQLite(t)
	rows, err := s.WriterForTest().Query(`SELECT m.name, c.name, c.pk FROM sqlite_schema m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'goose%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	known := store.ColumnsForTest()
	owned := map[string]bool{}
	for rows.Next() {
		var table, column string
		var key int
		if err := rows.Scan(&table, &column, &key); err != nil {
			t.Fatal(err)
		}
		if column == "owner" {
			owned[table] = key == 1
		} else if table != "owners" && table != "latest_reviews" && !known[table+"."+column] {
			t.Errorf("a backup does not hold %s.%s", table, column)
		}
		delete(known, table+"."+column)
		if _, ok := owned[table]; !ok {
			owned[table] = false
		}
	}
	for name := range known {
		t.Errorf("a backup asks for %s, which is not there", name)
	}
	if len(owned) < 9 {
		t.Errorf("only %d tables were seen", len(owned))
	}
	for table, ok := range owned {
		if !ok {
			t.Errorf("the primary key of %s is not led by the owner", table)
		}
	}
}

// Migrations only go forward, and are named so that they sort.
func TestMigrationsAreForwardOnly(t *testing.T) {
	for name, text := range store.MigrationsForTest() {
		if !regexp.MustCompile(`^\d{4}_[a-z_]+\.sql$`).MatchString(name) {
			t.Errorf("%s is not named NNNN_name.sql", name)
		}
		if regexp.MustCompile(`(?i)goose down`).MatchString(text) {
			t.Errorf("%s has a way back", name)
		}
	}
}
