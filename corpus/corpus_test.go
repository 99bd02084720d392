package corpus_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"rehearse/corpus"
)

const (
	text = "id: A-1\nquestion: Who led?\nkind: standard\nmode: written\nauthor: me\nregister: dry\ndomain: tea\n---\nI led.\nWe won 3 cups.\n\nThat was it.\n"
	note = `{"roles": ["A", "R", "O"], "quantities": [{"line": 2, "text": "3 cups", "kind": "count"}], "flags": ["no-metric"],
		"flag_lines": {}, "principles": ["ownership"], "level": "at", "rating": 3}`
)

func folder(text, note string) fstest.MapFS {
	return fstest.MapFS{"A-1.txt": {Data: []byte(text)}, "A-1.json": {Data: []byte(note)}}
}

// TestRead reads an answer whose lines end in every way, and quotes it back.
func TestRead(t *testing.T) {
	for name, text := range map[string]string{
		"unix":                  text,
		"windows":               strings.ReplaceAll(text, "\n", "\r\n"),
		"no newline at the end": strings.TrimSpace(text),
		"blank lines":           strings.ReplaceAll(text, "\n\n", "\n\n \n\n"),
	} {
		t.Run(name, func(t *testing.T) {
			answers, err := corpus.Read(folder(text, note))
			if err != nil {
				t.Fatal(err)
			}
			a := answers[0]
			if a.Text != "I led. We won 3 cups.\n\nThat was it." {
				t.Errorf("text %q", a.Text)
			}
			var lines []string
			for _, l := range a.Lines {
				lines = append(lines, a.Text[l.Start:l.End])
			}
			if got := strings.Join(lines, "|"); got != "I led.|We won 3 cups.|That was it." {
				t.Errorf("lines %q", got)
			}
			if a.ID != "A-1" || a.Question != "Who led?" || a.Kind != "standard" || a.Mode != "written" || a.Author != "me" || a.Register != "dry" || a.Domain != "tea" {
				t.Errorf("header %+v", a)
			}
			if a.Level != "at" || a.Rating != 3 || a.Flags[0] != "no-metric" || a.Principles[0] != "ownership" {
				t.Errorf("annotation %+v", a.Annotation)
			}
			if span, ok := a.Find(a.Quantities[0]); !ok || a.Text[span.Start:span.End] != "3 cups" {
				t.Errorf("the amount is at %v, %v", span, ok)
			}
		})
	}
}

// TestFind lists amounts that are not where they are said to be.
func TestFind(t *testing.T) {
	answers, err := corpus.Read(folder(text, note))
	if err != nil {
		t.Fatal(err)
	}
	a := answers[0]
	for _, q := range []corpus.Quantity{{Line: 0, Text: "3 cups"}, {Line: 4, Text: "3 cups"}, {Line: 1, Text: "3 cups"}, {Line: -1, Text: "I"}} {
		if span, ok := a.Find(q); ok {
			t.Errorf("%+v is found at %v", q, span)
		}
	}
	if span, ok := a.Find(corpus.Quantity{Line: 2, Text: "we WON"}); !ok || a.Text[span.Start:span.End] != "We won" {
		t.Errorf("in other capitals: %v, %v", span, ok)
	}
}

// TestReadErrors checks that every error names the file and says what to do
// or what is wanted.
func TestReadErrors(t *testing.T) {
	swap := strings.NewReplacer
	tests := []struct {
		name, text, note string
		want             []string
	}{
		{"no header line", strings.ReplaceAll(text, "---\n", ""), note, []string{"A-1.txt", "---"}},
		{"too few roles", text, swap(`["A", "R", "O"]`, `["A", "R"]`).Replace(note), []string{"A-1.json", "2 roles for 3 lines", "give each line one role"}},
		{"too many roles", text, swap(`"O"]`, `"O", "O"]`).Replace(note), []string{"A-1.json", "4 roles for 3 lines"}},
		{"no roles", text, swap(`"roles"`, `"rolls"`).Replace(note), []string{"A-1.json", "0 roles for 3 lines"}},
		{"rating too low", text, swap(`"rating": 3`, `"rating": 0`).Replace(note), []string{"A-1.json", "rating is 0", "must be 1 to 4"}},
		{"rating too high", text, swap(`"rating": 3`, `"rating": 5`).Replace(note), []string{"A-1.json", "rating is 5", "must be 1 to 4"}},
		{"unknown level", text, swap(`"at"`, `"over"`).Replace(note), []string{"A-1.json", `level is "over"`, "below, at or above"}},
		{"unknown role", text, swap(`"R"`, `"X"`).Replace(note), []string{"A-1.json", `role 2 is "X"`, "one of S, T, A, R, L, O"}},
		{"role of two letters", text, swap(`"R"`, `"ST"`).Replace(note), []string{"A-1.json", `role 2 is "ST"`}},
		{"empty role", text, swap(`"R"`, `""`).Replace(note), []string{"A-1.json", `role 2 is ""`}},
		{"broken JSON", text, note[:len(note)-1], []string{"A-1.json", "not valid JSON"}},
		{"JSON of another shape", text, swap(`"rating": 3`, `"rating": "3"`).Replace(note), []string{"A-1.json", "not valid JSON"}},
		{"empty annotation", text, "", []string{"A-1.json", "not valid JSON"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := corpus.Read(folder(test.text, test.note))
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
		})
	}
}

// TestReadPassesOver checks that a text without an annotation is no answer,
// and that answers come by name.
func TestReadPassesOver(t *testing.T) {
	dir := folder(text, note)
	dir["0.txt"] = &fstest.MapFile{Data: []byte(text)}
	dir["B.txt"] = &fstest.MapFile{Data: []byte(strings.Replace(text, "id: A-1\n", "", 1))}
	dir["B.json"] = &fstest.MapFile{Data: []byte(note)}
	dir["readme.md"] = &fstest.MapFile{Data: []byte("no answer")}
	answers, err := corpus.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(answers) != 2 || answers[0].ID != "A-1" || answers[1].ID != "B" {
		t.Errorf("%d answers, the first %q", len(answers), answers[0].ID)
	}
}

// TestEmbedded reads the answers that come with the program, and finds every
// amount that they name.
func TestEmbedded(t *testing.T) {
	answers, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, a := range answers {
		if seen[a.ID] {
			t.Errorf("two answers are named %s", a.ID)
		}
		seen[a.ID] = true
		if a.Question == "" || a.Mode == "" || a.Kind != "standard" && a.Kind != "failure" {
			t.Errorf("%s lacks a question, mode or kind", a.ID)
		}
		for _, q := range a.Quantities {
			if _, ok := a.Find(q); !ok {
				t.Errorf("%s.json: line %d does not hold %q", a.ID, q.Line, q.Text)
			}
		}
	}
}
