package prose_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/corpus"
	"rehearse/internal/prose"
)

// agreement counts how sentence starts agree with those of readers. The
// first start of a text agrees always and is left in, as the readers' is.
type agreement struct{ both, ours, theirs int }

func (a agreement) f1() float64 { return 2 * float64(a.both) / float64(2*a.both+a.ours+a.theirs) }

// agree compares the sentences of each answer with its lines, by mode.
func agree(answers []corpus.Answer) map[string]agreement {
	modes := map[string]agreement{}
	for _, a := range answers {
		starts := map[int]bool{}
		for _, l := range a.Lines {
			starts[l.Start] = true
		}
		m := modes[a.Mode]
		m.theirs += len(starts)
		for _, s := range prose.Read(a.Text).Sentences {
			if starts[s.Start] {
				m.both, m.theirs = m.both+1, m.theirs-1
			} else {
				m.ours++
			}
		}
		modes[a.Mode] = m
	}
	return modes
}

// TestBoundaries holds sentence boundaries against those of the annotated
// answers: our own, and the shared ones where they are at hand.
func TestBoundaries(t *testing.T) {
	own, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("own", func(t *testing.T) {
		checkAgreement(t, agree(own), map[string]float64{"written": .99, "spoken": .99, "unpunctuated": .54})
	})
	t.Run("shared", func(t *testing.T) {
		shared := os.Getenv("REHEARSE_SHARED")
		if shared == "" {
			t.Skip("REHEARSE_SHARED is not set: boundaries are not measured on the shared answers")
		}
		answers, err := corpus.Read(os.DirFS(filepath.Join(shared, "corpus", "answers")))
		if err != nil {
			t.Fatal(err)
		}
		checkAgreement(t, agree(answers), map[string]float64{"written": .99, "spoken": .99, "unpunctuated": .55})
	})
}

func checkAgreement(t *testing.T, got map[string]agreement, least map[string]float64) {
	t.Helper()
	for mode, want := range least {
		a := got[mode]
		if a.both == 0 {
			t.Errorf("%s: no answers", mode)
			continue
		}
		t.Logf("%s: F1 %.3f (both %d, only ours %d, only theirs %d)", mode, a.f1(), a.both, a.ours, a.theirs)
		if a.f1() < want {
			t.Errorf("%s: boundary F1 is %.3f, want at least %.2f", mode, a.f1(), want)
		}
	}
}

// TestRawIsTold checks that unpunctuated speech is known as such, and
// nothing else is.
func TestRawIsTold(t *testing.T) {
	answers, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range answers {
		if raw := prose.Read(a.Text).Raw; raw != (a.Mode == "unpunctuated") {
			t.Errorf("%s is %s, and Raw is %v", a.ID, a.Mode, raw)
		}
	}
}

// BenchmarkRead reads 450 words of each kind.
func BenchmarkRead(b *testing.B) {
	written := strings.Repeat("We had 12 engineers, and the queue fell from 6 hours to 15 minutes. ", 32)
	raw := strings.Repeat("so we had twelve engineers and the queue fell from six hours to fifteen minutes then i asked my lead ", 23)
	for name, text := range map[string]string{"written": written, "raw": raw} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				prose.Read(text)
			}
		})
		b.Run(name+"-long", func(b *testing.B) {
			long := strings.Repeat(text, 500)
			b.SetBytes(int64(len(long)))
			for b.Loop() {
				prose.Read(long)
			}
		})
	}
}
