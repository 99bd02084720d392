package quantity

import (
	"strings"
	"testing"

	"rehearse/internal/prose"
)

// sample is about 75 words of an answer, dense with amounts.
const sample = `There were 14 engineers in two squads, they owned the component that pays out roughly $38M a day to small
merchants, and 9% of the payouts were landing a day late or worse. My VP gave me two quarters to get late payouts under 1%.
I called my counterpart, we agreed a fix in ten days, and the nightly pile went from around 1,900 items to under 400. The
median wait dropped from 52 hours to 8, and about a third of the jobs turned out to feed nothing. `

func BenchmarkFind450Words(b *testing.B) {
	t := prose.Read(strings.Repeat(sample, 6))
	b.ReportAllocs()
	for b.Loop() {
		Find(t)
	}
}

func BenchmarkFindLong(b *testing.B) {
	text := strings.Repeat(sample, 6000)
	t := prose.Read(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(t)
	}
}
