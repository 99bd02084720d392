package measure

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// fallAllowed is how far a figure may lie below what is published: a point.
const fallAllowed = 0.01

// upwards are the figures that are better when they are larger.
var upwards = map[string]bool{"role_macro_f1": true, "role_macro_f1_result_first": true, "role_macro_f1_interleaved": true,
	"quantity_f1": true, "quantity_kind_accuracy": true, "flag_micro_f1": true, "flag_precision": true, "principle_micro_f1": true,
	"principle_top1": true, "level_accuracy": true, "level_macro_f1": true, "rating_qwk": true, "rating_within_1": true, "rating_matched_pairs": true}

// Against holds figures against those published in a page, on lines "name
// value" after the mark "<!-- figures: begin -->". The error names each that
// fell by more than a point.
func (f Figures) Against(page string) error {
	_, published, found := strings.Cut(page, "<!-- figures: begin -->")
	published, _, _ = strings.Cut(published, "<!-- figures: end -->")
	now := map[string]float64{}
	for _, x := range f.Named() {
		now[x.Name] = x.Value
	}
	var fell []error
	compared := 0
	for _, line := range strings.Split(published, "\n") {
		part := strings.Fields(line)
		if len(part) != 2 || !upwards[part[0]] {
			continue
		}
		value, err := strconv.ParseFloat(part[1], 64)
		if err != nil {
			continue
		}
		compared++
		if now[part[0]] < value-fallAllowed {
			fell = append(fell, fmt.Errorf("%s is %.3f, and %.3f is published", part[0], now[part[0]], value))
		}
	}
	if !found || compared == 0 {
		return errors.New("the page publishes no figures between <!-- figures: begin --> and <!-- figures: end -->")
	}
	return errors.Join(fell...)
}
