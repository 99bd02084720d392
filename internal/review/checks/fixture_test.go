package checks_test

import (
	"testing"

	"rehearse/internal/review/checks"
	"rehearse/internal/review/reviewtest"
)

// TestFixtures runs the fixtures of every check of the suite.
func TestFixtures(t *testing.T) {
	var rules []string
	for _, a := range checks.Suite(defaultModel(t)) {
		rules = append(rules, a.Name)
	}
	reviewtest.Run(t, newEngine(t), "testdata", rules)
}
