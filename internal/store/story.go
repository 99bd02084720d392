package store

import (
	"fmt"
	"slices"
	"strings"
)

// Story is something that happened to a person, written down once, with all
// that belongs to it. Lists that are empty are read back as nil.
type Story struct {
	ID         string
	Revision   int64    // 1 at the first save, one more with every save that changed something
	Title      string   // what the person calls it
	Question   string   // the question that it is mainly told to; may be empty
	Questions  []string // further questions that it is told for
	Kind       string   // "standard", "failure", or "" where the question decides
	Project    string   // what it was about, in the person's words
	Tags       []string // the person's own
	Principles []string // ids of those that the person claims
	Answer     string   // the telling: plain text, or Markdown with role headings
	Notes      string   // Markdown sections that belong to the story and are not told
	Created    int64    // unix milliseconds
	Edited     int64    // unix milliseconds of the save that changed it last
}

// Version is a story as it was at one revision.
type Version struct {
	Story
	Saved int64 // unix milliseconds; the same as Edited
	// Origin says how it came to be where it was not simply written: one of
	// the Origin constants, or "".
	Origin string
}

// The origins of versions.
const (
	// OriginMerged put the texts of two windows together, OriginKept chose
	// one over the other.
	OriginMerged = "merged"
	OriginKept   = "kept"
	// OriginReturned brought an older text back.
	OriginReturned = "returned"
)

// The columns that a story and its versions share.
const told = `title, question, questions, kind, project, tags, principles, answer, notes, created`

// Story gives one story, or ErrMissing.
func (t *Tx) Story(id string) (Story, error) {
	return one(t, readStory, `SELECT id, revision, `+told+`, edited FROM stories WHERE owner = $1 AND id = $2`, t.owner, id)
}

// Stories gives all stories, the one edited last first.
func (t *Tx) Stories() ([]Story, error) {
	found, err := all(t, readStory, `SELECT id, revision, `+told+`, edited FROM stories WHERE owner = $1`, t.owner)
	// Sorted here, because SQLite would copy all texts to sort them and
	// Postgres would sort by the rules of a language.
	slices.SortFunc(found, func(a, b Story) int {
		return newestFirst(a.Edited, b.Edited, a.ID, b.ID)
	})
	return found, err
}

// AddStory keeps a new story at revision 1, with its first version. It gives
// ErrExists where the id is taken.
func (t *Tx) AddStory(s Story) error {
	s = cleanStory(s)
	s.Revision = 1
	if err := keys("a story", s.ID); err != nil {
		return err
	}
	added, err := t.exec(`INSERT INTO stories (owner, id, revision, `+told+`, edited)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING`, t.storyValues(s)...)
	if err != nil {
		return err
	}
	if !added {
		return fmt.Errorf("the story %s: %w", s.ID, ErrExists)
	}
	return t.addVersion(s)
}

// SaveStory keeps a changed story and gives it back as it is stored then.
// Base is the revision that the change was made to: where the stored story is
// at another one, nothing is saved and the error is a *StaleError. Where
// nothing but Edited differs, the stored story is given back as it is. The
// time of creation stays.
func (t *Tx) SaveStory(s Story, base int64) (Story, error) {
	stored, err := t.Story(s.ID)
	if err != nil {
		return Story{}, err
	}
	if stored.Revision != base {
		return Story{}, &StaleError{Stored: stored}
	}
	s = cleanStory(s)
	s.Revision, s.Created = base, stored.Created
	if sameStory(s, stored) {
		return stored, nil
	}
	s.Revision++
	_, err = t.exec(`UPDATE stories SET revision = $3, title = $4, question = $5, questions = $6, kind = $7, project = $8,
		tags = $9, principles = $10, answer = $11, notes = $12, created = $13, edited = $14
		WHERE owner = $1 AND id = $2`, t.storyValues(s)...)
	if err != nil {
		return Story{}, err
	}
	return s, t.addVersion(s)
}

// DeleteStory deletes a story with its versions, reviews, tellings, claims
// and follow-ups, for good, or gives ErrMissing. On SQLite the text is
// overwritten on the disk too.
func (t *Tx) DeleteStory(id string) error {
	if err := t.retire("stories", id); err != nil {
		return err
	}
	return t.remove(`DELETE FROM stories WHERE owner = $1 AND id = $2`, t.owner, id)
}

// Versions gives what a story was at each revision, the newest first, the
// present one included. Of a story that is not there it gives none.
func (t *Tx) Versions(id string) ([]Version, error) {
	return all(t, readVersion, `SELECT story, revision, `+told+`, saved, origin FROM versions
		WHERE owner = $1 AND story = $2 ORDER BY revision DESC`, t.owner, id)
}

// Version gives what a story was at one revision, or ErrMissing.
func (t *Tx) Version(id string, revision int64) (Version, error) {
	return one(t, readVersion, `SELECT story, revision, `+told+`, saved, origin FROM versions
		WHERE owner = $1 AND story = $2 AND revision = $3`, t.owner, id, revision)
}

// SetOrigin says how a version came to be, or gives ErrMissing.
func (t *Tx) SetOrigin(id string, revision int64, origin string) error {
	found, err := t.exec(`UPDATE versions SET origin = $4 WHERE owner = $1 AND story = $2 AND revision = $3`, t.owner, id, revision, clean(origin))
	if err == nil && !found {
		return fmt.Errorf("revision %d of the story %s: %w", revision, id, ErrMissing)
	}
	return err
}

func (t *Tx) addVersion(s Story) error {
	_, err := t.exec(`INSERT INTO versions (owner, story, revision, `+told+`, saved)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`, t.storyValues(s)...)
	return err
}

// hasStory gives ErrMissing where a row would hang on no story.
func (t *Tx) hasStory(id string) error {
	_, err := one(t, func(r row) (n int, err error) { return n, r.Scan(&n) },
		`SELECT 1 FROM stories WHERE owner = $1 AND id = $2`, t.owner, id)
	return err
}

func (t *Tx) storyValues(s Story) []any {
	return []any{t.owner, s.ID, s.Revision, s.Title, s.Question, encodeList(s.Questions), s.Kind, s.Project,
		encodeList(s.Tags), encodeList(s.Principles), s.Answer, s.Notes, s.Created, s.Edited}
}

func readStory(r row) (Story, error) { return readTold(r) }

// readTold reads a story, and what the query asks for after it.
func readTold(r row, after ...any) (s Story, err error) {
	var questions, tags, principles string
	err = r.Scan(append([]any{&s.ID, &s.Revision, &s.Title, &s.Question, &questions, &s.Kind, &s.Project,
		&tags, &principles, &s.Answer, &s.Notes, &s.Created, &s.Edited}, after...)...)
	if err != nil {
		return s, err
	}
	for _, list := range []struct {
		to   *[]string
		from string
	}{{&s.Questions, questions}, {&s.Tags, tags}, {&s.Principles, principles}} {
		if *list.to, err = decodeList(list.from); err != nil {
			return s, fmt.Errorf("story %s: %w", s.ID, err)
		}
	}
	return s, nil
}

func readVersion(r row) (Version, error) {
	var origin string
	s, err := readTold(r, &origin)
	return Version{Story: s, Saved: s.Edited, Origin: origin}, err
}

func cleanStory(s Story) Story {
	for _, text := range []*string{&s.ID, &s.Title, &s.Question, &s.Kind, &s.Project, &s.Answer, &s.Notes} {
		*text = clean(*text)
	}
	s.Questions, s.Tags, s.Principles = cleanList(s.Questions), cleanList(s.Tags), cleanList(s.Principles)
	return s
}

// sameStory compares what the person wrote.
func sameStory(a, b Story) bool {
	return a.Title == b.Title && a.Question == b.Question && a.Kind == b.Kind && a.Project == b.Project &&
		a.Answer == b.Answer && a.Notes == b.Notes && slices.Equal(a.Questions, b.Questions) &&
		slices.Equal(a.Tags, b.Tags) && slices.Equal(a.Principles, b.Principles)
}

// newestFirst orders by time and, within one, by id.
func newestFirst(a, b int64, aID, bID string) int {
	if a != b {
		if a > b {
			return -1
		}
		return 1
	}
	return strings.Compare(bID, aID)
}
