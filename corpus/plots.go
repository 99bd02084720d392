package corpus

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed plots
var plotFiles embed.FS

// Plots are short plots of stories that answer questions on one topic, and
// questions on it in many wordings. They teach what questions ask for and
// what answers to them speak of; they are no answers and carry no readings.
type Plots struct {
	// Topic is the name of the file, as in Answer.Topic.
	Topic              string
	Questions, Stories []string
}

// TopicPlots are the plots that come with the program, by topic.
func TopicPlots() ([]Plots, error) {
	entries, err := fs.ReadDir(plotFiles, "plots")
	if err != nil {
		return nil, err
	}
	var all []Plots
	for _, e := range entries {
		data, err := plotFiles.ReadFile("plots/" + e.Name())
		if err != nil {
			return nil, err
		}
		p := Plots{Topic: strings.TrimSuffix(e.Name(), ".txt")}
		for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
			kind, text, ok := strings.Cut(line, ": ")
			switch {
			case ok && kind == "q":
				p.Questions = append(p.Questions, strings.TrimSpace(text))
			case ok && kind == "s":
				p.Stories = append(p.Stories, strings.TrimSpace(text))
			default:
				return nil, fmt.Errorf("corpus/plots/%s:%d: a line begins with \"q: \" or \"s: \"", e.Name(), i+1)
			}
		}
		all = append(all, p)
	}
	return all, nil
}
