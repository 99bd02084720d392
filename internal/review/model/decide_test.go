package model

import "testing"

func TestDecisionTakesRareRolesEarlier(t *testing.T) {
	// Nine sentences in ten are actions; of those of which the model half
	// believes that they are lessons, nearly half are.
	var chances []roleScores
	var gold []int8
	for i := range 1000 {
		switch {
		case i < 100 && i%5 < 2:
			chances, gold = append(chances, roleScores{2: 0.55, 4: 0.45}), append(gold, 4)
		case i < 100:
			chances, gold = append(chances, roleScores{2: 0.55, 4: 0.45}), append(gold, roleAction)
		default:
			chances, gold = append(chances, roleScores{2: 0.95, 4: 0.05}), append(gold, roleAction)
		}
	}
	d := decisionFor([][]roleScores{chances}, [][]int8{gold})
	if got := d.of(chances[0]); got != 4 {
		t.Errorf("half a lesson is taken for %c, want L: every other one is", RoleLetters[got])
	}
	if got := d.of(chances[999]); got != roleAction {
		t.Errorf("hardly a lesson is taken for %c, want A", RoleLetters[got])
	}
}

func TestDecisionTakesTheOnlyPossibleRole(t *testing.T) {
	d := decision{worth: roleScores{1, 1, 1, 1, 1, 1}, toll: roleScores{0.4, 0.4, 0.4, 0.4, 0.4, 0.4}}
	for r := range roleCount {
		var p roleScores
		p[r] = 1
		if got := d.of(p); got != r {
			t.Errorf("a certain %c is taken for %c", RoleLetters[r], RoleLetters[got])
		}
	}
}
