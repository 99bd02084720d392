package review

import (
	"fmt"
	"slices"
	"sort"

	"rehearse/internal/rubric"
)

// After the checks, findings pass through a short list of steps: what the
// text allows is taken out, repeats are capped, the rest is sorted by what
// it costs. What a step hides, it counts.

// The rules of housekeeping, which can't be suppressed themselves.
const (
	DeadSuppression = "dead-suppression"
	BadSuppression  = "bad-suppression"
)

// mostOfOne is how many findings of one rule are shown; more of the same
// teaches nothing.
const mostOfOne = 4

// suppress takes out what the text allows with a reason.
func (r *runner) suppress(rev *Review) []Finding {
	allowed := map[string]string{}
	for _, s := range r.pass.Story.Suppressions {
		allowed[s.Rule] = s.Reason
	}
	var kept []Finding
	used := map[string]bool{}
	for _, f := range r.findings {
		if _, ok := allowed[f.Rule]; !ok {
			kept = append(kept, f)
			continue
		}
		if !used[f.Rule] {
			rev.Suppressed = append(rev.Suppressed, SuppressedCheck{Rule: f.Rule, Reason: allowed[f.Rule], Line: f.Line})
		}
		used[f.Rule] = true
	}
	for _, s := range r.pass.Story.Suppressions {
		if !used[s.Rule] && r.engine.checks[s.Rule] != nil {
			kept = append(kept, r.note(DeadSuppression, s.Span.Start, s.Span.End, map[string]string{"name": s.Rule})...)
		}
	}
	return append(kept, r.problems()...)
}

// problems are faults of the file that did not hinder reading it. Which rules
// there are, only the engine knows.
func (r *runner) problems() []Finding {
	var out []Finding
	for _, p := range r.pass.Story.Problems {
		out = append(out, r.note(BadSuppression, p.Start, p.End, map[string]string{"problem": p.Message})...)
	}
	for _, s := range r.pass.Story.Suppressions {
		if r.engine.checks[s.Rule] == nil {
			problem := fmt.Sprintf("there is no rule %q; rehearse rules lists all", s.Rule)
			out = append(out, r.note(BadSuppression, s.Span.Start, s.Span.End, map[string]string{"problem": problem})...)
		}
	}
	return out
}

// housekeeping says what is to be said about the file when the answer is not
// scored.
func (r *runner) housekeeping(rev *Review) {
	// What was noted before a judge broke is not to be counted twice.
	delete(r.taken, BadSuppression)
	rev.Findings = r.present(rev, r.problems())
}

// note raises a finding of a housekeeping rule, unless the rubric turns that
// off.
func (r *runner) note(rule string, start, end int, slots map[string]string) []Finding {
	a := r.engine.checks[rule]
	if set, ok := r.engine.rubric.Rule(rule); a == nil || ok && set.Severity == rubric.SeverityOff {
		return nil
	}
	before := len(r.findings)
	r.take(a, Report{Span: spanOf(start, end), Slots: slots})
	out := slices.Clone(r.findings[before:])
	r.findings = r.findings[:before]
	return out
}

// present caps and sorts findings: what costs most first, then what is
// graver, then where it stands.
func (r *runner) present(rev *Review, found []Finding) []Finding {
	count := map[string]int{}
	kept := []Finding{}
	for _, f := range found {
		count[f.Rule]++
		if count[f.Rule] > mostOfOne {
			if rev.Hidden == nil {
				rev.Hidden = map[string]int{}
			}
			rev.Hidden[f.Rule]++
			continue
		}
		kept = append(kept, f)
	}
	sort.SliceStable(kept, func(i, j int) bool {
		a, b := kept[i], kept[j]
		switch {
		case a.Cost != b.Cost:
			return a.Cost > b.Cost
		case a.Severity != b.Severity:
			return a.Severity.rank() > b.Severity.rank()
		case a.Start != b.Start:
			return a.Start < b.Start
		}
		return a.Rule < b.Rule
	})
	return kept
}
