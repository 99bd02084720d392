package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rehearse/internal/coach"
	"rehearse/internal/review"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
)

// StoryPage is the workshop's heart: one story with its reading beside it.
type StoryPage struct {
	Frame
	Story store.Story
	Reading
	// Principles are those of the rubric, for the person to claim.
	Principles []rubric.Principle
	Tellings   []store.Telling
	FollowUps  []store.FollowUp
	// Asks is how many questions the guided builder would still ask.
	Asks int
	// Today is the date for a new entry of the log, YYYY-MM-DD.
	Today string
}

// Reading is a review as the story page shows it: everything that is drawn
// anew while a person types.
type Reading struct {
	// StoryID is the story's, for what leads elsewhere.
	StoryID string
	// Text is what was reviewed; all spans are bytes of it.
	Text   string
	Review *review.Review
	Rubric *rubric.Rubric
	// Docs are the texts of the checks by rule.
	Docs map[string]review.Doc
	// Trouble says why there is no review, in words; Review is nil then.
	Trouble string
	// Levels are the levels that the story can be held against.
	Levels []LevelDoor
	// Compared says what another level makes of it; nil where the story is
	// held against the person's own.
	Compared *Compared
	// Untellable are the confidential figures that the text gives in full.
	Untellable []coach.Untellable

	units *units
}

// Prepared is the reading with its text measured once, for all the places
// that are drawn from it.
func (r Reading) Prepared() Reading {
	r.units = newUnits(r.Text)
	return r
}

// measure is the measured text.
func (r Reading) measure() *units {
	if r.units == nil {
		return newUnits(r.Text)
	}
	return r.units
}

// LevelDoor is one level to hold the story against.
type LevelDoor struct {
	Rubric, Name string
	Open         bool
}

// Compared is what changes when a story is held against another level.
type Compared struct {
	Own, Other         string // "L6", "L7"
	OwnVote, OtherVote string
	// Changes are what the other level sees differently; none where it sees
	// nothing.
	Changes []LevelChange
}

// LevelChange is one thing that another level sees differently: a sentence
// in pieces, in order.
type LevelChange []LevelPiece

// LevelPiece is a piece of a sentence. Where At is set it quotes the words
// that stand there, cut where they are long.
type LevelPiece struct {
	Text string
	At   *review.Span
}

// Marks are the places that the page paints, in UTF-16 units as scripts
// count.
type Marks struct {
	Length    int        `json:"length"`
	Sentences []MarkRole `json:"sentences"`
	Amounts   []Place    `json:"amounts"`
	Notes     []MarkNote `json:"notes"`
}

// Place is a stretch of the text from its first unit to the one after its
// last.
type Place [2]int

// MarkRole is a sentence with its role.
type MarkRole struct {
	At     Place       `json:"at"`
	Role   review.Role `json:"role"`
	Unsure bool        `json:"unsure,omitempty"`
}

// MarkNote is a margin note with the places it speaks of; the first is where
// it stands.
type MarkNote struct {
	N        int     `json:"n"`
	Severity string  `json:"severity"`
	At       []Place `json:"at"`
}

// Marks converts the spans of a review, once, at the edge.
func (r Reading) Marks() Marks {
	u := r.measure()
	m := Marks{Length: u.at(len(r.Text)), Sentences: []MarkRole{}, Amounts: []Place{}, Notes: []MarkNote{}}
	for i, x := range r.remarks() {
		n := MarkNote{N: i + 1, Severity: x.severity()}
		for _, s := range x.at {
			n.At = append(n.At, u.place(s))
		}
		m.Notes = append(m.Notes, n)
	}
	if r.Review == nil {
		return m
	}
	for _, s := range r.Review.Sentences {
		m.Sentences = append(m.Sentences, MarkRole{At: u.place(s.Span), Role: s.Role, Unsure: s.Unsure})
	}
	for _, q := range r.Review.Quantities {
		m.Amounts = append(m.Amounts, u.place(q.Span))
	}
	return m
}

// spots writes spans as "start-end start-end" in UTF-16 units, for a
// script to light up.
func (r Reading) spots(spans ...review.Span) string {
	u := r.measure()
	var out []string
	for _, s := range spans {
		p := u.place(s)
		out = append(out, strconv.Itoa(p[0])+"-"+strconv.Itoa(p[1]))
	}
	return strings.Join(out, " ")
}

// units converts byte offsets of a text to UTF-16 units. It remembers a
// place every so often, so that many spans of a long text cost little.
type units struct {
	text  string
	steps []int
}

// stride is the bytes between two remembered places.
const stride = 512

func newUnits(text string) *units {
	u := &units{text: text}
	n := 0
	for i, r := range text {
		for len(u.steps)*stride <= i {
			u.steps = append(u.steps, n)
		}
		n += wide(r)
	}
	return u
}

func wide(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

func (u *units) at(offset int) int {
	offset = max(0, min(offset, len(u.text)))
	k := min(offset/stride, len(u.steps)-1)
	if k < 0 {
		return 0
	}
	// A remembered place is the first character at or after the step.
	i, n := k*stride, u.steps[k]
	for i < len(u.text) && !utf8.RuneStart(u.text[i]) {
		i++
	}
	for _, r := range u.text[min(i, offset):offset] {
		n += wide(r)
	}
	return n
}

func (u *units) place(s review.Span) Place { return Place{u.at(s.Start), u.at(s.End)} }

// clockParts are the parts of the STAR clock as the ruler draws them, with
// what was learned told inside the result's time.
func (r Reading) clockParts() []clockPart {
	b := r.Rubric.Budget
	parts := []clockPart{
		{Role: review.Situation, Budget: b.Situation}, {Role: review.Task, Budget: b.Task},
		{Role: review.Action, Budget: b.Action}, {Role: review.Result, Budget: b.Result},
	}
	at := 0.0
	total := b.Total()
	for i := range parts {
		p := &parts[i]
		p.Seconds = r.Review.Clock[p.Role].Seconds
		if p.Role == review.Result {
			p.learned = r.Review.Clock[review.Learning].Seconds
			p.Seconds += p.learned
		}
		p.x, p.width = at/total*rulerLength, p.Budget/total*rulerLength
		p.filled = min(1, p.Seconds/max(1, p.Budget)) * p.width
		if p.Seconds > 0 {
			p.learnedWidth = p.filled * p.learned / p.Seconds
		}
		at += p.Budget
	}
	return parts
}

// rulerLength is the width of the ruler in its own units.
const rulerLength = 1000.0

type clockPart struct {
	Role             review.Role
	Seconds, Budget  float64
	x, width, filled float64
	// learned is how much of the seconds is what was learned.
	learned, learnedWidth float64
}

// says tells how a part stands against its time, in words.
func (p clockPart) says() string {
	over := p.Seconds - p.Budget
	switch {
	case p.Seconds == 0:
		return fmt.Sprintf("not told, %.0f s to spend", p.Budget)
	case over > 0.2*p.Budget:
		return fmt.Sprintf("%.0f s, %.0f over", p.Seconds, over)
	default:
		return fmt.Sprintf("%.0f of %.0f s", p.Seconds, p.Budget)
	}
}

func (p clockPart) over() bool { return p.Seconds > 1.2*p.Budget }

func fixed(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// minutes writes seconds as people say them: "2:24".
func minutes(seconds float64) string {
	s := int(seconds + 0.5)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// now is the first line of the page: what to do with this story now.
func (r Reading) now() string {
	switch {
	case strings.TrimSpace(r.Text) == "":
		return "Start with what happened. Write it as you would tell it; the rest can follow."
	case r.Review == nil:
		return r.Trouble
	case r.Review.Rating.Score == 0:
		return r.firstReason()
	case len(r.Review.Changes) > 0:
		return r.firstChange()
	case r.Review.Rating.Score == 4:
		return "This one carries. Prepare its follow-ups, and tell it aloud."
	default:
		return "Nothing stands in its way. Read it aloud once and see where you stumble."
	}
}

// firstChange says in a line what would help most.
func (r Reading) firstChange() string {
	rule := r.Review.Changes[0].Rule
	fault := r.ruleTitle(rule)
	if rule == "over-budget" || rule == "under-budget" {
		// The title of these names no part; what they found does.
		for _, f := range r.Review.Findings {
			if f.Rule == rule {
				fault = review.Unended(f.Message)
				break
			}
		}
	}
	switch fault = lowerFirst(fault); r.Review.Rating.Score {
	case 4:
		switch n := len(r.Review.Changes); n {
		case 1:
			return "It holds. One thing would make it better still: " + fault + "."
		case 2:
			return "It holds. Two things would make it better still, first this: " + fault + "."
		default:
			return "It holds. " + strconv.Itoa(n) + " things would make it better still, first this: " + fault + "."
		}
	case 3:
		return "A yes already. What keeps it from more: " + fault + "."
	}
	return "What weighs most against it now: " + fault + "."
}

// changesSay heads the changes that are worth making.
func (r Reading) changesSay() string {
	if r.Review.Rating.Score == 4 {
		return "What would make it better still"
	}
	return "What would move the vote"
}

func (r Reading) firstReason() string {
	if len(r.Review.Rating.Reasons) == 0 {
		return "There is not enough here to judge yet."
	}
	return r.Review.Rating.Reasons[0].Text
}

func (r Reading) ruleTitle(rule string) string {
	if d, ok := r.Docs[rule]; ok && d.Title != "" {
		return strings.TrimSuffix(d.Title, ".")
	}
	return rule
}

// lowerFirst makes a heading fit into a sentence, but for I and for words
// that are capitals throughout.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s, " ")
	if word == "I" || strings.HasPrefix(word, "I'") || len(word) > 1 && word == strings.ToUpper(word) {
		return s
	}
	return strings.ToLower(string(first)) + s[size:]
}

// principleName is what people call a principle of the rubric.
func (r Reading) principleName(id string) string {
	if p, ok := r.Rubric.Principle(id); ok {
		return p.Name
	}
	return id
}

// evidence are the spans that show a principle.
func evidence(p review.PrincipleShown) []review.Span { return p.Evidence }

// distinctAmounts are the amounts of the answer, each wording once.
func (r Reading) distinctAmounts() []review.Quantity {
	var out []review.Quantity
	seen := map[string]bool{}
	for _, q := range r.Review.Quantities {
		if key := strings.ToLower(q.Text); !seen[key] {
			seen[key] = true
			out = append(out, q)
		}
	}
	return out
}

// scopeWords are the words that state a dimension of scope.
func scopeWords(s review.Scope) string {
	return "“" + review.Shorten(review.Unended(strings.Join(strings.Fields(s.Text), " ")), 44) + "”"
}

// scopeSays tells where a dimension of scope lies, in words.
func scopeSays(s review.Scope, level string) string {
	switch s.Fits {
	case review.Below:
		return "small for " + level
	case review.Above:
		return "large for " + level
	}
	return "fits " + level
}

// against are the reasons that speak against a story, in favour those that
// speak for it.
func (r Reading) reasons(against bool) []review.Reason {
	return slices.DeleteFunc(slices.Clone(r.Review.Rating.Reasons), func(x review.Reason) bool { return (len(x.Rules) > 0) != against })
}

// stays reports whether another level votes alike and sees nothing new.
func (c Compared) stays() bool { return len(c.Changes) == 0 && c.OwnVote == c.OtherVote }

// kinds are the choices of what a story is told as.
var kinds = [][2]string{{"", "As the question asks"}, {"standard", "Something that worked"}, {"failure", "Something that failed"}}

// otherPrinciples are the claimed principles that the rubric does not offer,
// a line each: they stay as they are. The field is there even where it is
// empty, so that a form without any is told from one that lacks them.
func (p StoryPage) otherPrinciples() string {
	var others []string
	for _, id := range p.Story.Principles {
		if !slices.ContainsFunc(p.Principles, func(x rubric.Principle) bool { return x.ID == id }) {
			others = append(others, id)
		}
	}
	return strings.Join(others, "\n")
}

func claims(s store.Story, id string) bool { return slices.Contains(s.Principles, id) }
