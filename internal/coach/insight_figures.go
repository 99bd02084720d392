package coach

import (
	"strings"

	"rehearse/internal/review"
)

// Which of the amounts that a text states are figures somebody could be asked
// to stand behind, and what sort each is.

// The sorts of figures. Size is how large things were to begin with, such as
// a head count; an outcome is one of the other three.
const (
	Financial   = "financial"
	Operational = "operational"
	OfPeople    = "people"
	Size        = "size"
)

// stated reports whether an amount is a figure. An amount is left out where
// it says no number of its own: "a year", "one person", "a couple of weeks",
// "half the team" are how people talk. It is a figure where it has a digit, a
// number word above one, or both ends of a change, and where it tells of a
// multiple ("doubled").
func stated(a *Amount) bool {
	if a.From != nil {
		return true
	}
	for i := 0; i < len(a.Text); i++ {
		if c := a.Text[i]; c >= '0' && c <= '9' {
			return true
		}
	}
	found := false
	eachWord(a.Text, func(w string) bool {
		w = strings.ToLower(w)
		found = numberWords[w] || multiples[w]
		return !found
	})
	return found
}

var numberWords = setOf("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen " +
	"twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion hundreds thousands millions dozen dozens")

var multiples = setOf("doubled tripled trebled quadrupled halved double triple twice thrice twofold threefold tenfold")

// setOf is a set of words.
func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// eachWord calls f with each run of letters and digits, until it gives false.
func eachWord(s string, f func(word string) bool) {
	for i := 0; i < len(s); {
		n, skip := wordLen(s, i)
		if n > 0 && !f(s[i:i+n]) {
			return
		}
		i += n + skip
	}
}

// The classes of bytes. What is beyond ASCII belongs to a word, so that names
// in any language stay whole, but for the signs from U+2000 on (dashes,
// quotation marks), whose first byte is markByte.
const (
	isApart = iota
	isEnder // ends a sentence, or begins what is said
	isMark
	isSmall // of a word: a small letter, a digit, what is beyond ASCII
	isLarge // of a word: a capital
)

const markByte = 0xE2

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= 'A' && c <= 'Z':
			t[c] = isLarge
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 && c != markByte:
			t[c] = isSmall
		case c == markByte:
			t[c] = isMark
		case c == '.' || c == '!' || c == '?' || c == ':' || c == '\n' || c == '"':
			t[c] = isEnder
		}
	}
	return t
}()

// wordLen is how many bytes the word at i has, 0 where none begins there, and
// then how many bytes to skip.
func wordLen(s string, i int) (n, skip int) {
	for j := i; j < len(s) && class[s[j]] >= isSmall; j++ {
		n++
	}
	switch {
	case n > 0:
		return n, 0
	case s[i] == markByte:
		return 0, 3
	}
	return 0, 1
}

// wordByte reports whether a byte belongs to a word.
func wordByte(c byte) bool { return class[c] >= isSmall }

// sortOf is the sort of a figure: money is financial; what happens to people
// in their work (who left or stayed, how content they are, who was hired or
// promoted) is of people; a plain head count is a size, and so is whatever
// else only sets the scene; all the rest is operational.
func sortOf(a *Amount) string {
	switch {
	case a.Kind == "money":
		return Financial
	case (a.Role == review.Situation || a.Role == review.Task) && a.From == nil:
		return Size
	case aboutPeople(a.Sentence) || aboutPeople(a.Unit):
		return OfPeople
	case a.Kind == "people":
		return Size
	}
	return Operational
}

// peopleStems begin the words that make a figure one of people, by their
// first letter.
var peopleStems = func() (by [26][]string) {
	for _, s := range strings.Fields("attrition departure engagement hire hiring morale promote promotion quit resign resignation retain retention " +
		"satisfaction satisfied turnover burnout absence mentored mentees tenure enps") {
		by[s[0]-'a'] = append(by[s[0]-'a'], s)
	}
	return by
}()

// aboutPeople reports whether a text tells what became of people at work. It
// runs over nearly every sentence with a figure, so it looks at the words
// with a telling first letter only.
func aboutPeople(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		if c < 'a' || c > 'z' || peopleStems[c-'a'] == nil || i > 0 && class[s[i-1]] >= isSmall {
			continue
		}
		n, _ := wordLen(s, i)
		for _, stem := range peopleStems[c-'a'] {
			if n >= len(stem) && n <= len(stem)+4 && strings.EqualFold(s[i:i+len(stem)], stem) {
				return true
			}
		}
		i += n
	}
	return false
}

// collapsed is a text with each run of blanks made one, and none at its ends.
func collapsed(s string) string {
	blank := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' && !blank:
			blank = true
		case c == ' ' || c < ' ' || c >= 0x80:
			return strings.Join(strings.Fields(s), " ")
		default:
			blank = false
		}
	}
	if blank && s != "" {
		return s[:len(s)-1]
	}
	return s
}

// standsAt finds words in a text as whole words, whatever their case and the
// blanks between them, and gives the sentence around them; "" where they
// don't stand there.
func standsAt(text, words string) string {
	text, words = collapsed(text), collapsed(words)
	if words == "" {
		return ""
	}
	low, want := strings.ToLower(text), strings.ToLower(words)
	if len(low) != len(text) { // letters whose small form has another length
		text = low
	}
	for from := 0; ; {
		at := strings.Index(low[from:], want)
		if at < 0 {
			return ""
		}
		at += from
		end := at + len(want)
		if (at == 0 || !wordByte(low[at-1]) || !wordByte(want[0])) && (end == len(low) || !wordByte(low[end]) || !wordByte(want[len(want)-1])) {
			return around(text, at, end)
		}
		from = at + 1
	}
}

// around is the sentence in which a stretch of a text stands.
func around(text string, start, end int) string {
	if i := strings.LastIndexAny(text[:start], ".!?"); i >= 0 {
		text, end = text[i+1:], end-i-1
	}
	if i := strings.IndexAny(text[end:], ".!?"); i >= 0 {
		text = text[:end+i+1]
	}
	return review.Shorten(strings.TrimSpace(text), longSentence)
}
