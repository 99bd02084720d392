package model

import (
	"fmt"
	"os"
	"testing"

	"rehearse/corpus"
)

func TestUpper(t *testing.T) {
	if os.Getenv("CV") == "" {
		t.Skip()
	}
	all, _ := corpus.Read(os.DirFS(os.Getenv("CV")))
	tr := &trainer{}
	for _, a := range all {
		tr.examples = append(tr.examples, ExampleOf(a))
	}
	tr.v = collectVocabulary(textsOf(tr.examples))
	for _, e := range tr.examples {
		tr.docs = append(tr.docs, tr.v.read(e.Answer))
	}
	m := &Model{vocabulary: tr.v}
	tr.lower(m)
	conf := [6][6]int{}
	for i, e := range tr.examples {
		for k, r := range tr.roles[i] {
			b := 0
			for j, p := range r {
				if p > r[b] {
					b = j
				}
			}
			conf[e.Roles[k]][b]++
		}
	}
	mac := 0.0
	for j := range conf {
		tp, n, g := conf[j][j], 0, 0
		for k := range conf {
			n += conf[k][j]
			g += conf[j][k]
		}
		f := 2 * float64(tp) / float64(n+g)
		fmt.Printf("%c %.3f ", RoleLetters[j], f)
		mac += f / 6
	}
	fmt.Println("macro", mac)
	for _, bw := range []float64{6} {
		for _, dw := range []float64{0.3,0.5} {
			for _, qw := range []float64{0.5} {
				for _, pen := range []float64{1e-3} {
					bagWeight, denseWeight, questionWeight, upperPenalty = bw, dw, qw, pen
					fmt.Print(bw, dw, qw, pen, " ")
					evalUpper(tr)
				}
			}
		}
	}
}

func evalUpper(t *trainer) {
	n := len(t.docs)
	summaries := make([]*summary, n)
	for i, d := range t.docs {
		summaries[i] = t.v.summarise(d, t.roles[i], t.evidence[i])
	}
	scale := standardise(summaries)
	data, targets := make([]vector, n), make([][]float64, n)
	for i, d := range t.docs {
		data[i] = t.v.describe(d, summaries[i], t.roles[i], scale)
		targets[i] = t.examples[i].targets()
	}
	unseen := make([][]float64, n)
	inParallel(4, func(fold int) {
		var x []vector
		var y [][]float64
		for i := range data {
			if foldOf(i/4, 4) != fold {
				x, y = append(x, data[i]), append(y, targets[i])
			}
		}
		l := trainLinear(x, y, upperOptions(t.v))
		for i := range data {
			if foldOf(i/4, 4) == fold {
				unseen[i] = make([]float64, outCount)
				l.scores(data[i], unseen[i])
			}
		}
	})
	l := &linear{outputs: outCount, slope: ones(outCount), shift: make([]float64, outCount)}
	calibrate(l, unseen, targets)
	f1 := func(from, count int) float64 {
		lim := bestLimits(l, unseen, targets, from, count)
		tp, fp, fn := 0, 0, 0
		for i := range unseen {
			for k := 0; k < count; k++ {
				add(&tp, &fp, &fn, l.calibrated(from+k, unseen[i][from+k]) >= lim[k], targets[i][from+k] > .5)
			}
		}
		return 2 * float64(tp) / float64(2*tp+fp+fn)
	}
	m := &Model{document: l}
	o := trainRating(m, t, unseen, summaries)
	num, den := 0.0, 0.0
	var og, oh [5]float64
	top, topn := 0, 0
	for i := range t.docs {
		p := o.probabilities(grounds(l, unseen[i], summaries[i]))
		s := 1
		for _, x := range p {
			if x > .5 {
				s++
			}
		}
		d := float64(s - t.examples[i].Rating)
		num += d * d
		og[t.examples[i].Rating]++
		oh[s]++
		b := 0
		any := false
		for k := 0; k < 16; k++ {
			if l.calibrated(15+k, unseen[i][15+k]) > l.calibrated(15+b, unseen[i][15+b]) {
				b = k
			}
			any = any || targets[i][15+k] > .5
		}
		if any {
			topn++
			if targets[i][15+b] > .5 {
				top++
			}
		}
	}
	for a := 1; a < 5; a++ {
		for b := 1; b < 5; b++ {
			den += float64((a-b)*(a-b)) * og[a] * oh[b] / float64(n)
		}
	}
	fmt.Printf("flags %.3f principles %.3f top1 %.3f qwk %.3f\n", f1(0, 15), f1(15, 16), float64(top)/float64(topn), 1-num/den)
}

func TestRoleErrors(t *testing.T) {
	if os.Getenv("CV") == "" {
		t.Skip()
	}
	all, _ := corpus.Read(os.DirFS(os.Getenv("CV")))
	tr := &trainer{}
	for _, a := range all {
		tr.examples = append(tr.examples, ExampleOf(a))
	}
	tr.v = collectVocabulary(textsOf(tr.examples))
	for _, e := range tr.examples {
		tr.docs = append(tr.docs, tr.v.read(e.Answer))
	}
	m := &Model{vocabulary: tr.v}
	tr.lower(m)
	raw := [2][2]int{}
	for i, e := range tr.examples {
		for k, r := range tr.roles[i] {
			b := 0
			for j, p := range r {
				if p > r[b] {
					b = j
				}
			}
			x, y := 0, 0
			if e.Text.Raw {
				x = 1
			}
			if b == int(e.Roles[k]) {
				y = 1
			}
			raw[x][y]++
			if b != int(e.Roles[k]) {
				fmt.Printf("%c>%c %.2f %s: %s\n", RoleLetters[e.Roles[k]], RoleLetters[b], r[e.Roles[k]], all[i].ID, e.Text.Quote(e.Text.Sentences[k].Span))
			}
		}
	}
	fmt.Println("raw acc", raw)
}

func TestRoleTune(t *testing.T) {
	if os.Getenv("CV") == "" {
		t.Skip()
	}
	all, _ := corpus.Read(os.DirFS(os.Getenv("CV")))
	tr := &trainer{}
	for _, a := range all {
		tr.examples = append(tr.examples, ExampleOf(a))
	}
	tr.v = collectVocabulary(textsOf(tr.examples))
	for _, e := range tr.examples {
		tr.docs = append(tr.docs, tr.v.read(e.Answer))
	}
	try := func() {
		conf := [6][6]int{}
		confW := [6][6]int{}
		n := len(tr.docs)
		out := make([][]roleScores, n)
		inParallel(4, func(fold int) {
			var train []int
			for i := range tr.docs {
				if i%4 != fold {
					train = append(train, i)
				}
			}
			c := tr.chainOf(train)
			for i := range tr.docs {
				if i%4 == fold {
					out[i] = c.marginals(tr.docs[i], nil)
				}
			}
		})
		ll := 0.0
		ns := 0
		for i, e := range tr.examples {
			for k, r := range out[i] {
				b := 0
				for j, p := range r {
					if p > r[b] {
						b = j
					}
				}
				ns++
				ll += r[e.Roles[k]]
				if all[i].ID[0] == 'W' {
					confW[e.Roles[k]][b]++
				}
				conf[e.Roles[k]][b]++
			}
		}
		macW := 0.0
		for j := range confW {
			tp, n, g := confW[j][j], 0, 0
			for k := range conf {
				n += confW[k][j]
				g += confW[j][k]
			}
			macW += 2 * float64(tp) / float64(n+g) / 6
		}
		fmt.Printf("W %.3f ", macW)
		mac, acc := 0.0, 0
		for j := range conf {
			tp, n, g := conf[j][j], 0, 0
			for k := range conf {
				n += conf[k][j]
				g += conf[j][k]
			}
			acc += tp
			f := 2 * float64(tp) / float64(n+g)
			fmt.Printf("%c %.3f ", RoleLetters[j], f)
			mac += f / 6
		}
		fmt.Printf("macro %.4f acc %.4f p %.3f\n", mac, float64(acc)/float64(ns), ll/float64(ns))
	}
	for _, x := range [][3]float64{{10, .025, 2e-4}} {
		roleEpochs, roleRate, rolePenalty = int(x[0]), x[1], x[2]
		fmt.Print(x, " ")
		try()
	}
}
