package match

import (
	"math"

	"rehearse/internal/review/model"
)

// reader reads questions and stories for what they are on.
type reader struct {
	model  *model.Model
	themes *themes
}

// How what the themes say of a question is added to what the model says, and
// how far a story must stand out in one topic to be on it rather than on
// another: a standard deviation in each of the four ways of telling makes it
// five times as likely. faintest is what a topic has that the model doesn't
// see at all.
//
// Chosen on testdata/indirect.tsv, testdata/dev.tsv and 576 answers of the
// corpus; from .2 to .3 and from .3 to .6 little changes. Nothing was gained
// by principles asked for and shown, by topics that the same answers serve, by
// what single sentences speak of, nor by word vectors (GloVe, 100 dimensions):
// the nearest known questions by their mean or word by word, and near words in
// place of unknown ones.
const (
	weightThemes = 0.2
	sharpness    = 0.4
	faintest     = 1e-3
)

// asked is how far a question asks for each topic; all of them are together
// 1, and alike where nothing is understood.
func (r reader) asked(question string) []float64 {
	asked := r.model.Asked(question)
	odds, _, _ := r.themes.odds(question)
	for k, a := range asked {
		odds[k] = math.Log(a+faintest) + float64(weightThemes*odds[k])
	}
	return shares(odds)
}

// askedAll is what questions ask for, taken together; nil where there are
// none.
func (r reader) askedAll(questions []string) []float64 {
	var all []float64
	for _, q := range questions {
		asked := r.asked(q)
		if all == nil {
			all = make([]float64, len(asked))
		}
		for k, a := range asked {
			all[k] += a / float64(len(questions))
		}
	}
	return all
}

// about is how likely a story is on each topic: how far it stands out in
// speaking of it, by three ways of the model and by the themes together, made
// into probabilities. Where it speaks of one topic strongly, it is that much
// less likely on another of which it speaks somewhat.
func (r reader) about(text string, a model.Answer) []float64 {
	likely := r.themes.standing(text)
	for k, z := range r.model.Read(a).Subject().Topics {
		likely[k] = float64(sharpness * (likely[k] + z))
	}
	return shares(likely)
}

// shares are probabilities out of log odds of which one holds.
func shares(odds []float64) []float64 {
	top, sum := odds[0], 0.0
	for _, v := range odds {
		top = max(top, v)
	}
	for k, v := range odds {
		odds[k] = math.Exp(v - top)
		sum += odds[k]
	}
	for k := range odds {
		odds[k] /= sum
	}
	return odds
}
