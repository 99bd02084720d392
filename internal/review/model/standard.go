package model

import "math"

// standard brings dense features to mean 0 and spread 1.
type standard struct{ mean, spread [denseCount]float64 }

func (s *standard) value(i int, x float64) float64 {
	if s.spread[i] == 0 {
		return 0
	}
	z := float64((x-s.mean[i])/s.spread[i]) * denseWeight
	return max(-3, min(3, z))
}

// denseWeight keeps single dense features from outweighing the rest.
const denseWeight = 0.5

// standardise measures mean and spread over summaries.
func standardise(all []*summary) *standard {
	var s standard
	n := float64(len(all))
	for i := 0; i < denseCount; i++ {
		sum, squares := 0.0, 0.0
		for _, x := range all {
			sum += x.dense[i]
		}
		s.mean[i] = sum / n
		for _, x := range all {
			d := x.dense[i] - s.mean[i]
			squares += float64(d * d)
		}
		s.spread[i] = math.Sqrt(squares / n)
		if s.spread[i] < 1e-9 {
			s.spread[i] = 0
		}
	}
	return &s
}
