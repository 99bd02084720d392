package checks_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"rehearse/internal/prose"
)

// TestListsHoldWordsAsTheyAreRead looks at every list of words in the source
// of the checks: an entry that the reader cuts in two, as it does at a
// hyphen, would never match.
func TestListsHoldWordsAsTheyAreRead(t *testing.T) {
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := parser.ParseFile(token.NewFileSet(), path, data, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range listed(tree) {
			seen++
			read := prose.Read(w).Words
			if len(read) != 1 || read[0].Norm != w {
				t.Errorf("%s lists %q, which no word of a text can be", path, w)
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d words were seen", seen)
	}
}

// listed are the words that a file gives to the functions that make lists.
func listed(tree *ast.File) []string {
	var words []string
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if f, ok := call.Fun.(*ast.Ident); !ok || f.Name != "wordSet" && f.Name != "with" && f.Name != "lexicon" {
			return true
		}
		for _, arg := range call.Args {
			words = append(words, literals(arg)...)
		}
		return false
	})
	return words
}

// literals are the words of the string literals in an expression, but for
// the names that a table gives. Pairs are joined by an underscore.
func literals(n ast.Node) []string {
	var words []string
	ast.Inspect(n, func(n ast.Node) bool {
		if pair, ok := n.(*ast.KeyValueExpr); ok {
			words = append(words, literals(pair.Value)...)
			return false
		}
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				for _, w := range strings.Fields(text) {
					if !strings.Contains(w, "_") {
						words = append(words, w)
					}
				}
			}
		}
		return true
	})
	return words
}
