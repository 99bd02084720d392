package web

import (
	"net/http"
	"strings"
)

// The most bytes that a request may bring. A form holds one story of at most
// 16 MB and a little around it; a backup is read as it arrives.
const (
	formBytes   = 17 << 20
	importBytes = 64 << 20
	backupBytes = 512 << 20
)

// routes is the whole site. Every handler stands in a file of its own, named
// after it: storyShow in story_show.go.
func (s *Server) routes() http.Handler {
	t := table{s: s, mux: http.NewServeMux()}

	t.always("/events", s.eventsListen)
	t.always("/status", s.statusShow)
	t.always("/static/{hash}/{file...}", s.staticShow)
	t.always("/favicon.ico", s.faviconShow)
	t.always("/robots.txt", s.robotsShow)

	t.get("/{$}", s.todayShow)
	t.post("/interview", s.interviewSet)
	t.get("/stories", s.storyList)
	t.postLong(formBytes, "/stories", s.storyAdd)
	t.get("/stories/new", s.storyNew)
	t.postLong(importBytes, "/import", s.storyImport)
	t.post("/import/undo", s.importUndo)
	t.get("/stories/{id}", s.storyShow)
	t.post("/stories/{id}", s.storySave)
	t.post("/stories/{id}/review", s.storyReview)
	t.post("/stories/{id}/instead", s.storyInstead)
	t.post("/stories/{id}/delete", s.storyDelete)
	t.get("/stories/{id}/ask", s.storyAsk)
	t.post("/stories/{id}/ask", s.storyAnswer)
	t.get("/stories/{id}/history", s.storyHistory)
	t.get("/stories/{id}/history/{revision}", s.storyStep)
	t.post("/stories/{id}/revert", s.storyRevert)
	t.post("/stories/{id}/told", s.storyTell)
	t.post("/stories/{id}/told/{t}/delete", s.storyUntell)

	lib := newLibraryRoom(s)
	t.get("/library", lib.libraryShow)
	t.get("/library/search", lib.libraryShow)
	t.get("/library/principles", lib.libraryPrinciples)
	t.get("/library/level", lib.libraryLevel)
	t.get("/library/scenarios/{id}", lib.scenarioShow)
	t.post("/library/scenarios/{id}/start", lib.scenarioStart)
	t.get("/library/questions", lib.questionList)
	t.get("/library/questions/{id}", lib.questionShow)
	t.post("/library/questions/{id}/start", lib.questionStart)

	t.get("/stories/{id}/followups", s.followUpList)
	t.post("/stories/{id}/followups", s.followUpAdd)
	t.post("/stories/{id}/followups/{f}", s.followUpSave)
	t.post("/stories/{id}/followups/{f}/delete", s.followUpDelete)
	t.get("/claims", s.claimList)
	t.post("/claims", s.claimSave)
	t.get("/coverage", s.coverageShow)
	t.get("/readiness", s.readinessShow)
	t.post("/words", s.wordSave)
	t.get("/settings", s.settingsShow)
	t.post("/settings", s.settingsSave)
	t.post("/settings/forget", s.settingsForget)
	t.always("/export.zip", s.inTurn(s.dataExport))
	t.always("/backup", s.inTurn(s.dataBackup))
	t.postStream(backupBytes, "/restore", s.dataRestore)

	t.mux.Handle("/", s.answering(t.unknown))
	return t.mux
}

// table is the route table as it is being written.
type table struct {
	s   *Server
	mux *http.ServeMux
}

// get adds a page. Looking at it must change nothing: browsers ask for pages
// ahead of time and again.
func (t table) get(path string, h handler) {
	t.always(path, t.s.inTime(t.s.remembering(t.s.inTurn(h))))
}

// always adds what is answered at once however much there is to do: what
// costs next to nothing, and streams, which would never give their turn back.
func (t table) always(path string, h handler) { t.mux.Handle("GET "+path, t.s.answering(h)) }

// post adds an action whose form has the usual size.
func (t table) post(path string, h handler) { t.postUpTo(formBytes, path, h) }

// postUpTo adds an action whose form, files included, has at most so many
// bytes. The form is read whole before the handler runs, so that a handler
// never takes a form that was cut for one whose fields are empty.
func (t table) postUpTo(most int64, path string, h handler) {
	t.mux.Handle("POST "+path, t.s.answering(t.s.withForm(most, t.s.inTime(t.s.inTurn(h)))))
}

// postLong is postUpTo for what may take minutes.
func (t table) postLong(most int64, path string, h handler) {
	t.mux.Handle("POST "+path, t.s.answering(t.s.unhurried(t.s.withForm(most, t.s.inTurn(h)))))
}

// postStream adds an action that reads its body itself, as it arrives, and
// may take minutes.
func (t table) postStream(most int64, path string, h handler) {
	t.mux.Handle("POST "+path, t.s.answering(t.s.unhurried(t.s.withBody(most, h))))
}

// unknown answers what no route answers.
func (t table) unknown(w http.ResponseWriter, r *http.Request) error {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		asked := &http.Request{Method: method, URL: r.URL, Host: r.Host}
		if _, pattern := t.mux.Handler(asked); strings.HasPrefix(pattern, method+" ") {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		return problem(http.StatusNotFound, "There is no page at this address. It may have been deleted, or the link was cut.", nil)
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	return problem(http.StatusMethodNotAllowed, "This address can’t be used that way. Go back and use the button or link on the page.", nil)
}

// robotsShow keeps crawlers out, should the port ever be reachable.
func (s *Server) robotsShow(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := w.Write([]byte("User-agent: *\nDisallow: /\n"))
	return ignoreGone(err)
}
