package measure

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"rehearse/internal/review/model"
)

// samples is how many samples the intervals of a report rest on.
const samples = 500

// reportWidth is the width of a report in columns.
const reportWidth = 88

// modes are the modes of answers.
var modes = []string{"written", "spoken", "unpunctuated"}

// PrintReport writes what stands behind the figures: how far chance moves
// them, which roles and flags are taken for which, where the readings agree
// less, whether length is rewarded, and the worst disagreements with their
// text.
func (s *Study) PrintReport(w io.Writer, worst int) {
	s.printIntervals(w)
	all := s.Figures()
	printConfusion(w, &all.Confusion)
	printFlags(w, all.Flags)
	s.printParts(w)
	s.printLength(w, all)
	s.printReliability(w)
	s.printWorst(w, worst)
}

func (s *Study) printIntervals(w io.Writer) {
	fmt.Fprintf(w, "\n95%% intervals (bootstrap over answers, %d samples)\n", samples)
	fmt.Fprintf(w, "  %-28s %8s %8s %8s\n", "", "figure", "from", "to")
	for _, x := range s.Intervals(samples) {
		fmt.Fprintf(w, "  %-28s %8.3f %8.3f %8.3f\n", x.Name, x.Value, x.Low, x.High)
	}
}

func printConfusion(w io.Writer, t *Table) {
	fmt.Fprintf(w, "\nRoles of sentences: annotated down, given across\n  %4s", "")
	for _, letter := range roleLetters {
		fmt.Fprintf(w, " %6c", letter)
	}
	fmt.Fprintf(w, "  %9s %7s %7s\n", "precision", "recall", "F1")
	for i, letter := range roleLetters {
		fmt.Fprintf(w, "  %4c", letter)
		for _, n := range t[i] {
			fmt.Fprintf(w, " %6d", n)
		}
		one := t.label(i)
		fmt.Fprintf(w, "  %9.3f %7.3f %7.3f\n", one.Precision(), one.Recall(), one.F1())
	}
}

func printFlags(w io.Writer, flags []Tally) {
	fmt.Fprintf(w, "\nFlags\n  %-16s %9s %9s %7s %7s %7s %7s\n", "", "annotated", "given", "right", "prec.", "recall", "F1")
	for i, name := range model.Flags {
		t := flags[i]
		fmt.Fprintf(w, "  %-16s %9d %9d %7d %7.3f %7.3f %7.3f\n",
			name, t.Right+t.Missed, t.Right+t.Surplus, t.Right, t.Precision(), t.Recall(), t.F1())
	}
}

// printParts writes the main figures for each mode and order of telling.
func (s *Study) printParts(w io.Writer) {
	fmt.Fprintf(w, "\nBy mode and by order of telling: macro-F1 of roles, F1 of amounts, micro-F1 of flags\n"+
		"and principles, accuracy of the level, kappa of the rating, share within one\n")
	fmt.Fprintf(w, "  %-13s %7s %7s %8s %6s %11s %6s %7s %7s\n",
		"", "answers", "roles", "amounts", "flags", "principles", "level", "rating", "within")
	line := func(name string, in func(i int) bool) {
		f := s.over(func(i int) int {
			if in(i) {
				return 1
			}
			return 0
		})
		if f.Answers == 0 {
			return
		}
		fmt.Fprintf(w, "  %-13s %7d %7.3f %8.3f %6.3f %11.3f %6.3f %7.3f %7.3f\n", name, f.Answers, f.RoleMacroF1,
			f.QuantityF1, f.FlagMicroF1, f.PrincipleMicroF1, f.LevelAccuracy, f.RatingQWK, f.RatingWithin1)
	}
	for _, mode := range modes {
		line(mode, func(i int) bool { return s.answers[i].Mode == mode })
	}
	for k, order := range Orders {
		line(order, func(i int) bool { return s.counts[i].order == k })
	}
}

// printLength writes whether longer answers are rated higher than they
// should be.
func (s *Study) printLength(w io.Writer, f Figures) {
	fmt.Fprintf(w, "\nLength\n")
	fmt.Fprintf(w, "  correlation of words with the rating: annotated %.3f, given %.3f, so %+.3f\n",
		f.LengthCorrGold, f.LengthCorrGiven, f.LengthCorrGiven-f.LengthCorrGold)
	fmt.Fprintf(w, "  pairs of like length whose ratings differ by two or more: %.3f of %d ordered right\n",
		f.RatingMatchedPairs, f.MatchedPairs)
	fmt.Fprintf(w, "  %-16s %8s %15s %11s\n", "words", "answers", "mean annotated", "mean given")
	byWords := s.byWords()
	for k := range 4 {
		part := byWords[k*len(byWords)/4 : (k+1)*len(byWords)/4]
		if len(part) == 0 {
			continue
		}
		gold, given := 0, 0
		for _, i := range part {
			gold += s.gold[i].Rating
			given += s.given[i].Rating
		}
		span := fmt.Sprintf("%d to %d", s.counts[part[0]].words, s.counts[part[len(part)-1]].words)
		fmt.Fprintf(w, "  %-16s %8d %15.2f %11.2f\n", span, len(part), share(gold, len(part)), share(given, len(part)))
	}
}

// byWords lists the places of the answers from the shortest to the longest.
func (s *Study) byWords() []int {
	places := make([]int, len(s.counts))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(s.counts[a].words, s.counts[b].words) })
	return places
}

// printWorst writes the answers on which the readings differ most, each
// sentence with its role, or with both where they differ.
func (s *Study) printWorst(w io.Writer, worst int) {
	places := make([]int, 0, len(s.counts))
	for i := range s.counts {
		if s.difference(i) > 0 {
			places = append(places, i)
		}
	}
	slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(s.difference(b), s.difference(a)) })
	places = places[:max(0, min(worst, len(places)))]
	if len(places) == 0 {
		return
	}
	fmt.Fprintf(w, "\nThe worst disagreements: annotated > given\n")
	for _, i := range places {
		s.printAnswer(w, i)
	}
}

// difference weighs how far two readings of an answer lie apart. A step of
// the rating counts as much as a level, two flags, or the roles of half of
// the sentences.
func (s *Study) difference(i int) float64 {
	c := &s.counts[i]
	d := float64(max(c.rating[0]-c.rating[1], c.rating[1]-c.rating[0]))
	if c.level[0] != c.level[1] {
		d++
	}
	for _, name := range model.Flags {
		if s.gold[i].Flags[name] != s.given[i].Flags[name] {
			d += 0.5
		}
	}
	return d + 2*(1-c.roles.accuracy())
}

func (s *Study) printAnswer(w io.Writer, i int) {
	a, gold, given := s.answers[i], s.gold[i], s.given[i]
	total, right := s.counts[i].roles.total()
	fmt.Fprintf(w, "\n%s: rating %d > %d, level %s > %s, %d of %d roles differ\n",
		a.ID, gold.Rating, given.Rating, gold.Level, given.Level, total-right, total)
	wrap(w, "  asked ", "        ", a.Question)
	for _, side := range []struct {
		name       string
		have, lack map[string]bool
	}{{"missed", gold.Flags, given.Flags}, {"surplus", given.Flags, gold.Flags}} {
		var names []string
		for name := range side.have {
			if !side.lack[name] {
				names = append(names, name)
			}
		}
		if sort.Strings(names); len(names) > 0 {
			fmt.Fprintf(w, "  %s: %s\n", side.name, strings.Join(names, ", "))
		}
	}
	for k, line := range a.Lines {
		margin := fmt.Sprintf("  %c     ", gold.Roles[k])
		if gold.Roles[k] != given.Roles[k] {
			margin = fmt.Sprintf("  %c > %c ", gold.Roles[k], given.Roles[k])
		}
		wrap(w, margin, "        ", a.Text[line.Start:line.End])
	}
}

// wrap writes text in lines of a report, the first behind one margin, the
// others behind another.
func wrap(w io.Writer, margin, next, text string) {
	line := margin
	for _, word := range strings.Fields(text) {
		if line != margin && line != next && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > reportWidth {
			fmt.Fprintln(w, line)
			line = next
		}
		if line != margin && line != next {
			line += " "
		}
		line += word
	}
	fmt.Fprintln(w, line)
}
