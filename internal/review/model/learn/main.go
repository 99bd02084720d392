// Command learn trains the model on the corpus and writes its weights; `make
// model` runs it. The same corpus gives the same bytes on every machine.
package main

import (
	"bytes"
	"fmt"
	"os"

	"rehearse/corpus"
	"rehearse/internal/review/model"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "learn:", err)
		os.Exit(1)
	}
}

// run writes the weights to the file named first; with a second argument
// "check" it only says whether the file is what the corpus gives.
func run(args []string) error {
	if len(args) < 1 {
		return fmt.Errorf("name the file of weights, and \"check\" behind it to compare only")
	}
	answers, err := corpus.Answers()
	if err != nil {
		return err
	}
	var examples []model.Example
	for _, a := range answers {
		examples = append(examples, model.ExampleOf(a))
	}
	plots, err := corpus.TopicPlots()
	if err != nil {
		return err
	}
	weights := model.Train(examples, model.LessonsOf(plots)).Encode()
	if len(args) > 1 && args[1] == "check" {
		have, err := os.ReadFile(args[0])
		if err != nil {
			return err
		}
		if !bytes.Equal(have, weights) {
			return fmt.Errorf("%s is not what the corpus gives; run `make model` and commit the file", args[0])
		}
		fmt.Printf("%s is what the corpus gives (%d answers)\n", args[0], len(answers))
		return nil
	}
	return os.WriteFile(args[0], weights, 0o644)
}
