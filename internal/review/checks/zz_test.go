package checks_test

import (
	"fmt"
	"testing"

	"rehearse/corpus"
	"rehearse/internal/review/model"
)

func TestZZ(t *testing.T) {
	m, _ := model.Default()
	all, _ := corpus.Answers()
	for i := 0; i < 12; i++ {
		a, b := all[i*7], all[i*7+30]
		x := model.ExampleOf(a)
		own := m.Read(x.Answer).Flags[14]
		x.Question = model.ExampleOf(b).Question
		fmt.Println(a.ID, own, m.Read(x.Answer).Flags[14], model.QuestionsApart(a.Question, b.Question), a.Question, "||", b.Question)
	}
}
