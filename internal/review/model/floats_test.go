package model

import (
	"math"
	"testing"
)

func TestExpAndLogAreClose(t *testing.T) {
	for x := -50.0; x <= 50; x += 0.37 {
		if e := math.Abs(exp(x)/math.Exp(x) - 1); e > 1e-13 {
			t.Errorf("exp(%v) is off by %v", x, e)
		}
		if e := math.Abs(log(math.Exp(x)) - x); e > 1e-13 {
			t.Errorf("log(exp(%v)) is off by %v", x, e)
		}
	}
}
