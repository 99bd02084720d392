package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/page"
)

// storyImport takes files in and reports on each.
func (s *Server) storyImport(w http.ResponseWriter, r *http.Request) error {
	files, err := uploads(r, "files")
	if err != nil {
		return err
	}
	if len(files) == 0 || len(files) == 1 && files[0].Name == "" {
		return problem(http.StatusBadRequest, "No file arrived. Choose one or more files, then send them.", nil)
	}
	return s.bring(w, r, files)
}

// bring takes files in and shows what became of each.
func (s *Server) bring(w http.ResponseWriter, r *http.Request, files []coach.File) error {
	arrivals, err := s.coach.Import(r.Context(), s.owner(r), files)
	if err != nil {
		return err
	}
	s.readNow(r)
	f, err := s.frame(r, "What came in", "stories", "drop.js")
	if err != nil {
		return err
	}
	before := page.Came{In: sum(r, "came"), Twice: sum(r, "twice"), Failed: sum(r, "failed"), Over: sum(r, "over")}
	return s.render(w, r, http.StatusOK, page.Arrivals(page.NewArrivalsPage(f, arrivals, before)))
}

// readFor is how long an import waits for its stories to be read by the
// reviewer, so that the list it leads to has all votes; some thousands of
// stories are read in that time. What is left is read when the program starts
// the next time.
const readFor = 20 * time.Second

// readNow reads what the import left unread. Where that fails the stories are
// in all the same, and the list says that they are not read yet.
func (s *Server) readNow(r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readFor)
	defer cancel()
	_ = s.coach.Refresh(ctx, s.owner(r), nil)
}

// sum is a number that the page's script counted over the files it sent
// before this one.
func sum(r *http.Request, name string) int {
	n, err := strconv.Atoi(r.FormValue(name))
	if err != nil {
		return 0
	}
	return max(0, min(n, 1_000_000))
}
