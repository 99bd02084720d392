package coach

import (
	"encoding/json"
	"strconv"
	"strings"

	"rehearse/internal/review"
	"rehearse/internal/store"
)

// A portfolio of 500 stories holds megabytes of kept digests, and reading
// them by reflection took twice as long as a page may take. This reader
// knows the one form that kept writes. Whatever else it meets it leaves to
// encoding/json.

// digestFrom reads a kept digest. One that can't be read counts as not made.
func digestFrom(r store.Review) (d Digest, ok bool) {
	x := jsonReader{text: r.Digest}
	x.digest(&d)
	if x.failed || x.at != len(x.text) {
		d = Digest{}
		if err := json.Unmarshal([]byte(r.Digest), &d); err != nil {
			return Digest{}, false
		}
	}
	return d, d.Reviewed
}

// jsonReader reads JSON without blanks. Texts are parts of what it reads.
type jsonReader struct {
	text   string
	at     int
	failed bool
}

func (x *jsonReader) digest(d *Digest) {
	x.object(func(key string) {
		switch key {
		case "reviewed":
			d.Reviewed = x.bool()
		case "words":
			d.Words = x.int()
		case "seconds":
			d.Seconds = x.number()
		case "rating":
			d.Rating = x.int()
		case "label":
			d.Label = x.string()
		case "reason":
			d.Reason = x.string()
		case "level":
			d.Level = x.string()
		case "principles":
			list(x, &d.Principles, x.shown)
		case "rules":
			list(x, &d.Rules, x.rule)
		case "clock":
			d.Clock = table(x, x.number)
		case "amounts":
			list(x, &d.Amounts, x.amount)
		case "scope":
			d.Scope = table(x, x.number)
		case "fits":
			d.Fits = table(x, x.string)
		case "scenarios":
			list(x, &d.Scenarios, x.string)
		case "competency":
			d.Competency = x.string()
		case "groups":
			d.Groups = x.int()
		case "people":
			d.People = x.bool()
		case "technology":
			d.Technology = x.bool()
		case "adopted":
			d.Adopted = x.bool()
		case "lasting":
			d.Lasting = x.bool()
		default:
			x.failed = true
		}
	})
}

func (x *jsonReader) shown() (s Shown) {
	x.object(func(key string) {
		switch key {
		case "id":
			s.ID = x.string()
		case "score":
			s.Score = x.number()
		default:
			x.failed = true
		}
	})
	return s
}

func (x *jsonReader) rule() (r RuleSeen) {
	x.object(func(key string) {
		switch key {
		case "rule":
			r.Rule = x.string()
		case "severity":
			r.Severity = review.Severity(x.string())
		case "cost":
			r.Cost = x.number()
		default:
			x.failed = true
		}
	})
	return r
}

func (x *jsonReader) amount() (a Amount) {
	x.object(func(key string) {
		switch key {
		case "start":
			a.Start = x.int()
		case "end":
			a.End = x.int()
		case "text":
			a.Text = x.string()
		case "kind":
			a.Kind = x.string()
		case "value":
			a.Value = x.number()
		case "from":
			from := x.number()
			a.From = &from
		case "to":
			to := x.number()
			a.To = &to
		case "unit":
			a.Unit = x.string()
		case "role":
			a.Role = review.Role(x.string())
		case "sentence":
			a.Sentence = x.string()
		default:
			x.failed = true
		}
	})
	return a
}

// took reports whether a mark comes next, and passes it.
func (x *jsonReader) took(mark byte) bool {
	if x.failed || x.at >= len(x.text) || x.text[x.at] != mark {
		return false
	}
	x.at++
	return true
}

func (x *jsonReader) want(mark byte) {
	if !x.took(mark) {
		x.failed = true
	}
}

// word passes a word and reports whether it came next.
func (x *jsonReader) word(w string) bool {
	if x.failed || !strings.HasPrefix(x.text[x.at:], w) {
		return false
	}
	x.at += len(w)
	return true
}

func (x *jsonReader) object(field func(key string)) {
	x.want('{')
	for first := true; !x.failed && !x.took('}'); first = false {
		if !first {
			x.want(',')
		}
		key := x.string()
		x.want(':')
		if !x.failed {
			field(key)
		}
	}
}

// list reads a list. An absent one stays nil, as encoding/json has it.
func list[T any](x *jsonReader, into *[]T, item func() T) {
	if x.word("null") {
		return
	}
	x.want('[')
	*into = []T{}
	for !x.failed && !x.took(']') {
		if len(*into) > 0 {
			x.want(',')
		}
		*into = append(*into, item())
	}
}

func table[T any](x *jsonReader, value func() T) map[string]T {
	if x.word("null") {
		return nil
	}
	m := map[string]T{}
	x.object(func(key string) { m[key] = value() })
	return m
}

// string reads a text. One with escapes is left to encoding/json.
func (x *jsonReader) string() string {
	x.want('"')
	if x.failed {
		return ""
	}
	start := x.at
	end := strings.IndexByte(x.text[start:], '"')
	if end >= 0 && strings.IndexByte(x.text[start:start+end], '\\') < 0 {
		x.at += end + 1
		return x.text[start : start+end]
	}
	for ; x.at < len(x.text) && x.text[x.at] != '"'; x.at++ {
		if x.text[x.at] == '\\' {
			x.at++
		}
	}
	x.want('"')
	var s string
	x.failed = x.failed || json.Unmarshal([]byte(x.text[start-1:x.at]), &s) != nil
	return s
}

func (x *jsonReader) number() float64 {
	start := x.at
	for x.at < len(x.text) && strings.IndexByte("+-.0123456789eE", x.text[x.at]) >= 0 {
		x.at++
	}
	n, err := strconv.ParseFloat(x.text[start:x.at], 64)
	x.failed = x.failed || err != nil
	return n
}

func (x *jsonReader) int() int {
	n := x.number()
	x.failed = x.failed || n != float64(int(n))
	return int(n)
}

func (x *jsonReader) bool() bool {
	if x.word("true") {
		return true
	}
	if !x.word("false") {
		x.failed = true
	}
	return false
}
