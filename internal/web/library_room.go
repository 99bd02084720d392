package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"

	"rehearse/internal/coach"
	"rehearse/internal/library"
	"rehearse/internal/match"
	"rehearse/internal/page"
	"rehearse/internal/prose"
	"rehearse/internal/review"
	"rehearse/internal/review/checks"
	"rehearse/internal/review/model"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// libraryRoom is the library's part of the site, with what its pages keep
// between requests: each is read when it is first asked for.
type libraryRoom struct {
	*Server
	mu       sync.Mutex
	readings map[string]func() (reading, error)
	shelf    shelf
}

// reading is a scenario's answers as the reviewer reads them: the model
// answer, then the flawed ones.
type reading struct {
	model  *review.Review
	flawed []*review.Review
}

func newLibraryRoom(s *Server) *libraryRoom {
	return &libraryRoom{Server: s, readings: map[string]func() (reading, error){}}
}

// open gives the library and the rubric that its texts are written for.
func (l *libraryRoom) open() (*library.Library, *rubric.Rubric, error) {
	lib, err := l.coach.Library()
	if err != nil {
		return nil, nil, err
	}
	r, err := l.coach.Rubric(lib.Pack.Rubric)
	return lib, r, err
}

// missingFromLibrary answers for an address that leads nowhere.
func missingFromLibrary(what string) error {
	return problem(http.StatusNotFound, "The library has no such "+what+". Search it, or look through its contents.", nil)
}

// reading reads a scenario's answers once.
func (l *libraryRoom) reading(lib *library.Library, s library.Scenario) (reading, error) {
	l.mu.Lock()
	read, ok := l.readings[s.ID]
	if !ok {
		read = sync.OnceValues(func() (reading, error) { return l.read(lib, s) })
		l.readings[s.ID] = read
	}
	l.mu.Unlock()
	return read()
}

func (l *libraryRoom) read(lib *library.Library, s library.Scenario) (reading, error) {
	var out reading
	asked := coach.Asked{Question: s.Question, Kind: s.Kind, Rubric: lib.Pack.Rubric}
	asked.Text = s.Answer.Text()
	var err error
	if _, out.model, err = l.coach.Review(asked); err != nil {
		return out, err
	}
	for _, f := range s.Flawed {
		asked.Text = f.Text
		_, r, err := l.coach.Review(asked)
		if err != nil {
			return out, err
		}
		out.flawed = append(out.flawed, r)
	}
	return out, nil
}

// ruleTitles are the titles of the reviewer's rules.
var ruleTitles = sync.OnceValues(func() (map[string]string, error) {
	m, err := model.Default()
	if err != nil {
		return nil, err
	}
	titles := map[string]string{}
	for _, a := range checks.Suite(m) {
		titles[a.Name] = a.Doc.Title
	}
	return titles, nil
})

// shelf ranks a person's stories. What was read of them is kept until their
// words change.
type shelf struct {
	mu   sync.Mutex
	read *match.Shelf
	of   *coach.Portfolio
	set  *match.Set
	// said are the tellings without headings and comments, by story.
	said map[string]said
}

type said struct{ answer, text string }

// ranked is the set of a portfolio's stories.
func (f *shelf) ranked(p *coach.Portfolio) (*match.Set, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.make(p)
}

// ahead reads the stories for whoever asks next, unless somebody does so
// already.
func (f *shelf) ahead(p *coach.Portfolio) {
	if !f.mu.TryLock() {
		return
	}
	if f.of == p {
		f.mu.Unlock()
		return
	}
	go func() {
		defer f.mu.Unlock()
		f.make(p) // whoever needs it is told what is wrong
	}()
}

// make is ranked under the lock.
func (f *shelf) make(p *coach.Portfolio) (*match.Set, error) {
	if f.of == p {
		return f.set, nil
	}
	if f.read == nil {
		m, err := model.Default()
		if err != nil {
			return nil, err
		}
		f.read = match.NewShelf(m)
	}
	now := map[string]said{}
	var stories []match.Story
	for _, e := range p.Entries {
		if strings.TrimSpace(e.Answer) == "" {
			continue
		}
		told, ok := f.said[e.ID]
		if !ok || told.answer != e.Answer {
			told = said{e.Answer, answerOf(e.Story)}
		}
		now[e.ID] = told
		x := match.Story{Name: e.ID, Title: e.Title, Text: told.text}
		for _, q := range append([]string{e.Question}, e.Questions...) {
			if q != "" {
				x.Questions = append(x.Questions, q)
			}
		}
		stories = append(stories, x)
	}
	f.set, f.of, f.said = f.read.Set(stories), p, now
	return f.set, nil
}

// answerOf is what of a story is told, without headings and comments.
func answerOf(s store.Story) string {
	parsed, err := story.Parse("story", []byte(s.Answer))
	if err != nil {
		return s.Answer
	}
	var parts []string
	for _, span := range parsed.Answer {
		parts = append(parts, parsed.Quote(prose.Span(span)))
	}
	return strings.Join(parts, "\n\n")
}

// mostAnswers is how many stories are shown for a question; fitsFrom is the
// score from which one is said to fit: a story like any other has about 0.
const (
	mostAnswers = 3
	fitsFrom    = 1
)

// answers are the stories that answer a question best.
func (l *libraryRoom) answers(p *coach.Portfolio, question string) ([]page.AnsweringStory, error) {
	set, err := l.shelf.ranked(p)
	if err != nil {
		return nil, err
	}
	var out []page.AnsweringStory
	for _, m := range set.Rank(question) {
		if len(out) == mostAnswers {
			break
		}
		e, ok := p.Entry(m.Name)
		if !ok {
			continue
		}
		x := page.AnsweringStory{StoryDoor: page.NewStoryDoor(e, m.Why), Fits: m.Score >= fitsFrom}
		if e.Digest.Rating > 0 {
			x.Vote = e.Digest.Label
		}
		out = append(out, x)
	}
	return out, nil
}

// mostDoors is how many stories stand beside a scenario.
const mostDoors = 4

// storiesFor are the stories that could be told for a scenario: those nearest
// to it first, then by their votes.
func storiesFor(p *coach.Portfolio, scenario string) (doors []page.StoryDoor, more int) {
	type near struct {
		coach.Entry
		place int
	}
	var all []near
	for _, e := range p.Entries {
		if i := slices.Index(e.Fits(), scenario); i >= 0 {
			all = append(all, near{e, i})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(b.Digest.Rating, a.Digest.Rating))
	})
	for _, x := range all[:min(mostDoors, len(all))] {
		var why []string
		if x.Digest.Rating > 0 {
			why = append(why, x.Digest.Label)
		}
		if x.place == 0 {
			why = append(why, "nearest to this one")
		}
		doors = append(doors, page.NewStoryDoor(x.Entry, strings.Join(why, ", ")))
	}
	return doors, len(all) - len(doors)
}

// byScenario counts the stories that could be told for each scenario.
func byScenario(p *coach.Portfolio) map[string]int {
	counts := map[string]int{}
	for _, e := range p.Entries {
		for _, id := range e.Fits() {
			counts[id]++
		}
	}
	return counts
}

// begin starts a story to a question and leads to its guided builder. A
// start with the same question that was left with nothing told is taken up
// again, so that no empty ones pile up.
func (l *libraryRoom) begin(w http.ResponseWriter, r *http.Request, s store.Story) error {
	p, err := l.coach.Portfolio(r.Context(), l.owner(r))
	if err != nil {
		return err
	}
	for _, e := range p.Entries {
		if s.Question != "" && e.Question == s.Question && strings.TrimSpace(e.Answer+e.Notes) == "" {
			return l.seeOther(w, r, "/stories/"+e.ID+"/ask", "You began this one before; go on here.")
		}
	}
	// A start that was clicked is kept, also where the page was left since.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), l.times.work)
	defer cancel()
	added, err := l.coach.Add(ctx, l.owner(r), s)
	if err != nil {
		return err
	}
	return l.seeOther(w, r, "/stories/"+added.ID+"/ask", "A new story. It is kept as you go.")
}
