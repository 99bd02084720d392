package measure_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"rehearse/corpus"
	"rehearse/internal/review"
	"rehearse/internal/review/measure"
)

var update = flag.Bool("update", false, "write the golden files anew")

// study compares the reviews in testdata, which hold mistakes of every kind,
// with the annotations beside them.
func study(t *testing.T) *measure.Study {
	t.Helper()
	answers, err := corpus.Read(os.DirFS("testdata/answers"))
	if err != nil {
		t.Fatal(err)
	}
	reviews := map[string]*review.Review{}
	f, err := os.Open("testdata/reviews.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var r review.Review
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		reviews[strings.TrimSuffix(r.File, ".md")] = &r
	}
	var gold, given []measure.Reading
	for _, a := range answers {
		if reviews[a.ID] == nil {
			t.Fatalf("testdata/reviews.jsonl has no review of %s", a.ID)
		}
		gold, given = append(gold, measure.Gold(a)), append(given, measure.Of(a, reviews[a.ID]))
	}
	return measure.NewStudy(answers, gold, given)
}

// sameLines reports the first lines that differ.
func sameLines(t *testing.T, got, want string) {
	t.Helper()
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			t.Errorf("line %d differs; got\n%s\nwant\n%s", i+1, strings.Join(g[min(i, len(g)):], "\n"), strings.Join(w[min(i, len(w)):], "\n"))
			return
		}
	}
}

// TestFiguresAreTheScorers holds the figures to those of the scorer that
// comes with the annotation guide: score.golden is what it prints.
func TestFiguresAreTheScorers(t *testing.T) {
	want, err := os.ReadFile("testdata/score.golden")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	study(t).Figures().Print(&got)
	sameLines(t, got.String(), string(want))
}

// TestScoreGoldenIsFresh runs the scorer itself where it lies at hand.
func TestScoreGoldenIsFresh(t *testing.T) {
	shared := os.Getenv("REHEARSE_SHARED")
	if shared == "" {
		t.Skip("REHEARSE_SHARED is not set, so there is no scorer to run")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to run the scorer with")
	}
	got, err := exec.Command(python, filepath.Join(shared, "corpus", "score.py"), "testdata/answers", "--reviews", "testdata/reviews.jsonl").Output()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/score.golden")
	if err != nil {
		t.Fatal(err)
	}
	sameLines(t, string(got), string(want))
}

func TestReport(t *testing.T) {
	var got bytes.Buffer
	study(t).PrintReport(&got, 2)
	for _, line := range strings.Split(got.String(), "\n") {
		if utf8.RuneCountInString(line) > 90 {
			t.Errorf("wider than 90 columns: %s", line)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/report.golden", got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/report.golden")
	if err != nil {
		t.Fatal(err)
	}
	sameLines(t, got.String(), string(want))
}

// TestIntervals checks that an interval holds its figure, is as wide as it
// should be, and comes out the same each time.
func TestIntervals(t *testing.T) {
	s := study(t)
	again := s.Intervals(200)
	wide := 0
	for i, x := range s.Intervals(200) {
		if x.Low > x.Value || x.High < x.Value {
			t.Errorf("%s is %.3f, outside of its interval from %.3f to %.3f", x.Name, x.Value, x.Low, x.High)
		}
		if x != again[i] {
			t.Errorf("%s: %v at first, then %v", x.Name, x, again[i])
		}
		if x.High > x.Low {
			wide++
		}
	}
	if wide < 15 {
		t.Errorf("only %d intervals have any width on so few answers", wide)
	}
}

// TestPerfect checks that readings agree with themselves in full.
func TestPerfect(t *testing.T) {
	answers, err := corpus.Read(os.DirFS("testdata/answers"))
	if err != nil {
		t.Fatal(err)
	}
	var gold []measure.Reading
	for _, a := range answers {
		gold = append(gold, measure.Gold(a))
	}
	for _, x := range measure.Compare(answers, gold, gold).Named() {
		if !strings.HasPrefix(x.Name, "length_corr") && x.Value != 1 {
			t.Errorf("%s is %.3f where all agree", x.Name, x.Value)
		}
	}
	var report bytes.Buffer
	measure.NewStudy(answers, gold, gold).PrintReport(&report, 5)
	if strings.Contains(report.String(), "worst") {
		t.Error("the report shows disagreements where there are none")
	}
}
