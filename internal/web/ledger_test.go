package web

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
)

// hostileText must stay text wherever it is shown.
const hostileText = `</script><img src=x onerror=alert(1)>"'` + "\u202e\u200b end"

const toldOnce = `Our search took 6 seconds and customers left. I led a team of 14 engineers and it was on me to mend it.
I profiled the slowest queries, then I asked two other teams to share one index with us, and I coached a junior engineer to own it.
In three months search went from 6 seconds to 400 ms, and sales rose by 12%. Two other teams use the index today.`

// withStory is a server with one story.
func withStory(t *testing.T, x store.Story) (*Server, store.Story) {
	t.Helper()
	s, _ := newTest(t, nil)
	x, err := s.coach.Add(t.Context(), store.Local, x)
	if err != nil {
		t.Fatal(err)
	}
	return s, x
}

// sendForm sends a form.
func sendForm(s *Server, path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	return ask(s, "POST", home+path, form.Encode(), headers...)
}

// shows asks for a page and holds it to some words.
func shows(t *testing.T, s *Server, path string, words ...string) string {
	t.Helper()
	w := ask(s, "GET", home+path, "")
	html := w.Body.String()
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d\n%s", path, w.Code, html)
	}
	for _, want := range words {
		if !strings.Contains(html, want) {
			t.Errorf("%s lacks %q", path, want)
		}
	}
	if strings.Contains(html, "<img") || strings.Contains(html, " style=") {
		t.Errorf("%s holds markup that it must not", path)
	}
	return html
}

func TestEmptyPagesSayWhatToDo(t *testing.T) {
	s, _ := newTest(t, nil)
	for path, want := range map[string]string{
		"/claims": "No story states a number yet", "/coverage": "Write two or three stories", "/readiness": "Five steps", "/settings": "Set the day of the interview",
	} {
		html := shows(t, s, path, want, `<p class="lead"`)
		if len(html) > 100_000 {
			t.Errorf("%s has %d bytes", path, len(html))
		}
	}
}

func TestAClaimIsKeptAndTakenBack(t *testing.T) {
	s, x := withStory(t, store.Story{Title: hostileText, Answer: toldOnce})
	shows(t, s, "/claims", "14 engineers", "from 6 seconds to 400 ms", "You haven’t said where any of the")
	form := url.Values{"story": {x.ID}, "text": {"14 engineers"}, "standing": {coach.Confidential}, "source": {"HR " + hostileText}, "instead": {"a dozen"}}
	w := sendForm(s, "/claims?show=unsaid", form)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/claims?show=unsaid#"+page.ClaimAnchor(x.ID, "14 engineers") {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
	}
	shows(t, s, "/claims?show=confidential", "14 engineers", "HR &lt;/script&gt;", `value="a dozen"`, "Your story still says the figure itself.")
	if html := shows(t, s, "/claims?show=verified"); strings.Contains(html, "14 engineers") {
		t.Error("the filter lets another standing through")
	}
	form.Set("standing", coach.Unsaid)
	form.Set("source", "")
	form.Set("instead", "")
	w = sendForm(s, "/claims", form, "Accept", "application/json")
	var said struct {
		Counts map[string]string
		Tally  string
		Spoken string
		Lead   string
		Change int64
	}
	if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if said.Counts["confidential"] != "0" || said.Change == 0 || said.Counts[""] != said.Counts["unsaid"] || !strings.Contains(said.Tally, "haven’t said") || said.Spoken != "" {
		t.Errorf("%+v", said)
	}
}

func TestAConfidentialFigureIsSaidInstead(t *testing.T) {
	s, x := withStory(t, store.Story{Answer: toldOnce})
	form := url.Values{"story": {x.ID}, "text": {"14 engineers"}, "standing": {coach.Confidential}, "base": {"1"}}
	w := sendForm(s, "/claims?show=confidential", form, "Accept", "application/json")
	if body := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(body, "still says the figure itself") || !strings.Contains(body, `"reads":[]`) || !strings.Contains(body, "You keep 1 figure confidential") {
		t.Errorf("%d %s", w.Code, body)
	}
	form.Set("replace", "1")
	if w = sendForm(s, "/claims", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "no words to say instead") {
		t.Errorf("%d", w.Code)
	}
	form.Set("instead", "a dozen engineers")
	form.Del("replace")
	const reads = "I led a team of a dozen engineers and it was on me to mend it."
	if w = sendForm(s, "/claims", form, "Accept", "application/json"); !strings.Contains(w.Body.String(), `"reads":["`+reads+`"]`) {
		t.Errorf("it doesn’t say how the sentence will read: %s", w.Body)
	}
	shows(t, s, "/claims?show=confidential", "How it will read", reads)
	form.Set("replace", "1")
	form.Set("base", "9")
	if w = sendForm(s, "/claims", form); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "nothing was replaced") {
		t.Errorf("%d", w.Code)
	}
	form.Set("base", "1")
	if w = sendForm(s, "/claims", form); w.Code != http.StatusSeeOther {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	got, err := s.coach.Story(t.Context(), store.Local, x.ID)
	if err != nil || got.Revision != 2 || !strings.Contains(got.Answer, "a team of a dozen engineers and") {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAClaimThatCantBeKeptIsRefused(t *testing.T) {
	s, x := withStory(t, store.Story{Answer: toldOnce})
	for name, form := range map[string]url.Values{
		"no figure":   {"story": {x.ID}, "standing": {"verified"}},
		"no standing": {"story": {x.ID}, "text": {"14 engineers"}, "standing": {"sworn"}},
		"a filter":    {"story": {x.ID}, "text": {"14 engineers"}, "standing": {"left"}},
		"too long":    {"story": {x.ID}, "text": {"14 engineers"}, "standing": {"verified"}, "source": {strings.Repeat("x", page.LongestRemark+1)}},
	} {
		if w := sendForm(s, "/claims", form); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if w := sendForm(s, "/claims", url.Values{"story": {"gone"}, "text": {"14"}, "standing": {"verified"}}); w.Code != http.StatusNotFound {
		t.Errorf("a story that is not there: %d", w.Code)
	}
}

func TestAClaimLeftBehindMovesOrGoes(t *testing.T) {
	s, x := withStory(t, store.Story{Answer: toldOnce})
	keep := func(text string) {
		form := url.Values{"story": {x.ID}, "text": {text}, "standing": {"verified"}, "source": {"the roster"}}
		if w := sendForm(s, "/claims", form); w.Code != http.StatusSeeOther {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	keep("16 engineers")
	keep("99 lemons")
	shows(t, s, "/claims?show=left", "16 engineers", "99 lemons", "Drop it")
	if w := sendForm(s, "/claims", url.Values{"story": {x.ID}, "text": {"16 engineers"}, "move": {"14 engineers"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := sendForm(s, "/claims", url.Values{"story": {x.ID}, "text": {"99 lemons"}, "drop": {"1"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	p, err := s.coach.Portfolio(t.Context(), store.Local)
	if err != nil {
		t.Fatal(err)
	}
	if c := p.Entries[0].Claims; len(c) != 1 || c[0].Text != "14 engineers" || c[0].Source != "the roster" || c[0].Standing != "verified" {
		t.Errorf("%+v", c)
	}
}

func TestAWordIsKeptAndTakenBack(t *testing.T) {
	s, _ := withStory(t, store.Story{Answer: toldOnce})
	today := s.coach.Today()
	for _, c := range []struct {
		form url.Values
		code int
		to   string
	}{
		{url.Values{"key": {"portfolio:growth"}, "on": {"2020-01-31"}, "note": {hostileText}, "back": {"/coverage#rule-growth"}}, 303, "/coverage#rule-growth"},
		{url.Values{"key": {"step:practise"}, "back": {"//evil.example/readiness"}}, 303, "/readiness"},
		{url.Values{"key": {"step:practise"}, "back": {"/settings/forget"}}, 303, "/readiness"},
		{url.Values{"key": {"anything"}}, 422, ""},
		{url.Values{"key": {"portfolio:growth"}, "on": {"2020-02-31"}}, 422, ""},
		{url.Values{"key": {"portfolio:growth"}, "on": {"9999-01-01"}}, 422, ""},
		{url.Values{"key": {"step:practise"}, "drop": {"1"}, "back": {"/readiness"}}, 303, "/readiness"},
	} {
		if w := sendForm(s, "/words", c.form); w.Code != c.code || w.Header().Get("Location") != c.to {
			t.Errorf("%v: %d %q", c.form, w.Code, w.Header().Get("Location"))
		}
	}
	p, err := s.coach.Portfolio(t.Context(), store.Local)
	if err != nil {
		t.Fatal(err)
	}
	if w := p.Words["portfolio:growth"]; len(p.Words) != 1 || w.On != "2020-01-31" || w.Note == "" {
		t.Errorf("%+v", p.Words)
	}
	if w := sendForm(s, "/words", url.Values{"key": {"step:map"}}); w.Code != 303 {
		t.Fatal(w.Code)
	}
	if p, err = s.coach.Portfolio(t.Context(), store.Local); err != nil || p.Words["step:map"].On != today {
		t.Errorf("%+v, %v", p.Words, err)
	}
}

func TestFollowUpsAreAskedAnsweredAndRead(t *testing.T) {
	s, x := withStory(t, store.Story{Title: hostileText, Answer: toldOnce})
	at := "/stories/" + x.ID + "/followups"
	shows(t, s, at, "Likely to be asked", "Prepare it", "One of your own")
	w := sendForm(s, at, url.Values{"question": {"How did you know that it worked? " + hostileText}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	p, _ := s.coach.Portfolio(t.Context(), store.Local)
	f := p.Entries[0].FollowUps[0]
	reply := strings.Repeat("I looked at the numbers each week with our analyst, and I asked 23 customers myself. ", 6)
	form := url.Values{"question": {f.Question}, "reply": {reply}, "base": {"1"}}
	w = sendForm(s, at+"/"+f.ID, form, "Accept", "application/json")
	var said struct {
		Revision int64
		Read     page.ReplyRead
	}
	if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if said.Revision != 2 || said.Read.Length == "" || !strings.Contains(said.Read.Added, "23 customers") || strings.Contains(w.Body.String(), "strong no") {
		t.Errorf("%+v", said)
	}
	html := shows(t, s, at, "23 customers, which the story doesn’t", "I asked 23 customers myself", `name="base" value="2"`)
	if !strings.Contains(html, "Every question here has a reply. Five of the six usual ones are still open.") || !strings.Contains(w.Body.String(), "Five of the six usual ones") || !strings.Contains(html, "1 of 6 answered") {
		t.Error("the first line does not follow")
	}
	// Another window saved meanwhile: nothing of either is lost.
	form.Set("reply", "mine "+hostileText)
	w = sendForm(s, at+"/"+f.ID, form)
	if html := w.Body.String(); w.Code != http.StatusConflict || !strings.Contains(html, "mine &lt;/script&gt;") || !strings.Contains(html, "I asked 23 customers myself") {
		t.Errorf("%d %s", w.Code, html)
	}
	if w = sendForm(s, at+"/"+f.ID, form, "Accept", "application/json"); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "23 customers") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w = sendForm(s, at+"/"+f.ID+"/delete", form); w.Code != http.StatusSeeOther {
		t.Errorf("%d", w.Code)
	}
	shows(t, s, at, "Six questions come up after almost every story", "0 of 6 answered")
	if w := sendForm(s, at+"/"+f.ID, form); w.Code != http.StatusNotFound {
		t.Errorf("a reply to a deleted one: %d", w.Code)
	}
	if w := sendForm(s, at, url.Values{"question": {"  "}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("an empty question: %d", w.Code)
	}
}

func TestManyFollowUpsStandOnPages(t *testing.T) {
	s, x := withStory(t, store.Story{Answer: toldOnce})
	at := "/stories/" + x.ID + "/followups"
	var last string
	for i := range page.FollowUpsAPage + 1 {
		w := sendForm(s, at, url.Values{"question": {fmt.Sprintf("Question %d?", i)}})
		last = w.Header().Get("Location")
	}
	if !strings.HasPrefix(last, at+"?page=2#f-") {
		t.Errorf("the last one stands at %s", last)
	}
	shows(t, s, at+"?page=2", fmt.Sprintf("Question %d?", page.FollowUpsAPage))
	shows(t, s, at+"?page=99", fmt.Sprintf("Question %d?", page.FollowUpsAPage))
}

func TestSettingsAreKeptOrSayWhyNot(t *testing.T) {
	s, _ := newTest(t, nil)
	good := url.Values{"rubric": {"amazon-l7"}, "pace": {"132,5"}, "theme": {"dark"}, "interview": {"2027-01-31"}}
	if w := sendForm(s, "/settings", good); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	want := coach.Settings{Rubric: "amazon-l7", Pace: 132.5, Theme: "dark", Interview: "2027-01-31"}
	if got, _ := s.coach.Settings(t.Context(), store.Local); got != want {
		t.Errorf("%+v", got)
	}
	shows(t, s, "/settings", `value="amazon-l7" checked`, `value="132.5"`, `value="2027-01-31"`, `data-theme="dark"`, "Not affiliated", "Apache-2.0")
	for name, c := range map[string]struct {
		field, value, says string
	}{
		"pace":      {"pace", "9000", "from 40 to 400"},
		"no pace":   {"pace", "NaN", "from 40 to 400"},
		"day":       {"interview", "2027-02-31", "not a day"},
		"theme":     {"theme", "pink", "Choose one"},
		"rubric":    {"rubric", "amazon-l9", "amazon-l9"},
		"own":       {"rubric", "own", "Write where your rubric"},
		"no markup": {"pace", hostileText, "from 40 to 400"},
	} {
		bad := url.Values{"rubric": {"amazon-l5"}, "pace": {"150"}, "theme": {"light"}, "interview": {""}}
		bad.Set(c.field, c.value)
		w := sendForm(s, "/settings", bad)
		if html := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(html, c.says) || strings.Contains(html, "<img") {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if got, _ := s.coach.Settings(t.Context(), store.Local); got != want {
		t.Errorf("what was refused was kept: %+v", got)
	}
}

func TestAnOwnRubricSaysWhereItIsWrong(t *testing.T) {
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "rehearse.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	c, err := coach.New(st, coach.Options{ReadFile: os.ReadFile})
	if err != nil {
		t.Fatal(err)
	}
	s := New(c, Options{})
	path := filepath.Join(t.TempDir(), "mine.yaml")
	if err := os.WriteFile(path, []byte("id: mine\nextends: amazon-l6\nnonsense: 3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	form := url.Values{"rubric": {"own"}, "path": {path}, "pace": {"150"}, "theme": {"auto"}}
	w := sendForm(s, "/settings", form)
	if html := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(html, "mine.yaml:3:1:") || !strings.Contains(html, `value="own" checked`) {
		t.Errorf("%d %s", w.Code, html)
	}
	if err := os.WriteFile(path, []byte("id: mine\ntitle: Mine\nextends: amazon-l6\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if w := sendForm(s, "/settings", form); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	shows(t, s, "/settings", `value="own" checked`, path)
}

func TestForgettingNeedsItsWords(t *testing.T) {
	s, _ := withStory(t, store.Story{Answer: toldOnce})
	for typed, left := range map[string]int{"": 1, "delete": 1} {
		if w := sendForm(s, "/settings/forget", url.Values{"confirm": {typed}}); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d", typed, w.Code)
		}
		if p, _ := s.coach.Portfolio(t.Context(), store.Local); len(p.Entries) != left {
			t.Fatalf("%q leaves %d", typed, len(p.Entries))
		}
	}
	if w := sendForm(s, "/settings/forget", url.Values{"confirm": {" Delete  Everything "}}); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" {
		t.Errorf("%d", w.Code)
	}
	if p, _ := s.coach.Portfolio(t.Context(), store.Local); len(p.Entries) != 0 {
		t.Error("something is left")
	}
}

// restoring is a form with a backup in it, ticked or not.
func restoring(t *testing.T, s *Server, backup []byte, sure string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	if sure != "" {
		m.WriteField("sure", sure)
	}
	f, err := m.CreateFormFile("backup", "my.backup")
	if err != nil {
		t.Fatal(err)
	}
	f.Write(backup)
	m.Close()
	return ask(s, "POST", home+"/restore", body.String(), "Content-Type", m.FormDataContentType())
}

func TestABackupComesBackWhole(t *testing.T) {
	s, x := withStory(t, store.Story{Title: "One", Answer: toldOnce})
	w := ask(s, "GET", home+"/backup", "")
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Disposition"), `attachment; filename="rehearse-`) {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	backup := w.Body.Bytes()
	if _, err := s.coach.Add(t.Context(), store.Local, store.Story{Title: "Two", Answer: toldOnce + " Later."}); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		p, err := s.coach.Portfolio(t.Context(), store.Local)
		if err != nil {
			t.Fatal(err)
		}
		return len(p.Entries)
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"not sure": restoring(t, s, backup, ""),
		"cut":      restoring(t, s, backup[:len(backup)-9], "yes"),
		"no file":  restoring(t, s, []byte("hello"), "yes"),
		"a story":  restoring(t, s, []byte(toldOnce), "yes"),
	} {
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%s: %d", name, w.Code)
		}
		if n := count(); n != 2 {
			t.Fatalf("%s leaves %d stories", name, n)
		}
	}
	if w := restoring(t, s, backup, "yes"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if n := count(); n != 1 {
		t.Errorf("%d stories after the restore", n)
	}
	if got, err := s.coach.Story(t.Context(), store.Local, x.ID); err != nil || got.Answer != x.Answer {
		t.Errorf("%v, %v", got, err)
	}
}

func TestTheExportHoldsEveryStory(t *testing.T) {
	s, _ := withStory(t, store.Story{Title: "../../One / " + hostileText, Answer: toldOnce})
	w := ask(s, "GET", home+"/export.zip", "")
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	z, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(z.File) != 1 || strings.ContainsAny(z.File[0].Name, `/\:<>`) || !strings.HasSuffix(z.File[0].Name, ".md") {
		t.Fatalf("%v", z.File)
	}
	if made := z.File[0].Modified; made.IsZero() || time.Since(made).Abs() > 24*time.Hour {
		t.Errorf("the file is dated %v", made)
	}
	f, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil || !strings.Contains(string(text), "I profiled the slowest queries") {
		t.Errorf("%s %v", text, err)
	}
}

func TestManyStoriesStayUnderTheSizeOfAPage(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	s, _ := newTest(t, nil)
	for i := range 500 {
		_, err := s.coach.Add(t.Context(), store.Local, store.Story{
			Title: fmt.Sprintf("The rewrite of the search, part %d", i), Project: "search", Answer: strings.ReplaceAll(toldOnce, "14", fmt.Sprint(10+i%9)),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.coach.Refresh(t.Context(), store.Local, nil); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/claims", "/claims?page=2", "/claims?show=contradictions", "/coverage", "/coverage?page=2", "/coverage?gaps=all", "/readiness", "/settings"} {
		html := shows(t, s, path)
		began := time.Now()
		for range 20 {
			shows(t, s, path)
		}
		t.Logf("%s: %d bytes, %v", path, len(html), time.Since(began)/20)
		if len(html) > 100_000 {
			t.Errorf("%s has %d bytes", path, len(html))
		}
	}
}
