package measure

import (
	"strings"
	"sync"

	"rehearse/internal/prose"
)

// One in so many places where a slip could stand gets one, and one in so
// many words a disfluency before it.
const (
	slipEvery       = 6
	disfluencyEvery = 12
)

// slips are the phrases of variants.txt that writers from elsewhere get
// wrong, by the right one.
var slips = sync.OnceValue(func() map[string]string {
	wrong := map[string]string{}
	for _, item := range tables()["slips"] {
		if slip, right, ok := strings.Cut(item, "<"); ok {
			wrong[right] = slip
		}
	}
	return wrong
})

// addSlips makes slips that are typical of people who write in a language
// that they learned late. None touches an amount.
func addSlips(d *draft) {
	g := dice(d.Source)
	for i := 0; i < len(d.Words); i++ {
		n, slip := d.slipAt(i)
		if n > 0 && g.below(slipEvery) == 0 {
			slip()
			i += n - 1
		}
	}
}

// slipAt finds a slip that could stand at word i: over how many words, and
// what makes it. The number is 0 where there is none.
func (d *draft) slipAt(i int) (words int, slip func()) {
	word, next := d.norm(i), d.norm(i+1)
	if with, n := d.phrase(i, slips()); n > 0 {
		return n, func() { d.replace(i, n, with) }
	}
	if !d.after(i + 1) {
		return 0, nil
	}
	switch {
	case word == "a" || word == "an" || word == "the":
		if d.number(i-1) || d.number(i+1) {
			return 0, nil
		}
		return 1, func() { d.dropBefore(i + 1) }
	case listed("singular", word) && listed("singular verbs", next):
		return 2, func() { d.replace(i+1, 1, plural(next)) }
	case listed("subjects", word) && listed("pasts", next):
		return 2, func() { d.insert(i+1, "have ") }
	case word == "on" && listed("weekdays", next):
		return 1, func() { d.replace(i, 1, "in") }
	case word == "for" && d.stretch(i+1):
		return 1, func() { d.replace(i, 1, "since") }
	}
	return 0, nil
}

// dropBefore leaves out the word before word i, which takes over a capital.
func (d *draft) dropBefore(i int) {
	span := prose.Span{Start: d.Words[i-1].Start, End: d.Words[i].Start}
	with := ""
	if d.Words[i-1].Upper && !d.Words[i].Upper {
		span.End, with = d.Words[i].End, capitalised(d.Quote(d.Words[i].Span))
	}
	d.edits = append(d.edits, edit{span, with})
}

// plural is a verb of the third person without its s.
func plural(verb string) string {
	if verb == "goes" {
		return "go"
	}
	return strings.TrimSuffix(verb, "s")
}

// stretch reports whether a length of time of two or three words stands at
// word i, such as "three years".
func (d *draft) stretch(i int) bool {
	return d.number(i) && d.after(i+1) && (listed("since", d.norm(i+1)) || d.number(i+1) && d.after(i+2) && listed("since", d.norm(i+2)))
}

// addDisfluencies makes an answer sound as it might be said aloud, with words
// that fill pauses and words begun twice. Amounts and names stay together.
func addDisfluencies(d *draft) {
	g := dice(d.Source)
	fillers := tables()["fillers"]
	for i := range d.Words {
		if g.below(disfluencyEvery) > 0 || !d.pauseBefore(i) {
			continue
		}
		k := g.below(len(fillers) + 1)
		switch {
		case k == len(fillers) && listed("repeated", d.norm(i)) && !listed("fillers", d.norm(i)+" "+d.norm(i+1)): // "I, I mean, went" is another I
			d.stumble(i, d.Quote(d.Words[i].Span))
		case k == len(fillers) || d.Raw && fillers[k] == "you know" && listed("before knowing", d.norm(i-1)):
			d.stumble(i, fillers[0])
		default:
			d.stumble(i, fillers[k])
		}
	}
}

// stumble says something before word i that adds nothing. What fills a pause
// stands between commas, a word begun twice has one behind it.
func (d *draft) stumble(i int, said string) {
	span := prose.Span{Start: d.Words[i-1].End, End: d.Words[i].Start}
	again := said == d.Quote(d.Words[i].Span)
	switch {
	case d.Raw:
		said = " " + strings.ToLower(said) + " "
	case again:
		said = d.Quote(span) + said + ", "
	default:
		said = ", " + said + ", "
	}
	d.edits = append(d.edits, edit{span, said})
}

// pauseBefore reports whether one could pause before word i.
func (d *draft) pauseBefore(i int) bool {
	if gap := d.gap(i); gap != " " && gap != ", " {
		return false
	}
	return !d.number(i-1) && !d.number(i) && !d.number(i+1) && !(d.Words[i-1].Upper && d.Words[i].Upper)
}

// dropDisfluencies leaves out what fills pauses, and words begun twice.
func dropDisfluencies(d *draft) {
	for i := 0; i < len(d.Words); i++ {
		again := d.norm(i) == d.norm(i+1) && listed("repeated", d.norm(i))
		if n := d.hesitation(i); n > 0 {
			d.dropAside(i, n)
			i += n - 1
		} else if again && (d.gap(i+1) == ", " || d.Raw && d.after(i+1)) {
			d.dropBefore(i + 1)
		}
	}
}

// hesitation tells how many words from word i on do nothing but fill a
// pause. "You know" does so only between commas or, in speech without any,
// where nothing beside it makes a clause of it.
func (d *draft) hesitation(i int) int {
	if listed("hesitations", d.norm(i)) {
		return 1
	}
	phrase := d.norm(i) + " " + d.norm(i+1)
	switch {
	case !d.after(i+1) || !listed("phrases of hesitation", phrase):
		return 0
	case d.Raw && !listed("before you know", d.norm(i-1)) && !listed("behind you know", d.norm(i+2)):
		return 2
	case !d.Raw && strings.HasPrefix(d.gap(i+2), ",") && (d.gap(i) == ", " || d.opens(i) || listed("before an aside", d.norm(i-1))):
		return 2
	}
	return 0
}

// dropAside leaves out n words from word i on, with the commas around them,
// or with the full stop behind where they are all of a sentence.
func (d *draft) dropAside(i, n int) {
	span := prose.Span{Start: d.Words[i].Start, End: d.Words[i+n-1].End}
	behind := d.Source[span.End:]
	alone := d.opens(i) && strings.HasPrefix(behind, ".")
	switch {
	case alone && strings.HasPrefix(behind, ". "):
		span.End += len(". ")
	case alone && behind == ".":
		span.Start, span.End = len(strings.TrimRight(d.Source[:span.Start], " ")), span.End+1
	case d.gap(i) == ", " && strings.HasPrefix(behind, ", "):
		span.Start, span.End = span.Start-len(", "), span.End+len(",")
	case d.gap(i) == ", " || d.gap(i) == " " && !strings.HasPrefix(behind, " ") && !strings.HasPrefix(behind, ", "):
		span.Start -= len(d.gap(i))
	case strings.HasPrefix(behind, ", "):
		span.End += len(", ")
	case strings.HasPrefix(behind, " "):
		span.End += len(" ")
	}
	with := ""
	if next := i + n; d.opens(i) && d.Words[i].Upper && next < len(d.Words) && span.End == d.Words[next].Start {
		span.End, with = d.Words[next].End, capitalised(d.Quote(d.Words[next].Span))
	}
	d.edits = append(d.edits, edit{span, with})
}
