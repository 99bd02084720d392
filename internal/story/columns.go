package story

import (
	"strconv"
	"strings"
	"unicode"
)

type columnKind uint8

const (
	otherColumn columnKind = iota
	roleColumn
	answerColumn
	titleColumn
	questionColumn
	questionsColumn
	principlesColumn
	kindColumn
	tagsColumn
	projectColumn
	sectionColumn // a section with a meaning of its own, such as notes
)

// column is what the name of a column of a table means.
type column struct {
	kind columnKind
	// name is the name as it stands; role or section is what it says.
	name, role, section string
	strength            strength
}

// columns are the columns of a table of stories.
type columns []column

// columnNames are the names of columns that are neither roles nor sections.
var columnNames = map[string]columnKind{
	"title": titleColumn, "name": titleColumn, "story": titleColumn, "theme": titleColumn,
	"story title": titleColumn, "story name": titleColumn, "headline": titleColumn,
	"question": questionColumn, "prompt": questionColumn, "q": questionColumn, "interview question": questionColumn,
	"questions": questionsColumn, "prompts": questionsColumn, "other questions": questionsColumn, "further questions": questionsColumn,
	"principle": principlesColumn, "principles": principlesColumn, "lp": principlesColumn, "lps": principlesColumn,
	"lp(s)": principlesColumn, "principle(s)": principlesColumn, "leadership principle(s)": principlesColumn,
	"leadership principle": principlesColumn, "leadership principles": principlesColumn,
	"kind": kindColumn, "tag": tagsColumn, "tags": tagsColumn, "label": tagsColumn, "labels": tagsColumn, "project": projectColumn,
	"text": answerColumn, "answer": answerColumn, "answers": answerColumn, "whole answer": answerColumn, "full answer": answerColumn,
	"full text": answerColumn, "full story": answerColumn,
	"follow-up question(s)": sectionColumn, "note(s)": sectionColumn,
}

// titleNames are the names of titles, the surest first.
var titleNames = []string{"title", "story title", "story name", "headline", "name", "story", "theme"}

// readColumns reads the names of columns.
func readColumns(cells []string) columns {
	c := make(columns, len(cells))
	for i, name := range cells {
		c[i] = readColumn(name)
	}
	c.settleLetters()
	c.settleWeak()
	c.settleTitles()
	return c
}

func readColumn(cell string) column {
	col := column{name: cleanTitle(strings.Trim(oneLine(cell), bom))}
	folded := strings.ToLower(col.name)
	if col.name == "" || len(col.name) > 60 {
		return col
	}
	if kind, ok := columnNames[folded]; ok && kind != sectionColumn {
		col.kind = kind
		return col
	}
	if i := strings.IndexAny(folded, "(["); i > 0 {
		if kind, ok := columnNames[strings.TrimSpace(folded[:i])]; ok {
			col.kind = kind
			return col
		}
	}
	if rest, ok := strings.CutSuffix(folded, "(s)"); ok {
		folded = rest
	}
	l, ok := scanLabel(folded)
	switch {
	case !ok || l.end < len(folded):
	case l.role != "":
		col.kind, col.role, col.strength = roleColumn, l.role, l.strength
	case l.section == secAnswer:
		col.kind = answerColumn
	case l.section == secQuestion:
		col.kind = questionColumn
	case l.section == secPrinciples:
		col.kind = principlesColumn
	case l.section != secOther:
		col.kind, col.section = sectionColumn, l.section
	}
	return col
}

// settleLetters keeps S, T, A, R and L together only. An A beside a Q is an
// answer.
func (c columns) settleLetters() {
	letters, asked := roleSet(0), false
	for _, col := range c {
		if col.strength == letter {
			letters.add(col.role)
		}
		asked = asked || col.kind == questionColumn
	}
	for i := range c {
		if c[i].strength != letter || letters.count() >= 3 {
			continue
		}
		c[i].kind = otherColumn
		if asked && c[i].role == Action {
			c[i].kind = answerColumn
		}
		c[i].role, c[i].strength = "", 0
	}
}

// settleWeak takes "Context" for a situation where no column says so better.
func (c columns) settleWeak() {
	sure, all := roleSet(0), roleSet(0)
	for _, col := range c {
		if col.kind == roleColumn {
			all.add(col.role)
			if col.strength != weak {
				sure.add(col.role)
			}
		}
	}
	for i := range c {
		if c[i].strength == weak && (sure.has(c[i].role) || all.count() < 2) {
			c[i] = column{name: c[i].name}
		}
	}
}

// settleTitles keeps one title. "Story" is the answer where nothing else is.
func (c columns) settleTitles() {
	answered := false
	for _, col := range c {
		answered = answered || col.kind == roleColumn || col.kind == answerColumn
	}
	best, at := len(titleNames), -1
	for i := range c {
		if c[i].kind != titleColumn {
			continue
		}
		name := strings.ToLower(c[i].name)
		if !answered && name == "story" {
			c[i].kind, answered = answerColumn, true
			continue
		}
		for rank, known := range titleNames {
			if strings.HasPrefix(name, known) && rank < best {
				best, at = rank, i
				break
			}
		}
	}
	for i := range c {
		if c[i].kind == titleColumn && i != at {
			c[i].kind = otherColumn
		}
	}
}

// roles is how many roles the columns hold, named how many of them have a
// meaning, and answered whether one holds an answer or a part of one.
func (c columns) roles() (roles, named int, answered bool) {
	set := roleSet(0)
	for _, col := range c {
		if col.kind != otherColumn {
			named++
		}
		if col.kind == roleColumn {
			set.add(col.role)
		}
		answered = answered || col.kind == answerColumn || col.kind == roleColumn
	}
	return set.count(), named, answered
}

// tells reports whether the names are those of a table of stories in a
// document.
func (c columns) tells() bool {
	n, _, _ := c.roles()
	return n >= 2
}

// title is the column that holds titles, or -1.
func (c columns) title() int {
	for i, col := range c {
		if col.kind == titleColumn {
			return i
		}
	}
	return -1
}

// sectionTitles are the names that our files give to sections.
var sectionTitles = map[string]string{
	secFollowUps: "Follow-ups", secRedFlags: "Red flags", secLearned: "Learned", secApplied: "Applied later",
	secAlternatives: "Alternatives", secMetrics: "Metrics", secSigns: "Signs", secNotes: "Notes", secTold: "Told", secClaims: "Claims",
}

// heading is the heading under which the text of a column stands in a text.
func (c columns) heading(i int) string {
	if i >= len(c) || c[i].name == "" {
		return "Column " + strconv.Itoa(i+1)
	}
	switch col := c[i]; col.kind {
	case roleColumn:
		return strings.ToUpper(col.role[:1]) + col.role[1:]
	case answerColumn:
		return "Answer"
	case questionColumn:
		return "Question"
	case principlesColumn:
		return "Leadership principles"
	case sectionColumn:
		return sectionTitles[col.section]
	}
	if renamed(c[i].name) || marred(c[i].name) {
		return escapeTitle(c[i].name)
	}
	return c[i].name
}

// kindNamed reads the kind of a story: standard, failure, or "".
func kindNamed(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "standard", "success", "normal", "regular":
		return "standard"
	case "failure", "fail", "failed", "mistake":
		return "failure"
	}
	return ""
}

// listedPrinciples reads principles by name, in any order and with anything
// between them. Whole is false where the text says more than their names.
func listedPrinciples(text string) (ids []string, whole bool) {
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "&", " and ")), func(r rune) bool {
		return r != '\'' && r != '’' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	whole = true
	for i := 0; i < len(words); {
		n := min(8, len(words)-i)
		for n > 0 && principleID(strings.Join(words[i:i+n], " ")) == "" {
			n--
		}
		if n == 0 {
			whole = whole && words[i] == "and"
			i++
			continue
		}
		ids = addNew(ids, principleID(strings.Join(words[i:i+n], " ")))
		i += n
	}
	return ids, whole
}
