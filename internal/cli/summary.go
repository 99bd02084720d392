package cli

import (
	"fmt"

	"rehearse/internal/review"
)

// summaryRow is what is kept of one review among many.
type summaryRow struct {
	name                    string
	score                   int
	label                   string
	errors, warnings, notes int
}

func newSummaryRow(o outcome) summaryRow {
	row := summaryRow{name: clean(o.shown()), score: o.review.Rating.Score, label: o.review.Rating.Label}
	for _, f := range o.review.Findings {
		switch f.Severity {
		case review.Error:
			row.errors++
		case review.Warning:
			row.warnings++
		case review.Note:
			row.notes++
		}
	}
	return row
}

// summary prints a table of all reviews, one a line.
func (t *text) summary(rows []summaryRow, failed int) {
	if len(rows) == 0 {
		return
	}
	t.blank()
	t.blank()
	columns := 4
	for _, r := range rows {
		columns = max(columns, columnsOf(r.name))
	}
	columns = max(8, min(columns, t.width-42))
	t.paint.write(pad("File", columns)+"  Vote             Errors  Warnings  Notes", bold)
	t.paint.newline()
	votes := [5]int{}
	for _, r := range rows {
		t.paint.write(pad(clipLeft(r.name, columns), columns)+"  ", plain)
		vote, s := "not scored", dim
		if r.score > 0 {
			vote, s = fmt.Sprintf("%d %s", r.score, r.label), verdictStyle(r.score)
		}
		votes[max(0, min(r.score, 4))]++
		t.paint.write(pad(vote, 15), s)
		t.paint.write(fmt.Sprintf("%8d%10d%7d", r.errors, r.warnings, r.notes), plain)
		t.paint.newline()
	}
	t.gap()
	line := fmt.Sprintf("%s: %d yes, %d no", count(len(rows), "review"), votes[3]+votes[4], votes[1]+votes[2])
	if votes[0] > 0 {
		line += fmt.Sprintf(", %d not scored", votes[0])
	}
	if failed > 0 {
		line += fmt.Sprintf("; %s could not be read", count(failed, "file"))
	}
	t.flow.paragraph("", line+".", plain)
}

// clipLeft cuts a name to a number of columns from its beginning: the end of
// a path tells more.
func clipLeft(s string, columns int) string {
	total := columnsOf(s)
	if total <= columns {
		return s
	}
	for total > columns-1 {
		size, w := cluster(s)
		s, total = s[size:], total-w
	}
	return "…" + s
}
