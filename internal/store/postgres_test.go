package store_test

import (
	"bytes"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

// wire stands between a store and Postgres, and can be cut.
type wire struct {
	to   string       // the socket of Postgres
	word atomic.Value // what a message holds that is passed on and never answered
	mu   sync.Mutex
	open []net.Conn
}

// wired opens a store on a new Postgres database through a wire.
func wired(t *testing.T) (*store.Store, *wire) {
	t.Helper()
	dsn := storetest.DSN(t)
	host := regexp.MustCompile(`host=([^&]+)`)
	// Not t.TempDir: the path of a socket may have 100 bytes only.
	folder, err := os.MkdirTemp("/tmp", "rehearse-wire-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	w := &wire{to: filepath.Join(host.FindStringSubmatch(dsn)[1], ".s.PGSQL.5432")}
	w.word.Store("")
	l, err := net.Listen("unix", filepath.Join(folder, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close(); w.cut() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.carry(c)
		}
	}()
	return storetest.Open(t, host.ReplaceAllString(dsn, "host="+folder)), w
}

// carry passes on what one client says until the wire is cut.
func (w *wire) carry(client net.Conn) {
	server, err := net.Dial("unix", w.to)
	if err != nil {
		client.Close()
		return
	}
	w.mu.Lock()
	w.open = append(w.open, client, server)
	w.mu.Unlock()
	go io.Copy(client, server)
	message := make([]byte, 1<<16)
	for {
		n, err := client.Read(message)
		if err != nil {
			server.Close()
			return
		}
		if word := w.word.Load().(string); word != "" && bytes.Contains(message[:n], []byte(word)) {
			client.Close()
			server.Write(message[:n])
			return
		}
		server.Write(message[:n])
	}
}

// cut ends all connections.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.open {
		c.Close()
	}
	w.open = nil
}

// Where Postgres goes away under a save, the person is told so, and not that
// something went wrong here.
func TestPostgresThatGoesAwayIsNamed(t *testing.T) {
	cases := map[string]func(t *testing.T, s *store.Store, w *wire){
		"cut": func(_ *testing.T, _ *store.Store, w *wire) { w.cut() },
		"ended by its keeper": func(t *testing.T, s *store.Store, _ *wire) {
			if _, err := s.WriterForTest().Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE datname = current_database() AND pid <> pg_backend_pid()`); err != nil {
				t.Error(err)
			}
		},
	}
	for name, goAway := range cases {
		t.Run(name, func(t *testing.T) {
			s, w := wired(t)
			fill(t, s, "ann")
			err := s.Write(ctx, "ann", func(tx *store.Tx) error {
				goAway(t, s, w)
				return tx.PutSetting("pace", "1")
			})
			wantError(t, err, store.ErrUnreachable)
			if err != nil && (!strings.Contains(err.Error(), "nothing was saved") || !strings.Contains(err.Error(), "Postgres was stopped")) {
				t.Errorf("the error is %q", err)
			}
			err = s.Read(ctx, "ann", func(tx *store.Tx) error {
				goAway(t, s, w)
				_, err := tx.Stories()
				return err
			})
			wantError(t, err, store.ErrUnreachable)
			// It comes back by itself.
			fill(t, s, "bo")
		})
	}
}

// Where the answer to a commit is lost, nobody says that nothing was saved.
func TestALostCommitIsNotKnown(t *testing.T) {
	s, w := wired(t)
	fill(t, s, "ann")
	w.word.Store("commit\x00") // and not "read committed"
	err := s.Write(ctx, "ann", func(tx *store.Tx) error { return tx.PutSetting("pace", "1") })
	w.word.Store("")
	wantError(t, err, store.ErrUnreachable)
	if err != nil && (!strings.Contains(err.Error(), "not known whether") || strings.Contains(err.Error(), "nothing was saved")) {
		t.Errorf("the error is %q", err)
	}
}
