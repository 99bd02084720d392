package story

import (
	"strconv"
	"strings"
	"unicode"
)

// Markdown writes a draft as a story file, and Parse and Draft give the same
// draft back. A line of the text that would be taken for a heading is marked
// by a comment as text; what a list or a title can't hold as it stands is
// written with numbers for its marks.
//
// What does not come back as it was: blanks around a text, the difference
// between ends of lines, runs of blanks in what the front matter holds, and
// bytes that are no text. Front matter that would grow past what Parse
// reads (16 KB) goes on as sections at the end of the file.
func (d Draft) Markdown() []byte {
	w := &strings.Builder{}
	overflow := d.writeFront(w)
	writeBlock(w, "", d.Text)
	writeBlock(w, "Situation", d.Situation)
	writeBlock(w, "Task", d.Task)
	writeBlock(w, "Action", d.Action)
	writeBlock(w, "Result", d.Result)
	writeBlock(w, "Learning", d.Learning)
	writeFollowUps(w, d.FollowUps)
	writeList(w, "Red flags", d.RedFlags)
	writeList(w, "Learned", d.Learned)
	writeList(w, "Applied later", d.Applied)
	writeList(w, "Alternatives", d.Alternatives)
	writeList(w, "Metrics", d.Metrics)
	writeList(w, "Signs", d.Signs)
	writeList(w, "Notes", d.Notes)
	writeClaims(w, d.Claims)
	writeList(w, "Told", d.Told)
	for _, s := range append(d.Sections[:len(d.Sections):len(d.Sections)], overflow...) {
		heading(w, d.sectionTitle(plainLine(validText(s.Title))))
		if text := guard(s.Text); text != "" {
			w.WriteString("\n" + text + "\n")
		}
	}
	return []byte(w.String())
}

// sectionTitle is a title as its heading is written. A section of principles
// keeps its name where it can't be taken for what the front matter lacks.
func (d Draft) sectionTitle(title string) string {
	named := sectionKind(title) == secPrinciples && len(d.Principles) > 0
	if !named && renamed(title) || marred(title) {
		return escapeTitle(title)
	}
	return title
}

// writeFront writes the front matter and returns what it has no room for.
func (d Draft) writeFront(w *strings.Builder) []DraftSection {
	f := d.front(frontWriter{})
	if front := f.String(); strings.Count(front, "[")+strings.Count(front, "{") > maxBrackets {
		f = d.front(frontWriter{brackets: strings.NewReplacer("[", `\u005b`, "{", `\u007b`)})
	}
	w.WriteString("---\n" + f.String() + "---\n")
	return f.overflow
}

func (d Draft) front(f frontWriter) *frontWriter {
	f.text("id", d.ID)
	f.text("title", d.Title)
	f.text("question", d.Question)
	f.list("questions", d.Questions, true)
	if d.Kind == "standard" || d.Kind == "failure" {
		f.text("kind", d.Kind)
	}
	f.text("project", d.Project)
	f.list("tags", d.Tags, false)
	f.list("principles", d.Principles, false)
	f.text("rubric", d.Rubric)
	return &f
}

// frontWriter writes front matter within its limit.
type frontWriter struct {
	lines    []byte
	overflow []DraftSection
	// brackets writes brackets by their number, where they would be too
	// many for the reader.
	brackets *strings.Replacer
}

// String is the front matter without its rules.
func (f *frontWriter) String() string { return string(f.lines) }

// add adds a line, or what was to stand on it as a section.
func (f *frontWriter) add(key, line, value string) {
	if len(f.lines)+len(line) < maxFront-64 {
		f.lines = append(f.lines, line...)
		return
	}
	f.overflow = append(f.overflow, DraftSection{strings.ToUpper(key[:1]) + key[1:], value})
}

// quote writes one value.
func (f *frontWriter) quote(value string) string {
	v := yamlText(value)
	if f.brackets != nil {
		v = f.brackets.Replace(v)
	}
	return v
}

func (f *frontWriter) text(key, value string) {
	if value = plainLine(validText(value)); value != "" {
		f.add(key, key+": "+f.quote(value)+"\n", value)
	}
}

// list writes a list, one a line or all on one.
func (f *frontWriter) list(key string, values []string, long bool) {
	if len(values) == 0 {
		return
	}
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = f.quote(plainLine(validText(v)))
	}
	line := key + ": [" + strings.Join(quoted, ", ") + "]\n"
	if long {
		line = key + ":\n  - " + strings.Join(quoted, "\n  - ") + "\n"
	}
	f.add(key, line, strings.Join(values, "\n"))
}

// yamlText writes a value plain where that is safe, else in double quotes.
func yamlText(s string) string {
	if s != "" && isKey(s) && len(s) > 3 && s != "true" && s != "false" && s != "null" {
		return s
	}
	return strconv.Quote(s)
}

// plainLine is s on one line, without control characters.
func plainLine(s string) string {
	return oneLine(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\ufeff' || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s))
}

func heading(w *strings.Builder, title string) { w.WriteString("\n## " + title + "\n") }

func writeBlock(w *strings.Builder, title, text string) {
	if text = guard(text); text == "" {
		return
	}
	if title != "" {
		heading(w, title)
	}
	w.WriteString("\n" + text + "\n")
}

func writeList(w *strings.Builder, title string, items []string) {
	if len(items) == 0 {
		return
	}
	heading(w, title)
	w.WriteByte('\n')
	for _, it := range items {
		w.WriteString("- " + writeItem(validText(it)) + "\n")
	}
}

// writeItem writes a point of a list, plain where it comes back so.
func writeItem(it string) string {
	if !strings.ContainsAny(it, "\r\n") && !strings.Contains(it, "<!--") {
		if back := listItems("- " + it); len(back) == 1 && back[0] == it {
			return it
		}
	}
	return textMark + escapeLine(it, "")
}

func writeClaims(w *strings.Builder, claims []ClaimNote) {
	if len(claims) == 0 {
		return
	}
	heading(w, "Claims")
	w.WriteByte('\n')
	for _, c := range claims {
		c = ClaimNote{validText(c.Text), validText(c.Standing), validText(c.Source), validText(c.Instead)}
		w.WriteString("- " + c.line() + "\n")
	}
}
