package checks

import (
	"sort"
	"strings"

	"rehearse/internal/prose"
	"rehearse/internal/review"
)

// redFlag: what is known to go wrong in answers to this very question. The
// flags come from the scenario of the question, as data.
func (s *suite) redFlag() *review.Analyzer {
	return s.check("red-flag", func(p *review.Pass, r *reading) {
		if len(p.RedFlags) == 0 {
			return
		}
		said := phrasesOf(p.Text)
		for _, flag := range p.RedFlags {
			at, raised := said.first(flag.Present)
			if len(flag.Absent) > 0 {
				_, told := said.first(flag.Absent)
				at, raised = deedOrEnd(p, r), !told
			}
			if raised {
				p.Report(review.Report{Span: at, Slots: map[string]string{"flag": flag.Text, "reason": flag.Why, "ask": flag.FollowUp}})
			}
		}
	})
}

// deedOrEnd is where something is missed: the first sentence of action, or
// the last of all.
func deedOrEnd(p *review.Pass, r *reading) prose.Span {
	if i := r.first(review.Action); i >= 0 {
		return p.Text.Sentences[i].Span
	}
	return p.Text.Sentences[len(p.Text.Sentences)-1].Span
}

// phrases are the words of an answer as one string in which phrases are
// looked up, each word between single spaces.
type phrases struct {
	text  string
	words []prose.Word
	// starts is where each word begins in text.
	starts []int
}

func phrasesOf(t *prose.Text) phrases {
	var b strings.Builder
	p := phrases{words: t.Words}
	b.WriteByte(' ')
	for _, w := range t.Words {
		p.starts = append(p.starts, b.Len())
		b.WriteString(strings.ReplaceAll(w.Norm, "-", " "))
		b.WriteByte(' ')
	}
	p.text = b.String()
	return p
}

// first is where the earliest of some phrases stands.
func (p *phrases) first(list []string) (span prose.Span, ok bool) {
	best := -1
	length := 0
	for _, phrase := range list {
		plain := " " + strings.Join(strings.Fields(strings.ReplaceAll(phrase, "-", " ")), " ") + " "
		if at := strings.Index(p.text, plain); at >= 0 && len(plain) > 2 && (best < 0 || at < best) {
			best, length = at, len(plain)
		}
	}
	if best < 0 {
		return span, false
	}
	word := func(at int) int {
		return sort.Search(len(p.starts), func(i int) bool { return p.starts[i] > at }) - 1
	}
	return prose.Span{Start: p.words[word(best+1)].Start, End: p.words[word(best+length-2)].End}, true
}
