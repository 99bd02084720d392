//go:build linux || darwin || freebsd

package cli

import (
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

func TestAPipeInAFolderIsPassedOver(t *testing.T) {
	dir := t.TempDir()
	story := filepath.Join(dir, "story.md")
	if err := writeFile(story, []byte("I led nine people."), false); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o600); err != nil {
		t.Skip("NOT TESTED: no pipe can be made here: ", err)
	}
	if names, failed := expand([]string{dir}); len(failed) != 0 || !slices.Equal(names, []string{story}) {
		t.Errorf("%v, %v", names, failed)
	}
}
