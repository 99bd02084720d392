package measure

import (
	"math"
	"slices"
	"strings"

	"rehearse/corpus"
	"rehearse/internal/prose"
	"rehearse/internal/review/model"
)

// Figures are how well one set of readings agrees with another.
type Figures struct {
	Answers, Sentences                                  int
	RoleAccuracy, RoleMacroF1                           float64
	QuantityF1, QuantityKindAccuracy                    float64
	FlagMicroF1, FlagPrecision, FlagRecall, FlagMacroF1 float64
	PrincipleMicroF1, PrincipleTop1                     float64
	LevelAccuracy, LevelMacroF1                         float64
	RatingQWK, RatingExact, RatingWithin1               float64
	// RoleMacroF1By holds the figure for each order of telling, in the order
	// of Orders.
	RoleMacroF1By [3]float64
	// RatingMatchedPairs is the share of pairs of answers of like length,
	// rated two or more apart, that are ordered right; a tie counts half.
	RatingMatchedPairs              float64
	MatchedPairs                    int
	LengthCorrGold, LengthCorrGiven float64
	// Flags holds a tally for each of model.Flags.
	Flags []Tally
	// Confusion counts sentences by gold role and role given, in the order
	// of model.RoleLetters.
	Confusion Table
}

// Orders are the orders of telling.
var Orders = []string{"canonical", "result-first", "interleaved"}

// Study compares given readings with gold ones, answer by answer.
type Study struct {
	answers     []corpus.Answer
	gold, given []Reading
	counts      []counts
	pairs       []pair
}

// counts is what one answer adds to the figures.
type counts struct {
	order      int
	roles      Table
	quantities Tally
	kinds      int
	// said and marked hold a bit for each flag given and annotated.
	said, marked uint
	principles   Tally
	// top is 1 where the first principle given is an annotated one, asked
	// where any is annotated.
	top, asked int
	// level and rating are the gold and the given one, each from 0.
	level, rating [2]int
	words         int
}

// pair is two answers of like length whose gold ratings differ by two or
// more; twice is 2 where they are ordered right, 1 where they tie.
type pair struct{ one, other, twice int }

// NewStudy compares readings of answers. All three lists run alike.
func NewStudy(answers []corpus.Answer, gold, given []Reading) *Study {
	s := &Study{answers: answers, gold: gold, given: given}
	for i, a := range answers {
		s.counts = append(s.counts, countsOf(a, gold[i], given[i]))
	}
	s.pairs = matchedPairs(s.counts)
	return s
}

// Compare measures given readings against gold ones. All three lists run
// alike and must not be empty.
func Compare(answers []corpus.Answer, gold, given []Reading) Figures {
	return NewStudy(answers, gold, given).Figures()
}

// Figures are the figures over all answers.
func (s *Study) Figures() Figures {
	return s.over(func(int) int { return 1 })
}

func countsOf(a corpus.Answer, gold, given Reading) counts {
	c := counts{order: slices.Index(Orders, Order(gold.Roles)), words: len(strings.Fields(a.Text))}
	for k, r := range gold.Roles {
		c.roles[strings.IndexByte(roleLetters, r)][strings.IndexByte(roleLetters, given.Roles[k])]++
	}
	c.quantities, c.kinds = match(gold.Quantities, given.Quantities)
	for k, name := range model.Flags {
		if given.Flags[name] {
			c.said |= 1 << k
		}
		if gold.Flags[name] {
			c.marked |= 1 << k
		}
	}
	for _, p := range model.Principles {
		c.principles.add(slices.Contains(given.Principles, p), slices.Contains(gold.Principles, p), 1)
	}
	if len(gold.Principles) > 0 {
		c.asked = 1
		if len(given.Principles) > 0 && slices.Contains(gold.Principles, given.Principles[0]) {
			c.top = 1
		}
	}
	c.level = [2]int{slices.Index(model.Levels, gold.Level), slices.Index(model.Levels, given.Level)}
	c.rating = [2]int{gold.Rating - 1, given.Rating - 1}
	return c
}

// leastOverlap is the share of their common extent that two spans must share
// to count as the same amount.
const leastOverlap = 0.5

// match pairs amounts that overlap, each with one at most, and counts the
// pairs of one kind.
func match(gold, given []Amount) (t Tally, kinds int) {
	used := make([]bool, len(given))
	for _, q := range gold {
		best, at := 0.0, -1
		for k, r := range given {
			if v := overlap(q.Span, r.Span); !used[k] && v >= best {
				best, at = v, k
			}
		}
		if at < 0 || best < leastOverlap {
			t.Missed++
			continue
		}
		used[at] = true
		t.Right++
		if given[at].Kind == q.Kind {
			kinds++
		}
	}
	t.Surplus = len(given) - t.Right
	return t, kinds
}

// overlap is the bytes that two spans share, by their common extent.
func overlap(a, b prose.Span) float64 {
	shared := max(0, min(a.End, b.End)-max(a.Start, b.Start))
	return float64(shared) / float64(max(1, max(a.End, b.End)-min(a.Start, b.Start)))
}

// likeLength is by how much of the longer's words two answers of like length
// may differ.
const likeLength = 0.15

func matchedPairs(all []counts) []pair {
	var pairs []pair
	for i, a := range all {
		for j, b := range all[i+1:] {
			gap := a.rating[0] - b.rating[0]
			apart := math.Abs(float64(a.words - b.words))
			if apart > likeLength*float64(max(a.words, b.words)) || -2 < gap && gap < 2 {
				continue
			}
			p := pair{one: i, other: i + 1 + j}
			switch given := (a.rating[1] - b.rating[1]) * gap; {
			case given > 0:
				p.twice = 2
			case given == 0:
				p.twice = 1
			}
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// over computes the figures with each answer counted times(i) times, which
// serves parts of the answers and samples of them alike.
func (s *Study) over(times func(i int) int) Figures {
	var f Figures
	var byOrder [3]Table
	var levels, rated Table
	var quantities, principles Tally
	var kinds, top, asked int
	f.Flags = make([]Tally, len(model.Flags))
	for i := range s.counts {
		c, n := &s.counts[i], times(i)
		if n == 0 {
			continue
		}
		f.Answers += n
		byOrder[c.order].plus(&c.roles, n)
		quantities.plus(c.quantities, n)
		principles.plus(c.principles, n)
		kinds, top, asked = kinds+n*c.kinds, top+n*c.top, asked+n*c.asked
		for k := range f.Flags {
			f.Flags[k].add(c.said>>k&1 == 1, c.marked>>k&1 == 1, n)
		}
		levels[c.level[0]][c.level[1]] += n
		rated[c.rating[0]][c.rating[1]] += n
	}
	for k := range byOrder {
		f.Confusion.plus(&byOrder[k], 1)
		f.RoleMacroF1By[k] = byOrder[k].macroF1()
	}
	f.Sentences, _ = f.Confusion.total()
	f.RoleAccuracy, f.RoleMacroF1 = f.Confusion.accuracy(), f.Confusion.macroF1()
	f.QuantityF1, f.QuantityKindAccuracy = quantities.F1(), share(kinds, quantities.Right)
	f.PrincipleMicroF1, f.PrincipleTop1 = principles.F1(), share(top, asked)
	f.LevelAccuracy, f.LevelMacroF1 = levels.accuracy(), levels.macroF1()
	f.RatingQWK, f.RatingExact, f.RatingWithin1 = rated.kappa(), rated.accuracy(), rated.within1()
	f.sumFlags()
	f.RatingMatchedPairs, f.MatchedPairs = s.orderedRight(times)
	f.LengthCorrGold, f.LengthCorrGiven = s.correlation(times, 0), s.correlation(times, 1)
	return f
}

// sumFlags sums the tallies of flags up. The macro figure leaves out flags
// that are annotated less than three times.
func (f *Figures) sumFlags() {
	var all Tally
	sum, many := 0.0, 0
	for _, t := range f.Flags {
		all.plus(t, 1)
		if t.Right+t.Missed >= 3 {
			sum += t.F1()
			many++
		}
	}
	f.FlagMicroF1, f.FlagPrecision, f.FlagRecall = all.F1(), all.Precision(), all.Recall()
	if many > 0 {
		f.FlagMacroF1 = sum / float64(many)
	}
}

// orderedRight is the share of matched pairs ordered right, and their number.
func (s *Study) orderedRight(times func(i int) int) (float64, int) {
	twice, n := 0, 0
	for _, p := range s.pairs {
		both := times(p.one) * times(p.other)
		twice += both * p.twice
		n += both
	}
	return share(twice, 2*n), n
}

// correlation is Pearson's between words and the gold (0) or given (1)
// rating, 0 where one side does not vary.
func (s *Study) correlation(times func(i int) int, side int) float64 {
	var n, x, y, xx, yy, xy int
	for i := range s.counts {
		k, w, r := times(i), s.counts[i].words, s.counts[i].rating[side]
		n += k
		x, y = x+k*w, y+k*r
		xx, yy, xy = xx+k*w*w, yy+k*r*r, xy+k*w*r
	}
	vx, vy := n*xx-x*x, n*yy-y*y
	if vx == 0 || vy == 0 {
		return 0
	}
	return float64(n*xy-x*y) / (math.Sqrt(float64(vx)) * math.Sqrt(float64(vy)))
}
