package web

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// atOnce is how many handlers may work at once for each processor. More would
// not be done sooner: they would only hold memory, all at the same time.
const atOnce = 4

// inTurn lets a handler wait for its turn, where many came at once.
func (s *Server) inTurn(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		select {
		case s.turns <- struct{}{}:
		case <-r.Context().Done():
			return context.Cause(r.Context())
		}
		defer func() { <-s.turns }()
		return h(w, r)
	}
}

// tooLate is what is said where something did not answer in time, most often
// a Postgres that hangs.
const tooLate = "The place where your stories are kept did not answer in time. What was saved before is safe there. Try this again in a moment."

// inTime gives a page or a save so long and no longer, its wait for a turn
// included: nobody learns anything from a page that never comes.
func (s *Server) inTime(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		ctx, cancel := context.WithTimeout(r.Context(), s.times.work)
		defer cancel()
		err := h(w, r.WithContext(ctx))
		var said *problemError
		switch {
		case err == nil, !errors.Is(ctx.Err(), context.DeadlineExceeded):
			return err
		case errors.As(err, &said) && said.status < http.StatusInternalServerError:
			return err
		}
		return problem(http.StatusServiceUnavailable, tooLate, err)
	}
}

// longestUpload is how long a large file may take to arrive.
const longestUpload = 5 * time.Minute

// unhurried gives an import or a restore more time than the server gives a
// page: it would do its work and the browser get an empty answer.
func (s *Server) unhurried(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c := http.NewResponseController(w)
		// A writer without deadlines, as in tests, needs no other.
		_ = c.SetReadDeadline(time.Now().Add(longestUpload))
		_ = c.SetWriteDeadline(time.Now().Add(longestDownload))
		return h(w, r)
	}
}

// What is a large body, in bytes, and how many of them are held at once.
const (
	largeBody   = 2 << 20
	largeAtOnce = 2
)

// whileLarge waits for one of the few places for large bodies. They are held
// in memory whole, some of them twice. Call done in the end.
func (s *Server) whileLarge(w http.ResponseWriter, r *http.Request) (done func(), err error) {
	if r.ContentLength >= 0 && r.ContentLength <= largeBody {
		return func() {}, nil
	}
	wait := time.NewTimer(s.times.large)
	defer wait.Stop()
	select {
	case s.large <- struct{}{}:
		return func() { <-s.large }, nil
	case <-r.Context().Done():
		return nil, context.Cause(r.Context())
	case <-wait.C:
		// Nothing was read, and the rest must not be taken for the next
		// request.
		w.Header().Set("Connection", "close")
		return nil, problem(http.StatusServiceUnavailable, "Other large files are being taken in right now, so this one was not. Wait until they are done, then send it again.", nil)
	}
}
