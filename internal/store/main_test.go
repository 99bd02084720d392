package store_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

// The test binary starts itself again as another program, named by this
// variable, for what a process can't do to itself.
const roleVariable = "REHEARSE_STORE_TEST"

func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "saver":
		saveForEver(os.Args[1])
	case "opener":
		openAndSay(os.Args[1])
	default:
		os.Exit(m.Run())
	}
}

var (
	ctx  = context.Background()
	each = storetest.Each
)

// story is a story with something in every field.
func story(id string) store.Story {
	return store.Story{
		ID: id, Revision: 1, Title: "The slow checkout", Question: "Tell me about a time you dug deep.",
		Questions: []string{"A time you were wrong", "A \"quoted\" one, [bracketed]"}, Kind: "failure", Project: "checkout rewrite",
		Tags: []string{"payments", "наше"}, Principles: []string{"dive-deep"}, Answer: "I measured it for a week.\n\nIt fell from 6 hours to 15 minutes.",
		Notes: "## Learned\nMeasure first.", Created: 1000, Edited: 2000,
	}
}

func write(t testing.TB, s *store.Store, owner string, f func(*store.Tx) error) {
	t.Helper()
	if err := s.Write(ctx, owner, f); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, s *store.Store, owner string, f func(*store.Tx) error) {
	t.Helper()
	if err := s.Read(ctx, owner, f); err != nil {
		t.Fatal(err)
	}
}

// get reads one value.
func get[T any](t testing.TB, s *store.Store, owner string, f func(*store.Tx) (T, error)) T {
	t.Helper()
	var x T
	read(t, s, owner, func(tx *store.Tx) (err error) {
		x, err = f(tx)
		return err
	})
	return x
}

func change(t testing.TB, s *store.Store, owner string) int64 {
	t.Helper()
	return get(t, s, owner, (*store.Tx).Change)
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("the error is %v, not %v", err, want)
	}
}

// sound fails where Check finds anything.
func sound(t testing.TB, s *store.Store) {
	t.Helper()
	faults, err := s.Check(ctx)
	if err != nil || len(faults) > 0 {
		t.Errorf("Check finds %q, %v", faults, err)
	}
}

// everything is all that an owner has.
type everything struct {
	Stories   []store.Story
	Versions  map[string][]store.Version
	Reviews   map[string][]store.Review
	Latest    []store.Review
	Tellings  []store.Telling
	Claims    []store.Claim
	FollowUps []store.FollowUp
	Words     []store.Word
	Settings  map[string]string
}

func allOf(t testing.TB, s *store.Store, owner string) everything {
	t.Helper()
	return get(t, s, owner, func(tx *store.Tx) (e everything, err error) {
		e.Versions, e.Reviews = map[string][]store.Version{}, map[string][]store.Review{}
		var errs [8]error
		e.Latest, errs[7] = tx.LatestReviews("amazon-l6", "1")
		e.Stories, errs[0] = tx.Stories()
		e.Tellings, errs[1] = tx.Tellings()
		e.Claims, errs[2] = tx.Claims()
		e.FollowUps, errs[3] = tx.FollowUps()
		e.Words, errs[4] = tx.Words()
		e.Settings, errs[5] = tx.Settings()
		for _, x := range e.Stories {
			var failed [2]error
			e.Versions[x.ID], failed[0] = tx.Versions(x.ID)
			e.Reviews[x.ID], failed[1] = tx.Reviews(x.ID)
			errs[6] = errors.Join(errs[6], failed[0], failed[1])
		}
		return e, errors.Join(errs[:]...)
	})
}

// fill gives an owner some of everything, hung on stories with two versions.
func fill(t testing.TB, s *store.Store, owner string) {
	t.Helper()
	write(t, s, owner, func(tx *store.Tx) error {
		var errs []error
		for _, id := range []string{"a", "b", "c"} {
			x := story(id)
			errs = append(errs, tx.AddStory(x))
			x.Answer, x.Edited = x.Answer+" Of "+owner+".", 3000
			_, err := tx.SaveStory(x, 1)
			errs = append(errs, err, tx.SetOrigin(id, 1, "first of "+id),
				tx.PutReview(store.Review{Story: id, Key: "k0", Rubric: "amazon-l6", Engine: "1", Rating: 2, Digest: `{}`, Made: 4}),
				tx.PutReview(store.Review{Story: id, Key: "k1", Rubric: "amazon-l6", Engine: "1", Rating: 3, Digest: `{"x":"<b>"}`, Made: 5}),
				tx.AddTelling(store.Telling{ID: "t" + id, Story: id, On: "2026-01-0" + string('1'+id[0]-'a'), To: "Ann", Note: "went well", Created: 7}),
				tx.PutClaim(store.Claim{Story: id, Text: "from 6 hours to 15 minutes", Standing: "verified", Source: "the dashboard", Instead: "by far", Edited: 8}),
				tx.AddFollowUp(store.FollowUp{ID: "f" + id, Story: id, Position: 2, Question: "Why?", Reply: "Because " + owner, Edited: 9}))
		}
		errs = append(errs, tx.PutWord(store.Word{Key: "mock-interview", On: "2026-02-03", Note: "with Bo", Edited: 10}),
			tx.PutSetting("pace", "150"), tx.PutSetting("owner", owner))
		return errors.Join(errs...)
	})
}

// atDawn is a moment for ids.
var atDawn = time.UnixMilli(1_700_000_000_000)
