package web

import (
	"crypto/rand"
	"net/http"
	"strings"
	"sync"
)

// noticeCookie holds the id of a notice, never its words: cookies of this
// machine are sent to all its ports.
const noticeCookie = "rehearse_notice"

// mostNotices is how many notices wait to be shown at most.
const mostNotices = 64

// waiting is a notice on its way to the page that shows it.
type waiting struct{ id, path, text string }

// notices are the lines after an action, each shown once, on the page that
// the action led to. One that is never fetched is pushed out by later ones.
type notices struct {
	mu  sync.Mutex
	all []waiting
}

// keep keeps a notice for a path and returns its id.
func (n *notices) keep(path, text string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	id := rand.Text()
	n.all = append(n.all, waiting{id, path, text})
	if len(n.all) > mostNotices {
		n.all = append([]waiting(nil), n.all[len(n.all)-mostNotices:]...)
	}
	return id
}

// take returns the notice that waits for this request, once.
func (n *notices) take(r *http.Request) string {
	c, err := r.Cookie(noticeCookie)
	if err != nil || !safe(r.Method) {
		return ""
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for i, x := range n.all {
		if x.id == c.Value && x.path == r.URL.Path {
			n.all = append(n.all[:i], n.all[i+1:]...)
			return x.text
		}
	}
	return ""
}

// seeOther ends an action: the browser is sent to a page of ours, which
// shows the notice, if there is one, once.
func (s *Server) seeOther(w http.ResponseWriter, r *http.Request, url, notice string) error {
	if !localPath(url) {
		return problem(http.StatusInternalServerError, "It was done, but the page after it could not be found. Open Today and go on from there.", nil)
	}
	if notice != "" {
		path, _, _ := strings.Cut(url, "#")
		path, _, _ = strings.Cut(path, "?")
		http.SetCookie(w, &http.Cookie{
			Name: noticeCookie, Value: s.notices.keep(path, notice), Path: "/",
			MaxAge: 60, HttpOnly: true, SameSite: http.SameSiteStrictMode,
		})
	}
	w.Header().Set("Location", url)
	w.WriteHeader(http.StatusSeeOther)
	return nil
}

// localPath reports whether a URL stays on this site: browsers read "//" and
// "/\" as the start of another host, and drop tabs and line ends on the way.
func localPath(url string) bool {
	if !strings.HasPrefix(url, "/") || strings.ContainsFunc(url, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }) {
		return false
	}
	return !strings.HasPrefix(url, "//")
}
