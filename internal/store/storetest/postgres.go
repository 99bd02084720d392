package storetest

import (
	"bufio"
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that makes the databases
)

// keeper runs a Postgres until its input ends. The test process holds the
// other end of that input and never writes to it: however the process ends,
// even by a kill, the input ends with it, and the keeper stops Postgres and
// deletes its files.
//
//go:embed keeper.sh
var keeper string

// running is a Postgres that runs.
type running struct {
	dir   string    // that its socket is in
	input io.Closer // held open, never written to: see keeper
}

// cluster starts one Postgres for the process, when the first test asks, and
// holds it until the process ends.
var cluster = sync.OnceValues(start)

// databases counts those that were made, so that each has a name of its own.
var databases atomic.Int64

// errNone says that there is no Postgres on the machine.
var errNone = errors.New("there is no Postgres on this machine (initdb and pg_ctl), and it could not be installed")

// DSN makes a new, empty database and gives its address. It skips the test as
// Each says where there is no Postgres.
func DSN(t testing.TB) string {
	t.Helper()
	c, err := cluster()
	if errors.Is(err, errNone) && os.Getenv("CI") != "true" {
		t.Skip("NOT TESTED ON POSTGRES: ", err)
	}
	if err != nil {
		t.Fatal("Postgres for the tests: ", err)
	}
	db, err := sql.Open("pgx", address(c.dir, "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	name := fmt.Sprintf("test%d", databases.Add(1))
	if _, err := db.ExecContext(context.Background(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return address(c.dir, name)
}

// address is the DSN of a database of the cluster in a folder.
func address(dir, database string) string {
	return fmt.Sprintf("postgres://rehearse@/%s?host=%s&port=5432&sslmode=disable", database, dir)
}

// start starts the cluster.
func start() (*running, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	// Not t.TempDir: the path of a socket may have 100 bytes only.
	dir, err := os.MkdirTemp("/tmp", "rehearse-pg-")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("sh", "-c", keeper, "keeper", bin, dir)
	if os.Geteuid() == 0 {
		// Postgres refuses to run as root.
		if err := exec.Command("chown", "postgres", dir).Run(); err != nil {
			return nil, fmt.Errorf("there is no user postgres to run it as: %w", err)
		}
		cmd = exec.Command("runuser", "-u", "postgres", "--", "sh", "-c", keeper, "keeper", bin, dir)
	}
	cmd.Dir = "/"
	input, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	said, err := bufio.NewReader(out).ReadString('\n')
	if strings.TrimSpace(said) != "ready" {
		rest, _ := io.ReadAll(out)
		return nil, fmt.Errorf("it did not start: %s%s(%v)", said, rest, err)
	}
	return &running{dir, input}, nil
}

// binaries finds the folder of initdb and pg_ctl, and installs them where
// they are missing and may be installed.
func binaries() (string, error) {
	if bin := find(); bin != "" {
		return bin, nil
	}
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return "", errNone
	}
	// Test processes run side by side: one installs, the others wait.
	install := `exec 9>/tmp/rehearse-apt.lock; flock 9
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && exit 0
export DEBIAN_FRONTEND=noninteractive
apt-get install -qq -y --no-install-recommends postgresql || { apt-get update -qq && apt-get install -qq -y --no-install-recommends postgresql; }`
	if out, err := exec.Command("sh", "-c", install).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: apt-get says %s", errNone, out)
	}
	if bin := find(); bin != "" {
		return bin, nil
	}
	return "", errNone
}

// find gives the folder of initdb and pg_ctl, or "".
func find() string {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if ctl, err := exec.LookPath("pg_ctl"); err == nil {
		folders = append(folders, filepath.Dir(ctl))
	}
	for _, f := range folders {
		_, initdb := os.Stat(filepath.Join(f, "initdb"))
		_, ctl := os.Stat(filepath.Join(f, "pg_ctl"))
		if initdb == nil && ctl == nil {
			return f
		}
	}
	return ""
}
