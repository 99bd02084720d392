package coach

import (
	"testing"

	"rehearse/internal/store"
)

func TestAPairThatIsSettledIsNotShownAgain(t *testing.T) {
	pair := func(change string) *Portfolio {
		a, b := madeEntry("a", "A", "I led a team of 16 engineers."), madeEntry("b", "B", "I led a team of "+change+" engineers.")
		a.Project, b.Project = "Harbor", "Harbor"
		return madePortfolio(a, b)
	}
	p := pair("14")
	l := Claims(p, nil)
	if len(l.Contradictions) != 1 || l.Contradictions[0].Key == "" {
		t.Fatalf("%+v", l.Contradictions)
	}
	key := l.Contradictions[0].Key
	p = pair("14")
	p.Entries[0], p.Entries[1] = p.Entries[1], p.Entries[0]
	p.Words[key] = store.Word{Key: key, On: "2026-11-20"}
	if l = Claims(p, nil); len(l.Contradictions) != 0 || l.Stories[0].Figures[0].Contradicted {
		t.Errorf("%+v", l.Contradictions)
	}
	if len(l.Settled) != 1 || l.Settled[0].Key != key || l.Settled[0].Word.On != "2026-11-20" || l.Settled[0].Says == "" {
		t.Errorf("settled are %+v", l.Settled)
	}
	p = pair("12")
	p.Words[key] = store.Word{Key: key}
	if l = Claims(p, nil); len(l.Contradictions) != 1 || len(l.Settled) != 0 {
		t.Error("another figure is taken for the one that was settled")
	}
}
