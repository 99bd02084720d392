package store

import (
	"slices"
	"strings"
)

// Review is what the mind said of one text of a story.
type Review struct {
	Story  string // id of the story
	Key    string // hex SHA-256 over text, question, kind and pace
	Rubric string // the rubric and level that it was judged against
	Engine string // version of the reviewer
	Rating int    // 1 to 4, or 0 where it was not scored
	Digest string // JSON
	Made   int64  // unix milliseconds
}

const reviewColumns = `story, text_key, rubric, engine, rating, digest, made`

// PutReview keeps a review; one of the same story, key, rubric and engine is
// replaced. It gives ErrMissing where the story is not there.
func (t *Tx) PutReview(r Review) error {
	if err := keys("a review", r.Story, r.Key, r.Rubric, r.Engine); err != nil {
		return err
	}
	if err := t.hasStory(r.Story); err != nil {
		return err
	}
	values := []any{t.owner, r.Story, r.Key, r.Rubric, r.Engine, r.Rating, r.Digest, r.Made}
	_, err := t.exec(`INSERT INTO reviews (owner, `+reviewColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (owner, story, text_key, rubric, engine)
		DO UPDATE SET rating = excluded.rating, digest = excluded.digest, made = excluded.made`, values...)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO latest_reviews (owner, `+reviewColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (owner, rubric, engine, story)
		DO UPDATE SET text_key = excluded.text_key, rating = excluded.rating, digest = excluded.digest, made = excluded.made
		WHERE excluded.made > latest_reviews.made
		OR (excluded.made = latest_reviews.made AND excluded.text_key >= latest_reviews.text_key)`, values...)
	return err
}

// findLatest fills the table of the latest reviews from all reviews, as
// PutReview would have.
func (t *Tx) findLatest() error {
	_, err := t.exec(`INSERT INTO latest_reviews (owner, `+reviewColumns+`)
		SELECT owner, `+reviewColumns+` FROM (SELECT r.*, ROW_NUMBER() OVER
			(PARTITION BY story, rubric, engine ORDER BY made DESC, text_key DESC) AS place
			FROM reviews r WHERE owner = $1) ranked WHERE place = 1`, t.owner)
	return err
}

// Review gives one review, or ErrMissing.
func (t *Tx) Review(story, key, rubric, engine string) (Review, error) {
	return one(t, readReview, `SELECT `+reviewColumns+` FROM reviews
		WHERE owner = $1 AND story = $2 AND text_key = $3 AND rubric = $4 AND engine = $5`, t.owner, story, key, rubric, engine)
}

// Reviews gives all reviews of a story, the newest first.
func (t *Tx) Reviews(story string) ([]Review, error) {
	found, err := all(t, readReview, `SELECT `+reviewColumns+` FROM reviews WHERE owner = $1 AND story = $2`, t.owner, story)
	slices.SortFunc(found, func(a, b Review) int {
		return newestFirst(a.Made, b.Made, a.Key+a.Rubric+a.Engine, b.Key+b.Rubric+b.Engine)
	})
	return found, err
}

// LatestReviews gives, of every story that has one, the review made last
// under this rubric and engine, in the order of the stories' ids.
func (t *Tx) LatestReviews(rubric, engine string) ([]Review, error) {
	found, err := all(t, readReview, `SELECT `+reviewColumns+` FROM latest_reviews
		WHERE owner = $1 AND rubric = $2 AND engine = $3`, t.owner, rubric, engine)
	slices.SortFunc(found, func(a, b Review) int { return strings.Compare(a.Story, b.Story) })
	return found, err
}

func readReview(row row) (r Review, err error) {
	err = row.Scan(&r.Story, &r.Key, &r.Rubric, &r.Engine, &r.Rating, &r.Digest, &r.Made)
	return r, err
}
