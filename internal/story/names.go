package story

import "strings"

// strength says how sure a name is to be a role heading.
type strength uint8

const (
	letter strength = iota + 1 // S, T, A, R, L: only together
	weak                       // Background, Impact: only among others
	strong                     // Situation, Task, Action, Result
)

// roleName is a name under which people write a part of their answer.
type roleName struct {
	role string
	strength
}

// roleNames lists the headings that people give to the parts of an answer.
// "Learned" is not among them: that is what a story file keeps for its
// author, and was not told.
var roleNames = map[string]roleName{
	"s": {Situation, letter}, "t": {Task, letter}, "a": {Action, letter},
	"r": {Result, letter}, "l": {Learning, letter},

	"situation": {Situation, strong}, "situations": {Situation, strong},
	"task": {Task, strong}, "tasks": {Task, strong},
	"action": {Action, strong}, "actions": {Action, strong},
	"result": {Result, strong}, "results": {Result, strong},

	"context": {Situation, weak}, "background": {Situation, weak},
	"setting": {Situation, weak}, "problem": {Situation, weak}, "challenge": {Situation, weak},
	"goal": {Task, weak}, "goals": {Task, weak}, "objective": {Task, weak},
	"objectives": {Task, weak}, "responsibility": {Task, weak},
	"responsibilities": {Task, weak}, "role": {Task, weak},
	"approach": {Action, weak}, "actions taken": {Action, weak}, "action taken": {Action, weak},
	"what i did": {Action, weak}, "what we did": {Action, weak},
	"steps": {Action, weak}, "steps taken": {Action, weak}, "steps i took": {Action, weak},
	"outcome": {Result, weak}, "outcomes": {Result, weak}, "impact": {Result, weak},
	"learning": {Learning, strong}, "learnings": {Learning, weak},
	"lesson": {Learning, weak}, "lessons": {Learning, weak},
	"lesson learned": {Learning, weak}, "lessons learned": {Learning, weak},
	"lesson learnt": {Learning, weak}, "lessons learnt": {Learning, weak},
	"reflection": {Learning, weak}, "reflections": {Learning, weak},
	"takeaway": {Learning, weak}, "takeaways": {Learning, weak},
	"key takeaway": {Learning, weak}, "key takeaways": {Learning, weak},
	"what i learned": {Learning, weak}, "what we learned": {Learning, weak},
	"what i learnt": {Learning, weak}, "what i'd do differently": {Learning, weak},
	"what i would do differently": {Learning, weak},
}

// The sections whose meaning is known; any other heading is kept as well.
const (
	secQuestion     = "question"
	secAnswer       = "answer" // a heading over the whole answer
	secFollowUps    = "follow-ups"
	secRedFlags     = "red-flags"
	secLearned      = "learned"
	secApplied      = "applied"
	secAlternatives = "alternatives"
	secMetrics      = "metrics"
	secSigns        = "signs"
	secPrinciples   = "principles"
	secNotes        = "notes"
	secTold         = "told"
	secClaims       = "claims"
	secOther        = "other" // known to be kept, without a meaning of its own
)

var sectionNames = map[string]string{
	"question": secQuestion, "q": secQuestion, "interview question": secQuestion,
	"answer": secAnswer, "story": secAnswer, "response": secAnswer, "star": secAnswer,
	"star answer": secAnswer, "star story": secAnswer, "star response": secAnswer,
	"star response example": secAnswer, "complete star response": secAnswer,
	"complete star response example": secAnswer, "transcript": secAnswer,
	"model answer": secAnswer, "sample answer": secAnswer, "example answer": secAnswer,
	"follow-up": secFollowUps, "follow-ups": secFollowUps, "follow up": secFollowUps,
	"follow ups": secFollowUps, "followup": secFollowUps, "followups": secFollowUps,
	"follow-up questions": secFollowUps, "follow up questions": secFollowUps,
	"followup questions": secFollowUps, "common follow-up questions": secFollowUps,
	"follow-up questions and answers": secFollowUps, "possible follow-ups": secFollowUps,
	"likely follow-ups": secFollowUps, "expected follow-ups": secFollowUps,
	"red flag": secRedFlags, "red flags": secRedFlags, "red flags to avoid": secRedFlags,
	"learned": secLearned, "learnt": secLearned, "what you learned": secLearned,
	"applied": secApplied, "applied later": secApplied,
	"how you applied these lessons later": secApplied,
	"alternatives":                        secAlternatives, "alternative approaches": secAlternatives,
	"metrics": secMetrics, "key metrics": secMetrics, "key metrics and impact": secMetrics,
	"signs": secSigns, "competency signs": secSigns, "signs of competency": secSigns,
	"demonstrating l6 competency": secSigns,
	"principles":                  secPrinciples, "leadership principles": secPrinciples,
	"leadership principles demonstrated": secPrinciples, "leadership principle": secPrinciples,
	"notes": secNotes, "note": secNotes, "note to self": secNotes, "notes to self": secNotes,
	"told": secTold, "claims": secClaims,
	"source": secOther, "sources": secOther, "best for": secOther,
	"best for questions about": secOther, "tags": secOther, "tag": secOther,
	"theme": secOther, "themes": secOther, "company": secOther, "date": secOther,
	"references": secOther, "links": secOther, "scenario setup": secOther, "setup": secOther,
	"interviewer notes": secOther, "best used for": secOther, "use for": secOther,
}

// lookup finds a name, lower case, among roles and sections. Several roles
// in one name ("situation and task") count as the first.
func lookup(name string) (roleName, string, bool) {
	name = strings.TrimSpace(name)
	for _, article := range []string{"the ", "my ", "our "} {
		name = strings.TrimPrefix(name, article)
	}
	if r, ok := roleNames[name]; ok {
		return r, "", true
	}
	if s, ok := sectionNames[name]; ok {
		return roleName{}, s, true
	}
	return combined(name)
}

func combined(name string) (roleName, string, bool) {
	for _, sep := range []string{" and ", "&", "/", ","} {
		a, b, found := strings.Cut(name, sep)
		if !found {
			continue
		}
		ra, okA := roleNames[strings.TrimSpace(a)]
		rb, okB := roleNames[strings.TrimSpace(b)]
		if okA && okB && ra.strength != letter && rb.strength != letter {
			return roleName{ra.role, max(ra.strength, rb.strength)}, "", true
		}
	}
	return roleName{}, "", false
}
