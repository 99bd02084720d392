package measure

import (
	"fmt"
	"io"
)

// Bin gathers judgements that were about equally sure.
type Bin struct {
	// From and To are probabilities; the bin holds From up to To.
	From, To float64
	// Said is how many judgements fell into it, Right how many were right;
	// Sure is the mean probability that they gave.
	Said, Right int
	Sure        float64
}

// edges divide probabilities into the bins of a reliability table.
var edges = []float64{0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001}

// Reliability tells, for the roles of lines and for the flags that were
// said, how often judgements of each sureness were right. A calibrated
// reviewer is right in 70 of 100 cases where it says 70%.
func (s *Study) Reliability() (roles, flags []Bin) {
	roles, flags = bins(), bins()
	for i, given := range s.given {
		for k, sure := range given.Sure {
			count(roles, sure, given.Roles[k] == s.gold[i].Roles[k])
		}
		for flag, sure := range given.SureOf {
			count(flags, sure, s.gold[i].Flags[flag])
		}
	}
	for _, list := range [][]Bin{roles, flags} {
		for i := range list {
			list[i].Sure = list[i].Sure / float64(max(1, list[i].Said))
		}
	}
	return roles, flags
}

func bins() []Bin {
	list := make([]Bin, len(edges)-1)
	for i := range list {
		list[i].From, list[i].To = edges[i], min(1, edges[i+1])
	}
	return list
}

func count(list []Bin, sure float64, right bool) {
	for i := range list {
		if edges[i] <= sure && sure < edges[i+1] {
			list[i].Said++
			// Hundredths are summed, as whole numbers, so that the order of
			// a map does not show.
			list[i].Sure += float64(int(sure*100+0.5)) / 100
			if right {
				list[i].Right++
			}
		}
	}
}

// printReliability writes how far what was said to be sure was right.
func (s *Study) printReliability(w io.Writer) {
	roles, flags := s.Reliability()
	fmt.Fprintf(w, "\nReliability: how often a judgement was right, by how sure it was\n")
	for _, part := range []struct {
		name string
		list []Bin
	}{{"roles", roles}, {"flags", flags}} {
		for _, b := range part.list {
			if b.Said > 0 {
				fmt.Fprintf(w, "  %-6s %3.0f%% to %3.0f%%  said %5d  sure %.2f  right %.2f\n", part.name, 100*b.From, 100*b.To, b.Said, b.Sure, share(b.Right, b.Said))
			}
		}
	}
}
