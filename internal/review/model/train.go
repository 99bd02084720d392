package model

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"rehearse/internal/prose"
)

// Example is an answer with the reading that careful people gave it.
type Example struct {
	Answer
	// Roles holds the index in RoleLetters of each sentence's role.
	Roles []int8
	// Flags holds 1 for each flag written down, else 0.
	Flags []float64
	// HeldRoles, HeldFlags and HeldPrinciples tell how far readers hold each:
	// 1 where all do, less where they differ. The principles that they named
	// first count more than 1.
	HeldRoles                 []roleScores
	HeldFlags, HeldPrinciples []float64
	// FlagSentences holds for each sentence and flag 1 where the sentence
	// shows it, 0 where not, and -1 where readers named no sentence.
	FlagSentences [][]float64
	// Principles holds 1 for each principle shown, else 0.
	Principles []float64
	// Level is an index in Levels. Rating is 1 to 4. Topic is what the
	// question asks about, an index in the topics, or -1.
	Level, Rating, Topic int
	// Serves holds 1 for each topic that the answer would fit, else 0; nil
	// where nobody said.
	Serves []float64
}

// fits reports whether an answer was read as one that fits a topic; known is
// false where nobody said.
func (e *Example) fits(topic int) (fits, known bool) {
	switch {
	case topic < 0:
		return false, false
	case e.Serves != nil && e.Serves[topic] > 0.5:
		return true, true
	case topic == e.Topic && e.Flags[flagOffQuestion] < 0.5:
		return true, true
	}
	return false, e.Serves != nil
}

// innerFolds is how many times the lower models are fitted without a part of
// the answers, so that the upper ones learn from readings of answers that
// the lower ones had not seen.
const innerFolds = 4

// trainer holds what the steps of training share.
type trainer struct {
	examples []Example
	lessons  []Lesson
	v        *vocabulary
	docs     []*document
	// cores are the answers without their filler; places tells where their
	// sentences stand in docs.
	cores  []*document
	places [][]int
	// tellings are the answers as roles are learned from them.
	tellings []telling
	// roles and evidence are readings of the cores by models that had not
	// seen the answer.
	roles    [][]roleScores
	evidence [][][]float64
}

// Train learns a model from examples, and from lessons on topics. The same
// of both in the same order give the same weights, bit for bit.
func Train(examples []Example, lessons []Lesson) *Model {
	t := &trainer{examples: examples, lessons: lessons}
	t.v = collectVocabulary(textsOf(examples), lessons)
	t.readAll()
	m := &Model{vocabulary: t.v}
	t.lower(m)
	m.decision = decisionFor(t.roles, t.coreRoles())
	t.upper(m)
	return m
}

func (t *trainer) readAll() {
	for _, e := range t.examples {
		d := t.v.read(e.Answer)
		core, places := t.v.core(d)
		t.docs, t.cores, t.places = append(t.docs, d), append(t.cores, core), append(t.places, places)
	}
}

func textsOf(examples []Example) []*prose.Text {
	var texts []*prose.Text
	for _, e := range examples {
		texts = append(texts, e.Text)
		if e.Question != nil {
			texts = append(texts, e.Question)
		}
	}
	return texts
}

// inParallel runs n independent steps on all processors.
func inParallel(n int, step func(i int)) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			slots <- struct{}{}
			step(i)
			<-slots
		}()
	}
	wg.Wait()
}

// foldOf deals answers to folds; it depends on nothing but the place.
func foldOf(i, folds int) int { return i % folds }

// lower fits the models of sentences: once for each fold without it, to read
// the fold, and once with all.
func (t *trainer) lower(m *Model) {
	t.tellAll()
	readers, evidence := make([]*roleReader, innerFolds+1), make([]*linear, innerFolds+1)
	for fold := range readers {
		readers[fold] = &roleReader{}
	}
	inParallel(3*len(readers), func(k int) {
		switch fold := k / 3; k % 3 {
		case 0:
			readers[fold].chain = trainChain(t.tellingsBut(fold))
		case 1:
			readers[fold].near = trainNear(t.tellingsBut(fold))
		case 2:
			evidence[fold] = t.evidenceBut(fold)
		}
	})
	m.roles, m.evidence = readers[innerFolds], evidence[innerFolds]
	for i, core := range t.cores {
		t.evidence = append(t.evidence, evidence[foldOf(i, innerFolds)].sentences(core))
	}
	t.readAgain(m.roles, readers[:innerFolds])
}

// evidenceBits is the size of the feature space for evidence; it is smaller
// than that of roles, since flags have fewer sentences to learn from.
const evidenceBits = 16

// evidenceOwn is how strongly the features of a sentence count together.
const evidenceOwn = 3.0

// evidenceVector describes a sentence for the models of evidence.
func evidenceVector(s *sentence) vector {
	v := vector{index: make([]uint32, 0, len(s.features)), value: make([]float32, 0, len(s.features))}
	for _, f := range s.features {
		v.add(f&(1<<evidenceBits-1), evidenceOwn/math.Sqrt(float64(len(s.features))))
	}
	return v
}

// evidenceBut fits the model of evidence to all answers that are not in a
// fold.
func (t *trainer) evidenceBut(fold int) *linear {
	var data []vector
	var targets [][]float64
	for i, d := range t.docs {
		if foldOf(i, innerFolds) == fold {
			continue
		}
		for k := range d.sentences {
			data = append(data, evidenceVector(&d.sentences[k]))
			targets = append(targets, t.examples[i].FlagSentences[k])
		}
	}
	return trainLinear(data, targets, linearOptions{features: 1 << evidenceBits, outputs: len(Flags), epochs: 6, rate: 0.15, penalty: 1e-4, positive: 4, dropped: 0.3, averaged: 4})
}

// sentences scores each sentence of a document for each output: the scores of
// its evidenceVector, added up as whole numbers.
func (l *linear) sentences(d *document) [][]float64 {
	out := make([][]float64, len(d.sentences))
	flat := make([]float64, len(d.sentences)*l.outputs)
	sums := make([]int32, l.outputs)
	for i := range d.sentences {
		features := d.sentences[i].features
		clear(sums)
		l.weights.addRows(sums, features, 1<<evidenceBits-1)
		out[i] = flat[i*l.outputs : (i+1)*l.outputs]
		value := evidenceOwn / math.Sqrt(float64(len(features)))
		for o, sum := range sums {
			out[i][o] = float64(float64(float64(sum)*value)*l.weights.scale[o]) + l.bias[o]
		}
	}
	return out
}

// Outputs of the document model: flags, principles, levels.
const (
	outFlags      = 0
	outPrinciples = 15
	outLevel      = outPrinciples + 16
	outCount      = outLevel + 3
)

// targets are the outputs that readers settled on.
func (e *Example) targets() []float64 { return e.outputs(e.Flags, e.Principles) }

// lesson is what is learned from an example: outputs, as far as readers hold
// them.
func (e *Example) lesson() []float64 { return e.outputs(e.HeldFlags, e.HeldPrinciples) }

func (e *Example) outputs(flags, principles []float64) []float64 {
	y := make([]float64, outCount)
	copy(y[outFlags:], flags)
	if e.Question == nil || len(e.Question.Words) == 0 {
		y[outFlags+flagOffQuestion] = -1
	}
	copy(y[outPrinciples:], principles)
	y[outLevel+e.Level] = 1
	return y
}

// topicTargets are the topics that the answer was read as fitting, and their
// groups; where nobody said, those that its question asks for, unless the
// answer is off it. -1 means not known.
func (e *Example) topicTargets(asked []float64) []float64 {
	y := make([]float64, len(asked))
	total := 0.0
	for _, a := range asked {
		total += a
	}
	for k, a := range asked {
		fits, known := e.fits(k)
		switch {
		case fits:
			y[k] = 1
		case known || e.Topic >= 0 && e.Flags[flagOffQuestion] < 0.5:
			y[k] = 0
		case total == 0 || e.Flags[flagOffQuestion] > 0.5:
			y[k] = -1
		default:
			y[k] = min(1, float64(1.5*ratio(a, total)))
		}
	}
	groups := make([]float64, groupsOfTopics)
	for k, v := range y {
		if g := topicGroups[k]; v < 0 {
			groups[g] = -1
		} else {
			groups[g] = max(groups[g], v)
		}
	}
	return append(y, groups...)
}

// upper fits the models of whole answers.
func (t *trainer) upper(m *Model) {
	n := len(t.cores)
	summaries := make([]*summary, n)
	for i, d := range t.cores {
		summaries[i] = t.v.summarise(d, t.roles[i], t.evidence[i])
	}
	m.scale = standardise(summaries)
	var asked [][]float64
	m.asks, asked = t.trainAsks()
	data, words, about := make([]vector, n), make([]vector, n), make([]vector, n)
	targets, outputs, topics := make([][]float64, n), make([][]float64, n), make([][]float64, n)
	for i, d := range t.cores {
		words[i], about[i] = t.v.spoken(d, summaries[i], m.scale)
		data[i] = t.v.describe(d, summaries[i], t.roles[i], m.scale)
		targets[i], outputs[i] = t.examples[i].targets(), t.examples[i].lesson()
		topics[i] = t.examples[i].topicTargets(asked[i])
	}
	cuts := t.cutVectors(m.scale)
	var unseen, unseenTopics, unseenPairs [][]float64
	inParallel(4, func(k int) {
		switch k {
		case 0:
			m.document, unseen = outOfFold(data, outputs, cuts, upperOptions(t.v))
		case 1:
			m.about, unseenTopics = outOfFold(about, topics, nil, aboutOptions(t.v))
		case 2:
			m.plots = t.trainPlots()
		case 3:
			m.pairs, m.paired, unseenPairs = t.trainPairs(withTopics(outputs, topics))
		}
	})
	m.weighPairs(unseen, unseenPairs, targets)
	for i := range unseen {
		m.addPairs(unseen[i], unseenPairs[i])
	}
	calibrate(m.document, unseen, targets)
	spokenOf := m.standings(unseenTopics, unseenPairs, words, topics)
	seen, fits := make([][]float32, n), make([]standing, n)
	for i, s := range summaries {
		seen[i], fits[i] = m.sight(s, unseen[i]), m.standingOf(s, spokenOf[i])
	}
	m.match = t.trainMatch(asked, fits)
	flags := t.trainTrees(m, seen)
	shown := make([][]float64, n)
	for i, d := range t.cores {
		if off := &flags[i][flagOffQuestion]; d.asked {
			*off = m.offQuestion(asked[i], fits[i], summaries[i].echo, *off)
		} else {
			*off = 0
		}
		for p := range Principles {
			shown[i] = append(shown[i], m.document.calibrated(outPrinciples+p, unseen[i][outPrinciples+p]))
		}
	}
	m.flagLimits = commonLimit(flags, targets)
	m.principleLimits = bestLimits(shown, targets, outPrinciples, len(Principles), wrongPrinciple)
	m.flagLimits[flagOffQuestion] = t.offLimit(flags)
	m.rating = trainRating(m, t, flags, unseen, summaries)
}

// withTopics are targets with those of the topics behind them, groups aside.
func withTopics(targets, topics [][]float64) [][]float64 {
	both := make([][]float64, len(targets))
	for i, y := range targets {
		both[i] = append(slices.Clone(y), topics[i][:topicCount]...)
	}
	return both
}

// standings brings the scores of the models of topics to one scale, and are
// those scores for each answer.
func (m *Model) standings(about, pairs [][]float64, words []vector, topics [][]float64) []spoken {
	plots, all := make([][]float64, len(about)), make([]spoken, len(about))
	for i := range about {
		plots[i] = make([]float64, topicCount)
		m.plots.scores(words[i], plots[i])
		all[i] = spoken{about[i], plots[i], pairs[i][pairedTopics:]}
	}
	center(m.about, 0, about, topics)
	center(m.plots, 0, plots, topics)
	center(m.paired, pairedTopics, pairs, topics)
	return all
}

// aboutOptions say how what answers speak of is learned.
func aboutOptions(v *vocabulary) linearOptions {
	return linearOptions{features: v.spokenSize(), outputs: aboutCount, epochs: 18, rate: 0.08, penalty: 1e-3, positive: 3, dropped: 0.5, averaged: 8}
}

// cutVector is a cut answer as the document model sees it.
type cutVector struct {
	x vector
	y []float64
}

// cutVectors are the cut answers of each example.
func (t *trainer) cutVectors(scale *standard) [][]cutVector {
	all := make([][]cutVector, len(t.docs))
	for i := range t.cores {
		for _, c := range t.cuts(i) {
			all[i] = append(all[i], cutVector{t.v.describe(c.doc, c.summary, c.roles, scale), c.targets})
		}
	}
	return all
}

// foldOfVector deals whole answers to folds, across the folds of sentences.
func foldOfVector(i int) int { return foldOf(i/innerFolds, innerFolds) }

// outOfFold fits a model with all data, and scores each vector by a model
// that had seen neither it nor its cuts.
func outOfFold(data []vector, targets [][]float64, cuts [][]cutVector, o linearOptions) (all *linear, unseen [][]float64) {
	unseen = make([][]float64, len(data))
	gather := func(keep func(i int) bool) (x []vector, y [][]float64) {
		for i := range data {
			if !keep(i) {
				continue
			}
			x, y = append(x, data[i]), append(y, targets[i])
			if cuts != nil {
				for _, c := range cuts[i] {
					x, y = append(x, c.x), append(y, c.y)
				}
			}
		}
		return x, y
	}
	inParallel(innerFolds+1, func(fold int) {
		if fold == innerFolds {
			x, y := gather(func(int) bool { return true })
			all = trainLinear(x, y, o)
			return
		}
		x, y := gather(func(i int) bool { return foldOfVector(i) != fold })
		l := trainLinear(x, y, o)
		for i := range data {
			if foldOfVector(i) == fold {
				unseen[i] = make([]float64, o.outputs)
				l.scores(data[i], unseen[i])
			}
		}
	})
	return all, unseen
}

// calibrate fits slope and shift of each output on scores of answers that
// the model had not seen (Platt 1999, by Newton-free gradient steps).
func calibrate(l *linear, scores, targets [][]float64) {
	for o := range l.outputs {
		a, b := 1.0, 0.0
		for step := 0; step < 300; step++ {
			ga, gb := 0.0, 0.0
			for i := range scores {
				if targets[i][o] < 0 {
					continue
				}
				e := targets[i][o] - sigmoid(float64(a*scores[i][o])+b)
				ga += float64(e * scores[i][o])
				gb += e
			}
			n := float64(len(scores))
			a = max(0.05, a+float64(0.5*ga)/n)
			b += gb / n
		}
		l.slope[o], l.shift[o] = a, b
	}
}

// upperOptions say how the models of whole answers are fitted.
func upperOptions(v *vocabulary) linearOptions {
	return linearOptions{features: v.bagSize(), outputs: outCount, epochs: 12, rate: 0.05, penalty: upperPenalty, positive: 2, dropped: 0.5, averaged: 6}
}
