package measure

import (
	"fmt"

	"rehearse/corpus"
	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// Reviewer reviews an answer as it reviews the one at a place in a list of
// answers: by a model that has not learned from that one, where it was made
// so. The answer itself may be another, such as a variant of that one.
type Reviewer func(place int, a corpus.Answer) (*review.Review, error)

// NewReviewer reviews with one model, wherever an answer stands.
func NewReviewer(m *model.Model, r *rubric.Rubric) (Reviewer, error) {
	engine, err := checks.NewEngine(r, m)
	if err != nil {
		return nil, err
	}
	return func(_ int, a corpus.Answer) (*review.Review, error) {
		s, err := story.Parse(a.ID+".md", []byte(a.Text))
		if err != nil {
			return nil, err
		}
		return engine.Run(s, review.Options{Question: a.Question, Kind: a.Kind})
	}, nil
}

// FoldReviewer reviews out of fold: the answers are dealt to folds in order,
// and each fold is reviewed by a model that learned from the other folds and
// from pool, but from no answer of the fold: what pool has by the same id or
// of the same text is left out. Of the rest it learns one in part: 1 is all
// of it. After each fold is learned done is called.
func FoldReviewer(answers, pool []corpus.Answer, folds, part int, r *rubric.Rubric, done func(fold int)) (Reviewer, error) {
	if folds < 2 || folds > len(answers) {
		return nil, fmt.Errorf("%d folds of %d answers: give at least 2 folds and at most one an answer", folds, len(answers))
	}
	plots, err := corpus.TopicPlots()
	if err != nil {
		return nil, err
	}
	lessons := model.LessonsOf(plots)
	reviewers := make([]Reviewer, folds)
	for fold := range folds {
		var held []corpus.Answer
		for i := fold; i < len(answers); i += folds {
			held = append(held, answers[i])
		}
		m := model.Train(oneIn(part, without(append(pool[:len(pool):len(pool)], answers...), held)), lessons)
		if reviewers[fold], err = NewReviewer(m, r); err != nil {
			return nil, err
		}
		done(fold)
	}
	return func(place int, a corpus.Answer) (*review.Review, error) { return reviewers[place%folds](place, a) }, nil
}

// All reviews the whole list.
func (r Reviewer) All(answers []corpus.Answer) ([]*review.Review, error) {
	reviews := make([]*review.Review, len(answers))
	for i, a := range answers {
		var err error
		if reviews[i], err = r(i, a); err != nil {
			return nil, err
		}
	}
	return reviews, nil
}

// Review reviews annotated answers with one model.
func Review(answers []corpus.Answer, m *model.Model, r *rubric.Rubric) ([]*review.Review, error) {
	again, err := NewReviewer(m, r)
	if err != nil {
		return nil, err
	}
	return again.All(answers)
}

// Folds reviews answers out of fold, as FoldReviewer says.
func Folds(answers, pool []corpus.Answer, folds int, r *rubric.Rubric, done func(fold int)) ([]*review.Review, error) {
	again, err := FoldReviewer(answers, pool, folds, 1, r, done)
	if err != nil {
		return nil, err
	}
	return again.All(answers)
}

// without is every answer once, those held out aside.
func without(all, held []corpus.Answer) []model.Example {
	seen := map[string]bool{}
	for _, a := range held {
		seen[a.ID], seen[a.Text] = true, true
	}
	var examples []model.Example
	for _, a := range all {
		if !seen[a.ID] && !seen[a.Text] {
			seen[a.ID], seen[a.Text] = true, true
			examples = append(examples, model.ExampleOf(a))
		}
	}
	return examples
}

// oneIn is every n-th example.
func oneIn(n int, examples []model.Example) []model.Example {
	var kept []model.Example
	for i := 0; i < len(examples); i += n {
		kept = append(kept, examples[i])
	}
	return kept
}
