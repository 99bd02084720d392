package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReadPart reads one part of a source. Spans are offsets into the whole
// source, so that what is found can be shown where it stands.
func ReadPart(source string, part Span) *Text { return ReadParts(source, []Span{part}) }

// ReadParts reads several parts of one source, in order and apart: no
// sentence reaches from one part into the next, and each part begins a
// paragraph.
func ReadParts(source string, parts []Span) *Text {
	t := &Text{Source: source}
	n := 0
	for _, p := range parts {
		n += p.Len()
	}
	t.Words = make([]Word, 0, n/5+1)
	starts := make([]int, 0, len(parts)+1)
	for _, p := range parts {
		starts = append(starts, len(t.Words))
		t.Words = scanWords(source, p, t.Words)
	}
	starts = append(starts, len(t.Words))
	t.Raw = looksRaw(t)
	t.hush()
	t.smallI = t.Raw && writesSmallI(t.Words)
	c := cutter{t: t}
	for i, p := range parts {
		c.part(p, starts[i], starts[i+1])
	}
	return t
}

// A text is taken for raw speech where sentence ends are rare, or where it
// runs on for unmarkedWords without any punctuation at all. Written and
// punctuated spoken answers of the corpus have a sentence end every 8 to 35
// words, recogniser output has none or almost none.
const (
	rawWordsPerStop = 60
	// A speaker of long sentences may stop as seldom, but then there are
	// commas.
	rawWordsPerComma = 25
	unmarkedWords    = 40
)

// looksRaw reports whether a text must be a raw transcript.
func looksRaw(t *Text) bool {
	if len(t.Words) < 12 {
		return false
	}
	stops, commas, unmarked, longest := 0, 0, 0, 0
	for i := 0; i+1 < len(t.Words); i++ {
		gap := t.gap(i)
		if gap == " " {
			unmarked++
			longest = max(longest, unmarked)
			continue
		}
		if strings.ContainsAny(gap, ".?!…;") {
			stops++
		}
		if strings.HasPrefix(gap, ",") {
			commas++
		}
		if strings.ContainsAny(gap, ".,?!…;:()-–—\"“”\n") {
			unmarked = 0
		}
	}
	few := stops*rawWordsPerStop < len(t.Words) && commas*rawWordsPerComma < len(t.Words)
	return few || longest >= unmarkedWords
}

// gap is the source between word i and the next.
func (t *Text) gap(i int) string { return t.Source[t.Words[i].End:t.Words[i+1].Start] }

// cutter cuts words into sentences, and counts paragraphs.
type cutter struct {
	t         *Text
	paragraph int
}

// part cuts the words [first, last) of one part.
func (c *cutter) part(p Span, first, last int) {
	if first == last {
		return
	}
	t, begin := c.t, first
	for i := first; i+1 < last; i++ {
		gap := t.gap(i)
		if gap == " " && !t.Raw {
			continue
		}
		blank, lineEnd := lineBreaks(gap)
		if blank || lineEnd && (t.Raw || listItem(gap) || numbered(t, i+1)) || endsSentence(t, i, gap) || t.Raw && capitalOpens(t, i) {
			c.stretch(begin, i+1, p)
			begin = i + 1
		}
		if blank {
			c.paragraph++
		}
	}
	c.stretch(begin, last, p)
	c.paragraph++
}

// stretch records the words [first, last), between which nothing marks an
// end: one sentence, or in raw speech its clauses.
func (c *cutter) stretch(first, last int, p Span) {
	if c.t.Raw {
		for _, next := range clausesHeard(c.t.Words, first, last) {
			c.sentence(first, next, p)
			first = next
		}
	}
	c.sentence(first, last, p)
}

// capitalOpens reports whether raw speech begins a sentence behind word i,
// told by a capital on a word that commonly opens one. A capital "I" tells
// only where the speech has small ones.
func capitalOpens(t *Text, i int) bool {
	next := t.Words[i+1]
	return next.Upper && (next.Norm != "i" || t.smallI) && !t.Words[i].Upper && openers[next.Norm]
}

// writesSmallI reports whether a text writes the pronoun "i" small.
func writesSmallI(words []Word) bool {
	for _, w := range words {
		if w.Norm == "i" && !w.Upper {
			return true
		}
	}
	return false
}

// sentence records the words [first, last) as one sentence. Its span takes
// in the opening quotes and currency signs before it and the closing
// punctuation behind it.
func (c *cutter) sentence(first, last int, p Span) {
	t := c.t
	s := Sentence{Span: Span{t.Words[first].Start, t.Words[last-1].End}, First: first, Last: last, Paragraph: c.paragraph}
	low := p.Start
	if n := len(t.Sentences); n > 0 && t.Sentences[n-1].End > low {
		low = t.Sentences[n-1].End
	}
	s.Start -= leading(t.Source[low:s.Start])
	high := p.End
	if last < len(t.Words) && t.Words[last].Start < high {
		high = t.Words[last].Start
	}
	tail := trailing(t.Source[s.End:high])
	s.Question = strings.Contains(t.Source[s.End:s.End+tail], "?")
	s.End += tail
	t.Sentences = append(t.Sentences, s)
}

// leading is how many bytes at the end of gap belong to the sentence that
// follows: quotes, brackets, currency signs, a minus.
func leading(gap string) int {
	tail := gap
	if i := strings.LastIndexFunc(gap, unicode.IsSpace); i >= 0 {
		_, size := utf8.DecodeRuneInString(gap[i:])
		tail = gap[i+size:]
	}
	if strings.Trim(tail, "\"'“‘([$€£¥₹-+~≈<>#*_") != "" {
		return 0
	}
	return len(tail)
}

// trailing is how many bytes at the start of gap belong to the sentence that
// ends there: everything up to the first white space.
func trailing(gap string) int {
	i := strings.IndexFunc(gap, unicode.IsSpace)
	if i < 0 {
		return len(gap)
	}
	if i == 0 {
		// "word ." and "word %" are common slips: take the sign along.
		rest := strings.TrimLeft(gap, " \t")
		if r, size := utf8.DecodeRuneInString(rest); strings.ContainsRune(".?!%…", r) {
			return len(gap) - len(rest) + size
		}
	}
	return i
}

// lineBreaks reports whether a gap holds a blank line, and whether it holds
// a line end at all. CRLF, LF and lone CR all end a line.
func lineBreaks(gap string) (blank, line bool) {
	n := 0
	for i := 0; i < len(gap); i++ {
		switch gap[i] {
		case '\n':
			n++
		case '\r':
			if i+1 >= len(gap) || gap[i+1] != '\n' {
				n++
			}
		}
		if n >= 2 {
			return true, true
		}
	}
	return false, n > 0
}

// listItem reports whether the next line begins with a list mark.
func listItem(gap string) bool {
	i := strings.LastIndexAny(gap, "\n\r")
	head := strings.TrimLeft(gap[i+1:], " \t>")
	return strings.HasPrefix(head, "- ") || strings.HasPrefix(head, "* ") || strings.HasPrefix(head, "+ ") ||
		strings.HasPrefix(head, "• ") || strings.HasPrefix(head, "– ")
}

// numbered reports whether word i is the number of a list item that opens a
// line: "2. Told the board" or "2) Told the board".
func numbered(t *Text, i int) bool {
	if i+1 >= len(t.Words) || !t.Words[i].Digit || !lineNumber(t, i) {
		return false
	}
	gap := t.gap(i)
	return (strings.HasPrefix(gap, ". ") || strings.HasPrefix(gap, ") ")) && (t.Words[i+1].Upper || gap[0] == ')')
}
