package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"rehearse/corpus"
	"rehearse/internal/review"
	"rehearse/internal/review/measure"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
)

// evaluateCommand is `rehearse evaluate`.
type evaluateCommand struct {
	Dir        string `arg:"" help:"Folder of annotated answers, each an ID.txt with its ID.json (see corpus/README.md)."`
	Folds      int    `help:"Learn afresh without each of this many parts of the answers, and review the part. Without it the built-in model is measured."`
	ReviewsOut string `placeholder:"FILE" help:"Write the reviews, one JSON object a line, for other scorers."`
}

// Help says when to use folds.
func (evaluateCommand) Help() string {
	return `Answers that the built-in model learned from prove nothing about it: measure
those with --folds, which never shows a model the answers that it is scored on.

Examples:
  rehearse evaluate corpus/answers --folds 5
  rehearse evaluate ~/my-annotated-answers
  rehearse evaluate corpus/answers --folds 5 --reviews-out reviews.jsonl`
}

// Run measures and prints.
func (c *evaluateCommand) Run(e *env) error {
	answers, err := corpus.Read(os.DirFS(c.Dir))
	if err != nil {
		return err
	}
	if len(answers) == 0 {
		return fmt.Errorf("%s: no annotated answer found; each is an ID.txt with its ID.json beside it", c.Dir)
	}
	reviews, err := c.reviews(e, answers)
	if err != nil {
		return err
	}
	if c.ReviewsOut != "" {
		if err := writeReviews(c.ReviewsOut, reviews); err != nil {
			return err
		}
	}
	var gold, given []measure.Reading
	for i, a := range answers {
		gold, given = append(gold, measure.Gold(a)), append(given, measure.Of(a, reviews[i]))
	}
	measure.Compare(answers, gold, given).Print(e.out)
	return nil
}

// reviews reviews the answers, out of fold where folds are asked for.
func (c *evaluateCommand) reviews(e *env, answers []corpus.Answer) ([]*review.Review, error) {
	r, err := rubric.Load("amazon-l6", os.ReadFile)
	if err != nil {
		return nil, err
	}
	pool, err := corpus.Answers()
	if err != nil {
		return nil, err
	}
	if c.Folds != 0 {
		return measure.Folds(answers, pool, c.Folds, r, func(fold int) {
			fmt.Fprintf(e.errs, "fold %d of %d done\n", fold+1, c.Folds)
		})
	}
	if n := known(answers, pool); n > 0 {
		fmt.Fprintf(e.errs, "rehearse: %d of these %d answers trained the model, so the figures flatter it; use --folds 5\n", n, len(answers))
	}
	m, err := model.Default()
	if err != nil {
		return nil, err
	}
	return measure.Review(answers, m, r)
}

// known counts the answers that the built-in model learned from.
func known(answers, pool []corpus.Answer) int {
	texts := map[string]bool{}
	for _, a := range pool {
		texts[a.Text] = true
	}
	n := 0
	for _, a := range answers {
		if texts[a.Text] {
			n++
		}
	}
	return n
}

// writeReviews writes one review a line, whole or not at all.
func writeReviews(name string, reviews []*review.Review) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".rehearse-*")
	if err != nil {
		return fmt.Errorf("%s: could not be written: %w", name, err)
	}
	defer os.Remove(f.Name())
	enc := json.NewEncoder(f)
	enc.SetEscapeHTML(false)
	for _, r := range reviews {
		if err := enc.Encode(r); err != nil {
			f.Close()
			return fmt.Errorf("%s: could not be written: %w", name, err)
		}
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("%s: could not be written: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}
