package web

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
)

// newTestAt is newTest with a clock that the test moves.
func newTestAt(t *testing.T, now *time.Time) *Server {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "rehearse.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	c, err := coach.New(st, coach.Options{Now: func() time.Time { return *now }})
	if err != nil {
		t.Fatal(err)
	}
	s := New(c, Options{})
	t.Cleanup(s.Close)
	return s
}

func TestHistoryShowsAndBringsBack(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
	s := newTestAt(t, &now)
	id := keep(t, s, store.Story{Title: "Friday", Answer: "Orders were lost. " + vile})
	now = now.Add(48 * time.Hour)
	if _, err := s.coach.Save(context.Background(), store.Local, store.Story{ID: id, Title: "Friday", Answer: friday + " " + vile}, 1); err != nil {
		t.Fatal(err)
	}
	path := "/stories/" + id + "/history"
	list := get(t, s, path)
	holds(t, list, "today, 09:00", "2 days ago, 09:00", "as it stands", "Bring this one back", "<svg", "The vote over time")
	step := get(t, s, path+"/2")
	holds(t, step, "<ins>", "<del>", "Step before")
	inert(t, step)
	holds(t, get(t, s, path+"/1"), "This is how the story began", "Bring this one back")
	holds(t, get(t, s, path+"/1?against=now"), "What changed from here until now", "<ins>")

	if to := post(t, s, "/stories/"+id+"/revert", "revision", "1", "base", "2"); to != "/stories/"+id {
		t.Errorf("it leads to %s", to)
	}
	x, err := s.coach.Story(t.Context(), store.Local, id)
	if err != nil || x.Revision != 3 || !strings.HasPrefix(x.Answer, "Orders were lost.") {
		t.Errorf("brought back as %+v, %v", x, err)
	}
	// Another window that still shows revision 2 must not undo that.
	a := ask(s, http.MethodPost, home+"/stories/"+id+"/revert", form("revision", "2", "base", "2"))
	if a.Code != http.StatusConflict {
		t.Errorf("a stale page answers %d", a.Code)
	}
}

func TestHistoryTellsASettledConflictApart(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
	s := newTestAt(t, &now)
	id := keep(t, s, store.Story{Title: "Friday", Answer: "Orders were lost."})
	path := "/stories/" + id
	send := func(answer, base string, more ...string) {
		t.Helper()
		now = now.Add(time.Minute)
		post(t, s, path, append([]string{"title", "Friday", "answer", answer, "base", base}, more...)...)
	}
	send("Orders were lost. I looked.", "1")
	// The other window’s text meets the page to choose on, whose forms say
	// what they do.
	a := ask(s, http.MethodPost, home+path, form("title", "Friday", "answer", "Orders were lost on Fridays.", "base", "1"))
	if a.Code != http.StatusConflict {
		t.Fatal(a.Code)
	}
	holds(t, a.Body.String(), `name="settles" value="merged"`, `name="settles" value="kept"`)
	send("Orders were lost on Fridays. I looked.", "2", "settles", "merged")
	send("Orders were lost on Fridays. I looked twice.", "3")
	send("Orders were lost on Fridays. I looked thrice.", "4", "settles", "kept")
	send("Orders were lost on Fridays. I looked at them.", "5", "settles", "nonsense")
	now = now.Add(time.Minute)
	post(t, s, path+"/revert", "revision", "1", "base", "6")
	list := get(t, s, path+"/history")
	holds(t, list, "put together with another window’s text", "kept over another window’s text", "an older text brought back", "2 saves")
	if n := strings.Count(list, `class="began"`); n != 3 {
		t.Errorf("%d steps are told apart", n)
	}
	holds(t, get(t, s, path+"/history/4"), "you put their texts together here", "one step", "put together with another window’s text")
	holds(t, get(t, s, path+"/history/3"), "you put their texts together here", "one of 2 saves")
	holds(t, get(t, s, path+"/history/6"), "you kept the text of one of them here")
	holds(t, get(t, s, path+"/history/7"), "You brought an older text back here.")
	if html := get(t, s, path+"/history/2"); strings.Contains(html, "windows") {
		t.Error("a plain save is told as one that settled a conflict")
	}
}

func TestEverySaveCanBeReached(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
	s := newTestAt(t, &now)
	id := keep(t, s, store.Story{Title: "Friday", Answer: "Orders were lost."})
	for i, answer := range []string{"Orders were lost. I looked.", "Orders were lost. I looked twice.", "Orders were lost. I looked twice there."} {
		now = now.Add(time.Minute)
		if _, err := s.coach.Save(t.Context(), store.Local, store.Story{ID: id, Title: "Friday", Answer: answer}, int64(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	path := "/stories/" + id + "/history"
	holds(t, get(t, s, path), "3 saves", "4 saves (shown as 2 steps)", `href="`+path+`/4"`, `href="`+path+`/3"`, `href="`+path+`/2"`, `href="`+path+`/1"`)
	middle := get(t, s, path+"/3")
	holds(t, middle, "one of 3 saves", "<ins>", "Save before", "Save after", "Bring this one back", "principles and notes stay as they are")
	if strings.Contains(middle, "there.") {
		t.Error("the third save shows the words of the fourth")
	}
}

func TestStepsThatAreNotThere(t *testing.T) {
	s, _ := newTest(t, nil)
	id := keep(t, s, store.Story{Title: "Friday", Answer: friday})
	for _, path := range []string{"/stories/" + id + "/history/2", "/stories/" + id + "/history/0", "/stories/" + id + "/history/x", "/stories/none/history", "/stories/none/history/1"} {
		if a := ask(s, http.MethodGet, home+path, ""); a.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.Code)
		}
	}
	if a := ask(s, http.MethodPost, home+"/stories/"+id+"/revert", form("revision", "one", "base", "1")); a.Code != http.StatusBadRequest {
		t.Errorf("a revision that is no number answers %d", a.Code)
	}
}

func TestTheLogOfTellings(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.Local)
	s := newTestAt(t, &now)
	id := keep(t, s, store.Story{Title: "Friday", Answer: friday})
	path := "/stories/" + id + "/told"
	if to := post(t, s, path, "on", "2026-11-20", "to", "Ana "+vile, "note", "too long"); to != "/stories/"+id+"#told" {
		t.Errorf("it leads to %s", to)
	}
	post(t, s, path, "to", strings.Repeat("é", page.LongestTold))
	for _, field := range []string{"to", "note"} {
		long := strings.Repeat("é", page.LongestTold+1)
		if a := ask(s, http.MethodPost, home+path, form(field, long)); a.Code != http.StatusUnprocessableEntity || !strings.Contains(a.Body.String(), long) || !strings.Contains(a.Body.String(), "300 letters") {
			t.Errorf("a field of the log that is too long answers %d", a.Code)
		}
	}
	all := tellings(t, s)
	if len(all) != 2 || all[0].On != "2026-11-23" || len([]rune(all[0].To)) != page.LongestTold || all[1].Note != "too long" {
		t.Fatalf("the log holds %+v", all)
	}
	shown := get(t, s, "/stories/"+id)
	holds(t, shown, "3 days ago", "too long", `id="told"`)
	inert(t, shown)
	for _, day := range []string{"soon", "2026-02-31", "2026-11-24", "0001-01-01", "1949-12-31", "9999-12-31"} {
		if a := ask(s, http.MethodPost, home+path, form("on", day)); a.Code != http.StatusUnprocessableEntity {
			t.Errorf("the day %q answers %d", day, a.Code)
		}
	}
	if a := ask(s, http.MethodPost, home+"/stories/none/told", form("to", "Ana")); a.Code != http.StatusNotFound {
		t.Errorf("a story that is not there answers %d", a.Code)
	}
	post(t, s, path+"/"+all[0].ID+"/delete")
	if left := tellings(t, s); len(left) != 1 || left[0].ID != all[1].ID {
		t.Errorf("left is %+v", left)
	}
}

func tellings(t *testing.T, s *Server) (all []store.Telling) {
	t.Helper()
	err := s.coach.Store().Read(t.Context(), store.Local, func(tx *store.Tx) (err error) {
		all, err = tx.Tellings()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
