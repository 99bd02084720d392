package page

import (
	"slices"
	"strings"

	"rehearse/internal/coach"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// AskPage is the guided builder: one question, and the draft so far.
type AskPage struct {
	Frame
	Story store.Story
	// Ask is the question; Done is set where nothing is left to ask.
	Ask  coach.Ask
	Done bool
	// Listens is what is listened for where the story's question is one of
	// the library's.
	Listens []string
	// Skipped are the questions that the person does not want to answer now.
	Skipped []string
	// Reply is what was typed, where it could not be taken; Trouble says why.
	Reply, Trouble string
	// Draft is the story's text by its parts.
	Draft story.Draft
}

// draftPart is one part of a draft with its name.
type draftPart struct{ Role, Name, Text string }

// parts are those of the draft that have words, in the order of telling.
func (p AskPage) parts() []draftPart {
	var out []draftPart
	for _, x := range []draftPart{
		{"", "In your words", p.Draft.Text},
		{"situation", "Situation", p.Draft.Situation}, {"task", "Task", p.Draft.Task}, {"action", "Action", p.Draft.Action},
		{"result", "Result", p.Draft.Result}, {"learning", "Learned", p.Draft.Learning},
	} {
		if x.Text != "" {
			out = append(out, x)
		}
	}
	return out
}

// untold are the parts that were left for later and have no words yet.
func (p AskPage) untold() []string {
	var names []string
	for _, x := range []struct{ role, name, text string }{
		{story.Situation, "the situation", p.Draft.Situation}, {story.Task, "your task", p.Draft.Task}, {story.Action, "what you did", p.Draft.Action},
		{story.Result, "the result", p.Draft.Result}, {story.Learning, "what you learned", p.Draft.Learning},
	} {
		left := slices.ContainsFunc(p.Skipped, func(id string) bool { return strings.HasPrefix(id, x.role+"-") })
		if left && x.text == "" {
			names = append(names, x.name)
		}
	}
	return names
}

// nothing reports whether the story has no words yet.
func (p AskPage) nothing() bool { return len(p.parts()) == 0 }

// askTitle is the heading of the page.
func (p AskPage) askTitle() string {
	switch {
	case !p.Done:
		return p.Ask.Question
	case p.nothing():
		return "Nothing is told yet"
	case len(p.untold()) > 0:
		return "A part of the draft is there"
	}
	return "The draft is there"
}

// askLead says how far it is.
func (p AskPage) askLead() string {
	switch {
	case p.Done && p.nothing():
		return "You left every question for later, so there are no words yet. Begin with whichever part you remember best; a sentence is enough."
	case p.Done && len(p.untold()) > 0:
		return "Still missing: " + inWords(p.untold()) + ". An interviewer would ask for it, so come back to it when you can."
	case p.Done && len(p.Skipped) > 0:
		return "Every part has words now. What you left out can be asked again at any time."
	case p.Done:
		return "Every part is told. Read it as one text now, and see how an interviewer would vote."
	case p.Ask.Left <= 1:
		return "The last question. Answer as you would say it."
	}
	return "Answer as you would say it. At most " + countOf(p.Ask.Left, "question", "questions") + " to go, fewer the more you say, and any of them can wait."
}

// inWords lists names as a sentence does.
func inWords(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
