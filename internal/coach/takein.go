package coach

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"strings"

	"rehearse/internal/review"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// How much comes in at a time at most.
const (
	MostFiles  = 200
	MostImport = 64 << 20 // bytes
)

// readAtOnce is how much of the text that comes in is reviewed on the way,
// in bytes: a guide of some dozen stories. The rest is left to Refresh, so
// that nobody waits.
const readAtOnce = 512 << 10

// MostOver is how many of the lines that belong to no story an Arrival shows.
const MostOver = 200

// File is a file that comes in.
type File struct {
	Name string
	Data []byte
}

// Arrival is what became of one file.
type Arrival struct {
	Name string
	// Stories are those that were added, as they are kept.
	Stories []store.Story
	// Unplaced is how many lines belonged to no story, Doubts how many
	// places look damaged, and Damaged says of each of these where it is and
	// what may be wrong with it.
	Unplaced, Doubts int
	Damaged          []string
	// Over are the first of the unplaced lines, MostOver at most, each with
	// where it stands in the file.
	Over []string
	// Twice says of each story that was there already by which title it was.
	Twice []string
	// Notes say in words what else there is to know.
	Notes []string
	// Err says why nothing of the file came in.
	Err error
}

// newcomer is a story that comes in with what is kept beside it.
type newcomer struct {
	story     store.Story
	review    *store.Review
	followUps []story.FollowUp
	claims    []store.Claim
	tellings  []store.Telling
}

// Import adds the stories of files, each with its claims, tellings and
// follow-ups. A story that is there word for word already is not added again,
// and its arrival says so. A file that can't be read stops none of the
// others; the error is of the whole: too many files, or a store that can't be
// read.
func (c *Coach) Import(ctx context.Context, owner string, files []File) ([]Arrival, error) {
	size := 0
	for _, f := range files {
		size += len(f.Data)
	}
	if len(files) > MostFiles || size > MostImport {
		return nil, fmt.Errorf("these are %d files with %d MB; take in %d files and %d MB at a time", len(files), size>>20, MostFiles, MostImport>>20)
	}
	p, err := c.Portfolio(ctx, owner)
	if err != nil {
		return nil, err
	}
	e, err := c.engineFor(p.Settings)
	if err != nil {
		return nil, err
	}
	in := &intake{coach: c, engine: e, pace: p.Settings.Pace, known: make(map[string]known, len(p.Entries)), left: readAtOnce}
	for _, x := range p.Entries {
		in.known[x.ID] = known{x.Revision, wordForWord(x.Story), x.Title}
	}
	var out []Arrival
	added := 0
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		out = append(out, in.file(ctx, owner, f))
		added += len(out[len(out)-1].Stories)
	}
	if added > 0 {
		c.tell(ctx, owner, Event{Kind: EventImport})
	}
	return out, nil
}

// intake is one import on its way.
type intake struct {
	coach  *Coach
	engine *engine
	pace   float64
	// known are the stories that there are, by id, as far as they were looked
	// at.
	known map[string]known
	left  int // bytes that may still be reviewed on the way
}

// known is what is remembered of a story that is there.
type known struct {
	revision int64
	words    [sha256.Size]byte
	title    string
}

// here lists the titles of the stories that there are by what they say. Only
// those are read that changed since it looked last.
func (in *intake) here(tx *store.Tx) (map[[sha256.Size]byte]string, error) {
	at, err := tx.Revisions()
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(in.known, func(id string, _ known) bool { _, there := at[id]; return !there })
	titles := make(map[[sha256.Size]byte]string, len(at))
	for id, revision := range at {
		if x, ok := in.known[id]; !ok || x.revision != revision {
			s, err := tx.Story(id)
			if err != nil {
				return nil, err
			}
			in.known[id] = known{revision, wordForWord(s), s.Title}
		}
		titles[in.known[id].words] = in.known[id].title
	}
	return titles, nil
}

// strangers are those of some newcomers that are not among the stories here,
// once each; of the others the arrival says so.
func strangers(all []newcomer, here map[[sha256.Size]byte]string, a *Arrival) (out []newcomer) {
	a.Twice = nil
	for _, n := range all {
		key := wordForWord(n.story)
		if title, there := here[key]; there {
			a.Twice = append(a.Twice, fmt.Sprintf("“%s” is here already, word for word, as “%s”, and was not added again.", n.story.Title, title))
			continue
		}
		here[key] = n.story.Title
		out = append(out, n)
	}
	return out
}

// wordForWord tells stories apart by their words; blanks don't count.
func wordForWord(s store.Story) [sha256.Size]byte {
	said := strings.Join(strings.Fields(s.Answer), " ")
	if said == "" {
		said = "\x00" + strings.Join([]string{s.Title, s.Question, strings.Join(strings.Fields(s.Notes), " ")}, "\x00")
	}
	return sha256.Sum256([]byte(said))
}

// file takes in one file: all of its stories or, where they can't be kept,
// none.
func (in *intake) file(ctx context.Context, owner string, f File) Arrival {
	a := Arrival{Name: f.Name}
	found, err := story.Import(f.Name, f.Data)
	if err != nil {
		a.Err = err
		return a
	}
	a.Unplaced, a.Doubts = len(found.Unplaced), len(found.Doubts)
	for _, u := range found.Unplaced[:min(MostOver, len(found.Unplaced))] {
		a.Over = append(a.Over, found.Where(u.Line)+": "+review.Shorten(collapsed(u.Text), longSentence))
	}
	for _, d := range found.Doubts {
		a.Damaged = append(a.Damaged, found.Where(d.Line)+": "+d.Message)
	}
	if len(found.Stories) == 0 {
		a.Notes = append(a.Notes, "There is no story in this file.")
	}
	var all []newcomer
	for _, d := range found.Stories {
		n, notes, err := in.newcomer(d)
		if err != nil {
			a.Err = fmt.Errorf("%s: %w", f.Name, err)
			return a
		}
		all, a.Notes = append(all, n), append(a.Notes, notes...)
	}
	if len(all) == 0 {
		return a
	}
	if err := in.keep(ctx, owner, all, &a); err != nil {
		return Arrival{Name: f.Name, Err: fmt.Errorf("%s could not be kept: %w", f.Name, err)}
	}
	return a
}

// keep adds what is not here yet. What is here is looked up in the same
// breath, so that of two imports at once one adds a story and the other finds
// it.
func (in *intake) keep(ctx context.Context, owner string, all []newcomer, a *Arrival) error {
	var added []newcomer
	err := in.coach.store.Write(ctx, owner, func(tx *store.Tx) error {
		here, err := in.here(tx)
		if err != nil {
			return err
		}
		added = strangers(all, here, a)
		return in.coach.keepAll(tx, added)
	})
	if err != nil {
		return err
	}
	for _, n := range added {
		in.known[n.story.ID] = known{n.story.Revision, wordForWord(n.story), n.story.Title}
		a.Stories = append(a.Stories, n.story)
	}
	return nil
}

// newcomer makes a story of a draft, and reads it while there is time.
func (in *intake) newcomer(d story.Draft) (newcomer, []string, error) {
	n, notes := fromDraft(d)
	var err error
	if n.story, err = cleanStory(n.story); err != nil {
		return n, nil, err
	}
	n.story = in.coach.born(n.story)
	if in.left -= len(n.story.Answer); in.left >= 0 {
		r, err := in.engine.kept(n.story, in.pace, in.engine.digest(n.story, in.pace), n.story.Edited)
		if err != nil {
			return n, nil, err
		}
		n.review = &r
	}
	return n, notes, nil
}

// keepAll writes stories that came in.
func (c *Coach) keepAll(tx *store.Tx, all []newcomer) error {
	for _, n := range all {
		if err := tx.AddStory(n.story); err != nil {
			return err
		}
		if n.review != nil {
			if err := tx.PutReview(*n.review); err != nil {
				return err
			}
		}
		for i, f := range n.followUps {
			row := store.FollowUp{ID: store.NewID(c.now()), Story: n.story.ID, Position: i, Question: f.Question, Reply: f.Reply, Edited: c.milli()}
			if err := tx.AddFollowUp(row); err != nil {
				return err
			}
		}
		for _, x := range n.claims {
			x.Story, x.Edited = n.story.ID, c.milli()
			if err := tx.PutClaim(x); err != nil {
				return err
			}
		}
		for i, t := range n.tellings {
			// The newest stands first; those of one day keep their order.
			t.ID, t.Story, t.Created = store.NewID(c.now()), n.story.ID, c.milli()-int64(i)
			if err := tx.AddTelling(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// FromDraft makes a story of a draft, with its follow-ups, claims and
// tellings, none of which has an id yet. Nothing is dropped: what has no
// place of its own becomes a section of the notes.
func FromDraft(d story.Draft) Entry {
	n, _ := fromDraft(d)
	e := Entry{Story: n.story, Claims: n.claims, Tellings: n.tellings}
	for i, f := range n.followUps {
		e.FollowUps = append(e.FollowUps, store.FollowUp{Position: i, Question: f.Question, Reply: f.Reply})
	}
	return e
}

func fromDraft(d story.Draft) (n newcomer, notes []string) {
	n.story = store.Story{Title: d.Title, Question: d.Question, Questions: d.Questions, Kind: d.Kind, Project: d.Project,
		Tags: d.Tags, Principles: d.Principles}
	n.tellings, d.Told = tellingsOf(d.Told)
	rest := n.beside(&d)
	if d.Rubric != "" && d.Rubric != UsualRubric {
		rest = append(rest, story.DraftSection{Title: "Rubric", Text: d.Rubric})
		notes = append(notes, fmt.Sprintf("%q names the rubric %s; all stories here are held against the one in the settings.", d.Title, d.Rubric))
	}
	d.Sections = append(d.Sections[:len(d.Sections):len(d.Sections)], rest...)
	n.story.Answer = answerOf(&d)
	n.story.Notes = cleanText(notesFrom(&d))
	return n, notes
}

// answerOf writes the answer of a draft. Where the file also holds it as it
// was written, and nobody changed the parts since, it is that.
func answerOf(d *story.Draft) string {
	answer := bodyOf(story.Draft{Text: d.Text, Situation: d.Situation, Task: d.Task, Action: d.Action, Result: d.Result, Learning: d.Learning})
	for i, s := range d.Sections {
		if s.Title == answerAsWritten && bodyOf(answerDraft(s.Text)) == answer {
			d.Sections = append(d.Sections[:i:i], d.Sections[i+1:]...)
			return s.Text
		}
	}
	return answer
}

// notesFrom writes the notes of a draft, what was kept as written first.
func notesFrom(d *story.Draft) string {
	written := ""
	for i, s := range d.Sections {
		if s.Title == notesAsWritten {
			written = s.Text
			d.Sections = append(d.Sections[:i:i], d.Sections[i+1:]...)
			break
		}
	}
	return joinBlocks(written, notesOf(*d))
}

// tellingsOf reads the lines of a log; those that are none are left.
func tellingsOf(lines []string) (tellings []store.Telling, left []string) {
	for _, line := range lines {
		if t, ok := toldFrom(line); ok {
			tellings = append(tellings, t)
		} else {
			left = append(left, line)
		}
	}
	return tellings, left
}

// beside takes the follow-ups and claims of a draft. What the store can't
// hold of them comes back as sections.
func (n *newcomer) beside(d *story.Draft) (rest []story.DraftSection) {
	keep := func(title string, lines ...string) {
		text := strings.TrimSpace(strings.Join(lines, "\n"))
		if text != "" {
			rest = append(rest, story.DraftSection{Title: title, Text: text})
		}
	}
	for _, f := range d.FollowUps {
		row, err := cleanFollowUp(store.FollowUp{Question: f.Question, Reply: f.Reply})
		if err != nil || len(cleanText(f.Question)) > LongestLine {
			keep("Follow-up", f.Question, f.Reply)
			continue
		}
		n.followUps = append(n.followUps, story.FollowUp{Question: row.Question, Reply: row.Reply})
	}
	said := map[string]bool{}
	for _, x := range d.Claims {
		row, err := cleanClaim(store.Claim{Text: x.Text, Standing: strings.ToLower(x.Standing), Source: x.Source, Instead: x.Instead})
		if err != nil || said[row.Text] {
			keep("Claim", x.Text, x.Standing, x.Source, x.Instead)
			continue
		}
		said[row.Text] = true
		n.claims = append(n.claims, row)
	}
	return rest
}
