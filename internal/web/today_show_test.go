package web

import (
	"net/http"
	"testing"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

func TestTodayBeginsWithOneStory(t *testing.T) {
	s, _ := newTest(t, nil)
	holds(t, get(t, s, "/"), "Bring one story", "Paste a story", "Be asked for one", "Start from a question", `action="/import"`)
	holds(t, get(t, s, "/stories/new"), `name="answer"`, "Ask me", "/library/scenarios/", `action="/import"`)
	keep(t, s, store.Story{Title: vile, Answer: "It was slow."})
	page := get(t, s, "/")
	holds(t, page, "Stories that need you", "Where you stand")
	inert(t, page)
}

func TestTheDayOfTheInterview(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.Local)
	s := newTestAt(t, &now)
	keep(t, s, store.Story{Title: "Friday", Answer: friday})
	if err := s.coach.SaveSettings(t.Context(), store.Local, coach.Settings{Pace: 170, Theme: "dark"}); err != nil {
		t.Fatal(err)
	}
	if to := post(t, s, "/interview", "interview", "2026-12-01"); to != "/" {
		t.Errorf("it leads to %s", to)
	}
	holds(t, get(t, s, "/"), "8 days", "Tuesday, 1 December", "Change the day")
	chosen, err := s.coach.Settings(t.Context(), store.Local)
	if err != nil || chosen != (coach.Settings{Pace: 170, Theme: "dark", Interview: "2026-12-01"}) {
		t.Errorf("the settings are %+v, %v: only the day may change", chosen, err)
	}
	for _, day := range []string{"tomorrow", "2026-02-30", vile} {
		a := ask(s, http.MethodPost, home+"/interview", form("interview", day))
		if a.Code != http.StatusUnprocessableEntity {
			t.Errorf("the day %q answers %d", day, a.Code)
		}
		holds(t, a.Body.String(), "not a day of the calendar", "2026-12-01")
	}
	post(t, s, "/interview", "interview", "2026-12-01", "clear", "yes")
	if chosen, _ := s.coach.Settings(t.Context(), store.Local); chosen.Interview != "" {
		t.Errorf("the day is still %s", chosen.Interview)
	}
}
