package quantity

import (
	"strings"
	"testing"

	"rehearse/internal/prose"
)

// sample is 150 words of an answer with an ordinary share of amounts.
const sample = `There were 14 engineers in two squads, they owned the component that pays out roughly $38M a day to small
merchants, and 9% of the payouts were landing a day late or worse. The support director had stopped coming to our weekly
review because, in her words, nothing came out of it. My VP gave me two quarters to get late payouts under 1% and to stop the
attrition, or else the component would be carved up among other teams. I sat down with each person before I decided anything,
and asked what they would fix if they were free to. I called my counterpart, we agreed a fix on their side, and the nightly
pile went from around 1,900 items to under 400. What I had underestimated was how much people minded the pager, so we changed
the rota together and wrote down who answers for which alarm. The engagement score went from 41 to 77, and nobody else left. `

func BenchmarkFind450Words(b *testing.B) {
	t := prose.Read(strings.Repeat(sample, 3))
	b.ReportAllocs()
	for b.Loop() {
		Find(t)
	}
}

func BenchmarkFindLong(b *testing.B) {
	text := strings.Repeat(sample, 3000)
	t := prose.Read(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(t)
	}
}
