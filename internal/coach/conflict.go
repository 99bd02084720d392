package coach

import (
	"errors"
	"slices"
	"strings"

	"rehearse/internal/store"
)

// Conflict refuses to save a story that was changed elsewhere since it was
// read. Nothing was saved, and nothing is lost: both texts are here.
type Conflict struct {
	// Stored is the story as it is kept, Yours as it was to be saved.
	Stored, Yours store.Story
	// Merged is a proposal for the answer that holds what was changed on
	// either side. Where both changed the same words it holds both versions,
	// the stored one first; Clean is set where that was nowhere the case.
	Merged string
	Clean  bool
	// Together is a proposal for the whole story: the merged answer, and of
	// every other field the side that changed it; yours where both did.
	Together store.Story
	// Taken are the fields that only the other side changed, Clashes those
	// that both changed, each its own way: names out of Fields.
	Taken, Clashes []string
}

// Error says what happened in words.
func (e *Conflict) Error() string {
	if e.Clean {
		return "this story was changed elsewhere in the meantime; the two sets of changes fit together, so look at the merged text and save it"
	}
	return "this story was changed elsewhere in the meantime, in the same sentences; compare the two texts and choose"
}

// field is a part of a story beside its answer.
type field struct {
	name string
	text func(*store.Story) *string
	list func(*store.Story) *[]string
	// between stands between the entries of a list in a form.
	between string
}

var fields = []field{
	{name: "title", text: func(s *store.Story) *string { return &s.Title }},
	{name: "question", text: func(s *store.Story) *string { return &s.Question }},
	{name: "questions", list: func(s *store.Story) *[]string { return &s.Questions }, between: "\n"},
	{name: "kind", text: func(s *store.Story) *string { return &s.Kind }},
	{name: "project", text: func(s *store.Story) *string { return &s.Project }},
	{name: "tags", list: func(s *store.Story) *[]string { return &s.Tags }, between: ", "},
	{name: "principles", list: func(s *store.Story) *[]string { return &s.Principles }, between: "\n"},
	{name: "notes", text: func(s *store.Story) *string { return &s.Notes }},
}

// Fields are the names of what a person writes of a story beside its answer,
// in the order in which they are shown.
func Fields() []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

// FieldText is a field of a story as a form holds it: questions and
// principles a line each, tags with commas between. There is no field of
// another name.
func FieldText(s store.Story, name string) string {
	for _, f := range fields {
		if f.name == name {
			return f.of(s)
		}
	}
	return ""
}

// WithField is a story that has one field of another.
func WithField(s store.Story, name string, from store.Story) store.Story {
	for _, f := range fields {
		if f.name == name {
			f.copy(&s, from)
		}
	}
	return s
}

func (f field) of(s store.Story) string {
	if f.text != nil {
		return *f.text(&s)
	}
	return strings.Join(*f.list(&s), f.between)
}

func (f field) copy(to *store.Story, from store.Story) {
	if f.text != nil {
		*f.text(to) = *f.text(&from)
		return
	}
	*f.list(to) = *f.list(&from)
}

func (f field) same(a, b store.Story) bool {
	if f.text != nil {
		return *f.text(&a) == *f.text(&b)
	}
	return slices.Equal(*f.list(&a), *f.list(&b))
}

// conflict makes the proposal for a story that moved on.
func conflict(tx *store.Tx, stored, yours store.Story, base int64) error {
	before, err := tx.Version(yours.ID, base)
	if err != nil && !errors.Is(err, store.ErrMissing) {
		return err
	}
	// Without a version to start from, all that differs is a difference.
	return settleFields(before.Story, stored, yours)
}

// settleFields merges a story of three versions, field by field.
func settleFields(before, stored, yours store.Story) *Conflict {
	out := &Conflict{Stored: stored, Yours: yours, Together: yours}
	out.Merged, out.Clean = merge(before.Answer, stored.Answer, yours.Answer)
	out.Together.Answer = out.Merged
	for _, f := range fields {
		switch {
		case f.same(stored, yours), f.same(before, stored):
		case f.same(before, yours):
			f.copy(&out.Together, stored)
			out.Taken = append(out.Taken, f.name)
		case f.name == "notes" && out.mergeNotes(before):
		default:
			out.Clashes = append(out.Clashes, f.name)
		}
	}
	return out
}

// mergeNotes puts both sides' changes to the notes together, where they touch
// other lines, and reports whether they do.
func (e *Conflict) mergeNotes(before store.Story) bool {
	notes, clean := merge(before.Notes, e.Stored.Notes, e.Yours.Notes)
	if clean {
		e.Together.Notes = notes
	}
	return clean
}
