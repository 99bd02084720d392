package web

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"rehearse/internal/store"
)

// fields are the hidden fields of the builder's form.
func fields(page string) []string {
	var pairs []string
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([a-z]+)" value="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		pairs = append(pairs, m[1], m[2])
	}
	return pairs
}

func TestTheBuilderAsksUntilAllIsTold(t *testing.T) {
	s, _ := newTest(t, nil)
	to := post(t, s, "/stories", "title", "The dock", "how", "ask")
	replies := 0
	for range 20 {
		page := get(t, s, to)
		if !strings.Contains(page, `name="reply"`) {
			holds(t, page, "The draft is there", "Read it as one text")
			break
		}
		to = post(t, s, to, append(fields(page), "reply", "Because of 12 cranes I moved the dock & "+vile)...)
		replies++
		inert(t, get(t, s, to))
	}
	if replies < 4 || replies == 20 {
		t.Errorf("it asked %d times", replies)
	}
	id := strings.Split(to, "/")[2]
	x, err := s.coach.Story(t.Context(), store.Local, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, heading := range []string{"Situation", "Task", "Action", "Result"} {
		if !strings.Contains(x.Answer, "## "+heading) {
			t.Errorf("the draft has no %s:\n%s", heading, x.Answer)
		}
	}
}

func TestAQuestionCanWait(t *testing.T) {
	s, _ := newTest(t, nil)
	id := keep(t, s, store.Story{Title: "The dock"})
	path := "/stories/" + id + "/ask"
	first := get(t, s, path)
	second := get(t, s, post(t, s, path, append(fields(first), "reply", " ", "leave", "1")...))
	if question(first) == question(second) {
		t.Errorf("it asks the same again: %s", question(second))
	}
	// The question that waits is remembered through the next answer.
	next := post(t, s, path, append(fields(second), "reply", "I moved one crane.")...)
	if third := question(get(t, s, next)); third == question(first) {
		t.Errorf("it comes back to what was to wait: %s", third)
	}
}

func TestNotNowKeepsWhatWasBegun(t *testing.T) {
	s, _ := newTest(t, nil)
	id := keep(t, s, store.Story{Title: "The dock"})
	first := get(t, s, "/stories/"+id+"/ask")
	holds(t, first, `name="leave"`, "formnovalidate")
	second := get(t, s, post(t, s, "/stories/"+id+"/ask", append(fields(first), "reply", "Eleven of us at", "leave", "1")...))
	holds(t, second, "Eleven of us at")
	if question(second) == question(first) {
		t.Error("it asks again what was left for later")
	}
}

func TestSkippingAllIsNoDraft(t *testing.T) {
	s, _ := newTest(t, nil)
	to := "/stories/" + keep(t, s, store.Story{Title: "The dock"}) + "/ask"
	asked := map[string]bool{}
	page := get(t, s, to)
	for range 30 {
		if !strings.Contains(page, `name="reply"`) {
			break
		}
		if q := question(page); asked[q] {
			t.Fatalf("it asks twice: %s", q)
		}
		asked[question(page)] = true
		page = get(t, s, post(t, s, to, append(fields(page), "leave", "1")...))
	}
	holds(t, page, "Nothing is told yet", "Ask me again")
	if strings.Contains(page, "The draft is there") {
		t.Error("it says that a draft is there")
	}
}

func TestADraftSaysWhatItLacks(t *testing.T) {
	s, _ := newTest(t, nil)
	to := "/stories/" + keep(t, s, store.Story{Title: "The dock", Answer: "## Situation\n\n" + strings.Repeat("We were 9 and late. ", 10)}) + "/ask"
	page := get(t, s, to)
	for range 30 {
		if !strings.Contains(page, `name="reply"`) {
			break
		}
		page = get(t, s, post(t, s, to, append(fields(page), "leave", "1")...))
	}
	holds(t, page, "Still missing: your task, what you did, the result and what you learned", "Ask me for the rest")
}

func TestAStartIsTakenUpAgain(t *testing.T) {
	s, _ := newTest(t, nil)
	lib, err := s.coach.Library()
	if err != nil {
		t.Fatal(err)
	}
	x := lib.Scenarios[0]
	start := "/library/scenarios/" + x.ID + "/start"
	to := post(t, s, start)
	if again := post(t, s, start); again != to {
		t.Errorf("it begins twice: %s and %s", to, again)
	}
	page := get(t, s, to)
	holds(t, page, html.EscapeString(x.Question), "They listen for")
	if strings.Contains(page, ">"+html.EscapeString(x.Title)+"<") {
		t.Error("the story bears the name of the library's")
	}
	post(t, s, to, append(fields(page), "reply", "In 2019 I ran a team of nine at a grocery chain, and its checkout fell over.")...)
	if told, err := s.coach.Story(t.Context(), store.Local, strings.Split(to, "/")[2]); err != nil || told.Title != "In 2019 I ran a team of nine at a grocery chain" {
		t.Errorf("when it is told it is called %q, %v", told.Title, err)
	}
	if other := post(t, s, start); other == to {
		t.Error("a story that is told is taken for an empty start")
	}
}

func question(page string) string {
	m := regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`).FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return m[1]
}

func TestAReplySentTwiceIsKeptOnce(t *testing.T) {
	s, _ := newTest(t, nil)
	id := keep(t, s, store.Story{Title: "The dock"})
	pairs := append(fields(get(t, s, "/stories/"+id+"/ask")), "reply", "The cranes stood still.")
	post(t, s, "/stories/"+id+"/ask", pairs...)
	post(t, s, "/stories/"+id+"/ask", pairs...)
	x, err := s.coach.Story(t.Context(), store.Local, id)
	if err != nil || strings.Count(x.Answer, "The cranes stood still.") != 1 {
		t.Errorf("kept as %q, %v", x.Answer, err)
	}
}

func TestAReplyFitsAStoryThatMovedOn(t *testing.T) {
	s, _ := newTest(t, nil)
	id := keep(t, s, store.Story{Title: "The dock"})
	pairs := append(fields(get(t, s, "/stories/"+id+"/ask")), "reply", "The cranes stood still.")
	if _, err := s.coach.Save(t.Context(), store.Local, store.Story{ID: id, Title: "The dock", Answer: "## Result\n\nAll moved."}, 1); err != nil {
		t.Fatal(err)
	}
	post(t, s, "/stories/"+id+"/ask", pairs...)
	x, err := s.coach.Story(t.Context(), store.Local, id)
	if err != nil || !strings.Contains(x.Answer, "The cranes stood still.") || !strings.Contains(x.Answer, "All moved.") {
		t.Errorf("kept as %q, %v", x.Answer, err)
	}
}

func TestOddRepliesChangeNothing(t *testing.T) {
	s, _ := newTest(t, nil)
	id := keep(t, s, store.Story{Title: "The dock"})
	for _, c := range []struct {
		part, reply, says string
		status            int
	}{
		{"situation", "  \n", "There are no words in it yet", http.StatusUnprocessableEntity},
		{"nonsense", "My words.", "My words.", http.StatusBadRequest},
	} {
		a := ask(s, http.MethodPost, home+"/stories/"+id+"/ask", form("base", "1", "part", c.part, "reply", c.reply))
		if a.Code != c.status || !strings.Contains(a.Body.String(), c.says) {
			t.Errorf("part %q, reply %q: answers %d", c.part, c.reply, a.Code)
		}
	}
	if x, err := s.coach.Story(t.Context(), store.Local, id); err != nil || x.Revision != 1 {
		t.Errorf("the story is %+v, %v", x, err)
	}
	if a := ask(s, http.MethodGet, home+"/stories/nowhere/ask", ""); a.Code != http.StatusNotFound {
		t.Errorf("a story that is not there answers %d", a.Code)
	}
}
