package page

import (
	"strconv"

	"rehearse/internal/coach"
)

// How much the forms of the workshop take, in letters. Who reads the forms
// refuses more in words, by the same numbers. Fields of one line stop there
// by themselves; those for long texts don't, because browsers cut a paste
// that is too long without a word.
const (
	// LongestAnswer is how much a story's text, or its notes, may have in the
	// workshop: far beyond what anybody tells, and little enough to be read
	// again with each save.
	LongestAnswer = 1_000_000
	// LongestRemark is how much a line of the ledger or a word may have: a
	// source, what to say instead, how one knows.
	LongestRemark = 4000
	// LongestTold is how much a field of the log may have.
	LongestTold = 300
)

// The limits as forms say them.
var (
	mostLetters = strconv.Itoa(coach.LongestLine)
	mostRemark  = strconv.Itoa(LongestRemark)
	mostTold    = strconv.Itoa(LongestTold)
)
