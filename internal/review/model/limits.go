package model

// A flag or a principle is reported where it is likely enough. How likely that
// is, is learned on answers that the models had not seen.

// rightFlags is the share of the flags reported that must be right: of a flag,
// saying less is better than saying wrong. The number of trees is chosen on
// the same answers, so two or three points less are right of new ones; and
// with off-question, which is right less often, it is four in five of all.
const rightFlags = 0.875

// commonLimit finds the least probability from which on enough of the flags
// are right, off-question aside. It is one for all of them: the chances are
// calibrated, and a limit for each alone would follow the chance of few
// answers.
func commonLimit(chances, targets [][]float64) []float64 {
	at := 0.9
	for c := 89; c >= 25; c-- {
		limit, said, right := float64(c)/100, 0.0, 0.0
		for i := range chances {
			for f, p := range chances[i] {
				if f != flagOffQuestion && p >= limit {
					said++
					right += targets[i][outFlags+f]
				}
			}
		}
		if right < float64(rightFlags*said) {
			break
		}
		at = limit
	}
	limits := make([]float64, len(Flags))
	for f := range limits {
		limits[f] = at
	}
	return limits
}

// wrongPrinciple is how much of the cost of disagreement a wrong claim bears,
// against a missed one: a principle is praise, and missing one is as bad as
// giving one too many.
const wrongPrinciple = 0.5

// bestLimits finds for each of count outputs from one on the probability above
// which reporting it agrees best with readers. chances are the probabilities
// of unseen answers.
func bestLimits(chances, targets [][]float64, from, count int, wrong float64) []float64 {
	limits := make([]float64, count)
	for k := range limits {
		o := from + k
		best, at := -1.0, 0.5
		for c := 25; c <= 80; c++ {
			limit := float64(c) / 100
			tp, fp, fn := 0.0, 0.0, 0.0
			for i := range chances {
				if targets[i][o] < 0 {
					continue
				}
				said := chances[i][k] >= limit
				switch {
				case said && targets[i][o] > 0.5:
					tp++
				case said:
					fp++
				case targets[i][o] > 0.5:
					fn++
				}
			}
			if f := ratio(tp, tp+float64(wrong*fp)+float64((1-wrong)*fn)); f > best {
				best, at = f, limit
			}
		}
		limits[k] = at
	}
	return limits
}
