package prose_test

import (
	"reflect"
	"testing"
	"unicode/utf8"

	"rehearse/internal/prose"
)

// checkInvariants checks what holds of every text that was read: spans in
// range, in order and apart, every word in exactly one sentence, every
// sentence in one part.
func checkInvariants(t *testing.T, text *prose.Text, parts []prose.Span) {
	t.Helper()
	end := 0
	for i, w := range text.Words {
		if w.Start < end || w.Start >= w.End || w.End > len(text.Source) {
			t.Fatalf("word %d is %v behind %d of %d", i, w.Span, end, len(text.Source))
		}
		end = w.End
	}
	end, next, paragraph := 0, 0, 0
	for i, s := range text.Sentences {
		switch {
		case s.Start < end || s.End > len(text.Source):
			t.Fatalf("sentence %d is %v behind %d of %d", i, s.Span, end, len(text.Source))
		case s.First != next || s.Last <= s.First || s.Last > len(text.Words):
			t.Fatalf("sentence %d has the words [%d, %d), want from %d of %d", i, s.First, s.Last, next, len(text.Words))
		case s.Start > text.Words[s.First].Start || s.End < text.Words[s.Last-1].End:
			t.Fatalf("sentence %d %v does not hold its words", i, s.Span)
		case s.Paragraph < paragraph:
			t.Fatalf("sentence %d goes back to paragraph %d", i, s.Paragraph)
		case !inOne(s.Span, parts):
			t.Fatalf("sentence %d %v lies in none of the parts %v", i, s.Span, parts)
		}
		end, next, paragraph = s.End, s.Last, s.Paragraph
	}
	if next != len(text.Words) {
		t.Fatalf("%d of %d words are in a sentence", next, len(text.Words))
	}
}

func inOne(s prose.Span, parts []prose.Span) bool {
	for _, p := range parts {
		if p.Contains(s) {
			return true
		}
	}
	return false
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"Dr. Osei came at 3 a.m. “Why?” I asked. No. 5… it broke\r\n\r\n- one\r\n- two",
		"so i had three teams and we were late then the boss said well it is hard i asked for a week uh and he agreed",
		"\uFEFFIt took 5\u00a0days.\r1. Ask\r2) Cut 🇵🇹👩‍🚀 cafe\u0301\xff\xc3 .",
		"... ( \" ' %",
	} {
		f.Add(seed, uint(3))
	}
	f.Fuzz(func(t *testing.T, source string, at uint) {
		whole := []prose.Span{{Start: 0, End: len(source)}}
		text := prose.Read(source)
		checkInvariants(t, text, whole)
		if again := prose.Read(source); !reflect.DeepEqual(text, again) {
			t.Fatal("a second reading differs")
		}
		// Two parts, cut anywhere, even inside a rune.
		cut := int(at % uint(len(source)+1))
		parts := []prose.Span{{Start: 0, End: cut}, {Start: cut, End: len(source)}}
		checkInvariants(t, prose.ReadParts(source, parts), parts)
	})
}

func FuzzMapper(f *testing.F) {
	for _, seed := range []string{"a\r\nb\rc\nd", "\uFEFFé🎉x\n\n", "\xff\xfe\r", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		m := prose.NewMapper(source)
		lines := 1
		for o := 0; o <= len(source); o++ {
			p := m.Position(o)
			if p.Line < lines || p.Line > m.Lines() || p.Column < 1 || p.UTF16 < 0 {
				t.Fatalf("byte %d is at %+v behind line %d of %d", o, p, lines, m.Lines())
			}
			lines = p.Line
			if !addressable(source, o) {
				continue
			}
			if back := m.Offset(p.Line, p.Column); back != o {
				t.Fatalf("byte %d of %q is at %+v, which is byte %d", o, source, p, back)
			}
		}
	})
}

// addressable reports whether a line and a column can name the byte: it
// begins a rune, is not the second half of CRLF, and is not the byte order
// mark, which fills no column.
func addressable(source string, o int) bool {
	const mark = "\uFEFF"
	switch {
	case len(source) >= len(mark) && source[:len(mark)] == mark && o < len(mark):
		return false
	case o > 0 && o < len(source) && source[o-1] == '\r' && source[o] == '\n':
		return false
	}
	for at := 0; at <= o; {
		if at == o {
			return true
		}
		_, size := utf8.DecodeRuneInString(source[at:])
		at += size
	}
	return false
}
