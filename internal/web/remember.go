package web

import (
	lru "container/list"
	"net/http"
	"strconv"
	"sync"
)

// remembered are pages as they were last sent. Everything that a page shows
// hangs on what its owner keeps, which the change counter stands for, on the
// day, and on the program; so a page that is asked for again and had nothing
// change is sent again.
type remembered struct {
	mu    sync.Mutex
	all   map[pageKey]*lru.Element
	order lru.List // of *sheet, the one sent last in front
	bytes int
}

// pageKey is all that a page depends on.
type pageKey struct {
	owner, address, day string
	change              int64
}

// sheet is one page as it was sent.
type sheet struct {
	key  pageKey
	html []byte
}

// mostRemembered is how many bytes of pages are kept.
const mostRemembered = 2 << 20

func (p *remembered) get(k pageKey) ([]byte, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	x, ok := p.all[k]
	if !ok {
		return nil, false
	}
	p.order.MoveToFront(x)
	return x.Value.(*sheet).html, true
}

// put keeps a page, and lets those go that were sent longest ago.
func (p *remembered) put(k pageKey, html []byte) {
	if len(html) > mostRemembered/8 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.all[k]; ok {
		return
	}
	if p.all == nil {
		p.all = map[pageKey]*lru.Element{}
	}
	kept := append([]byte(nil), html...)
	p.all[k] = p.order.PushFront(&sheet{k, kept})
	p.bytes += len(kept)
	for p.bytes > mostRemembered {
		last := p.order.Remove(p.order.Back()).(*sheet)
		delete(p.all, last.key)
		p.bytes -= len(last.html)
	}
}

// remembering lets a page be sent again as it was. A notice is shown once, a
// rubric in a file can change without the owner's counter, and scripts ask
// for parts: these are always made.
func (s *Server) remembering(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, err := r.Cookie(noticeCookie); err == nil || wantsJSON(r) || r.Method != http.MethodGet {
			return h(w, r)
		}
		look, err := s.look(r)
		if err != nil || look.ownRubric {
			return h(w, r)
		}
		k := pageKey{look.owner, r.URL.RequestURI(), s.coach.Today(), look.change}
		if html, ok := s.remembered.get(k); ok {
			return sendPage(w, http.StatusOK, html)
		}
		return h(&keeping{ResponseWriter: w, keep: func(html []byte) { s.remembered.put(k, html) }}, r)
	}
}

// keeping is a writer that render gives whole pages to, to be kept.
type keeping struct {
	http.ResponseWriter
	keep func(html []byte)
}

// Unwrap lets http.ResponseController reach what lies below.
func (k *keeping) Unwrap() http.ResponseWriter { return k.ResponseWriter }

// sendPage sends a page that was made whole.
func sendPage(w http.ResponseWriter, status int, html []byte) error {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(html)))
	w.WriteHeader(status)
	_, err := w.Write(html)
	return ignoreGone(err)
}
