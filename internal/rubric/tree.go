package rubric

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A rubric is a page or two of YAML. What is far larger or deeper than that
// is refused before it reaches the YAML parser, which takes minutes over
// 100 KB of opening brackets.
const (
	maxBytes = 64 << 10
	maxDepth = 20
)

// tree reads YAML into its one document, or says what is wrong with it.
func tree(name string, data []byte) (root ast.Node, err error) {
	at := position{name: name, line: 1, column: 1}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > maxBytes:
		return nil, errorAt(at, "the file is %d KB long; a rubric is at most %d KB", len(data)>>10, maxBytes>>10)
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		return nil, errorAt(at, "this is not text in UTF-8; save the file as UTF-8")
	}
	// The parser counts a comment's line twice where it ends in CR LF.
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
	if deep, ok := tooDeep(name, text); ok {
		return nil, errorAt(deep, "too many nested brackets or lists; a rubric needs four levels")
	}
	defer func() {
		// A parser that panics over a file is the parser's fault, but the
		// person with the file still wants a sentence.
		if r := recover(); r != nil {
			root, err = nil, errorAt(at, "this can't be read as YAML; check quotes, brackets and indentation")
		}
	}()
	file, err := parser.ParseBytes([]byte(text), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, syntaxError(at, err)
	}
	if len(file.Docs) > 1 {
		second := &decoder{name: name}
		return nil, errorAt(second.pos(file.Docs[1].Body), "a second YAML document begins here; keep one rubric in a file")
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil || file.Docs[0].Body.Type() == ast.CommentType {
		return nil, errorAt(at, "the rubric is empty; begin with id, title and extends")
	}
	return file.Docs[0].Body, nil
}

// syntaxError gives a mistake in YAML its place, where the parser knows it.
func syntaxError(at position, err error) error {
	var placed interface {
		error
		GetMessage() string
	}
	if !errors.As(err, &placed) {
		return errorAt(at, "this can't be read as YAML: %v", err)
	}
	// The text of the parser's own error begins with its place, "[2:1] ".
	var line, column int
	if n, _ := fmt.Sscanf(err.Error(), "[%d:%d]", &line, &column); n == 2 {
		at.line, at.column = max(line, 1), max(column, 1)
	}
	return errorAt(at, "this can't be read as YAML: %s; check indentation, quotes and brackets here", placed.GetMessage())
}

// tooDeep finds where brackets open, or hyphens of lists stand in a line,
// beyond maxDepth. Brackets inside texts count too; no text has twenty open
// ones.
func tooDeep(name, text string) (position, bool) {
	depth, hyphens := 0, 0
	at := position{name: name, line: 1}
	for i := 0; i < len(text); i++ {
		at.column++
		switch text[i] {
		case '\n':
			at.line, at.column, hyphens = at.line+1, 0, 0
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '-', '?', '!', '&', '*', '|', '>':
			hyphens++
			// A rule of dashes in a comment is one mark, not many.
			if i > 0 && text[i-1] == text[i] {
				hyphens--
			}
		}
		if depth > maxDepth || hyphens > maxDepth {
			return at, true
		}
	}
	return position{}, false
}
