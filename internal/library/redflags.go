package library

import "rehearse/internal/review"

// RedFlags are those of the built-in scenario that a question belongs to, as
// a review takes them; nil where the library does not know the question.
func RedFlags(question string) []review.RedFlag {
	id, known := Known(question)
	if !known {
		return nil
	}
	lib, err := Builtin()
	if err != nil {
		return nil // can't be: a test reads it
	}
	s, _ := lib.Scenario(id)
	var flags []review.RedFlag
	for _, f := range s.RedFlags {
		flags = append(flags, review.RedFlag{Text: f.Text, Why: f.Why, FollowUp: f.FollowUp, Present: f.Present, Absent: f.Absent})
	}
	return flags
}
