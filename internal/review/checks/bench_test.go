package checks_test

import (
	"runtime"
	"strings"
	"testing"

	"rehearse/internal/review"
	"rehearse/internal/story"
)

// answerOf is a text of about n words put together from good answers.
func answerOf(b testing.TB, n int) (text, question string) {
	all := good(b)
	var words []string
	for i := 0; len(words) < n; i++ {
		words = append(words, strings.Fields(all[i%len(all)].Text)...)
	}
	return strings.Join(words[:n], " ") + ".", all[0].Question
}

// BenchmarkReview reviews one answer of 450 words, whole: parse, judge, rate.
func BenchmarkReview(b *testing.B) {
	e := newEngine(b)
	text, question := answerOf(b, 450)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s, err := story.Parse("answer.md", []byte(text))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := e.Run(s, review.Options{Question: question}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReviewLength shows that the cost per byte does not grow.
func BenchmarkReviewLength(b *testing.B) {
	e := newEngine(b)
	for _, x := range []struct {
		name  string
		words int
	}{{"10KB", 1800}, {"100KB", 18000}, {"1MB", 180000}, {"10MB", 1800000}} {
		text, question := answerOf(b, x.words)
		b.Run(x.name, func(b *testing.B) {
			runtime.GC() // what the texts before left behind is not this one's cost
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s, err := story.Parse("answer.md", []byte(text))
				if err != nil {
					b.Fatal(err)
				}
				if _, err := e.Run(s, review.Options{Question: question}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
