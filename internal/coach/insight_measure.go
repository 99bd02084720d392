package coach

import (
	"slices"
	"strings"

	"rehearse/internal/library"
)

// What a figure measures, and whether two figures of one measure agree. Only
// what the sentence says plainly is taken for a measure: a contradiction that
// is none costs more trust than one that goes unseen.

// The dimensions that are compared across stories.
const (
	ofTeam     = "team"     // how many people the person leads
	ofTeams    = "teams"    // how many teams
	ofMoney    = "money"    // a sum with its noun
	ofChange   = "change"   // something that went from here to there
	ofDuration = "duration" // how long something took
)

// measure is what one amount measures.
type measure struct {
	dimension string
	// key is equal where two amounts of the dimension may measure the same;
	// subject are the words for what went or took, for changes and durations.
	key     string
	subject []term
	// name says what is measured, "the size of the team", where it has no
	// subject.
	name string
	// noun is what is counted, of a head count.
	noun   string
	amount *Amount
	hint   hint
}

// hint is what the words around an amount say of how exact it is and when it
// was so.
type hint struct {
	approximate  bool
	least, most  bool // "over 40", "under 40"
	rate         string
	times        []string // words that place it in time
	beforeOthers bool     // "at first", "later": one of several times
}

// token is a word of a sentence in lower case; broken is set where a mark
// stands before it. As is the word as it is shown elsewhere, with the capitals
// of a name but without the one that only begins a sentence.
type token struct {
	word, as string
	broken   bool
}

// tokens reads a sentence into its words.
func tokens(s string) []token {
	out := make([]token, 0, 24)
	broken := false
	for i := 0; i < len(s); {
		n, skip := wordLen(s, i)
		if n == 0 {
			switch s[i] {
			case ',', ';', ':', '(', ')', '.', '!', '?', markByte:
				// A point between digits belongs to the number.
				if !(i > 0 && i+1 < len(s) && (s[i] == '.' || s[i] == ',') && digit(s[i-1]) && digit(s[i+1])) {
					broken = true
				}
			}
			i += skip
			continue
		}
		word := strings.ToLower(s[i : i+n])
		as := s[i : i+n]
		if len(out) == 0 && strings.ToLower(as[1:]) == as[1:] {
			as = word
		}
		out = append(out, token{word, as, broken})
		broken = false
		i += n
	}
	return out
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// wordsAt is where the words of an amount stand in a sentence, as [first, last);
// first is -1 where they don't.
func wordsAt(sentence, amount []token) (first, last int) {
	for i := 0; len(amount) > 0 && i+len(amount) <= len(sentence); i++ {
		same := true
		for k := range amount {
			same = same && sentence[i+k].word == amount[k].word
		}
		if same {
			return i, i + len(amount)
		}
	}
	return -1, -1
}

// measureOf tells what an amount measures; ok is false where the sentence
// doesn't say it plainly.
func measureOf(a *Amount) (m measure, ok bool) {
	if !measurable(a) {
		return m, false
	}
	words, own := tokens(a.Sentence), tokens(a.Text)
	first, last := wordsAt(words, own)
	if first < 0 {
		return m, false
	}
	m.amount, m.hint = a, hintOf(words, first, last)
	switch {
	case a.From != nil:
		ok = m.ofChange(words, first, last)
	case a.Kind == "people" && teamNoun(a.Unit):
		ok = m.ofTeams(words, first, last)
	case a.Kind == "people", a.Kind == "count":
		ok = m.ofTeam(words, first, last)
	case a.Kind == "money":
		ok = m.ofMoney(words, first, last)
	case a.Kind == "duration":
		ok = m.ofDuration(words, first, last)
	}
	return m, ok
}

// measurable reports whether an amount can measure anything that is compared,
// before its sentence is taken apart.
func measurable(a *Amount) bool {
	if a.From != nil {
		return a.To != nil && a.Value == *a.To // otherwise it is a range
	}
	switch a.Kind {
	case "people":
		return a.Value >= 2 && (headNouns[a.Unit] || teamNoun(a.Unit))
	case "count":
		return a.Unit == "" && a.Value >= 2 && strings.Contains(a.Sentence, "in charge of")
	case "money":
		return true
	case "duration":
		return strings.Contains(a.Text, "-") || strings.Contains(a.Sentence, "took") || strings.Contains(a.Sentence, "take") ||
			strings.Contains(a.Sentence, "lasted") || strings.Contains(a.Sentence, "needed")
	}
	return false
}

func teamNoun(unit string) bool {
	switch unit {
	case "team", "teams", "squad", "squads":
		return true
	}
	return false
}

var (
	headNouns = setOf("engineers engineer developers developer people person members member reports staff devs programmers")
	leading   = setOf("led leading managed manage managing ran run running headed my our")
	theirs    = setOf("their his her its your vendor supplier partner other another sister neighbouring neighboring former old previous s")
	partOnly  = setOf("first second third other another new more extra additional further junior senior most hired lost moved lent gave put asked of these those best only")
	plainTeam = setOf("a an my our the own small whole entire engineering software development of in one with single small large big full core dev own technical")
	timeWords = setOf("first later then now today initially originally eventually already since meanwhile before after until grew grown growing shrank hired joined left once still within during quarter year years month months january february march april june july august september october november december spring summer autumn fall winter")
	dateWords = setOf("january february march april may june july august september october november december spring summer autumn fall winter " +
		"monday tuesday wednesday thursday friday saturday sunday")
	orderWords  = setOf("first later then now today initially originally eventually already since meanwhile grew grown growing shrank")
	approximate = setOf("about around roughly nearly almost approximately some circa say maybe perhaps")
	overWords   = setOf("over above beyond least")
	underWords  = setOf("under below most")
)

// hintOf reads the words around an amount.
func hintOf(words []token, first, last int) (h hint) {
	for i := max(0, first-3); i < min(len(words), last+2); i++ {
		w := words[i].word
		switch {
		case i >= last:
			h.approximate = h.approximate || w == "so" && words[i-1].word == "or"
		case approximate[w]:
			h.approximate = true
		case overWords[w], w == "than" && i > 0 && words[i-1].word == "more":
			h.least = true
		case underWords[w], w == "than" && i > 0 && (words[i-1].word == "less" || words[i-1].word == "fewer"), w == "to" && i > 0 && words[i-1].word == "up":
			h.most = true
		}
	}
	for i, t := range words {
		if i >= first && i < last && !orderWords[t.word] {
			// "40 minutes a year": the amount's own words place nothing.
			if i > first && (words[i-1].word == "a" || words[i-1].word == "per" || words[i-1].word == "each") {
				h.rate = t.word
			}
			continue
		}
		if i == last+1 && (words[last].word == "a" || words[last].word == "per" || words[last].word == "each") {
			h.rate = t.word
			continue
		}
		if timeWords[t.word] || isYear(t.word) || t.word == "by" && datedBy(words, i+1) {
			h.times = append(h.times, t.word)
			h.beforeOthers = h.beforeOthers || orderWords[t.word]
		}
	}
	return h
}

// datedBy reports whether "by" before word i names a time, as in "by March";
// "by 6%" and "by moving it" tell how much and how.
func datedBy(words []token, i int) bool {
	if i >= len(words) || words[i].broken {
		return false
	}
	w := words[i].word
	return dateWords[w] || isYear(w) || w == "quarter" || w == "year"
}

// isYear reports whether a word is a year, as in "in 2021", or a quarter, as in
// "Q3".
func isYear(w string) bool {
	switch {
	case len(w) == 4 && (w[:2] == "19" || w[:2] == "20"):
		return digit(w[2]) && digit(w[3])
	case len(w) == 2 && w[0] == 'q':
		return w[1] >= '1' && w[1] <= '4'
	}
	return false
}

// moneyNouns are what sums are sums of, each with the one name of it.
var moneyNouns = map[string]string{
	"budget": "budget", "budgets": "budget", "cost": "cost", "costs": "cost", "spend": "spending", "spent": "spending", "spending": "spending",
	"saved": "saving", "save": "saving", "saving": "saving", "savings": "saving", "revenue": "revenue", "contract": "contract", "price": "price",
	"fine": "fine", "fines": "fine", "loss": "loss", "losses": "loss", "margin": "margin", "profit": "profit", "bill": "bill", "turnover": "turnover",
}

// ofMoney reads a sum with its noun: "a budget of $2 million", "it cost us
// $40,000", "$3 million in savings".
func (m *measure) ofMoney(words []token, first, last int) bool {
	at := -1
	for d := 1; d <= 4 && at < 0; d++ {
		if i := last + d - 1; d <= 3 && i < len(words) && moneyNouns[words[i].word] != "" && !brokenIn(words, last, i) {
			at = i
		} else if i := first - d; i >= 0 && moneyNouns[words[i].word] != "" && !brokenIn(words, i+1, first) {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	for i := min(at, first) - 1; i >= max(0, min(at, first)-2); i-- {
		if theirs[words[i].word] {
			return false
		}
	}
	noun, kind := moneyNouns[words[at].word], ""
	called := ""
	if at > 0 && at != last && !words[at].broken && noun != "spending" && words[at].word != "saved" {
		if w := words[at-1].word; !plainNoun[w] && !idleWords[w] && !dateWords[w] && (at-1 < first || at-1 >= last) {
			kind, called = w+" ", words[at-1].as+" "
		}
	}
	m.dimension, m.key, m.name = ofMoney, kind+noun, "the "+called+noun
	return true
}

// brokenIn reports whether a mark stands between words [i, j].
func brokenIn(words []token, i, j int) bool {
	for ; i <= j && i < len(words); i++ {
		if words[i].broken {
			return true
		}
	}
	return false
}

var (
	// plainNoun are words before a noun that don't make another of it.
	plainNoun = setOf("a an the my our its their annual yearly total whole own entire overall full monthly running that this it us them we i year first of in")
	// moves are verbs and other words of a change, which name nothing.
	moveWords = setOf("fell fall falls dropped drop drops rose rise went go goes came come down up cut cuts cutting reduced reduce reducing brought bring " +
		"bringing raised raise raising grew grow grown improved improve improving shortened lowered shrank climbed moved got took take takes taken lasted " +
		"needed need halved doubled sank slipped jumped increased decreased from to is was were be been has have had")
	idleWords = setOf("a an the of in on at for with and or but so that this these those it its we i my our us me they their he she his her you your who " +
		"which what as by into over than then when while after before until within only just about around roughly nearly almost also all each every both " +
		"some not no yet would could can should will might do did does used still even more less very one two three four five six seven eight nine ten up down out off median average mean typical usual " +
		"first second later now today later year years month months week weeks day days quarter quarters hour hours minute minutes second seconds")
	// broad nouns alone don't tell what is measured.
	broad = setOf("tim number rat shar cost level count amount figur total thing work project part job result")
)

// term is a word of a subject as it is shown, and its stem, by which its forms
// meet.
type term struct{ word, stem string }

// subjectOf is what a clause speaks of before word i: its last content words,
// four at most, in their order.
func subjectOf(words []token, i int) (terms []term) {
	for k := i - 1; k >= 0; k-- {
		w := words[k].word
		if !idleWords[w] && !moveWords[w] && !dateWords[w] && len(w) > 2 && !digit(w[0]) {
			terms = append(terms, term{words[k].as, library.Stem(w)})
		}
		if words[k].broken || len(terms) == 4 {
			break
		}
	}
	slices.Reverse(terms)
	return terms
}

// telling reports whether a subject says what is measured.
func telling(subject []term) bool {
	return len(subject) > 1 || len(subject) == 1 && !broad[subject[0].stem]
}

// theProject reports whether a subject is the undertaking itself, "the
// project" or "the whole project": of stories about one project, that is one
// thing.
func theProject(subject []term) bool {
	found := false
	for _, t := range subject {
		w := strings.ToLower(t.word)
		if !undertakings[w] && !plainNoun[w] || undertakings[w] && found {
			return false
		}
		found = found || undertakings[w]
	}
	return found
}

// ofChange reads something that went from here to there.
func (m *measure) ofChange(words []token, first, last int) bool {
	a := m.amount
	m.dimension, m.key, m.subject = ofChange, a.Kind+" "+m.hint.rate, subjectOf(words, first)
	counted := term{a.Unit, library.Stem(a.Unit)}
	if a.Kind == "count" && a.Unit != "" && !slices.ContainsFunc(m.subject, func(t term) bool { return t.stem == counted.stem }) {
		m.subject = append(m.subject, counted)
	}
	return telling(m.subject)
}

var tookWords = setOf("took take takes taken lasted needed")

// ofDuration reads how long something took: "the migration took six months",
// "a six-month migration".
func (m *measure) ofDuration(words []token, first, last int) bool {
	took := -1
	for i := first - 1; i >= max(0, first-3) && !words[i+1].broken; i-- {
		if tookWords[words[i].word] {
			took = i
			break
		}
	}
	switch {
	case took >= 0:
		m.subject = subjectOf(words, took)
	case strings.Contains(m.amount.Text, "-") && last < len(words) && !words[last].broken && words[last].word != "old":
		end := last + 1
		for end < len(words) && end < last+3 && !words[end].broken && !idleWords[words[end].word] && !moveWords[words[end].word] {
			end++
		}
		m.subject = subjectOf(words[last:end], end-last)
	}
	m.dimension, m.key = ofDuration, m.hint.rate
	return telling(m.subject) || theProject(m.subject)
}
