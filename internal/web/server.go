// Package web is the door through the browser: the routes, and for each a
// handler that reads a request, asks coach and renders a page. The whole web
// can send requests to a port of one's own machine, so nothing that arrives
// is trusted before Host, Origin and size were looked at.
package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// Options say how a server runs.
type Options struct {
	// Log takes a line a request: method, route, status, duration and id,
	// and never a word of a story. Nil logs nowhere.
	Log *slog.Logger
	// Hosts are further names under which browsers may ask, beside those of
	// loopback: "name" for any port or "name:port".
	Hosts []string
	// Network also answers to every address in digits, which is needed where
	// others on the network are let in. Names still have to be in Hosts.
	Network bool
	// Place is where the stories are kept, for Settings to show.
	Place string
	// Safety keeps the backup that write writes of what a restore is about to
	// replace, and says where it is and what deletes it again. Nil keeps none.
	Safety func(write func(io.Writer) error) (path string, drop func(), err error)
	// Version is what /status tells, so that doctor knows who answers.
	Version string
}

// times are how long a server waits for what.
type times struct {
	header, read, write, idle time.Duration
	// work is how long a page or a save may take, large how long a large body
	// waits for others, look how long the page of a problem waits for the
	// person's theme.
	work, large, look time.Duration
	// stop is how long requests may still run after the server was told to
	// end; beat is the pause between signs of life on an event stream.
	stop, beat time.Duration
}

// usualTimes leave a slow machine room to take in a large import, and a
// client that sends nothing no room to hold a connection.
var usualTimes = times{
	header: 10 * time.Second, read: time.Minute, write: time.Minute, idle: 2 * time.Minute,
	work: 20 * time.Second, large: 10 * time.Second, look: 2 * time.Second,
	stop: 5 * time.Second, beat: 25 * time.Second,
}

// longestHeader is how many bytes the header of a request may have.
const longestHeader = 64 << 10

// Server answers the browser. It is an http.Handler, safe for many requests
// at once.
type Server struct {
	coach   *coach.Coach
	log     *slog.Logger
	version string
	place   string
	safety  func(write func(io.Writer) error) (path string, drop func(), err error)
	// remembered are pages as they were last sent.
	remembered remembered
	hosts      hosts
	files      *files
	notices    notices
	pages      buffers
	times      times
	handler    http.Handler
	looked     atomic.Pointer[look]
	streams    atomic.Int32
	// turns holds one place for each handler that may work at once, large one
	// for each large body; answered counts what was answered.
	turns    chan struct{}
	large    chan struct{}
	answered atomic.Int64
	closing  sync.Once
	closed   chan struct{}
}

// New makes a server. It reads nothing but the files that are part of the
// program.
func New(c *coach.Coach, o Options) *Server {
	s := &Server{
		coach: c, log: o.Log, version: o.Version, place: o.Place, safety: o.Safety, hosts: newHosts(o.Hosts, o.Network),
		files: newFiles(embedded), times: usualTimes, closed: make(chan struct{}),
		turns: make(chan struct{}, atOnce*runtime.GOMAXPROCS(0)),
		large: make(chan struct{}, largeAtOnce),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.handler = s.guarded(s.routes())
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Answered is how many requests came to their end so far, refused ones
// included: where it moved, memory was used.
func (s *Server) Answered() int64 { return s.answered.Load() }

// Close ends all event streams. Requests that run are not touched.
func (s *Server) Close() { s.closing.Do(func() { close(s.closed) }) }

// Serve answers on a listener until the context is done, then ends the event
// streams, lets running requests come to their end within five seconds, and
// returns nil. The listener is closed.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.times.header, ReadTimeout: s.times.read,
		WriteTimeout: s.times.write, IdleTimeout: s.times.idle,
		MaxHeaderBytes: longestHeader,
		ErrorLog:       slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	h.RegisterOnShutdown(s.Close)
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(l) }()
	select {
	case err := <-ended:
		s.Close()
		return err
	case <-ctx.Done():
	}
	s.Close()
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.times.stop)
	defer cancel()
	err := h.Shutdown(wait)
	if errors.Is(err, context.DeadlineExceeded) {
		return h.Close()
	}
	return err
}

// owner is whose stories a request is about: one local person while there
// are no accounts.
func (s *Server) owner(*http.Request) string { return store.Local }
