package coach

import "strings"

// How large the person's own team is, as far as a sentence says it plainly.

// ofTeam reads a head count of the person's own: "a team of 16", "my 14
// engineers", "I led 14 engineers", "a 12-person team".
func (m *measure) ofTeam(words []token, first, last int) bool {
	a := m.amount
	if a.Value < 2 || m.hint.beforeOthers {
		return false
	}
	m.dimension, m.noun = ofTeam, a.Unit
	if inCharge(words, first) {
		m.key, m.name = ofCharge, "how many people you are in charge of"
		return true
	}
	if !headNouns[a.Unit] {
		return false
	}
	if dept, ok := departmentOf(words, first, last, a.Unit); ok {
		m.key, m.name = dept, "the size of the "+strings.TrimSpace(dept)
		return true
	}
	if at := ledTeam(words, first); at >= 0 {
		m.key, m.name = kindOf(words, at)
		return true
	}
	team := -1 // the place of the word "team"
	switch {
	case first >= 2 && words[first-1].word == "of" && (words[first-2].word == "team" || words[first-2].word == "squad"):
		team = first - 2
	case last < len(words) && words[last].word == "team" && (a.Unit == "person" || a.Unit == "engineer" || a.Unit == "developer"):
		team = last
	}
	if team >= 0 {
		from := min(team, first)
		kind, called := "", ""
		for i := from - 1; i >= max(0, from-3) && !words[i+1].broken; i-- {
			w := words[i].word
			switch {
			case theirs[w]:
				return false
			case plainTeam[w] || leading[w]:
			case i == from-1:
				kind, called = w+" ", words[i].as+" "
			}
		}
		m.key, m.name = kind, "the size of the "+called+"team"
		if !strings.Contains(a.Text, a.Unit) {
			m.noun = ""
		}
		return true
	}
	m.name = "the size of the team"
	for i := first - 1; i >= max(0, first-4); i-- {
		if theirs[words[i].word] || partOnly[words[i].word] {
			return false
		}
		if leads(words, i) {
			// "One of my three teams, eight people" is one of several.
			return i == 0 || words[i-1].word != "of"
		}
	}
	return toMe(words, last)
}

// Besides "my 14 engineers" and "a team of 16", head counts are the person's
// own where the sentence says so in other ways, each with a reader here.

// ofCharge is the key of a head count that the person is "in charge of",
// which may be a department's as well as a team's; the keys of departments end
// with this word and a blank.
const (
	ofCharge     = "charge "
	ofDepartment = "department "
)

// inCharge reports whether the amount is what the person is in charge of.
func inCharge(words []token, first int) bool {
	return first >= 3 && words[first-1].word == "of" && words[first-2].word == "charge" && words[first-3].word == "in"
}

// departmentOf reads the size of a department, "a department of 45 people" and
// "a 45-person department", and gives its key.
func departmentOf(words []token, first, last int, unit string) (key string, ok bool) {
	at := -1
	switch {
	case first >= 2 && (words[first-1].word == "of" || words[first-1].word == "with") && departments[words[first-2].word]:
		at = first - 2
	case unit == "person" && last < len(words) && departments[words[last].word]:
		at = last
	}
	if at < 0 {
		return "", false
	}
	kind := ""
	for i := min(at, first) - 1; i >= max(0, min(at, first)-2) && !words[i+1].broken; i-- {
		switch w := words[i].word; {
		case theirs[w]:
			return "", false
		case kind == "" && i == min(at, first)-1 && !plainTeam[w] && !leading[w] && !idleWords[w]:
			kind = w + " "
		}
	}
	return kind + ofDepartment, true
}

var departments = setOf("department organization organisation org division")

// ledTeam is where the word "team" stands before an amount that is its size
// though other words come between: "I led the search team at a bookshop, with
// 16 engineers", "I led the search team, 22 engineers". It is -1 where the
// sentence says no such thing.
func ledTeam(words []token, first int) int {
	if first < 3 || !words[first].broken && words[first-1].word != "with" {
		return -1
	}
	for i := first - 1; i >= max(1, first-9); i-- {
		if words[i].word != "team" {
			continue
		}
		// What comes between may say where the team was, and with how many.
		between := words[i+1 : first]
		if len(between) > 0 && !placeWords[between[0].word] {
			return -1
		}
		for _, t := range between {
			if moveWords[t.word] || leading[t.word] || t.word == "i" || t.word == "we" || t.word == "and" {
				return -1
			}
		}
		for k := i - 1; k >= max(1, i-4) && !words[k+1].broken; k-- {
			if theirs[words[k].word] || partOnly[words[k].word] {
				return -1
			}
			if leads(words, k) && words[k-1].word == "i" {
				return i
			}
		}
		return -1
	}
	return -1
}

var placeWords = setOf("at for of in with")

// kindOf tells the teams of a company apart by the word before "team", and
// names the size of one.
func kindOf(words []token, team int) (key, name string) {
	if t := words[team-1]; !plainTeam[t.word] && !leading[t.word] {
		return t.word + " ", "the size of the " + t.as + " team"
	}
	return "", "the size of the team"
}

// toMe reports whether the words after an amount say that it reports to the
// person: "11 engineers reporting to me".
func toMe(words []token, last int) bool {
	for i := last; i+2 < len(words) && i < last+6; i++ {
		w := words[i].word
		if (w == "reporting" || w == "reported" || w == "report") && words[i+1].word == "to" && words[i+2].word == "me" {
			return true
		}
	}
	return false
}

// leads reports whether the word at i says that what follows is led by the
// speaker. "The lead" is a person.
func leads(words []token, i int) bool {
	switch w := words[i].word; w {
	case "lead", "head":
		return i > 0 && (words[i-1].word == "i" || words[i-1].word == "to" || words[i-1].word == "now")
	default:
		return leading[w]
	}
}

// ofTeams reads how many teams the person leads.
func (m *measure) ofTeams(words []token, first, last int) bool {
	led := false
	for i := first - 1; i >= max(0, first-3) && !words[i+1].broken; i-- {
		if theirs[words[i].word] || partOnly[words[i].word] {
			return false
		}
		led = led || leads(words, i)
	}
	for i := first; i < last; i++ {
		led = led && !theirs[words[i].word]
	}
	m.dimension, m.name = ofTeams, "the number of your teams"
	return led && m.amount.Value >= 2 && !m.hint.beforeOthers
}
