package measure

import (
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
	// RoleMacroF1By holds the figure for each order of telling.
	RoleMacroF1By map[string]float64
	// RatingMatchedPairs is the share of pairs of answers of like length,
	// rated two or more apart, that are ordered right; a tie counts half.
	RatingMatchedPairs              float64
	MatchedPairs                    int
	LengthCorrGold, LengthCorrGiven float64
	Flags                           map[string]Tally
	// Confusion counts sentences by gold role and role given.
	Confusion [6][6]int
}

// Orders are the orders of telling.
var Orders = []string{"canonical", "result-first", "interleaved"}

// Compare measures given readings against gold ones. All three lists run
// alike and must not be empty.
func Compare(answers []corpus.Answer, gold, given []Reading) Figures {
	f := Figures{Answers: len(answers), Flags: map[string]Tally{}, RoleMacroF1By: map[string]float64{}}
	f.roles(gold, given)
	f.quantities(gold, given)
	f.flags(gold, given)
	f.principles(gold, given)
	f.ratings(answers, gold, given)
	return f
}

// rolePairs are the gold and given roles, as places in roleLetters.
func rolePairs(gold, given Reading) [][2]int {
	var pairs [][2]int
	for k, r := range gold.Roles {
		pairs = append(pairs, [2]int{strings.IndexByte(roleLetters, r), strings.IndexByte(roleLetters, given.Roles[k])})
	}
	return pairs
}

func (f *Figures) roles(gold, given []Reading) {
	var all [][2]int
	by := map[string][][2]int{}
	for i := range gold {
		pairs := rolePairs(gold[i], given[i])
		all = append(all, pairs...)
		order := Order(gold[i].Roles)
		by[order] = append(by[order], pairs...)
	}
	for _, p := range all {
		f.Confusion[p[0]][p[1]]++
	}
	f.Sentences, f.RoleAccuracy, f.RoleMacroF1 = len(all), accuracy(all), macroF1(all, 6)
	for _, order := range Orders {
		f.RoleMacroF1By[order] = macroF1(by[order], 6)
	}
}

// leastOverlap is the share of their common extent that two spans must share
// to count as the same amount.
const leastOverlap = 0.5

func (f *Figures) quantities(gold, given []Reading) {
	var t Tally
	kinds := 0
	for i := range gold {
		used := make([]bool, len(given[i].Quantities))
		for _, q := range gold[i].Quantities {
			best, at := 0.0, -1
			for k, r := range given[i].Quantities {
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
			if given[i].Quantities[at].Kind == q.Kind {
				kinds++
			}
		}
		for _, u := range used {
			if !u {
				t.Surplus++
			}
		}
	}
	f.QuantityF1, f.QuantityKindAccuracy = t.F1(), share(kinds, t.Right)
}

// overlap is the bytes that two spans share, by their common extent.
func overlap(a, b prose.Span) float64 {
	shared := max(0, min(a.End, b.End)-max(a.Start, b.Start))
	return float64(shared) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}

func (f *Figures) flags(gold, given []Reading) {
	var all Tally
	sum, many := 0.0, 0
	for _, name := range model.Flags {
		var t Tally
		for i := range gold {
			t.add(given[i].Flags[name], gold[i].Flags[name])
		}
		f.Flags[name] = t
		all.plus(t)
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

func (f *Figures) principles(gold, given []Reading) {
	var t Tally
	top, asked := 0, 0
	for i := range gold {
		for _, p := range model.Principles {
			t.add(slices.Contains(given[i].Principles, p), slices.Contains(gold[i].Principles, p))
		}
		if len(gold[i].Principles) > 0 {
			asked++
			if len(given[i].Principles) > 0 && slices.Contains(gold[i].Principles, given[i].Principles[0]) {
				top++
			}
		}
	}
	f.PrincipleMicroF1, f.PrincipleTop1 = t.F1(), share(top, asked)
}

func (f *Figures) ratings(answers []corpus.Answer, gold, given []Reading) {
	var levels, ratings [][2]int
	var words, a, b []float64
	within := 0
	for i := range gold {
		levels = append(levels, [2]int{slices.Index(model.Levels, gold[i].Level), slices.Index(model.Levels, given[i].Level)})
		ratings = append(ratings, [2]int{gold[i].Rating, given[i].Rating})
		if d := gold[i].Rating - given[i].Rating; -1 <= d && d <= 1 {
			within++
		}
		words = append(words, float64(len(strings.Fields(answers[i].Text))))
		a, b = append(a, float64(gold[i].Rating)), append(b, float64(given[i].Rating))
	}
	f.LevelAccuracy, f.LevelMacroF1 = accuracy(levels), macroF1(levels, 3)
	f.RatingQWK, f.RatingExact, f.RatingWithin1 = kappa(ratings), accuracy(ratings), share(within, len(gold))
	f.RatingMatchedPairs, f.MatchedPairs = matchedPairs(words, ratings)
	f.LengthCorrGold, f.LengthCorrGiven = correlation(words, a), correlation(words, b)
}

// matchedPairs looks at pairs of answers within 15% of each other's length
// whose gold ratings differ by two or more.
func matchedPairs(words []float64, ratings [][2]int) (float64, int) {
	good, n := 0.0, 0
	for i := range words {
		for j := i + 1; j < len(words); j++ {
			gap := ratings[i][0] - ratings[j][0]
			longer, d := max(words[i], words[j]), words[i]-words[j]
			if d > 0.15*longer || d < -0.15*longer || -2 < gap && gap < 2 {
				continue
			}
			n++
			switch given := (ratings[i][1] - ratings[j][1]) * gap; {
			case given > 0:
				good++
			case given == 0:
				good += 0.5
			}
		}
	}
	if n == 0 {
		return 0, 0
	}
	return good / float64(n), n
}
