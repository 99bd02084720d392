package checks

import (
	"slices"
	"sort"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
)

// Who and what a story takes in, as a portfolio of stories counts it. It
// rests on the facts that the checks have, and no vote rests on it.

// reach tells who and what the story takes in. Of a text in another language
// nothing is said.
func (s *suite) reach(p *review.Pass) *review.Reach {
	if len(p.Text.Words) == 0 || !english(p.Text) {
		return &review.Reach{}
	}
	r := s.reading(p)
	x := &review.Reach{Groups: groupsOf(p), Lasting: r.saidToHold(p.Text)}
	for i, role := range r.roles {
		words := p.Text.Heard(i)
		switch {
		case role == review.Action:
			x.People = x.People || leadsPeople(words)
			x.Technology = x.Technology || anyWord(words, firstPersons) && anyWord(words, technical)
		case role == review.Situation || role == review.Task:
			continue
		}
		x.Adopted = x.Adopted || takenUp(words)
	}
	return x
}

// mostGroups bounds how many teams one count can add: "across 300 teams" is a
// company and not a story's cast.
const mostGroups = 20

// groupsOf counts the teams and functions that take part: the speaker's own,
// those named, and those only counted ("four other teams"). Those who took it
// up afterward have no part in it.
func groupsOf(p *review.Pass) int {
	later := func(at prose.Span) bool { return takenUp(p.Text.Heard(sentenceAt(p.Text, at.Start))) }
	named, counted := 0, 0
	for name, at := range othersOf(p) {
		switch {
		case later(at):
		case name == "another team":
			counted = 1
		default:
			named++
		}
	}
	for _, q := range amountsOf(p) {
		if q.Kind == quantity.People && model.TeamNoun(q.Noun) && q.Value >= 2 && q.Value <= mostGroups && foreign(p.Text, q.Span) && !later(q.Span) {
			counted = max(counted, int(q.Value))
		}
	}
	return 1 + named + counted
}

// sentenceAt is the sentence in which a byte of the text stands.
func sentenceAt(t *prose.Text, at int) int {
	i := sort.Search(len(t.Sentences), func(i int) bool { return t.Sentences[i].End > at })
	return min(i, len(t.Sentences)-1)
}

// foreign reports whether counted teams are others than the speaker's: one of
// the words of the count says so.
func foreign(t *prose.Text, at prose.Span) bool {
	for _, w := range t.Heard(sentenceAt(t, at.Start)) {
		if at.Overlaps(w.Span) && otherTeams[w.Norm] {
			return true
		}
	}
	return false
}

var (
	// takes are verbs by which somebody makes a thing their own.
	takes = wordSet("adopted adopt adopts adopting copied copy copies borrowed borrow borrows reused reuse")
	// uses are weaker: what is made for a department is used by it, and only
	// another engineering team that uses it has taken it up.
	uses = wordSet("use uses using follow follows followed")
	// takesUp do so with "up", "over" or "on" behind them, perhaps after "it".
	takesUp = wordSet("took take takes taken picked pick picks")
	// asksFor do so with "for" behind them.
	asksFor = wordSet("asked asks ask")
	// bodiesOfOthers are bodies that may take something up.
	bodiesOfOthers = wordSet("team teams squad squads group groups department departments unit units division divisions office offices site sites " +
		"organisation organization organisations organizations company branch branches plant plants region regions")
	// notMine stands before bodies that aren't the speaker's own.
	notMine = wordSet("other another neighbouring neighboring sister partner whole entire every all rest upstream downstream remaining")
	// mine stands before those that are.
	mine   = wordSet("my our own i we us")
	denies = wordSet("not never nobody none no refused neither didn't don't doesn't hasn't haven't won't wouldn't")
)

// numbersOf are the small numbers with which other teams are counted.
var numbersOf = wordSet("two three four five six seven eight nine ten eleven twelve twenty both several many most some few")

// takenUp reports whether words say that other teams took something up: "two
// other teams took it up", "the format is now used by every team", "finance
// has copied it since".
func takenUp(words []prose.Word) bool {
	if anyWord(words, denies) {
		return false
	}
	for k := range words {
		if takes, plain := takesAt(words, k); takes && (othersBefore(words, k, plain) || othersBehind(words, k, plain)) {
			return true
		}
	}
	return false
}

// takesAt reports whether the verb at word k takes a thing up, and whether
// it does so plainly, whoever its subject is.
func takesAt(words []prose.Word, k int) (takesUpIt, plain bool) {
	w := words[k].Norm
	switch {
	case takes[w]:
		return true, true
	case uses[w]:
		return true, false
	case w == "used": // "is used by", never "used to"
		return norm(words, k+1) == "by" || norm(words, k+1) == "in", false
	case takesUp[w]:
		for i := k + 1; i <= k+3; i++ {
			if after := norm(words, i); after == "up" || after == "over" || after == "on" {
				return true, after == "up"
			}
		}
	case asksFor[w]:
		return norm(words, k+1) == "for" && (norm(words, k+2) == "it" || norm(words, k+2) == "the" && norm(words, k+3) == "same"), true
	}
	return false, false
}

// nearBody is how many words may lie between a verb and the body that takes
// something up.
const nearBody = 7

// othersBefore reports whether the subject of the verb at word k is another
// body than the speaker's own.
func othersBefore(words []prose.Word, k int, plain bool) bool {
	for i := k - 1; i >= 0 && i >= k-nearBody; i-- {
		if mine[words[i].Norm] {
			return false
		}
		if othersAt(words, i, plain) {
			return true
		}
	}
	return false
}

// othersBehind reports whether "by", "in" or "across" and another body follow
// the verb at word k.
func othersBehind(words []prose.Word, k int, plain bool) bool {
	by := false
	for i := k + 1; i < len(words) && i <= k+nearBody; i++ {
		switch w := words[i].Norm; {
		case mine[w]:
			return false
		case w == "by" || w == "in" || w == "across":
			by = true
		case by && othersAt(words, i, plain):
			return true
		}
	}
	return false
}

// othersAt reports whether word i is a body that isn't the speaker's own:
// another team, or a function of the company where functions count.
func othersAt(words []prose.Word, i int, functions bool) bool {
	w := words[i].Norm
	if bodiesOfOthers[w] {
		before := words[max(0, i-3):i]
		counted := func(w prose.Word) bool { return notMine[w.Norm] || numbersOf[w.Norm] || w.Digit }
		return !anyWord(before, mine) && (slices.ContainsFunc(before, counted) || otherTeam(words, i) != "")
	}
	if (w == "everyone" || w == "everybody") && norm(words, i+1) == "else" {
		return true
	}
	if !functions || counterparts[w] != "" {
		return false
	}
	name, _ := functionAt(words, i)
	return name != "" && norm(words, i-1) != "a" && norm(words, i-1) != "an"
}
