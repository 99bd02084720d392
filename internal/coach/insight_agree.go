package coach

import (
	"math"
	"slices"
	"strings"
)

// Whether two figures measure the same thing, and whether they agree.

// comparable reports whether two figures measure the same thing.
func (m *measure) comparable(o *measure) bool {
	if m.dimension != o.dimension || !sameKey(m, o) || m.dimension != ofTeam && m.dimension != ofTeams && !sameUnit(m.amount.Unit, o.amount.Unit) {
		return false
	}
	if m.dimension == ofMoney && m.hint.rate != o.hint.rate {
		return false
	}
	if m.dimension == ofTeam && peopleOrEngineers(m, o) {
		return false
	}
	if m.otherTime(o) {
		return false
	}
	return m.subject == nil && o.subject == nil || sameSubject(m.subject, o.subject)
}

// sameKey reports whether two figures of a dimension may be of the same thing
// by what the sentences call it. Who is in charge of a department is in charge
// of its people.
func sameKey(m, o *measure) bool {
	if m.key == o.key {
		return true
	}
	covers := func(charge, other *measure) bool {
		return charge.key == ofCharge && (other.key == ofDepartment || other.key == "" && (other.noun == "people" || other.noun == "person"))
	}
	return m.dimension == ofTeam && (covers(m, o) || covers(o, m))
}

// sameUnit reports whether two units can be the same: of two changes, one may
// leave open what it counts.
func sameUnit(a, b string) bool { return a == b || a == "" || b == "" }

// peopleOrEngineers reports whether one counts people and the other fewer
// engineers among them, which both can be true.
func peopleOrEngineers(m, o *measure) bool {
	all := func(noun string) bool {
		return noun == "people" || noun == "staff" || noun == "members" || noun == "person"
	}
	some := func(noun string) bool { return noun != "" && !all(noun) }
	return all(m.noun) && some(o.noun) && m.amount.Value > o.amount.Value || all(o.noun) && some(m.noun) && o.amount.Value > m.amount.Value
}

// otherTime reports whether the sentences speak of different times: one says
// that it is one of several, or both give a time and not the same.
func (m *measure) otherTime(o *measure) bool {
	if m.hint.beforeOthers != o.hint.beforeOthers {
		return true
	}
	return len(m.hint.times) > 0 && len(o.hint.times) > 0 && !slices.Equal(m.hint.times, o.hint.times)
}

// sameSubject reports whether two clauses speak of the same: six in ten of
// the words of the shorter one stand in the other, and one of them is more
// than a broad noun.
func sameSubject(a, b []term) bool {
	shared := sharedTerms(a, b)
	if theProject(a) && theProject(b) {
		return len(shared) > 0
	}
	return slices.ContainsFunc(shared, func(t term) bool { return !broad[t.stem] }) && float64(len(shared)) >= 0.6*float64(min(len(a), len(b)))
}

// sharedTerms are the words of a whose stems b has, too.
func sharedTerms(a, b []term) (shared []term) {
	for _, x := range a {
		if slices.ContainsFunc(b, func(t term) bool { return t.stem == x.stem }) {
			shared = append(shared, x)
		}
	}
	return shared
}

// called is what two figures measure, in words.
func (m *measure) called(o *measure) string {
	var words []string
	for _, t := range sharedTerms(m.subject, o.subject) {
		words = append(words, t.word)
	}
	subject := "the " + strings.Join(words, " ")
	switch m.dimension {
	case ofChange:
		return subject
	case ofDuration:
		return "how long " + subject + " took"
	}
	if o.key == ofDepartment {
		return o.name
	}
	return m.name
}

// agrees reports whether two figures of one measure can both be right.
func (m *measure) agrees(o *measure) bool {
	if m.dimension == ofChange {
		return near(*m.amount.From, *o.amount.From, m, o) && near(*m.amount.To, *o.amount.To, m, o)
	}
	if m.hint.least && o.amount.Value >= m.amount.Value || o.hint.least && m.amount.Value >= o.amount.Value ||
		m.hint.most && o.amount.Value <= m.amount.Value || o.hint.most && m.amount.Value <= o.amount.Value {
		return true
	}
	return near(m.amount.Value, o.amount.Value, m, o)
}

// How far two figures may lie apart, as a share of the larger, and still be
// taken for one: where one is said to be approximate, where both are sums or
// lengths of time, and where one may be the other rounded.
const (
	loosely = 0.15
	closely = 0.05
	rounded = 0.10
)

// near reports whether two values are the same for the purpose.
func near(a, b float64, m, o *measure) bool {
	if a == b {
		return true
	}
	apart := math.Abs(a-b) / max(math.Abs(a), math.Abs(b))
	switch {
	case m.hint.approximate || o.hint.approximate || m.hint.least || o.hint.least || m.hint.most || o.hint.most:
		return apart <= loosely
	case m.amount.Kind == "people":
		return false
	case m.amount.Kind == "money" || m.amount.Kind == "duration":
		return apart <= closely || apart <= rounded && (roundsTo(a, b) || roundsTo(b, a))
	case a >= 100 && b >= 100:
		return apart <= rounded && (roundsTo(a, b) || roundsTo(b, a))
	}
	return false
}

// roundsTo reports whether a, given to as many figures as b has, is b.
func roundsTo(a, b float64) bool {
	if a <= 0 || b <= 0 {
		return false
	}
	scale := 1.0
	for scale*10 <= b && math.Mod(b, scale*10) == 0 {
		scale *= 10
	}
	return math.Round(a/scale)*scale == b
}
