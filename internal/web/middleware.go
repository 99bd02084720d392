package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// handler answers a request or says why it can't. After an error it must not
// have written anything.
type handler func(w http.ResponseWriter, r *http.Request) error

// answer watches what is written.
type answer struct {
	http.ResponseWriter
	status int
}

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// idKey is under which a request's context holds its id.
type idKey struct{}

// requestID is what the log and the page call a request.
func requestID(r *http.Request) string {
	id, _ := r.Context().Value(idKey{}).(string)
	return id
}

// guarded puts around the routes what every request goes through: an id, a
// line in the log, the headers, the question who asks, and a net under all.
func (s *Server) guarded(routes http.Handler) http.Handler {
	check := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		id := rand.Text()[:10]
		r = r.WithContext(context.WithValue(r.Context(), idKey{}, id))
		a := &answer{ResponseWriter: w}
		defer func() {
			s.answered.Add(1)
			s.logged(r, a.status, time.Since(began), id)
		}()
		defer s.caught(a, r)
		harden(a.Header())
		a.Header().Set("X-Request-Id", id)
		switch {
		case !s.hosts.ours(r):
			s.refuse(a, r, problem(http.StatusMisdirectedRequest, "This address is not one of Rehearse’s own. Open the address that it printed when it started.", nil))
		case foreign(check, r):
			s.refuse(a, r, problem(http.StatusForbidden, "This came from another site, so nothing was done. Open Rehearse itself and try there.", nil))
		default:
			routes.ServeHTTP(a, r)
		}
	})
}

// logged writes a request's line: never its address, which can hold what the
// person searched for, only the route.
func (s *Server) logged(r *http.Request, status int, took time.Duration, id string) {
	level := slog.LevelDebug
	if status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	s.log.LogAttrs(context.WithoutCancel(r.Context()), level, "request", slog.String("method", methodOf(r)),
		slog.String("route", r.Pattern), slog.Int("status", status), slog.Duration("took", took), slog.String("id", id))
}

// methodOf is the method, where it is a known one: a client may send any
// word.
func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// caught turns a panic into a page, or into a cut connection where the
// answer had begun: half a page must not look whole. The log gets where it
// happened; the value may hold a story and is logged for the runtime's own
// errors only.
func (s *Server) caught(a *answer, r *http.Request) {
	v := recover()
	if v == nil {
		return
	}
	if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(v)
	}
	what := fmt.Sprintf("%T", v)
	if err, ok := v.(runtime.Error); ok {
		what = err.Error()
	}
	s.log.Error("panic", "what", what, "route", r.Pattern, "id", requestID(r), "stack", string(debug.Stack()))
	if a.status != 0 {
		panic(http.ErrAbortHandler)
	}
	s.fail(a, r, problem(http.StatusInternalServerError, "Something broke while this page was made. Nothing that was saved is lost.", nil))
}

// answering makes an http.Handler of one of ours.
func (s *Server) answering(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// withBody limits the bytes of a body, and how many large ones there are.
func (s *Server) withBody(most int64, h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if r.ContentLength > most {
			// Refused before a byte is read; the rest must not be taken for
			// the next request.
			w.Header().Set("Connection", "close")
			return tooMuch(most)
		}
		done, err := s.whileLarge(w, r)
		if err != nil {
			return err
		}
		defer done()
		r.Body = http.MaxBytesReader(under(w), r.Body, most)
		err = h(w, r)
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return tooMuch(most)
		}
		return err
	}
}

// under is the writer below ours: MaxBytesReader tells the connection of the
// standard library, and nobody else, to close.
func under(w http.ResponseWriter) http.ResponseWriter {
	if a, ok := w.(*answer); ok {
		return a.ResponseWriter
	}
	return w
}

// tooMuch says that a body is too large.
func tooMuch(most int64) error {
	return problem(http.StatusRequestEntityTooLarge, fmt.Sprintf("This is more than the %d MB that can be taken in at once. Nothing was changed; send it in parts.", most>>20), nil)
}

// withForm reads the whole form before the handler runs. Files stay in
// memory: a story has no business in a temporary folder. What does not say
// that it is a form is none: its fields would all be taken for empty.
func (s *Server) withForm(most int64, h handler) handler {
	return s.withBody(most, func(w http.ResponseWriter, r *http.Request) error {
		kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		var err error
		switch kind {
		case "multipart/form-data":
			err = r.ParseMultipartForm(most)
		case "application/x-www-form-urlencoded":
			err = r.ParseForm()
		default:
			return problem(http.StatusUnsupportedMediaType, "This was not sent as a form, so it could not be read.", nil)
		}
		var large *http.MaxBytesError
		switch {
		case errors.As(err, &large):
			return err
		case err != nil && strings.Contains(err.Error(), "URL query"):
			return problem(http.StatusBadRequest, "The address of this page is damaged. Open the page anew.", nil)
		case err != nil:
			return problem(http.StatusBadRequest, "What was sent did not arrive whole, so nothing was changed. Go back and send it once more.", err)
		}
		return h(w, r)
	})
}
