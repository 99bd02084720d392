package coach

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/internal/prose"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// cleanStory puts a story into the form in which it is kept, so that the same
// content is the same text however it came in. What a line or a list can't
// hold becomes a section of the notes; a form whose words are too long is
// refused before, by soundStory. The only error is a text beyond what is kept
// at all.
func cleanStory(s store.Story) (store.Story, error) {
	if len(s.Answer) > story.MaxSize || len(s.Notes) > story.MaxSize {
		return s, soundStory(s)
	}
	s.Answer, s.Notes = cleanText(s.Answer), cleanText(s.Notes)
	s.Notes = spill(s)
	s.Title, s.Question, s.Project = cleanLine(s.Title), cleanLine(s.Question), cleanLine(s.Project)
	s.Questions = cleanLines(s.Questions, s.Question)
	s.Tags, s.Principles = cleanLines(s.Tags, ""), cleanLines(s.Principles, "")
	if s.Kind != "standard" && s.Kind != "failure" {
		s.Kind = ""
	}
	if s.Title == "" || s.Title == questionTitle(s.Question) {
		s.Title = titleFrom(s)
	}
	return s, nil
}

// cleanText gives a text Unix line ends, no byte order mark, no zero bytes,
// and no blanks around it. Bytes that are not UTF-8 are read as the letters
// that Windows-1252 has for them, so that no word is lost.
func cleanText(text string) string {
	text = validText(text)
	if strings.ContainsRune(text, '\r') {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimFunc(text, isBlank)
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }

// windows1252 holds the letters of the bytes from 0x80 to 0x9f.
var windows1252 = []rune("€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ")

// validText is a text as UTF-8 that every database keeps.
func validText(text string) string {
	if utf8.ValidString(text) {
		return strings.ReplaceAll(text, "\x00", "\ufffd")
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch c := text[i]; {
		case r == 0:
			r = '\ufffd'
		case r != utf8.RuneError || n > 1:
		case c < 0xa0:
			r = windows1252[c-0x80]
		default:
			r = rune(c)
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// wholeLine is a text on one line, without control characters.
func wholeLine(line string) string {
	line = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\ufeff' || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, validText(line))
	return strings.Join(strings.Fields(line), " ")
}

// cleanLine is wholeLine, of bounded length.
func cleanLine(line string) string {
	line = wholeLine(line)
	if !longer(line, LongestLine) {
		return line
	}
	return strings.TrimRightFunc(string([]rune(line)[:LongestLine]), unicode.IsSpace)
}

// cut shortens a text to n bytes at the end of a letter.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return strings.TrimRightFunc(text[:n], unicode.IsSpace)
}

// cleanLines cleans each line of a list and leaves out what is empty, there
// already, or the same as not.
func cleanLines(list []string, not string) []string {
	var out []string
	for _, line := range wholeLines(list, not) {
		if line = cleanLine(line); !slices.Contains(out, line) && len(out) < MostListed {
			out = append(out, line)
		}
	}
	return out
}

// titleLetters is how long a title made from the first words of an answer is
// at most.
const titleLetters = 50

// fewestTold is how many words of a story whose title is its question give it
// a title of its own.
const fewestTold = 8

// questionTitle is what a story is called by while it is only a question: as
// much of it as fits, in whole words, with a mark where more follows.
func questionTitle(question string) string {
	title := cut(question, titleQuestion)
	if title == question {
		return title
	}
	next, _ := utf8.DecodeRuneInString(question[len(title):])
	if i := strings.LastIndexFunc(title, unicode.IsSpace); i > 0 && !unicode.IsSpace(next) {
		title = title[:i]
	}
	return strings.TrimRight(title, ",;:–—- ") + "…"
}

// titleQuestion is how much of a question stands for a title, in bytes.
const titleQuestion = 70

// titleFrom makes a title from the first words of the answer. A story that
// is only a question goes by that until something is told.
func titleFrom(s store.Story) string {
	text := s.Answer
	if parsed, err := story.Parse("story", []byte(s.Answer)); err == nil {
		if title := cleanLine(parsed.Front.Title); title != "" {
			return title
		}
		if text = ""; len(parsed.Answer) > 0 {
			text = parsed.Quote(prose.Span(parsed.Answer[0]))
		}
	}
	words := strings.Fields(cut(cleanLine(cut(text, 4*LongestLine)), LongestLine))
	if len(words) == 0 || len(words) < fewestTold && s.Title != "" {
		return firstFull(s.Title, questionTitle(s.Question), "Untitled story")
	}
	return titleOf(words)
}

// titleOf is the beginning of a text as a title: its first sentence where
// that is short, else as much as fits, up to a mark between clauses or to
// where the next word would only lead on.
func titleOf(words []string) string {
	n, letters, mark := 0, 0, 0 // words that fit, their letters, those before the last mark
	for ; n < len(words); n++ {
		w := words[n]
		if letters += len([]rune(w)) + min(n, 1); letters > titleLetters {
			break
		}
		switch ends := strings.TrimRight(w, `"'”’)`); {
		case n > 0 && strings.TrimRight(ends, ".!?") != ends && !abbreviated(ends):
			return trimTitle(words[:n+1])
		case n > 1 && strings.TrimRight(ends, ",;:") != ends, n > 1 && strings.Trim(ends, "–—-") == "":
			mark = n + 1
		}
	}
	switch {
	case n == len(words):
		return trimTitle(words)
	case n == 0:
		return string([]rune(words[0])[:titleLetters])
	case mark > 2:
		return trimTitle(words[:mark])
	}
	whole := n
	for n > 3 && leadsOn[bareWord(words[n-1])] {
		n--
	}
	// A phrase that would break off is left out from the word that begins it.
	if n == whole && !leadsOn[bareWord(words[n])] {
		for i := n - 1; i >= max(3, n-3); i-- {
			if leadsOn[bareWord(words[i])] {
				return trimTitle(words[:i])
			}
		}
	}
	return trimTitle(words[:n])
}

// abbreviated reports whether a point belongs to its word, as in "approx." or
// in an initial.
func abbreviated(w string) bool {
	return strings.HasSuffix(w, ".") && (len(w) <= 2 || strings.Contains(w[:len(w)-1], ".") || w == "approx." || w == "Mr." || w == "Ms." || w == "Dr." || w == "vs.")
}

func bareWord(w string) string { return strings.ToLower(strings.Trim(w, `,;:.!?"'”’“‘()`)) }

func trimTitle(words []string) string {
	return strings.TrimRight(strings.Join(words, " "), ",;:.!?–—- ")
}

// leadsOn are the words after which a phrase goes on, so that no title ends
// with one.
var leadsOn = wordSet(`a an the my our your his her its their this that these those and or but nor so because
	since while when where which who whose if as than of in on at to for from by with without into onto over under about
	after before during between through against across was were is are be been had has have did do would could should
	will can may might must i we he she they it not no very one every each some any`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// cleanNote is a text beside a story: a reply, a source, a note.
func cleanNote(what, text string) (string, error) {
	if text = cleanText(text); longer(text, LongestNote) {
		return text, refuse("%s is longer than the %d letters that can be kept; shorten it", what, LongestNote)
	}
	return text, nil
}

// notThere says in words that something was deleted, and keeps what is
// missing for the program.
func notThere(what string, err error) error {
	if errors.Is(err, store.ErrMissing) {
		return fmt.Errorf("%s is not there any more; it may have been deleted in another window: %w", what, err)
	}
	return err
}
