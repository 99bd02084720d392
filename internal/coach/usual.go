package coach

import (
	"math"
	"strings"
	"sync"

	"rehearse/internal/library"
)

// The six usual follow-ups are what the rule for a portfolio asks for: how
// one found out, what else one might have done, the number, how it works, the
// people, one's own part. A follow-up is one of the six by its question: by
// one of the questions offered here, by a label in front ("Metric: ..."), or
// by its likeness to the questions of the library, where each is labelled.

// Usual is one of the six usual follow-ups of a story.
type Usual struct {
	// Kind is the library's name for it, Name what it is after, in words.
	Kind, Name string
	// Question is one that fits, to prepare.
	Question string
	// FollowUp is the id of the story's own follow-up of this kind, one with
	// a reply before others; empty where there is none. Asked is its question.
	FollowUp, Asked string
	Answered        bool
}

// usualKinds are the six, in the order in which they are offered.
var usualKinds = [usualFollowUps]Usual{
	{Kind: "diagnosis", Name: "How you found out", Question: "How did you find out what the real cause was?"},
	{Kind: "counterfactual", Name: "What else you might have done", Question: "What would you have done if that had not worked?"},
	{Kind: "metric", Name: "The number", Question: "How was that number measured, and what was it before?"},
	{Kind: "mechanism", Name: "How it works", Question: "How do you make sure that it keeps working today?"},
	{Kind: "people", Name: "The people", Question: "Who grew through this, and what do they do today?"},
	{Kind: "own part", Name: "Your own part", Question: "What was your own part in it, and what would you do differently?"},
}

// UsualFollowUps are the six usual follow-ups with those of a story that
// answer to them.
func UsualFollowUps(e Entry) []Usual {
	six := usualKinds
	fillUsual(&e, func(k, i int) {
		f := &e.FollowUps[i]
		if u := &six[k]; u.FollowUp == "" || !u.Answered {
			answered := strings.TrimSpace(f.Reply) != ""
			if u.FollowUp == "" || answered {
				u.FollowUp, u.Asked, u.Answered = f.ID, f.Question, answered
			}
		}
	})
	return six[:]
}

// fillUsual calls f with the kind's place and the follow-up's, for each
// follow-up that is one of the six.
func fillUsual(e *Entry, f func(kind, followUp int)) {
	for i := range e.FollowUps {
		if k := usualKind(e.FollowUps[i].Question); k >= 0 {
			f(k, i)
		}
	}
}

// usualKind is the place of a question's kind among the six, -1 where it is
// none of them plainly.
func usualKind(question string) int {
	low := strings.ToLower(collapsed(question))
	for k := range usualKinds {
		if low == strings.ToLower(usualKinds[k].Question) || strings.HasPrefix(low, usualKinds[k].Kind+":") {
			return k
		}
	}
	return askers().kind(low)
}

// asker knows the kinds of questions by their words: how often each word and
// each pair stands in the labelled questions of a kind.
type asker struct {
	seen  map[string]*[usualFollowUps]float64
	total [usualFollowUps]float64
}

// askers reads the library's questions once.
var askers = sync.OnceValue(func() *asker {
	lib, err := library.Builtin()
	if err != nil {
		return learnAsking(nil)
	}
	return learnAsking(lib.Scenarios)
})

// learnAsking counts the words of the follow-ups of some scenarios.
func learnAsking(scenarios []library.Scenario) *asker {
	a := &asker{seen: map[string]*[usualFollowUps]float64{}}
	for i := range scenarios {
		for _, f := range scenarios[i].FollowUps {
			for k := range usualKinds {
				if usualKinds[k].Kind == f.Kind {
					a.learn(strings.ToLower(f.Question), k)
				}
			}
		}
	}
	for k := range usualKinds {
		a.learn(strings.ToLower(usualKinds[k].Question), k)
	}
	return a
}

func (a *asker) learn(question string, kind int) {
	eachCue(question, func(cue string) {
		if a.seen[cue] == nil {
			a.seen[cue] = new([usualFollowUps]float64)
		}
		a.seen[cue][kind]++
		a.total[kind]++
	})
}

// surelyAsked is how much likelier the best kind must be than the next, as a
// logarithm.
const surelyAsked = 0.7

// kind is the likeliest kind of a question, -1 where none is plainly so.
func (a *asker) kind(question string) int {
	var score [usualFollowUps]float64
	known := 0
	eachCue(question, func(cue string) {
		n := a.seen[cue]
		if n == nil {
			return
		}
		known++
		for k := range score {
			score[k] += math.Log((n[k] + 0.25) / (a.total[k] + 0.25*float64(len(a.seen))))
		}
	})
	best, next := -1, math.Inf(-1)
	for k, s := range score {
		switch {
		case best < 0 || s > score[best]:
			if best >= 0 {
				next = max(next, score[best])
			}
			best = k
		default:
			next = max(next, s)
		}
	}
	if known < 2 || score[best]-next < surelyAsked {
		return -1
	}
	return best
}

// eachCue calls f with each word of a question, each pair of words, and what
// it begins with.
func eachCue(question string, f func(cue string)) {
	before := "^"
	eachWord(question, func(w string) bool {
		if digit(w[0]) || strings.Contains(numberCue, " "+w+" ") {
			w = "#"
		}
		f(w)
		f(before + " " + w)
		before = w
		return true
	})
}

// numberCue are words for numbers, which count as one cue.
const numberCue = " percent two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half "
