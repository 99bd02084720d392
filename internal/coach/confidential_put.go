package coach

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/internal/review"
)

// How words go into a sentence in the place of a figure, so that it stays one.

// willRead gives the sentences of a text as they will read with other words in
// the place of some, each once.
func willRead(text, words, instead string) (reads []string) {
	if instead == "" {
		return nil
	}
	after, put := putInstead(text, words, instead)
	for _, at := range put {
		if s := sentenceAt(after, at); !slices.Contains(reads, s) {
			reads = append(reads, s)
		}
	}
	return reads
}

// putInstead puts words in the place of others wherever those stand, and tells
// where they stand afterward. What began a sentence, or with a capital, begins
// with one, and an article or a noun that would come twice comes once.
func putInstead(text, words, instead string) (string, []review.Span) {
	var b strings.Builder
	var put []review.Span
	from := 0
	for _, at := range wordsIn(text, words) {
		at, in := fitted(text, at, strings.TrimSpace(instead))
		b.WriteString(text[from:at.Start])
		start := b.Len()
		b.WriteString(in)
		put = append(put, review.Span{Start: start, End: b.Len()})
		from = at.End
	}
	return b.String() + text[from:], put
}

// fitted is what goes in at a place, and how much of the text it takes the
// place of.
func fitted(text string, at review.Span, in string) (review.Span, string) {
	article, rest := cutArticle(in)
	noun, tail := firstWord(rest)
	if article != "" && noun != "" {
		before, after := doubledOf.FindStringSubmatch(text[:at.Start]), doubledNoun.FindStringSubmatch(text[at.End:])
		switch {
		case before != nil && strings.EqualFold(before[1], noun):
			// "the budget of" before "a budget in the low millions".
			at.Start -= len(before[0]) - len(before[1])
			return at, " " + strings.TrimSpace(tail)
		case after != nil && strings.EqualFold(after[1], noun):
			// "$2 million budget" for "a budget in the low millions".
			at.End += len(after[0])
		}
	}
	word := lastArticle.FindString(text[:at.Start])
	first, _ := utf8.DecodeRuneInString(text[at.Start:])
	upper := unicode.IsUpper(first) || begins(text[:at.Start])
	switch held := strings.ToLower(strings.TrimSpace(word)); {
	case held == "" || article == "" && held != "a" && held != "an":
	case held != "a" && held != "an":
		in = rest // "the" before "a large sum"
	case article == "":
		if right := indefinite(in); right != "" && right != held {
			at.Start, in, upper = at.Start-len(word), right+" "+in, upperAt(word)
		}
	default:
		at.Start, upper = at.Start-len(word), upperAt(word) // "a" before "an eight-figure sum"
	}
	if upper {
		in = capital(in)
	}
	return at, in
}

var (
	lastArticle = regexp.MustCompile(`(?i)\b(?:a|an|the|my|our|your|his|her|its|their|this|that)\s+$`)
	doubledOf   = regexp.MustCompile(`(?i)([\pL-]+)\s+of\s+$`)
	doubledNoun = regexp.MustCompile(`^\s+([\pL-]+)`)
)

// cutArticle takes the article off words that begin with one.
func cutArticle(words string) (article, rest string) {
	first, tail := firstWord(words)
	switch strings.ToLower(first) {
	case "a", "an", "the":
		return first, strings.TrimSpace(tail)
	}
	return "", words
}

// firstWord cuts a text after its first word.
func firstWord(text string) (word, tail string) {
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		return text[:i], text[i:]
	}
	return text, ""
}

// indefinite is the indefinite article that words go with, or "" where their
// letters don't tell.
func indefinite(words string) string {
	first, _ := utf8.DecodeRuneInString(strings.ToLower(words))
	switch {
	case strings.ContainsRune("aeio", first):
		return "an"
	case unicode.IsLetter(first) && !strings.ContainsRune("uh", first):
		return "a"
	}
	return ""
}

func upperAt(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// begins reports whether what follows a text begins a sentence.
func begins(text string) bool {
	bare := strings.TrimRight(text, " \t\"“‘(*_")
	if bare == "" || strings.HasSuffix(bare, "\n") {
		return true
	}
	return bare != text && strings.ContainsAny(bare[len(bare)-1:], ".!?")
}

// sentenceAt is the sentence around a place. A point within a number ends
// none.
func sentenceAt(text string, at review.Span) string {
	start, end := 0, len(text)
	for _, i := range sentenceEnd.FindAllStringIndex(text, -1) {
		if i[1] <= at.Start {
			start = i[1]
		} else if i[0] >= at.End-1 {
			end = i[1]
			break
		}
	}
	return review.Shorten(collapsed(text[start:end]), longSentence)
}

var sentenceEnd = regexp.MustCompile(`[.!?]["”’)]*(?:\s+|$)|\n\s*\n`)
