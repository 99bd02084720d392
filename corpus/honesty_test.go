package corpus

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// all reads the corpus.
func all(t *testing.T) []Answer {
	t.Helper()
	answers, err := Answers()
	if err != nil {
		t.Fatal(err)
	}
	if len(answers) < 600 {
		t.Fatalf("%d answers: with fewer than 600 these tests prove little, and a model learns too little", len(answers))
	}
	return answers
}

var notPlain = regexp.MustCompile(`[^a-z0-9 ]`)

// plain is text in small letters without punctuation, as words.
func plain(text string) []string {
	return strings.Fields(notPlain.ReplaceAllString(strings.ToLower(text), ""))
}

func TestNoSentenceOccursInTwoAnswers(t *testing.T) {
	said := map[string]string{}
	for _, a := range all(t) {
		for i, line := range a.Lines {
			words := plain(a.Text[line.Start:line.End])
			if len(words) <= 3 {
				continue
			}
			key := strings.Join(words, " ")
			if other, ok := said[key]; ok && other != a.ID {
				t.Errorf("%s, line %d, stands in %s, too: %q", a.ID, i+1, other, key)
			}
			said[key] = a.ID
		}
	}
}

// TestNoNearDuplicates looks for answers that were made from each other: no
// two may share a tenth of the runs of five words of the shorter.
func TestNoNearDuplicates(t *testing.T) {
	const run, most = 5, 0.1
	answers := all(t)
	where := map[string][]int{}
	runs := make([]int, len(answers))
	for i, a := range answers {
		words := plain(a.Text)
		for k := 0; k+run <= len(words); k++ {
			key := strings.Join(words[k:k+run], " ")
			if in := where[key]; len(in) == 0 || in[len(in)-1] != i {
				where[key] = append(in, i)
				runs[i]++
			}
		}
	}
	shared := map[[2]int]int{}
	for _, in := range where {
		for k, i := range in {
			for _, j := range in[k+1:] {
				shared[[2]int{i, j}]++
			}
		}
	}
	for pair, n := range shared {
		i, j := pair[0], pair[1]
		if share := float64(n) / float64(min(runs[i], runs[j])); share >= most {
			t.Errorf("%s and %s share %.0f%% of their runs of five words", answers[i].ID, answers[j].ID, 100*share)
		}
	}
}

// TestNoOverusedOpening keeps any three words from beginning more than a
// few answers.
func TestNoOverusedOpening(t *testing.T) {
	answers := all(t)
	opening := map[string][]string{}
	for _, a := range answers {
		if words := plain(a.Text); len(words) >= 3 {
			key := strings.Join(words[:3], " ")
			opening[key] = append(opening[key], a.ID)
		}
	}
	most := max(3, len(answers)*12/1000)
	for words, ids := range opening {
		if len(ids) > most {
			t.Errorf("%d answers open with %q, more than %d: %v", len(ids), words, most, ids)
		}
	}
}

// cues are phrases that a reviewer could learn in the place of what they
// stand for, were they in many answers.
var cues = []string{
	"i needed to", "the lesson i took", "in the end", "looking back", "long story short", "at the end of the day",
	"what i learned", "the result was", "my role was", "that was the moment", "to be honest", "if i am honest",
	"i sat down with", "turned out", "here is the thing", "the thing is",
}

// prepared are the authors who write as candidates do who prepared from a
// book. The phrases of such books are theirs by right, so they may use the
// named cues more often.
var (
	prepared     = []string{"13", "14", "15", "16", "17", "18", "31", "32", "33", "34", "35"}
	preparedCues = []string{"i needed to", "the result was", "my role was", "what i learned"}
)

// TestNoOverusedCue keeps every cue to a few answers of each author, and to
// one in twenty of all; where authors may use it by right, to one in seven.
func TestNoOverusedCue(t *testing.T) {
	answers := all(t)
	byAuthor := map[string][]string{}
	for _, a := range answers {
		byAuthor[a.Author] = append(byAuthor[a.Author], " "+strings.Join(plain(a.Text), " ")+" ")
	}
	for _, cue := range cues {
		total := 0
		byRight := slices.Contains(preparedCues, cue)
		for author, texts := range byAuthor {
			n := 0
			for _, text := range texts {
				if strings.Contains(text, " "+cue+" ") {
					n++
				}
			}
			total += n
			if author == "" {
				continue // several authors, not one
			}
			most := max(2, len(texts)*9/100)
			if slices.Contains(prepared, author) {
				if most = max(2, len(texts)*18/100); byRight {
					most = len(texts) * 60 / 100
				}
			}
			if n > most {
				t.Errorf("author %q says %q in %d of %d answers, more than %d", author, cue, n, len(texts), most)
			}
		}
		most := len(answers) / 20
		if byRight {
			most = len(answers) / 7
		}
		if total > most {
			t.Errorf("%q stands in %d of %d answers, more than %d", cue, total, len(answers), most)
		}
	}
}

// order is the order of telling that the roles give, as README.md defines it.
func order(a Answer) string {
	roles := strings.Join(a.Roles, "")
	action, last, result := strings.Index(roles, "A"), strings.LastIndex(roles, "A"), strings.Index(roles, "R")
	switch {
	case action < 0 || result < 0 || result > last:
		return "canonical"
	case result < action:
		return "result-first"
	}
	return "interleaved"
}

// flagIDs and principleIDs are what an annotation may hold.
var (
	flagIDs = strings.Fields(`no-metric missing-result missing-task long-setup thin-action hidden-self sole-credit
		blame unilateral no-people above-level below-level no-lesson hypothetical off-question`)
	principleIDs = strings.Fields(`customer-obsession ownership invent-and-simplify are-right-a-lot learn-and-be-curious
		hire-and-develop-the-best insist-on-the-highest-standards think-big bias-for-action frugality earn-trust dive-deep
		have-backbone-disagree-and-commit deliver-results strive-to-be-earths-best-employer
		success-and-scale-bring-broad-responsibility`)
	kindIDs = strings.Fields("money percent people duration count ratio")
)

// TestVariety checks that there is enough of everything.
func TestVariety(t *testing.T) {
	orders, flags, domains := map[string]int{}, map[string]int{}, map[string]bool{}
	modes, principles := map[string]int{}, map[string]int{}
	for _, a := range all(t) {
		orders[order(a)]++
		modes[a.Mode]++
		if a.Domain != "" {
			domains[a.Domain] = true
		}
		for _, f := range a.Flags {
			flags[f]++
		}
		for _, p := range a.Principles {
			principles[p]++
		}
	}
	atLeast := func(what string, n, least int) {
		if n < least {
			t.Errorf("%s: %d, fewer than %d", what, n, least)
		}
	}
	atLeast("answers told result-first", orders["result-first"], 100)
	atLeast("answers told interleaved", orders["interleaved"], 100)
	atLeast("domains", len(domains), 40)
	for _, f := range flagIDs {
		atLeast("answers flagged "+f, flags[f], 20)
	}
	for _, p := range principleIDs {
		atLeast("answers that show "+p, principles[p], 15)
	}
	for _, m := range []string{"written", "spoken", "unpunctuated"} {
		atLeast("answers of mode "+m, modes[m], 100)
	}
}

// TestAnnotationsFollowTheGuide checks what the guide in README.md says of
// form and of what goes together.
func TestAnnotationsFollowTheGuide(t *testing.T) {
	for _, a := range all(t) {
		follows(t, a)
	}
}

func follows(t *testing.T, a Answer) {
	t.Helper()
	if a.Question == "" || a.Kind != "standard" && a.Kind != "failure" {
		t.Errorf("%s: question %q, kind %q", a.ID, a.Question, a.Kind)
	}
	for _, q := range a.Quantities {
		if _, ok := a.Find(q); !ok || !slices.Contains(kindIDs, q.Kind) {
			t.Errorf("%s: no %s %q in line %d", a.ID, q.Kind, q.Text, q.Line)
		}
	}
	for _, f := range a.Flags {
		if !slices.Contains(flagIDs, f) {
			t.Errorf("%s: unknown flag %q", a.ID, f)
		}
	}
	for f, lines := range a.FlagLines {
		outside := func(n int) bool { return n < 1 || n > len(a.Lines) }
		if !slices.Contains(a.Flags, f) || slices.ContainsFunc(lines, outside) {
			t.Errorf("%s: lines %v of flag %q", a.ID, lines, f)
		}
	}
	for i, p := range a.Principles {
		if !slices.Contains(principleIDs, p) || slices.Contains(a.Principles[:i], p) || i > 3 {
			t.Errorf("%s: principles %v", a.ID, a.Principles)
		}
	}
	for _, level := range []string{"below", "above"} {
		if (a.Level == level) != slices.Contains(a.Flags, level+"-level") {
			t.Errorf("%s: level %s with flags %v", a.ID, a.Level, a.Flags)
		}
	}
}

// TestEveryAnswerWasReadTwice checks that both readings of each answer that
// was written for this corpus are kept.
func TestEveryAnswerWasReadTwice(t *testing.T) {
	first, second, err := Readings()
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	same := 0
	for i := range first {
		read[first[i].ID] = true
		if slices.Equal(first[i].Roles, second[i].Roles) {
			same++
		}
	}
	for _, a := range all(t) {
		// Of the answers without an author, the readings are not kept.
		if a.Author != "" && !read[a.ID] {
			t.Errorf("%s: readings/ lacks its two readings", a.ID)
		}
	}
	if same == len(first) {
		t.Error("the two readings agree in every role: they can't have been made apart")
	}
}
