package cli

import (
	"fmt"
	"strings"

	"rehearse/internal/review"
	"rehearse/internal/rubric"
)

// explainCommand is `rehearse explain`.
type explainCommand struct {
	Rule   string `arg:"" help:"The rule, as a review names it."`
	Rubric string `short:"r" default:"amazon-l6" placeholder:"NAME" help:"The rubric whose severity and limits are told (${default})."`
	Color  string `enum:"auto,always,never" default:"auto" help:"Colour always, never, or auto: on a terminal, unless NO_COLOR is set."`
}

// Help tells more, with examples.
func (explainCommand) Help() string {
	return `Tells what a rule looks for, what an interviewer thinks when they see it, an answer that has the fault and the same answer mended, and the question that would come next.

Examples:

    rehearse explain no-metric
    rehearse explain long-setup --rubric ./mine.yaml`
}

// Run explains.
func (c *explainCommand) Run(e *env) error {
	i := ruleIndex(strings.ToLower(c.Rule))
	if i < 0 {
		return unknownRule(c.Rule)
	}
	r, err := rubric.Load(c.Rubric, readRubric)
	if err != nil {
		return err
	}
	t := newText(&painter{out: e.out, on: wantsColour(c.Color, e.terminal)}, terminalWidth())
	t.explain(catalogue()[i], r)
	return nil
}

// unknownRule says that there is no such rule, and which might be meant.
func unknownRule(name string) error {
	if like := near(name, ruleNames()); len(like) > 0 {
		return fmt.Errorf("there is no rule %q; did you mean %s?", name, strings.Join(like, " or "))
	}
	return fmt.Errorf("there is no rule %q; rehearse rules lists all", name)
}

// explain prints all that is known of one rule.
func (t *text) explain(c *review.Analyzer, r *rubric.Rubric) {
	f, d := &t.flow, c.Doc
	f.paragraph("", c.Name+": "+d.Title, bold)
	t.gap()
	f.paragraph("  ", unslotted(d.Message), plain)
	t.gap()
	followUp := d.FollowUpGeneric
	if followUp == "" {
		followUp = d.FollowUp
	}
	for _, part := range []struct{ heading, text string }{
		{"What an interviewer thinks", d.Why},
		{"Instead of", d.Before},
		{"Say", d.After},
		{"To mend it", d.Fix},
		{"Expect to be asked", followUp},
		{"In " + r.ID, price(r, c.Name)},
		{"Where this comes from", d.Source},
	} {
		t.heading(part.heading)
		f.paragraph("  ", unslotted(part.text), plain)
		t.gap()
	}
	if c.Name != review.DeadSuppression && c.Name != review.BadSuppression {
		t.heading("Where it is wrong about you")
		f.paragraph("  ", "Write the reason into the story, and the rule stays silent there:", plain)
		f.paragraph("  ", "<!-- rehearse: allow "+c.Name+" because ... -->", plain)
	}
}

// price says what a rubric makes of a rule.
func price(r *rubric.Rubric, name string) string {
	rule, ok := r.Rule(name)
	switch {
	case !ok:
		return "Not in this rubric."
	case rule.Severity == rubric.SeverityOff:
		return "Switched off."
	}
	s := title(string(rule.Severity))
	if rule.Points > 0 {
		s += fmt.Sprintf(", priced at %v of the 3 points between a strong no and a strong yes", rule.Points)
	}
	if limits := limitsOf(r, rule); limits != "" {
		s += "; " + limits
	}
	return s + ". Source: " + strings.TrimSuffix(rule.Source, ".") + "."
}

// limitsOf lists the limits of a rule by name.
func limitsOf(r *rubric.Rubric, rule rubric.CheckRule) string {
	var items []string
	for _, name := range sortedKeys(rule.Limits) {
		items = append(items, fmt.Sprintf("%s %v", name, rule.Limits[name]))
	}
	switch rule.Rule {
	case "over-budget":
		items = append(items, fmt.Sprintf("speaks when a part runs over by more than %v of its budget", r.Budget.Over))
	case "under-budget":
		items = append(items, fmt.Sprintf("speaks when a part falls short by more than %v of its budget", r.Budget.Under))
	}
	if len(items) == 0 {
		return ""
	}
	return "limits: " + strings.Join(items, ", ")
}
