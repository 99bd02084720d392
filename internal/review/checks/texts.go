package checks

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"rehearse/internal/review"
)

// textData is what the checks say to people: data that anyone can edit.
//
//go:embed texts.yaml
var textData string

// allTexts reads textData once. A file that can't be read leaves checks
// without their texts, which review.Validate reports when the engine is made.
var allTexts = sync.OnceValue(func() map[string]review.Doc {
	docs, err := readTexts(textData)
	if err != nil {
		return nil
	}
	return docs
})

// readTexts reads the part of YAML that texts.yaml is written in: a list of
// entries, each a rule and its texts, every text on its own line or folded
// over indented lines below ">-". All of YAML would cost every start of the
// program 14 ms; a test holds this reader and a whole one together.
func readTexts(data string) (map[string]review.Doc, error) {
	docs := map[string]review.Doc{}
	var rule string
	var doc review.Doc
	var folded *string
	for i, line := range strings.Split(data, "\n") {
		words := strings.TrimSpace(line)
		if words == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if folded != nil && strings.HasPrefix(line, "    ") {
			*folded = strings.TrimLeft(*folded+" "+words, " ")
			continue
		}
		key, value, ok := strings.Cut(strings.TrimPrefix(words, "- "), ":")
		if !ok {
			return nil, fmt.Errorf("texts.yaml:%d: expected \"key: text\"", i+1)
		}
		value = strings.TrimSpace(value)
		if strings.HasPrefix(line, "- ") && key == "rule" {
			docs[rule], rule, doc, folded = doc, value, review.Doc{}, nil
			continue
		}
		if folded = textOf(&doc, key); folded == nil {
			return nil, fmt.Errorf("texts.yaml:%d: there is no text called %q", i+1, key)
		}
		switch {
		case value == ">-":
		case strings.HasPrefix(value, `"`):
			text, err := strconv.Unquote(value)
			if err != nil {
				return nil, fmt.Errorf("texts.yaml:%d: the quotation marks of %s don't close", i+1, key)
			}
			*folded = text
		default:
			*folded = value
		}
	}
	docs[rule] = doc
	delete(docs, "")
	return docs, nil
}

// textOf is where a text of the file belongs, or nil.
func textOf(d *review.Doc, key string) *string {
	switch key {
	case "title":
		return &d.Title
	case "message":
		return &d.Message
	case "message_unsure":
		return &d.MessageUnsure
	case "message_thin":
		return &d.MessageThin
	case "why":
		return &d.Why
	case "before":
		return &d.Before
	case "after":
		return &d.After
	case "fix":
		return &d.Fix
	case "followup":
		return &d.FollowUp
	case "followup_generic":
		return &d.FollowUpGeneric
	case "source":
		return &d.Source
	}
	return nil
}

// texts are the words of one rule.
func texts(rule string) review.Doc { return allTexts()[rule] }
