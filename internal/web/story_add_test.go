package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"rehearse/internal/store"
)

func TestAPastedStoryIsKeptAndOpened(t *testing.T) {
	s, _ := newTest(t, nil)
	to := post(t, s, "/stories", "answer", friday+"\r\n"+vile, "question", "What did you mend?")
	id, ok := strings.CutPrefix(to, "/stories/")
	if !ok || strings.Contains(id, "/") {
		t.Fatalf("a new story leads to %s", to)
	}
	x, err := s.coach.Story(t.Context(), store.Local, id)
	if err != nil || !strings.HasPrefix(x.Answer, friday) || x.Question != "What did you mend?" || x.Title == "" {
		t.Errorf("kept as %+v, %v", x, err)
	}
}

func TestAStoryToBeAskedForLeadsToTheFirstQuestion(t *testing.T) {
	s, _ := newTest(t, nil)
	to := post(t, s, "/stories", "title", "The search rewrite", "how", "ask")
	if !strings.HasSuffix(to, "/ask") {
		t.Errorf("it leads to %s", to)
	}
	holds(t, get(t, s, to), "The search rewrite", "Your words will stand here")
}

func TestNothingIsNoStory(t *testing.T) {
	s, _ := newTest(t, nil)
	a := ask(s, http.MethodPost, home+"/stories", form("answer", " \n ", "title", ""))
	if a.Code != http.StatusUnprocessableEntity {
		t.Errorf("it answers %d", a.Code)
	}
	holds(t, a.Body.String(), "There are no words in it yet", "Paste what you have")
	holds(t, get(t, s, "/stories"), "There is no story here yet")
}

func TestAPastedGuideComesInAsItsStories(t *testing.T) {
	s, _ := newTest(t, nil)
	bank := "# The dock\n\n## Situation\n\nWe were late.\n\n## Action\n\nI moved a crane.\n\n# The oven\n\n## Situation\n\nIt was cold.\n\n## Action\n\nI lit it.\n"
	a := ask(s, http.MethodPost, home+"/stories", form("answer", bank))
	if a.Code != http.StatusOK {
		t.Fatalf("it answers %d:\n%s", a.Code, a.Body)
	}
	holds(t, a.Body.String(), "2 stories came in", "The dock", "The oven")
}

// upload is a form with files, as a browser sends it.
func upload(t *testing.T, s *Server, fields map[string]string, files map[string]string) (int, string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for name, value := range fields {
		if err := m.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		w, err := m.CreateFormFile("files", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	a := ask(s, http.MethodPost, home+"/import", b.String(), "Content-Type", m.FormDataContentType())
	return a.Code, a.Body.String()
}

func TestTheReportSaysWhatCameIn(t *testing.T) {
	s, _ := newTest(t, nil)
	status, page := upload(t, s, nil, map[string]string{"dock.md": "# The dock\n\n" + friday, vile: "---\nbroken"})
	if status != http.StatusOK {
		t.Fatalf("it answers %d:\n%s", status, page)
	}
	holds(t, page, "dock.md", "The dock", `data-came="1"`)
	if strings.Contains(page, "<img src=x") {
		t.Error("a file's name became markup")
	}
	_, again := upload(t, s, map[string]string{"came": "7", "twice": "0", "failed": "0"}, map[string]string{"dock.md": "# The dock\n\n" + friday})
	holds(t, again, "7 stories came in", `data-came="0"`, `data-twice="1"`)
}

func TestTheReportListsWhatLooksDamaged(t *testing.T) {
	s, _ := newTest(t, nil)
	_, page := upload(t, s, nil, map[string]string{"dock.md": "# The dock\n\nIt went from 4.⅖ to 4.⅗. I moved a crane.\n"})
	holds(t, page, "2 places look damaged and came in as they stood", "line 3: ", "4.2/5", "4.3/5")
}

func TestNoFileIsSaidToBeNone(t *testing.T) {
	s, _ := newTest(t, nil)
	if status, page := upload(t, s, nil, nil); status != http.StatusBadRequest || !strings.Contains(page, "No file arrived") {
		t.Errorf("it answers %d:\n%s", status, page)
	}
}
