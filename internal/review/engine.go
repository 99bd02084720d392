package review

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"rehearse/internal/prose"
	"rehearse/internal/rubric"
	"rehearse/internal/story"
)

// Engine runs a suite of analysers over answers. It is immutable and safe
// for concurrent use.
type Engine struct {
	rubric *rubric.Rubric
	order  []*Analyzer
	checks map[string]*Analyzer
	judge  Judge
}

// Judge turns what the analysers found into the parts of a review that rest
// on all of it.
type Judge struct {
	// Requires are the analysers whose facts the functions read.
	Requires []*Analyzer
	// Fill sets sentences, clock, quantities, principles and level.
	Fill func(*Pass, *Review)
	// Unscored says why an answer can't be scored, or "".
	Unscored func(*Pass) string
	// Rate votes, given the rules that were found, and tells which changes
	// would move the vote most.
	Rate func(*Pass, []Finding) (Rating, []Change)
	// Why explains a finished review. It may be nil.
	Why func(*Pass, *Review) *Why
	// Reach tells who and what the story takes in. It may be nil.
	Reach func(*Pass) *Reach
}

// Options are what is said of an answer from outside its file.
type Options struct {
	// Question and Kind win over those in the file where they are not empty.
	Question, Kind string
	// Pace is in words a minute; 0 means the rubric's.
	Pace float64
	// RedFlags are faults particular to the question, where it is known.
	RedFlags []RedFlag
	// Why asks for an account of what each judgement rests on.
	Why bool
	// Reach asks who and what the story takes in, as a portfolio counts it.
	Reach bool
}

// New makes an engine. It refuses a suite that Validate refuses, and a
// rubric that names a check that the suite lacks.
func New(r *rubric.Rubric, suite []*Analyzer, judge Judge) (*Engine, error) {
	if err := Validate(suite); err != nil {
		return nil, err
	}
	e := &Engine{rubric: r, judge: judge, checks: map[string]*Analyzer{}}
	var names []string
	for _, a := range suite {
		e.checks[a.Name] = a
		names = append(names, a.Name)
	}
	if err := r.CheckRules(names); err != nil {
		return nil, err
	}
	done := map[*Analyzer]bool{}
	var visit func(a *Analyzer)
	visit = func(a *Analyzer) {
		if done[a] {
			return
		}
		done[a] = true
		for _, q := range a.Requires {
			visit(q)
		}
		if rule, ok := r.Rule(a.Name); !ok || rule.Severity != rubric.SeverityOff {
			e.order = append(e.order, a)
		}
	}
	for _, a := range append(slices.Clone(judge.Requires), suite...) {
		visit(a)
	}
	return e, nil
}

// Rubric is what the engine holds answers against.
func (e *Engine) Rubric() *rubric.Rubric { return e.rubric }

// Run reviews one story. The error tells of faults of checks, not of the
// text: the review is complete but for what those checks would have said.
// Where it is the judge that broke, the review is not scored.
func (e *Engine) Run(s *story.Story, o Options) (*Review, error) {
	p := e.pass(s, o)
	rev := e.blank(p)
	run := runner{engine: e, pass: p, mapper: prose.NewMapper(s.Source), taken: map[string]int{}}
	if len(p.Text.Words) == 0 {
		rev.Rating = unscored("There is nothing told here yet. Write or paste a story, and it will be reviewed.")
		run.housekeeping(rev)
		rev.lists()
		return rev, run.fault()
	}
	for _, a := range e.order {
		run.analyse(a)
	}
	p.Analyzer = &Analyzer{Name: "judge", Requires: append(slices.Clone(e.judge.Requires), e.order...)}
	if !run.contain("judge", func() { run.vote(rev) }) {
		// Whatever the judge had filled in by then is half a judgement.
		rev = e.blank(p)
		rev.Rating = unscored("The reviewer broke over this answer, so it could not be judged. " +
			"That is a fault of the program and says nothing about the answer; please report it.")
		run.housekeeping(rev)
	}
	if o.Why && e.judge.Why != nil {
		run.contain("why", func() { rev.Why = e.judge.Why(p, rev) })
	}
	if o.Reach && e.judge.Reach != nil {
		run.contain("reach", func() { rev.Reach = e.judge.Reach(p) })
	}
	rev.lists()
	return rev, run.fault()
}

// vote has the judge complete a review.
func (r *runner) vote(rev *Review) {
	judge := r.engine.judge
	judge.Fill(r.pass, rev)
	if why := judge.Unscored(r.pass); why != "" {
		rev.Rating = unscored(why)
		r.housekeeping(rev)
		return
	}
	found := r.suppress(rev)
	rev.Rating, rev.Changes = judge.Rate(r.pass, found)
	rev.Findings = r.present(rev, found)
}

// pass reads the answer of a story.
func (e *Engine) pass(s *story.Story, o Options) *Pass {
	p := &Pass{Story: s, Rubric: e.rubric, Pace: o.Pace, RedFlags: o.RedFlags, Question: o.Question, Kind: o.Kind, facts: map[*Analyzer]any{}}
	if p.Question == "" {
		p.Question = s.Front.Question
	}
	if p.Kind == "" {
		p.Kind = s.Front.Kind
	}
	if p.Kind == "" {
		p.Kind = KindOf(p.Question)
	}
	if p.Pace == 0 {
		p.Pace = e.rubric.Pace.Value
	}
	p.Text = prose.ReadParts(s.Source, s.Answer)
	return p
}

// blank is the review of an answer of which nothing is said yet.
func (e *Engine) blank(p *Pass) *Review {
	rev := &Review{
		Schema: Schema, File: p.Story.Name, Question: p.Question, Kind: p.Kind, Rubric: e.rubric.ID,
		Words: len(p.Text.Words), Seconds: Round(float64(len(p.Text.Words))/p.Pace*60, 1),
		Clock: map[Role]Clock{}, Level: Level{Verdict: At},
	}
	for _, role := range Roles {
		rev.Clock[role] = Clock{Budget: e.rubric.Budget.Seconds(string(role))}
	}
	rev.lists()
	return rev
}

// lists makes every nil list an empty one.
func (r *Review) lists() {
	fill(&r.Sentences)
	fill(&r.Quantities)
	fill(&r.Findings)
	fill(&r.Principles)
	fill(&r.Changes)
	fill(&r.Level.Reasons)
	fill(&r.Level.Scope)
	fill(&r.Rating.Reasons)
	for _, list := range [][]Reason{r.Level.Reasons, r.Rating.Reasons} {
		for i := range list {
			fill(&list[i].Rules)
			fill(&list[i].Spans)
		}
	}
	for i := range r.Principles {
		fill(&r.Principles[i].Evidence)
	}
	for i := range r.Findings {
		fill(&r.Findings[i].Also)
	}
	fill(&r.Suppressed)
	if r.Hidden == nil {
		r.Hidden = map[string]int{}
	}
}

func fill[T any](list *[]T) {
	if *list == nil {
		*list = []T{}
	}
}

// unscored is the rating of an answer that can't be scored.
func unscored(why string) Rating {
	return Rating{Label: "not scored", Reasons: []Reason{{Text: why, Rules: []string{}, Spans: []Span{}}}}
}

// Round rounds half away from zero to a number of decimals. What rounds to
// nothing is 0 and never -0, which JSON would show.
func Round(x float64, decimals int) float64 {
	scale := 1.0
	for range decimals {
		scale *= 10
	}
	whole := math.Round(float64(x * scale))
	if whole == 0 {
		return 0
	}
	return whole / scale
}

// runner is one run of the engine.
type runner struct {
	engine   *Engine
	pass     *Pass
	mapper   *prose.Mapper
	findings []Finding
	// taken counts the reports of each check.
	taken  map[string]int
	faults []string
}

// analyse runs one analyser and contains whatever goes wrong in it.
func (r *runner) analyse(a *Analyzer) {
	r.pass.Analyzer = a
	r.pass.report = func(x Report) { r.take(a, x) }
	r.contain(a.Name, func() {
		fact, err := a.Run(r.pass)
		if err != nil {
			r.faults = append(r.faults, fmt.Sprintf("%s failed: %v", a.Name, err))
		}
		r.pass.facts[a] = fact
	})
}

// contain calls f, notes a panic in it as a fault of what is named, and
// reports whether there was none.
func (r *runner) contain(name string, f func()) (whole bool) {
	defer func() {
		if fault := recover(); fault != nil {
			r.faults = append(r.faults, fmt.Sprintf("%s panicked: %v", name, fault))
			whole = false
		}
	}()
	f()
	return true
}

// take checks a report and completes it to a finding.
func (r *runner) take(a *Analyzer, x Report) {
	source := r.pass.Story.Source
	if !r.sound(a, x.Span) {
		return
	}
	quote := source[x.Span.Start:x.Span.End]
	if x.Quote != "" && x.Quote != quote {
		r.faults = append(r.faults, fmt.Sprintf("%s quoted %q where the text has %q", a.Name, x.Quote, quote))
		return
	}
	rule, _ := r.engine.rubric.Rule(a.Name)
	severity := Severity(rule.Severity)
	if x.unsure() && severity == Error {
		severity = Warning
	}
	if r.taken[a.Name]++; r.taken[a.Name] > mostOfOne {
		// It will only be counted: to find its line would make one endless
		// line cost the square of its length.
		r.findings = append(r.findings, Finding{Rule: a.Name, Severity: severity, Span: Span(x.Span)})
		return
	}
	at := r.mapper.Position(x.Span.Start)
	f := Finding{
		Rule: a.Name, Severity: severity, Span: Span(x.Span), Line: at.Line, Column: at.Column, Quote: quote,
		Confidence: Round(x.Confidence, 2),
	}
	if x.Confidence == 0 {
		f.Confidence = 1
	}
	for _, s := range x.Also {
		if r.sound(a, s) {
			f.Also = append(f.Also, Span(s))
		}
	}
	slots := slotsOf(x, quote)
	f.Message, f.Why = fillSlots(a.Doc.message(&x), slots), fillSlots(a.Doc.Why, slots)
	f.Fix = fillSlots(a.Doc.Fix, slots)
	f.FollowUp = fillSlots(a.Doc.FollowUp, slots)
	r.findings = append(r.findings, f)
}

// sound reports whether a span covers whole characters of the file, at least
// one, and notes a fault of the check where it does not.
func (r *runner) sound(a *Analyzer, s prose.Span) bool {
	source := r.pass.Story.Source
	whole := func(i int) bool { return i == len(source) || utf8.RuneStart(source[i]) }
	switch {
	case s.Start < 0 || s.End > len(source) || s.Start >= s.End:
		r.faults = append(r.faults, fmt.Sprintf("%s reported bytes %d to %d of %d", a.Name, s.Start, s.End, len(source)))
		return false
	case !whole(s.Start) || !whole(s.End):
		r.faults = append(r.faults, fmt.Sprintf("%s reported bytes %d to %d, which cut a character in two", a.Name, s.Start, s.End))
		return false
	}
	return true
}

// longestQuote is how many characters of the person's words a text repeats.
const longestQuote = 90

// slotsOf are the slots of a report, its quote shortened to be read aloud
// and without the mark that ends it, for the text around it sets its own.
func slotsOf(x Report, quote string) map[string]string {
	slots := map[string]string{"quote": Shorten(quote, longestQuote)}
	for k, v := range x.Slots {
		slots[k] = v
	}
	slots["quote"] = Unended(slots["quote"])
	return slots
}

// Unended is a text without the punctuation marks that end it. What consists
// of such marks alone stays as it is.
func Unended(s string) string {
	if bare := strings.TrimRight(s, " .,;:!?"); bare != "" {
		return bare
	}
	return s
}

// Shorten cuts a text at a word so that it has at most n bytes, and marks
// the cut.
func Shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	cut := strings.LastIndexByte(s[:n], ' ')
	if cut < n/2 {
		cut = n
		for cut > 0 && s[cut]&0xC0 == 0x80 {
			cut--
		}
	}
	return strings.TrimRight(s[:cut], " .,;:!?-–") + "…"
}

// fillSlots puts values into the braces of a text.
func fillSlots(text string, slots map[string]string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			b.WriteString("{" + rest)
			return b.String()
		}
		b.WriteString(slots[name])
		text = after
	}
}

// fault is what went wrong in checks, as one error, or nil.
func (r *runner) fault() error {
	if len(r.faults) == 0 {
		return nil
	}
	return fmt.Errorf("%s: a check is broken, please report it: %s", r.pass.Story.Name, strings.Join(r.faults, "; "))
}

func spanOf(start, end int) prose.Span { return prose.Span{Start: start, End: end} }
