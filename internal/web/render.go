package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"rehearse/internal/page"

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
	if k, ok := w.(*keeping); ok && status == http.StatusOK {
		k.keep(buf.Bytes())
	}
	return sendPage(w, status, buf.Bytes())
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

// roomStyles are the style sheets of the rooms. A page loads its own and no
// other's.
var roomStyles = map[string]string{
	"today": "stories.css", "stories": "stories.css", "claims": "ledger.css", "coverage": "ledger.css",
	"readiness": "ledger.css", "settings": "ledger.css", "library": "library.css",
}

// frame is what every page has around it: the title of its window, which
// door of the navigation is open, the person's theme, the notice of the
// action that led here, and its scripts and style sheets, beside those of
// its room. Call it before reading what the page shows: its change number
// must not be newer than the page.
func (s *Server) frame(r *http.Request, title, here string, files ...string) (page.Frame, error) {
	f := s.plainFrame(title)
	f.Here = here
	if sheet := roomStyles[here]; sheet != "" {
		f.Styles = append(f.Styles, sheet)
	}
	for _, name := range files {
		if strings.HasSuffix(name, ".css") {
			f.Styles = append(f.Styles, name)
		} else {
			f.Scripts = append(f.Scripts, name)
		}
	}
	look, err := s.look(r)
	if err != nil {
		return f, err
	}
	f.Change, f.Theme = look.change, look.theme
	f.Notice = s.notices.take(r)
	return f, nil
}

// look is what frames are made from, as it was at one change of an owner's.
type look struct {
	owner  string
	change int64
	theme  string
	// ownRubric is set where the rubric is a file, which can change by itself.
	ownRubric bool
}

// look reads the owner's change counter, and the theme where something
// changed since it was last read.
func (s *Server) look(r *http.Request) (look, error) {
	now := look{owner: s.owner(r)}
	var err error
	if now.change, err = s.change(r, now.owner); err != nil {
		return now, err
	}
	if last := s.looked.Load(); last != nil && last.owner == now.owner && last.change == now.change {
		return *last, nil
	}
	chosen, err := s.coach.Settings(r.Context(), now.owner)
	if err != nil {
		return now, err
	}
	now.theme = cmp.Or(chosen.Theme, "auto")
	now.ownRubric = strings.ContainsAny(chosen.Rubric, `./\`)
	s.looked.Store(&now)
	return now, nil
}
