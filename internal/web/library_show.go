package web

import (
	"net/http"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/page"
)

// longestQuery is how many bytes of a search are read.
const longestQuery = 300

// mostHits is how many hits are sorted by kind.
const mostHits = 60

// query is what a request searches for.
func query(r *http.Request) string {
	q := strings.ToValidUTF8(r.URL.Query().Get("q"), "")
	if len(q) > longestQuery {
		q = strings.ToValidUTF8(q[:longestQuery], "")
	}
	return strings.Join(strings.Fields(q), " ")
}

// A word that is not finished may be longer than its stem, as migrat is than
// migr: so many letters of it are given up at most, and so many kept.
const (
	mostGivenUp = 4
	fewestKept  = 4
)

// search finds what holds the words of a query whose last word may still be
// being typed.
func search(x *library.Index, q string) []library.Hit {
	start := strings.LastIndexByte(q, ' ') + 1
	last := []rune(q[start:])
	for n := len(last); n >= fewestKept && n >= len(last)-mostGivenUp; n-- {
		if len(x.Search(string(last[:n]), 1)) > 0 {
			return x.Search(q[:start]+string(last[:n]), mostHits)
		}
	}
	return x.Search(q, mostHits)
}

// libraryShow shows the library's contents, or what was searched for.
// Scripts ask for part=found alone.
func (l *libraryRoom) libraryShow(w http.ResponseWriter, r *http.Request) error {
	lib, rules, err := l.open()
	if err != nil {
		return err
	}
	var found page.Found
	if q := query(r); q != "" {
		index, err := library.BuiltinIndex()
		if err != nil {
			return err
		}
		found = page.NewFound(q, search(index, q), lib, rules)
	}
	if r.URL.Query().Get("part") == "found" {
		return l.render(w, r, http.StatusOK, page.LibraryFound(found))
	}
	f, err := l.frame(r, "Library", "library", "library.js")
	if err != nil {
		return err
	}
	p, err := l.coach.Portfolio(r.Context(), l.owner(r))
	if err != nil {
		return err
	}
	shown := page.NewLibraryPage(f, lib, rules, byScenario(p))
	shown.Found = found
	return l.render(w, r, http.StatusOK, page.Library(shown))
}
