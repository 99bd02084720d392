// Package review is the mind of Rehearse: it runs analysers over one answer
// and says, with evidence, how an interviewer would vote on it. It computes
// and does nothing else: no clock, no network, no files, no randomness, so
// the same input gives the same review everywhere.
package review

// Schema is the version of the JSON form of a Review.
const Schema = 1

// Role is what a sentence does in the answer.
type Role string

// The roles of sentences, in the order in which a textbook tells them.
const (
	Situation Role = "situation"
	Task      Role = "task"
	Action    Role = "action"
	Result    Role = "result"
	Learning  Role = "learning"
	Other     Role = "other"
)

// Roles lists the roles in their usual order of telling.
var Roles = []Role{Situation, Task, Action, Result, Learning, Other}

// Span is a half-open range of bytes of the file as given.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Review is all that is said of one answer. Its JSON form is the contract
// that docs/architecture.md describes: lists are never null.
type Review struct {
	Schema     int               `json:"schema"`
	File       string            `json:"file"`
	Question   string            `json:"question"`
	Kind       string            `json:"kind"`
	Rubric     string            `json:"rubric"`
	Words      int               `json:"words"`
	Seconds    float64           `json:"seconds"`
	Sentences  []Sentence        `json:"sentences"`
	Clock      map[Role]Clock    `json:"clock"`
	Quantities []Quantity        `json:"quantities"`
	Findings   []Finding         `json:"findings"`
	Principles []PrincipleShown  `json:"principles"`
	Level      Level             `json:"level"`
	Rating     Rating            `json:"rating"`
	Changes    []Change          `json:"changes"`
	Hidden     map[string]int    `json:"hidden"`
	Suppressed []SuppressedCheck `json:"suppressed"`
	// Why is set where Options.Why asked for it.
	Why *Why `json:"why,omitempty"`
	// Reach is set where Options.Reach asked for it.
	Reach *Reach `json:"reach,omitempty"`
}

// Reach is who and what a story takes in, as a portfolio of stories counts
// it. It is no judgement and costs nothing; the zero value is what is said of
// a text that can't be read.
type Reach struct {
	// Groups is how many teams or functions take part, the speaker's own
	// included.
	Groups int `json:"groups"`
	// People is set where something is done for or with a person, Technology
	// where a technical decision is the speaker's own.
	People     bool `json:"people"`
	Technology bool `json:"technology"`
	// Adopted is set where other teams took it up, Lasting where the outcome
	// is said to have held.
	Adopted bool `json:"adopted"`
	Lasting bool `json:"lasting"`
}

// Sentence is one sentence with its role. Confidence is the probability that
// the role is right, from 0 to 1; 1 where a heading or the person fixed it.
type Sentence struct {
	Span
	Role       Role    `json:"role"`
	Confidence float64 `json:"confidence"`
	// Unsure is set where two roles are about equally likely.
	Unsure bool `json:"unsure,omitempty"`
}

// Clock is how long one part of the answer takes to say. Seconds and Budget
// are seconds at the pace of the review; a Budget of 0 means that the part
// has none of its own.
type Clock struct {
	Words   int     `json:"words"`
	Seconds float64 `json:"seconds"`
	Budget  float64 `json:"budget"`
}

// Quantity is a stated amount. From and To are set where a change is stated
// with both ends; Value is then the end reached.
type Quantity struct {
	Span
	Text  string   `json:"text"`
	Kind  string   `json:"kind"`
	Value float64  `json:"value"`
	From  *float64 `json:"from,omitempty"`
	To    *float64 `json:"to,omitempty"`
	Unit  string   `json:"unit"`
	Role  Role     `json:"role"`
}

// Severity says how much a finding matters.
type Severity string

// The severities, from the gravest.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
	Off     Severity = "off"
)

// AtLeast reports whether s is as grave as t or graver.
func (s Severity) AtLeast(t Severity) bool { return s.rank() >= t.rank() }

func (s Severity) rank() int {
	switch s {
	case Error:
		return 3
	case Warning:
		return 2
	case Note:
		return 1
	}
	return 0
}

// Finding is what one check reports, at the words that it rests on.
type Finding struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Span
	// Line and Column count from 1; Column counts characters.
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Quote    string `json:"quote"`
	Message  string `json:"message"`
	Why      string `json:"why"`
	Fix      string `json:"fix"`
	FollowUp string `json:"followup"`
	// Also are further places that show the same.
	Also []Span `json:"also"`
	// Confidence is the probability that a careful reader would report this
	// too, from 0 to 1.
	Confidence float64 `json:"confidence"`
	// Cost is how much of the rating it takes, in points from 0 to 3.
	Cost float64 `json:"cost"`
}

// PrincipleShown is a principle that the answer shows by deed.
type PrincipleShown struct {
	ID       string  `json:"id"`
	Score    float64 `json:"score"`
	Evidence []Span  `json:"evidence"`
}

// Reason is one ground of a judgement, with the rules and the words that
// carry it.
type Reason struct {
	Text  string   `json:"text"`
	Rules []string `json:"rules"`
	Spans []Span   `json:"spans"`
}

// The verdicts on level.
const (
	Below = "below"
	At    = "at"
	Above = "above"
)

// Level says whether the scope of what was done fits the rubric's level.
type Level struct {
	Verdict string   `json:"verdict"`
	Reasons []Reason `json:"reasons"`
	Scope   []Scope  `json:"scope"`
}

// Scope is one dimension of scope as the answer states it.
type Scope struct {
	Dimension string  `json:"dimension"`
	Value     float64 `json:"value"`
	Text      string  `json:"text"`
	Span
	Fits string `json:"fits"`
}

// Rating is how one interviewer would vote on this answer alone: 1 strong
// no, 2 lean no, 3 lean yes, 4 strong yes, or 0 where it can't be scored.
type Rating struct {
	Score   int      `json:"score"`
	Label   string   `json:"label"`
	Reasons []Reason `json:"reasons"`
}

// Change is one change to the answer that would move the rating. Gain is how
// many points the rating would rise by, at least 0.
type Change struct {
	Rule string  `json:"rule"`
	Text string  `json:"text"`
	Gain float64 `json:"gain"`
	Span
}

// SuppressedCheck tells of a finding that the text itself allows, and why.
type SuppressedCheck struct {
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
	Line   int    `json:"line"`
}
