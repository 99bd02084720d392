package coach

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"

	"rehearse/internal/library"
	"rehearse/internal/match"
	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/review/model"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// What a digest holds at most, so that a text of megabytes does not make a
// list of megabytes.
const (
	mostScenarios = 3
	mostAmounts   = 200
	longSentence  = 400 // letters
)

// textKey tells one reading of a text from another: the text and all that
// bears on how it is read but for rubric and reader.
func textKey(s store.Story, pace float64) string {
	h := sha256.New()
	for _, part := range []string{s.Answer, s.Question, s.Kind, strconv.FormatFloat(pace, 'g', -1, 64)} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// digest reads a story and cuts the review down. It never fails: what can't
// be read is a text that is not scored, for the reason that reading gave.
func (e *engine) digest(s store.Story, pace float64) Digest {
	parsed, err := story.Parse("story", []byte(s.Answer))
	if err != nil {
		return Digest{Reviewed: true, Label: "not scored", Reason: plainError(err).Error()}
	}
	question := firstFull(s.Question, parsed.Front.Question)
	// An error tells of a check that broke; the review is whole but for it.
	rev, _ := e.engine.Run(parsed, review.Options{Question: s.Question, Kind: s.Kind, Pace: pace, RedFlags: library.RedFlags(question), Reach: true})
	d := digestOf(rev, s.Answer)
	d.serve(parsed, s, question)
	return d
}

// digestOf cuts a review of a text down to a digest, all but what the library
// says of it.
func digestOf(rev *review.Review, text string) Digest {
	d := Digest{
		Reviewed: true, Words: rev.Words, Seconds: rev.Seconds, Rating: rev.Rating.Score, Label: rev.Rating.Label, Level: rev.Level.Verdict,
		Clock: map[string]float64{}, Scope: map[string]float64{}, Fits: map[string]string{}, Rules: rulesSeen(rev.Findings), Amounts: amounts(rev, text),
	}
	if d.Rating == 0 {
		// What can't be scored shows nothing, and has no size either.
		d.Level = ""
	} else {
		for _, p := range rev.Principles {
			d.Principles = append(d.Principles, Shown{ID: p.ID, Score: p.Score})
		}
	}
	if len(rev.Rating.Reasons) > 0 {
		d.Reason = rev.Rating.Reasons[0].Text
	}
	for role, c := range rev.Clock {
		d.Clock[string(role)] = c.Seconds
	}
	for _, s := range rev.Level.Scope {
		if _, seen := d.Scope[s.Dimension]; !seen || s.Value > d.Scope[s.Dimension] {
			d.Scope[s.Dimension], d.Fits[s.Dimension] = s.Value, s.Fits
		}
	}
	if r := rev.Reach; r != nil {
		d.Groups, d.People, d.Technology, d.Adopted, d.Lasting = r.Groups, r.People, r.Technology, r.Adopted, r.Lasting
	}
	return d
}

// rulesSeen is each rule once, with its gravest severity and what all its
// findings cost, dearest first.
func rulesSeen(findings []review.Finding) []RuleSeen {
	var out []RuleSeen
	at := map[string]int{}
	for _, f := range findings {
		i, seen := at[f.Rule]
		if !seen {
			i = len(out)
			at[f.Rule] = i
			out = append(out, RuleSeen{Rule: f.Rule, Severity: f.Severity})
		}
		if f.Severity.AtLeast(out[i].Severity) {
			out[i].Severity = f.Severity
		}
		out[i].Cost = review.Round(out[i].Cost+f.Cost, 2)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Cost > out[j].Cost })
	return out
}

// amounts are the quantities of a review, each with its sentence.
func amounts(rev *review.Review, text string) []Amount {
	var out []Amount
	next := 0
	for _, q := range rev.Quantities[:min(len(rev.Quantities), mostAmounts)] {
		for next < len(rev.Sentences) && rev.Sentences[next].End <= q.Start {
			next++
		}
		a := Amount{Quantity: q}
		if next < len(rev.Sentences) && rev.Sentences[next].Start <= q.Start {
			s := rev.Sentences[next]
			a.Sentence = review.Shorten(strings.Join(strings.Fields(text[s.Start:s.End]), " "), longSentence)
		}
		out = append(out, a)
	}
	return out
}

// serve says what of the library the story could be told for.
func (d *Digest) serve(parsed *story.Story, s store.Story, question string) {
	shelf, err := shelves()
	if err != nil || d.Words == 0 {
		return
	}
	own, known := library.Known(question)
	if known {
		d.Scenarios = append(d.Scenarios, own)
	}
	told := match.Story{Title: s.Title, Text: said(parsed), Questions: s.Questions}
	if question != "" {
		told.Questions = append([]string{question}, s.Questions...)
	}
	for _, id := range shelf.bank.Serves(told, mostScenarios) {
		if len(d.Scenarios) < mostScenarios && !(known && id == own) {
			d.Scenarios = append(d.Scenarios, id)
		}
	}
	d.Competency = shelf.questions[library.Plain(question)]
	if d.Competency == "" && len(d.Scenarios) > 0 {
		d.Competency = shelf.competencies[d.Scenarios[0]]
	}
}

// said is the text of a story's answer alone, without headings and comments.
func said(s *story.Story) string {
	var parts []string
	for _, span := range s.Answer {
		parts = append(parts, s.Quote(prose.Span(span)))
	}
	return strings.Join(parts, "\n\n")
}

// shelf is what digests ask of the library, made ready once.
type shelf struct {
	bank *match.Bank // the scenarios' questions
	// competencies are those of scenarios by id, questions those of known
	// questions by their plain text.
	competencies, questions map[string]string
}

// shelves makes the shelf at its first use.
var shelves = sync.OnceValues(func() (*shelf, error) {
	lib, err := library.Builtin()
	if err != nil {
		return nil, err
	}
	m, err := model.Default()
	if err != nil {
		return nil, err
	}
	s := &shelf{competencies: map[string]string{}, questions: map[string]string{}}
	for _, q := range lib.Questions {
		s.questions[library.Plain(q.Question)] = q.Competency
	}
	var asked []library.Question
	for _, x := range lib.Scenarios {
		asked = append(asked, library.Question{ID: x.ID, Question: x.Question})
		s.competencies[x.ID] = x.Competency
		for _, wording := range append([]string{x.Question}, x.Wordings...) {
			s.questions[library.Plain(wording)] = x.Competency
		}
	}
	s.bank = match.NewBank(m, asked)
	return s, nil
})

// kept is a digest as the store keeps it.
func (e *engine) kept(s store.Story, pace float64, d Digest, made int64) (store.Review, error) {
	var data strings.Builder
	w := json.NewEncoder(&data)
	w.SetEscapeHTML(false) // what is shown is escaped where it is shown
	if err := w.Encode(d); err != nil {
		return store.Review{}, fmt.Errorf("the review of %q could not be kept: %w", s.Title, err)
	}
	return store.Review{Story: s.ID, Key: textKey(s, pace), Rubric: e.rubric, Engine: Reader(), Rating: d.Rating, Digest: strings.TrimSuffix(data.String(), "\n"), Made: made}, nil
}
