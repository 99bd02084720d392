package match

import (
	_ "embed"
	"encoding/binary"
	"math"
	"strings"
	"sync"

	"rehearse/internal/library"
)

// themes are what words, and pairs of neighbouring words, say of the topics
// that stories are on: counted in the corpus' plots and their questions, as
// LearnThemes says. The reviewer's model knows the topics too, but by single
// words: "stopped talking" and "took away" tell of a topic only together. And
// words that are counted err otherwise than words that are weighed, so that
// both together err less than either.
type themes struct {
	// absent is what a word that a topic never uses says of it, mean and
	// spread how far stories speak of it by their words; one for each topic.
	absent, mean, spread []float64
	// said holds for each known word or pair what it says of topics beyond
	// that: bytes by two, the topic's number and the log odds in steps.
	said map[string]string
}

// themeData is written by `go generate ./internal/match`, a second's work.
//
//go:generate go test -count=1 -run ^TestGenerated . -update
//go:embed themes.bin
var themeData string

// builtinThemes are the themes that come with the program, read when a story
// is first looked for.
var builtinThemes = sync.OnceValue(func() *themes { return readThemes(themeData) })

// oddsStep is how many steps of the data make 1 in natural log odds: the
// largest that are met, near 7, still fit into a byte.
const oddsStep = 32

// readThemes reads what LearnThemes wrote. The data is part of the program:
// a test holds it against the corpus.
func readThemes(data string) *themes {
	head, rest := int(data[0]), data[1:]
	t := &themes{}
	for _, list := range []*[]float64{&t.absent, &t.mean, &t.spread} {
		for range head {
			*list = append(*list, float64(math.Float32frombits(binary.LittleEndian.Uint32([]byte(rest[:4])))))
			rest = rest[4:]
		}
	}
	words, rows, _ := strings.Cut(rest, "\x00")
	t.said = make(map[string]string, strings.Count(words, "\n")+1)
	for w := range strings.SplitSeq(words, "\n") {
		n := 1 + 2*int(rows[0])
		t.said[w], rows = rows[1:n], rows[n:]
	}
	return t
}

// stemsAndPairs are the stems of a text, and each with the one before it.
func stemsAndPairs(text string) []string {
	words := strings.Fields(library.Plain(text))
	out, before := make([]string, 0, 2*len(words)), ""
	for _, w := range words {
		s := library.Stem(w)
		out = append(out, s)
		if before != "" {
			out = append(out, before+" "+s)
		}
		before = s
	}
	return out
}

// odds adds up what a text says of each topic, in log odds; what is said
// again counts by the root of how often. known is how many of its words and
// pairs are known at all, all is how many it has.
func (t *themes) odds(text string) (odds []float64, known, all int) {
	odds = make([]float64, len(t.absent))
	list := stemsAndPairs(text)
	count := make(map[string]int, len(list))
	for _, s := range list {
		count[s]++
	}
	total := 0.0
	for _, s := range list {
		n, row := count[s], t.said[s]
		if n == 0 || row == "" {
			continue
		}
		count[s] = 0 // counted
		known++
		times := math.Sqrt(float64(n))
		total += times
		for i := 0; i < len(row); i += 2 {
			odds[row[i]] += float64(float64(times*float64(row[i+1])) / oddsStep)
		}
	}
	for k := range odds {
		odds[k] += float64(total * t.absent[k])
	}
	return odds, known, len(list)
}

// longDamp is the power of its length that a story's log odds are divided
// by: more than its root, since what is said late in a story repeats what was
// said before, and less than all of it. Tried on 699 answers of the corpus
// with .5 and .8, which differ little.
const longDamp = 0.8

// damped are the log odds of a text of any length.
func (t *themes) damped(text string) (odds []float64, known int) {
	odds, known, all := t.odds(text)
	for k := range odds {
		odds[k] /= math.Pow(float64(all+1), longDamp)
	}
	return odds, known
}

// standing tells for each topic how far a story stands out from others in
// speaking of it, in standard deviations, within the bounds that the model
// keeps for its own ways of telling. Of a story none of whose words are
// known it tells nothing.
func (t *themes) standing(text string) []float64 {
	z, known := t.damped(text)
	for k := range z {
		if known == 0 {
			z[k] = 0
			continue
		}
		z[k] = max(-2, min(4, (z[k]-t.mean[k])/t.spread[k]))
	}
	return z
}
