package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rehearse/internal/store"
)

func TestTwoFiguresThatDifferAreSettledAndTheWordIsTakenBack(t *testing.T) {
	s, _ := withStory(t, store.Story{Title: "One", Project: "Harbor", Answer: "I led a team of 16 engineers at the harbor. I moved the gate myself, and the ferries left on time."})
	if _, err := s.coach.Add(t.Context(), store.Local, store.Story{Title: "Two", Project: "Harbor", Answer: "I led a team of 12 engineers at the harbor. I painted the pier myself, and the ferries came back."}); err != nil {
		t.Fatal(err)
	}
	html := shows(t, s, "/claims", "These two differ", "Both are right (two times or two things)")
	_, rest, _ := strings.Cut(html, `name="key" value="`)
	key, _, _ := strings.Cut(rest, `"`)
	w := sendForm(s, "/words", url.Values{"key": {key}, "back": {"/claims?show=contradictions"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/claims?show=contradictions" {
		t.Fatalf("%d %s %q", w.Code, w.Header().Get("Location"), key)
	}
	if html := shows(t, s, "/claims"); strings.Contains(html, "These two differ") || strings.Contains(html, "says otherwise") {
		t.Error("a pair that is settled is shown again")
	}
	day := s.coach.Today()
	html = shows(t, s, "/claims", "Settled: one pair where both are right", "You said both are right on", `datetime="`+day+`"`, `value="`+key+`"`)
	if strings.Contains(html, `<details class="settled" open`) {
		t.Error("on the ledger the settled pairs stand open")
	}
	shows(t, s, "/claims?show=contradictions", `<details class="settled" open`, "but for those that you said are both right")
	if html := shows(t, s, "/claims?show=unsaid"); strings.Contains(html, "You said both are right") {
		t.Error("settled pairs stand on a page that shows no pairs")
	}
	w = sendForm(s, "/words", url.Values{"key": {key}, "back": {"/claims"}, "drop": {"1"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/claims" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Location"))
	}
	if html := shows(t, s, "/claims", "These two differ", "says otherwise"); strings.Contains(html, "You said both are right") {
		t.Error("a word that was taken back is still shown")
	}
}
