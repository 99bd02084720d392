package cli

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
	"unicode"
)

func wrapped(text string, width int, margin string) string {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	f := flow{paint: &painter{out: w}, width: width}
	f.paragraph(margin, text, plain)
	_ = w.Flush()
	return out.String()
}

func TestWrap(t *testing.T) {
	for _, x := range []struct{ name, text, want string }{
		{"nothing", "", "> \n"},
		{"one line", "a few words", "> a few\n> words\n"},
		{"just fits", "abcd efg", "> abcd\n> efg\n"},
		{"spaces are one", "  a \n\t b  ", "> a b\n"},
		{"a long word is cut", "abcdefghijklmnopqrs", "> abcdefgh\n> ijklmnop\n> qrs\n"},
		{"wide runes break anywhere", "渡船渡船渡", "> 渡船渡船\n> 渡\n"},
		{"a mark stays with its letter", "e\u0301e\u0301e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301", "> e\u0301e\u0301e\u0301e\u0301\n> e\u0301e\u0301e\u0301e\u0301\n"},
		{"a family is one picture", "abcde 👩‍👩‍👧 b", "> abcde 👩‍👩‍👧\n> b\n"},
		{"no-break space", "abc d\u00A0ef g", "> abc d\u00A0ef\n> g\n"},
		{"control characters", "a\x1b[31mb\x07", "> a\uFFFD[31mb\uFFFD\n"},
	} {
		width := 10
		if x.name == "just fits" || x.name == "one line" {
			width = 9
		}
		if got := wrapped(x.text, width, "> "); got != x.want {
			t.Errorf("%s: got\n%swant\n%s", x.name, got, x.want)
		}
	}
}

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "渡船": 4, "🚢": 2, "👩‍👩‍👧": 2, "👍🏽": 2, "🇳🇴": 2, "❤️": 2, "ﬁ": 1, "한국": 4, "a\u200Bb": 2,
	} {
		if got := columnsOf(text); got != want {
			t.Errorf("columnsOf(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, x := range []struct {
		text    string
		columns int
		want    string
	}{{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"渡船渡", 4, "渡…"}, {"a, bcd", 4, "a…"}} {
		if got := clip(x.text, x.columns); got != x.want {
			t.Errorf("clip(%q, %d) = %q, want %q", x.text, x.columns, got, x.want)
		}
	}
	if got := clipLeft("stories/one.md", 8); got != "…/one.md" {
		t.Errorf("clipLeft: %q", got)
	}
}

func TestNear(t *testing.T) {
	for name, want := range map[string]string{"no-metrc": "no-metric", "blaim": "blame", "budget": "over-budget under-budget", "xyzzy": "", "BLAME": "blame"} {
		got := strings.Join(near(name, ruleNames()), " ")
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("near(%q) = %q, want %q first", name, got, want)
		}
	}
}

// FuzzWrap checks that wrapping loses no character but space, lets no
// control character through and keeps to its width.
func FuzzWrap(f *testing.F) {
	for _, s := range []string{"", "a few words", "渡船 ferry 🚢", "e\u0301\u0301\u0301", "👩‍👩‍👧 \u200d\u200d", "\x1b[1m\xff", "🇳🇴🇳", strings.Repeat("x", 99), "1️⃣2️⃣"} {
		f.Add(s, 12)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		if width < 8 || width > 200 {
			t.Skip()
		}
		out := wrapped(s, width, "| ")
		for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
			body, ok := strings.CutPrefix(line, "| ")
			if !ok {
				t.Fatalf("a line without its margin: %q", line)
			}
			if columnsOf(body) > width-2 {
				t.Fatalf("%d columns of %d: %q", columnsOf(body), width-2, line)
			}
			if strings.IndexFunc(body, func(r rune) bool { return r < ' ' || r == 0x7F }) >= 0 {
				t.Fatalf("a control character in %q", line)
			}
		}
		if got, want := solid(strings.ReplaceAll(out, "\n| ", "")), solid("| "+s); got != want {
			t.Fatalf("wrapping changed the text:\n%q\n%q", want, got)
		}
	})
}

// solid is a text without its spaces, unsafe runes replaced.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case harmful(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
