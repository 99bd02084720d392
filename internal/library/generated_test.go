package library

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write generated files anew")

//go:generate go test -count=1 -run ^TestGenerated . -update

// TestGeneratedLibrary holds the generated files to the texts.
func TestGeneratedLibrary(t *testing.T) {
	lib, err := Read(os.DirFS("."), nil)
	if err != nil {
		t.Fatal(err)
	}
	data, questions, err := compile(lib)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"builtin.json": data, "known.txt": questions} {
		if *update {
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the texts give; go generate ./internal/library", name)
		}
	}
}
