package page

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

// HistoryPage lists the steps of a story, newest first.
type HistoryPage struct {
	Frame
	ID, Heading string
	// Revision is the story's as it stands.
	Revision int64
	Steps    []coach.Step
	Today    string
}

// StepPage shows one revision, and what it changed.
type StepPage struct {
	Frame
	ID, Heading string
	Revision    int64 // the story's as it stands
	// Step is the revision; a save that is folded into a step comes without
	// a rating.
	Step coach.Step
	// Folded are the saves of the step that this one is folded into, newest
	// first, or, where this is the last of them, of its own; none where it
	// stands alone.
	Folded []store.Version
	// Before is what it differs from: the step before it, or of a folded
	// save the save before; nil at the first. After is what came then, nil
	// at the last.
	Before, After *coach.Step
	// Now is set where the step is compared with the story as it stands, and
	// not with the step before it.
	Now    bool
	Title  []coach.Piece
	Asked  []coach.Piece
	Answer []coach.Piece
	Notes  []coach.Piece
	Today  string
}

// NewHistoryPage lists steps, newest first; there is at least one.
func NewHistoryPage(f Frame, steps []coach.Step, today string) HistoryPage {
	now := steps[0]
	return HistoryPage{Frame: f, ID: now.ID, Heading: heading(now.Title), Revision: now.Revision, Steps: steps, Today: today}
}

// NewStepPage shows a revision, and compares it with the one before it or
// with the story as it stands. It is false where there is no such revision
// among the steps, newest first.
func NewStepPage(f Frame, steps []coach.Step, revision int64, now bool, today string) (StepPage, bool) {
	step, before, after, folded, ok := findStep(steps, revision)
	if !ok {
		return StepPage{}, false
	}
	p := StepPage{Frame: f, ID: step.ID, Heading: heading(steps[0].Title), Revision: steps[0].Revision, Step: step,
		Folded: folded, Before: before, After: after, Now: now, Today: today}
	// The first step has nothing to differ from, and is shown as it is.
	old, new := step, step
	switch {
	case now:
		new = steps[0]
	case p.Before != nil:
		old = *p.Before
	}
	p.Title, p.Asked = coach.Diff(old.Title, new.Title), coach.Diff(old.Question, new.Question)
	p.Answer, p.Notes = coach.Diff(old.Answer, new.Answer), coach.Diff(old.Notes, new.Notes)
	return p, true
}

// findStep finds a revision among steps and the saves folded into them, with
// its neighbors: those of a step are steps, those of a folded save are saves.
func findStep(steps []coach.Step, revision int64) (step coach.Step, before, after *coach.Step, folded []store.Version, ok bool) {
	for i := range steps {
		s := &steps[i]
		if len(s.Saves) > 1 {
			folded = s.Saves
		} else {
			folded = nil
		}
		if s.Revision == revision {
			if i+1 < len(steps) {
				before = &steps[i+1]
			}
			if i > 0 {
				after = &steps[i-1]
			}
			return *s, before, after, folded, true
		}
		for j, v := range s.Saves {
			if j == 0 || v.Revision != revision {
				continue
			}
			after = &coach.Step{Version: s.Saves[j-1]}
			if j+1 < len(s.Saves) {
				before = &coach.Step{Version: s.Saves[j+1]}
			} else if i+1 < len(steps) {
				before = &steps[i+1]
			}
			return coach.Step{Version: v}, before, after, folded, true
		}
	}
	return coach.Step{}, nil, nil, nil, false
}

// IsFolded reports whether the revision is a save within a step, which has
// no rating yet.
func (p StepPage) IsFolded() bool { return p.Step.Sessions == 0 }

// one is what the page shows, in words: a step, or a save of one.
func (p StepPage) one() string {
	if p.IsFolded() {
		return "save"
	}
	return "step"
}

// changed reports whether pieces hold anything new or gone.
func changed(pieces []coach.Piece) bool {
	for _, p := range pieces {
		if p.Op != 0 && p.Text != "" {
			return true
		}
	}
	return false
}

// same reports whether nothing that is told changed.
func (p StepPage) same() bool {
	return !changed(p.Title) && !changed(p.Asked) && !changed(p.Answer) && !changed(p.Notes)
}

// stepLead says what is compared with what.
func (p StepPage) stepLead() string {
	switch {
	case p.Now && p.same():
		return "Nothing that is told has changed since."
	case p.Now:
		return "What changed from here until now: struck words went, underlined words came."
	case p.Before == nil:
		return "This is how the story began."
	case p.same():
		return "The words stayed the same in this " + p.one() + "; something beside them changed."
	}
	return "What changed in this " + p.one() + ": struck words went, underlined words came."
}

// wordsMoved says how many words came and went.
func wordsMoved(pieces []coach.Piece) string {
	came, went := 0, 0
	for _, p := range pieces {
		switch n := len(strings.Fields(p.Text)); p.Op {
		case 1:
			came += n
		case -1:
			went += n
		}
	}
	return fmt.Sprintf("%s came, %s went", countOf(came, "word", "words"), countOf(went, "word", "words"))
}

// moved says how the vote moved from a step's forerunner to it, or is empty
// where it stayed.
func (p HistoryPage) moved(i int) string {
	if i+1 >= len(p.Steps) {
		return ""
	}
	a, b := p.Steps[i+1].Rating, p.Steps[i].Rating
	switch {
	case a == b || a == 0 || b == 0:
		return ""
	case b > a:
		return "up from " + p.Steps[i+1].Label
	}
	return "down from " + p.Steps[i+1].Label
}

// began says of a step how it came to be where it was not simply written.
func began(origin string) string {
	switch origin {
	case store.OriginMerged:
		return "put together with another window’s text"
	case store.OriginKept:
		return "kept over another window’s text"
	case store.OriginReturned:
		return "an older text brought back"
	}
	return ""
}

// beganLead says the same at the head of the step's own page.
func (p StepPage) beganLead() string {
	origin := p.Step.Began
	if p.IsFolded() {
		origin = p.Step.Origin
	}
	switch {
	case p.Now:
		return ""
	case origin == store.OriginMerged:
		return "Two windows had changed the story, and you put their texts together here."
	case origin == store.OriginKept:
		return "Two windows had changed the story, and you kept the text of one of them here."
	case origin == store.OriginReturned:
		return "You brought an older text back here."
	}
	return ""
}

// stepVote is a step's vote in words.
func stepVote(s coach.Step) string {
	if s.Label == "" {
		return "not scored"
	}
	return s.Label
}

// wordsSays is how long a step's telling is, and by how much that changed.
func (p HistoryPage) wordsSays(i int) string {
	n := len(strings.Fields(p.Steps[i].Answer))
	says := countOf(n, "word", "words")
	if i+1 >= len(p.Steps) {
		return says
	}
	switch d := n - len(strings.Fields(p.Steps[i+1].Answer)); {
	case d > 0:
		return says + ", " + strconv.Itoa(d) + " more"
	case d < 0:
		return says + ", " + strconv.Itoa(-d) + " fewer"
	}
	return says
}

// savesSay counts what the history holds: its saves, and the steps that they
// are shown as where those are fewer.
func (p HistoryPage) savesSay() string {
	saves := 0
	for _, s := range p.Steps {
		saves += max(1, len(s.Saves))
	}
	says := countOf(saves, "save", "saves")
	if saves > len(p.Steps) {
		says += " (shown as " + countOf(len(p.Steps), "step", "steps") + ")"
	}
	return says
}

// between is the best vote that the story had after its first save and before
// now, where that is better than both; otherwise the worst, where that is
// worse than both; otherwise empty.
func (p HistoryPage) between() string {
	ends := []int{p.Steps[0].Rating, p.Steps[len(p.Steps)-1].Rating}
	best, worst := max(ends[0], ends[1]), min(ends[0], ends[1])
	var up, down string
	for _, s := range p.Steps {
		switch {
		case s.Rating > best:
			best, up = s.Rating, s.Label
		case s.Rating > 0 && s.Rating < worst:
			worst, down = s.Rating, s.Label
		}
	}
	if up != "" {
		return up
	}
	return down
}

// historyLead says how the vote moved from the first save to now.
func (p HistoryPage) historyLead() string {
	if len(p.Steps) < 2 {
		return "There is one save so far. Every change you keep will stand here, and each can be brought back."
	}
	now, first := p.Steps[0], p.Steps[len(p.Steps)-1]
	const open = " Open a step to see what did it; each can be brought back."
	between := ""
	if b := p.between(); b != "" {
		between = "; in between it was " + b
	}
	switch {
	case first.Rating == 0 && now.Rating == 0:
		return upperFirst(p.savesSay()) + ", newest first; each can be brought back."
	case now.Rating == 0:
		return "The first of " + p.savesSay() + " was " + first.Label + "; the text as it stands can’t be scored" + between + "." + open
	case first.Rating == 0:
		return "The first of " + p.savesSay() + " could not be scored; it is " + now.Label + " now" + between + "." + open
	case now.Rating > first.Rating:
		return "From " + first.Label + " to " + now.Label + " over " + p.savesSay() + between + "." + open
	case now.Rating < first.Rating:
		return "The first of " + p.savesSay() + " was " + first.Label + ", and it is " + now.Label + " now" + between + "." + open
	case between != "":
		return "The first of " + p.savesSay() + " was " + first.Label + ", and it is " + now.Label + " again now" + between + "." + open
	}
	return "It has stayed at " + now.Label + " over " + p.savesSay() + ". Open a step to see what changed; each can be brought back."
}

// The drawing of the rating's way, in its own units.
const (
	lineStep   = 28
	lineHeight = 64
	lineLeft   = 6
	// longestLine is how many steps are drawn; older ones stand in the list.
	longestLine = 24
)

// ratingPoint is one step's place in the drawing. Y is -1 where it was not
// scored.
type ratingPoint struct{ X, Y int }

// ratingLine places the last steps from old to new.
func ratingLine(steps []coach.Step) []ratingPoint {
	steps = steps[:min(len(steps), longestLine)]
	points := make([]ratingPoint, len(steps))
	for i := range steps {
		s := steps[len(steps)-1-i]
		points[i] = ratingPoint{X: lineLeft + i*lineStep, Y: -1}
		if s.Rating > 0 {
			points[i].Y = ratingY(s.Rating)
		}
	}
	return points
}

func ratingY(rating int) int { return lineHeight - 8 - (rating-1)*16 }

// stretches writes the points as lines; a step without a score breaks one.
func stretches(points []ratingPoint) []string {
	var out []string
	var now []string
	end := func() {
		if len(now) > 1 {
			out = append(out, strings.Join(now, " "))
		}
		now = nil
	}
	for _, p := range points {
		if p.Y < 0 {
			end()
			continue
		}
		now = append(now, fmt.Sprintf("%d,%d", p.X, p.Y))
	}
	end()
	return out
}

// lineWidth is how wide a drawing of so many steps is, names included.
func lineWidth(points []ratingPoint) int { return lineLeft + max(0, len(points)-1)*lineStep + 90 }

// lineSays is the drawing in words, old to new.
func lineSays(steps []coach.Step) string {
	var votes []string
	for i := len(steps) - 1; i >= 0; i-- {
		if v := stepVote(steps[i]); len(votes) == 0 || votes[len(votes)-1] != v {
			votes = append(votes, v)
		}
	}
	return "The vote over time: " + strings.Join(votes, ", then ") + "."
}

// stepPath is the address of one step of a story's history.
func stepPath(id string, revision int64) string {
	return "/stories/" + id + "/history/" + strconv.FormatInt(revision, 10)
}

// savedAt names a save: when it was, and how long the telling was then.
func savedAt(v store.Version, today string) string {
	t := time.UnixMilli(v.Saved)
	return dayInWords(t.Format(time.DateOnly), today) + ", " + t.Format("15:04:05") + ", " + countOf(len(strings.Fields(v.Answer)), "word", "words")
}

// savedHow is how a save came to be, after its name.
func savedHow(v store.Version) string {
	if says := began(v.Origin); says != "" {
		return ", " + says
	}
	return ""
}

// upperFirst makes words fit the beginning of a sentence.
func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
