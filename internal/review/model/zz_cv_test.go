package model

import (
	"fmt"
	"os"
	"testing"
	"time"

	"rehearse/corpus"
)

func TestCV(t *testing.T) {
	if os.Getenv("CV") == "" {
		t.Skip()
	}
	all, err := corpus.Read(os.DirFS(os.Getenv("CV")))
	if err != nil {
		t.Fatal(err)
	}
	var ex []Example
	for _, a := range all {
		ex = append(ex, ExampleOf(a))
	}
	folds := 5
	conf := [6][6]int{}
	type cnt struct{ tp, fp, fn int }
	fl, pr := make([]cnt, 15), make([]cnt, 16)
	lv := [3][3]int{}
	rt := [5][5]int{}
	top, topn := 0, 0
	start := time.Now()
	for f := 0; f < folds; f++ {
		var train []Example
		for i, e := range ex {
			if i%folds != f {
				train = append(train, e)
			}
		}
		m := Train(train)
		for i, e := range ex {
			if i%folds != f {
				continue
			}
			r := m.Read(e.Answer)
			for k := range r.Roles {
				b := 0
				for j, p := range r.Roles[k] {
					if p > r.Roles[k][b] {
						b = j
					}
				}
				conf[e.Roles[k]][b]++
			}
			for k, p := range r.Flags {
				add(&fl[k].tp, &fl[k].fp, &fl[k].fn, p >= m.FlagLimit(k), e.Flags[k] > 0)
			}
			b := 0
			some := false
			for k, p := range r.Principles {
				add(&pr[k].tp, &pr[k].fp, &pr[k].fn, p >= m.PrincipleLimit(k), e.Principles[k] > 0)
				if p > r.Principles[b] {
					b = k
				}
				some = some || e.Principles[k] > 0
			}
			if some {
				topn++
				if e.Principles[b] > 0 {
					top++
				}
			}
			l := 1
			if r.Level[0] > .4 {
				l = 0
			}
			if r.Level[2] > .4 {
				l = 2
			}
			lv[e.Level][l]++
			s := 1
			for _, p := range r.Rating {
				if p > .5 {
					s++
				}
			}
			rt[e.Rating][s]++
		}
	}
	fmt.Println("time", time.Since(start))
	fmt.Println("roles", conf)
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
	T := cnt{}
	for k, c := range fl {
		fmt.Printf("%s %+v\n", Flags[k], c)
		T.tp += c.tp
		T.fp += c.fp
		T.fn += c.fn
	}
	fmt.Println("flags f1", 2*float64(T.tp)/float64(2*T.tp+T.fp+T.fn), T)
	T = cnt{}
	for k, c := range pr {
		fmt.Printf("%s %+v\n", Principles[k], c)
		T.tp += c.tp
		T.fp += c.fp
		T.fn += c.fn
	}
	fmt.Println("principles f1", 2*float64(T.tp)/float64(2*T.tp+T.fp+T.fn), T, "top1", float64(top)/float64(topn))
	fmt.Println("level", lv, "rating", rt)
}

func add(tp, fp, fn *int, said, gold bool) {
	switch {
	case said && gold:
		*tp++
	case said:
		*fp++
	case gold:
		*fn++
	}
}
