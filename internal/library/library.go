// Package library holds what Rehearse knows of interviews: scenarios, each
// around one question, with a model answer and flawed ones; a bank of
// questions and of follow-ups; the leadership principles; and the framework
// of levels. All of it is data in files that anyone can read and edit; a
// folder of such files is a library of one's own. docs/library.md describes
// the form.
//
// The package computes and does nothing else: it reads no clock, network or
// environment, and files only through the fs.FS it is given.
package library

import (
	"fmt"
	"strings"
)

// Library is a pack of texts as read, all of it checked.
type Library struct {
	Pack       Pack        `json:"pack"`
	Scenarios  []Scenario  `json:"scenarios"`
	Questions  []Question  `json:"questions"`
	FollowUps  []FollowUp  `json:"followups"`
	Principles []Principle `json:"principles"`
	Framework  Framework   `json:"framework"`
}

// Pack says what a library is and where it comes from.
type Pack struct {
	ID    string `yaml:"id" json:"id"`
	Title string `yaml:"title" json:"title"`
	About string `yaml:"about" json:"about"`
	// Rubric is the rubric whose principles and competencies the texts name.
	Rubric  string `yaml:"rubric" json:"rubric"`
	License string `yaml:"license" json:"license"`
}

// Scenario is one entry around one question of an interview.
type Scenario struct {
	Head
	// Setup tells a reader the situation behind the model answer.
	Setup string `json:"setup"`
	// Answer is the model answer, written to be said aloud.
	Answer Answer `json:"answer"`
	// AtLevel, LevelBelow and LevelAbove say what makes the answer fit its
	// level, and how it would be told one level down and up.
	AtLevel    string   `json:"at_level"`
	LevelBelow string   `json:"level_below"`
	LevelAbove string   `json:"level_above"`
	KeyNumbers []string `json:"key_numbers"`
	FollowUps  []Reply  `json:"followups"`
	Signs      []string `json:"signs"`
	Learned    []string `json:"learned"`
	// AppliedLater and Differently stand in scenarios about failures.
	AppliedLater string   `json:"applied_later"`
	Differently  []string `json:"differently"`
	Alternatives []string `json:"alternatives"`
	// Flawed are answers that are flawed on purpose, to learn by contrast.
	Flawed []Flawed `json:"flawed"`
	// Markdown is the whole file, for reading.
	Markdown string `json:"-"`
}

// Head is the front matter of a scenario.
type Head struct {
	ID string `yaml:"id" json:"id"`
	// Number orders the scenarios of a pack, from 1.
	Number int    `yaml:"number" json:"number"`
	Title  string `yaml:"title" json:"title"`
	// Kind is "standard" or "failure".
	Kind     string `yaml:"kind" json:"kind"`
	Question string `yaml:"question" json:"question"`
	// Wordings are other ways of asking the same.
	Wordings   []string `yaml:"wordings" json:"wordings"`
	Competency string   `yaml:"competency" json:"competency"`
	// Principles are those that the model answer shows, strongest first.
	Principles []string  `yaml:"principles" json:"principles"`
	ListensFor []string  `yaml:"listens-for" json:"listens_for"`
	RedFlags   []RedFlag `yaml:"red-flags" json:"red_flags"`
}

// RedFlag is a fault particular to one question. It is raised where one of
// the phrases of Present stands in the answer, or where none of Absent does;
// a red flag has one of the two.
type RedFlag struct {
	ID       string   `yaml:"id" json:"id"`
	Text     string   `yaml:"text" json:"text"`
	Present  []string `yaml:"present" json:"present"`
	Absent   []string `yaml:"absent" json:"absent"`
	Why      string   `yaml:"why" json:"why"`
	FollowUp string   `yaml:"followup" json:"followup"`
}

// Answer is a model answer in its four parts; what was learned is told at
// the end of the result.
type Answer struct {
	Situation string `json:"situation"`
	Task      string `json:"task"`
	Action    string `json:"action"`
	Result    string `json:"result"`
}

// Text is the answer as it is said, without headings.
func (a Answer) Text() string {
	return strings.Join([]string{a.Situation, a.Task, a.Action, a.Result}, "\n\n")
}

// Reply is a follow-up to the model answer and what its teller would reply.
type Reply struct {
	// Kind is what the follow-up is after: diagnosis, counterfactual, metric,
	// mechanism, people, own part, or another in lower case.
	Kind     string `json:"kind"`
	Question string `json:"question"`
	Text     string `json:"text"`
}

// Flawed is an answer that is flawed on purpose.
type Flawed struct {
	// Rating is the vote that it deserves, 1 or 2.
	Rating int `json:"rating"`
	// Flaws are the flags that a careful reader would write down.
	Flaws []string `json:"flaws"`
	Text  string   `json:"text"`
	// Lesson says what goes wrong, and what would mend it.
	Lesson string `json:"lesson"`
}

// Question is one entry of the question bank.
type Question struct {
	ID         string   `yaml:"id" json:"id"`
	Question   string   `yaml:"question" json:"question"`
	Competency string   `yaml:"competency" json:"competency"`
	Principles []string `yaml:"principles" json:"principles"`
	// Level is whom one would ask it: "L5", "L6" or "L7".
	Level string `yaml:"level" json:"level"`
	Kind  string `yaml:"kind" json:"kind"`
	// Hardness is 1 for an opener, 2 for a usual one, 3 for a hard one.
	Hardness int `yaml:"hardness" json:"hardness"`
}

// FollowUp is a probe that an interviewer asks next, keyed to what an answer
// lacks or shows.
type FollowUp struct {
	ID string `yaml:"id" json:"id"`
	// On is a rule's name, "role:result", "amount:money", "change",
	// "principle:dive-deep" or "level:below".
	On string `yaml:"on" json:"on"`
	// Text may hold slots in braces, listed in Slots.
	Text  string   `yaml:"text" json:"text"`
	Slots []string `yaml:"slots" json:"slots"`
}

// Principle is our own account of a leadership principle.
type Principle struct {
	ID          string `yaml:"id" json:"id"`
	Explanation string `yaml:"explanation" json:"explanation"`
	// L5, L6 and L7 say what evidence looks like at each level.
	L5     string   `yaml:"l5" json:"l5"`
	L6     string   `yaml:"l6" json:"l6"`
	L7     string   `yaml:"l7" json:"l7"`
	Probes []string `yaml:"probes" json:"probes"`
	// Overclaimed says how people claim it without having shown it.
	Overclaimed string    `yaml:"overclaimed" json:"overclaimed"`
	Tensions    []Tension `yaml:"tensions" json:"tensions"`
	// Scenarios are those whose model answers show it.
	Scenarios []string `yaml:"scenarios" json:"scenarios"`
}

// Tension is where one principle pulls against another.
type Tension struct {
	With string `yaml:"with" json:"with"`
	Text string `yaml:"text" json:"text"`
}

// Scenario finds a scenario by its id.
func (l *Library) Scenario(id string) (Scenario, bool) {
	for _, s := range l.Scenarios {
		if s.ID == id {
			return s, true
		}
	}
	return Scenario{}, false
}

// Error is a fault in a file of a library: where it is, and what to do.
// Line and Column count from 1.
type Error struct {
	Name         string
	Line, Column int
	Message      string
}

// Error gives the place, then the fault.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Message)
}
