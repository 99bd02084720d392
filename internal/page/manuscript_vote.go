package page

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/internal/review"
)

// voteLine is a verdict as it is pencilled at the head of a manuscript.
type voteLine struct {
	r *review.Review
	o *ManuscriptOptions
}

// label is the vote in words, as a sentence begins.
func (v voteLine) label() string {
	if v.r.Rating.Score == 0 {
		return "Not scored"
	}
	return capital(v.r.Rating.Label)
}

// capital makes a word begin a sentence.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// of tells the vote's place on its scale.
func (v voteLine) of() string {
	if v.r.Rating.Score == 0 {
		return ""
	}
	return fmt.Sprintf("%d of 4", v.r.Rating.Score)
}

// length tells how long the answer is, in words and minutes.
func (v voteLine) length() string {
	if v.r.Words == 0 {
		return ""
	}
	return fmt.Sprintf("%d words, %s said aloud", v.r.Words, minutes(v.r.Seconds))
}

// level tells how the scope fits, where the level has a name.
func (v voteLine) level() string {
	if v.o == nil || v.o.Rubric == nil || v.r.Rating.Score == 0 {
		return ""
	}
	name := v.o.Rubric.Level
	switch v.r.Level.Verdict {
	case review.Below:
		return "scope below " + name
	case review.Above:
		return "scope above " + name
	case review.At:
		return "scope fits " + name
	}
	return ""
}

// facts are the vote's place, the length and the level in one line.
func (v voteLine) facts() string {
	var parts []string
	for _, x := range []string{v.of(), v.length(), v.level()} {
		if x != "" {
			parts = append(parts, x)
		}
	}
	return strings.Join(parts, " · ")
}

// reasons are the grounds of the vote: those against it, which name a rule,
// or those for it.
func (v voteLine) reasons(against bool) []review.Reason {
	var out []review.Reason
	for _, x := range v.r.Rating.Reasons {
		if (len(x.Rules) > 0) == against {
			out = append(out, x)
		}
	}
	return out
}

// shows names the principles that came through, strongest first.
func (v voteLine) shows() string {
	if v.o == nil || v.o.Rubric == nil {
		return ""
	}
	var names []string
	for _, p := range v.r.Principles {
		if x, ok := v.o.Rubric.Principle(p.ID); ok {
			names = append(names, x.Name)
		}
	}
	return strings.Join(names, "; ")
}
