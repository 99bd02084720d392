package story

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"

	"rehearse/internal/prose"
)

// maxFront bounds the front matter, in bytes, and maxBrackets the lists and
// maps in it. A rule far down the text is not its end, and the YAML reader
// takes time in the square of the length, half a minute for 64 KB of "[".
const (
	maxFront    = 16 << 10
	maxBrackets = 200
)

const frontKeys = "id, title, question, questions, kind, principles, tags, project, rubric"

// readFront reads the front matter, if there is any, and returns the offset
// at which the text begins.
func (s *Story) readFront() (body int, err error) {
	start := 0
	if strings.HasPrefix(s.Source, bom) {
		start = len(bom)
	}
	end, next := lineAt(s.Source, start)
	if strings.TrimRight(s.Source[start:end], " \t") != "---" {
		return start, nil
	}
	block, body, closed := frontBlock(s.Source, next)
	if !closed {
		if opensMapping(block) {
			s.Problems = append(s.Problems, Problem{prose.Span{Start: start, End: end},
				fmt.Sprintf("this looks like front matter that does not end within %d KB, so it is read as text; put a line --- after it", maxFront>>10)})
		}
		return start, nil
	}
	text := strings.ReplaceAll(s.Source[next:next+len(block)], "\r\n", "\n")
	if !isFront(text) {
		return start, nil
	}
	if err := s.decodeFront(text); err != nil {
		return 0, err
	}
	return body, nil
}

// frontBlock is the text up to the closing rule, and the offset after that.
// Where nothing closes it, the block is what might have been meant.
func frontBlock(src string, from int) (block string, body int, closed bool) {
	for pos := from; pos < len(src) && pos-from < maxFront; {
		end, next := lineAt(src, pos)
		if l := src[pos:end]; len(l) < 32 {
			if l = strings.TrimRight(l, " \t"); l == "---" || l == "..." {
				return src[from:pos], next, true
			}
		}
		pos = next
	}
	return src[from:min(len(src), from+maxFront)], from, false
}

// isFront tells front matter from text between two thematic breaks. A block
// that holds one of our keys is meant as front matter, even where it can't
// be read; so is one that opens like YAML.
func isFront(block string) bool {
	first := strings.TrimSpace(block)
	if first == "" || opensMapping(block) {
		return true
	}
	if strings.ContainsRune("[{&*!|>%@:?", rune(first[0])) {
		var v any
		if err := safeDecode(first, &v); err != nil {
			return true
		}
		_, isMap := v.(map[string]any)
		return isMap
	}
	return false
}

// opensMapping reports whether a line of the block begins with a known key,
// or its first line with something that can only be a key.
func opensMapping(block string) bool {
	first := true
	for pos := 0; pos < len(block); {
		end, next := lineAt(block, pos)
		l := block[pos:end]
		pos = next
		if t := strings.TrimSpace(l); t == "" || t[0] == '#' {
			continue
		}
		key, rest, found := strings.Cut(l, ":")
		key = strings.Trim(key, "\"'")
		if found && (rest == "" || rest[0] == ' ' || rest[0] == '\t') && isKey(key) {
			_, role := roleNames[strings.ToLower(key)]
			known := strings.Contains(", "+frontKeys+",", ", "+key+",")
			if known || first && !role && len(key) > 1 {
				return true
			}
		}
		first = false
	}
	return false
}

func isKey(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		if !(c >= 'a' && c <= 'z' || i > 0 && (s[i] == '_' || s[i] == '-' || s[i] >= '0' && s[i] <= '9')) {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

// decodeFront reads the block, whose first line is the second of the file.
func (s *Story) decodeFront(block string) error {
	err := safeDecode(block, &s.Front, yaml.Strict())
	if err != nil {
		return s.frontError(err)
	}
	switch s.Front.Kind {
	case "", "standard", "failure":
		return nil
	}
	line, column := keyLine(block, "kind")
	return &Error{s.Name, line + 1, column, fmt.Sprintf(
		"kind is %q; write standard or failure", s.Front.Kind)}
}

// safeDecode contains the panics of the YAML reader: what it chokes on is
// bad input, not a fault of ours.
func safeDecode(text string, v any, opts ...yaml.DecodeOption) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if strings.Count(text, "[")+strings.Count(text, "{") > maxBrackets {
		return fmt.Errorf("more than %d brackets", maxBrackets)
	}
	return yaml.UnmarshalWithOptions([]byte(text), v, opts...)
}

// frontError puts an error of the YAML reader into our words and place.
func (s *Story) frontError(err error) error {
	out := &Error{Name: s.Name, Line: 2, Column: 1}
	var at yaml.Error
	what := err.Error()
	if errors.As(err, &at) {
		what = at.GetMessage()
		if t := at.GetToken(); t != nil && t.Position != nil {
			out.Line, out.Column = t.Position.Line+1, max(1, t.Position.Column)
		}
	}
	var (
		unknown *yaml.UnknownFieldError
		double  *yaml.DuplicateKeyError
		typ     *yaml.TypeError
		node    *yaml.UnexpectedNodeTypeError
	)
	switch {
	case errors.As(err, &unknown):
		out.Message = fmt.Sprintf("front matter has no key %q; the keys are %s", tokenText(unknown.Token), frontKeys)
	case errors.As(err, &double), strings.Contains(what, "already defined"):
		_, key, _ := strings.Cut(what, `"`)
		key, _, _ = strings.Cut(key, `"`)
		out.Message = fmt.Sprintf("the key %q comes twice; keep one of them", key)
	case errors.As(err, &typ), errors.As(err, &node):
		out.Message = "this value has the wrong form; principles is a list such as [ownership, dive-deep], questions and tags are lists too, every other key takes one text"
	default:
		out.Message = fmt.Sprintf("front matter that is not valid YAML (%s); put a value that holds a colon or begins with a mark into \"quotes\"", firstLine(what))
	}
	return out
}

func tokenText(t *token.Token) string {
	if t == nil {
		return ""
	}
	return t.Value
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// keyLine is the line, from 1, and the column of the value of a key that
// stands at the beginning of a line.
func keyLine(block, key string) (line, column int) {
	for pos := 0; pos < len(block); {
		end, next := lineAt(block, pos)
		line++
		if l := block[pos:end]; strings.HasPrefix(l, key+":") {
			value := strings.TrimLeft(l[len(key)+1:], " \t")
			return line, len(l) - len(value) + 1
		}
		pos = next
	}
	return 1, 1
}
