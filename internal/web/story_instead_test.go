package web

import (
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

// confide says of a figure that it is confidential.
func confide(t *testing.T, c *coach.Coach, story, text, instead string) {
	t.Helper()
	claim := store.Claim{Story: story, Text: text, Standing: coach.Confidential, Instead: instead}
	if err := c.PutClaim(t.Context(), store.Local, claim); err != nil {
		t.Fatal(err)
	}
}

func TestAStoryNotesTheConfidentialFigureItTells(t *testing.T) {
	s, x := withStory(t, store.Story{Title: "Search", Answer: toldOnce})
	at := "/stories/" + x.ID
	if html := shows(t, s, at); strings.Contains(html, "note-confidential") {
		t.Error("a figure of which nothing was said is noted as confidential")
	}
	confide(t, s.coach, x.ID, "14 engineers", "a dozen engineers")
	confide(t, s.coach, x.ID, "12%", "")
	shows(t, s, at, "How it will read", "a team of a dozen engineers", "you decided to say “a dozen engineers” instead.", `formaction="`+at+`/instead"`, `<span class="ms-confidential">`,
		"/claims?show=confidential#"+page.ClaimAnchor(x.ID, "12%"))

	// As one types: the note goes with the figure.
	review := func(answer string) string {
		w := sendForm(s, at+"/review", url.Values{"answer": {answer}}, "Accept", "application/json")
		var said struct {
			Marks   page.Marks
			Regions map[string]string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		painted := 0
		for _, n := range said.Marks.Notes {
			if n.Severity == "confidential" {
				painted += len(n.At)
			}
		}
		if got := strings.Count(said.Regions["margin"], `class="note note-confidential"`); (got > 0) != (painted > 0) {
			t.Errorf("%d notes and %d places", got, painted)
		}
		return said.Regions["margin"]
	}
	if html := review(toldOnce); !strings.Contains(html, "a dozen engineers") {
		t.Error("the margin lacks the figure that is still told")
	}
	if html := review(strings.ReplaceAll(toldOnce, "14 engineers", "my team")); strings.Contains(html, "a dozen engineers") || !strings.Contains(html, "Confidential:") {
		t.Error("the note of the figure that is gone stays, or the other one went")
	}
	// Without scripts, too, what is not saved yet is read with its figures.
	if w := sendForm(s, at+"/review", url.Values{"answer": {toldOnce}}); !strings.Contains(w.Body.String(), "note-confidential") {
		t.Error("the page of an unsaved text lacks the note")
	}
}

func TestInsteadKeepsWhatWasTypedAndPutsTheWordsIn(t *testing.T) {
	s, x := withStory(t, store.Story{Title: "Search", Answer: toldOnce})
	at := "/stories/" + x.ID
	confide(t, s.coach, x.ID, "14 engineers", "a dozen engineers")
	form := url.Values{"answer": {toldOnce + " Typed since."}, "title": {"Search, again"}, "base": {"1"}, "figure": {"14 engineers"}}
	w := sendForm(s, at+"/instead", form)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != at {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	got, err := s.coach.Story(t.Context(), store.Local, x.ID)
	if err != nil || got.Revision != 3 || got.Title != "Search, again" || !strings.HasSuffix(got.Answer, "Typed since.") || strings.Contains(got.Answer, "14 engineers") {
		t.Errorf("%+v, %v", got, err)
	}

	// A figure that is not told costs nothing of what was typed.
	form.Set("answer", "Nothing of it.")
	form.Set("base", "3")
	w = sendForm(s, at+"/instead", form, "Accept", "application/json")
	var said struct {
		Revision     int64
		Answer, Says string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusOK || said.Revision != 4 || said.Answer != "Nothing of it." || !strings.Contains(said.Says, "no longer says this figure") {
		t.Errorf("%d %+v, %v", w.Code, said, err)
	}

	// Nor does another window.
	form.Set("answer", toldOnce)
	if w = sendForm(s, at+"/instead", form); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "Nothing of it.") {
		t.Errorf("%d", w.Code)
	}
	if w = sendForm(s, at+"/instead", url.Values{"figure": {"14 engineers"}}); w.Code != http.StatusBadRequest {
		t.Errorf("without a story: %d", w.Code)
	}
	if w = sendForm(s, "/stories/none/instead", form); w.Code != http.StatusNotFound {
		t.Errorf("a story that is not there: %d", w.Code)
	}
}

func TestBrowserConfidentialFigureIsMarkedAndSaidInstead(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, store.Story{Title: "Search", Answer: toldOnce})
	id := strings.TrimPrefix(path, "/stories/")
	confide(t, w.coach, id, "14 engineers", "a dozen engineers")
	confide(t, w.coach, id, "12%", "a good deal")
	x := webtest.Open(t)
	x.Size(1280, 900, false)
	x.Go(w.url + path)
	x.Wait(`document.querySelectorAll(".margin.beside .note-confidential").length === 2`)
	if n := painted(x, "note-confidential"); n != 2 {
		t.Errorf("%d figures are marked", n)
	}
	if words := webtest.Eval[string](x, `[...CSS.highlights.get("note-confidential")].map(r => r.startContainer.data.slice(r.startOffset, r.endOffset)).join("|")`); words != "14 engineers|12%" {
		t.Errorf("marked are %q", words)
	}
	x.Focus(".note-confidential button")
	x.Wait(`CSS.highlights.get("lit")?.size === 1`)

	// The note goes as the figure is typed over, before anything is saved.
	x.Set("#sheet", strings.Replace(toldOnce, "12%", "much", 1))
	x.Wait(`document.querySelectorAll(".note-confidential").length === 1 && CSS.highlights.get("note-confidential").size === 1`)

	x.Click(".note-confidential button")
	x.Wait(`document.getElementById("sheet").textContent.includes("a team of a dozen engineers")`)
	x.Wait(`document.querySelectorAll(".note-confidential").length === 0 && !CSS.highlights.has("note-confidential")`)
	x.Wait(`document.getElementById("saved").textContent.startsWith("Saved") && document.activeElement.id === "sheet"`)
	kept := w.only(t)
	if want := strings.NewReplacer("12%", "much", "14 engineers", "a dozen engineers").Replace(toldOnce); kept.Answer != want {
		t.Errorf("kept %q", kept.Answer)
	}
	if base := webtest.Eval[string](x, `document.querySelector("[name=base]").value`); base != "3" || kept.Revision != 3 {
		t.Errorf("the page stands at revision %s, the store at %d", base, kept.Revision)
	}
}

func TestBrowserConfidentialFigureIsSaidInsteadWithoutScripts(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, store.Story{Title: "Search", Answer: toldOnce})
	confide(t, w.coach, strings.TrimPrefix(path, "/stories/"), "14 engineers", "a dozen engineers")
	x := webtest.Open(t)
	x.NoScript()
	x.Go(w.url + path)
	x.Wait(`getComputedStyle(document.querySelector(".ms-confidential")).textDecorationLine.includes("overline")`)
	x.Click(".note-confidential button")
	x.Wait(`document.getElementById("notice").textContent.startsWith("Put in other words.")`)
	if kept := w.only(t); strings.Contains(kept.Answer, "14 engineers") {
		t.Errorf("kept %q", kept.Answer)
	}
}
