package model

// In a few thousand answers some words stand beside a verdict by chance, and
// the more so the rarer they are. So at each step of training a share of the
// features is passed over, another one each time, and the others stand in for
// them: no verdict can then hang on a single word (dropout, Srivastava et al.
// 2014). It makes training shorter, too.

// thin is a vector without a share of its features, given to one part in 256;
// the values of the others grow so that their sum stays. It lies in room, and
// holds until room is used again.
func (r *rng) thin(v vector, share float64, room *vector) vector {
	if share == 0 {
		return v
	}
	n := len(v.index)
	if cap(room.index) < n {
		*room = vector{make([]uint32, 2*n), make([]float32, 2*n)}
	}
	index, value := room.index[:n], room.value[:n]
	limit, scale := uint64(share*256), float32(1/(1-share))
	var dice uint64 // eight bits each
	kept := 0
	for k, i := range v.index {
		if k&7 == 0 {
			dice = r.next()
		}
		index[kept], value[kept] = i, float32(v.value[k]*scale)
		if dice&255 >= limit { // no branch that a processor would have to guess
			kept++
		}
		dice >>= 8
	}
	return vector{index[:kept], value[:kept]}
}

// some is true in a share of its calls.
func (r *rng) some(share float64) bool { return float64(r.next()>>11)/(1<<53) < share }
