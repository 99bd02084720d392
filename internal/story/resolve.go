package story

import (
	"math/bits"
	"strings"
)

// roleSet is a set of roles, one bit each.
type roleSet uint8

func (r roleSet) count() int              { return bits.OnesCount8(uint8(r)) }
func (r roleSet) has(role string) bool    { return r&setOf(role) != 0 }
func (r *roleSet) add(role string)        { *r |= setOf(role) }
func (r roleSet) minus(o roleSet) roleSet { return r &^ o }

func setOf(role string) roleSet {
	switch role {
	case Situation:
		return 1
	case Task:
		return 2
	case Action:
		return 4
	case Result:
		return 8
	case Learning:
		return 16
	}
	return 0
}

// tally counts the candidates of a whole text, since one line such as
// "Task: force" or "A: yes" says little and four in one form say much.
type tally struct {
	headed    roleSet // strong, as a heading
	sure      roleSet // strong, and set off: heading, bold, alone, timed
	bare      roleSet // strong, "Task: text"
	letters   roleSet
	weak      roleSet // weak, heading or bold
	weakBare  roleSet
	perLetter [32]int

	lettersOK, bareOK, weakOK, weakBareOK, any bool
}

// isSure reports whether a strong name is set off so well that it needs no
// others beside it.
func (h *head) isSure() bool {
	return h.strength == strong && (h.form != bare || h.alone || h.timed)
}

func (d *doc) tally(dialogue bool) *tally {
	t := &tally{}
	for i := range d.heads {
		h := &d.heads[i]
		switch h.strength {
		case letter:
			t.letters.add(h.role)
			t.perLetter[setOf(h.role)]++
		case weak:
			if h.form == bare {
				t.weakBare.add(h.role)
			} else {
				t.weak.add(h.role)
			}
		case strong:
			if h.heading() {
				t.headed.add(h.role)
			}
			if h.isSure() {
				t.sure.add(h.role)
			} else {
				t.bare.add(h.role)
			}
		}
	}
	t.decide(dialogue)
	return t
}

// decide says which kinds of candidates are headings in this text.
func (t *tally) decide(dialogue bool) {
	n := t.letters.count()
	most := 0
	for _, k := range t.perLetter {
		most = max(most, k)
	}
	// Two speakers S and A are a dialogue too: their letters keep coming.
	t.lettersOK = n >= 3 || n == 2 && !dialogue && most <= 2
	sure := t.sure
	if t.lettersOK {
		sure |= t.letters
	}
	fresh := t.bare.minus(sure)
	t.bareOK = t.headed.count() < 2 && (t.bare.count() >= 2 || fresh != 0 && (sure|t.weakBare).count() >= 1)
	if t.bareOK {
		sure |= t.bare
	}
	t.weakOK = (sure | t.weak | t.weakBare).count() >= 2
	t.weakBareOK = t.headed.count() < 2 && (sure != 0 || t.weakBare.count() >= 3)
	t.any = sure != 0
}

// resolve keeps the candidates that are headings.
func (d *doc) resolve(dialogue bool) {
	t := d.tally(dialogue)
	last := -1
	for i := range d.heads {
		if d.heads[i].strength >= strong && d.accepts(t, &d.heads[i]) {
			last = i
		}
	}
	kept := d.heads[:0]
	afterKept := false
	for i, h := range d.heads {
		if h.strength == weak && afterKept && i > last {
			// Told after the notes, it belongs to them.
			h.label = label{}
			if !h.heading() {
				continue
			}
		}
		if !d.accepts(t, &h) && !d.replies(kept, &h) {
			if !h.heading() {
				continue
			}
			h.label = label{}
		}
		if h.role != "" {
			afterKept = false
		} else if h.kept() {
			afterKept = true
		}
		kept = append(kept, h)
	}
	d.heads = kept
}

// accepts reports whether a candidate is what its name says.
func (d *doc) accepts(t *tally, h *head) bool {
	if h.opening {
		return true
	}
	if h.section != "" {
		return t.acceptsSection(h)
	}
	if h.role == "" {
		return h.heading()
	}
	if !h.heading() && t.headed.count() >= 2 && t.headed.has(h.role) {
		return false // "Result: 40% faster" in a text that has ## Result
	}
	switch h.strength {
	case strong:
		return h.isSure() || t.bareOK
	case letter:
		return t.lettersOK
	default:
		return t.weakOK && (h.form != bare || h.alone || t.weakBareOK)
	}
}

func (t *tally) acceptsSection(h *head) bool {
	switch {
	case h.heading():
		return true
	case h.form == bold:
		return h.alone || t.headed.count() < 2
	case h.alone:
		return t.any || h.mark
	}
	return t.headed.count() < 2 && (t.bareOK || t.lettersOK)
}

// replies reports whether h is the "A:" or "Answer:" right after the opening
// question, and makes it so.
func (d *doc) replies(before []head, h *head) bool {
	if len(before) == 0 || !before[len(before)-1].opening {
		return false
	}
	if h.section != secAnswer && (h.strength != letter || h.role != Action) {
		return false
	}
	q := &before[len(before)-1]
	if strings.TrimSpace(d.src[min(d.questionEnd(q), h.start):h.start]) != "" {
		return false
	}
	h.roleName, h.section = roleName{}, secAnswer
	return true
}

// questionEnd is the end of the question after its label: the rest of the
// line, or the next line with text where the label stands alone.
func (d *doc) questionEnd(q *head) int {
	end, next := lineAt(d.src, q.end)
	for q.alone && next < len(d.src) && strings.TrimSpace(d.src[q.end:end]) == "" {
		end, next = lineAt(d.src, next)
	}
	return end
}
