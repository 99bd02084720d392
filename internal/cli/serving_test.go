package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"rehearse/internal/web"
)

// workshop answers as a workshop of a process does.
func workshop(t *testing.T, process int) (serving, func()) {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(web.Status{Program: web.ProgramName, Process: process})
	}))
	t.Cleanup(s.Close)
	return serving{URL: s.URL, Process: process, Database: "d"}, s.Close
}

// In whichever order workshops on one folder end, one that is open is found.
func TestTheNoteIsOfAWorkshopThatIsOpen(t *testing.T) {
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		t.Run(fmt.Sprint(order), func(t *testing.T) {
			folder := t.TempDir()
			var end [3]func()
			for i := range end {
				v, stop := workshop(t, 100+i)
				remove := v.note(folder)
				end[i] = func() { remove(); stop() }
			}
			for n, i := range order {
				if _, ok := openNow(folder, "d"); !ok {
					t.Fatalf("after %d ends no workshop is found", n)
				}
				end[i]()
			}
			if _, err := os.Stat(filepath.Join(folder, servingName)); err == nil {
				t.Error("a note is left")
			}
		})
	}
}

// What a killed workshop left does not come back.
func TestTheNoteOfAKilledWorkshopIsForgotten(t *testing.T) {
	folder := t.TempDir()
	first, kill := workshop(t, 1)
	first.note(folder)
	second, _ := workshop(t, 2)
	remove := second.note(folder)
	kill()
	remove()
	if v, ok := noted(folder); ok {
		t.Errorf("the note of %v is left", v)
	}
}

// A workshop whose folder is gone does not say that all is on disk, and
// doctor says so while it is open.
func TestAWorkshopWithoutItsFileSaysSo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets nobody move a file that is open")
	}
	for _, gone := range []bool{false, true} {
		folder := filepath.Join(t.TempDir(), "data")
		ctx, cancel := context.WithCancel(t.Context())
		var out, errs bytes.Buffer
		e := &env{out: bufio.NewWriter(&out), errs: &errs}
		ended := make(chan error, 1)
		go func() { ended <- (&serveCommand{At: place{Data: folder}, Addr: "127.0.0.1:0"}).serve(ctx, e) }()
		for _, open := openNow(folder, filepath.Join(folder, databaseName)); !open; _, open = openNow(folder, filepath.Join(folder, databaseName)) {
			time.Sleep(5 * time.Millisecond)
		}
		path := filepath.Join(folder, databaseName)
		if gone {
			data, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path+".new", data, 0o600)
			}
			if err == nil {
				err = os.Rename(path+".new", path)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		var said bytes.Buffer
		Main([]string{"doctor", "--data", folder}, nil, &said, io.Discard)
		if strings.Contains(said.String(), "was moved, deleted or replaced") != gone {
			t.Errorf("gone %v: doctor says %s", gone, &said)
		}
		cancel()
		err := <-ended
		e.out.Flush()
		if (err != nil) != gone || strings.Contains(out.String(), "is on disk") == gone {
			t.Errorf("gone %v: %v, and %s", gone, err, &out)
		}
	}
}
