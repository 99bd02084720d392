package main

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"rehearse/internal/cli"
)

// The picture in the README is what the program prints, drawn as SVG. Long
// sections are cut, and the picture says where.

// most is how many lines of a section the picture shows: the last ones of
// the answer, where its deeds and results stand, the first ones elsewhere.
var most = map[string]int{"The answer": -13, "Advice": 6, "Next changes": 9}

func TestGeneratedPicture(t *testing.T) {
	t.Setenv("COLUMNS", "80")
	var out, errs bytes.Buffer
	args := []string{"review", "--color", "always", "examples/night-bakery.md"}
	if code := cli.Main(args, strings.NewReader(""), &out, &errs); code != cli.ExitOK {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	printed := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	fresh(t, "docs/review.svg", picture("go run . review examples/night-bakery.md", shorten(printed)))
}

// escape is a code that changes the style of what follows.
var escape = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// shorten cuts long sections. A section begins at a bold line after a blank
// one and reaches to the next.
func shorten(lines []string) []string {
	var out, section []string
	title := ""
	flush := func() {
		out = append(out, cut(section, most[title])...)
		section = nil
	}
	for i, line := range lines {
		if i > 0 && lines[i-1] == "" && strings.HasPrefix(line, "\x1b[1m") && !strings.HasPrefix(line, "\x1b[1m ") {
			flush()
			title = escape.ReplaceAllString(line, "")
		}
		section = append(section, line)
	}
	flush()
	return out
}

// cut keeps the first line of a section and n more, the last ones where n is
// negative, and marks the gap. 0 keeps all.
func cut(section []string, n int) []string {
	if n == 0 || len(section) <= max(n, -n)+3 {
		return section
	}
	gap := fmt.Sprintf("\x1b[2m      ⋯ %d lines more ⋯\x1b[0m", len(section)-2-max(n, -n))
	if n < 0 {
		kept := append([]string{section[0], gap}, section[len(section)-1+n:]...)
		return kept
	}
	return append(append([]string{}, section[:n+1]...), gap, "")
}

// The measures of the picture in pixels; column is the width of a character.
const (
	column = 8.43
	row    = 18
	margin = 22
	top    = 58
)

const pictureHead = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[2]d" width="%[1]d" height="%[2]d" role="img" aria-label="%[3]s">
<!-- Generated from the program's own output by "go generate ./..."; do not edit. -->
<style>
text { font: 14px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #26241f; white-space: pre }
.paper { fill: #fdfcf9; stroke: #d9d4c8 } .dot { fill: #d9d4c8 }
.b { font-weight: 700 } .u { text-decoration: underline }
.d { fill: #736d60 } .r { fill: #b3261e } .y { fill: #8a5a00 } .g { fill: #2f6f3e } .l { fill: #1f5aa6 }
@media (prefers-color-scheme: dark) {
text { fill: #e6e3dc } .paper { fill: #1d1f21; stroke: #3b3e41 } .dot { fill: #3b3e41 }
.d { fill: #9a968c } .r { fill: #ff8a80 } .y { fill: #e9b95c } .g { fill: #8ccf97 } .l { fill: #8fbcf7 }
}
</style>
<rect x="0.5" y="0.5" width="%[4]d" height="%[5]d" rx="9" class="paper"/>
<circle cx="22" cy="21" r="5" class="dot"/><circle cx="39" cy="21" r="5" class="dot"/><circle cx="56" cy="21" r="5" class="dot"/>
`

// picture draws lines with terminal styles as SVG.
func picture(command string, lines []string) []byte {
	var b bytes.Buffer
	wide := 80
	width, height := int(float64(wide)*column)+2*margin, top+row*(len(lines)+2)
	fmt.Fprintf(&b, pictureHead, width, height, html.EscapeString("What "+command+" prints"), width-1, height-1)
	fmt.Fprintf(&b, `<text x="%d" y="%d"><tspan class="d">$ </tspan><tspan class="b">%s</tspan></text>`+"\n", margin, top, html.EscapeString(command))
	for i, line := range lines {
		drawLine(&b, line, top+row*(i+2))
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// drawLine draws one line, each stretch of one style at its own column so
// that everything stands where the terminal has it, whatever the font.
func drawLine(b *bytes.Buffer, line string, y int) {
	class, at := "", 0
	stretch := func(s string) {
		n := len([]rune(s))
		if strings.TrimSpace(s) != "" {
			lead := len(s) - len(strings.TrimLeft(s, " "))
			word := strings.TrimSpace(s)
			fmt.Fprintf(b, `<text x="%.1f" y="%d" textLength="%.1f"%s>%s</text>`+"\n", margin+column*float64(at+lead), y,
				column*float64(len([]rune(word))), class, html.EscapeString(word))
		}
		at += n
	}
	for {
		m := escape.FindStringSubmatchIndex(line)
		if m == nil {
			stretch(line)
			return
		}
		stretch(line[:m[0]])
		class = classOf(line[m[2]:m[3]])
		line = line[m[1]:]
	}
}

// classOf names the style of a terminal code.
func classOf(code string) string {
	names := map[string]string{"1": "b", "2": "d", "4": "u", "31": "r", "33": "y", "32": "g", "34": "l"}
	var all []string
	for _, c := range strings.Split(code, ";") {
		if n := names[c]; n != "" {
			all = append(all, n)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return fmt.Sprintf(` class="%s"`, strings.Join(all, " "))
}
