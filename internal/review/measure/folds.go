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

// Review reviews annotated answers with one model.
func Review(answers []corpus.Answer, m *model.Model, r *rubric.Rubric) ([]*review.Review, error) {
	engine, err := checks.NewEngine(r, m)
	if err != nil {
		return nil, err
	}
	reviews := make([]*review.Review, len(answers))
	for i, a := range answers {
		s, err := story.Parse(a.ID+".md", []byte(a.Text))
		if err != nil {
			return nil, err
		}
		if reviews[i], err = engine.Run(s, review.Options{Question: a.Question, Kind: a.Kind}); err != nil {
			return nil, err
		}
	}
	return reviews, nil
}

// Folds reviews answers out of fold: they are dealt to folds in order, and
// each fold is reviewed by a model that learned from the other folds and
// from pool, but from no answer of the fold: what pool has by the same id or
// of the same text is left out. After each fold done is called.
func Folds(answers, pool []corpus.Answer, folds int, r *rubric.Rubric, done func(fold int)) ([]*review.Review, error) {
	if folds < 2 || folds > len(answers) {
		return nil, fmt.Errorf("%d folds of %d answers: give at least 2 folds and at most one an answer", folds, len(answers))
	}
	reviews := make([]*review.Review, len(answers))
	for fold := range folds {
		var place []int
		var held []corpus.Answer
		for i, a := range answers {
			if i%folds == fold {
				place, held = append(place, i), append(held, a)
			}
		}
		m := model.Train(without(append(pool[:len(pool):len(pool)], answers...), held))
		got, err := Review(held, m, r)
		if err != nil {
			return nil, err
		}
		for k, i := range place {
			reviews[i] = got[k]
		}
		done(fold)
	}
	return reviews, nil
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
