package coach

import (
	"encoding/json"
	"reflect"
	"testing"

	"rehearse/internal/library"
	"rehearse/internal/store"
)

// FuzzDigestFrom holds the reader to encoding/json: what it reads at all it
// reads alike.
func FuzzDigestFrom(f *testing.F) {
	f.Add(`{"reviewed":true,"words":3,"seconds":1.2,"reason":"a \"b\" <c> \u2028 é","principles":null,"rules":[],"clock":{},"amounts":[{"start":0,"end":1,"text":"4","from":1e3,"to":-2.5,"unit":"s","role":"action","sentence":"x"}],"fits":{"teams":"at"}}`)
	f.Add(`{"reviewed":true,"words":1,"words":2,"other":[1,{"a":null}]}`)
	f.Add(` {"reviewed" : true}`)
	f.Add(`{"words":1.5}`)
	f.Add(`{"reviewed":true}x`)
	f.Fuzz(func(t *testing.T, text string) {
		got, _ := digestFrom(store.Review{Digest: text})
		var want Digest
		if json.Unmarshal([]byte(text), &want) != nil {
			want = Digest{}
			// It may read what is hardly JSON; it must only not panic.
			return
		}
		if a, _ := json.Marshal(got); !reflect.DeepEqual(got, want) {
			b, _ := json.Marshal(want)
			t.Errorf("%q is read as %s and not %s", text, a, b)
		}
	})
}

func TestAKeptDigestComesBackAsItWas(t *testing.T) {
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var m engines
	e, err := m.get("")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range lib.Scenarios[:8] {
		for _, text := range append([]string{s.Answer.Text(), "", "---\nx: [", "\"<b>\\\u2028"}, s.Flawed[0].Text) {
			x := store.Story{ID: "a", Answer: text, Question: s.Question}
			d := e.digest(x, 0)
			r, err := e.kept(x, 0, d, 1)
			if err != nil {
				t.Fatal(err)
			}
			fast := jsonReader{text: r.Digest}
			var quick Digest
			fast.digest(&quick)
			back, ok := digestFrom(r)
			if fast.failed || !ok || !reflect.DeepEqual(quick, back) {
				t.Errorf("the reader gives up on %s", r.Digest)
			}
			var plain Digest
			if err := json.Unmarshal([]byte(r.Digest), &plain); err != nil || !reflect.DeepEqual(plain, back) {
				t.Errorf("read as %+v\nand not %+v", back, plain)
			}
		}
	}
}
