package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// eventsPath is where pages listen for what other windows changed.
const eventsPath = "/events"

// mostStreams is how many windows may listen at once. One tab keeps one
// connection for good, and each costs memory.
const mostStreams = 100

// retryAfter is how many milliseconds a browser waits before it listens
// again after the connection broke.
const retryAfter = 2000

// told is an event as a page is told of it: what changed, and never its
// words.
type told struct {
	Change   int64  `json:"change"`
	Kind     string `json:"kind"`
	ID       string `json:"id,omitempty"`
	Revision int64  `json:"revision,omitempty"`
}

// Kinds of events that coach does not send: the change counter as the stream
// begins, by which a page sees whether it missed something, and a change
// that another process made.
const (
	kindHello     = "hello"
	kindElsewhere = "elsewhere"
)

// eventsListen is the stream of events of one page, until the page goes, the
// server ends or the listener is dropped because it did not keep up. The
// browser then listens anew by itself and learns from the first event what
// it missed.
func (s *Server) eventsListen(w http.ResponseWriter, r *http.Request) error {
	if s.streams.Add(1) > mostStreams {
		s.streams.Add(-1)
		return problem(http.StatusServiceUnavailable, "Too many windows are open at once. Close some of them.", nil)
	}
	defer s.streams.Add(-1)
	owner := s.owner(r)
	events, stop := s.coach.Listen(owner)
	defer stop()
	change, err := s.change(r, owner)
	if err != nil {
		return err
	}
	st := &stream{w: w, control: http.NewResponseController(w)}
	if err := st.open(change); err != nil {
		return nil // the page went as it came
	}
	s.follow(r, owner, st, events)
	return nil
}

// follow passes events on. Errors of writing mean that the page is gone.
func (s *Server) follow(r *http.Request, owner string, st *stream, events <-chan coach.Event) {
	beat := time.NewTicker(s.times.beat)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-s.closed:
			return
		case e, open := <-events:
			if !open {
				return
			}
			err = st.send(told{Change: e.Change, Kind: e.Kind, ID: e.ID, Revision: e.Revision})
		case <-beat.C:
			err = s.beat(r, owner, st)
		}
		if err != nil {
			return
		}
	}
}

// beat shows that the line is open, and says so when another process, say
// `rehearse import`, wrote meanwhile: no event tells of that.
func (s *Server) beat(r *http.Request, owner string, st *stream) error {
	change, err := s.change(r, owner)
	if err != nil {
		return st.write([]byte(": here\n\n")) // the store will say so where it matters
	}
	if change > st.change {
		return st.send(told{Change: change, Kind: kindElsewhere})
	}
	return st.write([]byte(": here\n\n"))
}

// change is the owner's change counter.
func (s *Server) change(r *http.Request, owner string) (n int64, err error) {
	ctx, cancel := context.WithTimeout(r.Context(), s.times.work)
	defer cancel()
	err = s.coach.Store().Read(ctx, owner, func(t *store.Tx) error {
		n, err = t.Change()
		return err
	})
	return n, err
}

// stream is one open event stream.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	change  int64 // the newest that was told
}

// open sends the header and the first event. The deadlines of the server are
// lifted: a stream is open for as long as its page.
func (st *stream) open(change int64) error {
	_ = st.control.SetWriteDeadline(time.Time{}) // a recorder in a test has none
	_ = st.control.SetReadDeadline(time.Time{})
	h := st.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	st.w.WriteHeader(http.StatusOK)
	if err := st.write(fmt.Appendf(nil, "retry: %d\n\n", retryAfter)); err != nil {
		return err
	}
	return st.send(told{Change: change, Kind: kindHello})
}

// send writes one event; its id is the change counter; its kind stands in the data, so that a page listens once for all.
func (st *stream) send(e told) error {
	st.change = max(st.change, e.Change)
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "id: %d\nevent: change\ndata: %s\n\n", e.Change, data)
	return st.write(b.Bytes())
}

// slowest is how long one write to a page may take.
const slowest = 10 * time.Second

func (st *stream) write(b []byte) error {
	_ = st.control.SetWriteDeadline(time.Now().Add(slowest))
	if _, err := st.w.Write(b); err != nil {
		return err
	}
	err := st.control.Flush()
	_ = st.control.SetWriteDeadline(time.Time{})
	return err
}
