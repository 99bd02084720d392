package story

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func addSeeds(f *testing.F) {
	for _, s := range []string{"", "## Situation\nA\n## Result\n\"B\"", bank, "---\ntitle: x\n---\n# T\nQ: y?\nA: z <!-- rehearse: allow a because b -->",
		"S - Situation: a\n\nT\n---\nb", "## Scenario 1: T¶\nThe Interview Question¶\n\"Q?\"\nComplete STAR Response¶\nSituation (30 seconds) \"a\nResult (1 min) b\""} {
		f.Add([]byte(s))
	}
}

func FuzzParse(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("f.md", data)
		if err != nil {
			if e, ok := err.(*Error); !ok || e.Line < 1 || e.Column < 1 || !utf8.ValidString(e.Message) {
				t.Fatalf("error %#v", err)
			}
			return
		}
		checkStory(t, s, string(data))
		for _, p := range s.Answer {
			if !utf8.ValidString(s.Quote(p)) {
				t.Fatalf("piece %v cuts a character", p)
			}
		}
	})
}

func FuzzImport(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := Import("f.md", data)
		if err != nil {
			return
		}
		lines := 1 + strings.Count(string(data), "\n") + strings.Count(string(data), "\r")
		last := 0
		for _, u := range in.Unplaced {
			if u.Line <= last || u.Line > lines || u.Text == "" {
				t.Fatalf("unplaced %+v after line %d of %d", u, last, lines)
			}
			last = u.Line
		}
		for _, d := range in.Stories {
			again, err := Parse("d.md", d.Markdown())
			if err != nil {
				t.Fatalf("what was written can't be read: %v\n%s", err, d.Markdown())
			}
			got := again.Draft()
			for _, role := range []string{"", Situation, Task, Action, Result, Learning} {
				if squash(*got.part(role)) != squash(*d.part(role)) {
					t.Fatalf("%s comes back as %q, not %q:\n%s", role, *got.part(role), *d.part(role), d.Markdown())
				}
			}
		}
	})
}

// squash takes away what may change on the way: quote marks, and comments
// without end.
func squash(s string) string {
	s = strings.NewReplacer("&lt;!--", "<!--", `"`, "", "“", "", "”", "").Replace(s)
	return oneLine(s)
}
