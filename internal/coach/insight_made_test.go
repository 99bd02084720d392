package coach

import (
	"fmt"
	"strings"
	"testing"

	"rehearse/corpus"
	"rehearse/internal/library"
	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
)

// madeEntry is a story as a review would leave it, with the amounts that its
// sentences state. A sentence may begin with its role and a bar: "result|".
func madeEntry(id, title string, sentences ...string) Entry {
	e := Entry{Story: store.Story{ID: id, Title: title, Question: "Tell me about a hard decision."}}
	e.Digest = Digest{Reviewed: true, Rating: 3, Label: "lean yes", Level: review.At, Groups: 3, People: true, Technology: true}
	var plain []string
	for _, s := range sentences {
		role := review.Action
		if name, rest, ok := strings.Cut(s, "|"); ok {
			role, s = review.Role(name), rest
		}
		plain = append(plain, s)
		e.Digest.Amounts = append(e.Digest.Amounts, madeAmounts(s, role)...)
	}
	e.Answer = strings.Join(plain, " ")
	return e
}

func madeAmounts(sentence string, role review.Role) (out []Amount) {
	for _, q := range quantity.Find(prose.Read(sentence)) {
		a := Amount{Sentence: sentence}
		a.Text, a.Kind, a.Value, a.Unit, a.Role = sentence[q.Start:q.End], string(q.Kind), q.Value, q.Unit, role
		if q.Change || q.Range {
			from, to := q.From, q.To
			a.From, a.To = &from, &to
		}
		out = append(out, a)
	}
	return out
}

func madePortfolio(entries ...Entry) *Portfolio {
	return &Portfolio{Owner: store.Local, Entries: entries, Words: map[string]store.Word{}}
}

func madeLibrary(t testing.TB) (*library.Library, *rubric.Rubric) {
	t.Helper()
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Load(UsualRubric, nil)
	if err != nil {
		t.Fatal(err)
	}
	return lib, r
}

// madeMany is a portfolio of n different stories of the length of real ones,
// a tenth of them of one project.
func madeMany(t testing.TB, n int) *Portfolio {
	t.Helper()
	lib, _ := madeLibrary(t)
	answers, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	p := madePortfolio()
	for i := range n {
		s := lib.Scenarios[i%len(lib.Scenarios)]
		e := madeEntry(fmt.Sprintf("story%03d", i), fmt.Sprintf("%s, take %d", s.Title, i))
		text := prose.Read(answers[i].Text)
		for k, sentence := range text.Sentences {
			role := review.Roles[5*k/len(text.Sentences)]
			e.Digest.Amounts = append(e.Digest.Amounts, madeAmounts(text.Quote(sentence.Span), role)...)
		}
		e.Answer, e.Question, e.Edited = answers[i].Text, s.Question, 1767225600000
		e.Digest.Rating, e.Digest.Competency, e.Digest.Scenarios = 1+i%4, s.Competency, []string{s.ID}
		e.Digest.Rules = []RuleSeen{{Rule: "no-metric", Severity: review.Warning, Cost: 0.4}}
		for k, id := range s.Principles[:min(3, len(s.Principles))] {
			e.Digest.Principles = append(e.Digest.Principles, Shown{ID: id, Score: 0.9 - float64(k)/10})
			e.Principles = append(e.Principles, id)
		}
		if i%10 == 0 {
			e.Project = "Harbor"
		}
		for k := range e.Digest.Amounts {
			if a := &e.Digest.Amounts[k]; stated(a) && len(e.Claims) < 3 {
				e.Claims = append(e.Claims, store.Claim{Story: e.ID, Text: collapsed(a.Text), Standing: Verified})
			}
		}
		for k := range 4 {
			e.FollowUps = append(e.FollowUps, store.FollowUp{ID: fmt.Sprint(k), Story: e.ID, Position: k, Question: "Why?", Reply: "Because it hurt."})
			e.Tellings = append(e.Tellings, store.Telling{Story: e.ID, On: fmt.Sprintf("2026-01-%02d", 4-k), To: "a friend"})
		}
		p.Entries = append(p.Entries, e)
	}
	return p
}
