package coach

import (
	"strings"
	"testing"

	"rehearse/internal/library"
	"rehearse/internal/store"
)

func TestTheUsualFollowUpsAreFound(t *testing.T) {
	e := Entry{}
	for k, u := range usualKinds {
		if usualKind(u.Question) != k || usualKind("  "+u.Kind+":  anything at all") != k {
			t.Errorf("%s is not known by its own question", u.Kind)
		}
	}
	six := UsualFollowUps(e)
	if len(six) != 6 || six[2].FollowUp != "" || six[2].Answered {
		t.Errorf("%+v", six)
	}
	e.FollowUps = []store.FollowUp{
		{ID: "1", Question: "What would you have done if she had said no?"},
		{ID: "2", Question: "What would you have done if the vendor had refused?", Reply: "I'd have paid."},
		{ID: "3", Question: "Metric: what is in the rest?", Reply: " "},
		{ID: "4", Question: "Blue?", Reply: "Green."},
	}
	six = UsualFollowUps(e)
	if six[1].FollowUp != "2" || !six[1].Answered || six[2].FollowUp != "3" || six[2].Answered || six[0].FollowUp != "" {
		t.Errorf("%+v", six)
	}
	if usualKinds[1].FollowUp != "" {
		t.Error("one story's follow-ups stay for the next")
	}
	if n := replied(&e); n != 1 {
		t.Errorf("%d of the six are answered, not 1", n)
	}
}

// Each scenario's questions are told apart by those of the others.
func TestKindsOfQuestionsAreToldApart(t *testing.T) {
	lib, _ := madeLibrary(t)
	all, right, wrong := 0, 0, 0
	for i := range lib.Scenarios {
		others := append(append([]library.Scenario{}, lib.Scenarios[:i]...), lib.Scenarios[i+1:]...)
		a := learnAsking(others)
		for _, f := range lib.Scenarios[i].FollowUps {
			all++
			switch k := a.kind(strings.ToLower(f.Question)); {
			case k < 0:
			case usualKinds[k].Kind == f.Kind:
				right++
			default:
				wrong++
			}
		}
	}
	t.Logf("of %d questions %d are told right, %d wrong", all, right, wrong)
	if right*10 < all*6 || wrong*5 > all {
		t.Errorf("of %d questions %d are told right, %d wrong", all, right, wrong)
	}
}
