package checks

import (
	"strconv"
	"strings"

	"rehearse/internal/prose"
	"rehearse/internal/review"
)

// Advice about who else is in the story, and about the speaker's hand in its
// technical side.

var (
	technical = wordSet("architecture database cache caching queue queues service services api apis pipeline pipelines schema index indexes " +
		"latency deploy deployed deployment rollback code refactored rewrote rewrite migrated migration migrate test tests script scripts " +
		"cluster server servers backend frontend algorithm model protocol library framework monolith microservices config storage " +
		"throughput query queries logs log traces profiling profiler memory thread threads retry retries batch bug bugs root-cause root " +
		"design prototype prototyped spike benchmark benchmarks load-test replay replayed data timeout timeouts lock locks flag flags build release")
	peopleWords = wordSet("coached coach coaching mentored mentor mentoring hired hire hiring promoted promote promotion trained training " +
		"feedback paired pairing encouraged supported asked listened told talked spoke met invited convinced persuaded agreed taught " +
		"one-to-one 1:1 morale trust team people engineer engineers colleague colleagues lead leads manager managers together him her them they")
	technicalQuestion = wordSet("technical technology architecture system systems migration migrate debt incident outage production scale scaling " +
		"performance platform legacy security engineering-problem code stack infrastructure reliability simplify simplified")
	peopleQuestion = wordSet("team teams people person led lead leading leader engineer engineers manage managed managing someone colleague " +
		"conflict grow grew growing hired hire develop coach career")
)

// functions are trades and bodies beside the speaker's own team: each word
// leads to the one name of its function.
var functions = func() map[string]string {
	of := map[string]string{}
	for name, words := range map[string]string{
		"product": "product pm pms", "sales": "sales", "legal": "legal lawyer lawyers counsel", "finance": "finance cfo controller accounting",
		"marketing": "marketing", "support": "support helpdesk call-centre", "operations": "operations ops dispatch dispatchers",
		"security": "security infosec", "compliance": "compliance regulator regulators audit auditor auditors risk", "design": "design designer designers ux",
		"HR": "hr recruiter recruiters recruiting", "procurement": "procurement", "research": "research researchers scientists science",
		"customers": "customer customers client clients user users patient patients merchant merchants farmers drivers subscribers students",
		"vendor":    "vendor vendors supplier suppliers partner partners", "executives": "director vp ceo cto board executive executives boss president",
		"data": "analysts analyst data-science", "platform": "platform infrastructure sre", "clinical": "nurse nurses doctor doctors clinical clinicians",
		"editorial": "editors editorial", "logistics": "logistics warehouse", "union": "union", "quality": "qa testers",
	} {
		for _, w := range strings.Fields(words) {
			of[w] = name
		}
	}
	return of
}()

// others are the functions beside the speaker's own that an answer names,
// each with its first word.
func others(t *prose.Text) map[string]prose.Span {
	found := map[string]prose.Span{}
	for k, w := range t.Words {
		if name, ok := functions[w.Norm]; ok {
			if _, seen := found[name]; !seen {
				found[name] = w.Span
			}
		}
		// "the billing team", "the other squad": a team that isn't mine.
		if (w.Norm == "team" || w.Norm == "squad" || w.Norm == "teams") && k > 1 && t.Words[k-2].Norm == "the" {
			if _, seen := found[t.Words[k-1].Norm+" team"]; !seen {
				found[t.Words[k-1].Norm+" team"] = w.Span
			}
		}
	}
	return found
}

// noStakeholder: nobody outside the speaker's own team is named.
func (s *suite) noStakeholder() *review.Analyzer {
	return s.check("no-stakeholder", func(p *review.Pass, r *reading) {
		if len(others(p.Text)) == 0 {
			p.Report(review.Report{Span: p.Text.Sentences[max(0, r.first(review.Action))].Span})
		}
	})
}

// narrowCollaboration: fewer functions or teams beside the speaker's own than
// the level asks for. Where none is named at all, no-stakeholder says so.
func (s *suite) narrowCollaboration() *review.Analyzer {
	return s.check("narrow-collaboration", func(p *review.Pass, r *reading) {
		found := others(p.Text)
		if len(found) == 0 || len(found) >= int(p.Limit("functions", 2)) {
			return
		}
		x := review.Report{Span: prose.Span{Start: len(p.Text.Source)}}
		for name, span := range found {
			if span.Start < x.Span.Start {
				x.Span, x.Slots = span, map[string]string{"name": name, "count": strconv.Itoa(len(found))}
			}
		}
		p.Report(x)
	})
}

// noTechnicalHand: a technical question, answered without a technical
// decision, trade-off or diagnosis of the speaker's own.
func (s *suite) noTechnicalHand() *review.Analyzer {
	return s.check("no-technical-hand", func(p *review.Pass, r *reading) {
		if !asks(p.Question, technicalQuestion) {
			return
		}
		actions := r.all(review.Action)
		for _, i := range actions {
			words := p.Text.SentenceWords(i)
			if anyWord(words, firstPersons) && anyWord(words, technical) {
				return
			}
		}
		if len(actions) > 0 {
			p.Report(review.Report{Span: p.Text.Sentences[actions[0]].Span})
		}
	})
}

// oneSided: only technology, or only people, where the question wants both.
func (s *suite) oneSided() *review.Analyzer {
	return s.check("one-sided", func(p *review.Pass, r *reading) {
		actions := r.all(review.Action)
		if len(actions) < 3 || !asks(p.Question, technicalQuestion) || r.raised(flagIndex("no-people")) {
			return
		}
		people, tech := 0, 0
		for _, i := range actions {
			words := p.Text.SentenceWords(i)
			if anyWord(words, peopleWords) {
				people++
			}
			if anyWord(words, technical) {
				tech++
			}
		}
		missing := ""
		switch {
		case tech == 0:
			missing = "technology"
		case people == 0 && asks(p.Question, peopleQuestion):
			missing = "people"
		}
		if missing != "" {
			p.Report(review.Report{Span: p.Text.Sentences[actions[0]].Span, Slots: map[string]string{"name": missing}})
		}
	})
}

// asks reports whether a question holds one of some words.
func asks(question string, words map[string]bool) bool {
	return anyWord(prose.Read(question).Words, words)
}
