package coach

import (
	"slices"

	"rehearse/internal/library"
	"rehearse/internal/review"
	"rehearse/internal/store"
)

// Entry is one story with what the reviewer says of its text and what the
// person keeps beside it. Every page that counts stories counts entries.
type Entry struct {
	store.Story
	Digest    Digest
	Tellings  []store.Telling  // newest first
	Claims    []store.Claim    // what the person said of its amounts
	FollowUps []store.FollowUp // in order of position
}

// Fits lists the scenarios of the library that the story could be told for:
// those whose question it is told to, by its own words, then those that its
// text fits, best first. A story always fits its own question, also where its
// text is still too short to be read.
func (e *Entry) Fits() (scenarios []string) {
	add := func(id string) {
		if id != "" && !slices.Contains(scenarios, id) {
			scenarios = append(scenarios, id)
		}
	}
	for _, q := range append([]string{e.Question}, e.Questions...) {
		if id, ok := library.Known(q); ok {
			add(id)
		}
	}
	for _, id := range e.Digest.Scenarios {
		add(id)
	}
	return scenarios
}

// Digest is a review cut down to what lists, maps and ledgers count with. It
// is kept with the text's key, so that a list needs no reviewing.
type Digest struct {
	// Reviewed is false where the text has not been read yet under this
	// rubric and engine; all else is empty then.
	Reviewed bool    `json:"reviewed"`
	Words    int     `json:"words"`
	Seconds  float64 `json:"seconds"`
	// Rating is 1 to 4, or 0 where the text can't be scored.
	Rating int    `json:"rating"`
	Label  string `json:"label"`
	// Reason is the first ground of the rating, in words.
	Reason string `json:"reason"`
	// Level is "below", "at", "above" or empty.
	Level      string             `json:"level"`
	Principles []Shown            `json:"principles"`
	Rules      []RuleSeen         `json:"rules"`
	Clock      map[string]float64 `json:"clock"` // seconds by role
	Amounts    []Amount           `json:"amounts"`
	Scope      map[string]float64 `json:"scope"` // by dimension
	Fits       map[string]string  `json:"fits"`  // by dimension
	// Scenarios are ids of the library's scenarios that the story could be
	// told for, best first, three at most; Competency is that of its own
	// question where that is known, otherwise of the first scenario.
	Scenarios  []string `json:"scenarios"`
	Competency string   `json:"competency"`
	// Groups is how many teams or functions take part, one's own included.
	Groups int `json:"groups"`
	// People and Technology say which of the two the telling has: something
	// done for or with a person, a technical decision of one's own. Adopted
	// is set where other teams took it up, Lasting where it stayed in use.
	People     bool `json:"people"`
	Technology bool `json:"technology"`
	Adopted    bool `json:"adopted"`
	Lasting    bool `json:"lasting"`
}

// Shown is a principle that a story shows by deed, with its strength from 0
// to 1.
type Shown struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`
}

// RuleSeen is a rule that found something in a story.
type RuleSeen struct {
	Rule     string          `json:"rule"`
	Severity review.Severity `json:"severity"`
	// Cost is in points of the rating.
	Cost float64 `json:"cost"`
}

// Amount is a quantity that a story states, with the sentence it stands in.
type Amount struct {
	review.Quantity
	Sentence string `json:"sentence"`
}

// Portfolio is all that one person has, as read in one snapshot. It is shared
// and must not be changed.
type Portfolio struct {
	Owner    string
	Change   int64
	Settings Settings
	// Entries are the stories, last edited first.
	Entries []Entry
	// Words are the person's own dated words, by key.
	Words map[string]store.Word

	recalled recalled
}

// Entry finds a story by its id.
func (p *Portfolio) Entry(id string) (Entry, bool) {
	for _, e := range p.Entries {
		if e.ID == id {
			return e, true
		}
	}
	return Entry{}, false
}

// Settings are what a person chose. The zero value of a field means the
// usual.
type Settings struct {
	// Rubric is a built-in rubric's id or a file's path.
	Rubric string
	// Pace is in words a minute, 40 to 400.
	Pace float64
	// Theme is "auto", "light" or "dark".
	Theme string
	// Interview is the day of the interview, YYYY-MM-DD, or empty.
	Interview string
}
