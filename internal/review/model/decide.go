package model

// The roles are far from equally common: two sentences in five are action,
// one in thirty is learning. The likeliest role is then too often the common
// one. What is wanted is that roles are told apart equally well, each
// weighing the same. One sentence more for a role moves the F1 of that role
// by (2p - F) / n, where p is the probability that it has the role, F the F1
// so far and n the number of sentences that were given it by readers or by
// the model. So the role is taken for which that is most.

// decision holds for each role what its probability counts, and what is taken
// off it first.
type decision struct{ worth, toll roleScores }

// Role is the index in RoleLetters of the role to take, given the
// probability of each.
func (m *Model) Role(p [roleCount]float64) int { return m.decision.of(p) }

func (d *decision) of(p roleScores) int {
	best := 0
	most := float64(d.worth[0] * (p[0] - d.toll[0]))
	for r, v := range p {
		if v := float64(d.worth[r] * (v - d.toll[r])); v > most {
			best, most = r, v
		}
	}
	return best
}

// decisionSteps is how often a decision is corrected by what comes of it.
const decisionSteps = 20

// decisionFor finds the decision that tells roles apart best, over
// probabilities of sentences that the models had not seen. Half way to what
// the last one calls for is gone at each step, so that it settles.
func decisionFor(chances [][]roleScores, gold [][]int8) decision {
	d := decision{worth: roleScores{1, 1, 1, 1, 1, 1}}
	for range decisionSteps {
		var right, either roleScores
		total := 0.0
		for i := range chances {
			for k, p := range chances[i] {
				g, r := int(gold[i][k]), d.of(p)
				either[g]++
				either[r]++
				total++
				if g == r {
					right[r]++
				}
			}
		}
		for r, n := range either {
			d.worth[r] = float64(d.worth[r]+ratio(total, n)) / 2
			d.toll[r] = float64(d.toll[r]+ratio(right[r], n)) / 2
		}
	}
	return d
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
