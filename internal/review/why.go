package review

// Why is what a review's judgements rest on, beside the words that it quotes:
// the cues that spoke for each, as far as the model learned them. It is
// filled where Options.Why asks for it.
type Why struct {
	// Sentences tell for each sentence what spoke for its role and against
	// the next likely one.
	Sentences []WhySentence `json:"sentences"`
	// Rules are the flags that were written down or nearly were, likeliest
	// first.
	Rules []WhyJudged `json:"rules"`
	// Principles are those that came through or nearly did, likeliest first.
	Principles []WhyJudged `json:"principles"`
	// Grounds are what the vote is a sum of, largest first.
	Grounds []WhyGround `json:"grounds"`
}

// WhySentence explains the role of a sentence. Second is the next likely
// role; the confidences are probabilities.
type WhySentence struct {
	Span
	Role             Role    `json:"role"`
	Confidence       float64 `json:"confidence"`
	Second           Role    `json:"second"`
	SecondConfidence float64 `json:"second_confidence"`
	Cues             []Cue   `json:"cues"`
}

// WhyJudged explains a flag or a principle. Probability is that of a careful
// reader writing it down; Limit is the probability from which it is said.
type WhyJudged struct {
	ID          string  `json:"id"`
	Probability float64 `json:"probability"`
	Limit       float64 `json:"limit"`
	Said        bool    `json:"said"`
	// Spans are the sentences that spoke most for it.
	Spans []Span `json:"spans"`
	Cues  []Cue  `json:"cues"`
}

// WhyGround is one ground of the vote: a flag's probability or a strength
// from 0 to 1, and what it adds to the sum that is cut into votes.
type WhyGround struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Adds  float64 `json:"adds"`
}

// Cue is one thing that spoke for a judgement, in words, and by how much, in
// log odds.
type Cue struct {
	Text   string  `json:"text"`
	Weight float64 `json:"weight"`
}
