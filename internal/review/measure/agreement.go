package measure

import "rehearse/corpus"

// Agreement compares the second reading of the corpus with the first, which
// it takes for gold. Both were made apart, by one guide: how well they agree
// is about as well as a reviewer can agree with either.
func Agreement() (*Study, error) {
	first, second, err := corpus.Readings()
	if err != nil {
		return nil, err
	}
	var gold, given []Reading
	for i := range first {
		gold, given = append(gold, Gold(first[i])), append(given, Gold(second[i]))
	}
	return NewStudy(first, gold, given), nil
}
