package coach

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"rehearse/internal/rubric"
)

// Which stories count, in which order they are asked for, and what single
// stories have. Every page asks here, so that no two of them count otherwise.

// unscored reports whether a story was read and can't be scored: it is empty,
// or no story. It counts nowhere.
func unscored(d *Digest) bool { return d.Reviewed && d.Rating == 0 }

// bothEnds reports whether a story tells a figure with both its ends: where it
// stood before, and where afterward.
func bothEnds(e *Entry) bool {
	for i := range e.Digest.Amounts {
		if a := &e.Digest.Amounts[i]; a.From != nil && a.To != nil && a.Value == *a.To {
			return true
		}
	}
	return false
}

// hasSize reports whether a story says how large its team was.
func hasSize(d *Digest) bool { return d.Scope[rubric.Engineers] > 0 || d.Scope[rubric.Teams] > 0 }

// untoldEnd are the rules that say of a failure that it isn't told to its end.
var untoldEnd = setOf("missing-result no-lesson")

// needsWork reports whether a story was read and isn't a yes yet.
func needsWork(d *Digest) bool { return d.Reviewed && d.Rating < 3 }

// inOrder are the places of a portfolio's stories in the order in which they
// are worked on: those that aren't a yes yet, the nearest to one first, then
// the others in the portfolio's order. What is named as the next thing is the
// first of these, on every page.
func inOrder(p *Portfolio) []int {
	places, costs := make([]int, len(p.Entries)), make([]float64, len(p.Entries))
	for i := range p.Entries {
		places[i] = i
		for _, r := range p.Entries[i].Digest.Rules {
			costs[i] += r.Cost
		}
	}
	sort.SliceStable(places, func(a, b int) bool {
		one, two := &p.Entries[places[a]].Digest, &p.Entries[places[b]].Digest
		switch x, y := needsWork(one), needsWork(two); {
		case x != y:
			return x
		case !x:
			return false
		case one.Rating != two.Rating:
			return one.Rating > two.Rating
		}
		return costs[places[a]] < costs[places[b]]
	})
	return places
}

// enough puts a count against a goal: "14 of 20" and, past it, "43; 20 are
// enough".
func enough(n, goal int) string {
	if n > goal {
		return fmt.Sprintf("%d; %d are enough", n, goal)
	}
	return fmt.Sprintf("%d of %d", n, goal)
}

// against puts a count of something against a goal as a sentence: "You have 14
// of 20 stories." and, past it, "You have 43 stories; 20 are enough.".
func against(n, goal int, before, noun, after string) string {
	if n > goal {
		return fmt.Sprintf("%s%d %s%s; %d are enough.", before, n, noun, after, goal)
	}
	return fmt.Sprintf("%s%d of %d %s%s.", before, n, goal, noun, after)
}

// Notes come as sections under headings. Some of these are what the half page
// beside a story is for; others are lists that came with it and are not the
// person's own account. What stands under no heading or any other is free, but
// for lists under a heading, which came with the story, too.
var (
	accounts  = setOf("alternatives alternative decision decisions options option learned learning lessons differently")
	broughtIn = setOf("red signs metrics metric told claims principles principle tags scope follow-ups followups questions question applied " +
		"listened hints leadership setup")
	enoughFree = 30 // words
)

// documented reports whether a story's notes hold an account of it: its
// alternatives, decision, options or what was learned, or free notes of some
// length.
func documented(notes string) bool {
	free, section := 0, "" // section is "account", "brought in", "other" or empty
	for line := range strings.Lines(notes) {
		line = strings.TrimSpace(line)
		if heading := strings.TrimLeft(line, "#"); heading != line {
			section = "other"
			words := strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool { return r == ' ' || r == ':' || r == ',' })
			if slices.ContainsFunc(words, func(w string) bool { return accounts[w] }) {
				section = "account"
			} else if len(words) > 0 && broughtIn[words[0]] {
				section = "brought in"
			} else if len(words) == 1 && words[0] == "notes" {
				section = ""
			}
			continue
		}
		words := 0
		eachWord(line, func(string) bool {
			words++
			return true
		})
		switch {
		case words > 0 && section == "account":
			return true
		case section == "", section == "other" && !strings.HasPrefix(line, "- ") && !strings.HasPrefix(line, "* "):
			free += words
		}
	}
	return free >= enoughFree
}
