package match

import (
	"encoding/binary"
	"math"
	"sort"
	"strings"

	"rehearse/corpus"
	"rehearse/internal/review/model"
)

// How themes are counted: a word or pair that fewer plots and questions have
// is left out, and each topic is taken to use a word as all topics together
// do, in so many words more than were counted. Tried with 2 to 4 and with 50
// to 1,600 on 699 answers and on testdata/indirect.tsv; pairs with a word
// between and rows of three words gained nothing.
const (
	fewestPlots = 2
	takenAsAll  = 800
)

// LearnThemes counts which topics the words of plots and of their questions
// belong to, and how far answers speak of each by those words. The answers
// need no reading: they only tell what is usual. The same of both give the
// same bytes.
func LearnThemes(plots []corpus.Plots, answers []string) []byte {
	names, _ := model.Topics()
	number := map[string]int{}
	for k, n := range names {
		number[n] = k
	}
	counts, totals, all := map[string][]int{}, make([]int, len(names)), 0
	for _, p := range plots {
		topic, ok := number[p.Topic]
		if !ok {
			continue
		}
		for _, list := range [][]string{p.Questions, p.Stories} {
			for _, text := range list {
				seen := map[string]bool{}
				for _, s := range stemsAndPairs(text) {
					if seen[s] {
						continue
					}
					seen[s] = true
					if counts[s] == nil {
						counts[s] = make([]int, len(names))
					}
					counts[s][topic]++
					totals[topic]++
					all++
				}
			}
		}
	}
	t := &themes{said: map[string]string{}}
	for _, n := range totals {
		t.absent = append(t.absent, math.Log(takenAsAll/(float64(n)+takenAsAll)))
	}
	for s, list := range counts {
		sum := 0
		for _, n := range list {
			sum += n
		}
		if sum < fewestPlots {
			continue
		}
		// Of what a topic has beyond what is taken, in log odds.
		taken := takenAsAll * float64(sum) / float64(all)
		var row []byte
		for k, n := range list {
			if n > 0 {
				row = append(row, byte(k), byte(min(255, math.Round(oddsStep*math.Log(1+float64(n)/taken)))))
			}
		}
		t.said[s] = string(row)
	}
	t.usual(answers)
	return t.encode()
}

// usual notes how far answers speak of each topic.
func (t *themes) usual(answers []string) {
	t.mean, t.spread = make([]float64, len(t.absent)), make([]float64, len(t.absent))
	all := make([][]float64, len(answers))
	for i, a := range answers {
		all[i], _ = t.damped(a)
		for k, v := range all[i] {
			t.mean[k] += v / float64(len(answers))
		}
	}
	for _, list := range all {
		for k, v := range list {
			d := v - t.mean[k]
			t.spread[k] += float64(d*d) / float64(len(answers))
		}
	}
	for k, v := range t.spread {
		t.spread[k] = max(math.Sqrt(v), 1e-3)
	}
}

// encode writes themes as readThemes reads them.
func (t *themes) encode() []byte {
	out := []byte{byte(len(t.absent))}
	for _, list := range [][]float64{t.absent, t.mean, t.spread} {
		for _, v := range list {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(v)))
		}
	}
	words := make([]string, 0, len(t.said))
	for s := range t.said {
		words = append(words, s)
	}
	sort.Strings(words)
	out = append(append(out, strings.Join(words, "\n")...), 0)
	for _, s := range words {
		out = append(append(out, byte(len(t.said[s])/2)), t.said[s]...)
	}
	return out
}
