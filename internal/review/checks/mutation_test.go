package checks_test

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/corpus"
	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// Mutations of good answers must move the review the right way. They run on
// the corpus' own answers, which the model has seen: what is tested is how
// the review moves, not how well it agrees.

func newEngine(t testing.TB) *review.Engine {
	t.Helper()
	r, err := rubric.Load("amazon-l6", os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	e, err := checks.NewEngine(r, defaultModel(t))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func defaultModel(t testing.TB) *model.Model {
	t.Helper()
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// run reviews a text.
func run(t testing.TB, e *review.Engine, text, question, kind string) *review.Review {
	t.Helper()
	s, err := story.Parse("answer.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	rev, err := e.Run(s, review.Options{Question: question, Kind: kind})
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

// good are the answers that readers rated 4.
func good(t testing.TB) []corpus.Answer {
	t.Helper()
	all, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	var out []corpus.Answer
	for _, a := range all {
		if a.Rating == 4 {
			out = append(out, a)
		}
	}
	if len(out) < 10 {
		t.Fatalf("only %d good answers in the corpus", len(out))
	}
	return out
}

// without drops the lines of an answer that play one of the roles.
func without(a corpus.Answer, roles string) string {
	var kept []string
	for i, l := range a.Lines {
		if !strings.Contains(roles, a.Roles[i]) {
			kept = append(kept, a.Text[l.Start:l.End])
		}
	}
	return strings.Join(kept, " ")
}

// atLeast fails unless enough of n tries came out right.
func atLeast(t *testing.T, what string, right, n int, share float64) {
	t.Helper()
	t.Logf("%s: %d of %d (%.1f%%)", what, right, n, 100*float64(right)/float64(n))
	if float64(right) < share*float64(n) {
		t.Errorf("%s: only %d of %d; at least %.0f%% are expected", what, right, n, 100*share)
	}
}

func rules(r *review.Review, least review.Severity) string {
	var out []string
	seen := map[string]bool{}
	for _, f := range r.Findings {
		if f.Severity.AtLeast(least) && !seen[f.Rule] {
			seen[f.Rule] = true
			out = append(out, f.Rule)
		}
	}
	return fmt.Sprint(len(out), out)
}

func TestWithoutItsResultAnAnswerRatesLower(t *testing.T) {
	e := newEngine(t)
	right, n := 0, 0
	for _, a := range good(t) {
		before := run(t, e, a.Text, a.Question, a.Kind).Rating.Score
		if before < 3 {
			continue
		}
		n++
		if run(t, e, without(a, "RL"), a.Question, a.Kind).Rating.Score < before {
			right++
		}
	}
	atLeast(t, "rated lower without the result", right, n, 0.95)
}

func TestSituationAndTaskAloneAreNoAnswer(t *testing.T) {
	e := newEngine(t)
	right, n := 0, 0
	for _, a := range good(t) {
		text := without(a, "ARLO")
		if text == "" {
			continue
		}
		n++
		if run(t, e, text, a.Question, a.Kind).Rating.Score <= 1 {
			right++
		}
	}
	atLeast(t, "1 or not scored", right, n, 0.97)
}

func TestSaladOfPrinciplesAndNumbersIsNoAnswer(t *testing.T) {
	e := newEngine(t)
	names := []string{"Customer Obsession", "Ownership", "Invent and Simplify", "Bias for Action", "Frugality", "Earn Trust", "Dive Deep",
		"Deliver Results", "Think Big", "Hire and Develop the Best", "Insist on the Highest Standards"}
	numbers := []string{"40%", "$3M", "from 62% to 91%", "14 engineers", "3x", "99.99%", "6 weeks", "2,000 customers", "four teams"}
	r := rand.New(rand.NewSource(1))
	for range 50 {
		var words []string
		for range 20 + r.Intn(60) {
			words = append(words, names[r.Intn(len(names))], numbers[r.Intn(len(numbers))])
		}
		for _, text := range []string{strings.Join(words, " ") + ".", strings.Join(words, ". ") + ".",
			"I " + strings.Join(words, ", I ") + ".", "We showed " + strings.Join(words, " and ") + "."} {
			if rev := run(t, e, text, "Tell me about a time you turned a team around.", ""); rev.Rating.Score > 1 {
				t.Errorf("rated %d: %.120s", rev.Rating.Score, text)
			}
		}
	}
}

func TestAWrongQuestionIsNoticed(t *testing.T) {
	e, m := newEngine(t), defaultModel(t)
	all := good(t)
	own, ownN, wrong, wrongN := 0, 0, 0, 0
	for i, a := range all {
		ownN++
		if strings.Contains(rules(run(t, e, a.Text, a.Question, a.Kind), review.Note), "off-question") {
			own++
		}
		for _, b := range []corpus.Answer{all[(i+len(all)/3)%len(all)], all[(i+2*len(all)/3)%len(all)]} {
			if !m.QuestionsApart(a.Question, b.Question) {
				continue
			}
			wrongN++
			if strings.Contains(rules(run(t, e, a.Text, b.Question, b.Kind), review.Note), "off-question") {
				wrong++
			}
		}
	}
	atLeast(t, "off-question with a question of another subject", wrong, wrongN, 0.80)
	atLeast(t, "not off-question with its own", ownN-own, ownN, 0.97)
}

func TestAFullStopChangesNothing(t *testing.T) {
	e := newEngine(t)
	for _, a := range good(t) {
		before := run(t, e, a.Text, a.Question, a.Kind)
		after := run(t, e, a.Text+".", a.Question, a.Kind)
		if before.Rating.Score != after.Rating.Score || rules(before, review.Note) != rules(after, review.Note) || roles(before) != roles(after) {
			t.Errorf("%s: a full stop changed the review: %d %s %s, then %d %s %s", a.ID, before.Rating.Score, rules(before, review.Note), roles(before),
				after.Rating.Score, rules(after, review.Note), roles(after))
		}
	}
}

func roles(r *review.Review) string {
	var b strings.Builder
	for _, s := range r.Sentences {
		b.WriteString(string(s.Role[:1]))
	}
	return b.String()
}

func TestTyposMoveAlmostNothing(t *testing.T) {
	e := newEngine(t)
	all := good(t)
	r := rand.New(rand.NewSource(2))
	right, n := 0, 1000
	for i := range n {
		a := all[i%len(all)]
		before := run(t, e, a.Text, a.Question, a.Kind)
		after := run(t, e, typo(r, a.Text), a.Question, a.Kind)
		if before.Rating.Score == after.Rating.Score && rules(before, review.Error) == rules(after, review.Error) {
			right++
		}
	}
	atLeast(t, "rating and errors kept under a one-letter typo", right, n, 0.98)
}

// typo changes, drops, doubles or swaps one letter outside a number.
func typo(r *rand.Rand, text string) string {
	b := []byte(text)
	for {
		i := r.Intn(len(b) - 1)
		if !letter(b[i]) || !letter(b[i+1]) {
			continue
		}
		switch r.Intn(4) {
		case 0:
			b[i] = byte('a' + r.Intn(26))
		case 1:
			b = append(b[:i], b[i+1:]...)
		case 2:
			b = append(b[:i+1], b[i:]...)
		case 3:
			b[i], b[i+1] = b[i+1], b[i]
		}
		return string(b)
	}
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func TestPaddingNeverRaisesARating(t *testing.T) {
	e := newEngine(t)
	all, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	padding := []string{
		" It was a very interesting time for all of us.",
		" So that was how things were at that point.",
		" There were many things going on, as there always are in a company like that.",
		" I could say a lot more about this, of course.",
		" Anyway, as I said, it was quite a journey.",
	}
	for i, a := range all {
		before := run(t, e, a.Text, a.Question, a.Kind).Rating.Score
		for k := 1; k <= 3; k++ {
			pad := strings.Repeat(padding[(i+k)%len(padding)], k)
			for _, text := range []string{a.Text + pad, strings.TrimSpace(pad) + " " + a.Text} {
				if after := run(t, e, text, a.Question, a.Kind).Rating.Score; after > before {
					t.Errorf("%s: padding raised the rating from %d to %d: %q", a.ID, before, after, pad)
				}
			}
		}
	}
}

func TestShuffledParagraphsKeepTheirRoles(t *testing.T) {
	e := newEngine(t)
	same, n := 0, 0
	for _, a := range good(t) {
		paragraphs := strings.Split(a.Text, "\n\n")
		if len(paragraphs) < 2 {
			continue
		}
		before := map[string]review.Role{}
		rev := run(t, e, a.Text, a.Question, a.Kind)
		for _, s := range rev.Sentences {
			before[a.Text[s.Start:s.End]] = s.Role
		}
		r := rand.New(rand.NewSource(int64(len(a.Text))))
		r.Shuffle(len(paragraphs), func(i, j int) { paragraphs[i], paragraphs[j] = paragraphs[j], paragraphs[i] })
		text := strings.Join(paragraphs, "\n\n")
		for _, s := range run(t, e, text, a.Question, a.Kind).Sentences {
			if role, ok := before[text[s.Start:s.End]]; ok {
				n++
				if role == s.Role {
					same++
				}
			}
		}
	}
	atLeast(t, "roles kept when paragraphs are shuffled", same, n, 0.85)
}

// shared is the folder of shared material, where the environment names it.
func shared(t *testing.T) string {
	dir := os.Getenv("REHEARSE_SHARED")
	if dir == "" {
		t.Skip("REHEARSE_SHARED is not set: the seed guide is not at hand")
	}
	return dir
}

// letterOf maps a role to the letter that the corpus uses.
var letterOf = map[review.Role]byte{review.Situation: 'S', review.Task: 'T', review.Action: 'A', review.Result: 'R', review.Learning: 'L', review.Other: 'O'}

// seedStories are the stories of the seed guide, never trained on.
func seedStories(t *testing.T) []story.Draft {
	name := filepath.Join(shared(t), "seeds", "l6-behavioral-guide.txt")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	imported, err := story.Import(name, data)
	if err != nil {
		t.Fatal(err)
	}
	if len(imported.Stories) != 33 {
		t.Fatalf("%d stories imported of 33", len(imported.Stories))
	}
	return imported.Stories
}

func TestSeedGuide(t *testing.T) {
	e := newEngine(t)
	told, moved := map[[2]byte]int{}, map[[2]byte]int{}
	high := 0
	for _, d := range seedStories(t) {
		parts := []struct {
			role byte
			text string
		}{{'S', d.Situation}, {'T', d.Task}, {'A', d.Action}, {'R', d.Result}}
		rev := count(t, e, parts, d.Question, d.Kind, told)
		if rev.Rating.Score >= 3 {
			high++
		} else {
			t.Logf("rated %d: %s %s", rev.Rating.Score, d.Title, rules(rev, review.Warning))
		}
		for _, f := range rev.Findings {
			if f.Rule == "blame" || f.Rule == "hypothetical" || f.Rule == "off-question" {
				t.Errorf("%s: flagged %s at %q", d.Title, f.Rule, f.Quote)
			}
		}
		count(t, e, append(parts[3:4:4], parts[:3]...), d.Question, d.Kind, moved)
	}
	if f := macro(told); f < 0.90 {
		t.Errorf("role macro-F1 in told order %.3f, expected .90", f)
	} else {
		t.Logf("role macro-F1 in told order %.3f", f)
	}
	if f := macro(moved); f < 0.75 {
		t.Errorf("role macro-F1 with the result first %.3f, expected .75", f)
	} else {
		t.Logf("role macro-F1 with the result first %.3f", f)
	}
	if high < 28 {
		t.Errorf("%d of 33 rated 3 or 4, expected 28", high)
	}
	t.Logf("%d of 33 rated 3 or 4", high)
}

// count reviews the parts as one unlabelled answer and counts gold against
// given roles.
func count(t *testing.T, e *review.Engine, parts []struct {
	role byte
	text string
}, question, kind string, pairs map[[2]byte]int) *review.Review {
	var text strings.Builder
	ends := []int{}
	for _, p := range parts {
		text.WriteString(p.text)
		ends = append(ends, text.Len())
		text.WriteString("\n\n")
	}
	rev := run(t, e, text.String(), question, kind)
	for _, s := range rev.Sentences {
		k := 0
		for s.Start >= ends[k] {
			k++
		}
		pairs[[2]byte{parts[k].role, letterOf[s.Role]}]++
	}
	return rev
}

func macro(pairs map[[2]byte]int) float64 {
	sum := 0.0
	for _, r := range []byte("STAR") {
		right, said, gold := 0, 0, 0
		for p, n := range pairs {
			if p[0] == r {
				gold += n
			}
			if p[1] == r {
				said += n
			}
			if p[0] == r && p[1] == r {
				right += n
			}
		}
		sum += 2 * float64(right) / float64(said+gold) / 4
	}
	return sum
}

func TestSeedGuideWithAWrongQuestion(t *testing.T) {
	e, m := newEngine(t), defaultModel(t)
	stories := seedStories(t)
	own, wrong, n := 0, 0, 0
	for i, d := range stories {
		text := strings.Join([]string{d.Situation, d.Task, d.Action, d.Result}, "\n\n")
		if !strings.Contains(rules(run(t, e, text, d.Question, d.Kind), review.Note), "off-question") {
			own++
		}
		for k := 5; k < 30; k += 8 {
			other := stories[(i+k)%len(stories)]
			if !m.QuestionsApart(d.Question, other.Question) {
				continue
			}
			n++
			if strings.Contains(rules(run(t, e, text, other.Question, other.Kind), review.Note), "off-question") {
				wrong++
			}
		}
	}
	// The aim for the first is .80; docs/judgement.md says what is reached
	// on answers that the model has not seen, and why.
	atLeast(t, "seed: off-question with a question of another subject", wrong, n, 0.58)
	atLeast(t, "seed: not off-question with its own", own, len(stories), 0.97)
}
