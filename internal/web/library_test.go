package web

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

func TestTheLibraryShowsItsContents(t *testing.T) {
	s, _ := newTest(t, nil)
	html := shows(t, s, "/library", "A serious production incident", "A launch that failed", "385 questions", `data-live="found"`)
	lib, err := s.coach.Library()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range lib.Scenarios {
		if !strings.Contains(html, `href="/library/scenarios/`+x.ID+`"`) {
			t.Errorf("no way leads to %s", x.ID)
		}
	}
	if strings.Contains(html, "lib-mine") {
		t.Error("stories are counted where there are none")
	}
}

func TestTheLibraryFindsAsOneTypes(t *testing.T) {
	s, _ := newTest(t, nil)
	whole := shows(t, s, "/library/search?q=inciden", "/library/scenarios/production-incident", "<h1>Library</h1>", `id="contents" hidden`)
	part := shows(t, s, "/library/search?q=inciden&part=found", "/library/scenarios/production-incident")
	if strings.Contains(part, "<html") || !strings.Contains(whole, part) {
		t.Error("the part is not a part of the very same page")
	}
	for n := len("migr"); n <= len("migration"); n++ {
		shows(t, s, "/library/search?part=found&q=data+"+"migration"[:n], "/library/scenarios/technology-migration")
	}
	shows(t, s, "/library/search?q=zzxqy", "Nothing in the library")
	shows(t, s, "/library/search?q=", "33 scenarios")
	if html := shows(t, s, "/library/search?q=quote+amount&part=found"); strings.Contains(html, "{quote}") || strings.Contains(html, "{amount}") {
		t.Error("a follow-up shows its slots")
	}
	shows(t, s, "/library/search?q="+url.QueryEscape(hostileText), "&lt;/script&gt;&lt;img")
	shows(t, s, "/library/search?q="+url.QueryEscape("\xff\xfe team")+strings.Repeat("x", 5000))
}

func TestEveryScenarioIsReadByTheReviewer(t *testing.T) {
	s, _ := newTest(t, nil)
	lib, err := s.coach.Library()
	if err != nil {
		t.Fatal(err)
	}
	largest, fours := 0, 0
	for _, x := range lib.Scenarios {
		html := shows(t, s, "/library/scenarios/"+x.ID, "What the interviewer listens for", `<mark class="role-action">`, `<mark class="role-result">`,
			"Told at L5", "Told at L7", "What goes wrong", `action="/library/scenarios/`+x.ID+`/start"`)
		if n := strings.Count(html, `class="ms-vote"`); n != 3 {
			t.Errorf("%s: %d votes, want one for each of its three answers", x.ID, n)
		}
		if model, _, _ := strings.Cut(html, `id="flawed"`); strings.Contains(model, "Strong yes") {
			fours++
		}
		if len(x.FollowUps) != strings.Count(html, "<summary data-stop>") {
			t.Errorf("%s: not all of its %d follow-ups are shown", x.ID, len(x.FollowUps))
		}
		if largest = max(largest, len(html)); len(html) > 100_000 {
			t.Errorf("%s has %d bytes", x.ID, len(html))
		}
	}
	if fours < 29 {
		t.Errorf("%d model answers are rated 4; the library promises 29", fours)
	}
	t.Logf("the largest has %d bytes", largest)
	shows(t, s, "/library/scenarios/failed-launch", "Applied later", "Done differently today", "A question about failure")
}

func TestAScenarioStartsAStoryWithNoneOfItsWords(t *testing.T) {
	s, _ := newTest(t, nil)
	to := post(t, s, "/library/scenarios/failed-launch/start")
	p, err := s.coach.Portfolio(t.Context(), store.Local)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Entries) != 1 {
		t.Fatalf("%d stories were made", len(p.Entries))
	}
	x := p.Entries[0]
	lib, _ := s.coach.Library()
	scenario, _ := lib.Scenario("failed-launch")
	if to != "/stories/"+x.ID+"/ask" || x.Question != scenario.Question || x.Kind != "failure" || x.Answer != "" || x.Notes != "" || len(x.Principles) != 0 {
		t.Errorf("it leads to %s with %+v", to, x.Story)
	}
	to = post(t, s, "/library/questions/q010/start")
	if p, _ = s.coach.Portfolio(t.Context(), store.Local); len(p.Entries) != 2 || to == "/stories/"+x.ID+"/ask" {
		t.Errorf("a question leads to %s, with %d stories", to, len(p.Entries))
	}
}

func TestTheLibraryKnowsWhatItLacks(t *testing.T) {
	s, _ := newTest(t, nil)
	for _, path := range []string{"/library/scenarios/nope", "/library/questions/nope", "/library/scenarios/..%2f..%2fetc"} {
		if a := ask(s, http.MethodGet, home+path, ""); a.Code != http.StatusNotFound {
			t.Errorf("GET %s answers %d", path, a.Code)
		}
	}
	for _, path := range []string{"/library/scenarios/nope/start", "/library/questions/nope/start"} {
		if a := ask(s, http.MethodPost, home+path, ""); a.Code != http.StatusNotFound {
			t.Errorf("POST %s answers %d", path, a.Code)
		}
	}
	if p, err := s.coach.Portfolio(t.Context(), store.Local); err != nil || len(p.Entries) != 0 {
		t.Errorf("something was made: %v %v", p.Entries, err)
	}
}

func TestQuestionsAreFiltered(t *testing.T) {
	s, _ := newTest(t, nil)
	first := shows(t, s, "/library/questions", "1 to 50 of 385 questions.", "Page 1 of 8", "Start a story to this question")
	if n := strings.Count(first, `/start"`); n != 50 {
		t.Errorf("%d questions stand on the first page", n)
	}
	shows(t, s, "/library/questions?page=8", "351 to 385 of 385")
	shows(t, s, "/library/questions?page=99999999999999999999", "351 to 385 of 385")
	shows(t, s, "/library/questions?page=-3", "1 to 50 of 385")
	shows(t, s, "/library/questions?page=99", "351 to 385 of 385")
	shows(t, s, "/library/questions?kind=failure&level=L6", `<option value="failure" selected`, "about failure")
	shows(t, s, "/library/questions?principle=nope&competency=nope&kind=nope&level=L9", "of 385")
	one := shows(t, s, "/library/questions?q=SEAT+empty&principle=hire-and-develop-the-best&part=questions", "leave a seat empty")
	if strings.Contains(one, "<html") {
		t.Error("the part is a whole page")
	}
	shows(t, s, "/library/questions?q="+url.QueryEscape(hostileText), "No question is like that", "Show all")
}

const quake = `Two floors of our building were closed after an earthquake, and the team that answers calls could not reach its desks. I led 12 engineers.
I asked the operators what they needed first, decided to move the calls to their homes, and had two engineers try it with five of them before the rest.
By the evening 80 of 94 operators took calls from home, and the waiting time, 40 minutes that morning, was 6 the next day.`

const hire = `I had to hire a lead for our payments team. I interviewed nine candidates and turned down the favorite, because she could not say what she had got wrong.
I asked the panel to write down its doubts, coached the interviewers on better questions, and hired the quiet candidate whom everyone had ranked third.
She has led the team for two years, and departures fell from five a year to one.`

func TestAQuestionNamesTheStoryThatAnswersIt(t *testing.T) {
	s, _ := newTest(t, nil)
	lib, _ := s.coach.Library()
	shows(t, s, "/library/questions/"+lib.Questions[0].ID, "You have no story yet")
	keep(t, s, store.Story{Title: "The earthquake", Answer: quake})
	hired := keep(t, s, store.Story{Title: "The quiet candidate " + hostileText, Answer: "## Situation\n" + hire})
	keep(t, s, store.Story{Title: "Nothing yet"})
	html := shows(t, s, "/library/questions/q001", "Which of your stories answers it", "hiring good people", "&lt;img")
	first := strings.Index(html, "/stories/"+hired)
	if other := strings.Index(html, "The earthquake"); first < 0 || other >= 0 && other < first {
		t.Errorf("%q: the story about hiring does not stand first", lib.Questions[0].Question)
	}
	if strings.Contains(html, "Nothing yet") {
		t.Error("a story with no word in it is offered")
	}
	x, err := s.coach.Story(t.Context(), store.Local, hired)
	if err != nil {
		t.Fatal(err)
	}
	x.Answer, x.Title = quake+" It was a second shock.", "Another shock"
	if _, err := s.coach.Save(t.Context(), store.Local, x, x.Revision); err != nil {
		t.Fatal(err)
	}
	if html := shows(t, s, "/library/questions/q001"); strings.Contains(html, "both are about hiring") || strings.Contains(html, "Both are about hiring") {
		t.Error("the story is still taken for what it was")
	}
}

func TestPrinciplesNameTheStoriesThatShowThem(t *testing.T) {
	s, _ := newTest(t, nil)
	html := shows(t, s, "/library/principles", "The sixteen principles", "has nothing to do with Amazon", "None yet.", `id="dive-deep"`)
	if n := strings.Count(html, `class="lib-principle"`); n != 16 {
		t.Errorf("%d principles", n)
	}
	id := keep(t, s, store.Story{Title: "The quiet candidate", Answer: hire})
	html = shows(t, s, "/library/principles", "/stories/"+id)
	_, rest, _ := strings.Cut(html, `id="hire-and-develop-the-best"`)
	rest, _, _ = strings.Cut(rest, "</section>")
	if !strings.Contains(rest, "/stories/"+id) {
		t.Error("a story about hiring does not stand under hiring")
	}
	scenario := shows(t, s, "/library")
	if !strings.Contains(scenario, "of yours fit") {
		t.Error("no scenario is said to fit the story")
	}
}

func TestTheLevelIsTold(t *testing.T) {
	s, _ := newTest(t, nil)
	html := shows(t, s, "/library/level", "What L6 means", "<th scope=\"col\">L5</th>", "Ten areas that candidates overlook", "Done when:", "/library/scenarios/production-incident")
	if strings.Contains(html, "*Done when") || strings.Contains(html, "**") {
		t.Error("Markdown is shown as it is written")
	}
}

func TestTheLibraryStaysSmallWithManyStories(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	s, _ := newTest(t, nil)
	for i := range 500 {
		text := hire
		if i%2 == 0 {
			text = quake
		}
		keep(t, s, store.Story{Title: fmt.Sprintf("%d %s", i, strings.Repeat("long title ", 80)), Answer: fmt.Sprintf("%s And %d more.", text, i)})
	}
	if err := s.coach.Refresh(t.Context(), store.Local, nil); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/library", "/library/principles", "/library/scenarios/scaling-a-team", "/library/questions", "/library/questions/q001", "/library/search?q=team"} {
		html := shows(t, s, path)
		t.Logf("%s: %d bytes", path, len(html))
		if len(html) > 100_000 {
			t.Errorf("%s has %d bytes", path, len(html))
		}
	}
}

func BenchmarkLibrary(b *testing.B) {
	st, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "rehearse.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	c, err := coach.New(st, coach.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := New(c, Options{})
	for i := range 500 {
		if _, err := c.Add(b.Context(), store.Local, store.Story{Title: fmt.Sprint("Story ", i), Answer: fmt.Sprint(hire, " ", i)}); err != nil {
			b.Fatal(err)
		}
	}
	for _, path := range []string{"/library", "/library/search?part=found&q=team+conf", "/library/scenarios/production-incident", "/library/principles", "/library/level", "/library/questions", "/library/questions/q001"} {
		b.Run(path, func(b *testing.B) {
			ask(s, http.MethodGet, home+path, "")
			for b.Loop() {
				if a := ask(s, http.MethodGet, home+path, ""); a.Code != http.StatusOK {
					b.Fatal(a.Code)
				}
			}
		})
	}
}
