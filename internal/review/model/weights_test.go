package model

import "testing"

func TestWeightsComeBackAsTheyWere(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	if string(m.Encode()) != embedded {
		t.Error("what was decoded is encoded otherwise")
	}
}

func TestBrokenWeightsAreRefused(t *testing.T) {
	for _, n := range []int{0, 5, len(magic), len(embedded) / 2, len(embedded) - 1} {
		if _, err := Decode(embedded[:n]); err != ErrWeights {
			t.Errorf("the first %d bytes: %v, want ErrWeights", n, err)
		}
	}
	if _, err := Decode(embedded + "x"); err != ErrWeights {
		t.Errorf("a byte too many: %v, want ErrWeights", err)
	}
}
