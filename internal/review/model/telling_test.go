package model

import (
	"slices"
	"testing"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
)

// answerOf reads a text as the model is given it.
func answerOf(text string) Answer {
	t := prose.Read(text)
	return Answer{Text: t, Quantities: quantity.Find(t)}
}

const story = "Our payments team was late every month. I had to halve the delay. I asked each of the five engineers what held them up. " +
	"I cut two approvals. The delay fell from 10 days to 4.\n\nI learned to ask first."

func TestTellingKnowsWhatWasToldAndWhatIsToCome(t *testing.T) {
	chances := []roleScores{{0: 1}, {2: 1}, {2: 1}, {3: 1}}
	rows := make([][]float32, len(chances))
	for i := range rows {
		rows[i] = make([]float32, tCount)
	}
	toldBy(rows, chances, 1)
	toldBy(rows, chances, -1)
	before := rows[3][tTold+4*roleAction:][:4]
	if want := [4]float32{2, 2.0 / 3, 0, 1}; [4]float32(before) != want {
		t.Errorf("actions before the last sentence: number, share, how far off, likely at all = %v, want %v", before, want)
	}
	behind := rows[0][tTold+4*roleCount+4*roleResult:][:4]
	if want := [4]float32{1, 1.0 / 3, 2, 1}; [4]float32(behind) != want {
		t.Errorf("results behind the first sentence: %v, want %v", behind, want)
	}
	if got := rows[0][tTold+4*roleResult+2]; got != farthest {
		t.Errorf("the last result before the first sentence is %v off, want %v: there is none", got, farthest)
	}
}

func TestEveryFeatureOfTheSecondReadingHasAName(t *testing.T) {
	for f := range tCount {
		name := tellingCue(f)
		unused := tClass+len(classNames) <= f && f < tPhrase
		if (name == "") != unused {
			t.Errorf("feature %d is called %q", f, name)
		}
	}
}

func TestFixedRolesStayAndTellOfOthers(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	a := answerOf(story)
	free := m.Read(a)
	a.Fixed = []int8{-1, -1, 5, -1, -1, -1}
	fixed := m.Read(a)
	if got := m.Role(fixed.Roles[2]); got != 5 {
		t.Errorf("the sentence fixed as O is read as %c", RoleLetters[got])
	}
	if free.Roles[3] == fixed.Roles[3] {
		t.Error("what is fixed says nothing of the sentence behind it")
	}
}

func TestWhyTellsOfTheSecondReading(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	r := m.Read(answerOf(story))
	var all []string
	for _, c := range r.WhyRole(4, roleResult, 100) {
		all = append(all, c.Text)
	}
	if name := "what is told before and behind it"; !slices.Contains(all, name) {
		t.Errorf("the cues %q do not name %q", all, name)
	}
}

func TestProbabilitiesOfRolesAddUp(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range m.Read(answerOf(story)).Roles {
		sum := 0.0
		for _, v := range p {
			sum += v
		}
		if sum < 1-1e-9 || sum > 1+1e-9 {
			t.Errorf("sentence %d: probabilities sum to %v", i, sum)
		}
	}
}

// Without its trees the second reading would be the first.
func TestTheSecondReadingMovesTheFirst(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	d := m.vocabulary.read(answerOf(story))
	first, read := m.roles.first(d, nil), m.roles.read(m.vocabulary, d, nil)
	for i, p := range read.chances {
		if p == cooled(first.odds(i), m.roles.temperature) {
			t.Errorf("sentence %d is read the second time as the first", i)
		}
	}
}
