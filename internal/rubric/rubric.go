// Package rubric holds what an answer is measured against: a company and a
// level as data. Principles, competencies, scope, the STAR clock, the
// question mix, the price of every finding and the anchors of the rating are
// read from strict YAML, so that a threshold on which sources disagree can be
// changed by editing a line instead of the program.
//
// A rubric is either built in (see Builtin) or a person's own file, which may
// extend another and change only what differs. Reading reports every mistake
// at once, each as file:line:column with what to do about it.
package rubric

// Rubric is one company and level. Treat it as immutable once read: the
// slices are shared by nobody else, but the engine reads them throughout.
type Rubric struct {
	// ID names the rubric in reviews and in front matter, such as
	// "amazon-l6": lower case letters, digits and hyphens.
	ID string
	// Title says in a few words whom the rubric is for.
	Title string
	// Company and Level are what it is for, such as "Amazon" and "L6".
	Company, Level string
	// Note is what a reader should know before trusting it. May be empty.
	Note string
	// Extends is the rubric that this one was built on, or empty.
	Extends string
	// Pace turns words into seconds where nothing was recorded, in words a
	// minute, 60 to 300.
	Pace Threshold
	// Budget is the STAR clock.
	Budget Budget
	// Principles are the leadership principles, in the company's order.
	Principles []Principle
	// Competencies are the areas that the questions come from.
	Competencies []Competency
	// Scope holds one range for each of the seven scope dimensions.
	Scope []Range
	// Dimensions say in words how this level differs from its neighbours.
	Dimensions []Dimension
	// Mix is how the questions of a loop are shared out; it adds up to 100.
	Mix []Share
	// Checks holds severity, price and limits of every check.
	Checks []CheckRule
	// Rating says when an answer is scored and what each score means.
	Rating Rating

	checksAt position // where the list of checks begins, for CheckRules
}

// Threshold is one number and where it comes from.
type Threshold struct {
	Value  float64
	Source string
}

// Budget is how long each part of an answer should take, in seconds. What
// was learned is told inside the result's time.
type Budget struct {
	Situation, Task, Action, Result float64
	// Over is the share by which a part may run past its seconds before
	// over-budget speaks: 0.25 allows 112 of 90 seconds.
	Over float64
	// Under is the share by which a part may fall short before under-budget
	// speaks: 0.5 allows 45 of 90 seconds.
	Under  float64
	Source string
}

// Seconds is the budget of a part by its name ("situation", "task",
// "action", "result"), 0 for any other.
func (b Budget) Seconds(part string) float64 {
	switch part {
	case "situation":
		return b.Situation
	case "task":
		return b.Task
	case "action":
		return b.Action
	case "result":
		return b.Result
	}
	return 0
}

// Total is the length of a whole answer in seconds.
func (b Budget) Total() float64 { return b.Situation + b.Task + b.Action + b.Result }

// Principle is one leadership principle.
type Principle struct {
	ID, Name, Summary string
}

// Competency is one area in which a level is tested.
type Competency struct {
	ID, Name, Summary string
}

// The seven dimensions of scope. Stakeholder and decision are ordered scales
// from 1 to 5, the others are plain amounts.
const (
	Engineers   = "engineers"   // people led
	Teams       = "teams"       // teams led
	Money       = "money"       // US dollars touched
	Users       = "users"       // people who use what was built
	Horizon     = "horizon"     // months planned ahead
	Stakeholder = "stakeholder" // the most senior person dealt with
	Decision    = "decision"    // the weight of the decision taken
)

// ScopeDimensions returns the dimensions that every rubric gives a range for,
// in the order in which they are shown.
func ScopeDimensions() []string {
	return []string{Engineers, Teams, Money, Users, Horizon, Stakeholder, Decision}
}

// Verdicts on the scope of an answer.
const (
	Below = "below"
	At    = "at"
	Above = "above"
)

// Range is what is usual at this level in one dimension of scope.
type Range struct {
	Dimension string
	// Min and Max bound what is usual: what a candidate should aim to show.
	Min, Max float64
	// Below and Above decide: less than Below counts as below the level,
	// Above or more as above it, and all between is at the level. Zero means
	// that this dimension alone never decides.
	Below, Above float64
	// Names holds the five steps of an ordered scale, lowest first; nil for
	// dimensions that are plain amounts.
	Names []string
	// Unit is what the numbers count, such as "people" or "months".
	Unit   string
	Source string
	// Note says where sources disagree. May be empty.
	Note string
}

// Fits places a value against the level: Below, At or Above.
func (r Range) Fits(value float64) string {
	switch {
	case r.Below > 0 && value < r.Below:
		return Below
	case r.Above > 0 && value >= r.Above:
		return Above
	}
	return At
}

// Step is the name of a step of an ordered scale, counted from 1, or empty
// where there is no such step.
func (r Range) Step(value float64) string {
	i := int(value) - 1
	if i < 0 || i >= len(r.Names) {
		return ""
	}
	return r.Names[i]
}

// Dimension is one way in which a level differs from the next, in words.
type Dimension struct {
	Name, Text, Source string
}

// Share is a part of the question mix: questions of one kind, the
// competencies that they draw on, and how many in a hundred they are.
type Share struct {
	Name         string
	Competencies []string // ids of Rubric.Competencies
	Percent      float64
	Source       string
}

// Severity is how loudly a finding is reported.
type Severity string

// The severities, loudest first. SeverityOff silences a check.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityNote    Severity = "note"
	SeverityOff     Severity = "off"
)

// CheckRule is what a rubric says about one check.
type CheckRule struct {
	Rule     string
	Severity Severity
	// Points is what a finding costs, in points of a rating, 0 to 3.
	Points float64
	// Limits are the check's own thresholds by name; see docs/rubric.md.
	Limits map[string]float64
	Source string

	at position
}

// Rating says when an answer is scored and how.
type Rating struct {
	// MinWords is the length under which an answer is not scored.
	MinWords int
	Source   string
	// Anchors describe the scores 1 to 4, in order.
	Anchors []Anchor
}

// Anchor describes what an answer of one score is like.
type Anchor struct {
	Score       int
	Label, Text string
}

// Rule is what the rubric says about a check; ok is false where it says
// nothing.
func (r *Rubric) Rule(name string) (rule CheckRule, ok bool) {
	for i := range r.Checks {
		if r.Checks[i].Rule == name {
			return r.Checks[i], true
		}
	}
	return CheckRule{}, false
}

// Limit is the named threshold of a check, 0 where there is none. The ratios
// of over-budget and under-budget follow from the tolerances of the budget.
func (r *Rubric) Limit(rule, name string) float64 {
	switch {
	case rule == "over-budget" && name == "ratio":
		return 1 + r.Budget.Over
	case rule == "under-budget" && name == "ratio":
		return 1 - r.Budget.Under
	}
	c, _ := r.Rule(rule)
	return c.Limits[name]
}

// Range is the range of a scope dimension, the zero Range where the name is
// not one.
func (r *Rubric) Range(dimension string) Range {
	for _, s := range r.Scope {
		if s.Dimension == dimension {
			return s
		}
	}
	return Range{}
}

// Principle finds a principle by its id.
func (r *Rubric) Principle(id string) (p Principle, ok bool) {
	for _, p := range r.Principles {
		if p.ID == id {
			return p, true
		}
	}
	return Principle{}, false
}

// Competency finds a competency by its id.
func (r *Rubric) Competency(id string) (c Competency, ok bool) {
	for _, c := range r.Competencies {
		if c.ID == id {
			return c, true
		}
	}
	return Competency{}, false
}

// Anchor is the anchor of a score from 1 to 4, the zero Anchor for any other.
func (r *Rubric) Anchor(score int) Anchor {
	for _, a := range r.Rating.Anchors {
		if a.Score == score {
			return a
		}
	}
	return Anchor{}
}
