package checks

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"rehearse/internal/review"
)

// TestTextsAreYAML holds the small reader to a whole one.
func TestTextsAreYAML(t *testing.T) {
	var list []struct {
		Rule            string `yaml:"rule"`
		Title           string `yaml:"title"`
		Message         string `yaml:"message"`
		MessageUnsure   string `yaml:"message_unsure"`
		MessageThin     string `yaml:"message_thin"`
		Why             string `yaml:"why"`
		Before          string `yaml:"before"`
		After           string `yaml:"after"`
		Fix             string `yaml:"fix"`
		FollowUp        string `yaml:"followup"`
		FollowUpGeneric string `yaml:"followup_generic"`
		Source          string `yaml:"source"`
	}
	if err := yaml.UnmarshalWithOptions([]byte(textData), &list, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	docs, err := readTexts(textData)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != len(list) || len(list) < 32 {
		t.Fatalf("read %d entries, YAML has %d", len(docs), len(list))
	}
	for _, x := range list {
		want := review.Doc{Title: x.Title, Message: x.Message, MessageUnsure: x.MessageUnsure, MessageThin: x.MessageThin, Why: x.Why, Before: x.Before, After: x.After,
			Fix: x.Fix, FollowUp: x.FollowUp, FollowUpGeneric: x.FollowUpGeneric, Source: x.Source}
		if got := docs[x.Rule]; got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", x.Rule, got, want)
		}
	}
}

func TestTextsWithAMistake(t *testing.T) {
	for text, want := range map[string]string{
		"- rule: x\n  tittle: A\n":   `texts.yaml:2: there is no text called "tittle"`,
		"- rule: x\n\n  why: \"A\n":  "texts.yaml:3: the quotation marks of why don't close",
		"# x\n- rule: x\nno colon\n": `texts.yaml:3: expected "key: text"`,
	} {
		if _, err := readTexts(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
