package checks

import (
	"maps"
	"strings"

	"rehearse/internal/prose"
	"rehearse/internal/review"
)

// Who else has a part in a story: the trades, bodies and teams beside the
// speaker's own. "The users were slow to come" names nobody who was worked
// with, and "we design for risk" names no trade; so what is more often a
// thing or a deed than a body counts only where the words around it show
// that somebody was spoken with.

// lexicon leads from each word of a table to the one name of its function.
func lexicon(table map[string]string) map[string]string {
	of := map[string]string{}
	for name, words := range table {
		for _, w := range strings.Fields(words) {
			of[w] = name
		}
	}
	return of
}

var (
	// trades are bodies and people by profession, whatever stands around.
	trades = lexicon(map[string]string{
		"product": "pm pms", "sales": "salespeople salesman salesmen saleswoman salesperson", "legal": "lawyer lawyers counsel",
		"finance": "finance accounting accountant accountants", "marketing": "marketing marketers", "support": "helpdesk",
		"operations": "dispatcher dispatchers", "security": "infosec", "compliance": "regulator regulators auditor auditors",
		"design": "designer designers ux", "HR": "hr recruiter recruiters", "procurement": "procurement purchasing",
		"research": "researcher researchers scientist scientists", "vendor": "vendor vendors supplier suppliers", "data": "analyst analysts",
		"executives": "director directors vp vps ceo cto cfo coo cio chairman president executives boss",
		"platform":   "sre sres", "clinical": "nurse nurses doctor doctors clinician clinicians", "editorial": "editors", "quality": "qa testers",
	})
	// pairs are trades of two words, by the first.
	pairs = map[string]map[string]string{
		"product": lexicon(map[string]string{"product": "manager managers owner owners management"}),
		"help":    {"desk": "support"}, "call": {"centre": "support", "center": "support", "centres": "support", "centers": "support"},
		"data": {"science": "data", "scientist": "data", "scientists": "data"}, "works": {"council": "union"},
		"supervisory": {"board": "executives"}, "executive": {"board": "executives", "team": "executives"}, "leadership": {"team": "executives"},
	}
	// bodies are as often a thing or a deed.
	bodies = lexicon(map[string]string{
		"product": "product", "sales": "sales", "legal": "legal", "support": "support", "operations": "operations ops dispatch",
		"security": "security", "compliance": "compliance audit risk", "design": "design", "HR": "recruiting", "research": "research science",
		"data": "data", "union": "union", "platform": "platform infrastructure", "logistics": "logistics", "editorial": "editorial", "clinical": "clinical",
	})
	// counterparts are people whom software serves or who serve it: they have
	// a part where they are spoken with.
	counterparts = lexicon(map[string]string{
		"customers": "customer customers client clients user users patients merchant merchants farmers drivers subscribers students",
		"vendor":    "partner partners publisher publishers agency agencies insurer insurers promoter promoters contractor contractors",
		"union":     "union unions", "logistics": "warehouse warehouses", "sponsors": "sponsor sponsors trustee trustees investors shareholders",
		"authorities": "ministry minister mayor council councils authority authorities county police ombudsman inspector inspectors railways",
		"field": "clerks clerk pharmacist pharmacists technician technicians operators operator handlers pickers guards captains captain pilots teachers " +
			"teacher librarians libraries clinics hospitals hospital vets growers cooperatives charities wardens agents planners buyers buyer sellers seller " +
			"owners traders brokers editor curators crews crew station stations site sites shops stores branches depots plant kitchen floor journalists",
	})
	// managed are places and affairs of others whose manager is a counterpart.
	managed = wordSet("site store shop plant branch account depot station hotel ward floor warehouse")
	// things are counterparts that software has as things, too: only a
	// meeting with them counts, and not what merely came with or from them.
	things = wordSet("client clients user users drivers subscribers union warehouse warehouses agents " +
		"operators operator station stations site sites shops stores branches depots plant kitchen floor owners pilots libraries planners editor police")
)

var (
	// spokenTo are verbs whose object is a person.
	spokenTo = wordSet("asked ask asking told tell telling met meet meeting called visited visit interviewed interviewing convinced persuaded " +
		"invited rang phoned warned consulted briefed involved brought")
	// meetings stand before "with" where somebody is met.
	meetings = wordSet("worked work working works spoke speak speaking talked talk talking sat sit down met meet meeting meetings agreed agree settled " +
		"call calls session sessions workshop workshops lunch interview interviews together tested tried paired partnered negotiated " +
		"discussed aligned reviewed shared planned conversation conversations checked time day afternoon hour week")
	// speaking stands before "to" where somebody is spoken to.
	speaking = wordSet("spoke speak speaking talked talk talking listened listen listening went go wrote write explained presented turned flew apologised apologized proposed promised offered showed demonstrated")
	// heard stands before "from" where somebody spoke.
	heard = wordSet("heard hear feedback complaints complaint letters calls learned learnt requests objections pressure pushback")
	// says are verbs whose subject is a person.
	says = wordSet("said says agreed agrees wanted wants asked asks told objected refused signed insisted complained promised approved feared argued " +
		"doubted accepted worried needed wrote rang")
	// groups make a body of the word before them.
	groups = wordSet("team teams department departments office desk people staff agents lead leads manager managers director directors chief " +
		"colleagues side folks lads guys group reps rep")
	// heads stand before "of" or "from" and a body.
	heads = wordSet("head heads director vp chief lead manager someone somebody people colleague colleagues one")
	// opens begins what was said or meant, in which nobody is spoken with yet.
	opens = wordSet("that whether if how what why to for because about when which where and or but fewer more less many hundred thousand million")
	// leads are verbs behind which a team is the speaker's own, or a report's.
	leads = wordSet("lead leads led leading run runs ran running manage manages managed managing head headed manager joined inherited")
	// ownTeams make no other team of "the … team".
	ownTeams = wordSet("whole entire full same new old small big little large own best young original remaining current existing combined core engineering " +
		"development dev software tech technical one two three four five six seven eight nine ten first second third last next future call")
	// otherTeams make another team of the word behind them, even without "the".
	otherTeams = wordSet("another other neighbouring neighboring sister partner upstream downstream")
)

// opensFunction holds all the words that a function can begin with, so that
// the others, nearly all there are, are passed over at once.
var opensFunction = func() map[string]bool {
	opens := wordSet("board")
	for w := range pairs {
		opens[w] = true
	}
	for _, table := range []map[string]string{trades, bodies, counterparts} {
		for w := range table {
			opens[w] = true
		}
	}
	maps.Copy(opens, managed)
	return opens
}()

// others are the functions beside the speaker's own that an answer names,
// each with its first words.
func others(t *prose.Text) map[string]prose.Span {
	found := map[string]prose.Span{}
	for i := range t.Sentences {
		words := t.Heard(i)
		for k := range words {
			name, last := functionAt(words, k)
			if name == "" {
				name, last = otherTeam(words, k), k
			}
			if _, seen := found[name]; name != "" && !seen {
				found[name] = prose.Span{Start: words[k].Start, End: words[last].End}
			}
		}
	}
	return found
}

// functionAt is the name of the function that begins at word k, and its last
// word; or "".
func functionAt(words []prose.Word, k int) (name string, last int) {
	w := words[k].Norm
	if !opensFunction[w] {
		return "", k
	}
	if name := pairs[w][norm(words, k+1)]; name != "" {
		return name, k + 1
	}
	switch {
	case w == "pm" && k > 0 && words[k-1].Digit: // half past three
		return "", k
	case w == "board": // a whiteboard, a circuit board
		if norm(words, k-1) == "the" && norm(words, k-2) != "on" {
			return "executives", k
		}
		return "", k
	case trades[w] != "":
		return trades[w], k
	case bodies[w] != "" && actsAsBody(words, k):
		return bodies[w], k
	case managed[w] && (norm(words, k+1) == "manager" || norm(words, k+1) == "managers"):
		return "field", k + 1
	case counterparts[w] != "" && spokenWith(words, k):
		return counterparts[w], k
	}
	return "", k
}

// norm is the word at k, or "" outside the sentence.
func norm(words []prose.Word, k int) string {
	if k < 0 || k >= len(words) {
		return ""
	}
	return words[k].Norm
}

// actsAsBody reports whether a word that may be a thing is a body here: "the
// sales office", "head of sales", "sales agreed", "I asked sales".
func actsAsBody(words []prose.Word, k int) bool {
	before, after := norm(words, k-1), norm(words, k+1)
	switch {
	case groups[after]:
		return before != "my" && !(before == "our" && strings.HasPrefix(after, "team"))
	case before == "of" || before == "from" || before == "in":
		// "Gerrit from operations", "the head of sales".
		return heads[norm(words, k-2)] || before == "from" && k > 1 && words[k-2].Upper && words[k-2].Norm != "i"
	case before == "the" || before == "a" || before == "this":
		return false
	case says[after] || (after == "had" || after == "have") && says[norm(words, k+2)]:
		return true
	case after == "of" || after == "for" || after == "from":
		return false
	}
	// What stands before it may be a list of others: "asked product and legal".
	for k--; k >= 0; k-- {
		w := words[k].Norm
		if w != "and" && w != "or" && w != "both" && bodies[w] == "" && trades[w] == "" {
			return meets(words, k, true)
		}
	}
	return false
}

// spokenWith reports whether word k names people who are spoken with: up to
// three words before it somebody asks, tells or meets them, or they speak
// themselves.
func spokenWith(words []prose.Word, k int) bool {
	if says[norm(words, k+1)] {
		return true
	}
	for i := k - 1; i >= 0 && i >= k-4; i-- {
		if meets(words, i, things[words[k].Norm]) {
			return true
		}
		if words[i].Digit || opens[words[i].Norm] {
			return false
		}
	}
	return false
}

// meets reports whether what follows word k is spoken with. Where strict, it
// takes a meeting for "with", and a voice for "from".
func meets(words []prose.Word, k int, strict bool) bool {
	any := func(set map[string]bool) bool { return set[norm(words, k-1)] || set[norm(words, k-2)] }
	switch w := norm(words, k); w {
	case "with":
		return !strict || any(meetings)
	case "from":
		return !strict || any(heard)
	case "to":
		return any(speaking)
	default:
		return spokenTo[w]
	}
}

// otherTeam names a team that isn't the speaker's where word k is its noun:
// "the billing team", "another squad". It is "" for "the whole team", and for
// a team that the speaker, or somebody of theirs, leads.
func otherTeam(words []prose.Word, k int) string {
	switch words[k].Norm {
	case "team", "teams", "squad", "squads":
	default:
		return ""
	}
	which := norm(words, k-1)
	if otherTeams[which] {
		return "another team"
	}
	if norm(words, k-2) != "the" || ownTeams[which] || words[k-1].Digit {
		return ""
	}
	for i := k - 3; i >= max(0, k-5); i-- {
		if leads[words[i].Norm] {
			return ""
		}
	}
	return which + " team"
}

// with is a set of words and some more.
func with(set map[string]bool, words string) map[string]bool {
	all := wordSet(words)
	maps.Copy(all, set)
	return all
}

// functionsNamed finds the functions beside the speaker's own, once for all
// checks that ask.
var functionsNamed = &review.Analyzer{
	Name: "functions",
	Run:  func(p *review.Pass) (any, error) { return others(p.Text), nil },
}

func othersOf(p *review.Pass) map[string]prose.Span {
	return p.Fact(functionsNamed).(map[string]prose.Span)
}
