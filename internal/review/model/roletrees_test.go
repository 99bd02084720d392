package model

import "testing"

// crossed are sentences whose role no sum of their features tells: it is an
// action where one of two things holds, and a result where both or none do.
func crossed() *grower {
	g := &grower{}
	r := rng(3)
	for range 400 {
		x := make([]float32, tCount)
		a, b := r.next()>>40&1, r.next()>>40&1
		x[tPlace], x[tAmount] = float32(a), float32(b)
		g.rows, g.start, g.held = append(g.rows, x), append(g.start, roleScores{}), append(g.held, certain(roleAction+int(1-a^b)))
	}
	return g
}

// certain is a role that all readers hold.
func certain(role int) (held roleScores) {
	held[role] = 1
	return held
}

func everyRow(g *grower) []int32 {
	all := make([]int32, len(g.rows))
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

func TestTreesTellWhatNoSumCan(t *testing.T) {
	g := crossed()
	g.binned = binAll(g.rows, tCount)
	trees := g.grow(everyRow(g))
	d := decision{worth: roleScores{1, 1, 1, 1, 1, 1}}
	odds := make([]roleScores, len(g.rows))
	trees.correct(g.rows, odds)
	for i, x := range g.rows {
		if got := d.of(cooled(odds[i], 1)); g.held[i][got] != 1 {
			t.Fatalf("place %v, amount %v: role %c, want that of %v", x[tPlace], x[tAmount], RoleLetters[got], g.held[i])
		}
	}
}

// A tree grown without some sentences must not depend on them.
func TestTreesLearnFromNamedSentencesOnly(t *testing.T) {
	g := crossed()
	g.binned = binAll(g.rows, tCount)
	half := everyRow(g)[:200]
	want := g.grow(half)
	for i := 200; i < 400; i++ {
		g.held[i] = certain(0)
	}
	got := g.grow(half)
	for k := range want {
		if got[k] != want[k] {
			t.Fatalf("round %d: other trees, though only the roles of sentences held back are other", k)
		}
	}
}

func TestNoSentencesGrowNoTreesThatSayAnything(t *testing.T) {
	g := &grower{}
	g.binned = binAll(g.rows, tCount)
	var odds [1]roleScores
	g.grow(nil).correct([][]float32{make([]float32, tCount)}, odds[:])
	if odds[0] != (roleScores{}) {
		t.Errorf("odds %v, want none", odds[0])
	}
}
