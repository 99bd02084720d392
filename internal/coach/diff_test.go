package coach

import (
	"strings"
	"testing"
)

// sides joins the pieces of a comparison to the two texts.
func sides(p []Piece) (old, fresh string) {
	for _, x := range p {
		if x.Op <= DiffSame {
			old += x.Text
		}
		if x.Op >= DiffSame {
			fresh += x.Text
		}
	}
	return old, fresh
}

// marked shows a comparison with [-gone-] and {+new+}.
func marked(p []Piece) string {
	var b strings.Builder
	for _, x := range p {
		switch x.Op {
		case DiffGone:
			b.WriteString("[-" + x.Text + "-]")
		case DiffNew:
			b.WriteString("{+" + x.Text + "+}")
		default:
			b.WriteString(x.Text)
		}
	}
	return b.String()
}

func TestDiffReadsLikeAnEditorsMarks(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing changed", "I led the team.", "I led the team.", "I led the team."},
		{"from nothing", "", "I led.", "{+I led.+}"},
		{"to nothing", "I led.", "", "[-I led.-]"},
		{"a word", "We cut the bill by a third. It held.", "I cut the bill by a third. It held.", "[-We-]{+I+} cut the bill by a third. It held."},
		{"an amount", "We went from 6 hours to 2 hours.", "We went from 6 hours to 15 minutes.", "We went from 6 hours to [-2 hours-]{+15 minutes+}."},
		{"a sentence added", "I led the team. It held.", "I led the team. I asked Ana. It held.", "I led the team. {+I asked Ana. +}It held."},
		{"a sentence at the end", "I led the team.", "I led the team. It held.", "I led the team.{+ It held.+}"},
		{"a paragraph gone", "One here.\n\nTwo here.\n\nThree here.", "One here.\n\nThree here.", "One here.\n\n[-Two here.\n\n-]Three here."},
		{"nothing in common is not shredded", "The board wanted the launch in May.", "My manager asked for a smaller team.",
			"[-The board wanted the launch in May.-]{+My manager asked for a smaller team.+}"},
		{"small words are no islands", "I moved the launch to the autumn because of the audit.", "I kept the budget to the cent because of the audit.",
			"I [-moved the launch to the autumn-]{+kept the budget to the cent+} because of the audit."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := marked(Diff(c.old, c.new)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestMergeTakesBothSides(t *testing.T) {
	base := "I led the team. We were late. It held.\n\nI learned to ask."
	for _, c := range []struct {
		name, stored, yours, want string
		clean                     bool
	}{
		{"one side changed", base, "Yours.", "Yours.", true},
		{"both the same", "Same.", "Same.", "Same.", true},
		{"different sentences", "I led a team of nine. We were late. It held.\n\nI learned to ask.", "I led the team. We were late. It held.\n\nI learned to ask early.",
			"I led a team of nine. We were late. It held.\n\nI learned to ask early.", true},
		{"neighbouring sentences", "I led nine. We were late. It held.\n\nI learned to ask.", "I led the team. We were a year late. It held.\n\nI learned to ask.",
			"I led nine. We were a year late. It held.\n\nI learned to ask.", true},
		{"the same sentence", "I led nine. We were late. It held.\n\nI learned to ask.", "I led ten. We were late. It held.\n\nI learned to ask.",
			"I led nine. I led ten. We were late. It held.\n\nI learned to ask.", false},
		{"deleted here, changed there", "I led the team. It held.\n\nI learned to ask.", "I led the team. We were very late. It held.\n\nI learned to ask.",
			"I led the team. We were very late. It held.\n\nI learned to ask.", false},
		{"both went on", base + " And to wait.", base + " And to write.", base + " And to wait. And to write.", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, clean := merge(base, c.stored, c.yours)
			if got != c.want || clean != c.clean {
				t.Errorf("got  %q, clean %v\nwant %q, clean %v", got, clean, c.want, c.clean)
			}
		})
	}
	if got, clean := merge("", "One. Two.", "One. Three."); clean || !strings.Contains(got, "Two.") || !strings.Contains(got, "Three.") || strings.Count(got, "One.") != 1 {
		t.Errorf("without a base: %q, clean %v", got, clean)
	}
}

// FuzzDiffAndMerge holds comparison and merge to what they promise whatever
// the texts are.
func FuzzDiffAndMerge(f *testing.F) {
	f.Add("I led. We won. It held.", "I led. They won.", "I led a team. We won.")
	f.Add("a\n\nb", "\xff \x00", "b\n\na\n\n")
	f.Add(strings.Repeat("One. Two? ", 40), strings.Repeat("Two? One. ", 40), "x")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		diff := Diff(a, b)
		if old, fresh := sides(diff); old != a || fresh != b {
			t.Errorf("the pieces of %q and %q join to %q and %q", a, b, old, fresh)
		}
		for i, p := range diff {
			if p.Text == "" || i > 0 && diff[i-1].Op == p.Op {
				t.Fatalf("piece %d is empty or of the kind of the one before: %+v", i, diff)
			}
		}
		if got, clean := merge(a, a, b); got != b || !clean {
			t.Errorf("only yours changed: %q, %v", got, clean)
		}
		if got, clean := merge(a, b, a); got != b || !clean {
			t.Errorf("only the stored one changed: %q, %v", got, clean)
		}
		merged, _ := merge(a, b, c)
		have := map[string]int{}
		for _, w := range strings.Fields(merged) {
			have[w]++
		}
		was := map[string]bool{}
		for _, w := range strings.Fields(a) {
			was[w] = true
		}
		for _, w := range strings.Fields(b + " " + c) {
			if have[w] == 0 && !was[w] {
				t.Fatalf("merging %q and %q over %q lost %q: %q", b, c, a, w, merged)
			}
		}
	})
}

func BenchmarkDiff16KB(b *testing.B) {
	old := strings.Repeat("I asked the team what they needed, and we wrote it down. ", 290)
	words := strings.Fields(old)
	for i := 0; i < len(words); i += 7 {
		words[i] = "changed"
	}
	fresh := strings.Join(words, " ")
	b.SetBytes(int64(len(old)))
	for b.Loop() {
		Diff(old, fresh)
	}
}
