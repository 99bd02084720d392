package model

import "math/bits"

// What a sentence does often shows only beside the rest of the telling: a
// figure is an outcome where the deeds are told, and the setting where none
// was yet. So an answer is read twice. What describes a sentence at the
// second time is what the first made of it and of those around it, what was
// told up to it and is told behind it, and its own looks.

// Features of a sentence in its telling, by number.
const (
	tChain   = 0                         // chances by the chain, from three before to three behind
	tOwn     = tChain + 7*roleCount      // the chain's, without neighbours' roles, from one before to one behind
	tNear    = tOwn + 3*roleCount        // chances by the model of near words, likewise
	tTold    = tNear + 3*roleCount       // what was told before and is told behind, by role
	tPart    = tTold + 8*roleCount       // what the rest of the paragraph tells
	tPlace   = tPart + roleCount         // where it stands
	tBeside  = tPlace + 10               // the looks of the sentences beside it
	tAmount  = tBeside + 2*5             // its amounts
	tSpeaker = tAmount + 8               // who acts in it, in what tense
	tKind    = tSpeaker + 3              // what kind of text it is
	tWords   = tKind + 4                 // how many words, rare ones, ones that were said before
	tClass   = tWords + 6                // its word classes
	tPhrase  = tClass + maxClasses       // its turns of speech
	tCount   = tPhrase + maxPhraseGroups // how many features there are
)

// farthest is the distance beyond which a role is as good as not told.
const farthest = 12

// firstReading is what the models of the first reading make of an answer.
type firstReading struct{ chain, own, near []roleScores }

// tellings describes sentences of an answer for the second reading: all, or
// those that are asked for. The others have no row.
func (v *vocabulary) tellings(d *document, first firstReading, asked ...int) [][]float32 {
	n := len(d.sentences)
	rows := make([][]float32, n)
	if len(asked) == 0 {
		asked = upTo(n)
	}
	flat := make([]float32, len(asked)*tCount)
	for k, i := range asked {
		rows[i] = flat[k*tCount : (k+1)*tCount]
		around(rows[i][tChain:], first.chain, i, 3)
		around(rows[i][tOwn:], first.own, i, 1)
		around(rows[i][tNear:], first.near, i, 1)
		d.looks(rows[i], i)
	}
	mixed := make([]roleScores, n)
	for i := range mixed {
		mixed[i] = first.mixed(i)
	}
	toldBy(rows, mixed, 1)
	toldBy(rows, mixed, -1)
	d.places(rows, mixed)
	v.wordsIn(d, rows)
	return rows
}

// around sets the chances of sentence i and of so many on both sides of it.
func around(x []float32, chances []roleScores, i, reach int) {
	for k := -reach; k <= reach; k++ {
		if i+k < 0 || i+k >= len(chances) {
			continue
		}
		for r, p := range chances[i+k] {
			x[(k+reach)*roleCount+r] = float32(p)
		}
	}
}

// toldBy sets for each role how much of it was told before each sentence,
// walking on (step 1), or is told behind it, walking back (step -1): the
// number of sentences, their share, how far off the last one is, and how
// likely there was any.
func toldBy(rows [][]float32, chances []roleScores, step int) {
	var sum, top, off roleScores
	for r := range off {
		off[r] = farthest
	}
	i, at := 0, tTold
	if step < 0 {
		i, at = len(rows)-1, tTold+4*roleCount
	}
	for k := range rows {
		for r, p := range chances[i] {
			if rows[i] != nil {
				x := rows[i][at+4*r:]
				x[0], x[1], x[2], x[3] = float32(sum[r]), float32(sum[r]/float64(max(1, k))), float32(off[r]), float32(top[r])
			}
			sum[r] += p
			top[r] = max(top[r], p)
			off[r] = min(farthest, float64((off[r]+1)*(1-p)))
		}
		i += step
	}
}

// places sets where each sentence stands in the answer and in its paragraph,
// and what the rest of the paragraph tells.
func (d *document) places(rows [][]float32, chances []roleScores) {
	n, words, total := len(rows), 0, 0
	for i := range d.sentences {
		total += len(d.sentences[i].ids)
	}
	for from := 0; from < n; {
		to := from + 1
		for to < n && !d.sentences[to].paragraph {
			to++
		}
		var sum roleScores
		for i := from; i < to; i++ {
			for r, p := range chances[i] {
				sum[r] += p
			}
		}
		for i := from; i < to; i++ {
			if rows[i] == nil {
				words += len(d.sentences[i].ids)
				continue
			}
			for r, p := range chances[i] {
				rows[i][tPart+r] = float32((sum[r] - p) / float64(max(1, to-from-1)))
			}
			for k, v := range [...]float64{float64(i), float64(n - 1 - i), float64(i) / float64(n), float64(n), float64(words) / float64(max(1, total)),
				float64(i - from), float64(to - i - 1), float64(n - to), float64(d.deeds[i])} {
				rows[i][tPlace+k] = float32(v)
			}
			words += len(d.sentences[i].ids)
		}
		from = to
	}
}

// looks sets what can be seen of a sentence and of those beside it without
// its words.
func (d *document) looks(x []float32, i int) {
	s := &d.sentences[i]
	for k, j := range [2]int{i - 1, i + 1} {
		if j < 0 || j >= len(d.sentences) {
			continue
		}
		y := &d.sentences[j]
		copy(x[tBeside+5*k:], []float32{oneIf(y.paragraph), float32(len(y.ids)), float32(y.subject), float32(bits.OnesCount64(y.quantities)), oneIf(y.change)})
	}
	x[tAmount] = float32(bits.OnesCount64(s.quantities))
	for k := range amountNames {
		x[tAmount+1+k] = float32(s.quantities >> k & 1)
	}
	x[tAmount+7] = oneIf(s.change)
	x[tSpeaker], x[tSpeaker+1] = float32(s.subject/5), float32(s.subject%5)
	copy(x[tKind:], []float32{oneIf(s.question), oneIf(s.quoted), oneIf(d.text.Raw), oneIf(d.failure)})
	for c := s.classes; c != 0; c &= c - 1 {
		x[tClass+bits.TrailingZeros64(c)] = 1
	}
	for c := s.phrases; c != 0; c &= c - 1 {
		x[tPhrase+bits.TrailingZeros64(c)] = 1
	}
}

// rarest is the part of all answers, one in so many, up to which a word is
// counted as rare.
const rarest = 40

// wordsIn sets how many words each sentence has, and how many of those that
// carry something are rare, were said before, or stand in the question.
func (v *vocabulary) wordsIn(d *document, rows [][]float32) {
	said, asked := v.stemSet(), v.stemSet()
	for _, id := range d.question.ids {
		asked.add(v.stems[id])
	}
	for i, x := range rows {
		var content, rare, old, taken float32
		for _, id := range d.sentences[i].ids {
			s := v.stems[id]
			if x == nil || id < firstWordID || v.classes[id]&(pronounBits|bitBe|bitModal|bitGeneric) != 0 || int(v.common[s])*commonShare > int(v.mostCommon) {
				continue
			}
			content++
			rare += oneIf(int(v.common[s])*rarest <= int(v.mostCommon))
			old += oneIf(said.has(s))
			taken += oneIf(asked.has(s))
		}
		for _, id := range d.sentences[i].ids {
			said.add(v.stems[id])
		}
		if x == nil {
			continue
		}
		copy(x[tWords:], []float32{float32(len(d.sentences[i].ids)), content, rare, old, old / max(1, content), taken})
	}
}

// upTo are the numbers below n.
func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func oneIf(holds bool) float32 {
	if holds {
		return 1
	}
	return 0
}

// tellingCues name what the second reading goes by, by where it begins.
var tellingCues = []struct {
	from int
	name string
}{
	{tChain, "the parts told around it"}, {tTold, "what is told before and behind it"}, {tPart, "the rest of its paragraph"}, {tPlace, "where it stands"},
	{tBeside, "the sentences beside it"}, {tAmount, "its amounts"}, {tSpeaker, "who acts, and in which tense"}, {tKind, "what kind of telling it is"},
	{tWords, "how much it says"}, {tClass, ""}, {tPhrase, "a turn of speech"},
}

// tellingCue names a feature of the second reading.
func tellingCue(feature int) string {
	if k := feature - tClass; k >= 0 && k < len(classNames) {
		return kindOfWord(uint64(k))
	}
	name := ""
	for _, t := range tellingCues {
		if feature >= t.from {
			name = t.name
		}
	}
	return name
}
