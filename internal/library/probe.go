package library

import (
	"slices"
	"strings"

	"rehearse/internal/review"
)

// Probe is a follow-up as it would be asked about one answer.
type Probe struct {
	// ID and On are those of the follow-up it was made from.
	ID string `json:"id"`
	On string `json:"on"`
	// Text is the question, its slots filled with the person's own words.
	Text string `json:"text"`
}

// mostQuoted is how many letters of an answer a probe quotes at most.
const mostQuoted = 60

// Probes are the follow-ups of a library that hang on what a review found,
// what costs the answer most first: findings, then changes and amounts, the
// level, the principles, the parts; one of each, then the next of each. source is the file that was reviewed. A
// follow-up whose slots the answer can't fill is left out.
func (l *Library) Probes(rev *review.Review, source string) []Probe {
	all := hooks(rev, source)
	var out []Probe
	for before := -1; before < len(out); {
		before = len(out)
		for _, h := range all {
			if p, ok := l.next(h, out); ok {
				out = append(out, p)
			}
		}
	}
	return out
}

// next is the first follow-up on a hook that was not asked yet.
func (l *Library) next(h hook, asked []Probe) (Probe, bool) {
	for _, f := range l.FollowUps {
		if f.On != h.on || slices.ContainsFunc(asked, func(p Probe) bool { return p.ID == f.ID }) {
			continue
		}
		if text, ok := h.fill(f); ok {
			return Probe{ID: f.ID, On: f.On, Text: text}, true
		}
	}
	return Probe{}, false
}

// hook is something in an answer that a follow-up can hang on, with what
// fills its slots.
type hook struct {
	on    string
	slots map[string]string
}

// fill puts the person's words into a follow-up.
func (h *hook) fill(f FollowUp) (text string, ok bool) {
	text = f.Text
	for _, s := range f.Slots {
		if h.slots[s] == "" {
			return "", false
		}
		text = strings.ReplaceAll(text, "{"+s+"}", h.slots[s])
	}
	return text, true
}

// hooks are what a review found, what costs most first.
func hooks(rev *review.Review, source string) []hook {
	quote := func(s review.Span) string {
		words := strings.Join(strings.Fields(source[s.Start:s.End]), " ")
		return strings.TrimRight(review.Shorten(words, mostQuoted), ".,;:!?")
	}
	var all []hook
	for _, f := range rev.Findings {
		all = append(all, hook{f.Rule, map[string]string{"quote": quote(f.Span)}})
	}
	for _, q := range rev.Quantities {
		if from, to, ok := ends(q.Text); q.From != nil && ok {
			all = append(all, hook{"change", map[string]string{"quote": quote(q.Span), "amount": q.Text, "from": from, "to": to}})
		}
	}
	for _, q := range rev.Quantities {
		if q.From == nil {
			slots := map[string]string{"quote": quote(q.Span), "amount": q.Text}
			if q.Kind == "people" {
				slots["person"] = q.Text
			}
			all = append(all, hook{"amount:" + q.Kind, slots})
		}
	}
	all = append(all, hook{"level:" + rev.Level.Verdict, map[string]string{}})
	for _, p := range rev.Principles {
		slots := map[string]string{}
		if len(p.Evidence) > 0 {
			slots["quote"] = quote(p.Evidence[0])
		}
		all = append(all, hook{"principle:" + p.ID, slots})
	}
	seen := map[review.Role]bool{}
	for _, s := range rev.Sentences {
		if !seen[s.Role] && s.Role != review.Other {
			seen[s.Role] = true
			all = append(all, hook{"role:" + string(s.Role), map[string]string{"quote": quote(s.Span)}})
		}
	}
	return all
}

// ends are the two ends of a change as it is said: "from 62 to 91 percent",
// "15% from 40%", "6 hours down to 15 minutes".
func ends(text string) (from, to string, ok bool) {
	lower := " " + strings.ToLower(strings.Join(strings.Fields(text), " ")) + " "
	if rest, found := strings.CutPrefix(lower, " from "); found {
		from, to, ok = strings.Cut(rest, " to ")
	} else if to, from, ok = strings.Cut(lower, " from "); !ok {
		from, to, ok = strings.Cut(lower, " to ")
	}
	trim := func(s string) string {
		s = strings.TrimSpace(s)
		for _, w := range []string{"down", "up"} {
			s = strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(s, " "+w), w+" "))
		}
		return s
	}
	return trim(from), trim(to), ok && trim(from) != "" && trim(to) != ""
}
