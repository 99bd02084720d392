package checks

import (
	_ "embed"
	"sync"

	"github.com/goccy/go-yaml"

	"rehearse/internal/review"
)

// textData is what the checks say to people: data that anyone can edit.
//
//go:embed texts.yaml
var textData []byte

// text is one entry of texts.yaml.
type text struct {
	Rule            string `yaml:"rule"`
	Title           string `yaml:"title"`
	Message         string `yaml:"message"`
	Why             string `yaml:"why"`
	Before          string `yaml:"before"`
	After           string `yaml:"after"`
	Fix             string `yaml:"fix"`
	FollowUp        string `yaml:"followup"`
	FollowUpGeneric string `yaml:"followup_generic"`
	Source          string `yaml:"source"`
}

// allTexts reads textData once. A file that can't be read leaves every check
// without its texts, which review.Validate reports when the engine is made.
var allTexts = sync.OnceValue(func() map[string]review.Doc {
	var list []text
	docs := map[string]review.Doc{}
	if err := yaml.UnmarshalWithOptions(textData, &list, yaml.Strict()); err != nil {
		return docs
	}
	for _, t := range list {
		docs[t.Rule] = review.Doc{
			Title: t.Title, Message: t.Message, Why: t.Why, Before: t.Before, After: t.After,
			Fix: t.Fix, FollowUp: t.FollowUp, FollowUpGeneric: t.FollowUpGeneric, Source: t.Source,
		}
	}
	return docs
})

// texts are the words of one rule.
func texts(rule string) review.Doc { return allTexts()[rule] }
