package coach

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/prose"
	"rehearse/internal/quantity"
	"rehearse/internal/review"
	"rehearse/internal/store"
)

// A reply to a follow-up is no story: it needs no outcome and no lesson of
// its own, and gets no vote. It is read for how long it takes to say, whether
// it comes back to what was asked, whether its figures are those of the
// story, and for what sounds wrong at any length.

// How long a reply takes to say, in seconds. The library's checklist asks for
// less than a minute; below a third of one there is room for an example.
const (
	shortestReply = 20
	longestReply  = 60
)

// The lengths of a reply.
const (
	ReplyShort = "short"
	ReplyRight = "right"
	ReplyLong  = "long"
)

// ReplyReading is what is said of a reply to a follow-up. The zero value is
// that of an empty one.
type ReplyReading struct {
	Words int
	// Seconds is how long it takes to say at the person's pace; Length is
	// one of ReplyShort, ReplyRight and ReplyLong.
	Seconds float64
	Length  string
	// Says sums it up in a sentence.
	Says string
	// Notes are what may be worth another look, gravest first.
	Notes []ReplyNote
	// Added are amounts that the reply states and the story doesn't.
	Added []string
}

// ReplyNote is one thing to look at again. Quote are the reply's own words
// that it rests on; it is empty where it is about all of them.
type ReplyNote struct {
	// Rule is the reviewer's rule, or "length", "question" or "amount".
	Rule string `json:"rule"`
	// Text says what it is, Fix what would mend it; Fix may be empty.
	Text  string `json:"text"`
	Fix   string `json:"fix"`
	Quote string `json:"quote"`
}

// rulesOfReplies are the rules of the reviewer that hold for a few sentences
// as they do for a story.
var rulesOfReplies = setOf("blame hedging vague-number")

// Reply reads a reply to a follow-up of a story under some settings. The
// error says why it can't be read.
func (c *Coach) Reply(f store.FollowUp, e Entry, s Settings) (ReplyReading, error) {
	if strings.TrimSpace(f.Reply) == "" {
		return ReplyReading{}, nil
	}
	// A few sentences by themselves may pass for anything; what is asked after
	// a story is what the person did.
	_, rev, err := c.Review(Asked{Text: "## Action\n\n" + f.Reply, Rubric: s.Rubric, Pace: s.Pace})
	if rev == nil {
		return ReplyReading{}, err
	}
	lib, err := c.Library()
	if err != nil {
		return ReplyReading{}, err
	}
	r := replyReader{question: f.Question, reply: f.Reply, entry: &e, said: amountsSaid(f.Reply), told: amountsSaid(e.Answer)}
	out := ReplyReading{Words: rev.Words, Seconds: rev.Seconds, Length: lengthOf(rev.Seconds)}
	out.Notes = append(r.differing(), heard(rev.Findings)...)
	if n, ok := r.weFor(); ok {
		out.Notes = append(out.Notes, n)
	}
	if n, ok := r.astray(rev.Words); ok {
		out.Notes = append(out.Notes, n)
	}
	if out.Length == ReplyLong {
		out.Notes = append(out.Notes, ReplyNote{Rule: "length", Text: "It takes longer than a minute. " + adviceOn(lib), Fix: "Give the answer first, then one example; the rest can wait until they ask."})
	}
	out.Added = r.added()
	out.Says = out.summary(r.factual() || r.takesUp())
	return out, nil
}

// lengthOf sorts a reply by how long it takes to say.
func lengthOf(seconds float64) string {
	switch {
	case seconds < shortestReply:
		return ReplyShort
	case seconds > longestReply:
		return ReplyLong
	}
	return ReplyRight
}

// summary says in a sentence how the reply comes across. To the point is set
// where it gives a fact or takes up the question.
func (r *ReplyReading) summary(tothepoint bool) string {
	switch n := len(r.Notes); {
	case n > 0 && r.Length != ReplyLong:
		return counted(n, "thing", "things") + " to look at again."
	case n > 0:
		return ""
	case r.Length == ReplyShort && tothepoint:
		return "Short and to the point."
	case r.Length == ReplyShort:
		return fmt.Sprintf("Short. There is room for a fact or an example: %d to %d seconds is a good length.", shortestReply, longestReply)
	}
	return "A good length, and nothing stands out."
}

// adviceOn is what the library says of how long a reply should be.
func adviceOn(lib *library.Library) string {
	for _, x := range lib.Framework.Checklist {
		if x.ID == "followups" {
			first, _, _ := strings.Cut(x.Text, ". ")
			return "The checklist says: “" + strings.TrimSuffix(first, ".") + ".”"
		}
	}
	return fmt.Sprintf("%d to %d seconds is a good length.", shortestReply, longestReply)
}

// surelyBlame is how sure the reviewer must be that a reply blames somebody:
// it learned of blame from whole stories, which say more of it.
const surelyBlame = 0.6

// heard are the findings that hold for a reply, each rule once.
func heard(findings []review.Finding) (notes []ReplyNote) {
	for _, f := range findings {
		switch {
		case !rulesOfReplies[f.Rule], slices.ContainsFunc(notes, func(n ReplyNote) bool { return n.Rule == f.Rule }):
			continue
		case f.Rule == "blame" && (f.Confidence < surelyBlame || supposed(f.Quote)):
			continue
		}
		notes = append(notes, ReplyNote{Rule: f.Rule, Text: f.Message, Fix: f.Fix, Quote: f.Quote})
	}
	return notes
}

// weFor notes a reply that says "we" again and again and never "I", to a
// question about the person. The reviewer asks of each step in a story whose
// it was; of a few sentences it is asked once, of all of them.
func (r *replyReader) weFor() (ReplyNote, bool) {
	aboutYou := slices.ContainsFunc(tokens(r.question), func(t token) bool { return t.word == "you" || t.word == "your" })
	if !aboutYou || !weForI(r.reply) {
		return ReplyNote{}, false
	}
	quote := standsAt(r.reply, "we")
	return ReplyNote{Rule: "we-in-action", Quote: quote, Text: "The question is about you, and the reply says “we” throughout, as in “" + quote + "”", Fix: "Say “I” for what you did yourself, and a name for what others did."}, true
}

// supposed reports whether a sentence tells what would have been, which many
// follow-ups ask for.
func supposed(sentence string) bool {
	return slices.ContainsFunc(tokens(sentence), func(t token) bool { return t.word == "would" || t.word == "wouldn" || t.word == "d" })
}

// weForI reports whether a reply says "we" again and again and never "I":
// once beside one's own deeds it is as it should be.
func weForI(reply string) bool {
	we, i := 0, 0
	for _, t := range tokens(reply) {
		switch t.word {
		case "we":
			we++
		case "i":
			i++
		}
	}
	return we > 1 && i == 0
}

// replyReader holds a reply against its question and its story.
type replyReader struct {
	question, reply string
	entry           *Entry
	said, told      []spokenAmount
}

// spokenAmount is an amount of a text with its noun and its sentence.
type spokenAmount struct {
	Amount
	noun string
}

// amountsSaid are the amounts that a text states, in order.
func amountsSaid(text string) (out []spokenAmount) {
	read := prose.Read(text)
	next := 0
	for _, q := range quantity.Find(read) {
		for next < len(read.Sentences)-1 && read.Sentences[next].End <= q.Start {
			next++
		}
		a := Amount{Quantity: review.Quantity{Span: review.Span(q.Span), Text: collapsed(text[q.Start:q.End]), Kind: string(q.Kind), Value: q.Value, Unit: q.Unit}}
		if q.Change || q.Range {
			from, to := q.From, q.To
			a.From, a.To = &from, &to
		}
		if next < len(read.Sentences) {
			a.Sentence = collapsed(read.Quote(read.Sentences[next].Span))
		}
		if stated(&a) {
			out = append(out, spokenAmount{a, strings.ToLower(q.Noun)})
		}
	}
	return out
}

// differing are amounts that the story gives otherwise.
func (r *replyReader) differing() (notes []ReplyNote) {
	for i := range r.said {
		a := &r.said[i]
		if r.inStory(a) {
			continue
		}
		k := slices.IndexFunc(r.told, func(b spokenAmount) bool { return a.otherwise(&b) })
		if k < 0 {
			continue
		}
		notes = append(notes, ReplyNote{
			Rule: "amount", Quote: a.Text, Text: "You say “" + a.Text + "” here and “" + r.told[k].Text + "” in the story.",
			Fix: "If both are right, say what makes the difference.",
		})
	}
	return notes[:min(len(notes), mostOfAmounts)]
}

// mostOfAmounts is how many amounts of a reply are pointed out.
const mostOfAmounts = 5

// otherwise reports whether two amounts are of the same thing and differ.
func (a *spokenAmount) otherwise(b *spokenAmount) bool {
	if x, ok := measureOf(&a.Amount); ok {
		if y, ok := measureOf(&b.Amount); ok && x.comparable(&y) {
			return !x.agrees(&y)
		}
	}
	if a.Kind != b.Kind || a.Unit != b.Unit || a.noun != b.noun || a.noun == "" || a.From != nil || b.From != nil {
		return false
	}
	return (a.Kind == string(quantity.Count) || a.Kind == string(quantity.People)) && a.Value != b.Value &&
		min(a.Value, b.Value) >= fewestWhole && max(a.Value, b.Value) < farApart*min(a.Value, b.Value)
}

// Two counts of one noun are held against each other from ten on and up to
// four times apart: "two engineers" beside "14 engineers" are some of them.
const (
	fewestWhole = 10
	farApart    = 4
)

// inStory reports whether the story states an amount, or one end of a change
// that is it.
func (r *replyReader) inStory(a *spokenAmount) bool {
	return slices.ContainsFunc(r.told, func(b spokenAmount) bool { return sameAmount(&a.Quantity, &b.Quantity) })
}

// added are the amounts that the story states nowhere, each once.
func (r *replyReader) added() (out []string) {
	for i := range r.said {
		a := &r.said[i]
		differs := slices.ContainsFunc(r.told, func(b spokenAmount) bool { return a.otherwise(&b) })
		if differs || r.inStory(a) || slices.Contains(out, a.Text) {
			continue
		}
		if out = append(out, a.Text); len(out) == mostOfAmounts {
			break
		}
	}
	return out
}

// sameAmount reports whether one amount is the other, or one end of a change
// that the other tells.
func sameAmount(a, b *review.Quantity) bool {
	if a.Kind != b.Kind || a.Unit != b.Unit {
		return strings.EqualFold(a.Text, b.Text)
	}
	if a.From != nil && b.From != nil {
		return *a.From == *b.From && a.Value == b.Value
	}
	return a.Value == b.Value || b.From != nil && *b.From == a.Value
}

// factual reports whether the reply states an amount or a name.
func (r *replyReader) factual() bool {
	named := false
	properNames(r.reply, func(string) { named = true })
	return named || len(r.said) > 0
}

// takesUp reports whether the reply has a content word of the question.
func (r *replyReader) takesUp() bool {
	return sharesStem(contentStems(r.question), contentStems(r.reply), 1)
}

// enoughToStray is how many words a reply has before it is asked whether it
// comes back to its question: "In the spring" needs no word of it.
const enoughToStray = 30

// astray notes a reply that has no word of its question and next to none of
// its story.
func (r *replyReader) astray(words int) (ReplyNote, bool) {
	asked := contentStems(r.question)
	if words < enoughToStray || len(asked) == 0 || r.takesUp() || sharesStem(contentStems(r.entry.Answer+" "+r.entry.Title), contentStems(r.reply), 3) {
		return ReplyNote{}, false
	}
	return ReplyNote{Rule: "question", Text: "No word of the question comes back, and hardly any of the story.", Fix: "Begin with the thing that was asked, then tell the rest."}, true
}

// contentStems are the stems of a text's content words.
func contentStems(text string) map[string]bool {
	stems := map[string]bool{}
	for _, t := range tokens(text) {
		if len(t.word) > 3 && !idleWords[t.word] && !askingWords[t.word] && !digit(t.word[0]) {
			stems[library.Stem(t.word)] = true
		}
	}
	return stems
}

// askingWords are words of questions and of talk that name no subject.
var askingWords = setOf("tell give example time when what which whose whom where about have been make made know knew think thought want wanted " +
	"done doing were because something anything people thing things good well like said that with from there here they them same other")

// sharesStem reports whether two sets have at least n stems in common.
func sharesStem(a, b map[string]bool, n int) bool {
	for s := range a {
		if b[s] {
			if n--; n <= 0 {
				return true
			}
		}
	}
	return false
}

// Clock is how long the reply takes to say: "26 s, 61 words".
func (r ReplyReading) Clock() string {
	seconds := int(r.Seconds + .5)
	said := strconv.Itoa(seconds) + " s"
	if seconds >= 60 {
		said = fmt.Sprintf("%d:%02d min", seconds/60, seconds%60)
	}
	return said + ", " + counted(r.Words, "word", "words")
}
