package model

import (
	"slices"
	"testing"

	"rehearse/internal/prose"
)

// TestNamesAreHeardAlike holds what fairness rests on: the model hears the
// same words whoever is named, and wherever.
func TestNamesAreHeardAlike(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	hear := func(text string) (ids []uint16) {
		read := prose.Read(text)
		l := m.vocabulary.listen(read)
		for i := range read.Sentences {
			ids = append(ids, l.heard(i)...)
		}
		return ids
	}
	const raw = "so i had three teams and then i talked with "
	const told = " about the plan because he had seen it fail before and we agreed that he would lead the first part of it"
	for _, alike := range [][]string{
		{"I asked Priya to lead.", "I asked Grace to lead.", "I asked Mei-ling to lead.", "I asked Ji-ho to lead.", "I asked Mr. Reed to lead.",
			"I asked Dr Okafor to lead.", "I asked Xanthe Papadopoulou to lead.", "I asked Siu Fan to lead.", "I asked Ahmed to lead.", "I asked Tanaka-san to lead."},
		{"I told Oyelaran. Oyelaran stayed.", "I told Grace. Grace stayed.", "I told Mark. Mark stayed."},
		{"Nobody came. Will, who was new, stayed.", "Nobody came. Tendai, who was new, stayed."},
		{"We sold it in Ghent.", "We sold it in The Hague.", "We sold it in the Hague.", "We sold it in New York City.", "We sold it in Belo Horizonte.", "We sold it in Porto Alegre."},
		{"Old Sun's team was late.", "Old Tendai's team was late."},
		{raw + "priya" + told, raw + "ahmed" + told, raw + "ines" + told, raw + "mr reed" + told, raw + "mei ling" + told, raw + "molly" + told},
		{raw + "the people in ghent" + told, raw + "the people in leeds" + told, raw + "the people in new york" + told, raw + "the people in baton rouge" + told},
	} {
		want := hear(alike[0])
		for _, other := range alike[1:] {
			if got := hear(other); !slices.Equal(got, want) {
				t.Errorf("%q is heard as %v, %q as %v", alike[0], m.heardWords(want), other, m.heardWords(got))
			}
		}
	}
	// Words that look like names stay words.
	for _, other := range [][2]string{
		{"We will mark it in may.", "We priya omar it in kofi."},
		{"He said: \"Will you?\"", "He said: \"Priya you?\""},
		{"I TOLD PRIYA THAT WE WOULD STOP.", "I TOLD PRIYA."},
		{"It took 900 ms today.", "It took 900 today."},
	} {
		if slices.Equal(hear(other[0]), hear(other[1])) {
			t.Errorf("%q is heard as %q is: %v", other[0], other[1], m.heardWords(hear(other[0])))
		}
	}
}

func (m *Model) heardWords(ids []uint16) (words []string) {
	for _, id := range ids {
		words = append(words, m.vocabulary.word(uint64(id)))
	}
	return words
}
