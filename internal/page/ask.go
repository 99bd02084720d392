package page

import (
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
	// Skipped are the parts that the person does not want to tell now, and
	// SkipHref where to go to leave this one too.
	Skipped  []string
	SkipHref string
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

// askLead says how far it is.
func (p AskPage) askLead() string {
	switch {
	case p.Done && len(p.Skipped) > 0:
		return "That is all for now. What you left out can be asked again at any time."
	case p.Done:
		return "Every part is told. Read it as one text now, and see how an interviewer would vote."
	case p.Ask.Left <= 1:
		return "The last question. Answer as you would say it."
	}
	return "Answer as you would say it; " + countOf(p.Ask.Left, "question", "questions") + " to go, and any of them can wait."
}
