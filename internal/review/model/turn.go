package model

// Most answers are told in the textbook's order, and a model that sees little
// else takes the order for the meaning. So every second answer whose outcome
// comes last is also learned from with its outcome told first.

// turned is document i with its results in front, and which of its sentences
// then follow each other; ok is false where the answer is not told in the
// usual order.
func (t *trainer) turned(i int) (d *document, order []int, ok bool) {
	if i%2 == 1 {
		return nil, nil, false
	}
	gold := t.examples[i].Roles
	var front, rest []int
	acted := false
	for k, r := range gold {
		switch r {
		case roleResult:
			if !acted {
				return nil, nil, false
			}
			front = append(front, k)
		case roleAction:
			if len(front) > 0 {
				return nil, nil, false
			}
			acted = true
			rest = append(rest, k)
		default:
			rest = append(rest, k)
		}
	}
	if len(front) == 0 {
		return nil, nil, false
	}
	c := *t.docs[i]
	c.sentences = nil
	order = append(front, rest...)
	for n, k := range order {
		x := t.docs[i].sentences[k]
		x.paragraph = n == 0 || n == len(front) || x.paragraph
		c.sentences = append(c.sentences, x)
	}
	t.v.surround(&c)
	return &c, order, true
}
