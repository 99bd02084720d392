package measure

import (
	"math"
	"strings"
	"testing"

	"rehearse/corpus"
)

func TestAgainst(t *testing.T) {
	f := Figures{RoleMacroF1: 0.75, LengthCorrGiven: 0.5}
	page := func(lines string) string {
		return "# Page\n<!-- figures: begin -->\nOn 9 answers:\n\n" + lines + "\n<!-- figures: end -->\nrole_macro_f1 0.99\n"
	}
	for _, test := range []struct{ name, page, want string }{
		{"as published", page("role_macro_f1 0.750"), ""},
		{"fallen by less than a point", page("role_macro_f1 0.759"), ""},
		{"fallen by more", page("role_macro_f1 0.771"), "role_macro_f1 is 0.750, and 0.771 is published"},
		{"risen", page("role_macro_f1 0.700"), ""},
		{"a figure that is no merit", page("role_macro_f1 0.700\nlength_corr_given 0.900"), ""},
		{"nothing published", page("some words"), "publishes no figures"},
		{"no mark", "role_macro_f1 0.750", "publishes no figures"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := f.Against(test.page)
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

func TestReliability(t *testing.T) {
	gold := Reading{Roles: []byte("SAAR"), Flags: map[string]bool{"blame": true}, Level: "at", Rating: 2}
	given := Reading{Roles: []byte("SARR"), Sure: []float64{0.97, 0.92, 0.44, 1}, Flags: map[string]bool{"blame": true, "no-metric": true},
		SureOf: map[string]float64{"blame": 0.64, "no-metric": 0.61}, Level: "at", Rating: 2}
	roles, flags := NewStudy([]corpus.Answer{{ID: "a", Text: "a b c d"}}, []Reading{gold}, []Reading{given}).Reliability()
	for _, want := range []struct {
		list        []Bin
		from        float64
		said, right int
		sure        float64
	}{{roles, 0.95, 2, 2, 0.985}, {roles, 0.9, 1, 1, 0.92}, {roles, 0.4, 1, 0, 0.44}, {flags, 0.6, 2, 1, 0.625}, {flags, 0.9, 0, 0, 0}} {
		for _, b := range want.list {
			if b.From == want.from && (b.Said != want.said || b.Right != want.right || math.Abs(b.Sure-want.sure) > 1e-9) {
				t.Errorf("from %v: %+v, want %+v", want.from, b, want)
			}
		}
	}
}
