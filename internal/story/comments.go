package story

import (
	"fmt"
	"strings"

	"rehearse/internal/prose"
)

// textMark is the comment that makes the line after it plain text, where it
// would be taken for a heading.
const textMark = "<!-- rehearse: text -->"

// findComments lists the HTML comments from an offset on. An unclosed one is
// not a comment; its offset is returned, or -1.
func findComments(src string, from int) (comments []prose.Span, unclosed int) {
	for pos := from; ; {
		i := strings.Index(src[pos:], "<!--")
		if i < 0 {
			return comments, -1
		}
		start := pos + i
		j := strings.Index(src[start+4:], "-->")
		if j < 0 {
			return comments, start
		}
		pos = start + 4 + j + 3
		comments = append(comments, prose.Span{Start: start, End: pos})
	}
}

// takeComments reads the directives among the comments.
func (s *Story) takeComments(comments []prose.Span) {
	for _, c := range comments {
		inner := strings.TrimSpace(s.Source[c.Start+4 : c.End-3])
		if len(inner) < 8 || !strings.EqualFold(inner[:8], "rehearse") {
			continue
		}
		rest, ok := strings.CutPrefix(strings.TrimSpace(inner[8:]), ":")
		if !ok {
			if rest == "" || !startsDirective(rest) {
				continue // a remark that happens to begin with the name
			}
			s.problem(c, `a colon is missing; write "rehearse: `+clip(rest)+`"`)
			continue
		}
		s.directive(c, strings.Join(strings.Fields(rest), " "))
	}
}

func startsDirective(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	word = strings.ToLower(word)
	return word == "allow" || word == "role" || word == "text"
}

func (s *Story) directive(at prose.Span, text string) {
	verb, rest, _ := strings.Cut(text, " ")
	switch strings.ToLower(verb) {
	case "text":
	case "role":
		role := strings.ToLower(strings.TrimSpace(rest))
		switch role {
		case Situation, Task, Action, Result, Learning, "other":
			s.RoleMarks = append(s.RoleMarks, RoleMark{role, at})
		default:
			s.problem(at, fmt.Sprintf("there is no role %q; write situation, task, action, result, learning or other", clip(rest)))
		}
	case "allow":
		s.allow(at, rest)
	default:
		s.problem(at, fmt.Sprintf("nothing is called %q; write \"rehearse: allow RULE because REASON\" or \"rehearse: role ROLE\"", clip(verb)))
	}
}

func (s *Story) allow(at prose.Span, text string) {
	rules, reason := text, ""
	if i := strings.Index(asciiLower(" "+text+" "), " because "); i >= 0 {
		rules = text[:max(0, i-1)]
		reason = strings.TrimSpace(text[min(len(text), i+len("because")):])
	}
	names := strings.Split(rules, ",")
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	if names[0] == "" {
		s.problem(at, `the rule is missing; write "rehearse: allow RULE because REASON"`)
		return
	}
	if reason == "" {
		s.problem(at, fmt.Sprintf("a reason is missing, so %s is not allowed; write \"rehearse: allow %s because REASON\"",
			clip(names[0]), clip(names[0])))
		return
	}
	for _, n := range names {
		if !isKey(n) {
			s.problem(at, fmt.Sprintf("%q is not the name of a rule; write \"rehearse: allow RULE because REASON\"", clip(n)))
			return
		}
	}
	for _, n := range names {
		s.Suppressions = append(s.Suppressions, Suppression{strings.ToLower(n), reason, at})
	}
}

// maxProblems bounds what is said about one file.
const maxProblems = 100

func (s *Story) problem(at prose.Span, message string) {
	if len(s.Problems) >= maxProblems {
		return
	}
	s.Problems = append(s.Problems, Problem{at, message})
}

// asciiLower is s with A to Z in lower case; every offset stays the same.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// clip shortens what is quoted back to a person to 40 characters.
func clip(s string) string {
	n := 0
	for i := range s {
		if n++; n > 40 {
			return s[:i] + "…"
		}
	}
	return s
}
