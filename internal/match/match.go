// Package match tells which story answers which question. It goes by what a
// question asks for and what a story speaks of, as the reviewer's model reads
// both, and by the words that they share; the same question and stories give
// the same order everywhere, and each match says why.
//
// The package computes and does nothing else: it reads no clock, network,
// environment or file.
package match

import (
	_ "embed"
	"math"
	"sort"
	"strings"
	"sync"

	"rehearse/internal/library"
	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review/model"
)

// Story is a story as the matcher takes it.
type Story struct {
	// Name identifies it, such as a file's path.
	Name string
	// Text is the answer as it is told, Title what the person calls it.
	Title, Text string
	// Questions are those that it was written for. They count as asked of it.
	Questions []string
}

// Match is one story for a question, or one question for a story.
type Match struct {
	Name string `json:"file"`
	// Score orders the matches of one search, larger being better. About 0 is
	// a story like any other; each 1 more makes a story nearly three times as
	// likely to be on what is asked for.
	Score float64 `json:"score"`
	// Why says in words what speaks for it, or that little does.
	Why string `json:"why"`
}

// Set is a set of stories, read once. It is immutable and safe for
// concurrent use.
type Set struct {
	reader
	stories []profile
	// entries holds for each stem the stories that use it.
	entries map[string][]posting
	usual   float64
}

type posting struct {
	story int
	count float64
}

// profile is what the matcher knows of a story.
type profile struct {
	name string
	// likely is how likely it is on each topic, all of them together 1; asked
	// is what its own questions ask for.
	likely, asked []float64
	length        float64
	facts         facts
}

// New reads stories.
func New(m *model.Model, stories []Story) *Set { return readSet(reader{m, builtinThemes()}, stories) }

// readSet reads stories with what a reader knows.
func readSet(r reader, stories []Story) *Set {
	s := &Set{reader: r, stories: make([]profile, len(stories)), entries: map[string][]posting{}}
	for i, x := range stories {
		text := prose.Read(x.Text)
		amounts := quantity.Find(text)
		p := profile{name: x.Name, facts: factsOf(text, amounts), asked: r.askedAll(x.Questions)}
		p.likely = r.about(x.Text, model.Answer{Text: text, Quantities: amounts})
		s.index(i, &p, x)
		s.stories[i] = p
	}
	for i := range s.stories {
		s.usual += s.stories[i].length / float64(len(s.stories))
	}
	return s
}

// index notes the words of a story: its text once, its title and questions
// twice.
func (s *Set) index(i int, p *profile, x Story) {
	counts := map[string]float64{}
	add := func(text string, weight float64) {
		for _, w := range strings.Fields(library.Plain(text)) {
			if !common[w] {
				counts[library.Stem(w)] += weight
				p.length += weight
			}
		}
	}
	add(x.Text, 1)
	add(x.Title+" "+strings.Join(x.Questions, " "), 2)
	stems := make([]string, 0, len(counts))
	for w := range counts {
		stems = append(stems, w)
	}
	sort.Strings(stems)
	for _, w := range stems {
		s.entries[w] = append(s.entries[w], posting{i, counts[w]})
	}
}

// How much words in common count, and what the story was written for. A few
// words in common say little, many rare ones nearly all. Chosen on
// testdata/dev.tsv and on 576 answers of the corpus (docs/judgement.md).
const (
	weightWords = 0.05
	weightMany  = 0.5
	manyWords   = 4.0
	weightAsked = 2.0
	// plainlyAsked is the share from which a question asks for a topic.
	plainlyAsked = 0.15
	// Constants of BM25 (Robertson and Walker 1994).
	saturation = 1.2
	lengthPull = 0.4
)

// Rank orders the stories by how well they answer a question, best first.
func (s *Set) Rank(question string) []Match {
	asked := s.asked(question)
	words, shared := s.byWords(question)
	out := make([]Match, len(s.stories))
	for i := range s.stories {
		p := &s.stories[i]
		score := p.fit(asked) + float64(weightWords*words[i]) + float64(weightMany*max(0, words[i]-manyWords))
		for k, a := range p.asked {
			score += float64(weightAsked * math.Min(a, asked[k]))
		}
		out[i] = Match{Name: p.name, Score: math.Round(score*100) / 100}
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return out[order[a]].Score > out[order[b]].Score })
	sorted := make([]Match, len(out))
	for rank, i := range order {
		sorted[rank] = out[i]
		if rank < explained {
			sorted[rank].Why = s.why(&s.stories[i], asked, shared[i])
		}
	}
	return sorted
}

// explained is how many of the best matches say why.
const explained = 20

// fit is how much likelier a story is on what is asked for than a story that
// might be on anything, in natural log odds.
func (p *profile) fit(asked []float64) float64 {
	same := 0.0
	for k, a := range asked {
		same += float64(a * p.likely[k])
	}
	return math.Log(max(same*float64(len(asked)), leastFit))
}

// leastFit keeps a story that is on nothing asked for from being infinitely
// wrong.
const leastFit = 0.01

// byWords scores the stories by the words that they share with a question
// (BM25), and tells which, rarest first.
func (s *Set) byWords(question string) (scores []float64, shared [][]string) {
	scores, shared = make([]float64, len(s.stories)), make([][]string, len(s.stories))
	seen := map[string]bool{}
	n := float64(len(s.stories))
	for _, w := range strings.Fields(library.Plain(question)) {
		stem := library.Stem(w)
		if common[w] || seen[stem] || len(w) < 3 {
			continue
		}
		seen[stem] = true
		found := s.entries[stem]
		rare := math.Log(1 + (n-float64(len(found))+0.5)/(float64(len(found))+0.5))
		for _, p := range found {
			long := 1 - lengthPull + lengthPull*s.stories[p.story].length/s.usual
			scores[p.story] += rare * p.count * (saturation + 1) / (p.count + float64(saturation*long))
			if rare > 1 {
				shared[p.story] = append(shared[p.story], w)
			}
		}
	}
	return scores, shared
}

// plainlyAbout is from which likelihood on a story is said to be about a
// topic: three times that of a story that might be on anything.
const plainlyAbout = 3.0

// why says what speaks for a match.
func (s *Set) why(p *profile, asked []float64, shared []string) string {
	labels := topicLabels()
	type side struct {
		topic int
		value float64
	}
	var met, not []side
	for k, a := range asked {
		switch {
		case a > plainlyAsked && p.likely[k]*float64(len(asked)) >= plainlyAbout:
			met = append(met, side{k, a * p.likely[k]})
		case a > plainlyAsked:
			not = append(not, side{k, a})
		}
	}
	for _, list := range [][]side{met, not} {
		sort.SliceStable(list, func(i, j int) bool { return list[i].value > list[j].value })
	}
	var parts []string
	for _, x := range met[:min(2, len(met))] {
		parts = append(parts, labels[x.topic])
	}
	var why string
	switch {
	case len(parts) > 0:
		why = "both are about " + strings.Join(parts, ", and ")
	case len(not) > 0 && p.likely[not[0].topic]*float64(len(asked)) < 1:
		why = "the question asks for " + labels[not[0].topic] + ", which this story hardly speaks of; it is about " + labels[p.best()]
	case len(not) > 0:
		why = "the question asks for " + labels[not[0].topic] + ", which this story speaks of a little; it is about " + labels[p.best()]
	default:
		why = "what the question asks for is not plain; this story is about " + labels[p.best()]
	}
	if len(shared) > 0 {
		why += "; in common: " + strings.Join(shared[:min(4, len(shared))], ", ")
	}
	return why
}

// best is the topic that a story speaks of most.
func (p *profile) best() int {
	best := 0
	for k, v := range p.likely {
		if v > p.likely[best] {
			best = k
		}
	}
	return best
}

// Serves orders questions by how well a story would answer them, best
// first: the names are the questions' places in the list, as text.
func Serves(m *model.Model, story Story, questions []library.Question) []Match {
	s := New(m, []Story{story})
	p := &s.stories[0]
	out := make([]Match, len(questions))
	for i, q := range questions {
		asked := s.asked(q.Question)
		out[i] = Match{Name: q.ID, Score: math.Round(100*p.fit(asked)) / 100, Why: s.why(p, asked, nil)}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out
}

//go:embed topics.txt
var topicText string

// topicLabels are the topics in words, by number.
var topicLabels = sync.OnceValue(func() (labels []string) {
	names, _ := model.Topics()
	words := map[string]string{}
	for _, line := range strings.Split(topicText, "\n") {
		if name, label, ok := strings.Cut(line, " | "); ok {
			words[name] = label
		}
	}
	for _, n := range names {
		labels = append(labels, words[n])
	}
	return labels
})

// common are words that most questions have and that ask for nothing.
var common = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an the of to in on at for with and or but you your yours me my i it its this that these those was were
		is are am be been being had have has did do does done how what when where which who whom whose why tell about time describe
		give given example walk through ever one some any by from as would could can will should us our we there them they their he she
		his her him if so than then not no into over under out up down off again more most much many such very just also while during
		made make making get got take took went go going say said led lead leading team teams people engineer engineers manager
		something someone somebody anything everything thing things case situation story experience way ways lot most last first`) {
		m[w] = true
	}
	return m
}()
