package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/rubric"
)

//go:generate go test -count=1 -run ^TestGenerated . -update

var update = flag.Bool("update", false, "write the generated docs anew")

// fresh compares a generated file with what it should hold, or writes it.
func fresh(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Errorf("%s is stale: a page that describes what is gone misleads; run `go generate ./...` and commit it", name)
	}
}

func TestGeneratedChecksPage(t *testing.T) {
	r, err := rubric.Load("amazon-l6", nil)
	if err != nil {
		t.Fatal(err)
	}
	fresh(t, "docs/checks.md", checksPage(checks.Suite(nil), r))
}

// chapter is a part of the page with the checks that belong there.
type chapter struct {
	title, text string
	checks      []*review.Analyzer
}

// chapters sorts the checks by what they mean for a vote.
func chapters(suite []*review.Analyzer, r *rubric.Rubric) []chapter {
	all := []chapter{
		{title: "What an interviewer would write down", text: "These count against an answer."},
		{title: "Advice", text: "These cost little. They say what would make a good answer better."},
		{title: "About the file", text: "These say nothing about the answer, but about what you wrote beside it. They can't be silenced."},
	}
	for _, a := range suite {
		rule, _ := r.Rule(a.Name)
		switch {
		case a.Name == review.DeadSuppression || a.Name == review.BadSuppression:
			all[2].checks = append(all[2].checks, a)
		case rule.Severity == rubric.SeverityNote:
			all[1].checks = append(all[1].checks, a)
		default:
			all[0].checks = append(all[0].checks, a)
		}
	}
	return all
}

const checksIntro = `<!-- Generated from internal/review/checks/texts.yaml and the rubric amazon-l6 by "go generate ./..."; change those. -->

# Checks

What the reviewer looks for, why an interviewer minds, and what to do about it. The same texts are printed by ` + "`rehearse explain RULE`" + `; ` + "`rehearse rules`" + ` lists them. Severity and points are those of the rubric ` + "`amazon-l6`" + `: an error sinks an answer, a warning costs it about a vote, a note is advice. Points are taken from a rating that runs from 1 to 4. Your own rubric may set all of it differently: see [rubric.md](rubric.md).

In the texts, "…" stands for words of the answer, and N for a number.

A check can be wrong about you. Then write the reason into the story, and it stays silent there:

    <!-- rehearse: allow blame because the vendor admitted it in public -->

A reason is required, and an allowance that nothing needs any more is reported.

`

// checksPage is docs/checks.md.
func checksPage(suite []*review.Analyzer, r *rubric.Rubric) []byte {
	var b bytes.Buffer
	b.WriteString(checksIntro)
	all := chapters(suite, r)
	b.WriteString("| check | severity | points | what it says |\n|---|---|---|---|\n")
	for _, c := range all {
		for _, a := range c.checks {
			rule, _ := r.Rule(a.Name)
			fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %v | %s |\n", a.Name, a.Name, rule.Severity, rule.Points, readable(a.Doc.Title))
		}
	}
	for _, c := range all {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", c.title, c.text)
		for _, a := range c.checks {
			rule, _ := r.Rule(a.Name)
			writeCheck(&b, a, rule)
		}
	}
	return b.Bytes()
}

// writeCheck writes the section of one check.
func writeCheck(b *bytes.Buffer, a *review.Analyzer, rule rubric.CheckRule) {
	d := a.Doc
	fmt.Fprintf(b, "\n### %s\n\n**%s.** %s\n\n", a.Name, readable(d.Title), readable(d.Message))
	fmt.Fprintf(b, "*What an interviewer thinks.* %s\n\n", readable(d.Why))
	fmt.Fprintf(b, "Instead of\n\n> %s\n\nsay\n\n> %s\n\n", readable(d.Before), readable(d.After))
	fmt.Fprintf(b, "*To mend it.* %s\n\n", readable(d.Fix))
	next := d.FollowUpGeneric
	if next == "" {
		next = d.FollowUp
	}
	fmt.Fprintf(b, "*Expect to be asked.* %s\n\n", readable(next))
	fmt.Fprintf(b, "In `amazon-l6`: %s, %v points%s (%s). Text: %s.\n", rule.Severity, rule.Points, limits(rule), end(rule.Source), end(d.Source))
}

// limits lists the thresholds of a rule by name.
func limits(rule rubric.CheckRule) string {
	var names []string
	for name := range rule.Limits {
		names = append(names, name)
	}
	sort.Strings(names)
	text := ""
	for _, name := range names {
		text += fmt.Sprintf(", %s %v", name, rule.Limits[name])
	}
	return text
}

// readable is a text on one line, its slots filled with what stands for them.
func readable(s string) string {
	s = strings.NewReplacer("{quote}", "…", "{name}", "…", "{problem}", "…", "{flag}", "…", "{reason}", "", "{ask}", "…", "{share}", "N%",
		"{count}", "N", "{words}", "N", "{seconds}", "N", "{budget}", "N", "|", "\\|").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// end is a source to be followed by a punctuation mark.
func end(s string) string { return strings.TrimSuffix(readable(s), ".") }

func TestChecksPageLeavesNoSlotOpen(t *testing.T) {
	r, err := rubric.Load("amazon-l6", nil)
	if err != nil {
		t.Fatal(err)
	}
	page := string(checksPage(checks.Suite(nil), r))
	if i := strings.Index(page, "{"); i >= 0 {
		t.Errorf("the page shows a slot as it is written: %s", page[i:min(len(page), i+40)])
	}
	for _, a := range checks.Suite(nil) {
		if !strings.Contains(page, "\n### "+a.Name+"\n") {
			t.Errorf("%s is not on the page", a.Name)
		}
	}
}

// TestContractNamesEveryField keeps docs/architecture.md from leaving out a
// field of the JSON form, as others write programs by that page.
func TestContractNamesEveryField(t *testing.T) {
	page, err := os.ReadFile("docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, contract, found := strings.Cut(string(page), "\n## The review as JSON\n")
	if !found {
		t.Fatal("docs/architecture.md has no chapter \"The review as JSON\"")
	}
	contract, _, _ = strings.Cut(contract, "\n## ")
	names := jsonNames(reflect.TypeFor[review.Review](), nil)
	if len(names) < 40 {
		t.Fatalf("only %d fields were seen", len(names))
	}
	for _, name := range names {
		if !strings.Contains(contract, "`"+name+"`") {
			t.Errorf("docs/architecture.md does not describe the field %s", name)
		}
	}
}

// jsonNames lists the names of all fields of a type as JSON, each with the
// path of lists and objects that leads to it.
func jsonNames(t reflect.Type, names []string) []string {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Map || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return names
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
		names = jsonNames(f.Type, names)
	}
	return names
}

// TestRubricPageNamesEveryLimit keeps docs/rubric.md complete.
func TestRubricPageNamesEveryLimit(t *testing.T) {
	page, err := os.ReadFile("docs/rubric.md")
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Load("amazon-l6", nil)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, a := range checks.Suite(nil) {
		rule, _ := r.Rule(a.Name)
		for name := range rule.Limits {
			seen++
			if !strings.Contains(string(page), fmt.Sprintf("| `%s` | `%s` |", a.Name, name)) {
				t.Errorf("docs/rubric.md does not describe the limit %s of %s", name, a.Name)
			}
		}
	}
	if seen == 0 {
		t.Error("no limit was seen")
	}
}
