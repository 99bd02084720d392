package measure_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"rehearse/internal/review/measure"
)

// TestAgreement holds the two readings of the corpus to what makes them
// worth learning from.
func TestAgreement(t *testing.T) {
	s, err := measure.Agreement()
	if err != nil {
		t.Fatal(err)
	}
	f := s.Figures()
	var lines bytes.Buffer
	f.Print(&lines)
	t.Logf("second reading against first\n%s", lines.String())
	for _, must := range []struct {
		name         string
		value, least float64
	}{
		{"role macro-F1", f.RoleMacroF1, .85},
		{"quantity F1", f.QuantityF1, .9},
		{"flag micro-F1", f.FlagMicroF1, .9},
	} {
		if must.value < must.least {
			t.Errorf("%s of the two readings is %.3f, under %.2f: look at what they read differently before training on it", must.name, must.value, must.least)
		}
	}
}

// TestReadmeAgreement keeps the agreement on the data card of the corpus.
func TestReadmeAgreement(t *testing.T) {
	const name = "../../../corpus/README.md"
	const begin, end = "<!-- agreement: begin (go test ./internal/review/measure -update) -->\n", "<!-- agreement: end -->"
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(page), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the agreement: %s%s", name, begin, end)
	}
	s, err := measure.Agreement()
	if err != nil {
		t.Fatal(err)
	}
	want := head + begin + agreement(s.Figures()) + end + tail
	if want == string(page) {
		return
	}
	if !*update {
		t.Fatalf("the agreement in %s is not that of the readings: go test ./internal/review/measure -update", name)
	}
	if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// agreement is the table of the data card.
func agreement(f measure.Figures) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n| on %d answers | |\n|---|---|\n", f.Answers)
	for _, row := range []struct {
		name  string
		value float64
	}{
		{"role of a sentence, macro-F1", f.RoleMacroF1},
		{"amounts, F1", f.QuantityF1},
		{"kind of the amounts found by both", f.QuantityKindAccuracy},
		{"flags, micro-F1", f.FlagMicroF1},
		{"principles, micro-F1", f.PrincipleMicroF1},
		{"strongest principle of the second among those of the first", f.PrincipleTop1},
		{"level, the same", f.LevelAccuracy},
		{"rating, weighted kappa (QWK)", f.RatingQWK},
		{"rating, the same", f.RatingExact},
		{"rating, within one", f.RatingWithin1},
	} {
		fmt.Fprintf(&b, "| %s | %.3f |\n", row.name, row.value)
	}
	b.WriteString("\n")
	return b.String()
}
