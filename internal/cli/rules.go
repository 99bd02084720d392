package cli

import (
	"encoding/json"

	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// rulesCommand is `rehearse rules`.
type rulesCommand struct {
	Rubric string `short:"r" default:"amazon-l6" placeholder:"NAME" help:"The rubric whose severities are told (${default})."`
	Format string `short:"f" enum:"text,json" default:"text" help:"text for people or json (one rule a line)."`
	Color  string `enum:"auto,always,never" default:"auto" help:"Colour always, never, or auto: on a terminal, unless NO_COLOR is set."`
}

// Help tells more, with examples.
func (rulesCommand) Help() string {
	return `Lists every rule with its severity and what it looks for.

Examples:

    rehearse rules
    rehearse rules --rubric amazon-l7
    rehearse rules --format json | jq -r .rule`
}

// ruleLine is one rule as JSON.
type ruleLine struct {
	Rule     string             `json:"rule"`
	Severity string             `json:"severity"`
	Points   float64            `json:"points"`
	Limits   map[string]float64 `json:"limits"`
	Title    string             `json:"title"`
}

// Run lists.
func (c *rulesCommand) Run(e *env) error {
	r, err := rubric.Load(c.Rubric, readRubric)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return rulesJSON(e, r)
	}
	t := newText(&painter{out: e.out, on: wantsColour(c.Color, e.terminal)}, terminalWidth())
	columns := 0
	for _, name := range ruleNames() {
		columns = max(columns, len(name))
	}
	for _, a := range catalogue() {
		rule, _ := r.Rule(a.Name)
		t.paint.write(pad(a.Name, columns+2), plain)
		t.paint.write(pad(string(rule.Severity), 9), severityStyle(review.Severity(rule.Severity)))
		t.paint.write(clip(a.Doc.Title, t.width-columns-11), plain)
		t.paint.newline()
	}
	return nil
}

func rulesJSON(e *env, r *rubric.Rubric) error {
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	for _, a := range catalogue() {
		rule, _ := r.Rule(a.Name)
		limits := rule.Limits
		if limits == nil {
			limits = map[string]float64{}
		}
		if err := enc.Encode(ruleLine{a.Name, string(rule.Severity), rule.Points, limits, a.Doc.Title}); err != nil {
			return err
		}
	}
	return nil
}
