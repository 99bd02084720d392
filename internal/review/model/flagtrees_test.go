package model

import (
	"reflect"
	"testing"
)

// seenWith is what trees see of an answer of which two dense features hold
// something, and to which the linear model gives even odds.
func seenWith(a, b float32) []float32 {
	seen := make([]float32, seenCount)
	seen[dMisc], seen[dMisc+1] = a, b
	return seen
}

// eitherOr are answers that have a flag where one feature holds and the other
// does not, which no sum of the two can tell.
func eitherOr(n int) (seen [][]float32, gold []float64) {
	r := rng(5)
	for range n {
		a, b := float32(r.next()>>40&1), float32(r.next()>>40&1)
		seen = append(seen, seenWith(a, b))
		if a != b {
			gold = append(gold, 1)
		} else {
			gold = append(gold, 0)
		}
	}
	return seen, gold
}

// chanceOf is the probability of a flag by trees alone.
func chanceOf(trees []tree, seen []float32) float64 {
	f := make(forest, flagCount)
	f[flagNoMetric] = trees
	return sigmoid(f.correct(flagNoMetric, seen))
}

func TestTreesLearnWhatASumCannot(t *testing.T) {
	seen, gold := eitherOr(600)
	trees, unseen := boost(flagNoMetric, binAll(seen, seenCount), seen, gold)
	for _, c := range []struct {
		a, b  float32
		holds bool
	}{{0, 0, false}, {0, 1, true}, {1, 0, true}, {1, 1, false}} {
		if p := chanceOf(trees, seenWith(c.a, c.b)); p > 0.5 != c.holds {
			t.Errorf("%v and %v: probability %.2f, but holds is %v", c.a, c.b, p, c.holds)
		}
	}
	right := 0
	for i, odds := range unseen {
		if odds > 0 == (gold[i] > 0.5) {
			right++
		}
	}
	if right < 590 {
		t.Errorf("%d of 600 unseen answers told right", right)
	}
}

func TestTreesAreTheSameEachTime(t *testing.T) {
	seen, gold := eitherOr(200)
	one, unseen := boost(flagLongSetup, binAll(seen, seenCount), seen, gold)
	other, again := boost(flagLongSetup, binAll(seen, seenCount), seen, gold)
	if !reflect.DeepEqual(one, other) || !reflect.DeepEqual(unseen, again) {
		t.Error("the same answers gave other trees")
	}
}

func TestNoTreesWhereTheyDoNotHelp(t *testing.T) {
	// Whether the flag holds has nothing to do with what is seen.
	r := rng(11)
	var seen [][]float32
	var gold []float64
	for range 300 {
		seen = append(seen, seenWith(float32(r.next()>>40&1023), float32(r.next()>>40&1023)))
		gold = append(gold, float64(r.next()>>40&1))
	}
	if trees, _ := boost(flagNoMetric, binAll(seen, seenCount), seen, gold); len(trees) > 5 {
		t.Errorf("%d trees were kept that tell nothing", len(trees))
	}
	if trees, unseen := boost(flagNoMetric, binAll(nil, seenCount), nil, nil); len(trees) > 0 || len(unseen) > 0 {
		t.Error("trees grew out of nothing")
	}
}

func TestTreesAskForNoTopic(t *testing.T) {
	for i := dTopics; i < dPhrases; i++ {
		if treeFeature(flagNoMetric, i) {
			t.Fatalf("trees may ask for feature %d, which tells what is spoken of", i)
		}
	}
	if treeFeature(flagNoMetric, seenOdds+flagOffQuestion) || !treeFeature(flagOffQuestion, seenOdds+flagOffQuestion) {
		t.Error("off-question must be asked for by its own trees only")
	}
}

func TestTreesSurviveTheFile(t *testing.T) {
	seen, gold := eitherOr(200)
	f := make(forest, flagCount)
	f[flagNoLesson], _ = boost(flagNoLesson, binAll(seen, seenCount), seen, gold)
	if len(f[flagNoLesson]) == 0 {
		t.Fatal("no trees to write")
	}
	e := encoder{}
	e.forest(f)
	d := decoder{data: string(e.buf)}
	back := d.forest()
	if d.failed || d.data != "" || !reflect.DeepEqual(f[flagNoLesson], back[flagNoLesson]) {
		t.Error("trees came back changed")
	}
	for n := 0; n < len(e.buf); n += 61 {
		if d := (decoder{data: string(e.buf[:n])}); len(d.forest()) != flagCount || !d.failed {
			t.Fatalf("%d of %d bytes were taken for trees", n, len(e.buf))
		}
	}
}

func TestEveryFlagHasAPlaceInWhatTreesSee(t *testing.T) {
	if len(Flags) != flagCount {
		t.Errorf("there are %d flags, and places for %d", len(Flags), flagCount)
	}
}
