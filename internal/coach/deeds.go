package coach

import (
	"slices"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/prose"
	"rehearse/internal/review"
)

// Probes are the follow-ups of a library to a reviewed answer. Those that ask
// about a deed quote only what tells of one: nobody asks who would have worked
// late if "CTO" had gone wrong. Where no such words stand, the review is
// passed on without them, and a follow-up that quotes nothing is taken.
func Probes(lib *library.Library, rev *review.Review, source string) []library.Probe {
	mute := func(s review.Span) bool { return !tellsDeed(source[s.Start:s.End]) }
	told := *rev
	told.Findings, told.Principles, told.Sentences = slices.Clone(rev.Findings), slices.Clone(rev.Principles), slices.Clone(rev.Sentences)
	for i := range told.Findings {
		if f := &told.Findings[i]; !asksOfWords[f.Rule] && mute(f.Span) {
			f.Span = review.Span{}
		}
	}
	for i := range told.Principles {
		p := &told.Principles[i]
		p.Evidence = slices.DeleteFunc(slices.Clone(p.Evidence), mute)
	}
	for i := range told.Sentences {
		if s := &told.Sentences[i]; mute(s.Span) {
			s.Span = review.Span{}
		}
	}
	return lib.Probes(&told, source)
}

// asksOfWords are the rules whose follow-ups ask about a wording, so that a
// word or two may be quoted.
var asksOfWords = setOf("no-metric vague-number no-baseline hedging passive-action jargon-wall off-question hypothetical")

// fewestOfDeed is from how many words on something is told.
const fewestOfDeed = 3

// tellsDeed reports whether words hold a verb with something beside it. It
// would rather miss a verb than take a name for one.
func tellsDeed(quote string) bool {
	words := prose.Read(quote).Words
	if len(words) < fewestOfDeed {
		return false
	}
	for i, w := range words {
		switch {
		case doers[w.Norm] || plainVerbs[w.Norm]:
			return true
		case w.Upper && i > 0 || len(w.Norm) < 5 || noVerbs[w.Norm] || !strings.HasSuffix(w.Norm, "ed"):
		case i == 0 || !beforeNouns[words[i-1].Norm]: // "the shared list" tells nothing
			return true
		}
	}
	return false
}

var (
	// doers stand in front of a verb and nowhere else.
	doers = setOf("i i'm i'd i've i'll we we're we'd we've we'll he he's he'd she she's she'd they they're they'd they've it's that's there's")
	// plainVerbs are verbs that don't end in -ed, as stories use them.
	plainVerbs = setOf("am is are was were be been isn't aren't wasn't weren't has have had hasn't haven't hadn't does did doesn't don't didn't " +
		"can can't could couldn't will won't would wouldn't should must may might " +
		"began begins became becomes bought brings brought broke built came caught chose comes dealt drew drove fell felt flew forgot fought " +
		"found gave gets goes got grew heard held keeps kept knew knows laid led left lost made makes meant met paid put ran rang read " +
		"rebuilt rewrote rose said sat saw says sent shook slept sold sought spent spoke stood stays stuck swore takes " +
		"taught thought threw told took understood wants went withdrew woke won writes wrote")
	noVerbs     = setOf("hundred indeed speed breed embed biped wicked sacred naked")
	beforeNouns = setOf("the a an my our your his her its their this that these those of in on at for with by from and or")
)
