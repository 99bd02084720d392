package coach

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"rehearse/internal/store"
)

// The paces that people speak at, in words a minute.
const (
	slowest = 40
	fastest = 400
)

func soundPace(pace float64) bool { return pace >= slowest && pace <= fastest }

// The names under which settings are kept.
const (
	settingRubric    = "rubric"
	settingPace      = "pace"
	settingTheme     = "theme"
	settingInterview = "interview"
)

// Settings are what the owner chose.
func (c *Coach) Settings(ctx context.Context, owner string) (Settings, error) {
	var s Settings
	err := c.store.Read(ctx, owner, func(tx *store.Tx) (err error) {
		s, err = settingsOf(tx)
		return err
	})
	return s, err
}

// settingsOf reads the settings. What an older or newer program left there
// and can't be understood counts as not chosen.
func settingsOf(tx *store.Tx) (Settings, error) {
	kept, err := tx.Settings()
	if err != nil {
		return Settings{}, err
	}
	s := Settings{Rubric: kept[settingRubric], Theme: kept[settingTheme], Interview: kept[settingInterview]}
	if pace, err := strconv.ParseFloat(kept[settingPace], 64); err == nil && soundPace(pace) {
		s.Pace = pace
	}
	return s, nil
}

// SaveSettings keeps what the owner chose. The error says what can't be so,
// and nothing is changed then. Where rubric or pace changed, Refresh reads
// the stories anew.
func (c *Coach) SaveSettings(ctx context.Context, owner string, s Settings) error {
	s.Rubric, s.Theme, s.Interview = strings.TrimSpace(s.Rubric), strings.TrimSpace(s.Theme), strings.TrimSpace(s.Interview)
	if err := c.checkSettings(s); err != nil {
		return err
	}
	chosen := map[string]string{settingRubric: s.Rubric, settingTheme: s.Theme, settingInterview: s.Interview, settingPace: ""}
	if s.Pace != 0 {
		chosen[settingPace] = strconv.FormatFloat(s.Pace, 'f', -1, 64)
	}
	return c.changed(ctx, owner, func(tx *store.Tx) (Event, error) {
		kept, err := tx.Settings()
		if err != nil {
			return Event{}, err
		}
		var event Event
		for _, name := range []string{settingRubric, settingPace, settingTheme, settingInterview} {
			if kept[name] == chosen[name] {
				continue
			}
			event = Event{Kind: EventSettings}
			if chosen[name] == "" {
				err = tx.DeleteSetting(name)
			} else {
				err = tx.PutSetting(name, chosen[name])
			}
			if err != nil {
				return Event{}, err
			}
		}
		return event, nil
	})
}

func (c *Coach) checkSettings(s Settings) error {
	if s.Pace != 0 && !soundPace(s.Pace) {
		return refuse("%v words a minute is no speed that people speak at; give a number from %d to %d", s.Pace, slowest, fastest)
	}
	switch s.Theme {
	case "", "auto", "light", "dark":
	default:
		return refuse("there is no theme %q; choose auto, light or dark", cut(s.Theme, 40))
	}
	if err := checkDay(s.Interview); s.Interview != "" && err != nil {
		return fmt.Errorf("the day of the interview: %w", err)
	}
	_, err := c.Rubric(s.Rubric)
	return err
}
