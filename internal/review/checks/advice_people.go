package checks

import (
	"strconv"

	"rehearse/internal/prose"
	"rehearse/internal/review"
)

// Advice about who else is in the story, and about the speaker's hand in its
// technical side.

var (
	// systems are technology and work on it, and hardly anything else.
	systems = wordSet("architecture database databases cache caching api apis pipeline pipelines schema index indexes latency deploy deployed " +
		"deployment rollback code refactored rewrite migrated migration migrate cluster clusters server servers backend frontend algorithm " +
		"library framework monolith microservice microservices config storage throughput query queries queue queues log logs traces profiling " +
		"profiler thread threads retry retries bug bugs prototype prototyped spike benchmark benchmarks timeout timeouts replay replayed software firmware system systems engine app " +
		"tooling automated automation refactoring")
	// technical adds what is talked of beside technology, too.
	technical = with(systems, "service services rewrote test tests script scripts model protocol memory batch root design data lock locks flag flags build release")
	// led are deeds of leading people.
	led = wordSet("coached coach coaching mentored mentor mentoring hired hire hiring promoted promote promotion trained training feedback paired pairing " +
		"encouraged encourage asked listened told talked spoke convinced persuaded taught praised thanked morale delegated")
	// peopleWords adds those who are led, and what passes between them.
	peopleWords = with(led, "supported met invited agreed trust team people engineer engineers colleague colleagues lead leads manager managers together him her them they")

	technicalQuestion = wordSet("technical technology architecture system systems migration migrate debt incident outage production scale scaling " +
		"performance platform legacy security code stack infrastructure reliability simplify simplified")
	peopleQuestion = wordSet("team teams people person led lead leading leader engineer engineers manage managed managing someone colleague " +
		"conflict grow grew growing hired hire develop coach career")
)

// leadsPeople reports whether words tell of leading people.
func leadsPeople(words []prose.Word) bool { return anyWord(words, led) || oneToOne(words) }

// oneToOne reports whether a talk between two is named: "one-to-one",
// "one-on-ones", "1:1".
func oneToOne(words []prose.Word) bool {
	for k, w := range words {
		next, last := norm(words, k+1), norm(words, k+2)
		if w.Norm == "one" && (next == "to" || next == "on") && (last == "one" || last == "ones") {
			return true
		}
		// Between the figures of a talk stands one colon, of a list a blank.
		if w.Norm == "1" && (next == "1" || next == "1s") && words[k+1].Start == w.End+1 {
			return true
		}
	}
	return false
}

// noStakeholder: nobody outside the speaker's own team is named.
func (s *suite) noStakeholder() *review.Analyzer {
	return s.check("no-stakeholder", func(p *review.Pass, r *reading) {
		if len(othersOf(p)) == 0 {
			p.Report(review.Report{Span: p.Text.Sentences[max(0, r.first(review.Action))].Span})
		}
	})
}

// narrowCollaboration: fewer functions or teams beside the speaker's own than
// the level asks for. Where none is named at all, no-stakeholder says so.
func (s *suite) narrowCollaboration() *review.Analyzer {
	return s.check("narrow-collaboration", func(p *review.Pass, r *reading) {
		found := othersOf(p)
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
			words := p.Text.Heard(i)
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
			words := p.Text.Heard(i)
			if leadsPeople(words) {
				people++
			}
			if anyWord(words, systems) {
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
