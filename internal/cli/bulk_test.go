package cli

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
)

// garbagePercent is the collector's setting at this moment.
func garbagePercent() uint64 {
	sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// watcher notes the collector's setting whenever something is printed.
type watcher struct{ seen map[uint64]bool }

func (w watcher) Write(p []byte) (int, error) {
	w.seen[garbagePercent()] = true
	return len(p), nil
}

// TestBulkCollectsLess checks that the collector is slowed down for many
// files, never for one or for large ones, never against what the process was told, and that it
// is as before in the end.
func TestBulkCollectsLess(t *testing.T) {
	dir := t.TempDir()
	// Enough to fill the buffer of the output while the reviews still run.
	text := strings.Repeat("I asked the team what hurt, and we moved the report to a copy. ", 400)
	for _, name := range []string{"a.md", "b.md", "c.md"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	large := t.TempDir()
	for _, name := range []string{"a.md", "b.md"} {
		if err := os.WriteFile(filepath.Join(large, name), []byte(strings.Repeat(text, smallFile/len(text)+1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const never = 1<<64 - 1
	tests := []struct {
		name   string
		before int
		path   string
		during uint64
	}{
		{"many", 100, dir, bulkGarbage},
		{"one", 100, filepath.Join(dir, "a.md"), 100},
		{"large", 100, large, 100},
		{"told to collect less", 900, dir, 900},
		{"told not to collect", -1, dir, never},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			defer debug.SetGCPercent(debug.SetGCPercent(test.before))
			before := garbagePercent()
			w := watcher{map[uint64]bool{}}
			if code := Main([]string{"review", "--format", "json", test.path}, nil, w, os.Stderr); code != ExitOK {
				t.Fatalf("exit %d", code)
			}
			if !w.seen[test.during] {
				t.Errorf("the setting was %v while it ran, want %d", w.seen, test.during)
			}
			if after := garbagePercent(); after != before {
				t.Errorf("the setting is %d afterwards, was %d", after, before)
			}
		})
	}
}
