package coach_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/rubric"
	"rehearse/internal/store"
)

func TestPortfolioIsReadAgainOnlyAfterAChange(t *testing.T) {
	c, _ := newCoach(t)
	s := add(t, c, 0)
	first := portfolio(t, c)
	if portfolio(t, c) != first {
		t.Error("it was read again although nothing changed")
	}
	must(t, c.Tell(mine(t), store.Local, store.Telling{Story: s.ID}))
	then := portfolio(t, c)
	if then == first || len(then.Entries[0].Tellings) != 1 || len(first.Entries[0].Tellings) != 0 {
		t.Error("a change is not seen, or changed what was given out before")
	}
}

func TestPortfolioSeesWhatAnotherProcessWrote(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rehearse.db")
	a, b := coachOver(t, path, newClock().options()), coachOver(t, path, newClock().options())
	portfolio(t, a)
	s := add(t, b, 0)
	if e, ok := portfolio(t, a).Entry(s.ID); !ok || !e.Digest.Reviewed {
		t.Error("the other's story is not seen")
	}
}

func TestDigestSaysWhatAModelAnswerShows(t *testing.T) {
	c, _ := newCoach(t)
	lib, err := c.Library()
	must(t, err)
	for i := range 6 {
		s := add(t, c, i)
		e, _ := portfolio(t, c).Entry(s.ID)
		d, x := e.Digest, lib.Scenarios[i]
		if d.Rating < 3 || d.Label == "" || d.Reason == "" || len(d.Principles) == 0 || len(d.Amounts) == 0 || d.Level == "" || d.Groups < 1 {
			t.Errorf("%s: %+v", x.ID, d)
		}
		if len(d.Scenarios) == 0 || d.Scenarios[0] != x.ID || d.Competency != x.Competency {
			t.Errorf("%s is told for %v, of the competency %q and not %q", x.ID, d.Scenarios, d.Competency, x.Competency)
		}
		if d.Clock["action"] < d.Clock["task"] || d.Seconds < 60 {
			t.Errorf("%s: the clock is %v of %v seconds", x.ID, d.Clock, d.Seconds)
		}
		for _, a := range d.Amounts {
			if a.Sentence == "" || a.Text == "" {
				t.Errorf("%s: an amount %q in %q", x.ID, a.Text, a.Sentence)
			}
		}
	}
}

func TestADigestKnowsWhatAnUnknownQuestionIsAbout(t *testing.T) {
	c, _ := newCoach(t)
	lib, err := c.Library()
	must(t, err)
	text, _ := answer(t, 0)
	q := lib.Questions[len(lib.Questions)-1]
	s, err := c.Add(mine(t), store.Local, store.Story{Answer: text, Question: "  " + q.Question + "?"})
	must(t, err)
	if e, _ := portfolio(t, c).Entry(s.ID); e.Digest.Competency != q.Competency {
		t.Errorf("a question of the bank: %q, not %q", e.Digest.Competency, q.Competency)
	}
	s.Question = ""
	_, err = c.Save(mine(t), store.Local, s, s.Revision)
	must(t, err)
	if e, _ := portfolio(t, c).Entry(s.ID); e.Digest.Competency == "" || len(e.Digest.Scenarios) == 0 {
		t.Errorf("without a question: %+v", e.Digest)
	}
}

func TestAnotherPaceOrRubricReadsAnew(t *testing.T) {
	c, _ := newCoach(t)
	for i := range 12 {
		add(t, c, i)
	}
	usual := portfolio(t, c)
	must(t, c.SaveSettings(mine(t), store.Local, coach.Settings{Pace: 75}))
	if d := portfolio(t, c).Entries[0].Digest; d.Reviewed {
		t.Errorf("twelve stories were read while a page waits, or a digest of another pace is shown: %+v", d)
	}
	var told []int
	must(t, c.Refresh(mine(t), store.Local, func(done, all int) { told = append(told, done, all) }))
	if len(told) < 4 || told[0] != 0 || told[len(told)-2] != 12 || told[len(told)-1] != 12 {
		t.Errorf("the progress was %v", told)
	}
	slow := portfolio(t, c)
	for i, e := range slow.Entries {
		if !e.Digest.Reviewed || e.Digest.Seconds < 1.9*usual.Entries[i].Digest.Seconds {
			t.Errorf("at half the pace %v seconds, not twice %v", e.Digest.Seconds, usual.Entries[i].Digest.Seconds)
		}
	}
	must(t, c.SaveSettings(mine(t), store.Local, coach.Settings{}))
	back := portfolio(t, c)
	for i := range back.Entries {
		if !reflect.DeepEqual(back.Entries[i].Digest, usual.Entries[i].Digest) {
			t.Errorf("back at the usual pace the kept digest is not found: %+v", back.Entries[i].Digest)
		}
	}
	must(t, c.SaveSettings(mine(t), store.Local, coach.Settings{Rubric: "amazon-l7"}))
	must(t, c.Refresh(mine(t), store.Local, nil))
	same := 0
	for i, e := range portfolio(t, c).Entries {
		if !e.Digest.Reviewed {
			t.Error("not read under the other rubric")
		}
		if reflect.DeepEqual(e.Digest, usual.Entries[i].Digest) {
			same++
		}
	}
	if same == 12 {
		t.Error("another level makes no difference to any of twelve stories")
	}
}

func TestFewUnreadStoriesAreReadAtOnce(t *testing.T) {
	c, _ := newCoach(t)
	for i := range 3 {
		add(t, c, i)
	}
	must(t, c.SaveSettings(mine(t), store.Local, coach.Settings{Pace: 120}))
	p := portfolio(t, c)
	for _, e := range p.Entries {
		if !e.Digest.Reviewed {
			t.Error("a story of three was not read")
		}
	}
	if portfolio(t, c) != p {
		t.Error("what was read was not kept")
	}
}

func TestARubricInAFileIsReadAgainWhenItChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.yaml")
	write := func(text string) { must(t, os.WriteFile(path, []byte(text), 0o600)) }
	write("id: mine\nextends: amazon-l6\ntitle: Mine\npace: {value: 100, source: me}\n")
	if _, err := rubric.Load(path, os.ReadFile); err != nil {
		t.Fatal(err)
	}
	c := coachOver(t, filepath.Join(t.TempDir(), "rehearse.db"), coach.Options{ReadFile: os.ReadFile})
	must(t, c.SaveSettings(mine(t), store.Local, coach.Settings{Rubric: path}))
	add(t, c, 0)
	before := portfolio(t, c).Entries[0].Digest.Seconds
	write("id: mine\nextends: amazon-l6\ntitle: Mine\npace: {value: 200, source: me}\n")
	if after := portfolio(t, c).Entries[0].Digest.Seconds; after*1.9 > before*1.0 || after == 0 {
		t.Errorf("%v seconds before and %v after the file said twice the pace", before, after)
	}
	must(t, os.Remove(path))
	if _, err := c.Rubric(path); err == nil {
		t.Error("nothing says that the rubric is gone")
	}
	if p := portfolio(t, c); len(p.Entries) != 1 || !p.Entries[0].Digest.Reviewed {
		t.Error("without its rubric the stories are out of reach")
	}
}

// many keeps n stories without reading them one by one.
func many(b testing.TB, n int) (*coach.Coach, string) {
	path := filepath.Join(b.TempDir(), "rehearse.db")
	c := coachOver(b, path, newClock().options())
	var files []coach.File
	for i := range min(n, coach.MostFiles) {
		var bank string
		for k := i; k < n; k += coach.MostFiles {
			text, _ := answer(b, k)
			bank += fmt.Sprintf("# Story %d\n\n## Situation\n\nThis was number %d.\n\n## Action\n\n%s\n\n", k, k, text)
		}
		files = append(files, coach.File{Name: fmt.Sprintf("%d.md", i), Data: []byte(bank)})
	}
	arrivals, err := c.Import(context.Background(), store.Local, files)
	must(b, err)
	for _, a := range arrivals {
		must(b, a.Err)
	}
	must(b, c.Refresh(context.Background(), store.Local, nil))
	if got := len(portfolio(b, c).Entries); got != n {
		b.Fatalf("%d stories came in, not %d", got, n)
	}
	return c, path
}

func BenchmarkPortfolio500Cached(b *testing.B) {
	c, _ := many(b, 500)
	for b.Loop() {
		portfolio(b, c)
	}
}

func BenchmarkPortfolio500Cold(b *testing.B) {
	_, path := many(b, 500)
	s, err := store.Open(context.Background(), path)
	must(b, err)
	defer s.Close()
	for b.Loop() {
		c, err := coach.New(s, coach.Options{})
		must(b, err)
		_, err = c.Rubric("")
		must(b, err)
		portfolio(b, c)
	}
}

func BenchmarkPortfolio500AfterASave(b *testing.B) {
	c, _ := many(b, 500)
	s := portfolio(b, c).Entries[7].Story
	for b.Loop() {
		b.StopTimer()
		s.Answer += " More."
		var err error
		s, err = c.Save(context.Background(), store.Local, s, s.Revision)
		must(b, err)
		b.StartTimer()
		portfolio(b, c)
	}
}

func BenchmarkReview450Words(b *testing.B) {
	c, _ := newCoach(b)
	text, question := answer(b, 0)
	for b.Loop() {
		_, _, err := c.Review(coach.Asked{Text: text, Question: question})
		must(b, err)
	}
}

func BenchmarkSave(b *testing.B) {
	c, _ := newCoach(b)
	s := add(b, c, 0)
	for i := 0; b.Loop(); i++ {
		s.Notes = fmt.Sprint(i)
		var err error
		s, err = c.Save(context.Background(), store.Local, s, s.Revision)
		must(b, err)
	}
}
