package checks_test

import (
	"testing"

	"rehearse/internal/review/checks"
	"rehearse/internal/review/model"
	"rehearse/internal/review/reviewtest"
	"rehearse/internal/rubric"
)

// TestFixtures runs the fixtures of every check of the suite.
func TestFixtures(t *testing.T) {
	r, err := rubric.Load("amazon-l6", nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	e, err := checks.NewEngine(r, m)
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, a := range checks.Suite(m) {
		rules = append(rules, a.Name)
	}
	reviewtest.Run(t, e, "testdata", rules)
}
