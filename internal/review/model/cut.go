package model

// Besides real answers, the models of whole answers learn from cut ones: a
// good answer whose outcome is taken away is an answer without a result, and
// one of which only the setting is left is no answer at all. Readers need not
// be asked for that, so the labels are certain, and where a cut says nothing
// about a flag, nothing is learned for it.

// cut is an answer of which some sentences were taken away.
type cut struct {
	doc     *document
	roles   []roleScores
	summary *summary
	targets []float64
}

// cuts makes the cut answers of example i; only answers with a yes are cut.
func (t *trainer) cuts(i int) []cut {
	e := &t.examples[i]
	if e.Rating < 3 {
		return nil
	}
	var all []cut
	if c, ok := t.cutTo(i, 0, 1, 2, 5); ok {
		copy(c.targets, e.lesson())
		for _, f := range []int{flagNoMetric, flagLongSetup, flagThinAction, flagNoLesson} {
			c.targets[outFlags+f] = -1
		}
		c.targets[outFlags+flagMissingResult] = 1
		for k := range Principles {
			c.targets[outPrinciples+k] = -1
		}
		all = append(all, c)
	}
	if c, ok := t.cutTo(i, 0, 1); ok {
		for k := range c.targets {
			c.targets[k] = -1
		}
		c.targets[outFlags+flagMissingResult], c.targets[outFlags+flagThinAction] = 1, 1
		all = append(all, c)
	}
	return all
}

// Places of flags in Flags.
const (
	flagNoMetric      = 0
	flagMissingResult = 1
	flagLongSetup     = 3
	flagThinAction    = 4
	flagNoLesson      = 12
	flagOffQuestion   = 14
)

// cutTo keeps the sentences of example i that readers gave one of the roles;
// ok is false where nothing or everything is left.
func (t *trainer) cutTo(i int, roles ...int8) (c cut, ok bool) {
	from := t.cores[i]
	d := *from
	d.sentences = nil
	var evidence [][]float64
	var kept [][2]int
	for k := range from.sentences {
		for _, r := range roles {
			if t.examples[i].Roles[t.places[i][k]] == r {
				d.sentences = append(d.sentences, from.sentences[k])
				c.roles = append(c.roles, t.roles[i][k])
				evidence = append(evidence, t.evidence[i][k])
				s := from.text.Sentences[t.places[i][k]]
				kept = append(kept, [2]int{s.Start, s.End})
			}
		}
	}
	if len(d.sentences) == 0 || len(d.sentences) == len(from.sentences) {
		return c, false
	}
	d.quantities = nil
	for _, q := range from.quantities {
		for _, s := range kept {
			if s[0] <= q.Start && q.Start < s[1] {
				d.quantities = append(d.quantities, q)
			}
		}
	}
	c.doc, c.summary, c.targets = &d, t.v.summarise(&d, c.roles, evidence), make([]float64, outCount)
	return c, true
}
