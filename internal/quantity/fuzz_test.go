package quantity

import (
	"math"
	"reflect"
	"testing"

	"rehearse/internal/prose"
)

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		sample, "", "from 62 to 91 percent", "6 hours down to 15 minutes", "a third of the", "$", "$2-3M", "two hundred and",
		"one point", "half a", "24/7 1:1 4.5/5", "twenty twenty one", "R$ 40 million a", "99999999999999999999999999k", "1,2,3.4.5",
		"\xff5\xfe%", "five six seven eight", "9e9 nine times out of ten of the ten", "between five and", "no more than a couple hundred",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := prose.Read(s)
		found := Find(text)
		end := 0
		for _, q := range found {
			if q.Start < end || q.End <= q.Start || q.End > len(s) {
				t.Fatalf("span %d-%d after %d in %d bytes", q.Start, q.End, end, len(s))
			}
			end = q.End
			for _, v := range []float64{q.Value, q.From, q.To} {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("value %v of %q", v, s[q.Start:q.End])
				}
			}
			if q.Kind == "" {
				t.Fatalf("no kind for %q", s[q.Start:q.End])
			}
		}
		if again := Find(text); !reflect.DeepEqual(found, again) {
			t.Fatal("the second reading differs")
		}
	})
}
