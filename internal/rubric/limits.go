package rubric

import "slices"

// limitSpec is a threshold that a check reads from the rubric.
type limitSpec struct {
	rule, name string
	lo, hi     float64
}

// limitSpecs lists every threshold that a check may be given. A rubric that
// stands alone gives them all, so that none is left to the program.
var limitSpecs = []limitSpec{
	{"long-setup", "share", 0.05, 1},             // situation and task, of all words
	{"thin-action", "share", 0.05, 1},            // action, of all words
	{"thin-action", "steps", 0, 20},              // concrete steps of one's own
	{"hidden-self", "share", 0.05, 1},            // "we" among the action's subjects
	{"hypothetical", "share", 0.05, 1},           // sentences of would and usually
	{"hedging", "count", 1, 50},                  // softeners in the whole answer
	{"buried-headline", "share", 0.05, 1},        // of the answer, before its outcome
	{"jargon-wall", "terms", 2, 50},              // technical terms close together
	{"narrow-collaboration", "functions", 1, 10}, // besides one's own
}

// limitsOf names the thresholds of a check, sorted.
func limitsOf(rule string) []string {
	var names []string
	for _, s := range limitSpecs {
		if s.rule == rule {
			names = append(names, s.name)
		}
	}
	slices.Sort(names)
	return names
}

// limit finds the bounds of a threshold.
func limit(rule, name string) (limitSpec, bool) {
	for _, s := range limitSpecs {
		if s.rule == rule && s.name == name {
			return s, true
		}
	}
	return limitSpec{}, false
}
