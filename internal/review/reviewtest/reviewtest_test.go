package reviewtest

import (
	"strings"
	"testing"

	"rehearse/internal/review"
)

const body = "-- story.md --\nA story.\n-- want --\n"

func TestParse(t *testing.T) {
	f, err := parse("a.txtar", []byte(body+"# a remark\n\nblame \"they \\\"lied\\\"\"\nblame \"twice\"\nno hedging\n-- skip --\nlater\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.wants["blame"]) != 2 || f.wants["blame"][0] != `they "lied"` || !f.not["hedging"] || f.skip != "later" || f.story != "A story.\n" {
		t.Errorf("got %+v", f)
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"no story", "-- want --\nno blame\n", "story.md is missing"},
		{"nothing expected", body, "nothing is expected"},
		{"no want", "-- story.md --\nA story.\n", "nothing is expected"},
		{"no quotes", body + "no hedging\nblame they\n", "a.txtar: want, line 2"},
		{"empty quote", body + "blame \"\"\n", "want, line 1"},
		{"both", body + "blame \"x\"\nno blame\n", "wanted and not wanted"},
		{"unknown file", body + "no blame\n-- wants --\n", "no use for a file wants"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := parse("a.txtar", []byte(test.data)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want one with %q", err, test.want)
			}
		})
	}
}

// TestCompare checks that surplus and missing findings of the rule under test
// are told, and of other rules only what is written down.
func TestCompare(t *testing.T) {
	finding := func(rule, quote string, start int) review.Finding {
		return review.Finding{Rule: rule, Quote: quote, Span: review.Span{Start: start}, Line: 1}
	}
	rev := &review.Review{Findings: []review.Finding{finding("blame", "they lied\nto us", 9), finding("blame", "they left", 1), finding("hedging", "maybe", 4)}}
	tests := []struct{ name, want, faults string }{
		{"all", "blame \"they left\"\nblame \"lied to us\"", ""},
		{"somewhere", "blame \"lied\"\nblame somewhere", ""},
		{"surplus", "blame \"they left\"", `line 1: blame is not wanted at "they lied\nto us"`},
		{"missing", "blame \"they left\"\nblame \"they lied\"\nblame \"they ran\"", `blame does not cover "they ran"`},
		{"one finding is no two", "blame \"they\"\nblame \"they\"\nblame \"they\"", `blame does not cover "they"`},
		{"silence broken", "no blame", "not wanted"},
		{"other rule unmentioned", "blame \"left\"\nblame \"lied\"", ""},
		{"other rule unwanted", "blame \"left\"\nblame \"lied\"\nno hedging", `hedging is not wanted`},
		{"other rule missing", "blame \"left\"\nblame \"lied\"\nvague-number \"x\"", `vague-number does not cover "x"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, err := parse("a.txtar", []byte(body+test.want+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(f.compare(rev, "blame"), "; ")
			if test.faults == "" && got != "" || !strings.Contains(got, test.faults) {
				t.Errorf("faults %q, want %q", got, test.faults)
			}
		})
	}
}
