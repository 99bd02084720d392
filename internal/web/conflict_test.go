package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/page"
	"rehearse/internal/store"
	"rehearse/internal/web/webtest"
)

// storyWith is a story with every field filled.
func storyWith() store.Story {
	return store.Story{
		Title: "Late", Question: "Tell me?", Questions: []string{"Why?"}, Kind: "standard", Project: "Apollo", Tags: []string{"one"},
		Principles: []string{"ownership", "my-own"}, Answer: "I led the team.\n\nWe were late.", Notes: "A note.",
	}
}

// formOf is a story as its page's form sends it.
func formOf(x store.Story, base string) url.Values {
	form := url.Values{"base": {base}, "answer": {x.Answer}}
	for _, name := range coach.Fields() {
		form.Set(name, coach.FieldText(x, name))
	}
	return form
}

// version is a revision of a story.
func version(t *testing.T, s *Server, id string, revision int64) store.Version {
	t.Helper()
	v, err := s.coach.Version(t.Context(), store.Local, id, revision)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAFieldThatDoesNotArriveStays(t *testing.T) {
	s, x := withStory(t, storyWith())
	at := "/stories/" + x.ID
	if w := sendForm(s, at, url.Values{"base": {"1"}, "answer": {"Told anew."}}, "Accept", "application/json"); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	got := version(t, s, x.ID, 2).Story
	for _, name := range coach.Fields() {
		if coach.FieldText(got, name) != coach.FieldText(x, name) {
			t.Errorf("%s became %q", name, coach.FieldText(got, name))
		}
	}
	// One that arrives empty is emptied.
	form := formOf(store.Story{Title: "Late", Answer: "Told anew."}, "2")
	if w := sendForm(s, at, form, "Accept", "application/json"); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if got := version(t, s, x.ID, 3); got.Notes != "" || got.Tags != nil || got.Principles != nil || got.Kind != "" || got.Project != "" {
		t.Errorf("emptied fields are kept as %+v", got.Story)
	}
	// The page's own form has a field for the principles even where none is
	// ticked, and holds those that the rubric has no box for.
	shows(t, s, at, `<input type="hidden" name="principles" value="">`)
	got.Revision = 3
	if w := sendForm(s, at, formOf(got, "3")); w.Code != http.StatusSeeOther {
		t.Fatalf("%d", w.Code)
	}
	shows(t, s, at, `<input type="hidden" name="principles" value="my-own">`)
}

// clash is a story that another window saved while this one wrote: each
// changed the answer and some fields.
func clash(t *testing.T) (s *Server, id string, there, here store.Story) {
	t.Helper()
	s, x := withStory(t, storyWith())
	there, here = x, x
	there.Answer, here.Answer = "I led nine.\n\nWe were late.", "I led the team.\n\nWe were never late."
	there.Title, there.Tags, there.Notes = "Late, theirs", []string{"one", "theirs"}, "A note, theirs."
	here.Project, here.Tags, here.Notes = "Apollo, mine", []string{"mine"}, "A note, mine."
	if w := sendForm(s, "/stories/"+x.ID, formOf(there, "1")); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	return s, x.ID, there, here
}

func TestAConflictTellsOfEveryField(t *testing.T) {
	s, id, _, here := clash(t)
	w := sendForm(s, "/stories/"+id, formOf(here, "1"), "Accept", "application/json")
	var said struct {
		Together struct {
			Title, Project, Answer, Notes string
			Tags                          []string
		}
		Rows  []map[string]string
		Taken string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusConflict {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if x := said.Together; x.Title != "Late, theirs" || x.Project != "Apollo, mine" || x.Notes != here.Notes || x.Tags[0] != "mine" || x.Answer != "I led nine.\n\nWe were never late." {
		t.Errorf("together it is %+v", x)
	}
	if len(said.Rows) != 2 || said.Rows[0]["field"] != "tags" || said.Rows[1]["yoursSays"] != here.Notes || said.Rows[1]["storedSays"] != "A note, theirs." || !strings.Contains(said.Taken, "title") {
		t.Errorf("the rows are %v, taken is %q", said.Rows, said.Taken)
	}
	// The page without scripts has the same.
	html := sendForm(s, "/stories/"+id, formOf(here, "1")).Body.String()
	for _, want := range []string{`name="notes" value="A note, mine." checked`, `name="notes" value="A note, theirs."`, `<textarea name="mine-notes" hidden>`, "taken from there: title.", `name="settles" value="stored"`, "Late, theirs"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if version(t, s, id, 2).Answer != "I led nine.\n\nWe were late." {
		t.Error("the story changed before a choice")
	}
}

func TestSettlingAConflictLosesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		settles string
		change  func(form url.Values, there, here store.Story)
		want    func(there, here store.Story) store.Story
		// aside is whether this window's version stands in the history.
		aside bool
	}{
		"together, mine chosen": {"merged", nil, func(there, here store.Story) store.Story {
			here.Title, here.Answer = there.Title, "I led nine.\n\nWe were never late."
			return here
		}, false},
		"together, the other notes chosen": {"merged", func(form url.Values, there, here store.Story) {
			form.Set("notes", there.Notes)
			form.Set("mine-notes", here.Notes)
		}, func(there, here store.Story) store.Story {
			here.Title, here.Answer, here.Notes = there.Title, "I led nine.\n\nWe were never late.", there.Notes
			return here
		}, true},
		"together, changed by hand": {"merged", func(form url.Values, _, _ store.Story) { form.Set("answer", "I led nine.") }, func(there, here store.Story) store.Story {
			here.Title, here.Answer = there.Title, "I led nine."
			return here
		}, true},
		"my text, the other tags": {"kept", func(form url.Values, there, here store.Story) {
			form.Set("answer", here.Answer)
			form.Set("tags", "one, theirs")
			form.Set("mine-tags", "mine")
		}, func(there, here store.Story) store.Story {
			here.Title, here.Tags = there.Title, there.Tags
			return here
		}, true},
		"the saved one": {"stored", func(form url.Values, _, here store.Story) {
			for name, value := range formOf(here, "2") {
				form[name] = value
			}
		}, func(there, _ store.Story) store.Story { return there }, true},
	} {
		t.Run(name, func(t *testing.T) {
			s, id, there, here := clash(t)
			want := c.want(there, here)
			together := here
			together.Title = there.Title
			form := formOf(together, "2")
			form.Set("settles", c.settles)
			form.Set("answer", "I led nine.\r\n\r\nWe were never late.")
			form.Set("proposal", "I led nine.\r\n\r\nWe were never late.")
			form.Set("mine-answer", strings.ReplaceAll(here.Answer, "\n", "\r\n"))
			if c.settles != "merged" {
				form.Del("proposal")
				form.Del("mine-answer")
			}
			if c.change != nil {
				c.change(form, there, here)
			}
			w := sendForm(s, "/stories/"+id, form, "Accept", "application/json")
			var said struct {
				Revision int64
				Story    struct{ Notes string }
			}
			if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusOK || said.Story.Notes != want.Notes {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			got := version(t, s, id, said.Revision).Story
			for _, field := range coach.Fields() {
				if coach.FieldText(got, field) != coach.FieldText(want, field) {
					t.Errorf("%s is %q, not %q", field, coach.FieldText(got, field), coach.FieldText(want, field))
				}
			}
			if got.Answer != want.Answer || c.aside != (said.Revision == 4) {
				t.Errorf("revision %d holds %q, not %q", said.Revision, got.Answer, want.Answer)
			}
			if aside := version(t, s, id, 3); c.aside && (aside.Notes != here.Notes || aside.Project != here.Project || aside.Tags[0] != "mine" || !strings.Contains(aside.Answer, "never late")) {
				t.Errorf("the history holds of this window: %+v", aside)
			}
			if version(t, s, id, 2).Notes != there.Notes {
				t.Error("the history lost the other window’s")
			}
		})
	}
}

func TestAFieldClashIsShownInert(t *testing.T) {
	s, x := withStory(t, storyWith())
	for i, answer := range []string{"1", "1"} {
		x.Notes, x.Title = vile+answer+strings.Repeat("!", i), vile+strings.Repeat("?", i)
		if w := sendForm(s, "/stories/"+x.ID, formOf(x, "1")); i == 1 {
			inert(t, w.Body.String())
		}
	}
}

func TestBrowserConflictOffersEveryField(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, storyWith())
	x := webtest.Open(t)
	begin := func() (theirs store.Story) {
		x.Go(w.url + path)
		x.Wait(`document.getElementById("sheet")`)
		webtest.Eval[any](x, `document.addEventListener("rehearse:change", e => e.stopImmediatePropagation(), true); document.querySelector(".details").open = true; 0`)
		return w.only(t)
	}
	s := begin()
	base := s.Revision
	s.Title, s.Notes = "Late, theirs", "A note, theirs."
	if _, err := w.coach.Save(context.Background(), store.Local, s, base); err != nil {
		t.Fatal(err)
	}
	x.Set("#notes", "A note of ten minutes.")
	x.Wait(`document.getElementById("conflict").open`)
	if hidden := webtest.Eval[bool](x, `document.getElementById("conflict-texts").hidden`); !hidden {
		t.Error("texts that are the same are shown as two")
	}
	if says := webtest.Eval[string](x, `document.getElementById("conflict").innerText`); !strings.Contains(says, "A note of ten minutes.") || !strings.Contains(says, "A note, theirs.") || !strings.Contains(says, "title") {
		t.Errorf("the dialog says %q", says)
	}
	x.Click(`#conflict input[value=stored]`)
	x.Click(`[data-keep=merged]`)
	x.Wait(saved)
	if now := w.only(t); now.Notes != "A note, theirs." || now.Title != "Late, theirs" || now.Revision != 4 {
		t.Errorf("kept is %+v", now)
	}
	x.Wait(`document.getElementById("notes").value === "A note, theirs." && document.getElementById("title").value === "Late, theirs"`)

	s = begin()
	s.Answer += " And theirs."
	if _, err := w.coach.Save(context.Background(), store.Local, s, s.Revision); err != nil {
		t.Fatal(err)
	}
	x.Set("#notes", "Ten minutes more.")
	x.Wait(`document.getElementById("conflict").open`)
	x.Click(`[data-keep=stored]`)
	x.Wait(`document.getElementById("notes").value === "A note, theirs."`)
	x.Wait(saved)
	x.Wait(`document.getElementById("notice").textContent.includes("stands in the story’s history")`)
	now := w.only(t)
	aside, err := w.coach.Version(context.Background(), store.Local, now.ID, now.Revision-1)
	if err != nil || aside.Notes != "Ten minutes more." || !strings.HasSuffix(now.Answer, "And theirs.") {
		t.Errorf("kept is %+v, and before it %+v", now, aside)
	}
}

func TestBrowserWhatIsRefusedIsSaidOnceAndStays(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, storyWith())
	x := webtest.Open(t)
	x.Go(w.url + path)
	x.Wait(`document.getElementById("sheet")`)
	webtest.Eval[any](x, `window.sent = 0; const f = window.fetch; window.fetch = (u, o) => { if (o?.method === "POST" && !u.endsWith("/review")) sent++; return f(u, o); };
		document.querySelector(".details").open = true; 0`)
	x.Set("#tags", strings.Repeat("t", coach.LongestLine+1))
	x.Wait(`document.getElementById("saved").textContent.includes("longer than the 2000 letters")`)
	webtest.Eval[any](x, `new Promise(r => setTimeout(r, 3500))`) // a server that is gone is asked again after two seconds
	if n := webtest.Eval[int](x, `sent`); n != 1 {
		t.Errorf("it was sent %d times", n)
	}
	if says := webtest.Eval[string](x, `document.getElementById("saved").textContent`); strings.Contains(says, "trying again") {
		t.Errorf("the page says %q", says)
	}
	x.Set("#tags", "short")
	x.Wait(saved)
	if now := w.only(t); now.Tags[0] != "short" {
		t.Errorf("kept is %v", now.Tags)
	}
}

func TestWhatCannotBeKeptIsRefusedInWords(t *testing.T) {
	s, x := withStory(t, storyWith())
	at := "/stories/" + x.ID
	if w := sendForm(s, at+"/followups", url.Values{"question": {"Why?"}}); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code)
	}
	p, err := s.coach.Portfolio(t.Context(), store.Local)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := p.Entry(x.ID)
	reply := at + "/followups/" + e.FollowUps[0].ID
	line, note := strings.Repeat("é", coach.LongestLine+1), strings.Repeat("é", coach.LongestNote+1)
	list := func(sep string) string {
		var all []string
		for i := range coach.MostListed + 1 {
			all = append(all, strings.Repeat("q", i+1))
		}
		return strings.Join(all, sep)
	}
	with := func(name, value string) url.Values {
		form := formOf(x, "1")
		form.Set(name, value)
		return form
	}
	for name, c := range map[string]struct {
		path   string
		form   url.Values
		status int
		says   string
	}{
		"title":              {at, with("title", line), 422, "title is longer than the 2000 letters"},
		"question":           {at, with("question", line), 422, "question is longer"},
		"project":            {at, with("project", line), 422, "project is longer"},
		"tags":               {at, with("tags", list(",")), 422, "101 tags"},
		"questions":          {at, with("questions", list("\n")), 422, "101 other questions"},
		"answer":             {at, with("answer", strings.Repeat("a", page.LongestAnswer+1)), 422, "1000000 letters"},
		"notes":              {at, with("notes", strings.Repeat("a", page.LongestAnswer+1)), 422, "1000000 letters"},
		"new title":          {"/stories", url.Values{"title": {line}, "answer": {"x"}}, 422, "title is longer"},
		"new answer":         {"/stories", url.Values{"title": {"x"}, "answer": {strings.Repeat("a", page.LongestAnswer+1)}}, 422, "1000000 letters"},
		"asked for":          {at + "/ask", url.Values{"part": {"action"}, "base": {"1"}, "reply": {strings.Repeat("a", page.LongestAnswer)}}, 422, "1000000 letters"},
		"only read":          {at + "/review", with("answer", strings.Repeat("a", page.LongestAnswer+1)), 422, "1000000 letters"},
		"reply":              {reply, url.Values{"question": {"Why?"}, "reply": {note}, "base": {"1"}}, 422, "reply is longer than the 65536 letters"},
		"new reply":          {at + "/followups", url.Values{"question": {"Why?"}, "reply": {note}}, 422, "reply is longer"},
		"follow-up":          {at + "/followups", url.Values{"question": {line}}, 422, "question is longer than the 2000 letters"},
		"amount":             {"/claims", url.Values{"story": {x.ID}, "text": {strings.Repeat("9", 401)}, "standing": {"verified"}}, 422, "amount"},
		"moved amount":       {"/claims", url.Values{"story": {x.ID}, "text": {"9"}, "move": {strings.Repeat("9", 401)}}, 404, "gone already"},
		"source":             {"/claims", url.Values{"story": {x.ID}, "text": {"9"}, "standing": {"verified"}, "source": {strings.Repeat("é", page.LongestRemark+1)}}, 422, "longer than a line"},
		"story of a claim":   {"/claims", url.Values{"story": {strings.Repeat("x", 401)}, "text": {"9"}, "standing": {"verified"}}, 404, "not here any more"},
		"story of a telling": {"/stories/" + strings.Repeat("x", 401) + "/told", url.Values{"to": {"Ana"}}, 404, "not here any more"},
		"story":              {"/stories/" + strings.Repeat("x", 401), with("title", "T"), 404, "not here any more"},
		"word":               {"/words", url.Values{"key": {"step:map"}, "note": {strings.Repeat("é", page.LongestRemark+1)}}, 422, "longer than there is room for"},
		"day of a word":      {"/words", url.Values{"key": {"step:map"}, "on": {"0001-01-01"}}, 422, "1950"},
		"interview":          {"/interview", url.Values{"interview": {"9999-12-31"}}, 422, "1950"},
		"set interview":      {"/settings", url.Values{"interview": {"0001-01-01"}}, 422, "1950"},
	} {
		for _, accept := range []string{"text/html", "application/json"} {
			w := sendForm(s, c.path, c.form, "Accept", accept)
			if body := w.Body.String(); w.Code != c.status || !strings.Contains(body, c.says) {
				t.Errorf("%s: %d %.300s", name, w.Code, body)
			}
		}
	}
	if e, _ := s.coach.Story(t.Context(), store.Local, x.ID); e.Revision != 1 {
		t.Errorf("the story is at revision %d", e.Revision)
	}
	// All that the limits allow is kept whole.
	most := formOf(x, "1")
	for _, name := range []string{"title", "question", "project", "tags"} {
		most.Set(name, strings.Repeat("é", coach.LongestLine))
	}
	if w := sendForm(s, at, most); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	for _, name := range []string{"title", "question", "project", "tags"} {
		if got := coach.FieldText(version(t, s, x.ID, 2).Story, name); got != most.Get(name) {
			t.Errorf("%s is cut to %d bytes", name, len(got))
		}
	}
}

func TestBrowserADraftHoldsEveryField(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, storyWith())
	x := webtest.Open(t)
	x.Go(w.url + path)
	x.Wait(`document.getElementById("sheet")`)
	// No save leaves this page, as where the server is gone.
	webtest.Eval[any](x, `const f = window.fetch; window.fetch = (u, o) => o?.method === "POST" ? Promise.reject(new TypeError("gone")) : f(u, o);
		document.querySelector(".details").open = true; 0`)
	x.Set("#notes", "A note of ten minutes.")
	x.Wait(`document.getElementById("saved").textContent.startsWith("Not saved")`)
	y := x.Another() // the same browser, later
	y.Go(w.url + path)
	y.Wait(`document.querySelector("#notice button")`)
	if now := w.only(t); now.Notes != "A note." {
		t.Fatalf("kept is %q already", now.Notes)
	}
	y.Click("#notice button")
	y.Wait(saved)
	if now := w.only(t); now.Notes != "A note of ten minutes." || now.Tags[0] != "one" || len(now.Principles) != 2 {
		t.Errorf("brought back is %+v", now)
	}
}
