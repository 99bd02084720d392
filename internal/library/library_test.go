package library

import (
	"os"
	"testing"
)

func TestBuiltinIsValid(t *testing.T) {
	lib, err := Read(os.DirFS("."), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(lib.Scenarios) != 33 {
		t.Errorf("%d scenarios", len(lib.Scenarios))
	}
}
