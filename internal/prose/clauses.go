package prose

// Raw speech has no stops. It is cut where a clause begins: at a conjunction
// followed by a subject, at a discourse word, or at a subject pronoun that
// nothing before it governs.

// Clauses shorter than minClause words are not cut off, longer ones than
// longClause are cut at weaker cues.
const (
	minClause  = 4
	longClause = 16
)

var (
	subjects = setOf("i we he she it they you there this that these those nobody everybody everyone someone " +
		"people i'd i've i'm i'll we'd we've we're we'll he'd he's she'd she's it's it'd they'd they've they're that's there's you're")
	determiners   = setOf("the a an my our his her their its each every both some most two three four five one no another")
	conjunctions  = setOf("and but so because or")
	subordinators = setOf("when while after before if since although though until once where which who whereas unless")
	discourse     = setOf("then anyway well okay ok basically actually yeah um uh afterwards eventually finally meanwhile " +
		"later now also instead first second third next however obviously")
	governors = setOf("that if when while because whether what how why where which who whom than as since until before after " +
		"though although unless and but so or said say says think thought believe believed knew know guess mean means told " +
		"tell asked ask hope hoped wish felt feel sure made make let helped see saw found find realised realized decided " +
		"like of to for with from in on at by about into over is was were are be been not the a an i we then once where " +
		"until everything something anything nothing thing things way time day reason moment first all who's um uh well yeah")
)

// clauseStart reports whether word i of raw speech begins a new clause, the
// current one having begun at word begin.
func clauseStart(t *Text, begin, i, last int) bool {
	if i-begin < minClause || last-i < 3 {
		return false
	}
	w, prev, next := t.Words[i].Norm, t.Words[i-1].Norm, t.Words[i+1].Norm
	long := i-begin >= longClause
	switch {
	case conjunctions[prev] || discourse[prev] && subjects[w]:
		return false
	case conjunctions[w]:
		return joinsClause(t, i, last) || long && w != "or"
	case discourse[w] && !governors[prev]:
		return subjects[next] || discourse[next] || long
	case subordinators[w] && w != "who" && w != "which" && w != "where":
		return subjects[next] && !conjunctions[prev] && !discourse[prev] && (long || w == "when" || w == "after")
	case subjects[w] && w != "that" && w != "there" && w != "people" && w != "you" && w != "it" && w != "this" && w != "these":
		return !governors[prev] && !subordinators[prev] && !determiners[prev]
	case w == "it" || w == "it's" || w == "there" || w == "this" || w == "that's":
		return !governors[prev] && verbLike[next]
	case determiners[w]:
		return long && !governors[prev]
	}
	return false
}

// verbLike are the words that most often follow "it" or "this" as the
// subject of a clause.
var verbLike = setOf("was were is are has had took went came became meant made got would could did didn't wasn't isn't " +
	"works worked turned means still never always all also just really kind")

// joinsClause reports whether the conjunction at word i opens a clause with
// a subject of its own rather than joining two nouns or two verbs.
func joinsClause(t *Text, i, last int) bool {
	for j := i + 1; j < last && j <= i+2; j++ {
		w := t.Words[j].Norm
		if subjects[w] || subordinators[w] || conjunctions[w] || discourse[w] {
			return true
		}
		if determiners[w] && t.Words[i].Norm != "or" {
			return t.Words[i].Norm != "and" || followedByVerb(t, j, last)
		}
	}
	w := t.Words[i].Norm
	return w == "so" || w == "because" || w == "but"
}

// followedByVerb reports whether a noun phrase that begins at word j is
// soon followed by a finite verb, so that it is the subject of a clause.
func followedByVerb(t *Text, j, last int) bool {
	for k := j + 2; k < last && k <= j+4; k++ {
		w := t.Words[k].Norm
		if verbLike[w] || len(w) > 4 && w[len(w)-2:] == "ed" {
			return true
		}
	}
	return false
}
