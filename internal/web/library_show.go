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
		found = page.NewFound(q, index.Search(q, mostHits), lib, rules)
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
