package model

import "sort"

// Read reads an answer. An answer without sentences gives a reading without
// roles, in which nothing is likely.
func (m *Model) Read(a Answer) *Reading {
	d := m.vocabulary.read(a)
	r := &Reading{model: m, doc: d, Flags: make([]float64, len(Flags)), Principles: make([]float64, len(Principles))}
	if len(d.sentences) == 0 {
		return r
	}
	m.roles.settleOwn(d)
	r.Evidence = m.evidence.sentences(d)
	m.judge(r, a, d)
	return r
}

// readRoles reads the roles of the whole answer and of its core. The core is
// read by itself, so that filler moves nothing that is judged; filler is read
// amid all.
func (m *Model) readRoles(r *Reading, a Answer, whole, core *document, places []int) (roles []roleScores) {
	var fixed []int8
	if a.Fixed != nil {
		for _, i := range places {
			fixed = append(fixed, a.Fixed[i])
		}
	}
	read := m.roles.read(m.vocabulary, core, fixed)
	r.Roles, r.rows = read.chances, read.rows
	if len(places) == len(whole.sentences) {
		return read.chances
	}
	r.Roles, r.rows = make([]roleScores, len(whole.sentences)), make([][]float32, len(whole.sentences))
	var filler []int
	for i := range r.Roles {
		if k := i - len(filler); k < len(places) && places[k] == i {
			r.Roles[i], r.rows[i] = read.chances[k], read.rows[k]
			continue
		}
		filler = append(filler, i)
	}
	first := m.roles.first(whole, a.Fixed)
	rows := m.vocabulary.tellings(whole, first, filler...)
	for k, p := range m.roles.second(&first, filler, rows, a.Fixed) {
		r.Roles[filler[k]], r.rows[filler[k]] = p, rows[filler[k]]
	}
	return read.chances
}

// judge reads what rests on the whole answer, its filler aside.
func (m *Model) judge(r *Reading, a Answer, whole *document) {
	d, places := m.vocabulary.core(whole)
	for _, i := range places {
		r.Told += len(whole.sentences[i].ids)
	}
	roles := m.readRoles(r, a, whole, d, places)
	evidence := make([][]float64, len(places))
	for k, i := range places {
		evidence[k] = r.Evidence[i]
	}
	for _, p := range roles {
		r.Outcome, r.Deed = max(r.Outcome, p[roleResult]), max(r.Deed, p[roleAction])
	}
	s := m.vocabulary.summarise(d, roles, evidence)
	scores := make([]float64, outCount)
	r.vector = m.vocabulary.describe(d, s, roles, m.scale)
	m.document.scores(r.vector, scores)
	r.pairs = m.vocabulary.pairsOf(m.pairs, d)
	r.paired = make([]float64, m.paired.outputs)
	m.paired.scores(r.pairs, r.paired)
	m.addPairs(scores, r.paired)
	r.seen = m.sight(s, scores)
	for f := range Flags {
		r.Flags[f] = m.flagChance(f, r.seen)
	}
	for p := range Principles {
		r.Principles[p] = m.document.calibrated(outPrinciples+p, scores[outPrinciples+p])
	}
	sum := 0.0
	for k := range r.Level {
		r.Level[k] = m.document.calibrated(outLevel+k, scores[outLevel+k])
		sum += r.Level[k]
	}
	for k := range r.Level {
		r.Level[k] /= sum
	}
	if off := &r.Flags[flagOffQuestion]; d.asked {
		r.asked, r.fit = m.asked(d.question), m.standingOf(s, m.spokenScores(d, s, r.paired))
		*off = m.offQuestion(r.asked, r.fit, s.echo, *off)
	} else {
		*off = 0
	}
	r.core, r.summary = d, s
	r.Grounds = grounds(m.document, r.Flags, scores, s)
	r.Rating = m.rating.probabilities(r.Grounds)
}

// FlagLimit is the probability from which a flag is worth reporting.
func (m *Model) FlagLimit(f int) float64 { return m.flagLimits[f] }

// PrincipleLimit is the probability from which a principle counts as shown.
func (m *Model) PrincipleLimit(p int) float64 { return m.principleLimits[p] }

// PrincipleSentences are the sentences that speak most for a principle, in
// the order of the text, at most n. Those held against the speaker stand in
// only where there is no other deed.
func (r *Reading) PrincipleSentences(principle, n int, against []bool) []int {
	o := outPrinciples + principle
	l, v := r.model.document, r.model.vocabulary
	words := uint32(len(v.heads))
	scores := make([]float64, len(r.doc.sentences))
	for i := range r.doc.sentences {
		p := r.Roles[i]
		shares := [groupCount]float64{1}
		for role, chance := range p {
			if g := groupOf[role]; g > 0 {
				shares[g] += chance
			}
		}
		for _, id := range r.doc.sentences[i].ids {
			if id < firstWordID {
				continue
			}
			stem := uint32(v.stems[id])
			for g, share := range shares {
				scores[i] += float64(share * float64(int8(l.weights.row(questionBase + words + uint32(g)*words + stem)[o])))
			}
		}
		scores[i] = float64(scores[i] * (0.3 + p[roleAction] + float64(0.5*p[roleResult])))
		// Deeds show a principle, with what came of them and was learned; the
		// setting only frames it, and stands for it where nothing else does.
		if p[roleAction]+p[roleResult]+p[roleLearning] < 0.5 {
			scores[i] -= 1e6
		}
		if against[i] {
			scores[i] -= 1e5
		}
		// What was delivered is told by an outcome with its figure, if there is one.
		if principle == deliverResults && (p[roleResult] < 0.5 || r.doc.sentences[i].quantities == 0) {
			scores[i] -= 1e4
		}
	}
	return top(scores, n)
}

// nearBest is the share of the best score that another sentence must have to be
// shown beside it.
const nearBest = 0.6

// top are the places of the n largest scores, in order of place: the largest,
// and those that come near it.
func top(scores []float64, n int) []int {
	order := upTo(len(scores))
	sort.SliceStable(order, func(a, b int) bool { return scores[order[a]] > scores[order[b]] })
	order = order[:min(n, len(order))]
	kept := order[:0]
	for k, i := range order {
		if k == 0 || scores[i] > 0 && scores[i] >= float64(nearBest*scores[order[0]]) {
			kept = append(kept, i)
		}
	}
	sort.Ints(kept)
	return kept
}
