package coach

// inWords says in a few words what a rule found, for a list where there is
// no room for its text.
func inWords(rule string) string {
	if s, ok := ruleWords[rule]; ok {
		return s
	}
	return "see its review"
}

var ruleWords = map[string]string{
	"no-metric":            "there is no number in its outcome",
	"missing-result":       "it doesn’t say what came of it",
	"missing-task":         "it doesn’t say what was yours to do",
	"long-setup":           "it takes long to get to what you did",
	"thin-action":          "it says little of what you did",
	"hidden-self":          "your own part can’t be seen behind “we”",
	"sole-credit":          "nobody else gets any credit",
	"blame":                "others are blamed in it",
	"unilateral":           "you decide it without the others",
	"no-people":            "no person appears in it",
	"above-level":          "it claims more than the level asks for",
	"below-level":          "it is smaller than the level asks for",
	"no-lesson":            "it doesn’t say what you learned",
	"hypothetical":         "it tells what one would do, and not what you did",
	"off-question":         "it answers another question",
	"vague-number":         "it says “much better” where a number could stand",
	"passive-action":       "it leaves open who did what",
	"hedging":              "it sounds unsure of what you did",
	"over-budget":          "one of its parts runs past its time",
	"under-budget":         "one of its parts is told too briefly",
	"buried-headline":      "the outcome comes late",
	"no-baseline":          "it says where it ended and not where it began",
	"no-stakeholder":       "nobody outside your team is in it",
	"no-lasting-change":    "it doesn’t say whether it lasted",
	"jargon-wall":          "there are many terms that only insiders know",
	"we-in-action":         "“we” stands where “I” or a name could",
	"named-principle":      "it names a principle where the deed could speak",
	"no-technical-hand":    "no technical choice of yours is in it",
	"one-sided":            "it tells only the people or only the technology",
	"narrow-collaboration": "few others have a part in it",
	"red-flag":             "something in it is a warning sign for this question",
}
