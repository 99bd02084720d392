package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rehearse/corpus"
	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
	"rehearse/internal/story"
)

// annotateCommand is `rehearse annotate`.
type annotateCommand struct {
	Files []string `arg:"" help:"Story files, folders or globs; - reads standard input."`
	Out   string   `short:"o" required:"" placeholder:"DIR" help:"Folder to write the annotations to; made where there is none."`
	All   bool     `help:"Write answers too in which nothing was corrected."`
	Force bool     `help:"Replace files that are there."`
}

// Help tells more, with examples.
func (annotateCommand) Help() string {
	return `Writes answers whose reading you corrected as annotated answers, in the form that rehearse evaluate reads: ID.txt with a sentence a line, ID.json with the roles, amounts, flags, principles, level and rating. What you corrected stands as you said; the rest is the reviewer's own reading, for you to look over before you trust it.

You correct a role with a heading or a mark in the story, and a flag by allowing it:

    <!-- rehearse: role result -->
    <!-- rehearse: allow blame because the vendor admitted it -->

Examples:

    rehearse annotate stories --out annotated
    rehearse evaluate annotated`
}

// Run writes the annotations.
func (c *annotateCommand) Run(e *env) error {
	names, failed := expand(c.Files)
	for _, err := range failed {
		e.complain(err)
	}
	m := newEngines()
	written := 0
	for _, name := range names {
		ok, err := c.one(e, name, m)
		if err != nil {
			failed = append(failed, err)
			e.complain(err)
		}
		if ok {
			written++
		}
	}
	fmt.Fprintf(e.out, "%s written to %s.\n", countOf(written, "annotated answer", "annotated answers"), clean(c.Out))
	if len(failed) > 0 {
		return &exit{code: ExitFailed}
	}
	return nil
}

// one annotates one file; ok is false where there is nothing to write.
func (c *annotateCommand) one(e *env, name string, m *engines) (ok bool, err error) {
	data, err := read(e, name)
	if err != nil {
		return false, err
	}
	shown := shownName(name)
	s, err := story.Parse(shown, data)
	if err != nil {
		return false, err
	}
	engine, err := m.get(usualRubric)
	if err != nil {
		return false, err
	}
	rev, err := engine.Run(s, review.Options{})
	if err != nil {
		return false, err
	}
	corrected := 0
	for _, x := range rev.Sentences {
		if x.Confidence == 1 {
			corrected++
		}
	}
	if corrected == 0 && len(rev.Suppressed) == 0 && !c.All {
		fmt.Fprintf(e.out, "%s: nothing corrected, left out (--all writes it too)\n", clean(shown))
		return false, nil
	}
	if rev.Rating.Score == 0 {
		return false, fmt.Errorf("%s: not scored, so it can't stand as an annotated answer: %s", shown, rev.Rating.Reasons[0].Text)
	}
	a := annotationOf(s, rev)
	a.ID = fileName(firstOf(s.Front.ID, strings.TrimSuffix(filepath.Base(shown), filepath.Ext(shown))))
	text, note, err := a.Encode()
	if err != nil {
		return false, err
	}
	// The text last: a text without its annotation would be passed over.
	for _, f := range []struct {
		ext  string
		data []byte
	}{{".json", note}, {".txt", text}} {
		path := filepath.Join(c.Out, a.ID+f.ext)
		if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, f.data) {
			continue // as a run left it that was stopped
		}
		if err := writeFile(path, f.data, c.Force); err != nil {
			return false, fmt.Errorf("%s: %w (--force replaces it)", path, err)
		}
	}
	fmt.Fprintf(e.out, "%s: %s and %s corrected\n", clean(filepath.Join(c.Out, a.ID+".txt")),
		countOf(corrected, "role", "roles"), countOf(len(rev.Suppressed), "flag", "flags"))
	return true, nil
}

// annotationOf is a review as an annotated answer.
func annotationOf(s *story.Story, rev *review.Review) corpus.Answer {
	a := corpus.Answer{Question: rev.Question, Kind: rev.Kind, Mode: "written", Text: s.Source,
		Annotation: corpus.Annotation{Quantities: []corpus.Quantity{}, Flags: []string{}, FlagLines: map[string][]int{}, Principles: []string{},
			Level: rev.Level.Verdict, Rating: rev.Rating.Score}}
	if prose.ReadParts(s.Source, s.Answer).Raw {
		a.Mode = "unpunctuated"
	}
	for _, x := range rev.Sentences {
		a.Lines = append(a.Lines, prose.Span(x.Span))
		a.Roles = append(a.Roles, strings.ToUpper(string(x.Role[0])))
	}
	lineOf := func(at int) int {
		return slices.IndexFunc(rev.Sentences, func(x review.Sentence) bool { return at < x.End }) + 1
	}
	for _, q := range rev.Quantities {
		a.Quantities = append(a.Quantities, corpus.Quantity{Line: lineOf(q.Start), Text: strings.Join(strings.Fields(q.Text), " "), Kind: q.Kind})
	}
	for _, f := range rev.Findings {
		if !slices.Contains(model.Flags, f.Rule) {
			continue
		}
		if !slices.Contains(a.Flags, f.Rule) {
			a.Flags = append(a.Flags, f.Rule)
		}
		for _, span := range append([]review.Span{f.Span}, f.Also...) {
			if line := lineOf(span.Start); line > 0 && !slices.Contains(a.FlagLines[f.Rule], line) {
				a.FlagLines[f.Rule] = append(a.FlagLines[f.Rule], line)
			}
		}
	}
	for _, p := range rev.Principles {
		a.Principles = append(a.Principles, p.ID)
	}
	return a
}
