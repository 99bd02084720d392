package corpus

import (
	"testing"
	"testing/fstest"
)

// FuzzRead checks that no file, however broken, does more harm than an
// error, and that what is read keeps what the rest of the program relies on.
func FuzzRead(f *testing.F) {
	f.Add("id: a\nquestion: Why?\n---\nI led it.\n\nIt went well.\n", `{"roles":["A","R"],"quantities":[{"line":2,"text":"well"}],"level":"at","rating":3}`)
	f.Add("---\n---\n", `{}`)
	f.Add("mode: spoken\r\n---\r\nİt cost $4M.\r\n", `{"roles":["S"],"quantities":[{"line":1,"text":"COST $4m"}],"level":"at","rating":1}`)
	f.Fuzz(func(t *testing.T, text, note string) {
		answers, err := Read(fstest.MapFS{"a.txt": {Data: []byte(text)}, "a.json": {Data: []byte(note)}})
		if err != nil {
			return
		}
		for _, a := range answers {
			if len(a.Roles) != len(a.Lines) || a.Rating < 1 || a.Rating > 4 {
				t.Errorf("%d roles, %d lines, rating %d", len(a.Roles), len(a.Lines), a.Rating)
			}
			for i, line := range a.Lines {
				if line.Start >= line.End || line.End > len(a.Text) || i > 0 && line.Start <= a.Lines[i-1].End {
					t.Errorf("line %d is %v of a text of %d bytes", i+1, line, len(a.Text))
				}
			}
			for _, q := range a.Quantities {
				if span, ok := a.Find(q); ok && (span.Start > span.End || span.End > len(a.Text)) {
					t.Errorf("%q stands at %v of a text of %d bytes", q.Text, span, len(a.Text))
				}
			}
		}
	})
}
