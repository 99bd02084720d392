package library

import (
	"math"
	"sort"
	"strings"
	"sync"
)

// Hit is something that a search found.
type Hit struct {
	// Kind is "scenario", "question", "principle" or "follow-up".
	Kind string `json:"kind"`
	ID   string `json:"id"`
	// Title is what stands for it in a list: a title or the question itself.
	Title string `json:"title"`
	// Score orders hits of one search, larger being better; it means nothing
	// across searches.
	Score float64 `json:"score"`
}

// Index searches a library by words. It is immutable once made.
type Index struct {
	hits    []Hit
	entries map[string][]posting
	length  []float64
	usual   float64
}

type posting struct {
	hit   int
	count float64
}

// indexes keeps the index of the built-in library.
var builtinIndex = sync.OnceValues(func() (*Index, error) {
	l, err := Builtin()
	if err != nil {
		return nil, err
	}
	return NewIndex(l), nil
})

// BuiltinIndex is the index of the built-in library, made once.
func BuiltinIndex() (*Index, error) { return builtinIndex() }

// NewIndex reads a library for searching: titles and questions count most,
// then what is listened for, then texts.
func NewIndex(l *Library) *Index {
	x := &Index{entries: map[string][]posting{}}
	for _, s := range l.Scenarios {
		x.add(Hit{Kind: "scenario", ID: s.ID, Title: s.Title}, map[float64]string{
			6: s.Title + " " + s.ID, 3: s.Question + " " + strings.Join(s.Wordings, " "), 1.5: strings.Join(s.ListensFor, " ") + " " + strings.Join(s.Principles, " "),
			1: s.Setup + " " + s.Answer.Text(), 0.3: strings.Join(s.Learned, " ") + " " + s.AtLevel})
	}
	for _, q := range l.Questions {
		x.add(Hit{Kind: "question", ID: q.ID, Title: q.Question}, map[float64]string{2: q.Question, 1: strings.Join(q.Principles, " ") + " " + q.Competency})
	}
	for _, p := range l.Principles {
		x.add(Hit{Kind: "principle", ID: p.ID, Title: p.ID}, map[float64]string{6: p.ID, 1: p.Explanation + " " + p.L6 + " " + strings.Join(p.Probes, " ")})
	}
	for _, f := range l.FollowUps {
		x.add(Hit{Kind: "follow-up", ID: f.ID, Title: f.Text}, map[float64]string{2: f.Text, 1: f.On})
	}
	for _, n := range x.length {
		x.usual += n / float64(max(1, len(x.length)))
	}
	return x
}

func (x *Index) add(h Hit, fields map[float64]string) {
	counts := map[string]float64{}
	total := 0.0
	for weight, text := range fields {
		for _, w := range strings.Fields(Plain(text)) {
			if !idle[w] {
				counts[Stem(w)] += weight
				total += weight
			}
		}
	}
	for w, n := range counts {
		x.entries[w] = append(x.entries[w], posting{len(x.hits), n})
	}
	x.hits, x.length = append(x.hits, h), append(x.length, total)
}

// Constants of BM25 (Robertson and Walker 1994), at their usual values.
const (
	saturation = 1.2
	lengthPull = 0.5
)

// Search finds what holds the words of a text, best first, at most n. A word
// still being typed finds what begins with it.
func (x *Index) Search(text string, n int) []Hit {
	scores := map[int]float64{}
	words := strings.Fields(Plain(text))
	for i, w := range words {
		if idle[w] && len(words) > 1 {
			continue
		}
		found := x.entries[Stem(w)]
		if i == len(words)-1 && len(w) > 2 {
			found = x.beginning(Stem(w), found)
		}
		rare := math.Log(1 + (float64(len(x.hits))-float64(len(found))+0.5)/(float64(len(found))+0.5))
		for _, p := range found {
			long := 1 - lengthPull + lengthPull*x.length[p.hit]/x.usual
			scores[p.hit] += rare * p.count * (saturation + 1) / (p.count + saturation*long)
		}
	}
	hits := make([]Hit, 0, len(scores))
	for i, score := range scores {
		h := x.hits[i]
		if h.Kind == "scenario" {
			score *= 1.3 // what there is most to read of
		}
		h.Score = math.Round(score*100) / 100
		hits = append(hits, h)
	}
	sort.Slice(hits, func(i, j int) bool {
		if hits[i].Score != hits[j].Score {
			return hits[i].Score > hits[j].Score
		}
		return hits[i].Kind+hits[i].ID < hits[j].Kind+hits[j].ID
	})
	return hits[:min(n, len(hits))]
}

// beginning adds to postings those of longer words that begin so, at half.
func (x *Index) beginning(stem string, found []posting) []posting {
	out := append([]posting(nil), found...)
	have := map[int]bool{}
	for _, p := range found {
		have[p.hit] = true
	}
	for w, list := range x.entries {
		if len(w) > len(stem) && strings.HasPrefix(w, stem) {
			for _, p := range list {
				if !have[p.hit] {
					have[p.hit] = true
					out = append(out, posting{p.hit, p.count / 2})
				}
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].hit < out[j].hit })
	return out
}

// Stem cuts the commonest endings of a word, so that its forms meet.
func Stem(w string) string {
	for _, end := range [...]string{"ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "ly"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) > 2 && !strings.HasSuffix(w, "ss") {
			if n := len(s); n > 3 && s[n-1] == s[n-2] && s[n-1] != 's' && s[n-1] != 'l' {
				s = s[:n-1]
			}
			return strings.TrimRight(s, "ey")
		}
	}
	return strings.TrimRight(w, "ey")
}
