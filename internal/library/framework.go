package library

// Framework is what is said of the level itself: what is looked for, how it
// differs from its neighbours, and how to prepare. Features count with it
// (coverage, readiness, the choice of questions), and a person can read it.
type Framework struct {
	FocusAreas     []Entry    `yaml:"focus_areas" json:"focus_areas"`
	Dimensions     []Contrast `yaml:"dimensions" json:"dimensions"`
	SuccessFactors []Entry    `yaml:"success_factors" json:"success_factors"`
	ImpactMetrics  []Metric   `yaml:"impact_metrics" json:"impact_metrics"`
	// AdvancedAreas are ten that candidates overlook.
	AdvancedAreas []Area `yaml:"advanced_areas" json:"advanced_areas"`
	// Mix is how the questions of a loop are shared out; it adds up to 100.
	Mix            []Share `yaml:"mix" json:"mix"`
	StorySelection []Entry `yaml:"story_selection" json:"story_selection"`
	// Competencies say what is listened for in each, by the rubric's ids.
	Competencies         []Area   `yaml:"competencies" json:"competencies"`
	MetricSophistication []Ladder `yaml:"metric_sophistication" json:"metric_sophistication"`
	LeadershipEvolution  []Entry  `yaml:"leadership_evolution" json:"leadership_evolution"`
	PracticeSteps        []Step   `yaml:"practice_steps" json:"practice_steps"`
	PortfolioRules       []Target `yaml:"portfolio_rules" json:"portfolio_rules"`
	Checklist            []Step   `yaml:"checklist" json:"checklist"`
	InterviewDay         []Entry  `yaml:"interview_day" json:"interview_day"`
	FailureLessons       []Entry  `yaml:"failure_lessons" json:"failure_lessons"`
	RebuildingTrust      []Entry  `yaml:"rebuilding_trust" json:"rebuilding_trust"`
	GrowthFromFailure    []Entry  `yaml:"growth_from_failure" json:"growth_from_failure"`
}

// Entry is one thing said. Source tells where a number in it comes from.
type Entry struct {
	ID     string `yaml:"id" json:"id"`
	Name   string `yaml:"name" json:"name"`
	Text   string `yaml:"text" json:"text"`
	Source string `yaml:"source" json:"source,omitempty"`
}

// Contrast holds one dimension at three levels against each other.
type Contrast struct {
	ID     string `yaml:"id" json:"id"`
	Name   string `yaml:"name" json:"name"`
	L5     string `yaml:"l5" json:"l5"`
	L6     string `yaml:"l6" json:"l6"`
	L7     string `yaml:"l7" json:"l7"`
	Source string `yaml:"source" json:"source,omitempty"`
}

// Metric is a kind of figure worth telling: financial, operational or people.
type Metric struct {
	ID   string `yaml:"id" json:"id"`
	Kind string `yaml:"kind" json:"kind"`
	Text string `yaml:"text" json:"text"`
}

// Area is a field of competence and the scenarios that carry it.
type Area struct {
	ID   string `yaml:"id" json:"id"`
	Name string `yaml:"name" json:"name"`
	Text string `yaml:"text" json:"text"`
	// Scenarios are ids, the most fitting first.
	Scenarios []string `yaml:"scenarios" json:"scenarios"`
}

// Share is a part of the questions of a loop, in percent.
type Share struct {
	ID           string   `yaml:"id" json:"id"`
	Name         string   `yaml:"name" json:"name"`
	Percent      int      `yaml:"percent" json:"percent"`
	Text         string   `yaml:"text" json:"text"`
	Competencies []string `yaml:"competencies" json:"competencies"`
	Source       string   `yaml:"source" json:"source,omitempty"`
}

// Ladder tells naive, good and excellent figures of one kind apart.
type Ladder struct {
	Kind      string `yaml:"kind" json:"kind"`
	Naive     string `yaml:"naive" json:"naive"`
	Good      string `yaml:"good" json:"good"`
	Excellent string `yaml:"excellent" json:"excellent"`
}

// Step is something to do, and how one knows that it is done. When says at
// what time before the interview it is due, where that matters.
type Step struct {
	ID       string `yaml:"id" json:"id"`
	Name     string `yaml:"name" json:"name"`
	Text     string `yaml:"text" json:"text"`
	When     string `yaml:"when" json:"when,omitempty"`
	DoneWhen string `yaml:"done_when" json:"done_when"`
}

// Target is a rule for a person's stories taken together: what is measured
// and the value to reach, such as "stories" and 20, or "share" of 0.7.
type Target struct {
	ID      string  `yaml:"id" json:"id"`
	Text    string  `yaml:"text" json:"text"`
	Measure string  `yaml:"measure" json:"measure"`
	Target  float64 `yaml:"target" json:"target"`
	Source  string  `yaml:"source" json:"source,omitempty"`
}
