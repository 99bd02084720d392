package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
)

// problemError is why a request could not be answered as asked.
type problemError struct {
	status int
	says   string
	cause  error
}

// problem makes an error for the person: a status, a sentence that says what
// was wrong and what to do, and the cause for the log, which may be nil.
func problem(status int, says string, cause error) error {
	return &problemError{status: status, says: says, cause: cause}
}

func (p *problemError) Error() string {
	if p.cause == nil {
		return p.says
	}
	return p.says + ": " + p.cause.Error()
}

func (p *problemError) Unwrap() error { return p.cause }

// asProblem finds the words for any error.
func asProblem(err error) *problemError {
	var p *problemError
	var refused *coach.Refusal
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &refused):
		return &problemError{http.StatusUnprocessableEntity, sentence(err), err}
	case errors.Is(err, store.ErrMissing):
		return &problemError{http.StatusNotFound, "This is not here any more. It may have been deleted in another window.", err}
	case errors.Is(err, store.ErrFull):
		return &problemError{http.StatusInsufficientStorage, sentence(err), err}
	case errors.Is(err, store.ErrReadOnly), errors.Is(err, store.ErrBusy), errors.Is(err, store.ErrUnreachable):
		return &problemError{http.StatusServiceUnavailable, sentence(err), err}
	case errors.Is(err, store.ErrDamaged):
		return &problemError{http.StatusInternalServerError, sentence(err), err}
	case errors.Is(err, context.DeadlineExceeded):
		return &problemError{http.StatusServiceUnavailable, tooLate, err}
	}
	return &problemError{http.StatusInternalServerError, "Something went wrong here, and nothing was changed. Try it again; if it stays, rehearse doctor says more.", err}
}

// sentence makes a sentence of an error that is in words for people already.
func sentence(err error) string {
	words := err.Error()
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + strings.TrimSuffix(words[size:], ".") + "."
}

// fail answers with a problem, and gives the person's own text back with it.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	s.answerProblem(w, r, err, kept(r))
}

// refuse answers somebody who may not be the person: nothing is given back.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	s.answerProblem(w, r, err, nil)
}

func (s *Server) answerProblem(w http.ResponseWriter, r *http.Request, err error, mine []page.Kept) {
	if r.Context().Err() != nil && errors.Is(err, context.Canceled) {
		return // nobody waits for an answer any more
	}
	p := asProblem(err)
	s.logCause(r, p)
	if a, ok := w.(*answer); ok && a.status != 0 {
		return
	}
	if wantsJSON(r) {
		if err := writeJSON(w, p.status, map[string]string{"error": p.says, "id": requestID(r)}); err != nil {
			s.logCause(r, asProblem(err))
		}
		return
	}
	props := page.ProblemPage{Says: p.says, Kept: mine, ID: requestID(r), Broken: p.status >= http.StatusInternalServerError}
	props.Frame = s.plainFrame(headingOf(p.status))
	if p.status != http.StatusMisdirectedRequest && p.status != http.StatusForbidden {
		// The look of the page is the person's, where that can be read still
		// and soon.
		ctx, cancel := context.WithTimeout(r.Context(), s.times.look)
		defer cancel()
		if f, err := s.frame(r.WithContext(ctx), props.Title, ""); err == nil {
			props.Frame = f
		}
	}
	if err := s.render(w, r, p.status, page.Problem(props)); err != nil {
		http.Error(w, p.says, p.status)
	}
}

// headingOf is a problem's heading.
func headingOf(status int) string {
	switch status {
	case http.StatusNotFound, http.StatusGone:
		return "Not here"
	case http.StatusForbidden, http.StatusMisdirectedRequest:
		return "Not from here"
	case http.StatusRequestEntityTooLarge:
		return "Too much at once"
	case http.StatusConflict:
		return "Changed meanwhile"
	}
	if status >= http.StatusInternalServerError {
		return "This did not work"
	}
	return "Not quite"
}

// logCause logs why a request failed on our side. The sentences around an
// error are for people and can name a story; the innermost error comes from
// the system and is logged with its words, except where it is words only.
func (s *Server) logCause(r *http.Request, p *problemError) {
	if p.cause == nil || p.status < http.StatusInternalServerError {
		return
	}
	inner := innermost(p.cause)
	attrs := []any{slog.String("type", fmt.Sprintf("%T", inner)), slog.String("route", r.Pattern), slog.String("id", requestID(r))}
	if fmt.Sprintf("%T", inner) != "*errors.errorString" || errors.Is(inner, io.ErrUnexpectedEOF) {
		attrs = append(attrs, slog.String("cause", inner.Error()))
	}
	s.log.Error("failed", attrs...)
}

// innermost follows the last of each error's causes to its end: where an
// error has several, its kind comes first and its cause last.
func innermost(err error) error {
	for {
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			if next := x.Unwrap(); next != nil {
				err = next
				continue
			}
		case interface{ Unwrap() []error }:
			if all := x.Unwrap(); len(all) > 0 {
				err = all[len(all)-1]
				continue
			}
		}
		return err
	}
}

// ownFields are the fields of forms that hold a person's prose. All else is
// a choice, a key or a number, which is no loss.
var ownFields = []string{"answer", "title", "question", "questions", "notes", "reply", "note", "source", "instead", "project", "tags", "to", "text", "mine-answer", "mine-notes"}

// mostKept is how many fields are given back at most.
const mostKept = 20

// kept is what the person had written into the form that failed, the longest
// text first.
func kept(r *http.Request) []page.Kept {
	if safe(r.Method) {
		return nil
	}
	form := url.Values{}
	for name, values := range r.PostForm {
		form[name] = values
	}
	if r.MultipartForm != nil {
		for name, values := range r.MultipartForm.Value {
			form[name] = values
		}
	}
	var all []page.Kept
	for name, values := range form {
		text := strings.Join(values, "\n")
		if strings.TrimSpace(text) != "" && slices.Contains(ownFields, name) {
			all = append(all, page.Kept{Name: name, Text: text})
		}
	}
	slices.SortFunc(all, func(a, b page.Kept) int {
		if n := len(b.Text) - len(a.Text); n != 0 {
			return n
		}
		return strings.Compare(a.Name, b.Name)
	})
	return all[:min(len(all), mostKept)]
}

// ignoreGone drops the error of a client that went away while it was being
// answered: there is nobody left to tell.
func ignoreGone(err error) error {
	if err == nil || errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET) {
		return nil
	}
	return err
}
