package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"rehearse/corpus"
	"rehearse/internal/review"
	"rehearse/internal/review/measure"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
)

// evaluateCommand is `rehearse evaluate`.
type evaluateCommand struct {
	Dir        string `arg:"" optional:"" help:"Folder of annotated answers, each an ID.txt with its ID.json (see corpus/README.md)."`
	Folds      int    `help:"Learn afresh without each of this many parts of the answers, and review the part. Without it the built-in model is measured."`
	Agreement  bool   `help:"Measure the two annotators of the built-in corpus against each other instead: what a reviewer can reach."`
	Against    string `placeholder:"FILE" help:"Fail where a figure lies more than a point below the one published in FILE, a page such as docs/judgement.md."`
	Curve      bool   `help:"Print a learning curve too: the same with an eighth, a quarter and half of what is learned from. Needs --folds."`
	Short      bool   `help:"Print the figures only."`
	Robust     bool   `help:"Review the answers again told differently (other names, genders, places, spelling, slips, disfluencies), and show how far the reviews move; and with questions on something else."`
	Worst      int    `default:"5" placeholder:"N" help:"How many of the worst disagreements to show with their text (usually 5)."`
	ReviewsOut string `placeholder:"FILE" help:"Write the reviews, one JSON object a line, for other scorers."`
}

// Help says when to use folds.
func (evaluateCommand) Help() string {
	return `Answers that the built-in model learned from prove nothing about it: measure
those with --folds, which never shows a model the answers that it is scored on.
First come the figures, then what stands behind them: intervals, which roles
and flags are taken for which, parts, length, the worst disagreements.

Examples:
  rehearse evaluate corpus/answers --folds 5
  rehearse evaluate corpus/answers --folds 5 --robust
  rehearse evaluate ~/my-annotated-answers --worst 20
  rehearse evaluate --agreement --short
  rehearse evaluate corpus/answers --folds 5 --reviews-out reviews.jsonl`
}

// Run measures and prints.
func (c *evaluateCommand) Run(e *env) error {
	if c.Agreement {
		return c.agreement(e)
	}
	if err := replaceable(c.ReviewsOut); err != nil {
		return err
	}
	answers, err := c.answers()
	if err != nil {
		return err
	}
	again, err := c.reviewer(e, answers)
	if err != nil {
		return err
	}
	reviews, err := again.All(answers)
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
	study := measure.NewStudy(answers, gold, given)
	c.print(e, study)
	if c.Curve {
		if err := c.curve(e, answers, study.Figures()); err != nil {
			return err
		}
	}
	if c.Robust {
		if err := c.robust(e, answers, reviews, again); err != nil {
			return err
		}
	}
	return c.against(study.Figures())
}

// against holds the figures against those that a page publishes.
func (c *evaluateCommand) against(f measure.Figures) error {
	if c.Against == "" {
		return nil
	}
	page, err := os.ReadFile(c.Against)
	if err != nil {
		return readable(c.Against, err)
	}
	if err := f.Against(string(page)); err != nil {
		return fmt.Errorf("figures fell below %s:\n%w", c.Against, err)
	}
	return nil
}

// curve measures again with less to learn from.
func (c *evaluateCommand) curve(e *env, answers []corpus.Answer, all measure.Figures) error {
	fmt.Fprintf(e.out, "\nLearning curve: the same, learned from a part of the answers\n  %-8s %7s %7s %11s %7s %8s\n", "part", "roles", "flags", "principles", "rating", "answers")
	line := func(name string, part int, f measure.Figures) {
		n := f.Answers * (c.Folds - 1) / c.Folds / part
		fmt.Fprintf(e.out, "  %-8s %7.3f %7.3f %11.3f %7.3f %8d\n", name, f.RoleMacroF1, f.FlagMicroF1, f.PrincipleMicroF1, f.RatingQWK, n)
	}
	for _, x := range []struct {
		name string
		part int
	}{{"1/8", 8}, {"1/4", 4}, {"1/2", 2}} {
		again, err := c.learned(e, answers, x.part)
		if err != nil {
			return err
		}
		reviews, err := again.All(answers)
		if err != nil {
			return err
		}
		var gold, given []measure.Reading
		for i, a := range answers {
			gold, given = append(gold, measure.Gold(a)), append(given, measure.Of(a, reviews[i]))
		}
		line(x.name, x.part, measure.Compare(answers, gold, given))
	}
	line("all", 1, all)
	return nil
}

// robust reviews the answers told differently.
func (c *evaluateCommand) robust(e *env, answers []corpus.Answer, reviews []*review.Review, again measure.Reviewer) error {
	changes, err := measure.Robust(answers, reviews, again)
	if err != nil {
		return err
	}
	worst := c.Worst
	if c.Short {
		worst = 0
	}
	measure.PrintRobustness(e.out, changes, worst)
	misasked, err := measure.AskElsewise(answers, reviews, again)
	if err != nil {
		return err
	}
	measure.PrintMisasked(e.out, misasked)
	return nil
}

// agreement measures the two annotators against each other.
func (c *evaluateCommand) agreement(e *env) error {
	if c.Dir != "" || c.Folds != 0 || c.ReviewsOut != "" || c.Robust || c.Curve || c.Against != "" {
		return errors.New("--agreement measures the built-in corpus without any review; give it no folder and no other flag but --short")
	}
	study, err := measure.Agreement()
	if err != nil {
		return err
	}
	c.print(e, study)
	return nil
}

// print writes the figures, and what stands behind them unless they are to be
// short.
func (c *evaluateCommand) print(e *env, study *measure.Study) {
	study.Figures().Print(e.out)
	if !c.Short {
		study.PrintReport(e.out, c.Worst)
	}
}

// answers reads the annotated answers.
func (c *evaluateCommand) answers() ([]corpus.Answer, error) {
	if c.Dir == "" {
		return nil, errors.New("no folder was given; name one with annotated answers, such as corpus/answers")
	}
	answers, err := corpus.Read(os.DirFS(c.Dir))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Dir, err)
	}
	if len(answers) == 0 {
		return nil, fmt.Errorf("%s: no annotated answer found; each is an ID.txt with its ID.json beside it", c.Dir)
	}
	return answers, nil
}

// reviewer is what reviews the answers, out of fold where folds are asked
// for.
func (c *evaluateCommand) reviewer(e *env, answers []corpus.Answer) (measure.Reviewer, error) {
	if c.Folds != 0 {
		return c.learned(e, answers, 1)
	}
	if c.Curve {
		return nil, errors.New("--curve learns afresh; give it --folds 5")
	}
	r, err := rubric.Load("amazon-l6", os.ReadFile)
	if err != nil {
		return nil, err
	}
	pool, err := corpus.Answers()
	if err != nil {
		return nil, err
	}
	if n := known(answers, pool); n > 0 {
		fmt.Fprintf(e.errs, "rehearse: %d of these %d answers trained the model, so the figures flatter it; use --folds 5\n", n, len(answers))
	}
	m, err := model.Default()
	if err != nil {
		return nil, err
	}
	return measure.NewReviewer(m, r)
}

// learned reviews out of fold, by models that learn from one in part of the
// answers.
func (c *evaluateCommand) learned(e *env, answers []corpus.Answer, part int) (measure.Reviewer, error) {
	r, err := rubric.Load("amazon-l6", os.ReadFile)
	if err != nil {
		return nil, err
	}
	pool, err := corpus.Answers()
	if err != nil {
		return nil, err
	}
	return measure.FoldReviewer(answers, pool, c.Folds, part, r, func(fold int) {
		fmt.Fprintf(e.errs, "fold %d of %d done\n", fold+1, c.Folds)
	})
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
	return writeThrough(name, true, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, r := range reviews {
			if err := enc.Encode(r); err != nil {
				return err
			}
		}
		return nil
	})
}

// replaceable says why a file can't be written under a name, before an hour
// of work goes into what it is to hold.
func replaceable(name string) error {
	info, err := os.Stat(name)
	switch {
	case name == "" || err != nil || info.Mode().IsRegular():
		return nil
	case info.IsDir():
		return fmt.Errorf("%s: is a folder; name a file in it", name)
	}
	return fmt.Errorf("%s: is a device or a pipe; name a file", name)
}
