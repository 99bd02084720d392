package model

import (
	"math"
	"strings"
	"testing"
)

func TestThinPassesAShareOver(t *testing.T) {
	var v vector
	for i := range 10000 {
		v.add(uint32(i), 1)
	}
	dice := rng(5)
	var room vector
	if got := dice.thin(v, 0, &room); len(got.index) != len(v.index) {
		t.Errorf("with nothing to pass over %d of %d features are left", len(got.index), len(v.index))
	}
	for _, share := range []float64{0.3, 0.5} {
		got := dice.thin(v, share, &room)
		if left := float64(len(got.index)) / 10000; math.Abs(left-(1-share)) > 0.02 {
			t.Errorf("share %v: %v are left", share, left)
		}
		if want := float32(1 / (1 - share)); got.value[0] != want {
			t.Errorf("share %v: those left count %v, want %v", share, got.value[0], want)
		}
	}
}

func TestUnstoppedKeepsEveryByteInItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		"It fell from 3.5 to 1,200. We (the team) Cheered!": "it fell from 3.5 to 1,200  we  the team  cheered ",
		"“No” — he said…\n\nÉcole, İstanbul?":               "   no        he said     école  İstanbul ",
		"": "",
	} {
		if got := unstopped(text); got != want || len(got) != len(text) {
			t.Errorf("%q without stops is %q (%d bytes of %d), want %q", text, got, len(got), len(text), want)
		}
	}
}

// What is added up as whole numbers must be what the models learned on.
func TestWholeNumbersScoreAsVectorsDo(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	d := m.vocabulary.read(answerOf(story))
	near, evidence := nearChances(m.roles.near, d), m.evidence.sentences(d)
	for i := range d.sentences {
		var scores roleScores
		m.roles.near.scores(nearVector(d, i), scores[:])
		for r, p := range chancesOf(scores) {
			if math.Abs(p-near[i][r]) > 1e-5 {
				t.Errorf("sentence %d, role %c: %v, by vector %v", i, RoleLetters[r], near[i][r], p)
			}
		}
		shown := make([]float64, len(Flags))
		m.evidence.scores(evidenceVector(&d.sentences[i]), shown)
		for f, v := range shown {
			if math.Abs(v-evidence[i][f]) > 1e-4 {
				t.Errorf("sentence %d, %s: %v, by vector %v", i, Flags[f], evidence[i][f], v)
			}
		}
	}
}

func TestFillerMovesNoRole(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	told := strings.Replace(story, "I learned to ask first.", "I learned to question approvals before promising a date.", 1)
	padded := strings.Replace(told, " I cut two approvals.", " So that was how it was. I cut two approvals.", 1)
	plain, more := m.Read(answerOf(told)), m.Read(answerOf(padded))
	if len(more.Roles) != len(plain.Roles)+1 {
		t.Fatalf("%d sentences with filler, %d without", len(more.Roles), len(plain.Roles))
	}
	for i, p := range plain.Roles {
		k := i
		if i >= 3 {
			k++
		}
		if more.Roles[k] != p {
			t.Errorf("sentence %d is read as %v, with filler before it as %v", i, p, more.Roles[k])
		}
	}
	if cues := more.WhyRole(3, 5, 5); len(cues) == 0 {
		t.Error("nothing says why filler is what it is")
	}
}
