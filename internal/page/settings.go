package page

import (
	"strconv"
	"strings"

	"rehearse/internal/coach"
)

// ForgetWord is what a person types to delete everything.
const ForgetWord = "delete everything"

// UsualPace is the pace that stories are timed at until another is set, in
// words a minute.
const UsualPace = 150

// SettingsPage is what a person can choose, and where their data is.
type SettingsPage struct {
	Frame
	// Chosen is what the form shows: what is kept, or what was typed where
	// it could not be kept. Pace is as it was typed.
	Chosen coach.Settings
	Pace   string
	// Path is a rubric file of the person's own, as typed.
	Path string
	// Faults say what could not be kept, by the form's field.
	Faults map[string][]string
	// Levels are the built-in rubrics.
	Levels []RubricChoice
	Data   DataFacts
	About  AboutFacts
}

// RubricChoice is a built-in rubric to choose.
type RubricChoice struct{ ID, Level, Title string }

// DataFacts say what is kept, and where.
type DataFacts struct {
	// Place is a file's path or what else is known of the place; Kind is
	// "sqlite" or "postgres".
	Place, Kind string
	// Bytes is the size on the disk, negative where it could not be told.
	Bytes int64
	// Stories is how many stories there are.
	Stories int
	// Trouble says why the restore before this page did not work.
	Trouble string
}

// AboutFacts say what the program is.
type AboutFacts struct {
	Version string
	// Rubric and Library name what stories are held against and read with;
	// RubricNote is what one should know of it.
	Rubric, RubricNote, Library, LibraryLicense string
}

// ownRubric reports whether the rubric chosen is a file of the person's.
func (p SettingsPage) ownRubric() bool {
	if p.Chosen.Rubric == "" {
		return p.Path != ""
	}
	for _, l := range p.Levels {
		if l.ID == p.Chosen.Rubric {
			return false
		}
	}
	return true
}

// rubricChosen reports whether a built-in rubric is the one chosen.
func (p SettingsPage) rubricChosen(id string) bool {
	if p.Chosen.Rubric == "" && p.Path == "" {
		return id == coach.UsualRubric
	}
	return id == p.Chosen.Rubric
}

// theme is the theme chosen.
func (p SettingsPage) theme() string {
	switch p.Chosen.Theme {
	case "light", "dark":
		return p.Chosen.Theme
	}
	return "auto"
}

// lead says what to do now.
func (p SettingsPage) lead() string {
	if len(p.Faults) > 0 {
		return "One thing is not right. It is marked below; everything else is as you left it."
	}
	if p.Chosen.Interview == "" {
		return "Set the day of the interview and the level you are heading for. The rest is fine as it is."
	}
	return "It works as it is. Change what you like; take a backup now and then."
}

// fault is the id of a field's fault, for the field to point at, or empty.
func (p SettingsPage) fault(field string) string {
	if len(p.Faults[field]) == 0 {
		return ""
	}
	return "fault-" + field
}

// bytesSay is a size as a person reads it.
func bytesSay(n int64) string {
	switch {
	case n < 0:
		return "of unknown size"
	case n < 1000:
		return countOf(int(n), "byte", "bytes")
	case n < 1_000_000:
		return strconv.FormatInt((n+500)/1000, 10) + " KB"
	}
	return strings.TrimSuffix(strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64), ".0") + " MB"
}

// themes are the themes to choose.
var themes = [][2]string{{"auto", "As the system"}, {"light", "Light"}, {"dark", "Dark"}}
