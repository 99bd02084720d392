package main

import (
	"bytes"
	"go/format"
	"path/filepath"
	"strings"
	"testing"

	"github.com/a-h/templ/generator"
	"github.com/a-h/templ/parser/v2"
)

// The Go of a page is what its component gives.
func TestGeneratedPages(t *testing.T) {
	names, err := filepath.Glob("internal/page/*.templ")
	if err != nil || len(names) < 5 {
		t.Fatalf("only %d components were seen (%v): this test judged nothing", len(names), err)
	}
	for _, name := range names {
		parsed, err := parser.Parse(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var made bytes.Buffer
		relative := strings.TrimPrefix(name, "internal/page/")
		if _, err := generator.Generate(parsed, &made, generator.WithFileName(relative), generator.WithVersion("v0.3.977")); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		formatted, err := format.Source(made.Bytes())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		fresh(t, strings.TrimSuffix(name, ".templ")+"_templ.go", formatted)
	}
}
