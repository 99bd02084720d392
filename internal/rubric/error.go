package rubric

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Error is one mistake in a rubric: where it stands, and what to do.
type Error struct {
	// Name is the file as it was asked for.
	Name string
	// Line and Column count from 1; Column counts characters.
	Line, Column int
	// Message says what is wrong and what would be right.
	Message string

	cause error
}

// Error is the mistake as "name:line:column: message".
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Message)
}

// Unwrap is what caused the mistake, such as a file that can't be read; most
// have no cause.
func (e *Error) Unwrap() error { return e.cause }

// position is a place in a rubric file.
type position struct {
	name         string
	line, column int
}

// errorAt makes the error that points at p.
func errorAt(p position, format string, args ...any) *Error {
	return &Error{Name: p.name, Line: p.line, Column: p.column, Message: fmt.Sprintf(format, args...)}
}

// join puts mistakes in the order of the file; nil when there are none.
func join(list []*Error) error {
	slices.SortStableFunc(list, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	errs := make([]error, len(list))
	for i, e := range list {
		errs[i] = e
	}
	return errors.Join(errs...)
}
