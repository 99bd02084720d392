package prose

import (
	"strings"
	"testing"
)

func TestAListenerHearsPastHesitations(t *testing.T) {
	for _, c := range []struct{ text, heard string }{
		{"Um, we had, um, three teams, you know, and I, I asked. Uh.", "we had three teams and i asked"},
		{"We had the, um, the plan.", "we had the plan"},
		{"So I, I mean, went there.", "so i went there"},
		{"Do you know what I mean? I know that that is so.", "do you know what i mean i know that that is so"},
		{"We had had a plan. I I left.", "we had had a plan i left"},
		{"It took 3, 3 and 4 days.", "it took 3 3 and 4 days"},
		{"No. No, he said; no. No.", "no no he said no no"},
		{"um so we uh had you know the the plan and and i mean i asked him for a plan of it", "so we had the plan and i asked him for a plan of it"},
		{"Um. Uh. Um, um.", ""},
		{"She would just, you, you know, know, stay with it.", "she would just stay with it"},
		{"so do you know the line i asked and she said you i mean know that we had no line at all", "so do you know the line i asked and she said that we had no line at all"},
		{"you know", "you know"},
	} {
		var heard []string
		for _, w := range Read(c.text).AllHeard() {
			heard = append(heard, w.Norm)
		}
		if got := strings.Join(heard, " "); got != c.heard {
			t.Errorf("%q is heard as %q, not %q", c.text, got, c.heard)
		}
	}
}

// TestHesitationsDoNotMoveCuts reads one raw transcript with and without what
// fills pauses, and about a man and a woman.
func TestHesitationsDoNotMoveCuts(t *testing.T) {
	const plain = "so the team had no plan and i asked him for his list and then we told her manager about it because she had said that the customers left and we had ten percent fewer orders that year so i went there and we fixed it in a week"
	cuts := func(text string) string {
		var b strings.Builder
		r := Read(text)
		for i := range r.Sentences {
			for _, w := range r.Heard(i) {
				b.WriteString(w.Norm + " ")
			}
			b.WriteString("| ")
		}
		return b.String()
	}
	want := cuts(plain)
	if strings.Count(want, "|") < 4 {
		t.Fatalf("too few clauses to tell anything: %s", want)
	}
	words := strings.Fields(plain)
	for i := range words {
		for _, filler := range []string{"um", "you know", "i mean", "uh um"} {
			text := strings.Join(words[:i], " ") + " " + filler + " " + strings.Join(words[i:], " ")
			if got := cuts(strings.TrimSpace(text)); got != want {
				t.Errorf("with %q before word %d it is\n%s\nnot\n%s", filler, i, got, want)
			}
		}
	}
	for _, other := range []struct{ from, to string }{{" him ", " her "}, {" his ", " her "}, {" her ", " his "}, {" she ", " he "}} {
		text := strings.ReplaceAll(plain, other.from, other.to)
		if got, want := strings.Count(cuts(text), "|"), strings.Count(want, "|"); got != want {
			t.Errorf("with%sfor%sthere are %d clauses, not %d", other.to, other.from, got, want)
		}
	}
	if got := cuts(strings.ReplaceAll(plain, "percent", "per cent")); strings.ReplaceAll(got, "per cent", "percent") != want {
		t.Errorf("per cent cuts otherwise: %s", got)
	}
}
