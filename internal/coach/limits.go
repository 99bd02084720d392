package coach

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"rehearse/internal/store"
	"rehearse/internal/story"
)

// How much a person can keep. The limits are far beyond what is told in an
// interview; they keep a mistaken paste from filling the disk. Forms stop at
// the same numbers: what is longer is refused in words and never cut.
const (
	// LongestLine is how many letters a title, a question, a project or a
	// tag may have.
	LongestLine = 2000
	// LongestNote is how many letters a reply or another text beside a story
	// may have.
	LongestNote = 64 << 10
	// MostListed is how many tags, questions or principles a story may have.
	MostListed = 100
)

// The days, YYYY-MM-DD, that an interview or a telling can be on. What lies
// outside is a slip of the keyboard.
const (
	FirstDay = "1950-01-01"
	LastDay  = "2100-12-31"
)

// longestID is how many bytes the id of anything may have; nothing has a
// longer one.
const longestID = 400

// Refusal says in words why something can't be kept as it is, and what to do
// about it. Nothing was changed.
type Refusal struct {
	// Says is the reason, without the capital and the full stop.
	Says string
}

// Error is the reason in words.
func (r *Refusal) Error() string { return r.Says }

func refuse(format string, args ...any) error { return &Refusal{fmt.Sprintf(format, args...)} }

// lettersOf is how many letters a text has, as a form counts them or fewer.
func lettersOf(text string) int { return utf8.RuneCountInString(text) }

// longer reports whether a text has more letters than n.
func longer(text string, n int) bool { return len(text) > n && lettersOf(text) > n }

// soundStory says what of a story can't be kept. Blanks around and within
// lines don't count, as they are not kept.
func soundStory(s store.Story) error {
	if len(s.Answer) > story.MaxSize || len(s.Notes) > story.MaxSize {
		return refuse("this text is larger than the %d MB that a story can have; cut it into several", story.MaxSize>>20)
	}
	for _, x := range []struct{ what, line string }{{"title", s.Title}, {"question", s.Question}, {"project", s.Project}} {
		if longer(wholeLine(x.line), LongestLine) {
			return refuse("the %s is longer than the %d letters that can be kept; shorten it, and put the rest into the notes", x.what, LongestLine)
		}
	}
	for _, x := range []struct {
		one, many, not string
		list           []string
	}{{"tag", "tags", "", s.Tags}, {"question", "other questions", s.Question, s.Questions}, {"principle", "principles", "", s.Principles}} {
		lines := wholeLines(x.list, x.not)
		if len(lines) > MostListed {
			return refuse("these are %d %s, and a story can have %d; take some out", len(lines), x.many, MostListed)
		}
		if i := slices.IndexFunc(lines, func(l string) bool { return longer(l, LongestLine) }); i >= 0 {
			return refuse("one of the %s is longer than the %d letters that can be kept; shorten it: “%s…”", x.many, LongestLine, cut(lines[i], 60))
		}
	}
	return nil
}

// wholeLines are the entries of a list as they are kept, however long and
// however many they are.
func wholeLines(list []string, not string) []string {
	var out []string
	seen := map[string]bool{"": true, wholeLine(not): true}
	for _, line := range list {
		if line = wholeLine(line); !seen[line] {
			seen[line] = true
			out = append(out, line)
		}
	}
	return out
}

// overflow moves what a line can't hold into a section of the notes, so that
// a file with a longer one comes in whole.
func overflow(notes, heading, line string) string {
	if line = wholeLine(line); !longer(line, LongestLine) {
		return notes
	}
	return joinBlocks(notes, "## "+heading+"\n\n"+line)
}

// spill is overflow for all that a story can't hold.
func spill(s store.Story) string {
	notes := overflow(s.Notes, "The whole title", s.Title)
	notes = overflow(notes, "The whole question", s.Question)
	notes = overflow(notes, "The whole project", s.Project)
	for _, x := range []struct {
		heading, not string
		list         []string
	}{{"More tags", "", s.Tags}, {"More questions", s.Question, s.Questions}, {"More principles", "", s.Principles}} {
		var rest []string
		for i, line := range wholeLines(x.list, x.not) {
			if i >= MostListed || longer(line, LongestLine) {
				rest = append(rest, "- "+line)
			}
		}
		if len(rest) > 0 {
			notes = joinBlocks(notes, "## "+x.heading+"\n\n"+strings.Join(rest, "\n"))
		}
	}
	return notes
}

// checkDay refuses what is not a day, YYYY-MM-DD, or one that nobody means.
func checkDay(day string) error {
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return refuse("%q is not a day; write year, month and day, such as 2025-03-14", cut(day, 40))
	}
	if day < FirstDay || day > LastDay {
		return refuse("%s is not a day of anybody’s interviews; give one from %s to %s", day, FirstDay[:4], LastDay[:4])
	}
	return nil
}

// IsDay reports whether a text is a day that can be kept, YYYY-MM-DD from
// 1950 to 2100.
func IsDay(day string) bool { return checkDay(day) == nil }
