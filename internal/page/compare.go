package page

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// Compare says what another level sees differently from one’s own in the same
// text, each with the words that it is about. docs are the texts of the
// checks by rule.
func Compare(own, other *rubric.Rubric, mine, theirs *review.Review, docs map[string]review.Doc) *Compared {
	c := &Compared{Own: own.Level, Other: other.Level, OwnVote: mine.Rating.Label, OtherVote: theirs.Rating.Label}
	var told []review.Span // what a rule quotes needs no line of its own
	noted := func(says string, has, lacks *review.Review) (out []LevelChange) {
		for _, rule := range newRules(lacks, has) {
			words := ruleWords(rule, has)
			for _, w := range words {
				told = append(told, *w.At)
			}
			out = append(out, notedChange(says+": "+lowerFirst(strings.TrimSuffix(docs[rule].Title, ".")), words))
		}
		return out
	}
	news := noted("Noted at "+other.Level+" only", theirs, mine)
	gone := noted("No longer noted", mine, theirs)
	for _, x := range theirs.Level.Scope {
		i := slices.IndexFunc(mine.Level.Scope, func(o review.Scope) bool { return o.Dimension == x.Dimension })
		if i >= 0 && mine.Level.Scope[i].Fits != x.Fits && !slices.Contains(told, x.Span) {
			c.Changes = append(c.Changes, scopeChange(own, other, mine.Level.Scope[i], x))
		}
	}
	c.Changes = append(c.Changes, news...)
	c.Changes = append(c.Changes, gone...)
	return c
}

// scopeChange says how two levels see one dimension. Each may rest on words
// of its own.
func scopeChange(own, other *rubric.Rubric, mine, theirs review.Scope) LevelChange {
	fits := map[string]string{review.Below: "too small", review.At: "right", review.Above: "too large"}
	atOther := " is " + fits[theirs.Fits] + " at " + other.Level
	if mine.Span == theirs.Span {
		return LevelChange{quoted(theirs.Text, theirs.Span), {Text: atOther + ", and " + fits[mine.Fits] + " at " + own.Level + "."}}
	}
	return LevelChange{
		quoted(theirs.Text, theirs.Span), {Text: atOther + "; at " + own.Level + ", "},
		quoted(mine.Text, mine.Span), {Text: " is " + fits[mine.Fits] + "."},
	}
}

// notedChange is a rule with the words that it rests on.
func notedChange(says string, words []LevelPiece) LevelChange {
	if len(words) == 0 {
		return LevelChange{{Text: says + "."}}
	}
	c := LevelChange{{Text: says + " ("}}
	for i, w := range words {
		if i > 0 {
			c = append(c, LevelPiece{Text: ", "})
		}
		c = append(c, w)
	}
	return append(c, LevelPiece{Text: ")."})
}

// longestQuoted is how many bytes of some words are quoted, and mostQuoted
// how many places of one rule are.
const (
	longestQuoted = 90
	mostQuoted    = 3
)

func quoted(text string, at review.Span) LevelPiece {
	return LevelPiece{review.Shorten(review.Unended(strings.Join(strings.Fields(text), " ")), longestQuoted), &at}
}

// verdicts are the rules that speak of the level, with what they say of it:
// they rest on the sizes that the text states.
var verdicts = map[string]string{"above-level": review.Above, "below-level": review.Below}

// ruleWords are the words that a rule rests on: of one that speaks of the
// level the sizes beyond it, where the text states some, and otherwise what
// was found.
func ruleWords(rule string, r *review.Review) (words []LevelPiece) {
	if verdict := verdicts[rule]; verdict != "" {
		for _, s := range r.Level.Scope {
			if s.Fits == verdict && s.Dimension != rubric.Decision && len(words) < mostQuoted {
				words = append(words, quoted(s.Text, s.Span))
			}
		}
		if len(words) > 0 {
			return words
		}
	}
	for _, f := range r.Findings {
		if f.Rule == rule && strings.TrimSpace(f.Quote) != "" && len(words) < mostQuoted {
			words = append(words, quoted(f.Quote, f.Span))
		}
	}
	return words
}

// newRules are the rules that found something in b and nothing in a, in
// order.
func newRules(a, b *review.Review) (out []string) {
	for _, f := range b.Findings {
		same := func(o review.Finding) bool { return o.Rule == f.Rule }
		if !slices.ContainsFunc(a.Findings, same) && !slices.Contains(out, f.Rule) {
			out = append(out, f.Rule)
		}
	}
	return out
}

// levelChange writes a change, its words as links to where they stand. It is
// written by hand because every blank between its pieces counts.
func levelChange(r Reading, c LevelChange) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, p := range c {
			if p.At == nil {
				b.WriteString(templ.EscapeString(p.Text))
				continue
			}
			b.WriteString(`<a class="quoted" href="#answer" data-spots="` + r.spots(*p.At) + `">“<bdi>` + templ.EscapeString(p.Text) + `</bdi>”</a>`)
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}
