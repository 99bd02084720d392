package cli

import (
	"bufio"
	"os"

	"rehearse/internal/review"
)

// style is how a piece of text looks in a terminal: a set of marks.
type style uint8

// The marks. Colours are the eight that every terminal theme defines.
const (
	bold style = 1 << iota
	dim
	underline
	red
	yellow
	green
	blue
	plain style = 0
)

// codes are the terminal's codes of the marks, in the order of the marks.
var codes = [...]struct {
	mark style
	code string
}{{bold, "1"}, {dim, "2"}, {underline, "4"}, {red, "31"}, {yellow, "33"}, {green, "32"}, {blue, "34"}}

// painter writes styled text, or plain text where colour is off.
type painter struct {
	out *bufio.Writer
	on  bool
	now style
}

// set changes the style of what is written next.
func (p *painter) set(s style) {
	if !p.on || s == p.now {
		return
	}
	if p.now != plain {
		p.out.WriteString("\x1b[0m")
	}
	p.now = s
	if s == plain {
		return
	}
	p.out.WriteString("\x1b[")
	separator := ""
	for _, c := range codes {
		if s&c.mark != 0 {
			p.out.WriteString(separator + c.code)
			separator = ";"
		}
	}
	p.out.WriteString("m")
}

// write writes text in a style.
func (p *painter) write(text string, s style) {
	if text == "" {
		return
	}
	p.set(s)
	p.out.WriteString(text)
}

// newline ends a line, in no style, so that no colour runs into the margin.
func (p *painter) newline() {
	p.set(plain)
	p.out.WriteByte('\n')
}

// wantsColour decides whether to colour: always and never are obeyed; auto
// colours a terminal that can, unless NO_COLOR is set (see no-color.org).
func wantsColour(flag string, terminal bool) bool {
	switch flag {
	case "always":
		return true
	case "never":
		return false
	}
	return terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// severityStyle is the colour of a severity.
func severityStyle(s review.Severity) style {
	switch s {
	case review.Error:
		return red
	case review.Warning:
		return yellow
	}
	return blue
}
