package library

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

// longestFile is how many bytes a file of a library may have. The YAML
// reader slows down with nesting, so brackets are counted too.
const (
	longestFile  = 1 << 20
	mostBrackets = 4000
)

// decode reads YAML strictly. line is where it begins in its file, from 1.
func decode(name string, line int, text string, into any) (err error) {
	if strings.Count(text, "[")+strings.Count(text, "{") > mostBrackets {
		return &Error{name, line, 1, fmt.Sprintf("more than %d brackets; split the file", mostBrackets)}
	}
	defer func() {
		if r := recover(); r != nil { // what the YAML reader chokes on is bad input
			err = &Error{name, line, 1, "this is not valid YAML"}
		}
	}()
	if err := yaml.UnmarshalWithOptions([]byte(text), into, yaml.Strict()); err != nil {
		return yamlError(name, line, err)
	}
	return nil
}

// yamlError puts an error of the YAML reader at its place in the file.
func yamlError(name string, line int, err error) error {
	out := &Error{Name: name, Line: line, Column: 1, Message: "this is not valid YAML"}
	var at yaml.Error
	if errors.As(err, &at) {
		first, _, _ := strings.Cut(at.GetMessage(), "\n")
		out.Message = first
		if t := at.GetToken(); t != nil && t.Position != nil {
			out.Line, out.Column = line+t.Position.Line-1, max(1, t.Position.Column)
		}
	}
	return out
}

// places tells where the values of a YAML file stand, by a path such as
// "$[3].competency".
type places struct {
	name string
	line int
	text string
}

// at is an error at the value of a path, or at the file's beginning where
// the path leads nowhere.
func (p *places) at(path, format string, args ...any) error {
	e := &Error{Name: p.name, Line: p.line, Column: 1, Message: fmt.Sprintf(format, args...)}
	file, err := parser.ParseBytes([]byte(p.text), 0)
	if err != nil {
		return e
	}
	y, err := yaml.PathString(path)
	if err != nil {
		return e
	}
	node, err := y.FilterFile(file)
	if err != nil || node == nil || node.GetToken() == nil {
		return e
	}
	pos := node.GetToken().Position
	e.Line, e.Column = p.line+pos.Line-1, pos.Column
	return e
}
