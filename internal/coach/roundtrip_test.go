package coach_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
	"rehearse/internal/story"
)

// bare is an entry without ids, times and what the reviewer says.
func bare(e coach.Entry) coach.Entry {
	e.Digest = coach.Digest{}
	e.Story.ID, e.Story.Revision, e.Story.Created, e.Story.Edited = "", 0, 0, 0
	tellings, claims, followUps := e.Tellings, e.Claims, e.FollowUps
	e.Tellings, e.Claims, e.FollowUps = nil, nil, nil
	for _, x := range tellings {
		e.Tellings = append(e.Tellings, store.Telling{On: x.On, To: x.To, Note: x.Note})
	}
	for _, x := range claims {
		x.Story, x.Edited = "", 0
		e.Claims = append(e.Claims, x)
	}
	for i, x := range followUps {
		e.FollowUps = append(e.FollowUps, store.FollowUp{Position: i, Question: x.Question, Reply: x.Reply})
	}
	return e
}

// differences shows the fields in which two entries differ.
func differences(want, got coach.Entry) (out string) {
	show := func(name string, a, b any) {
		if !reflect.DeepEqual(a, b) {
			out += fmt.Sprintf("\n%s: %q, not %q", name, b, a)
		}
	}
	for i := range reflect.TypeFor[store.Story]().NumField() {
		show(reflect.TypeFor[store.Story]().Field(i).Name, reflect.ValueOf(want.Story).Field(i).Interface(), reflect.ValueOf(got.Story).Field(i).Interface())
	}
	show("tellings", want.Tellings, got.Tellings)
	show("claims", want.Claims, got.Claims)
	show("follow-ups", want.FollowUps, got.FollowUps)
	return out
}

// carried exports all stories and takes them into an empty store.
func carried(t *testing.T, c *coach.Coach) *coach.Coach {
	t.Helper()
	var files []coach.File
	names := map[string]bool{}
	n, err := c.Export(mine(t), store.Local, func(name string, data []byte) error {
		if lower := strings.ToLower(name); names[lower] || strings.ContainsAny(name, `/\:*?"<>|`) || !strings.HasSuffix(name, ".md") || strings.HasPrefix(name, ".") {
			t.Errorf("a file is called %q", name)
		}
		names[strings.ToLower(name)] = true
		files = append(files, coach.File{Name: name, Data: data})
		return nil
	})
	must(t, err)
	if n != len(portfolio(t, c).Entries) || n != len(files) {
		t.Fatalf("%d files of %d stories", n, len(portfolio(t, c).Entries))
	}
	to, _ := newCoach(t)
	arrivals, err := to.Import(mine(t), store.Local, files)
	must(t, err)
	for i, a := range arrivals {
		if a.Err != nil || len(a.Stories) != 1 {
			t.Errorf("%s came in as %d stories: %v %v\n%s", a.Name, len(a.Stories), a.Notes, a.Err, files[i].Data)
		}
	}
	return to
}

// sameAfterwards takes stories out and in again and compares.
func sameAfterwards(t *testing.T, c *coach.Coach) {
	t.Helper()
	to := carried(t, c)
	got := map[string]coach.Entry{}
	for _, e := range portfolio(t, to).Entries {
		got[e.Title] = bare(e)
	}
	for _, e := range portfolio(t, c).Entries {
		want := bare(e)
		if !reflect.DeepEqual(got[e.Title], want) {
			t.Errorf("%s came back otherwise:%s", e.Title, differences(want, got[e.Title]))
		}
	}
}

func TestStoriesComeBackAsTheyWentOut(t *testing.T) {
	c, _ := newCoach(t)
	files, err := filepath.Glob("../../examples/*.md")
	must(t, err)
	var in []coach.File
	for _, name := range files {
		data, err := os.ReadFile(name)
		must(t, err)
		in = append(in, coach.File{Name: filepath.Base(name), Data: data})
	}
	arrivals, err := c.Import(mine(t), store.Local, in)
	must(t, err)
	for _, a := range arrivals {
		if a.Err != nil || len(a.Stories) != 1 {
			t.Fatalf("%+v", a)
		}
		must(t, c.Tell(mine(t), store.Local, store.Telling{Story: a.Stories[0].ID, On: "2025-01-02", To: "Ana", Note: "It went well."}))
		must(t, c.PutClaim(mine(t), store.Local, store.Claim{Story: a.Stories[0].ID, Text: "14 percent", Standing: coach.Confidential, Source: "the dashboard", Instead: "about a seventh"}))
	}
	for i := range 8 {
		add(t, c, i)
	}
	sameAfterwards(t, c)
}

// nasty are texts that a form of files could break on.
var nasty = []string{
	"I led.\nResult: 40%\n# Title\n\nS: x\nT: y\nA: z\nR: w",
	"## Result\n\nIt held.\n\n## Situation\n\nLate.\n\n## Result\n\nAgain.",
	"## Action\n\nI asked.\n\n### Step one\n\nI wrote.\n\n## Notes\n\n- call Ana\n\n## Follow-ups\n\n- Q: Why?\n  A: So.",
	"---\ntitle: Mine\nquestion: Why?\n---\nI led.",
	"---\ntitle: [\n---\nI led.",
	"\"I led the whole of it,\" he said.\n\n“All of it.”",
	"\"All of it in quotes\"",
	"<script>alert(1)</script> <!-- open\n-->\n<!-- rehearse: allow blame because he said so -->\nI led.",
	"<!-- rehearse: text -->Result: x\n\n<!-- rehearse: role result -->\nIt held.\n<!-- never closed",
	"```\n## Result\n```\n~~~\nopen",
	"مرحبا \u202eright to left\u202c z\u200bero \u2028 width é é",
	"- a\n- b\n\n1. c\n\n---\n\n***\n\n| S | T |\n|---|---|\n| a | b |",
	"    indented\n\n\n\n\nfar apart   \t\nblanks at ends  ",
	"Scenario 1: Turnaround\n\nQuestion: \"Tell me?\"\n\nSTAR Response:\n\nSituation: x\n\nScenario 2: Next\n\nSituation: y\nAction: z",
	"Q: Why?\nA: Because.\n\nInterviewer: Hm?\nMe: Yes.",
	"Situation\n=========\nLate.\n\nAction\n------\nI asked.",
	"S,T,A,R\n1,2,3,4",
	"<html><body><h2>Situation</h2><p>x</p></body></html>",
	"{\"story\": 1}",
}

func TestHostileTextsComeBackToo(t *testing.T) {
	c, _ := newCoach(t)
	ctx := mine(t)
	for i, text := range nasty {
		line := strings.Join(strings.Fields(text), " ")
		s, err := c.Add(ctx, store.Local, store.Story{
			Title: fmt.Sprintf("%d. %s", i, line), Question: line, Questions: []string{line + "?", "yes", "[x]"}, Project: line, Kind: []string{"", "standard", "failure"}[i%3],
			Tags: []string{"null", line, "a, b", "- c", "#d"}, Principles: []string{"dive-deep", "ownership"}, Answer: text, Notes: nasty[(i+5)%len(nasty)],
		})
		must(t, err)
		must(t, c.Tell(ctx, store.Local, store.Telling{Story: s.ID, On: "2025-01-02", To: line, Note: text}))
		must(t, c.Tell(ctx, store.Local, store.Telling{Story: s.ID, On: "2025-01-02", To: "Ana, Acme", Note: "a, b: c"}))
		must(t, c.Tell(ctx, store.Local, store.Telling{Story: s.ID, On: "2025-01-02"}))
		must(t, c.Tell(ctx, store.Local, store.Telling{Story: s.ID, On: "2024-01-02", Note: "\"x\", y"}))
		must(t, c.PutClaim(ctx, store.Local, store.Claim{Story: s.ID, Text: "\"4\": verified; source: x", Standing: coach.Estimate, Source: text, Instead: text}))
		must(t, c.PutClaim(ctx, store.Local, store.Claim{Story: s.ID, Text: "14%", Source: "x; say instead: y"}))
		for _, f := range []store.FollowUp{{Question: line, Reply: text}, {Question: "Q: Why? A: So.", Reply: "\n- Q: And?"}, {Question: "Why", Reply: ""}} {
			f.Story = s.ID
			_, err := c.AddFollowUp(ctx, store.Local, f)
			must(t, err)
		}
	}
	sameAfterwards(t, c)
}

func TestNotesKeepWhatAFileHoldsBesideTheAnswer(t *testing.T) {
	c, _ := newCoach(t)
	file := "---\ntitle: Late\nrubric: amazon-l7\n---\n## Action\n\nI asked.\n\n## Red flags\n\n- blame\n\n## Told\n\n- 2025-01-02: Ana\n- once to Bob\n\n" +
		"## Claims\n\n- \"4\": verified\n- \"5\": quite sure\n\n## Budget\n\nTwo lines\nof it.\n"
	arrivals, err := c.Import(mine(t), store.Local, []coach.File{{Name: "late.md", Data: []byte(file)}})
	must(t, err)
	e, _ := portfolio(t, c).Entry(arrivals[0].Stories[0].ID)
	for _, want := range []string{"## Red flags\n\n- blame", "once to Bob", "quite sure", "## Budget\n\nTwo lines\nof it.", "amazon-l7"} {
		if !strings.Contains(e.Notes, want) {
			t.Errorf("the notes lack %q:\n%s", want, e.Notes)
		}
	}
	if len(e.Tellings) != 1 || len(e.Claims) != 1 || len(arrivals[0].Notes) != 1 || e.Answer != "## Action\n\nI asked." {
		t.Errorf("it came in as %+v, %v", e, arrivals[0].Notes)
	}
	sameAfterwards(t, c)
}

func TestAnEditedExportIsTakenAsEdited(t *testing.T) {
	c, _ := newCoach(t)
	_, err := c.Add(mine(t), store.Local, store.Story{Title: "Twice", Answer: "## Result\n\nIt held.\n\n## Situation\n\nLate."})
	must(t, err)
	var file string
	_, err = c.Export(mine(t), store.Local, func(_ string, data []byte) error { file = string(data); return nil })
	must(t, err)
	edited := strings.Replace(file, "It held.", "It held for years.", 1)
	to, _ := newCoach(t)
	_, err = to.Import(mine(t), store.Local, []coach.File{{Name: "twice.md", Data: []byte(edited)}})
	must(t, err)
	if e := portfolio(t, to).Entries[0]; !strings.Contains(e.Answer, "for years") {
		t.Errorf("an edit was undone:\n%s\nfrom\n%s", e.Answer, edited)
	}
}

func TestImportSkipsWhatIsThere(t *testing.T) {
	c, _ := newCoach(t)
	s := add(t, c, 0)
	text := strings.ReplaceAll(s.Answer, ". ", ".\n")
	arrivals, err := c.Import(mine(t), store.Local, []coach.File{
		{Name: "same.txt", Data: []byte(text)}, {Name: "bad.md", Data: []byte("\x00\x01")}, {Name: "empty.md"}, {Name: "new.md", Data: []byte("I led nine people.")}, {Name: "again.md", Data: []byte("I led  nine people.")},
	})
	must(t, err)
	if a := arrivals[0]; len(a.Stories) != 0 || len(a.Twice) != 1 || !strings.Contains(a.Twice[0], "word for word") || a.Err != nil {
		t.Errorf("a story that is there: %+v", a)
	}
	if a := arrivals[1]; a.Err == nil {
		t.Errorf("a file that is none: %+v", a)
	}
	if a := arrivals[2]; a.Err != nil || len(a.Notes) != 1 {
		t.Errorf("an empty file: %+v", a)
	}
	if a := arrivals[3]; len(a.Stories) != 1 || len(arrivals[4].Stories) != 0 || len(arrivals[4].Twice) != 1 {
		t.Errorf("a new story, twice: %+v, %+v", a, arrivals[4])
	}
	if n := len(portfolio(t, c).Entries); n != 2 {
		t.Errorf("%d stories are here, not two", n)
	}
	if _, err := c.Import(mine(t), store.Local, make([]coach.File, coach.MostFiles+1)); err == nil {
		t.Error("more files than can be taken in at a time were taken in")
	}
}

func TestExportStopsAtTheFirstError(t *testing.T) {
	c, _ := newCoach(t)
	add(t, c, 0)
	add(t, c, 1)
	full := errors.New("the disk is full")
	n, err := c.Export(mine(t), store.Local, func(string, []byte) error { return full })
	if n != 0 || !errors.Is(err, full) {
		t.Errorf("%d files, %v", n, err)
	}
}

// FuzzDraft takes any story out and in again.
func FuzzDraft(f *testing.F) {
	for i, text := range nasty {
		f.Add(text, nasty[(i+3)%len(nasty)], "Why?")
	}
	f.Fuzz(func(t *testing.T, answer, notes, question string) {
		c := cleaner(t)
		e := coach.Entry{Story: c(store.Story{Title: "x", Answer: answer, Notes: notes, Question: question})}
		parsed, err := story.Parse("x.md", coach.Draft(e).Markdown())
		if err != nil {
			t.Fatalf("the file can't be read: %v", err)
		}
		got := coach.FromDraft(parsed.Draft())
		got.Story = c(got.Story)
		if !reflect.DeepEqual(got.Story, e.Story) {
			t.Errorf("%+v came back as\n%+v from\n%s", e.Story, got.Story, coach.Draft(e).Markdown())
		}
	})
}

// cleaner puts stories into the form in which they are kept.
func cleaner(t *testing.T) func(store.Story) store.Story {
	return func(s store.Story) store.Story {
		s, err := coach.CleanStory(s)
		must(t, err)
		return s
	}
}

func TestTwoImportsAtOnceAddAStoryOnce(t *testing.T) {
	one, _ := newCoach(t)
	other, err := coach.New(one.Store(), coach.Options{})
	must(t, err)
	var files []coach.File
	for i := range 20 {
		files = append(files, coach.File{Name: fmt.Sprintf("%d.md", i), Data: fmt.Appendf(nil, "I led %d people across the harbor, and they arrived.", i+2)})
	}
	var both sync.WaitGroup
	for _, c := range []*coach.Coach{one, other, one} {
		both.Go(func() {
			if _, err := c.Import(mine(t), store.Local, files); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if n := len(portfolio(t, one).Entries); n != len(files) {
		t.Errorf("%d stories are here, not %d", n, len(files))
	}
}
