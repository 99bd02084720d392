package library

import (
	"fmt"
	"strings"
)

// Markdown is the framework as a page for reading.
func (f *Framework) Markdown() string {
	var b strings.Builder
	heading := func(s string) { fmt.Fprintf(&b, "## %s\n\n", s) }
	point := func(name, text string) {
		if name != "" {
			name = "**" + name + ".** "
		}
		fmt.Fprintf(&b, "- %s%s\n", name, text)
	}
	entries := func(title string, list []Entry) {
		if len(list) == 0 {
			return
		}
		heading(title)
		for _, x := range list {
			point(x.Name, x.Text)
		}
		b.WriteString("\n")
	}
	steps := func(title string, list []Step) {
		if len(list) == 0 {
			return
		}
		heading(title)
		for _, x := range list {
			name, text := x.Name, x.Text
			if x.When != "" {
				name = strings.TrimPrefix(name+", "+x.When, ", ")
			}
			if x.DoneWhen != "" {
				text += " *Done when:* " + x.DoneWhen
			}
			point(name, text)
		}
		b.WriteString("\n")
	}
	entries("What is looked for", f.FocusAreas)
	heading("Against the levels beside it")
	for _, d := range f.Dimensions {
		fmt.Fprintf(&b, "- **%s.** L5: %s L6: %s L7: %s\n", d.Name, d.L5, d.L6, d.L7)
	}
	b.WriteString("\n")
	entries("What makes the difference", f.SuccessFactors)
	heading("Figures worth telling")
	for _, m := range f.ImpactMetrics {
		point(m.Kind, m.Text)
	}
	b.WriteString("\n")
	for _, l := range f.MetricSophistication {
		fmt.Fprintf(&b, "- **%s figures.** Naive: %s Good: %s Excellent: %s\n", l.Kind, l.Naive, l.Good, l.Excellent)
	}
	b.WriteString("\n")
	heading("What the questions are about")
	for _, m := range f.Mix {
		point(fmt.Sprintf("%s, %d%%", m.Name, m.Percent), m.Text)
	}
	b.WriteString("\n")
	for _, areas := range []struct {
		title string
		list  []Area
	}{{"The seven competencies", f.Competencies}, {"Ten areas that candidates overlook", f.AdvancedAreas}} {
		heading(areas.title)
		for _, a := range areas.list {
			point(a.Name, a.Text+" Scenarios: "+strings.Join(a.Scenarios, ", ")+".")
		}
		b.WriteString("\n")
	}
	entries("Which stories to choose", f.StorySelection)
	entries("From engineer to leader", f.LeadershipEvolution)
	steps("Five steps of practice", f.PracticeSteps)
	heading("Your stories taken together")
	for _, r := range f.PortfolioRules {
		point("", r.Text)
	}
	b.WriteString("\n")
	steps("The checklist", f.Checklist)
	entries("On the day", f.InterviewDay)
	entries("What failures teach", f.FailureLessons)
	entries("How trust is rebuilt", f.RebuildingTrust)
	entries("What failure does for a leader", f.GrowthFromFailure)
	return b.String()
}
