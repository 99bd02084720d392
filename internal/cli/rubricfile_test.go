package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestARubricIsReadFromAFileOnly(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, n int) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, bytes.Repeat([]byte("a"), n), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if data, err := readRubricFile(write("most.yaml", largestRubric)); err != nil || len(data) != largestRubric {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	if data, err := readRubricFile(write("more.yaml", largestRubric+1)); err == nil {
		t.Errorf("%d bytes were read", len(data))
	}
	if _, err := readRubricFile(filepath.Join(dir, "none.yaml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	for _, path := range []string{dir, os.DevNull, "/dev/zero"} {
		if _, err := readRubricFile(path); err == nil {
			t.Errorf("%s was read", path)
		}
	}
}
