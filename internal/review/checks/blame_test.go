package checks

import (
	"testing"

	"rehearse/internal/prose"
)

func TestBlamesInSoManyWords(t *testing.T) {
	for text, want := range map[string]bool{
		"The printer vendor was useless and it was their fault that we lost nine days.": true,
		"My director is an idiot who never listens.":                                    true,
		"It was Dev's fault, because he never tests his work.":                          true,
		"It was entirely the vendor’s fault.":                                           true,
		"Their consultants were just plain incompetent.":                                true,
		"So a lot of what we were dealing with was really somebody else's mess.":        true,
		"Marketing let us down again.":                                                  true,
		"In the end it wasn't my fault that they left.":                                 true,
		"They were lazy, all of them.":                                                  true,
		"it was their own fault":                                                        true,
		// No one is blamed here.
		"It was my fault.":                                     false,
		"It was my own fault, and our mess.":                   false,
		"It was nobody's fault.":                               false,
		"It was not their fault.":                              false,
		"Mr. Okabe believed it was his fault.":                 false,
		"He called the field officers idiots.":                 false,
		"I felt useless and relieved.":                         false,
		"The dashboard was useless by then.":                   false,
		"We used a lazy cache and the field was lazy.":         false,
		"I had let the team down.":                             false,
		"We never let a customer down.":                        false,
		"A segmentation fault brought the gateway down.":       false,
		"The power let the pumps run down, and that's a mess.": false,
		"The vendor shipped nine days late.":                   false,
		"":                                                     false,
	} {
		words := prose.Read(text).Words
		if got := blames(words); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
