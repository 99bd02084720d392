package corpus

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the counts in README.md anew")

// TestReadmeCounts keeps the counts on the data card.
func TestReadmeCounts(t *testing.T) {
	const begin, end = "<!-- counts: begin (go test ./corpus -update) -->\n", "<!-- counts: end -->"
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(page), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("README.md has no place for counts: %s%s", begin, end)
	}
	want := head + begin + counts(all(t)) + end + tail
	if want == string(page) {
		return
	}
	if !*update {
		t.Fatal("the counts in README.md are not those of the corpus: go test ./corpus -update")
	}
	if err := os.WriteFile("README.md", []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// counts are the tables of the data card.
func counts(answers []Answer) string {
	by := map[string]map[string]int{}
	count := func(what, value string) {
		if by[what] == nil {
			by[what] = map[string]int{}
		}
		by[what][value]++
	}
	words, sentences, amounts, unflagged := 0, 0, 0, 0
	for _, a := range answers {
		words += len(strings.Fields(a.Text))
		sentences += len(a.Lines)
		amounts += len(a.Quantities)
		for _, q := range a.Quantities {
			count("kinds", q.Kind)
		}
		for _, r := range a.Roles {
			count("roles", r)
		}
		for _, f := range a.Flags {
			count("flags", f)
		}
		for _, p := range a.Principles {
			count("principles", p)
		}
		if len(a.Flags) == 0 {
			unflagged++
		}
		count("kind", a.Kind)
		count("mode", a.Mode)
		count("order", order(a))
		count("level", a.Level)
		count("rating", fmt.Sprint(a.Rating))
		for what, value := range map[string]string{"author": a.Author, "register": a.Register, "domain": a.Domain} {
			if value != "" {
				count(what, value)
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d answers, %d sentences, %d words, %d amounts; %d authors (and the sample), %d registers, %d domains.\n",
		len(answers), sentences, words, amounts, len(by["author"]), len(by["register"]), len(by["domain"]))
	b.WriteString("\n| answers by | |\n|---|---|\n")
	for _, row := range []struct{ name, key, values string }{
		{"mode", "mode", "written spoken unpunctuated"},
		{"kind of question", "kind", "standard failure"},
		{"order of telling", "order", "canonical result-first interleaved"},
		{"level", "level", "below at above"},
		{"rating", "rating", "1 2 3 4"},
		{"flag", "flags", strings.Join(flagIDs, " ")},
		{"principle", "principles", strings.Join(principleIDs, " ")},
	} {
		cells := cells(by[row.key], row.values)
		if row.key == "flags" {
			cells = fmt.Sprintf("none %d, %s", unflagged, cells)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", row.name, cells)
	}
	fmt.Fprintf(&b, "\nSentences by role: %s. Amounts by kind: %s.\n\n",
		cells(by["roles"], "S T A R L O"), cells(by["kinds"], strings.Join(kindIDs, " ")))
	return b.String()
}

// cells lists each value with its count.
func cells(by map[string]int, values string) string {
	var all []string
	for _, v := range strings.Fields(values) {
		all = append(all, fmt.Sprintf("%s %d", v, by[v]))
	}
	return strings.Join(all, ", ")
}
