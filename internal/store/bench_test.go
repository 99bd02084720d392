package store_test

import (
	"fmt"
	"strings"
	"testing"

	"rehearse/internal/store"
	"rehearse/internal/store/storetest"
)

// full is a store with 500 stories of 450 words, ten versions and ten reviews
// each.
func full(b *testing.B, open func(testing.TB) *store.Store) *store.Store {
	b.Helper()
	s := open(b)
	write(b, s, "ann", func(tx *store.Tx) error {
		for i := range 500 {
			x := story(fmt.Sprintf("story%04d", i))
			if err := tx.AddStory(x); err != nil {
				return err
			}
			for v := range int64(10) {
				x.Answer = fmt.Sprint(v, strings.Repeat(" and so", 225))
				if _, err := tx.SaveStory(x, v+1); err != nil {
					return err
				}
				r := store.Review{Story: x.ID, Key: fmt.Sprint("key", v), Rubric: "amazon-l6", Engine: "1", Digest: strings.Repeat("{}", 500), Made: v}
				if err := tx.PutReview(r); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return s
}

func onBoth(b *testing.B, f func(b *testing.B, s *store.Store)) {
	b.Run("sqlite", func(b *testing.B) { f(b, full(b, storetest.SQLite)) })
	b.Run("postgres", func(b *testing.B) { f(b, full(b, storetest.Postgres)) })
}

func BenchmarkRead500(b *testing.B) {
	onBoth(b, func(b *testing.B, s *store.Store) {
		readings := []struct {
			name string
			f    func(tx *store.Tx) error
		}{
			{"Change", func(tx *store.Tx) error { _, err := tx.Change(); return err }},
			{"Story", func(tx *store.Tx) error { _, err := tx.Story("story0250"); return err }},
			{"Stories", func(tx *store.Tx) error { _, err := tx.Stories(); return err }},
			{"LatestReviews", func(tx *store.Tx) error { _, err := tx.LatestReviews("amazon-l6", "1"); return err }},
			{"Versions", func(tx *store.Tx) error { _, err := tx.Versions("story0250"); return err }},
		}
		for _, r := range readings {
			b.Run(r.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					read(b, s, "ann", r.f)
				}
			})
		}
	})
}

func BenchmarkSave(b *testing.B) {
	onBoth(b, func(b *testing.B, s *store.Store) {
		x := get(b, s, "ann", func(tx *store.Tx) (store.Story, error) { return tx.Story("story0250") })
		b.ReportAllocs()
		for b.Loop() {
			x.Answer = fmt.Sprint(x.Revision, strings.Repeat(" and so", 225))
			write(b, s, "ann", func(tx *store.Tx) (err error) { x, err = tx.SaveStory(x, x.Revision); return err })
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			path := b.TempDir() + "/r.db"
			b.StartTimer()
			openAndClose(b, path)
		}
	})
	b.Run("there", func(b *testing.B) {
		path := b.TempDir() + "/r.db"
		openAndClose(b, path)
		for b.Loop() {
			openAndClose(b, path)
		}
	})
}

func openAndClose(b *testing.B, path string) {
	b.Helper()
	s, err := store.Open(ctx, path)
	if err != nil {
		b.Fatal(err)
	}
	s.Close()
}
