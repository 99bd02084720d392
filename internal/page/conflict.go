package page

import (
	"slices"
	"strings"

	"rehearse/internal/coach"
)

// ConflictPage is what a stale save meets where no script runs.
type ConflictPage struct {
	Frame
	*coach.Conflict
}

// fieldNames are the fields of a story in words.
var fieldNames = map[string]string{
	"title": "Title", "question": "The question it answers", "questions": "Other questions", "kind": "Told as", "project": "Project",
	"tags": "Tags", "principles": "Principles you mean to show", "notes": "Notes",
}

// ClashRow is a field that two windows changed, each its own way, as the
// story's form holds it. YoursSays and StoredSays are the same to be read.
type ClashRow struct {
	Field, Label, Yours, Stored string
	YoursSays, StoredSays       string
}

// NewClashRows are the fields of a conflict that the person has to choose
// between.
func NewClashRows(c *coach.Conflict) []ClashRow {
	rows := []ClashRow{}
	for _, name := range c.Clashes {
		r := ClashRow{Field: name, Label: fieldNames[name], Yours: coach.FieldText(c.Yours, name), Stored: coach.FieldText(c.Stored, name)}
		r.YoursSays, r.StoredSays = fieldSays(name, r.Yours), fieldSays(name, r.Stored)
		rows = append(rows, r)
	}
	return rows
}

// TakenSays tells what only the other window changed, or nothing where that
// is nothing beside the text.
func TakenSays(c *coach.Conflict) string {
	var names []string
	for _, name := range c.Taken {
		names = append(names, strings.ToLower(fieldNames[name]))
	}
	switch n := len(names); {
	case n == 0:
		return ""
	case n == 1:
		return "Only the other window changed this, so it is taken from there: " + names[0] + "."
	default:
		return "Only the other window changed these, so they are taken from there: " + strings.Join(names[:n-1], ", ") + " and " + names[n-1] + "."
	}
}

// fieldSays is a field as it is read.
func fieldSays(name, text string) string {
	switch name {
	case "kind":
		for _, k := range kinds {
			if k[0] == text {
				return k[1]
			}
		}
	case "principles":
		var all []string
		for id := range strings.SplitSeq(text, "\n") {
			all = append(all, titleCase(strings.ReplaceAll(id, "-", " ")))
		}
		text = strings.Join(all, ", ")
	}
	if text == "" {
		return "Nothing"
	}
	return text
}

// settled are the fields that nobody has to choose: the story's form takes
// them from the proposal.
func (p ConflictPage) settled(name string) bool { return !slices.Contains(p.Clashes, name) }
