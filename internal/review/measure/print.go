package measure

import (
	"fmt"
	"io"

	"rehearse/internal/review/model"
)

// Print writes the figures in the form of the scorer that comes with the
// annotation guide.
func (f Figures) Print(w io.Writer) {
	whole := func(name string, v int) { fmt.Fprintf(w, "%-24s %d\n", name, v) }
	part := func(name string, v float64) { fmt.Fprintf(w, "%-24s %.3f\n", name, v) }
	whole("answers", f.Answers)
	whole("sentences", f.Sentences)
	for _, x := range f.Named() {
		if x.Name == "length_corr_gold" {
			whole("matched_pairs", f.MatchedPairs)
		}
		part(x.Name, x.Value)
	}
	for i, name := range model.Flags {
		t := f.Flags[i]
		fmt.Fprintf(w, "  flag %-18s f1 %.2f  gold %d  found %d\n", name, t.F1(), t.Right+t.Missed, t.Right+t.Surplus)
	}
}

// Figure is one figure by name.
type Figure struct {
	Name  string
	Value float64
}

// Named lists the figures that lie between 0 and 1 (correlations between -1
// and 1), in the scorer's order and by its names.
func (f Figures) Named() []Figure {
	return []Figure{
		{"role_accuracy", f.RoleAccuracy}, {"role_macro_f1", f.RoleMacroF1},
		{"quantity_f1", f.QuantityF1}, {"quantity_kind_accuracy", f.QuantityKindAccuracy},
		{"flag_micro_f1", f.FlagMicroF1}, {"flag_precision", f.FlagPrecision}, {"flag_recall", f.FlagRecall}, {"flag_macro_f1", f.FlagMacroF1},
		{"principle_micro_f1", f.PrincipleMicroF1}, {"principle_top1", f.PrincipleTop1},
		{"level_accuracy", f.LevelAccuracy}, {"level_macro_f1", f.LevelMacroF1},
		{"rating_qwk", f.RatingQWK}, {"rating_exact", f.RatingExact}, {"rating_within_1", f.RatingWithin1},
		{"role_macro_f1_canonical", f.RoleMacroF1By[0]}, {"role_macro_f1_result_first", f.RoleMacroF1By[1]},
		{"role_macro_f1_interleaved", f.RoleMacroF1By[2]},
		{"rating_matched_pairs", f.RatingMatchedPairs},
		{"length_corr_gold", f.LengthCorrGold}, {"length_corr_given", f.LengthCorrGiven},
	}
}
