package web

import (
	"errors"
	"io"
	"net/http"
	"syscall"
	"time"
)

// longestDownload is how long a download may take.
const longestDownload = 15 * time.Minute

// dataBackup sends everything of a person's as one file.
func (s *Server) dataBackup(w http.ResponseWriter, r *http.Request) error {
	name := "rehearse-" + s.coach.Today() + ".backup"
	return s.download(w, "application/gzip", name, func(to io.Writer) error {
		_, err := s.coach.Store().Dump(r.Context(), s.owner(r), to)
		return err
	})
}

// download sends a file as it is made. Where making it fails after a part was
// sent, the connection is cut, so that the browser doesn't take the part for
// the whole.
func (s *Server) download(w http.ResponseWriter, kind, name string, write func(io.Writer) error) error {
	// The server's own limit is for pages. A writer without one, as in
	// tests, needs no other.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(longestDownload))
	d := &delivery{w: w, kind: kind, name: name}
	err := write(d)
	switch {
	case err == nil:
		return nil
	case !d.begun:
		return err
	case !errors.Is(err, syscall.EPIPE) && !errors.Is(err, syscall.ECONNRESET):
		s.log.Error("a download broke off", "file", kind)
	}
	panic(http.ErrAbortHandler)
}

// delivery sends the headers of a download with its first byte, so that what
// fails before it can still be said on a page.
type delivery struct {
	w          http.ResponseWriter
	kind, name string
	begun      bool
}

func (d *delivery) Write(b []byte) (int, error) {
	if !d.begun && len(b) > 0 {
		d.begun = true
		d.w.Header().Set("Content-Type", d.kind)
		d.w.Header().Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
	}
	return d.w.Write(b)
}
