package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// The figures of docs/judgement.md are drawn from the tables that stand in
// it, as `rehearse evaluate --folds 5 --curve` prints them.

// series is a line of points, x and y from 0 to 1, with what to write at its
// end.
type series struct {
	name   string
	points [][2]float64
	labels []string
}

func TestGeneratedFigures(t *testing.T) {
	page, err := os.ReadFile("docs/judgement.md")
	if err != nil {
		t.Fatal(err)
	}
	fresh(t, "docs/learning-curve.svg", drawing("How agreement grows with what was learned from", "answers learned from", "agreement", curve(t, string(page))))
	fresh(t, "docs/reliability.svg", drawing("How often a judgement was right, by how sure it was", "how sure", "how often right", reliability(t, string(page))))
}

// block is what stands between two marks of a page.
func block(t *testing.T, page, name string) []string {
	t.Helper()
	_, rest, found := strings.Cut(page, "<!-- "+name+": begin -->")
	text, _, closed := strings.Cut(rest, "<!-- "+name+": end -->")
	if !found || !closed {
		t.Fatalf("docs/judgement.md has no block %q", name)
	}
	return strings.Split(text, "\n")
}

// curve reads the learning curve: part, roles, flags, principles, rating,
// answers. The axis of answers is logarithmic: each step doubles them.
func curve(t *testing.T, page string) []series {
	all := []series{{name: "rating (kappa)"}, {name: "roles (macro-F1)"}, {name: "flags (micro-F1)"}, {name: "principles (micro-F1)"}}
	column := []int{4, 1, 2, 3}
	var rows [][]string
	for _, line := range block(t, page, "curve") {
		if part := strings.Fields(line); len(part) == 6 && (part[0] == "all" || strings.Contains(part[0], "/")) {
			rows = append(rows, part)
		}
	}
	for i, part := range rows {
		for k := range all {
			y, err := strconv.ParseFloat(part[column[k]], 64)
			if err != nil {
				t.Fatal(err)
			}
			all[k].points = append(all[k].points, [2]float64{0.06 + 0.88*float64(i)/float64(max(1, len(rows)-1)), y})
		}
		all[0].labels = append(all[0].labels, part[5])
	}
	return all
}

// reliability reads lines such as "roles  70% to  80%  said   812  sure 0.75
// right 0.77", and draws the bins with enough judgements.
func reliability(t *testing.T, page string) []series {
	all := []series{{name: "as sure as right", points: [][2]float64{{0, 0}, {1, 1}}}, {name: "roles"}, {name: "flags"}}
	for _, line := range block(t, page, "reliability") {
		part := strings.Fields(line)
		if len(part) < 10 || part[len(part)-2] != "right" {
			continue
		}
		n := len(part)
		said, _ := strconv.Atoi(part[n-5])
		x, errX := strconv.ParseFloat(part[n-3], 64)
		y, errY := strconv.ParseFloat(part[n-1], 64)
		if errX != nil || errY != nil {
			t.Fatalf("%q can't be read", line)
		}
		k := 1
		if part[0] == "flags" {
			k = 2
		}
		if said >= 20 {
			all[k].points = append(all[k].points, [2]float64{x, y})
		}
	}
	return all
}

const drawingHead = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" width="640" height="400" role="img" aria-label="%s">
<!-- Generated from the tables in docs/judgement.md by "go generate ./..."; do not edit. -->
<style>
text { font: 13px system-ui, sans-serif; fill: #26241f } .dim { fill: #736d60 } .axis { stroke: #b9b3a5; fill: none } .grid { stroke: #e7e2d8 }
.paper { fill: #fdfcf9; stroke: #d9d4c8 } .line { fill: none; stroke-width: 2 }
.s0 { stroke: #8a5a00 } .s1 { stroke: #1f5aa6 } .s2 { stroke: #b3261e } .s3 { stroke: #2f6f3e } .p0 { fill: #8a5a00 } .p1 { fill: #1f5aa6 } .p2 { fill: #b3261e } .p3 { fill: #2f6f3e }
@media (prefers-color-scheme: dark) {
text { fill: #e6e3dc } .dim { fill: #9a968c } .axis { stroke: #6a6d70 } .grid { stroke: #2d3033 } .paper { fill: #1d1f21; stroke: #3b3e41 }
.s0 { stroke: #e9b95c } .s1 { stroke: #8fbcf7 } .s2 { stroke: #ff8a80 } .s3 { stroke: #8ccf97 } .p0 { fill: #e9b95c } .p1 { fill: #8fbcf7 } .p2 { fill: #ff8a80 } .p3 { fill: #8ccf97 }
}
</style>
<rect x="0.5" y="0.5" width="639" height="399" rx="9" class="paper"/>
`

// drawing draws lines over a grid from 0 to 1.
func drawing(title, below, beside string, all []series) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, drawingHead, title)
	const left, right, top, bottom = 62.0, 470.0, 46.0, 340.0
	x := func(v float64) float64 { return left + v*(right-left) }
	y := func(v float64) float64 { return bottom - v*(bottom-top) }
	fmt.Fprintf(&b, `<text x="20" y="27">%s</text>`+"\n", title)
	for i := 0; i <= 10; i += 2 {
		v := float64(i) / 10
		fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" class="grid"/><text x="%.1f" y="%.1f" text-anchor="end" class="dim">%.1f</text>`+"\n", left, y(v), right, y(v), left-8, y(v)+4, v)
	}
	fmt.Fprintf(&b, `<path d="M%.1f %.1fV%.1fH%.1f" class="axis"/>`+"\n", left, top, bottom, right)
	fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="middle" class="dim">%s</text>`+"\n", (left+right)/2, bottom+42, below)
	fmt.Fprintf(&b, `<text x="20" y="%.1f" class="dim" transform="rotate(-90 20 %.1f)" text-anchor="middle">%s</text>`+"\n", (top+bottom)/2, (top+bottom)/2, beside)
	marks := all[0].labels
	if marks == nil {
		for i := 0; i <= 10; i += 2 {
			fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="middle" class="dim">%.1f</text>`+"\n", x(float64(i)/10), bottom+20, float64(i)/10)
		}
	}
	for i, label := range marks {
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="middle" class="dim">%s</text>`+"\n", x(all[0].points[i][0]), bottom+20, label)
	}
	for k, s := range all {
		path := ""
		for i, p := range s.points {
			path += fmt.Sprintf("%c%.1f %.1f", "ML"[min(i, 1)], x(p[0]), y(p[1]))
		}
		fmt.Fprintf(&b, `<path d="%s" class="line s%d"/>`+"\n", path, k)
		for _, p := range s.points {
			fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="3" class="p%d"/>`+"\n", x(p[0]), y(p[1]), k)
		}
		if n := len(s.points); n > 0 {
			fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" class="p%d">%s</text>`+"\n", right+14, legend(all, k, y), k, s.name)
		}
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// legend is where the name of line k stands: at the height of its end, moved
// down where names would meet.
func legend(all []series, k int, y func(float64) float64) float64 {
	order := []int{}
	for i, s := range all {
		if len(s.points) > 0 {
			order = append(order, i)
		}
	}
	end := func(i int) float64 { return y(all[i].points[len(all[i].points)-1][1]) }
	for i := range order {
		for j := i + 1; j < len(order); j++ {
			if end(order[j]) < end(order[i]) {
				order[i], order[j] = order[j], order[i]
			}
		}
	}
	last := -100.0
	for _, i := range order {
		at := max(end(i)+4, last+17)
		if i == k {
			return at
		}
		last = at
	}
	return last
}
