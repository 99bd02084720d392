package match

import (
	"bytes"
	"flag"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"rehearse/corpus"
	"rehearse/internal/review/model"
)

var update = flag.Bool("update", false, "write generated files anew")

// TestGeneratedThemes holds the themes to the corpus.
func TestGeneratedThemes(t *testing.T) {
	plots, err := corpus.TopicPlots()
	if err != nil {
		t.Fatal(err)
	}
	answers, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	texts := make([]string, len(answers))
	for i, a := range answers {
		texts[i] = a.Text
	}
	want := LearnThemes(plots, texts)
	if *update {
		if err := os.WriteFile("themes.bin", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal([]byte(themeData), want) {
		t.Error("themes.bin is not what the corpus gives; run `go generate ./internal/match` and commit the file")
	}
}

// TestThemesAreCounted checks the odds of a word by hand.
func TestThemesAreCounted(t *testing.T) {
	many := func(word string) []string { return strings.Fields(strings.Repeat(word+" ", 300)) }
	plots := []corpus.Plots{
		{Topic: "hiring", Questions: many("Hired?"), Stories: []string{"Slowly!"}},
		{Topic: "debt", Stories: many("Paid.")},
	}
	got := readThemes(string(LearnThemes(plots, []string{"We hired.", "We paid slowly.", ""})))
	names, _ := model.Topics()
	var hiring, debt int
	for k, n := range names {
		switch n {
		case "hiring":
			hiring = k
		case "debt":
			debt = k
		}
	}
	odds, known, all := got.odds("Hired. Hired. Nobody.")
	if known != 1 || all != 5 {
		t.Errorf("%d of %d words and pairs known, want 1 of 5", known, all)
	}
	// Of 601 words in all, 301 are of hiring and 300 of those "hired"; twice
	// counts by the root of two.
	want := math.Sqrt2 * (math.Log(1+300/(takenAsAll*300/601.0)) + math.Log(takenAsAll/(301.0+takenAsAll)))
	if math.Abs(odds[hiring]-want) > 1.0/oddsStep {
		t.Errorf("odds of hiring are %v, want about %v", odds[hiring], want)
	}
	if odds[debt] >= odds[hiring] {
		t.Error("debt is as likely as hiring")
	}
	if z := got.standing("Nobody"); !reflect.DeepEqual(z, make([]float64, len(names))) {
		t.Errorf("a text of unknown words speaks of something: %v", z)
	}
}

// TestIndirectQuestions checks that what oblique questions ask for is
// understood. The themes were chosen on them, but know none.
func TestIndirectQuestions(t *testing.T) {
	data, err := os.ReadFile("testdata/indirect.tsv")
	if err != nil {
		t.Fatal(err)
	}
	names, _ := model.Topics()
	r := reader{defaultModel(t), builtinThemes()}
	asked, found, alone := 0, 0, 0
	for _, line := range strings.Split(string(data), "\n") {
		topic, question, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		asked++
		if amongThree(r.asked(question), names, topic) {
			found++
		}
		if amongThree(r.model.Asked(question), names, topic) {
			alone++
		}
	}
	share := float64(found) / float64(asked)
	t.Logf("the topic is among the first three in %.2f of %d, by the model alone in %.2f", share, asked, float64(alone)/float64(asked))
	if asked < 200 || share < .84 {
		t.Errorf("%.2f of %d, at least .84 of 200 is expected", share, asked)
	}
}

// amongThree reports whether a topic is one of the three largest.
func amongThree(values []float64, names []string, topic string) bool {
	above := 0
	for _, v := range values {
		for k, n := range names {
			if n == topic && v > values[k] {
				above++
			}
		}
	}
	return above < 3
}
