package model

// roleReader tells the roles of an answer's sentences, reading it twice: by
// the chain and by near words, then again by trees that know what the first
// reading made of all of it.
type roleReader struct {
	chain *chain
	near  *linear
	trees roleTrees
	// temperature divides the log odds of the second reading, so that its
	// probabilities are calibrated.
	temperature float64
}

// twice is what both readings make of an answer.
type twice struct {
	chances []roleScores
	// rows describe the sentences to the trees.
	rows [][]float32
}

// settleOwn adds up once what the sentences score by themselves.
func (r *roleReader) settleOwn(d *document) {
	all := make([]ownScores, len(d.sentences))
	for i := range all {
		x := &d.sentences[i]
		r.chain.weights.addRows(all[i].chain[:], x.features, featureSpace-1)
		r.near.weights.addRows(all[i].near[:], x.features, 1<<nearBits-1)
		x.own = &all[i]
	}
}

// read reads an answer twice. fixed holds a role or -1 for each sentence, or
// is nil.
func (r *roleReader) read(v *vocabulary, d *document, fixed []int8) twice {
	first := r.first(d, fixed)
	rows := v.tellings(d, first)
	return twice{chances: r.second(&first, upTo(len(rows)), rows, fixed), rows: rows}
}

// second is the second reading of some sentences.
func (r *roleReader) second(first *firstReading, sentences []int, rows [][]float32, fixed []int8) []roleScores {
	odds, some := make([]roleScores, len(sentences)), make([][]float32, len(sentences))
	for k, i := range sentences {
		odds[k], some[k] = first.odds(i), rows[i]
	}
	r.trees.correct(some, odds)
	for k, i := range sentences {
		odds[k] = r.settle(first, i, odds[k], fixed)
	}
	return odds
}

// settle turns log odds into probabilities; what is fixed stays so.
func (r *roleReader) settle(first *firstReading, i int, odds roleScores, fixed []int8) roleScores {
	if fixed != nil && fixed[i] >= 0 {
		return first.chain[i]
	}
	return cooled(odds, r.temperature)
}

// first reads an answer by the models of the first reading. What is fixed is
// certain to all of them.
func (r *roleReader) first(d *document, fixed []int8) firstReading {
	own := r.chain.emissions(d)
	first := firstReading{chain: r.chain.marginals(d, own, fixed), near: nearChances(r.near, d), own: own}
	for i := range own {
		own[i] = cooled(own[i], r.chain.temperature)
		if fixed != nil && fixed[i] >= 0 {
			own[i], first.near[i] = first.chain[i], first.chain[i]
		}
	}
	return first
}

// nearShare is how much the model of near words counts beside the chain in
// what the trees set out from.
const nearShare = 0.4

// odds are the log odds of the roles of sentence i from which the trees set
// out.
func (f *firstReading) odds(i int) (odds roleScores) {
	for r, p := range f.mixed(i) {
		odds[r] = log(p + 1e-4)
	}
	return odds
}

// allOdds are the odds of all sentences.
func (f *firstReading) allOdds() []roleScores {
	odds := make([]roleScores, len(f.chain))
	for i := range odds {
		odds[i] = f.odds(i)
	}
	return odds
}

// mixed are the probabilities of the roles of sentence i by both models.
func (f *firstReading) mixed(i int) (p roleScores) {
	for r := range p {
		p[r] = float64((1-nearShare)*f.chain[i][r]) + float64(nearShare*f.near[i][r])
	}
	return p
}

// cooled turns log odds into probabilities at a temperature.
func cooled(odds roleScores, temperature float64) roleScores {
	for r := range odds {
		odds[r] /= temperature
	}
	return chancesOf(odds)
}

// chancesOf turns log odds into probabilities.
func chancesOf(odds roleScores) roleScores {
	share(odds[:])
	return odds
}
