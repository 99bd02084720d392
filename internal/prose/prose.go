// Package prose reads English text into spans: words, sentences and
// paragraphs, each a half-open range of bytes in the text as given.
// It knows nothing of interviews.
//
// Both written text and the raw output of speech recognisers (no capitals,
// no punctuation) are read; the latter is split where clauses begin.
package prose

// Span is a half-open range [Start, End) of byte offsets.
type Span struct {
	Start, End int
}

// Len is the number of bytes that the span covers.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Word is one run of letters, digits and marks. An apostrophe between
// letters belongs to it ("didn't"), as do a point or a comma between digits
// ("1,900.5"). A hyphen does not: "six-week" is two words.
type Word struct {
	Span
	// Norm is the word in lower case, with typographic apostrophes made
	// plain. It shares memory with the text where nothing had to change.
	Norm string
	// Digit is set where the word holds a digit ("38M", "500ms", "Q4").
	Digit bool
	// Upper is set where the word begins with a capital letter.
	Upper bool
	// Silent is set where a listener hears past the word: "um", "you know"
	// set off by commas, the first "the" of "the, the team".
	Silent bool
}

// Sentence is one sentence, or in raw speech one clause.
type Sentence struct {
	Span
	// First and Last delimit its words as [First, Last) in Text.Words.
	First, Last int
	// Paragraph counts from 0.
	Paragraph int
	// Question is set where the sentence ends in a question mark.
	Question bool
}

// Text is a text that has been read. It is immutable.
type Text struct {
	// Source is the text as given; every span points into it.
	Source string
	// Words in order of appearance.
	Words []Word
	// Sentences in order; together they hold every word.
	Sentences []Sentence
	// Raw is set where the text looks like unpunctuated speech, so that
	// sentences had to be cut at clause cues.
	Raw bool

	smallI bool
	// hushed is set where some word is silent.
	hushed bool
}

// Read reads a whole text. Any string is accepted: bytes that are not UTF-8
// separate words and are otherwise passed over.
func Read(source string) *Text { return ReadPart(source, Span{0, len(source)}) }

// Quote is the text that a span covers.
func (t *Text) Quote(s Span) string { return t.Source[s.Start:s.End] }
