package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"

	"github.com/rogpeppe/go-internal/testscript"
)

// opened waits until a workshop is open on a folder's data: opened FOLDER.
func opened(ts *testscript.TestScript, _ bool, args []string) {
	folder := ts.MkAbs(args[0])
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		if v, ok := noted(folder); ok {
			if _, open := openNow(folder, v.Database); open {
				return
			}
		}
	}
	ts.Fatalf("no workshop was opened on %s within half a minute", folder)
}

// damage spoils a database or cuts a backup: damage FILE, damage FILE cut.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	if len(args) > 1 && args[1] == "cut" {
		data = data[:len(data)-20]
	} else {
		// Pages in the middle; the header stays that of a database.
		for i := 4096; i < len(data); i++ {
			data[i] ^= 0x5a
		}
	}
	ts.Check(os.WriteFile(name, data, 0o600))
}

// countFiles counts what a pattern matches: count N PATTERN.
func countFiles(ts *testscript.TestScript, _ bool, args []string) {
	found, err := filepath.Glob(ts.MkAbs(args[1]))
	ts.Check(err)
	if strconv.Itoa(len(found)) != args[0] {
		ts.Fatalf("%d files match %s: %v", len(found), args[1], found)
	}
}

func TestUsualFolder(t *testing.T) {
	for _, c := range []struct {
		system, variable, value, want string
	}{
		{"linux", "", "", "/home/ann/.local/share/rehearse"},
		{"linux", "XDG_DATA_HOME", "/mnt/data", "/mnt/data/rehearse"},
		{"linux", "XDG_DATA_HOME", "data", "/home/ann/.local/share/rehearse"},
		{"freebsd", "", "", "/home/ann/.local/share/rehearse"},
		{"darwin", "XDG_DATA_HOME", "/mnt/data", "/home/ann/Library/Application Support/Rehearse"},
		{"windows", "LocalAppData", "/c/local", "/c/local/Rehearse"},
		{"windows", "", "", "/home/ann/AppData/Local/Rehearse"},
	} {
		getenv := func(name string) string {
			if name == c.variable {
				return c.value
			}
			return ""
		}
		if got := filepath.ToSlash(usualFolder(c.system, "/home/ann", getenv)); got != c.want {
			t.Errorf("%s with %s=%s: %s, not %s", c.system, c.variable, c.value, got, c.want)
		}
	}
}

func TestPasswordsAreNotShown(t *testing.T) {
	for _, where := range []string{
		"postgres://me:hidden@host/db", "postgresql://me:hidden@host:5432/db?sslmode=disable",
		"postgres://host/db?user=me&password=hidden", "postgres://host/db?PASSWORD=hidden&x=y", "postgres://me:hid%den@host/db",
		"postgres://host/db?sslpassword=hidden",
	} {
		if got := shownWhere(where); strings.Contains(got, "hid") {
			t.Errorf("%s is shown as %s", where, got)
		}
	}
	if got := shownWhere("/home/ann/rehearse.db"); got != "/home/ann/rehearse.db" {
		t.Errorf("a file is shown as %s", got)
	}
}

func TestOnlyThisMachineIsAskedWhoIsOpen(t *testing.T) {
	for address, want := range map[string]bool{
		"http://127.0.0.1:7373": true, "http://[::1]:7373": true, "http://localhost:7373": false,
		"http://192.0.2.1:80": false, "https://127.0.0.1:1": false, "http://evil.example": false, "::": false,
	} {
		if got := inDigits(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// What was backed up from a file is there in Postgres after a restore, and
// comes back from it, byte for byte but for the header.
func TestABackupMovesBetweenDatabases(t *testing.T) {
	dsn := storetest.DSN(t)
	dir := t.TempDir()
	run := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := Main(args, nil, &out, &errs); code != want {
			t.Fatalf("%v: exit %d\n%s%s", args, code, &out, &errs)
		}
		return out.String() + errs.String()
	}
	file := func(name string) string { return filepath.Join(dir, name) }
	run(0, "import", "../../examples", "--data", file("a"))
	run(0, "backup", file("a.rehearse"), "--data", file("a"))
	if said := run(0, "restore", file("a.rehearse"), "--database", dsn, "--data", file("b")); !strings.Contains(said, "2 stories") {
		t.Errorf("into Postgres: %s", said)
	}
	if said := run(2, "restore", file("a.rehearse"), "--database", dsn, "--data", file("b")); !strings.Contains(said, "--replace") {
		t.Errorf("over what is there: %s", said)
	}
	run(0, "restore", file("a.rehearse"), "--replace", "--database", dsn, "--data", file("b"))
	if kept, _ := filepath.Glob(file("b/before-restore-*")); len(kept) != 1 {
		t.Errorf("kept before replacing: %v", kept)
	}
	if said := run(0, "doctor", "--database", dsn, "--data", file("b")); !strings.Contains(said, "(postgres, schema") || !strings.Contains(said, "All is well") {
		t.Errorf("doctor: %s", said)
	}
	run(0, "backup", file("b.rehearse"), "--database", dsn, "--data", file("b"))
	run(0, "restore", file("b.rehearse"), "--data", file("c"))
	var all [2][]store.Story
	for i, name := range []string{"a", "c"} {
		s := storetest.Open(t, filepath.Join(file(name), databaseName))
		err := s.Read(t.Context(), store.Local, func(tx *store.Tx) (err error) { all[i], err = tx.Stories(); return err })
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all[0]) != 2 || len(all[1]) != 2 || all[0][0].Answer != all[1][0].Answer || all[0][1].ID != all[1][1].ID {
		t.Errorf("%d and %d stories, or others", len(all[0]), len(all[1]))
	}
}
