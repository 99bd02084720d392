package checks

import (
	"strconv"
	"strings"

	"rehearse/internal/prose"
	"rehearse/internal/review"
)

// Advice about single words and sentences: it notes, it never sinks an
// answer.

// wordSet makes a set of words.
func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	vagueWords = wordSet("significantly greatly dramatically massively substantially considerably noticeably hugely " +
		"tremendously enormously drastically markedly vastly")
	vagueMore    = wordSet("better faster happier easier smoother quicker stronger higher lower less more fewer cheaper")
	vagueBefore  = wordSet("much lot far way")
	firstPersons = wordSet("i i'm i'd i've i'll me my mine myself")
	plurals      = wordSet("we we're we'd we've we'll")
)

// vagueNumber: an outcome told by an adverb where a number belongs.
func (s *suite) vagueNumber() *review.Analyzer {
	return s.check("vague-number", func(p *review.Pass, r *reading) {
		amounts := amountsOf(p)
		for i, sentence := range p.Text.Sentences {
			if r.roles[i] != review.Result || holdsAmount(amounts, sentence.Span) {
				continue
			}
			words := p.Text.SentenceWords(i)
			for k, w := range words {
				if vagueWords[w.Norm] || k > 0 && vagueMore[w.Norm] && vagueBefore[words[k-1].Norm] {
					span := w.Span
					if !vagueWords[w.Norm] {
						span.Start = words[k-1].Start
					}
					p.Report(review.Report{Span: span})
					break
				}
			}
		}
	})
}

// passiveAction: something "was done", and the listener can't tell by whom.
func (s *suite) passiveAction() *review.Analyzer {
	irregular := wordSet("built made done taken given sent set put written chosen held brought found run begun cut split told kept led drawn")
	be := wordSet("was were been got")
	return s.check("passive-action", func(p *review.Pass, r *reading) {
		for _, i := range r.all(review.Action) {
			words := p.Text.SentenceWords(i)
			if anyWord(words, firstPersons) || anyWord(words, plurals) {
				continue
			}
			for k := 0; k+1 < len(words); k++ {
				next := words[k+1].Norm
				if be[words[k].Norm] && (irregular[next] || len(next) > 4 && strings.HasSuffix(next, "ed")) && !byWhom(words[k+1:]) {
					p.Report(review.Report{Span: prose.Span{Start: words[k].Start, End: words[k+1].End}, Slots: sentenceSlot(p.Text, i)})
					break
				}
			}
		}
	})
}

// byWhom reports whether a passive names who acted.
func byWhom(words []prose.Word) bool {
	for k, w := range words {
		if w.Norm == "by" && k+1 < len(words) && !words[k+1].Digit {
			return true
		}
	}
	return false
}

func sentenceSlot(t *prose.Text, i int) map[string]string {
	return map[string]string{"quote": review.Shorten(t.Quote(t.Sentences[i].Span), 90)}
}

func anyWord(words []prose.Word, set map[string]bool) bool {
	for _, w := range words {
		if set[w.Norm] {
			return true
		}
	}
	return false
}

// hedging: softeners in such number that the speaker seems unsure of what
// they did.
func (s *suite) hedging() *review.Analyzer {
	single := wordSet("maybe perhaps probably somewhat basically possibly arguably")
	pairs := wordSet("kind_of sort_of i_guess i_think i_suppose i_believe more_or")
	return s.check("hedging", func(p *review.Pass, r *reading) {
		var found []prose.Span
		words := p.Text.Words
		for k, w := range words {
			switch {
			case single[w.Norm]:
				found = append(found, w.Span)
			case k+1 < len(words) && (w.Norm == "kind" || w.Norm == "sort" || w.Norm == "i" || w.Norm == "more") &&
				pairs[w.Norm+"_"+words[k+1].Norm]:
				found = append(found, prose.Span{Start: w.Start, End: words[k+1].End})
			}
		}
		if limit := int(p.Limit("count", 5)); len(found) >= limit {
			x := at(found)
			x.Slots = map[string]string{"count": strconv.Itoa(len(found))}
			p.Report(x)
		}
	})
}

// jargonWall: so many unexplained terms in one sentence that a listener from
// another field is lost.
func (s *suite) jargonWall() *review.Analyzer {
	terms := wordSet("kubernetes terraform kafka redis postgres cassandra dynamodb lambda grpc graphql protobuf sharding sharded " +
		"idempotent idempotency mutex quorum raft paxos etcd istio envoy helm ansible jenkins spark flink airflow hadoop hive " +
		"websocket oauth saml tls mtls jwt bgp vpc ebpf wasm tensor embedding embeddings quantile percentile backpressure " +
		"cqrs orm middleware monorepo canary failover replica replicas partitioning partitions latency throughput " +
		"serialization deserialization schema middleware hydration bundler webpack microservice microservices sidecar mesh ingress")
	return s.check("jargon-wall", func(p *review.Pass, r *reading) {
		limit := int(p.Limit("terms", 6))
		for i := range p.Text.Sentences {
			seen := map[string]bool{}
			for _, w := range p.Text.SentenceWords(i) {
				if terms[w.Norm] || acronym(p.Text.Quote(w.Span)) {
					seen[w.Norm] = true
				}
			}
			if len(seen) >= limit {
				p.Report(review.Report{Span: p.Text.Sentences[i].Span, Slots: map[string]string{"count": strconv.Itoa(len(seen))}})
			}
		}
	})
}

// acronym reports whether a word is written in two to six capitals.
func acronym(w string) bool {
	if len(w) < 2 || len(w) > 6 {
		return false
	}
	for _, c := range w {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	switch w {
	case "OK", "US", "UK", "EU", "VP", "CEO", "CTO", "CFO", "HR", "IT", "TV", "AM", "PM":
		return false
	}
	return true
}

// weInAction: a step told as "we" with no own part in it or beside it. It is
// judged sentence by sentence: good answers say "we" too, and make plain
// whose step it was.
func (s *suite) weInAction() *review.Analyzer {
	return s.check("we-in-action", func(p *review.Pass, r *reading) {
		own := make([]bool, len(r.roles))
		for i := range r.roles {
			own[i] = anyWord(p.Text.SentenceWords(i), firstPersons)
		}
		for _, i := range r.all(review.Action) {
			beside := i > 0 && own[i-1] || i+1 < len(own) && own[i+1]
			if own[i] || beside {
				continue
			}
			for _, w := range p.Text.SentenceWords(i) {
				if plurals[w.Norm] {
					p.Report(review.Report{Span: w.Span, Slots: sentenceSlot(p.Text, i)})
					break
				}
			}
		}
	})
}

// namedPrinciple: a leadership principle said by name, with no deed beside
// it. Naming one beside what was done is fine.
func (s *suite) namedPrinciple() *review.Analyzer {
	return s.check("named-principle", func(p *review.Pass, r *reading) {
		lower := strings.ToLower(p.Text.Source)
		for _, principle := range p.Rubric.Principles {
			name := strings.ToLower(strings.NewReplacer(",", "", ";", "").Replace(principle.Name))
			if name == "ownership" || name == "frugality" {
				name = "leadership principle " + name
			}
			for i, sentence := range p.Text.Sentences {
				k := strings.Index(lower[min(sentence.Start, len(lower)):min(sentence.End, len(lower))], name)
				if k < 0 || len(lower) != len(p.Text.Source) || deedBeside(p, r, i) {
					continue
				}
				at := sentence.Start + k
				p.Report(review.Report{Span: prose.Span{Start: at, End: at + len(name)}, Slots: map[string]string{"name": principle.Name}})
			}
		}
	})
}

// deedBeside reports whether sentence i or the next tells a step of the
// speaker's own with an amount in it.
func deedBeside(p *review.Pass, r *reading, i int) bool {
	for k := i; k < len(r.roles) && k <= i+1; k++ {
		if r.roles[k] == review.Action && anyWord(p.Text.SentenceWords(k), firstPersons) &&
			holdsAmount(amountsOf(p), p.Text.Sentences[k].Span) {
			return true
		}
	}
	return false
}
