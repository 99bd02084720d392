package coach

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"rehearse/internal/library"
	"rehearse/internal/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestDigestsAreThoseOfThisVersion holds readerVersion to its promise: where
// the same reader says other things of the same text, people would go on
// seeing what was kept before.
func TestDigestsAreThoseOfThisVersion(t *testing.T) {
	const golden = "testdata/digests.txt"
	lib, err := library.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var m engines
	e, err := m.get("")
	if err != nil {
		t.Fatal(err)
	}
	got := Reader() + " " + e.rubric + "\n"
	for _, s := range lib.Scenarios {
		for i, text := range []string{s.Answer.Text(), s.Flawed[0].Text} {
			r, err := e.kept(store.Story{ID: "x", Answer: text, Question: s.Question}, 0, e.digest(store.Story{Answer: text, Question: s.Question}, 0), 0)
			if err != nil {
				t.Fatal(err)
			}
			got += fmt.Sprintf("%s %d %x\n", s.ID, i, sha256.Sum256([]byte(r.Digest)))
		}
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := string(data)
	switch before, now := strings.SplitN(want, "\n", 2)[0], strings.SplitN(got, "\n", 2)[0]; {
	case got == want:
	case before == now:
		t.Error("the same reader says other things of the library's answers than before: raise readerVersion, then run go test ./internal/coach -update")
	default:
		t.Errorf("the reader is %q and not %q; run go test ./internal/coach -update", now, before)
	}
}

func TestTheQuestionsOfTheBuilderAreSound(t *testing.T) {
	parts, err := askParts()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range parts {
		names = append(names, p.Part)
		if len(p.Asks) < 2 || len(p.Asks) > 4 || p.Enough < 5 {
			t.Errorf("%s has %d questions and is told with %d words", p.Part, len(p.Asks), p.Enough)
		}
		failure := 0
		for i, a := range p.Asks {
			if a.Question == "" || a.Hint == "" || (a.For == "") != (i == 0) || a.For != "" && a.For != "words" && a.For != "amount" {
				t.Errorf("%s, question %d: %+v", p.Part, i+1, a)
			}
			if strings.ContainsAny(a.Question+a.Hint+a.Failure+a.FailureHint, "!—") {
				t.Errorf("%s, question %d shouts", p.Part, i+1)
			}
			if a.Failure != "" {
				failure++
			}
		}
		if failure == 0 {
			t.Errorf("%s has no wording of its own for failures", p.Part)
		}
	}
	if got := strings.Join(names, " "); got != "situation task action result learning" {
		t.Errorf("the parts are %s", got)
	}
}
