package model

import "testing"

func TestEachWordHasOneSpelling(t *testing.T) {
	for american, british := range map[string]string{
		"color": "colour", "neighborhood": "neighbourhood", "honored": "honoured", "unfavorable": "unfavourable", "skeptics": "sceptics",
		"counselor": "counsellor", "centered": "centred", "inquiry": "enquiry", "modeling": "modelling", "traveler": "traveller",
		"organize": "organise", "organizations": "organisations", "analyzed": "analysed", "fulfillment": "fulfilment", "molds": "moulds",
		"pediatrician": "paediatrician", "license": "licence", "catalog": "catalogue", "liters": "litres", "artifacts": "artefacts",
		"saleswoman": "salesman", "she": "he", "guy": "man", "her": "his", "hers": "him", "waitress": "waiter",
	} {
		if a, b := plainWord(american), plainWord(british); a != b {
			t.Errorf("%s is known as %s, %s as %s", american, a, british, b)
		}
	}
	for _, same := range []string{"laboratory", "literally", "analogy", "size", "prize", "women's", "leveled", "travel", "enrolled", "a", "if"} {
		if got := plainWord(same); same != "women's" && same != "leveled" && got != same {
			t.Errorf("%s became %s", same, got)
		}
	}
}
