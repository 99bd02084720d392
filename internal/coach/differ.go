package coach

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"rehearse/internal/store"
)

// differKey is what the person's word is kept by that both figures of a pair
// are right. It is the same whichever of the two comes first, and another as
// soon as one of them is told in other words.
func differKey(c *Contradiction) string {
	sides := []string{c.A.Story + "\x00" + c.A.Text, c.B.Story + "\x00" + c.B.Text}
	slices.Sort(sides)
	h := sha256.Sum256([]byte(sides[0] + "\x00\x00" + sides[1]))
	return "differ:" + hex.EncodeToString(h[:12])
}

// Settled is a pair of figures that differ, of which the person said that
// both are right.
type Settled struct {
	Contradiction
	Word store.Word
}

// parted gives each pair its key and sets those apart of which the person
// said that both figures are right.
func parted(p *Portfolio, all []Contradiction) (open []Contradiction, settled []Settled) {
	for _, c := range all {
		c.Key = differKey(&c)
		if w, ok := p.Words[c.Key]; ok {
			settled = append(settled, Settled{c, w})
		} else {
			open = append(open, c)
		}
	}
	return open, settled
}
