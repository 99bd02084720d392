package coach

import (
	"slices"
	"strings"

	"rehearse/internal/match"
	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review"
	"rehearse/internal/store"
)

// Unsaid is the standing of a figure of which the person has said nothing
// yet. It is never stored.
const Unsaid = "unsaid"

// Ledger is every figure that the stories state, story by story, with what
// the person said of it, and where stories contradict each other.
type Ledger struct {
	// Stories are those with figures or with claims left behind, in the
	// portfolio's order.
	Stories []LedgerStory
	// Counts holds how many figures have each standing. A confidential one
	// counts as long as the person keeps it, also where it is told no more.
	Counts map[string]int
	// Total is how many figures Counts counts.
	Total int
	// Spoken is how many confidential figures are still told in full.
	Spoken int
	// Left is how many claims were left behind when the text changed.
	Left int
	// Contradictions are pairs of figures that differ. Both may be right, of
	// two times or two things; the person knows.
	Contradictions []Contradiction
	// Settled are those pairs of which the person said that both are right.
	Settled []Settled
}

// LedgerStory is one story's part of the ledger.
type LedgerStory struct {
	ID, Title, Project string
	// Revision is that of the story whose text the figures are from.
	Revision int64
	Figures  []Figure
	// LeftBehind are claims whose words no longer stand in the text.
	LeftBehind []LeftClaim
}

// Figure is one stated amount with what the person said of it. An amount told
// twice in the same words is one figure.
type Figure struct {
	// Story is the story's id. Text is the amount as it stands, blanks
	// collapsed; the two together are what a claim is kept by.
	Story, Text string
	// Kind is the amount's kind, such as "money"; Sort is one of
	// Financial, Operational, OfPeople and Size.
	Kind, Sort string
	// Said are the sentences that state it, at least one.
	Said []Saying
	// Standing is one of Standings, or Unsaid.
	Standing string
	// Source is where the figure comes from, Instead the words to say in
	// place of a confidential one; both may be empty.
	Source, Instead string
	// Spoken lists where a confidential figure is still told in full: "the
	// telling", "a follow-up". It is empty for all other standings.
	Spoken []string
	// Reads are the telling's sentences as they will read with Instead in the
	// place of a confidential figure.
	Reads []string
	// Contradicted is set where another story says otherwise.
	Contradicted bool
}

// Saying is a sentence that states a figure, and what the sentence does.
type Saying struct {
	Sentence string
	Role     review.Role
}

// LeftClaim is a claim whose words are gone from the text. Note says in words
// what may be done about it.
type LeftClaim struct {
	store.Claim
	// Settled is set where nothing needs doing: a confidential figure that is
	// no longer told.
	Settled bool
	Note    string
	// Moves are figures of the story of which nothing has been said yet and
	// that may be the same one in other words.
	Moves []string
}

// Contradiction is a pair of figures of two stories about the same project
// that measure the same thing and differ.
type Contradiction struct {
	// Key is what the person's word is kept by that both figures are right.
	Key string
	// What names the thing measured: "the size of the team".
	What string
	// Says tells in a sentence what each story says, without naming the thing
	// measured.
	Says string
	A, B ContradictionSide
}

// ContradictionSide is one of the two figures of a contradiction.
type ContradictionSide struct {
	Story, Title   string
	Text, Sentence string
}

// Claims puts every figure of a portfolio into a ledger. Twins are the pairs
// of stories that Alike found, which count as the same project.
func Claims(p *Portfolio, twins []match.Twins) Ledger {
	return recall(p, recallKey{what: "claims"}, func() Ledger { return claimsOf(p, twins) })
}

func claimsOf(p *Portfolio, twins []match.Twins) Ledger {
	l := Ledger{Counts: map[string]int{}}
	place := make(map[string]int, len(p.Entries))
	for i := range p.Entries {
		e := &p.Entries[i]
		s := LedgerStory{ID: e.ID, Title: e.Title, Project: e.Project, Revision: e.Revision, Figures: figuresOf(e)}
		s.LeftBehind = leftBehind(e, &s)
		if len(s.Figures) == 0 && len(s.LeftBehind) == 0 {
			continue
		}
		l.count(&s)
		place[e.ID] = len(l.Stories)
		l.Stories = append(l.Stories, s)
	}
	l.Contradictions, l.Settled = parted(p, contradictions(p, twins))
	for _, c := range l.Contradictions {
		l.mark(place, c.A)
		l.mark(place, c.B)
	}
	return l
}

// count adds a story's figures to the totals.
func (l *Ledger) count(s *LedgerStory) {
	for i := range s.Figures {
		f := &s.Figures[i]
		l.Total++
		l.Counts[f.Standing]++
		if len(f.Spoken) > 0 {
			l.Spoken++
		}
	}
	for _, x := range s.LeftBehind {
		if !x.Settled {
			l.Left++
		}
		if x.Standing == Confidential {
			l.Total++
			l.Counts[Confidential]++
		}
	}
}

// mark notes at a figure that another story says otherwise.
func (l *Ledger) mark(place map[string]int, side ContradictionSide) {
	i, ok := place[side.Story]
	if !ok {
		return
	}
	for k := range l.Stories[i].Figures {
		if f := &l.Stories[i].Figures[k]; strings.EqualFold(f.Text, side.Text) {
			f.Contradicted = true
		}
	}
}

// figuresOf lists the figures of a story in the order of telling, each once,
// with what the person said of it.
func figuresOf(e *Entry) []Figure {
	if len(e.Digest.Amounts)+len(e.Claims) == 0 {
		return nil
	}
	out := make([]Figure, 0, len(e.Digest.Amounts))
	sayings := make([]Saying, 0, len(e.Digest.Amounts))
	for i := range e.Digest.Amounts {
		a := &e.Digest.Amounts[i]
		if !stated(a) {
			continue
		}
		text, said := collapsed(a.Text), Saying{Sentence: a.Sentence, Role: a.Role}
		if k := figureIn(out, text); k >= 0 {
			if last := out[k].Said[len(out[k].Said)-1]; last != said {
				out[k].Said = append(out[k].Said, said)
			}
			continue
		}
		sayings = append(sayings, said)
		n := len(sayings)
		out = append(out, Figure{Story: e.ID, Text: text, Kind: a.Kind, Sort: sortOf(a), Said: sayings[n-1 : n : n], Standing: Unsaid})
	}
	for i := range e.Claims {
		c := &e.Claims[i]
		k := figureIn(out, c.Text)
		if k < 0 {
			sentence := standsAt(e.Answer, c.Text)
			if sentence == "" {
				continue
			}
			// The reader sees no amount in it, or has not read it yet; the
			// person spoke of it, and it is there.
			k = len(out)
			out = append(out, Figure{Story: e.ID, Said: []Saying{{Sentence: sentence, Role: review.Other}}, Sort: Operational})
		}
		f := &out[k]
		f.Text, f.Standing, f.Source, f.Instead = c.Text, firstFull(c.Standing, Unsaid), c.Source, c.Instead
		if f.Standing == Confidential {
			f.Spoken = append([]string{"the telling"}, besides(e, c.Text)...)
			f.Reads = willRead(e.Answer, c.Text, c.Instead)
		}
	}
	return out
}

// figureIn finds a figure by its words.
func figureIn(list []Figure, text string) int {
	for i := range list {
		if len(list[i].Text) == len(text) && strings.EqualFold(list[i].Text, text) {
			return i
		}
	}
	return -1
}

// besides lists where the words of a figure stand beside the telling.
func besides(e *Entry, text string) (places []string) {
	if standsAt(e.Title, text) != "" {
		places = append(places, "the title")
	}
	for i := range e.FollowUps {
		if standsAt(e.FollowUps[i].Reply, text) != "" {
			return append(places, "the reply to a follow-up")
		}
	}
	return places
}

// leftBehind lists what the person said of words that are gone from the text.
func leftBehind(e *Entry, s *LedgerStory) (out []LeftClaim) {
	for _, c := range e.Claims {
		if figureIn(s.Figures, c.Text) >= 0 {
			continue
		}
		x := LeftClaim{Claim: c, Moves: moves(s.Figures, c.Text)}
		spoken := besides(e, c.Text)
		switch {
		case c.Standing == Confidential && len(spoken) > 0:
			x.Note = "The telling no longer has it, but " + spoken[0] + " still does."
		case c.Standing == Confidential && c.Instead != "" && standsAt(e.Answer, c.Instead) != "":
			x.Settled, x.Moves, x.Note = true, nil, "You now say “"+c.Instead+"” instead."
		case c.Standing == Confidential:
			x.Settled, x.Moves, x.Note = true, nil, "The story no longer tells it, so nothing needs doing."
		case len(x.Moves) > 0:
			x.Note = "These words are no longer in the story. If you put the figure differently, move what you said of it to the new words; otherwise let it go."
		default:
			x.Note = "These words are no longer in the story. You can let what you said of them go."
		}
		out = append(out, x)
	}
	return out
}

// moves lists the figures of which nothing has been said and that may be a
// claim that was left behind in other words: amounts of its kind that share a
// value with it, whole and not only a digit.
func moves(figures []Figure, text string) (out []string) {
	kind, values := valuesOf(text)
	for i := range figures {
		f := &figures[i]
		if f.Standing != Unsaid {
			continue
		}
		own, others := valuesOf(f.Text)
		if f.Kind != "" {
			own = f.Kind
		}
		// A bare number such as "16" leaves its kind open.
		if own != kind && own != string(quantity.Count) && kind != string(quantity.Count) {
			continue
		}
		if slices.ContainsFunc(others, func(v float64) bool { return slices.Contains(values, v) }) {
			out = append(out, f.Text)
		}
	}
	return out
}

// valuesOf reads the words of an amount: its kind, "" where there is none, and
// its values, both ends where it has two.
func valuesOf(text string) (kind string, values []float64) {
	for _, q := range quantity.Find(prose.Read(text)) {
		if kind = string(q.Kind); q.Change || q.Range {
			values = append(values, q.From, q.To)
		} else {
			values = append(values, q.Value)
		}
	}
	return kind, values
}
