package quantity

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"rehearse/internal/prose"
)

// answer is one annotated answer of the shared corpus.
type answer struct {
	id, text string
	gold     []Quantity
}

// corpus reads the annotated answers, or skips the test.
func corpus(tb testing.TB) []answer {
	tb.Helper()
	shared := os.Getenv("REHEARSE_SHARED")
	if shared == "" {
		tb.Skip("REHEARSE_SHARED is not set: the annotated answers are not measured")
	}
	names, err := filepath.Glob(filepath.Join(shared, "corpus", "answers", "*.txt"))
	if err != nil || len(names) == 0 {
		tb.Fatalf("no answers under %s: %v", shared, err)
	}
	sort.Strings(names)
	out := make([]answer, 0, len(names))
	for _, name := range names {
		out = append(out, readAnswer(tb, name))
	}
	return out
}

func readAnswer(tb testing.TB, name string) answer {
	tb.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	text, starts, lines := layOut(string(body))
	a := answer{id: strings.TrimSuffix(filepath.Base(name), ".txt"), text: text}
	var ann struct {
		Quantities []struct {
			Line int
			Text string
			Kind Kind
		}
	}
	raw, err := os.ReadFile(strings.TrimSuffix(name, ".txt") + ".json")
	if err != nil {
		return a
	}
	if err := json.Unmarshal(raw, &ann); err != nil {
		tb.Fatal(err)
	}
	for _, q := range ann.Quantities {
		at := strings.Index(lines[q.Line-1], q.Text)
		if at < 0 {
			at = strings.Index(strings.ToLower(lines[q.Line-1]), strings.ToLower(q.Text))
		}
		if at < 0 {
			continue
		}
		s := starts[q.Line-1] + at
		a.gold = append(a.gold, Quantity{Span: prose.Span{Start: s, End: s + len(q.Text)}, Kind: q.Kind})
	}
	return a
}

// layOut joins the lines of an answer as a reviewer sees them.
func layOut(file string) (text string, starts []int, lines []string) {
	_, body, _ := strings.Cut(file, "\n---\n")
	var b strings.Builder
	for _, para := range strings.Split(strings.Trim(body, "\n"), "\n\n") {
		first := true
		for _, line := range strings.Split(para, "\n") {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			switch {
			case first && b.Len() > 0:
				b.WriteString("\n\n")
			case !first:
				b.WriteString(" ")
			}
			first = false
			starts = append(starts, b.Len())
			lines = append(lines, line)
			b.WriteString(line)
		}
	}
	return b.String(), starts, lines
}

// TestCorpus measures Find as the corpus' own score does: spans match where
// they share at least half of what they cover together.
func TestCorpus(t *testing.T) {
	var tp, fp, fn, kinds int
	for _, a := range corpus(t) {
		found := Find(prose.Read(a.text))
		used := make([]bool, len(found))
		for _, g := range a.gold {
			best, at := 0.0, -1
			for i, f := range found {
				if used[i] {
					continue
				}
				if o := shared(g.Span, f.Span); o > best {
					best, at = o, i
				}
			}
			if best < 0.5 {
				fn++
				t.Logf("%s missed %-8s %q in %q", a.id, g.Kind, a.text[g.Start:g.End], around(a.text, g.Span))
				continue
			}
			used[at] = true
			tp++
			if found[at].Kind == g.Kind {
				kinds++
			} else {
				t.Logf("%s kind   %s not %s: %q in %q", a.id, g.Kind, found[at].Kind, a.text[found[at].Start:found[at].End], around(a.text, g.Span))
			}
		}
		for i, f := range found {
			if !used[i] {
				fp++
				t.Logf("%s extra  %-8s %q in %q", a.id, f.Kind, a.text[f.Start:f.End], around(a.text, f.Span))
			}
		}
	}
	f1 := 2 * float64(tp) / float64(2*tp+fp+fn)
	kind := float64(kinds) / float64(tp)
	t.Logf("F1 %.3f (found %d, missed %d, extra %d), kind %.3f", f1, tp, fn, fp, kind)
	if f1 < .90 || kind < .96 {
		t.Errorf("F1 %.3f, want .90; kind accuracy %.3f, want .96", f1, kind)
	}
}

// shared is the overlap of two spans over the stretch that they span.
func shared(a, b prose.Span) float64 {
	over := min(a.End, b.End) - max(a.Start, b.Start)
	if over <= 0 {
		return 0
	}
	return float64(over) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}

// around shows a span with a little of what stands beside it.
func around(text string, s prose.Span) string {
	return strings.ToValidUTF8(text[max(0, s.Start-40):min(len(text), s.End+30)], "")
}
