package story

import "strings"

// ClaimNote is what a person notes of an amount that the story states: one
// line of a section "## Claims",
//
//   - "from 6 hours to 15 minutes": verified; source: the on-call dashboard; say instead: about a quarter of an hour
//
// Everything but the text may be absent. A line that a semicolon, a quote
// mark or the end of a line in a field would break is written after the
// comment <!-- rehearse: text -->, with those marks as numbers (&#59;) and
// <br>, so that every text comes back as it was.
type ClaimNote struct {
	// Text is the amount in the words of the story.
	Text string
	// Standing is verified, estimate, unconfirmed or confidential; other
	// words are kept as well.
	Standing string
	// Source says where the amount can be seen.
	Source string
	// Instead is what to say where the amount may not be told.
	Instead string
}

const (
	claimSource  = "source:"
	claimInstead = "say instead:"
)

// line writes a claim on one line, without the list mark.
func (c ClaimNote) line() string {
	plain := c.join(func(s string) string { return s })
	if !strings.ContainsAny(plain, "\r\n") && !strings.Contains(plain, "<!--") && oneLine(plain) == plain {
		if back := readClaims("- " + plain); len(back) == 1 && back[0] == c {
			return plain
		}
	}
	return textMark + c.join(func(s string) string { return escapeLine(s, `":;`) })
}

func (c ClaimNote) join(write func(string) string) string {
	var parts []string
	if c.Standing != "" {
		parts = append(parts, write(c.Standing))
	}
	if c.Source != "" {
		parts = append(parts, claimSource+" "+write(c.Source))
	}
	if c.Instead != "" {
		parts = append(parts, claimInstead+" "+write(c.Instead))
	}
	line := `"` + write(c.Text) + `"`
	if len(parts) > 0 {
		line += ": " + strings.Join(parts, "; ")
	}
	return line
}

// readClaims reads the lines of a section of claims.
func readClaims(text string) []ClaimNote {
	var out []ClaimNote
	for _, e := range listEntries(text) {
		if e.literal {
			out = append(out, exactClaim(e.text))
			continue
		}
		out = append(out, readClaim(e.text))
	}
	return out
}

// exactClaim reads a line whose fields hold no quote mark and no colon.
func exactClaim(line string) ClaimNote {
	text, rest, found := strings.Cut(strings.TrimPrefix(line, `"`), `"`)
	if !found || !strings.HasPrefix(line, `"`) {
		return ClaimNote{Text: unescapeLine(line)}
	}
	c := ClaimNote{Text: unescapeLine(text)}
	rest = strings.TrimPrefix(rest, ": ")
	if before, instead, found := strings.Cut(rest, claimInstead+" "); found {
		rest, c.Instead = strings.TrimSuffix(before, "; "), unescapeLine(instead)
	}
	if before, source, found := strings.Cut(rest, claimSource+" "); found {
		rest, c.Source = strings.TrimSuffix(before, "; "), unescapeLine(source)
	}
	c.Standing = unescapeLine(rest)
	return c
}

// readClaim reads a line as people write it.
func readClaim(line string) ClaimNote {
	text, rest := cutClaim(line)
	c := ClaimNote{Text: text}
	field := &c.Standing
	for i, part := range strings.Split(rest, ";") {
		part = strings.TrimSpace(part)
		if v, ok := cutPrefixFold(part, claimSource); ok {
			field, part = &c.Source, v
		} else if v, ok := cutPrefixFold(part, claimInstead); ok {
			field, part = &c.Instead, v
		} else if i > 0 {
			part = "; " + part
		}
		*field = strings.TrimPrefix(*field+part, "; ")
	}
	return c
}

// cutClaim takes the amount from the beginning of a line: what stands in
// quote marks, or what stands before a colon and a standing.
func cutClaim(line string) (text, rest string) {
	for _, q := range [][2]string{{`"`, `"`}, {"“", "”"}} {
		inner, ok := strings.CutPrefix(line, q[0])
		if !ok {
			continue
		}
		if text, rest, found := strings.Cut(inner, q[1]+":"); found {
			return text, strings.TrimSpace(rest)
		}
		if text, found := strings.CutSuffix(inner, q[1]); found {
			return text, ""
		}
	}
	for _, mark := range []string{": verified", ": estimate", ": unconfirmed", ": confidential", ": " + claimSource, ": " + claimInstead} {
		if i := strings.Index(asciiLower(line), mark); i > 0 {
			return strings.TrimSpace(line[:i]), line[i+2:]
		}
	}
	return line, ""
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || asciiLower(s[:len(prefix)]) != prefix {
		return s, false
	}
	return strings.TrimSpace(s[len(prefix):]), true
}
