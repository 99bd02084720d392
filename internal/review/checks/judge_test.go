package checks_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"rehearse/corpus"
	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/rubric"
)

// told makes a story under headings, so that nothing hangs on the roles that
// the model would give.
func told(situation, task, action, result string) string {
	return "## Situation\n\n" + situation + "\n\n## Task\n\n" + task + "\n\n## Action\n\n" + action + "\n\n## Result\n\n" + result + "\n"
}

const (
	ferrySituation = "Our ferry line sold tickets through a booking desk that my team of 12 engineers looked after, and the queue reached the street."
	ferryTask      = "I was responsible for the booking system, and I had to get the queue down."
	ferryAction    = "I stood at the desk with a stopwatch. I asked the finance office what they could drop, and I cut the form from 14 fields to five."
	ferryResult    = "The wait fell from 40 minutes to six, and it has stayed there since."
)

// scopeTexts are the words of one dimension of scope, or "".
func scopeTexts(rev *review.Review, dimension string) string {
	for _, s := range rev.Level.Scope {
		if s.Dimension == dimension {
			return s.Text
		}
	}
	return ""
}

// TestHorizonIsWhatWasPlanned checks which lengths of time are a horizon.
func TestHorizonIsWhatWasPlanned(t *testing.T) {
	e := newEngine(t)
	tests := []struct{ name, situation, task, action, want string }{
		{"a stretch of records", "We had a year of wind records.", "", "", ""},
		{"a past", "I had led it for three years.", "", "", ""},
		{"a plan that is long past", "I had planned it two years ago.", "", "", ""},
		{"an age with a plan far off", "I had run the desk for three years with a fine team of twelve before anybody asked me for any kind of plan.", "", "", ""},
		{"a roadmap", "There was a two-year roadmap.", "", "", "two-year"},
		{"over the next", "", "It was to last over the next 18 months.", "", "18 months"},
		{"a deadline", "", "The deadline was in seven months.", "", "seven months"},
		{"a plan in the action", "", "", "I made a plan for three years.", ""},
		{"too short", "There was a plan of two weeks.", "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := told(ferrySituation+" "+test.situation, ferryTask+" "+test.task, ferryAction+" "+test.action, ferryResult)
			if got := scopeTexts(run(t, e, text, "", ""), rubric.Horizon); got != test.want {
				t.Errorf("the horizon is %q, want %q", got, test.want)
			}
		})
	}
}

// TestUsersAreMany checks that a few persons of the story are no users.
func TestUsersAreMany(t *testing.T) {
	e := newEngine(t)
	tests := []struct{ name, words, want string }{
		{"two of a trade", "I asked two of the drivers.", ""},
		{"ninety-nine of a trade", "I asked 99 drivers.", ""},
		{"many of a trade", "It served 40,000 drivers.", "40,000 drivers"},
		{"a few users", "It had 60 users.", "60 users"},
		{"two customers", "I asked two customers.", "two customers"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := told(ferrySituation, ferryTask, ferryAction+" "+test.words, ferryResult)
			if got := scopeTexts(run(t, e, text, "", ""), rubric.Users); got != test.want {
				t.Errorf("the users are %q, want %q", got, test.want)
			}
		})
	}
}

// TestLevelReasonsReadAsSentences reviews the corpus: no reason may swallow a
// sentence of the answer whole or end twice, and every scope must quote the
// text.
func TestLevelReasonsReadAsSentences(t *testing.T) {
	e := newEngine(t)
	all, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	decisions := 0
	for _, a := range all {
		rev := run(t, e, a.Text, a.Question, a.Kind)
		for _, s := range rev.Level.Scope {
			if a.Text[s.Start:s.End] != s.Text {
				t.Errorf("%s: the scope %q is not what stands there", a.ID, s.Text)
			}
		}
		decision := scopeTexts(rev, rubric.Decision)
		for _, r := range rev.Level.Reasons {
			if strings.Contains(r.Text, "..") || strings.Contains(r.Text, ".\"") || strings.Contains(r.Text, ".,") {
				t.Errorf("%s: %s", a.ID, r.Text)
			}
			if len(decision) > 60 && strings.Contains(r.Text, decision) {
				t.Errorf("%s: holds a whole sentence: %s", a.ID, r.Text)
			}
			if begin := decision[:min(len(decision), 10)]; begin != "" && strings.Contains(r.Text, "\""+begin) {
				decisions++
			}
		}
	}
	if decisions == 0 {
		t.Error("no decision was named in any reason")
	}
}

// TestTooShortCountsInTheSingular checks the one word of an answer.
func TestTooShortCountsInTheSingular(t *testing.T) {
	e := newEngine(t)
	for text, want := range map[string]string{"Hello.": "Too short to score: 1 word.", "Hello you.": "Too short to score: 2 words."} {
		if got := run(t, e, text, "", "").Rating.Reasons[0].Text; !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestAnotherLanguageIsNotJudged checks that nothing is said of a text that
// could not be read.
func TestAnotherLanguageIsNotJudged(t *testing.T) {
	e := newEngine(t)
	texts := []string{
		"Unser Team mit 14 Ingenieuren betreute die Buchung einer Fähre. Ich war verantwortlich dafür, die Wartezeit vor den Ferien zu senken. " +
			"Ich habe zwei Tage am Schalter gestanden, jeden Ablauf gemessen und das Formular von 14 auf 5 Felder gekürzt. Danach fiel die Wartezeit von 40 auf 6 Minuten.",
		"Mi equipo de 14 ingenieros cuidaba las reservas. Yo tenía que bajar la espera antes del verano. Pasé dos días con un cronómetro, hablé con finanzas y " +
			"recorté el formulario de 14 campos a cinco. La espera cayó de 40 minutos a seis y sigue ahí desde hace dos años.",
	}
	for _, text := range texts {
		rev := run(t, e, text, "Tell me about a time you led a team.", "")
		if rev.Rating.Score != 0 || !strings.Contains(rev.Rating.Reasons[0].Text, "English") {
			t.Errorf("rated %d: %s", rev.Rating.Score, rev.Rating.Reasons[0].Text)
		}
		data, err := json.Marshal(rev)
		if err != nil {
			t.Fatal(err)
		}
		for _, empty := range []string{`"principles":[]`, `"findings":[]`, `"changes":[]`, `"level":{"verdict":"at","reasons":[],"scope":[]}`} {
			if !strings.Contains(string(data), empty) {
				t.Errorf("%s is missing in %s", empty, data)
			}
		}
	}
}

// TestBadSuppressionSaysWhatIsWrong checks that the fault of a note reaches
// the person, whatever kind of note it is.
func TestBadSuppressionSaysWhatIsWrong(t *testing.T) {
	e := newEngine(t)
	for note, want := range map[string]string{
		"<!-- rehearse: allow blame -->":          "a reason is missing, so blame is not allowed",
		"<!-- rehearse: role singer -->":          `there is no role "singer"`,
		"<!-- rehearse: forbid blame because -->": `nothing is called "forbid"`,
	} {
		rev := run(t, e, told(ferrySituation, ferryTask, ferryAction, ferryResult)+"\n"+note+"\n", "", "")
		i := slices.IndexFunc(rev.Findings, func(f review.Finding) bool { return f.Rule == review.BadSuppression })
		if i < 0 || !strings.Contains(rev.Findings[i].Message, want) {
			t.Errorf("%s: %+v", note, rev.Findings)
		}
	}
}

// TestPrinciplesOfAnotherRubric checks that the names are looked up in the
// rubric at hand, and that the engine lists them but once.
func TestPrinciplesOfAnotherRubric(t *testing.T) {
	r, err := rubric.Load("amazon-l6", nil)
	if err != nil {
		t.Fatal(err)
	}
	mine := *r
	mine.Principles = []rubric.Principle{{ID: "tea-first", Name: "Tea, First", Summary: "Tea."}, {ID: "none", Name: "!", Summary: "None."}}
	text := told(ferrySituation, ferryTask, ferryAction+" That was tea first, and no customer obsession.", ferryResult)
	for want, r := range map[string]*rubric.Rubric{"customer obsession": r, "tea first": &mine} {
		var got []string
		for _, f := range run(t, engineOf(t, r), text, "", "").Findings {
			if f.Rule == "named-principle" {
				got = append(got, f.Quote)
			}
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("named are %q, want %q", got, want)
		}
	}
}

// engineOf makes an engine that holds answers against a rubric.
func engineOf(t *testing.T, r *rubric.Rubric) *review.Engine {
	t.Helper()
	e, err := checks.NewEngine(r, defaultModel(t))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A sentence that is held against the speaker is no evidence of a principle,
// where another sentence can stand for it.
func TestNoPraiseForWhatIsHeldAgainst(t *testing.T) {
	e := newEngine(t)
	all, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	met := 0
	for _, a := range all {
		if !slices.Contains(a.Flags, "unilateral") && !slices.Contains(a.Flags, "blame") {
			continue
		}
		rev := run(t, e, a.Text, a.Question, a.Kind)
		for _, f := range rev.Findings {
			if f.Rule != "unilateral" {
				continue
			}
			met++
			for _, p := range rev.Principles {
				if len(p.Evidence) > 1 && slices.Contains(p.Evidence, f.Span) {
					t.Errorf("%s: %s is shown by %q, which is unilateral", a.ID, p.ID, f.Quote)
				}
			}
		}
	}
	if met < 100 {
		t.Errorf("only %d answers were decided over people's heads; the test tests nothing", met)
	}
}

// TestDeliveryIsShownByItsFigures: of the answers of the corpus that deliver,
// nearly every one whose outcome has a figure is shown by such a sentence.
func TestDeliveryIsShownByItsFigures(t *testing.T) {
	t.Parallel()
	e, shown, figures := newEngine(t), 0, 0
	for _, a := range someAnswers(t, 6) {
		rev := run(t, e, a.Text, a.Question, "")
		for _, p := range rev.Principles {
			counted := slices.ContainsFunc(rev.Sentences, func(s review.Sentence) bool { return s.Role == review.Result && hasFigure(rev, s.Span) })
			if p.ID != "deliver-results" || !counted {
				continue
			}
			shown++
			if slices.ContainsFunc(p.Evidence, func(s review.Span) bool { return hasFigure(rev, s) }) {
				figures++
			}
		}
	}
	t.Logf("%d of %d answers show Deliver Results by an outcome with a figure", figures, shown)
	if shown < 50 || float64(figures) < .95*float64(shown) {
		t.Errorf("only %d of %d answers show Deliver Results by an outcome with a figure", figures, shown)
	}
}

// someAnswers is every nth answer of the corpus.
func someAnswers(t *testing.T, n int) (some []corpus.Answer) {
	t.Helper()
	all, err := corpus.Answers()
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(all); i += n {
		some = append(some, all[i])
	}
	return some
}

func hasFigure(rev *review.Review, s review.Span) bool {
	return slices.ContainsFunc(rev.Quantities, func(q review.Quantity) bool { return s.Start <= q.Span.Start && q.Span.Start < s.End })
}
