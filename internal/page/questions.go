package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"rehearse/internal/library"
	"rehearse/internal/rubric"
)

// QuestionsAPage is how many questions one page of the bank shows.
const QuestionsAPage = 50

// QuestionsQuery is what a person asks the bank to show. The zero value asks
// for everything.
type QuestionsQuery struct {
	// Words must all stand somewhere in the question, in any case of letters.
	Words string
	// Principle and Competency are ids; Kind is "standard" or "failure";
	// Level is "L5", "L6" or "L7". Empty means any.
	Principle, Competency, Kind, Level string
	// Page counts from 1.
	Page int
}

var (
	questionKinds  = []choice{{"", "Any kind"}, {"standard", "What worked"}, {"failure", "What failed"}}
	questionLevels = []choice{{"", "Any level"}, {"L5", "L5"}, {"L6", "L6"}, {"L7", "L7"}}
)

// ReadQuestionsQuery reads a query from an address. What it does not know it
// takes as not asked.
func ReadQuestionsQuery(v url.Values, r *rubric.Rubric) QuestionsQuery {
	q := QuestionsQuery{Words: strings.TrimSpace(v.Get("q")), Kind: among(v.Get("kind"), questionKinds), Level: among(v.Get("level"), questionLevels)}
	if _, ok := r.Principle(v.Get("principle")); ok {
		q.Principle = v.Get("principle")
	}
	if _, ok := r.Competency(v.Get("competency")); ok {
		q.Competency = v.Get("competency")
	}
	q.Page, _ = strconv.Atoi(v.Get("page"))
	q.Page = max(1, q.Page)
	return q
}

// Href is the address of a page of what the query asks for.
func (q QuestionsQuery) Href(page int) string {
	v := url.Values{}
	for name, value := range map[string]string{"q": q.Words, "principle": q.Principle, "competency": q.Competency, "kind": q.Kind, "level": q.Level} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if page > 1 {
		v.Set("page", strconv.Itoa(page))
	}
	if len(v) == 0 {
		return "/library/questions"
	}
	return "/library/questions?" + v.Encode()
}

// Filtered reports whether the query leaves anything out.
func (q QuestionsQuery) Filtered() bool { return q.Href(1) != "/library/questions" }

// fits reports whether a question is asked for.
func (q QuestionsQuery) fits(x library.Question, words []string) bool {
	switch {
	case q.Principle != "" && !slices.Contains(x.Principles, q.Principle):
		return false
	case q.Competency != "" && x.Competency != q.Competency:
		return false
	case q.Kind != "" && x.Kind != q.Kind:
		return false
	case q.Level != "" && x.Level != q.Level:
		return false
	}
	text := strings.ToLower(x.Question)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// QuestionsPage is the bank of questions, all or those that were asked for.
type QuestionsPage struct {
	Frame
	Query  QuestionsQuery
	Rubric *rubric.Rubric
	// All counts the questions that there are, Found those that fit.
	All, Found int
	// Shown are the questions of this page, in the bank's order.
	Shown []library.Question
	// Stories counts the person's stories.
	Stories int
}

// NewQuestionsPage chooses what the bank shows. Page numbers out of range
// become the nearest that exists.
func NewQuestionsPage(f Frame, bank []library.Question, r *rubric.Rubric, q QuestionsQuery, stories int) QuestionsPage {
	words := strings.Fields(strings.ToLower(q.Words))
	var found []library.Question
	for _, x := range bank {
		if q.fits(x, words) {
			found = append(found, x)
		}
	}
	p := QuestionsPage{Frame: f, Query: q, Rubric: r, All: len(bank), Found: len(found), Stories: stories}
	p.Query.Page = min(q.Page, p.Pages())
	from := (p.Query.Page - 1) * QuestionsAPage
	p.Shown = found[from:min(len(found), from+QuestionsAPage)]
	return p
}

// Pages counts the pages of what was found; there is always one.
func (p QuestionsPage) Pages() int { return max(1, (p.Found+QuestionsAPage-1)/QuestionsAPage) }

// says tells how many questions fit.
func (p QuestionsPage) says() string {
	switch {
	case p.Found == 0:
		return "No question is like that. Leave out one of the conditions."
	case p.Found == 1:
		return "One question."
	case p.Pages() > 1:
		from := (p.Query.Page-1)*QuestionsAPage + 1
		return numbered(from) + " to " + numbered(from+len(p.Shown)-1) + " of " + numbered(p.Found) + " questions."
	}
	return numbered(p.Found) + " questions."
}

func (p QuestionsPage) principleChoices() []choice {
	out := []choice{{"", "Any principle"}}
	for _, x := range p.Rubric.Principles {
		out = append(out, choice{x.ID, x.Name})
	}
	return out
}

func (p QuestionsPage) competencyChoices() []choice {
	out := []choice{{"", "Any competency"}}
	for _, x := range p.Rubric.Competencies {
		out = append(out, choice{x.ID, x.Name})
	}
	return out
}

// questionTags say in a line what a question is after.
func questionTags(r *rubric.Rubric, q library.Question) string {
	parts := []string{principleNames(r, q.Principles), q.Level}
	if q.Kind == "failure" {
		parts = append(parts, "about failure")
	}
	if words := map[int]string{1: "an opener", 3: "hard"}[q.Hardness]; words != "" {
		parts = append(parts, words)
	}
	return strings.Join(parts, " · ")
}

// QuestionPage is one question and who of the person's stories answers it.
type QuestionPage struct {
	Frame
	Question library.Question
	Rubric   *rubric.Rubric
	// Answers are the stories that answer it best, best first.
	Answers []AnsweringStory
	// Stories counts the person's stories.
	Stories int
	// Near are scenarios about something like it.
	Near []ScenarioLine
}

// AnsweringStory is a story that could answer a question.
type AnsweringStory struct {
	StoryDoor
	// Fits is set where more speaks for it than for a story like any other.
	Fits bool
	// Vote is how the reviewer rates it for its own question, or empty.
	Vote string
}

// lead is the first line of the page: what to do with this question.
func (p QuestionPage) lead() string {
	switch {
	case p.Stories == 0:
		return "You have no story yet that could answer this. Start one."
	case len(p.Answers) > 0 && p.Answers[0].Fits:
		return "Tell it aloud with the first of these, or start a story of its own."
	}
	return "None of your stories is quite about this. Start one, or bend the nearest."
}
