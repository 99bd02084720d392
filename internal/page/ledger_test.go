package page

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/a-h/templ"

	"rehearse/internal/coach"
	"rehearse/internal/review"
	"rehearse/internal/store"
)

// hostileText is a text that must stay text: markup that would run, a mark that
// turns the direction of reading, and one without width.
const hostileText = `</script><img src=x onerror=alert(1)>"'` + "\u202e\u200b" + ` end`

func asset(name string) string { return "/static/h/" + name }

func ledgerDrawn(t *testing.T, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	html := b.String()
	for _, bad := range []string{"<img", "style=", "onerror=alert(1)>\"", "<script>"} {
		if strings.Contains(html, bad) {
			t.Errorf("the page holds %s", bad)
		}
	}
	return html
}

// figures are n figures of one story, their words all different.
func figures(story string, n int) []coach.Figure {
	var all []coach.Figure
	for i := range n {
		amount := fmt.Sprintf("%d engineers", i+1)
		all = append(all, coach.Figure{
			Story: story, Text: amount, Kind: "people", Standing: unsaid,
			Said: []coach.Saying{{Sentence: "I led " + amount + " through it.", Role: review.Action}},
		})
	}
	return all
}

func TestTheLedgerLosesNoFigureBetweenItsPages(t *testing.T) {
	for _, sizes := range [][]int{{1}, {claimsOnPage}, {claimsOnPage + 1}, {5, 5, 5}, {30, 30, 2, 200, 1}, {0, 3}} {
		l := coach.Ledger{Counts: map[string]int{}}
		want := 0
		for i, n := range sizes {
			id := fmt.Sprintf("s%d", i)
			l.Stories = append(l.Stories, coach.LedgerStory{ID: id, Title: id, Figures: figures(id, n), LeftBehind: []coach.LeftClaim{
				{Claim: store.Claim{Story: id, Text: "gone"}},
			}})
			want += n + 1
		}
		seen := map[string]bool{}
		_, pages := ClaimsPage{Ledger: l, Number: 1}.groups()
		for number := 1; number <= pages; number++ {
			here, _ := ClaimsPage{Ledger: l, Number: number}.groups()
			lines := 0
			for _, g := range here {
				for _, f := range g.Figures {
					seen[g.ID+f.Text] = true
				}
				for _, c := range g.LeftBehind {
					seen[g.ID+c.Text] = true
				}
				lines += len(g.Figures) + len(g.LeftBehind)
			}
			if lines > claimsOnPage || lines == 0 {
				t.Errorf("%v: page %d has %d lines", sizes, number, lines)
			}
		}
		if len(seen) != want {
			t.Errorf("%v: %d lines on %d pages, not %d", sizes, len(seen), pages, want)
		}
	}
}

func TestTheLedgerShowsOneStandingOnly(t *testing.T) {
	all := figures("a", 4)
	all[2].Standing = coach.Verified
	l := coach.Ledger{Stories: []coach.LedgerStory{{ID: "a", Figures: all, LeftBehind: []coach.LeftClaim{{Claim: store.Claim{Text: "gone"}}}}}}
	for show, want := range map[string][2]int{ClaimsAll: {4, 1}, coach.Verified: {1, 0}, unsaid: {3, 0}, ClaimsLeft: {0, 1}, coach.Confidential: {0, 0}} {
		here, _ := ClaimsPage{Ledger: l, Show: show, Number: 1}.groups()
		var got [2]int
		for _, g := range here {
			got[0] += len(g.Figures)
			got[1] += len(g.LeftBehind)
		}
		if got != want {
			t.Errorf("%q shows %v, not %v", show, got, want)
		}
	}
}

func TestTheLeadLeadsToWhatIsToMend(t *testing.T) {
	all := figures("a", claimsOnPage+5)
	all[claimsOnPage+2].Standing, all[claimsOnPage+2].Spoken = coach.Confidential, []string{"the telling"}
	l := coach.Ledger{Stories: []coach.LedgerStory{{ID: "a", Title: "A", Figures: all}}, Counts: map[string]int{}, Total: len(all), Spoken: 1}
	want := "/claims?page=2#" + ClaimAnchor("a", all[claimsOnPage+2].Text)
	html := ledgerDrawn(t, Claims(ClaimsPage{Frame: Frame{Asset: asset}, Ledger: l, Number: 1}))
	if !strings.Contains(html, `<a id="claims-mend" href="`+want+`">Go to it</a>`) {
		t.Errorf("nothing leads to %s", want)
	}
	l.Contradictions = make([]coach.Contradiction, 1)
	if got := (ClaimsPage{Ledger: l}).Mend(); got != "" {
		t.Errorf("the lead speaks of contradictions, and leads to %s", got)
	}
}

func TestTheLedgerSaysOnceWhatIsCompared(t *testing.T) {
	story := func(id, project string) coach.LedgerStory {
		return coach.LedgerStory{ID: id, Title: id, Project: project, Figures: figures(id, 1)}
	}
	draw := func(show string, stories ...coach.LedgerStory) string {
		l := coach.Ledger{Stories: stories, Counts: map[string]int{}, Total: len(stories)}
		return ledgerDrawn(t, Claims(ClaimsPage{Frame: Frame{Asset: asset}, Ledger: l, Show: show, Number: 1}))
	}
	const says = "where they name the same project"
	html := draw(ClaimsAll, story("a", "Piers"), story("b", ""))
	if strings.Count(html, says) != 1 || !strings.Contains(html, `href="/stories/b#project"`) {
		t.Error("it doesn’t say once which stories are compared, and where to name a project")
	}
	if html = draw(ClaimsAll, story("a", "Piers"), story("b", "Piers")); !strings.Contains(html, says) || strings.Contains(html, "#project") {
		t.Error("where every story names its project, it still asks for one")
	}
	if strings.Contains(draw(coach.Verified, story("a", ""), story("b", "")), says) || strings.Contains(draw(ClaimsAll, story("a", "")), says) {
		t.Error("it speaks of comparing where nothing is compared")
	}
}

func TestConfidentialFiguresSaidOtherwiseAreShownAsSuch(t *testing.T) {
	left := []coach.LeftClaim{{Claim: store.Claim{Text: "$1", Standing: coach.Confidential}, Settled: true}, {Claim: store.Claim{Text: "$2", Standing: coach.Verified}}}
	l := coach.Ledger{Stories: []coach.LedgerStory{{ID: "a", LeftBehind: left}}}
	here, _ := ClaimsPage{Ledger: l, Show: coach.Confidential, Number: 1}.groups()
	if len(here) != 1 || len(here[0].LeftBehind) != 1 || here[0].LeftBehind[0].Text != "$1" {
		t.Errorf("under confidential stand %+v", here)
	}
}

func TestAQuoteKeepsItsAmount(t *testing.T) {
	long := strings.Repeat("worté ", 200)
	for _, c := range []struct{ sentence, amount, before, after string }{
		{"We cut it  from\n6 hours to 2.", "from 6 hours to 2", "We cut it ", "."},
		{"Nothing of it.", "5%", "Nothing of it.", ""},
		{"", "", "", ""},
	} {
		q := claimQuote(c.sentence, c.amount)
		if q.Before != c.before || q.After != c.after {
			t.Errorf("%q around %q: %+v", c.sentence, c.amount, q)
		}
	}
	q := claimQuote(long+"5% "+long, "5%")
	if q.Amount != "5%" || !strings.HasPrefix(q.Before, "… ") || !strings.HasSuffix(q.After, " …") {
		t.Errorf("a long sentence: %+v", q)
	}
	for _, part := range []string{q.Before, q.After} {
		if n := utf8.RuneCountInString(part); n > longestQuote+2 || !utf8.ValidString(part) {
			t.Errorf("a long sentence leaves %d letters: %q", n, part)
		}
	}
}

func TestTheLedgerCountsInWords(t *testing.T) {
	p := ClaimsPage{Ledger: coach.Ledger{Total: 6, Counts: map[string]int{coach.Verified: 1, coach.Estimate: 2, unsaid: 3}}}
	if got := p.Tally(); got != "Of 6 figures, 1 is verified, 2 are estimates, 3 are still open." {
		t.Error(got)
	}
	if got := (ClaimsPage{}).Tally(); got != "" {
		t.Error(got)
	}
}

func TestClaimsStayTextAndSmall(t *testing.T) {
	l := coach.Ledger{Total: 4000, Left: 500, Counts: map[string]int{unsaid: 4000}}
	for i := range 500 {
		id := fmt.Sprintf("01kb%022d", i)
		s := coach.LedgerStory{ID: id, Title: hostileText, Project: hostileText, Figures: figures(id, 8), LeftBehind: []coach.LeftClaim{
			{Claim: store.Claim{Story: id, Text: hostileText, Source: hostileText, Instead: hostileText}, Note: hostileText, Moves: []string{hostileText}},
		}}
		for k := range s.Figures {
			f := &s.Figures[k]
			f.Said = append(f.Said, f.Said[0])
			f.Source, f.Instead, f.Said[0].Sentence = hostileText, hostileText, strings.Repeat(hostileText+" ", 20)+f.Text
		}
		l.Stories = append(l.Stories, s)
		side := coach.ContradictionSide{Story: id, Title: hostileText, Text: "8", Sentence: "a 8 b" + hostileText}
		l.Contradictions = append(l.Contradictions, coach.Contradiction{What: "the size of the team", Says: hostileText, A: side, B: side})
	}
	for _, show := range append(ClaimsFilters(), ClaimsAll) {
		html := ledgerDrawn(t, Claims(ClaimsPage{Frame: Frame{Asset: asset}, Ledger: l, Show: show, Number: 1}))
		if len(html) > 90_000 {
			t.Errorf("%q: %d bytes", show, len(html))
		}
	}
}

// coverage is a map of n stories over 16 principles, of which the last is
// never shown.
func coverage(n int) coach.Coverage {
	c := coach.Coverage{Stories: n, Shown: 15}
	for i := range 16 {
		c.Principles = append(c.Principles, coach.PrincipleColumn{ID: fmt.Sprint("p", i), Name: fmt.Sprint("Principle ", i), Shown: n})
	}
	c.Principles[15].Shown = 0
	var refs []coach.StoryRef
	for i := range n {
		r := coach.CoverageRow{ID: fmt.Sprintf("01kb%022d", i), Title: fmt.Sprint("<b>The rewrite of the checkout", i), Rating: i % 5, Read: i%7 != 0}
		for k := range 16 {
			state := []string{coach.CellShown, coach.CellClaimed, coach.CellBoth, coach.CellNeither}[(i+k)%4]
			if k == 15 && state != coach.CellNeither {
				state = coach.CellClaimed
			}
			r.Cells = append(r.Cells, coach.Cell{Principle: c.Principles[k].ID, State: state, Strength: float64(i%10) / 10})
		}
		c.Rows = append(c.Rows, r)
		refs = append(refs, coach.StoryRef{ID: r.ID, Title: r.Title, Why: "its numbers are missing"})
	}
	for i := range 10 {
		name := fmt.Sprint("Field ", i)
		c.Competencies = append(c.Competencies, coach.Field{ID: fmt.Sprint("f", i), Name: name, Text: strings.Repeat("what is listened for ", 10), Stories: refs})
		c.Areas = append(c.Areas, coach.Field{ID: fmt.Sprint("f", i), Name: name, Could: refs})
		c.Rules = append(c.Rules, coach.PortfolioRule{ID: fmt.Sprint("r", i), Text: "A rule.", Measure: "m", Says: "1 of 2", Short: refs, Next: "Do it", Href: "/stories", Computed: i%2 == 0})
		c.Mix = append(c.Mix, coach.MixField{Name: name, Want: .4, Have: .9})
	}
	for i := range 40 {
		g := coach.Gap{Kind: "principle", ID: fmt.Sprint("p", i), Name: "A gap", Why: "No story shows it."}
		for k := range 3 {
			g.Scenarios = append(g.Scenarios, coach.ScenarioRef{ID: fmt.Sprint("s", k), Title: "A scenario", Href: fmt.Sprint("/library/scenarios/s", k)})
			g.Questions = append(g.Questions, coach.QuestionRef{ID: fmt.Sprint("q", k), Text: strings.Repeat("Tell me about a time. ", 3)})
		}
		c.Gaps = append(c.Gaps, g)
	}
	return c
}

func TestCoverageStaysTextAndSmall(t *testing.T) {
	for _, n := range []int{0, 1, 33, 500} {
		p := CoveragePage{Frame: Frame{Asset: asset}, Coverage: coverage(n), Number: 1, Today: "2026-11-23"}
		html := ledgerDrawn(t, Coverage(p))
		if len(html) > 98_000 {
			t.Errorf("%d stories: %d bytes", n, len(html))
		}
		if n == 33 && strings.Count(html, `<th scope="col"><span>`) != 16 {
			t.Error("not every principle heads a column")
		}
	}
}

func TestTheMapShowsEveryStoryOnOnePage(t *testing.T) {
	p := CoveragePage{Coverage: coverage(103)}
	seen := map[string]bool{}
	last := 99
	for p.Number = 1; p.Number <= p.pages(); p.Number++ {
		for _, r := range p.rows() {
			if r.Rating > last {
				t.Errorf("%s with %d stands after one with %d", r.ID, r.Rating, last)
			}
			last = r.Rating
			seen[r.ID] = true
		}
	}
	if len(seen) != 103 {
		t.Errorf("%d stories on %d pages", len(seen), p.pages())
	}
	if p.Number = 400; len(p.rows()) != 0 {
		t.Error("there is something after the last page")
	}
}

func TestCellsAreTellable(t *testing.T) {
	words := map[string]bool{}
	for _, state := range []string{coach.CellShown, coach.CellClaimed, coach.CellBoth} {
		class, word := cellMark(coach.Cell{State: state})
		if class == "" || word == "" || words[word] {
			t.Errorf("%s is %q, %q", state, class, word)
		}
		words[word] = true
	}
}

func TestBarsStayInside(t *testing.T) {
	for share, want := range map[float64]string{-1: "0.0", 0: "0.0", .5: "50.0", 1: "100.0", 3: "100.0"} {
		if got := barWidth(share); got != want {
			t.Errorf("%v is %s wide", share, got)
		}
	}
}
