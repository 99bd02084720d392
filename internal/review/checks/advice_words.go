package checks

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
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
			words := p.Text.Heard(i)
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

var (
	// participles are those of irregular verbs.
	participles = wordSet("built made done taken given sent set put written chosen held brought found run begun cut split told kept led drawn")
	// states end as participles do, and tell how somebody felt or what
	// something was like, not what was done to it.
	states = wordSet("tired excited worried pleased delighted relieved scared frightened terrified appalled annoyed irritated frustrated disappointed surprised " +
		"shocked stunned amazed astonished impressed convinced concerned interested bored confused puzzled embarrassed ashamed exhausted overwhelmed " +
		"stressed thrilled satisfied dissatisfied determined disgusted devastated heartbroken bothered touched flattered frazzled alarmed " +
		"amused offended intrigued fascinated motivated committed dedicated devoted engaged inclined tempted experienced skilled talented " +
		"qualified gifted used supposed complicated crowded limited outdated isolated divided retired married fed aged crooked naked rugged ragged " +
		"sacred wicked wretched beloved learned related connected located based")
	// lookalikes end in -ed and are no participles.
	lookalikes = wordSet("indeed hundred speed breed creed greed exceed proceed succeed embed kindred hatred")
)

// participle reports whether a word, behind "was", says that something was
// done.
func participle(w string) bool {
	switch {
	case participles[w]:
		return true
	case states[w] || lookalikes[w]:
		return false
	}
	return len(w) > 4 && strings.HasSuffix(w, "ed")
}

// passiveAction: something "was done", and the listener can't tell by whom.
func (s *suite) passiveAction() *review.Analyzer {
	be := wordSet("was were been got")
	return s.check("passive-action", func(p *review.Pass, r *reading) {
		for _, i := range r.all(review.Action) {
			words := p.Text.Heard(i)
			if anyWord(words, firstPersons) || anyWord(words, plurals) {
				continue
			}
			for k := 0; k+1 < len(words); k++ {
				if be[words[k].Norm] && participle(words[k+1].Norm) && !byWhom(words[k+1:]) {
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
			words := p.Text.Heard(i)
			seen := map[string]bool{}
			loud := sync.OnceValue(func() bool { return inCapitals(p.Text, words) })
			for _, w := range words {
				if terms[w.Norm] || w.Upper && !commonWords[w.Norm] && acronym(p.Text.Quote(w.Span)) && !loud() {
					seen[w.Norm] = true
				}
			}
			if len(seen) >= limit {
				p.Report(review.Report{Span: p.Text.Sentences[i].Span, Slots: map[string]string{"count": strconv.Itoa(len(seen))}})
			}
		}
	})
}

// inCapitals reports whether words are written in capitals for the most part,
// and the small words among them no less, as nobody writes acronyms.
func inCapitals(t *prose.Text, words []prose.Word) bool {
	capitals, small, smallCapitals := 0, 0, 0
	for _, w := range words {
		quote := t.Quote(w.Span)
		large := len(quote) > 1 && quote == strings.ToUpper(quote) && quote != strings.ToLower(quote)
		if large {
			capitals++
		}
		if len(quote) > 1 && commonWords[w.Norm] {
			small++
			if large {
				smallCapitals++
			}
		}
	}
	return 2*capitals > len(words) && 2*smallCapitals >= small
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

// weInAction: a step told as "we" with no own part in it, nor a step of the
// speaker's own beside it. It is judged sentence by sentence: good answers say
// "we" too, and make plain whose step it was.
func (s *suite) weInAction() *review.Analyzer {
	return s.check("we-in-action", func(p *review.Pass, r *reading) {
		own := make([]bool, len(r.roles))
		for i, role := range r.roles {
			own[i] = role == review.Action && acts(p.Text.Heard(i))
		}
		for _, i := range r.all(review.Action) {
			words := p.Text.Heard(i)
			beside := i > 0 && own[i-1] || i+1 < len(own) && own[i+1]
			if beside || anyWord(words, firstPersons) {
				continue
			}
			for _, w := range words {
				if plurals[w.Norm] {
					p.Report(review.Report{Span: w.Span, Slots: sentenceSlot(p.Text, i)})
					break
				}
			}
		}
	})
}

var (
	// idle are verbs with which "I" does nothing that a listener could see.
	idle = wordSet("am was wasn't were feel felt have had haven't hadn't think thought know knew believe believed guess suppose hope hoped " +
		"want wanted wish wished like liked love loved hate hated remember remembered mean need needed could couldn't can can't would wouldn't " +
		"should shouldn't didn't don't do did understand understood worry worried care cared")
	// between stand between "I" and its verb.
	between = wordSet("then also just always still never even first only again now once soon often finally eventually personally immediately " +
		"quickly simply really actually clearly honestly probably later instead deliberately carefully")
)

// acts reports whether "I" does something in some words: "I asked", "I then
// cut", and not "I was glad".
func acts(words []prose.Word) bool {
	for k, w := range words {
		switch w.Norm {
		case "i", "i'd", "i've":
		default:
			continue
		}
		verb := k + 1
		for verb < len(words) && between[words[verb].Norm] {
			verb++
		}
		if verb < len(words) && !idle[words[verb].Norm] {
			return true
		}
	}
	return false
}

// namedPrinciple: a leadership principle said by name, with no deed beside
// it. Naming one beside what was done is fine.
func (s *suite) namedPrinciple() *review.Analyzer {
	listed := listNames()
	return s.check("named-principle", func(p *review.Pass, r *reading) {
		names := listed(p.Rubric)
		for i, sentence := range p.Text.Sentences {
			end := sentence.Last
			if p.Text.Raw { // a clause may be cut within a name
				end = len(p.Text.Words)
			}
			var seen []string
			for k := sentence.First; k < sentence.Last; k++ {
				for _, n := range names[p.Text.Words[k].Norm] {
					if !follows(p.Text.Words[k:end], n.words) || slices.Contains(seen, n.name) || deedBeside(p, r, i) {
						continue
					}
					seen = append(seen, n.name)
					at := prose.Span{Start: p.Text.Words[k].Start, End: p.Text.Words[k+len(n.words)-1].End}
					p.Report(review.Report{Span: at, Slots: map[string]string{"name": n.name}})
				}
			}
		}
	})
}

// principleName is the name of a principle, and its words.
type principleName struct {
	name  string
	words []string
}

// principleNames are the names of a rubric's principles, by their first word.
type principleNames map[string][]principleName

// everyday are names that are words of everyday speech: they count only
// where they are called a leadership principle.
var everyday = wordSet("ownership frugality")

// namesOf lists the names of a rubric's principles.
func namesOf(r *rubric.Rubric) principleNames {
	names := principleNames{}
	for _, principle := range r.Principles {
		n := principleName{name: principle.Name}
		for _, w := range prose.Read(principle.Name).Words {
			n.words = append(n.words, w.Norm)
		}
		if len(n.words) == 1 && everyday[n.words[0]] {
			n.words = append([]string{"leadership", "principle"}, n.words...)
		}
		if len(n.words) > 0 {
			names[n.words[0]] = append(names[n.words[0]], n)
		}
	}
	return names
}

// listNames makes a lookup that lists the names of a rubric once: an engine
// has but one.
func listNames() func(*rubric.Rubric) principleNames {
	type list struct {
		of    *rubric.Rubric
		names principleNames
	}
	var last atomic.Pointer[list]
	return func(r *rubric.Rubric) principleNames {
		if l := last.Load(); l != nil && l.of == r {
			return l.names
		}
		l := &list{r, namesOf(r)}
		last.Store(l)
		return l.names
	}
}

// follows reports whether words begin with some norms.
func follows(words []prose.Word, norms []string) bool {
	if len(words) < len(norms) {
		return false
	}
	for k, n := range norms {
		if words[k].Norm != n {
			return false
		}
	}
	return true
}

// deedBeside reports whether sentence i or the next tells a step of the
// speaker's own with an amount in it.
func deedBeside(p *review.Pass, r *reading, i int) bool {
	for k := i; k < len(r.roles) && k <= i+1; k++ {
		if r.roles[k] == review.Action && anyWord(p.Text.Heard(k), firstPersons) &&
			holdsAmount(amountsOf(p), p.Text.Sentences[k].Span) {
			return true
		}
	}
	return false
}
