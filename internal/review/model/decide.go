package model

// The roles are far from equally common: two sentences in five are action,
// one in thirty is learning. The likeliest role is then too often the common
// one, so a rare role is taken for its probability times a worth, set so that
// on answers not learned from the roles are told apart equally well.

// Role is the index in RoleLetters of the role to take, given the
// probability of each.
func (m *Model) Role(p [roleCount]float64) int { return decide(p, m.worth) }

func decide(p, worth roleScores) int {
	best, most := 0, -1.0
	for r, v := range p {
		if v := float64(v * worth[r]); v > most {
			best, most = r, v
		}
	}
	return best
}

// worths finds the worths that tell roles apart best, by macro-F1 over
// marginals of answers that the chain had not seen, one role at a time.
func worths(marginals [][]roleScores, gold [][]int8) roleScores {
	worth := roleScores{1, 1, 1, 1, 1, 1}
	grid := []float64{0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.3, 2.6}
	for range 2 {
		for r := range worth {
			best, at := -1.0, worth[r]
			for _, v := range grid {
				worth[r] = v
				if f := macroF1(marginals, gold, worth); f > best {
					best, at = f, v
				}
			}
			worth[r] = at
		}
	}
	return worth
}

// macroF1 is the mean over the roles of the F1 of deciding by worth.
func macroF1(marginals [][]roleScores, gold [][]int8, worth roleScores) float64 {
	var right, said, held roleScores
	for i := range marginals {
		for k, p := range marginals[i] {
			g, r := gold[i][k], decide(p, worth)
			held[g]++
			said[r]++
			if int(g) == r {
				right[r]++
			}
		}
	}
	sum := 0.0
	for r := range right {
		sum += ratio(2*right[r], said[r]+held[r])
	}
	return sum / roleCount
}

// coreRoles are the roles that readers gave the sentences of the cores.
func (t *trainer) coreRoles() [][]int8 {
	gold := make([][]int8, len(t.cores))
	for i, places := range t.places {
		for _, k := range places {
			gold[i] = append(gold[i], t.examples[i].Roles[k])
		}
	}
	return gold
}
