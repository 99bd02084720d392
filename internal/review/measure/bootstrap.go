package measure

import (
	"math/bits"
	"sort"
)

// Interval is a figure with the range that 95 of 100 samples of the answers
// put it in.
type Interval struct {
	Figure
	Low, High float64
}

// Intervals draws samples of the answers, each as large as they are, with
// repetition, and tells within which range each figure lies in the middle
// 95% of the samples. The same answers get the same intervals every time.
func (s *Study) Intervals(samples int) []Interval {
	var intervals []Interval
	for _, x := range s.Figures().Named() {
		intervals = append(intervals, Interval{Figure: x})
	}
	drawn := make([][]float64, len(intervals))
	dice := generator(1)
	times := make([]int, len(s.counts))
	for range samples {
		clear(times)
		for range times {
			times[dice.below(len(times))]++
		}
		for k, x := range s.over(func(i int) int { return times[i] }).Named() {
			drawn[k] = append(drawn[k], x.Value)
		}
	}
	for k, values := range drawn {
		sort.Float64s(values)
		cut := samples * 25 / 1000
		intervals[k].Low, intervals[k].High = values[cut], values[samples-1-cut]
	}
	return intervals
}

// generator makes numbers that look random and are the same on every
// machine. It is SplitMix64 of Steele, Lea and Flood, "Fast splittable
// pseudorandom number generators", 2014.
type generator uint64

// below is the next number, from 0 to n-1.
func (g *generator) below(n int) int {
	*g += 0x9e3779b97f4a7c15
	z := uint64(*g)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	high, _ := bits.Mul64(z^z>>31, uint64(n))
	return int(high)
}
