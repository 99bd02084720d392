package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"rehearse/internal/page"
	"rehearse/internal/store"

	"github.com/a-h/templ"
)

// buffers are the pages being made, kept for the next ones.
type buffers struct{ pool sync.Pool }

// largestKept is how large a buffer may have grown to be used again.
const largestKept = 1 << 20

func (b *buffers) get() *bytes.Buffer {
	if buf, ok := b.pool.Get().(*bytes.Buffer); ok {
		buf.Reset()
		return buf
	}
	return new(bytes.Buffer)
}

func (b *buffers) put(buf *bytes.Buffer) {
	if buf.Cap() <= largestKept {
		b.pool.Put(buf)
	}
}

// render makes a page whole before the first byte is sent, so that what
// fails on the way can still become a problem page.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	buf := s.pages.get()
	defer s.pages.put(buf)
	if err := c.Render(r.Context(), buf); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(buf.Len()))
	w.WriteHeader(status)
	_, err := w.Write(buf.Bytes())
	return ignoreGone(err)
}

// writeJSON answers with JSON, made whole before it is sent.
func writeJSON(w http.ResponseWriter, status int, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	_, err = w.Write(data)
	return ignoreGone(err)
}

// wantsJSON reports whether a script of ours asks, and not a page.
func wantsJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

// plainFrame is the frame of a page that needs nothing from the store.
func (s *Server) plainFrame(title string) page.Frame {
	return page.Frame{Title: title, Theme: "auto", Asset: s.files.url}
}

// frame is what every page has around it: the title of its window, which
// door of the navigation is open, the person's theme, the notice of the
// action that led here, and its scripts. Call it before reading what the
// page shows: its change number must not be newer than the page.
func (s *Server) frame(r *http.Request, title, here string, scripts ...string) (page.Frame, error) {
	f := s.plainFrame(title)
	f.Here, f.Scripts = here, scripts
	owner := s.owner(r)
	err := s.coach.Store().Read(r.Context(), owner, func(t *store.Tx) (err error) {
		f.Change, err = t.Change()
		return err
	})
	if err != nil {
		return f, err
	}
	chosen, err := s.coach.Settings(r.Context(), owner)
	if err != nil {
		return f, err
	}
	if chosen.Theme != "" {
		f.Theme = chosen.Theme
	}
	f.Notice = s.notices.take(r)
	return f, nil
}
