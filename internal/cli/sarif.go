package cli

import (
	"bufio"
	"encoding/json"
	"net/url"
	"path/filepath"

	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// sarifPrinter prints one SARIF 2.1.0 log with one run for all files
// (OASIS, "Static Analysis Results Interchange Format Version 2.1.0").
// Results are written as they come, so that memory does not grow.
type sarifPrinter struct {
	out     *bufio.Writer
	rubric  *rubric.Rubric
	results int
	notices []sarifNotice
	err     error
}

func newSARIFPrinter(out *bufio.Writer, r *rubric.Rubric) *sarifPrinter {
	return &sarifPrinter{out: out, rubric: r}
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifTool struct {
	Driver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	} `json:"driver"`
}

type sarifRule struct {
	ID      string    `json:"id"`
	Short   sarifText `json:"shortDescription"`
	Full    sarifText `json:"fullDescription"`
	Help    sarifText `json:"help"`
	Default struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int        `json:"startLine"`
	StartColumn int        `json:"startColumn,omitempty"`
	EndLine     int        `json:"endLine,omitempty"`
	EndColumn   int        `json:"endColumn,omitempty"`
	ByteOffset  *int       `json:"byteOffset,omitempty"`
	ByteLength  *int       `json:"byteLength,omitempty"`
	Snippet     *sarifText `json:"snippet,omitempty"`
}

type sarifLocation struct {
	ID       *int `json:"id,omitempty"`
	Physical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	} `json:"physicalLocation"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Justification string `json:"justification"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Related      []sarifLocation    `json:"relatedLocations,omitempty"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	Properties   map[string]any     `json:"properties,omitempty"`
}

type sarifNotice struct {
	Level   string    `json:"level"`
	Message sarifText `json:"message"`
}

type sarifInvocation struct {
	Successful bool          `json:"executionSuccessful"`
	Notices    []sarifNotice `json:"toolExecutionNotifications"`
}

func (p *sarifPrinter) begin() error {
	p.raw(`{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":`)
	p.value(p.tool())
	p.raw(`,"columnKind":"unicodeCodePoints","results":[`)
	return p.err
}

func (p *sarifPrinter) tool() sarifTool {
	var t sarifTool
	t.Driver.Name, t.Driver.Version = "rehearse", version()[len("rehearse "):]
	for _, c := range catalogue() {
		r := sarifRule{ID: c.Name, Short: sarifText{Text: c.Doc.Title}, Full: sarifText{Text: unslotted(c.Doc.Message)}}
		r.Help.Text = unslotted(c.Doc.Why) + "\n\n" + unslotted(c.Doc.Fix)
		r.Help.Markdown = "**Why it matters.** " + unslotted(c.Doc.Why) + "\n\n**To mend it.** " + unslotted(c.Doc.Fix) +
			"\n\n**Instead of**\n\n> " + c.Doc.Before + "\n\n**say**\n\n> " + c.Doc.After
		r.Default.Level = "none"
		if rule, ok := p.rubric.Rule(c.Name); ok && rule.Severity != rubric.SeverityOff {
			r.Default.Level = string(rule.Severity)
		}
		t.Driver.Rules = append(t.Driver.Rules, r)
	}
	return t
}

func (p *sarifPrinter) print(o outcome) error {
	mapper := prose.NewMapper(o.source)
	for _, f := range o.review.Findings {
		r := sarifResult{RuleID: f.Rule, RuleIndex: ruleIndex(f.Rule), Level: string(f.Severity),
			Message:    sarifText{Text: f.Message + " " + f.Fix},
			Locations:  []sarifLocation{locate(o, mapper, f.Span)},
			Properties: map[string]any{"why": f.Why, "followup": f.FollowUp, "confidence": f.Confidence, "cost": f.Cost}}
		for i, s := range f.Also {
			l := locate(o, mapper, s)
			l.ID = &i
			r.Related = append(r.Related, l)
		}
		p.result(r)
	}
	for _, s := range o.review.Suppressed {
		p.result(suppressedResult(o, s))
	}
	if o.review.Rating.Score == 0 && len(o.review.Rating.Reasons) > 0 {
		p.notices = append(p.notices, sarifNotice{"note", sarifText{Text: o.shown() + ": not scored. " + o.review.Rating.Reasons[0].Text}})
	}
	return p.err
}

// suppressedResult is a finding that the text allows, kept as SARIF keeps
// it: with the reason that the author gave.
func suppressedResult(o outcome, s review.SuppressedCheck) sarifResult {
	l := sarifLocation{}
	l.Physical.Artifact.URI = uri(o.name)
	l.Physical.Region = &sarifRegion{StartLine: s.Line}
	r := sarifResult{RuleID: s.Rule, RuleIndex: ruleIndex(s.Rule), Level: "note", Message: sarifText{Text: "Allowed in the text."},
		Locations: []sarifLocation{l}, Suppressions: []sarifSuppression{{"inSource", s.Reason}}}
	return r
}

func (p *sarifPrinter) result(r sarifResult) {
	if p.results > 0 {
		p.raw(",")
	}
	p.results++
	p.raw("\n")
	p.value(r)
}

func (p *sarifPrinter) end(failed []error) error {
	for _, err := range failed {
		p.notices = append(p.notices, sarifNotice{"error", sarifText{Text: err.Error()}})
	}
	if p.notices == nil {
		p.notices = []sarifNotice{}
	}
	p.raw("],\n\"invocations\":[")
	p.value(sarifInvocation{len(failed) == 0, p.notices})
	p.raw("]}]}\n")
	return p.err
}

// locate is where a span stands, in lines, columns and bytes.
func locate(o outcome, mapper *prose.Mapper, s review.Span) sarifLocation {
	from, to := mapper.Position(s.Start), mapper.Position(s.End)
	length := s.End - s.Start
	l := sarifLocation{}
	l.Physical.Artifact.URI = uri(o.name)
	l.Physical.Region = &sarifRegion{
		StartLine: from.Line, StartColumn: from.Column, EndLine: to.Line, EndColumn: to.Column,
		ByteOffset: &s.Start, ByteLength: &length,
		Snippet: &sarifText{Text: firstBytes(o.source[s.Start:s.End], 1000)},
	}
	return l
}

// uri is a file's name as a URI, relative where the name is.
func uri(name string) string {
	if name == "-" {
		return "stdin"
	}
	u := url.URL{Path: filepath.ToSlash(name)}
	if filepath.IsAbs(name) {
		u.Scheme = "file"
	}
	return u.String()
}

func (p *sarifPrinter) raw(s string) {
	if p.err == nil {
		_, p.err = p.out.WriteString(s)
	}
}

func (p *sarifPrinter) value(v any) {
	data, err := json.Marshal(v)
	if err != nil && p.err == nil {
		p.err = err
		return
	}
	p.raw(string(data))
}
