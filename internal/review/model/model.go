// Package model is what Rehearse has learned from annotated answers: which
// role a sentence plays, and how likely a careful reader is to write down
// each flag, each principle and each level.
//
// It is learned by Train from the answers in the project's corpus folder and
// by nothing else, and reads neither clock nor network. The learned weights
// are embedded; every figure is computed in fixed point or with rounded
// products, so that the same text gives the same numbers on every machine.
package model

import (
	"slices"

	"rehearse/internal/prose"
	"rehearse/internal/quantity"
)

// Answer is one answer as the model is given it.
type Answer struct {
	Text       *prose.Text
	Quantities []quantity.Quantity
	// Question may be nil. Failure is set for questions about failures.
	Question *prose.Text
	Failure  bool
	// Fixed holds for each sentence the index in RoleLetters of a role that a
	// heading or the person fixed, or -1. It may be nil.
	Fixed []int8
}

// Flags are the flags that the model knows, in the order of its outputs.
var Flags = []string{"no-metric", "missing-result", "missing-task", "long-setup", "thin-action", "hidden-self",
	"sole-credit", "blame", "unilateral", "no-people", "above-level", "below-level", "no-lesson", "hypothetical", "off-question"}

// Principles are the principles that the model knows, in the order of its
// outputs: the ids of the annotation guide.
var Principles = []string{"customer-obsession", "ownership", "invent-and-simplify", "are-right-a-lot",
	"learn-and-be-curious", "hire-and-develop-the-best", "insist-on-the-highest-standards", "think-big",
	"bias-for-action", "frugality", "earn-trust", "dive-deep", "have-backbone-disagree-and-commit",
	"deliver-results", "strive-to-be-earths-best-employer", "success-and-scale-bring-broad-responsibility"}

// deliverResults is the place of that principle in Principles.
var deliverResults = slices.Index(Principles, "deliver-results")

// Levels are the verdicts on level, in the order of its outputs.
var Levels = []string{"below", "at", "above"}

// Reading is what the model makes of an answer.
type Reading struct {
	// Roles holds the probability of each role for each sentence.
	Roles [][roleCount]float64
	// Flags holds the probability of each flag.
	Flags []float64
	// Evidence holds for each sentence how far it speaks for each flag, in
	// log odds.
	Evidence [][]float64
	// Principles holds the probability of each principle.
	Principles []float64
	// Level holds the probability of each level.
	Level [3]float64
	// Rating holds the probability that a reader rates at least 2, 3, 4.
	Rating [3]float64

	// Outcome and Deed are the probabilities that some sentence, filler aside,
	// is a result or an action.
	Outcome, Deed float64
	// Grounds are the values of what moves the rating: the flags'
	// probabilities, then Strengths.
	Grounds []float64
	// Told counts the words of the sentences that add something, as far as a
	// listener takes them in.
	Told int

	model *Model
	doc   *document
	// rows describe the sentences as they were read again.
	rows [][]float32
	// vector is the whole answer as the models of whole answers saw it.
	vector vector
	// pairs are the pairs of words of the answer, paired what they say for each
	// output of the model of pairs.
	pairs  vector
	paired []float64
	// core is the answer without its filler, summary what it comes to.
	core    *document
	summary *summary
	// seen is what the trees saw.
	seen []float32
	// asked is what the question asks for, fit how far the answer speaks of
	// each topic; both are nil without a question.
	asked []float64
	fit   standing
}

// Model is a set of weights. It is immutable and safe for concurrent use.
type Model struct {
	vocabulary *vocabulary
	roles      *roleReader
	evidence   *linear
	document   *linear
	asks       *linear
	about      *linear
	plots      *linear
	pairs      *pairSet
	paired     *linear
	match      *linear
	trees      forest
	scale      *standard
	rating     *ordinal

	flagLimits, principleLimits []float64
	// decision takes a role by the probabilities of all.
	decision decision
}
