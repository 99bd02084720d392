package measure_test

import (
	"bytes"
	"encoding/json"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rehearse/corpus"
	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/review/measure"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
)

// Names of the changes, in their order.
const (
	names = iota
	genders
	places
	american
	british
	slips
	added
	removed
)

func TestChanges(t *testing.T) {
	for _, c := range []struct {
		change     int
		text, want string
	}{
		{genders, "She told her boss that his plan was hers, not his; he let her go.", "He told his boss that her plan was his, not hers; she let him go."},
		{genders, "i asked her to show me and she gave him her notes", "i asked him to show me and he gave her his notes"},
		{genders, "Mr. Vandamme's son had HIS mother tongue, and the men's sister company.", "Mrs. Vandamme's daughter had HER mother tongue, and the women's sister company."},
		{genders, "He'd done it himself, the salesman said.", "She'd done it herself, the saleswoman said."},
		{genders, "The shepherd helped here, then there.", "The shepherd helped here, then there."},

		{american, "The programme's organisation analysed colours at the centre.", "The programme's organization analyzed colors at the center."},
		{american, "We promised to advise, revise and exercise; labelling, travelled, per cent.", "We promised to advise, revise and exercise; labeling, traveled, percent."},
		{american, "Four hours of our tour, a surprise sunrise, otherwise wise enterprise.", "Four hours of our tour, a surprise sunrise, otherwise wise enterprise."},
		{american, "Organisers prioritised.", "Organizers prioritized."},
		{british, "The size of the prize was 40 percent; the doctor organized a color catalog.", "The size of the prize was 40 per cent; the doctor organised a colour catalogue."},
		{british, "Labor seized the theater, and a vendor favored error monitors.", "Labour seized the theatre, and a vendor favoured error monitors."},

		{removed, "Um, we had, um, three teams, you know, and I, I asked. Uh.", "We had three teams and I asked."},
		{removed, "um so we had uh three teams you know and and i asked", "so we had three teams and i asked"},
		{removed, "Do you know what I mean? It was very, very late, and you know, that had had a cost.", "Do you know what I mean? It was very, very late, and that had had a cost."},
		{removed, "Nothing to take out of 3,000 or 3.5.", "Nothing to take out of 3,000 or 3.5."},
	} {
		if got := measure.Changes[c.change].Apply(c.text); got != c.want {
			t.Errorf("%s\n of %s\nis %s\nnot %s", measure.Changes[c.change].Name, c.text, got, c.want)
		}
	}
}

// TestSwaps checks which words of an answer are swapped; by which others is
// left open.
func TestSwaps(t *testing.T) {
	for _, c := range []struct {
		change  int
		text    string
		swapped string
		stays   string
	}{
		{names, "I asked Nkechi and Xanthe. Xanthe's plan won, and Nkechi thanked Mrs Obuya.", "Nkechi Xanthe Obuya", "asked plan thanked Mrs"},
		{names, "We moved to Kafka in March, and Finance told Brian Zed that Ownership meant Lisbon.", "Brian Zed", "Kafka March Finance Ownership Lisbon"},
		{names, "our lead, Bexley, who knew Jira, met Grace, Will and Mark", "Bexley Grace", "Jira"},
		{names, "i told kwame that we will mark it with grace in may", "kwame", "will mark grace may"},
		{names, "\"Ask Parisa,\" said Quorra. Every Monday I've seen Mei-ling and the VP of HR.", "Parisa Quorra Mei", "Ask Every Monday VP HR"},
		{names, "We flew to São Paulo with Paulo.", "", "São"},
		{places, "From Porto to São Paulo we sold an American product to Nestlé and Samsung's shops.", "Porto São American Nestlé Samsung", "From product shops"},
		{places, "Reading the log in Reading, I saw that Google Cloud was not in Turkey.", "Turkey", "Google Cloud log"},
		{places, "i said the target was nice and the shell was in lisbon", "lisbon", "target nice shell"},
	} {
		got := measure.Changes[c.change].Apply(c.text)
		for _, word := range strings.Fields(c.swapped) {
			if strings.Contains(got, word) {
				t.Errorf("%q is still there:\n   %s\nis %s", word, c.text, got)
			}
		}
		for _, word := range strings.Fields(c.stays) {
			if !strings.Contains(got, word) {
				t.Errorf("%q is gone:\n   %s\nis %s", word, c.text, got)
			}
		}
	}
	if got := measure.Changes[names].Apply("I met Priya. Then Priya's plan and Priya won."); strings.Count(got, strings.Trim(strings.Fields(got)[2], ".")) != 3 {
		t.Errorf("one person was given several names: %s", got)
	}
	if got := measure.Changes[places].Apply("an American and a Danish plan"); strings.Contains(got, "an D") || strings.Contains(got, "a E") || strings.Contains(got, "a A") {
		t.Errorf("wrong article: %s", got)
	}
}

// TestSlipsAndDisfluencies checks that a long text gets about as many as it
// should, and which kinds.
func TestSlipsAndDisfluencies(t *testing.T) {
	const line = "I asked the team for information for three years, and she wants a plan on Monday that depends on the 12 engineers of my boss. "
	text := strings.Repeat(line, 60)
	got := measure.Changes[slips].Apply(text)
	for _, slip := range []string{"I have asked", "for informations", "since three years", "she want ", "in Monday", "depends of", "asked team", "wants plan"} {
		if n := strings.Count(got, slip); n < 2 || n > 25 {
			t.Errorf("%q stands %d times in 60 sentences", slip, n)
		}
	}
	if strings.Count(got, "the 12") != 60 {
		t.Error("an article was dropped before a number")
	}
	got = measure.Changes[added].Apply(text)
	for _, said := range []string{", um, ", ", uh, ", ", you know, ", ", I mean, ", "the, the "} {
		if n := strings.Count(got, said); n < 3 || n > 90 {
			t.Errorf("%q stands %d times in 60 sentences", said, n)
		}
	}
	if got := measure.Changes[added].Apply(strings.ToLower(strings.Repeat("we had the plan and so we went on with it ", 40))); strings.Contains(got, ",") || !strings.Contains(got, " i mean ") {
		t.Errorf("raw speech got commas or no disfluency: %s", got)
	}
}

// TestOddTexts applies every change to texts that are none.
func TestOddTexts(t *testing.T) {
	for _, text := range []string{"", " ", "\n\n", "a", "her", "um", "I", "the", "Um,", "you know", "İstanbul'da Ğ", "\xff\xfe her \xff", "e\u0301 she's", "Zoë’s his", "’s", "for 3", "—", "a an the", "mr", "Mr. X", "her\x00his", "HER", "🙂 um 🙂", "per"} {
		for _, c := range measure.Changes {
			got := c.Apply(text)
			if utf8.ValidString(text) && !utf8.ValidString(got) {
				t.Errorf("%s breaks %q: %q", c.Name, text, got)
			}
			if got != c.Apply(text) {
				t.Errorf("%s is not the same each time on %q", c.Name, text)
			}
		}
	}
}

// TestNumbersStay checks on the whole corpus that no change touches a number
// or the order of numbers.
func TestNumbersStay(t *testing.T) {
	t.Parallel()
	for _, a := range answers(t) {
		want := numbers(a.Text)
		for _, c := range measure.Changes {
			if got := numbers(c.Apply(a.Text)); !slices.Equal(got, want) {
				t.Errorf("%s changes the numbers of %s: %v, then %v", c.Name, a.ID, want, got)
			}
		}
	}
}

const numberWords = " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen " +
	"twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half third quarter dozen "

// numbers are the words of a text that tell how many.
func numbers(text string) []string {
	var found []string
	for _, w := range prose.Read(text).Words {
		if w.Digit || strings.Contains(numberWords, " "+w.Norm+" ") {
			found = append(found, w.Norm)
		}
	}
	return found
}

func answers(t *testing.T) []corpus.Answer {
	t.Helper()
	all, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// reviewer reviews with the built-in model.
func reviewer(t *testing.T) measure.Reviewer {
	t.Helper()
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Load("amazon-l6", os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	again, err := measure.NewReviewer(m, r)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// TestRobustness holds the reviews of the whole corpus to what a change of
// words may do to them: who is named, where, of what gender and in whose
// spelling moves nothing. docs/judgement.md reports the same for answers that
// the model has not seen.
func TestRobustness(t *testing.T) {
	t.Parallel()
	all, again := answers(t), reviewer(t)
	original, err := again.All(all)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := measure.Robust(all, original, again)
	if err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	measure.PrintRobustness(&table, changes, 50)
	t.Log(table.String())
	for i, must := range []struct {
		altered               int
		sameRating, sameFlags float64
		mean, size            float64
		largest               int
	}{
		names:    {1400, 1, 1, 0, 0, 0},
		genders:  {2000, 1, 1, 0, 0, 0},
		places:   {900, 1, 1, 0, 0, 0},
		american: {900, 1, 1, 0, 0, 0},
		british:  {450, 1, 1, 0, 0, 0},
		slips:    {2400, .985, .98, .05, .05, 2},
		added:    {2600, .995, .995, .01, .01, 1},
		removed:  {800, .99, .99, .02, .02, 1},
	} {
		r := changes[i]
		if r.Altered < must.altered || r.SameRating < must.sameRating || r.SameFlags < must.sameFlags ||
			r.MeanMove > must.mean || r.MeanMove < -must.mean || r.MeanSize > must.size || r.Largest > must.largest {
			t.Errorf("%s: %+v\nexpected at least %+v", r.Change, struct {
				Altered               int
				SameRating, SameFlags float64
				Mean, Size            float64
				Largest               int
			}{r.Altered, r.SameRating, r.SameFlags, r.MeanMove, r.MeanSize, r.Largest}, must)
		}
	}
}

// TestRobustCounts checks the figures on reviews that are made up.
func TestRobustCounts(t *testing.T) {
	all := []corpus.Answer{{ID: "a", Text: "he ran"}, {ID: "b", Text: "she ran"}, {ID: "c", Text: "it ran"}}
	original := []*review.Review{scored(3), scored(2), scored(1)}
	original[1].Findings = []review.Finding{{Rule: "blame"}}
	changes, err := measure.Robust(all, original, func(place int, a corpus.Answer) (*review.Review, error) {
		if a.Text == all[place].Text {
			t.Errorf("%s was reviewed again though nothing changed", a.ID)
		}
		return scored(original[place].Rating.Score - 2*(1-place)), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r := changes[genders]
	if r.Altered != 2 || r.SameRating != .5 || r.SameFlags != .5 || r.MeanMove != -1 || r.MeanSize != 1 || r.Largest != 2 || len(r.Moved) != 2 {
		t.Errorf("%+v", r)
	}
	var out bytes.Buffer
	measure.PrintRobustness(&out, changes, 1)
	if !strings.Contains(out.String(), "\n  a: rating 3 > 1\n") || strings.Contains(out.String(), "lost blame") {
		t.Errorf("shows more or less than the first that moved:\n%s", out.String())
	}
	for _, line := range strings.Split(out.String(), "\n") {
		if utf8.RuneCountInString(line) > 90 {
			t.Errorf("wider than 90 columns: %s", line)
		}
	}
}

func scored(score int) *review.Review { return &review.Review{Rating: review.Rating{Score: score}} }

// TestDeterminism reviews the corpus three times, once on one processor, and
// expects the same bytes.
func TestDeterminism(t *testing.T) {
	all := answers(t)
	var first []byte
	for _, processors := range []int{1, 2, 2} {
		before := runtime.GOMAXPROCS(processors)
		reviews, err := reviewer(t).All(all)
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(reviews)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = data
		}
		if !bytes.Equal(data, first) {
			t.Fatalf("the reviews differ on %d processors", processors)
		}
	}
}

// TestFoldReviewer checks that the place tells which fold's model reviews.
func TestFoldReviewer(t *testing.T) {
	all := answers(t)[:12]
	r, err := rubric.Load("amazon-l6", os.ReadFile)
	if err != nil {
		t.Fatal(err)
	}
	again, err := measure.FoldReviewer(all, nil, 2, 1, r, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	other := 0
	for i, a := range all {
		own, err := again(i, a)
		if err != nil {
			t.Fatal(err)
		}
		same, err := again(i+2, a)
		if err != nil {
			t.Fatal(err)
		}
		foreign, err := again(i+1, a)
		if err != nil {
			t.Fatal(err)
		}
		if !sameReview(t, own, same) {
			t.Errorf("%s is reviewed differently at two places of one fold", a.ID)
		}
		if !sameReview(t, own, foreign) {
			other++
		}
	}
	if other == 0 {
		t.Error("all places are reviewed by one model")
	}
}

func sameReview(t *testing.T, a, b *review.Review) bool {
	t.Helper()
	x, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(x, y)
}
