package measure

import (
	"fmt"
	"io"
	"slices"

	"rehearse/corpus"
	"rehearse/internal/review"
)

// Misasked tells how well reviews tell an answer that speaks of something
// else than its question.
type Misasked struct {
	// Own counts good answers that are known to fit their question, Accused
	// those of them that are called off it.
	Own, Accused int
	// Others counts how often such an answer was given a question that it is
	// known not to fit, Noticed how often it was then called off it.
	Others, Noticed int
}

// otherQuestions is how many questions of others each answer is given.
const otherQuestions = 4

// AskElsewise reviews each good answer (a yes by its readers) again with
// questions of other answers, on subjects that a reader did not name among
// those that it serves. The lists run alike; again must be what made the
// original reviews.
func AskElsewise(answers []corpus.Answer, original []*review.Review, again Reviewer) (Misasked, error) {
	var m Misasked
	for i, a := range answers {
		if a.Question == "" || a.Rating < 3 || slices.Contains(a.Flags, "off-question") {
			continue
		}
		m.Own++
		if offQuestion(original[i]) {
			m.Accused++
		}
		for _, j := range others(answers, i) {
			variant := a
			variant.Question, variant.Kind = answers[j].Question, answers[j].Kind
			rev, err := again(i, variant)
			if err != nil {
				return m, fmt.Errorf("%s with the question of %s: %w", a.ID, answers[j].ID, err)
			}
			m.Others++
			if offQuestion(rev) {
				m.Noticed++
			}
		}
	}
	return m, nil
}

// others are the places of answers whose question answer i is known not to
// fit, spread over the list, at most otherQuestions.
func others(answers []corpus.Answer, i int) []int {
	var places []int
	for k := 1; k <= 2*otherQuestions && len(places) < otherQuestions; k++ {
		j := (i + k*len(answers)/(2*otherQuestions+1)) % len(answers)
		a, b := answers[i], answers[j]
		if a.Listed && b.Topic != "" && b.Topic != a.Topic && b.Question != "" && !slices.Contains(a.Serves, b.Topic) {
			places = append(places, j)
		}
	}
	return places
}

func offQuestion(r *review.Review) bool {
	return slices.ContainsFunc(r.Findings, func(f review.Finding) bool { return f.Rule == "off-question" })
}

// PrintMisasked writes what AskElsewise found, in two lines; nothing where
// the answers tell nothing of it.
func PrintMisasked(w io.Writer, m Misasked) {
	if m.Own == 0 || m.Others == 0 {
		return
	}
	fmt.Fprintf(w, "\nGood answers with a question on something else, and with their own\n")
	fmt.Fprintf(w, "  with another question   %5.1f%% of %5d called off it\n", 100*share(m.Noticed, m.Others), m.Others)
	fmt.Fprintf(w, "  with their own          %5.1f%% of %5d called off it\n", 100*share(m.Accused, m.Own), m.Own)
}
