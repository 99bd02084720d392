package web

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/internal/coach"
	"rehearse/internal/store"
	"rehearse/internal/web/webtest"
)

var screens = flag.String("screens", "", "folder to write a screenshot of every page to; make screens sets it")

// fault finds what a page has wrong that can be measured: text too pale,
// controls without a name, things wider than the window, doubled ids, a
// missing first line, layout that moved while it loaded.
const faults = `(async () => {
  const out = [];
  const seen = new Set();
  for (const el of document.querySelectorAll("[id]")) { if (seen.has(el.id)) out.push("id twice: " + el.id); seen.add(el.id); }
  if (document.querySelectorAll("h1").length !== 1) out.push(document.querySelectorAll("h1").length + " headings of the first rank");
  if (!document.documentElement.lang) out.push("no language");
  for (const el of document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a[href]")) {
    if (el.closest("[hidden], dialog:not([open])") || !el.getClientRects().length) continue;
    const name = el.getAttribute("aria-label") || el.labels?.[0]?.textContent || el.textContent || el.title || el.value;
    if (!name || !name.trim()) out.push("no name: " + el.outerHTML.slice(0, 120));
    if (el.matches("input, select, textarea") && !el.labels?.length && !el.getAttribute("aria-label") && !el.getAttribute("aria-labelledby")) out.push("no label: " + el.outerHTML.slice(0, 120));
    const box = el.getBoundingClientRect();
    const inline = getComputedStyle(el).display === "inline" || el.closest("label");
    if (!inline && (box.width < 24 || box.height < 24) && el.matches("button, select, input:not([type=checkbox], [type=radio])")) out.push("smaller than 24 by 24: " + el.outerHTML.slice(0, 120));
  }
  for (const el of document.querySelectorAll("img:not([alt]), svg:not([aria-hidden]):not([role])")) out.push("picture without words: " + el.outerHTML.slice(0, 100));
  if (document.documentElement.scrollWidth > innerWidth + 1) {
    const wide = [...document.querySelectorAll("main *")].filter(el => el.getBoundingClientRect().right > innerWidth + 1 && !el.closest(".scroll, .hide"));
    out.push("wider than the window by " + (document.documentElement.scrollWidth - innerWidth) + ": " + wide.slice(0, 3).map(el => el.outerHTML.slice(0, 90)).join(" | "));
  }
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = c => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
  const lum = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = el => { for (; el; el = el.parentElement) { const c = rgba(getComputedStyle(el).backgroundColor); if (c[3] > .99) return c; } return [255, 255, 255, 1]; };
  const pale = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const el = n.parentElement;
    if (!n.data.trim() || el.closest("script, noscript, [hidden], .hide, .skip, dialog:not([open]), [disabled], [aria-hidden=true]") || !el.getClientRects().length) continue;
    const style = getComputedStyle(el);
    if (style.visibility === "hidden") continue;
    const a = lum(rgba(style.color)), b = lum(ground(el));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700;
    if (ratio < (large ? 3 : 4.5)) pale.add("contrast " + ratio.toFixed(2) + ": " + (el.className || el.tagName) + " \"" + n.data.trim().slice(0, 40) + "\"");
  }
  out.push(...[...pale].slice(0, 8));
  const first = document.querySelector("main h1");
  const lead = document.querySelector("main .lead");
  if (!lead) out.push("no first line that says what to do now");
  else if (first && first.compareDocumentPosition(lead) & Node.DOCUMENT_POSITION_PRECEDING) out.push("the first line stands before the heading");
  for (const el of document.querySelectorAll("[style]")) if (!el.closest("#sheet, #margin, .rails")) out.push("style in the markup: " + el.outerHTML.slice(0, 80));
  const moved = await new Promise(done => {
    let sum = 0;
    new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) sum += e.value; }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 60);
  });
  if (moved > 0.01) out.push("the layout moved by " + moved.toFixed(3));
  return out;
})()`

// furnished is a workshop with stories in it, and the pages to look at.
func furnished(t *testing.T) (*workshop, map[string]string) {
	t.Helper()
	w := openWorkshop(t)
	var files []coach.File
	for _, name := range []string{"night-bakery.md", "harbour-cranes.md"} {
		data, err := os.ReadFile("../../examples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, coach.File{Name: name, Data: data})
	}
	lib, err := w.coach.Library()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range lib.Scenarios[:12] {
		files = append(files, coach.File{Name: s.ID + ".md", Data: []byte("---\ntitle: " + s.Title + "\nquestion: " + s.Question + "\n---\n" + s.Answer.Text())})
	}
	ctx := context.Background()
	if _, err := w.coach.Import(ctx, store.Local, files); err != nil {
		t.Fatal(err)
	}
	if err := w.coach.Refresh(ctx, store.Local, nil); err != nil {
		t.Fatal(err)
	}
	p, err := w.coach.Portfolio(ctx, store.Local)
	if err != nil {
		t.Fatal(err)
	}
	var id string
	for _, e := range p.Entries {
		if strings.Contains(e.Title, "bakeries") {
			id = e.ID
		}
	}
	if id == "" {
		t.Fatal("the bakery's story did not come in")
	}
	story := p.Entries[0]
	for _, e := range p.Entries {
		if e.ID == id {
			story = e
		}
	}
	changed := story.Story
	changed.Answer += "\n\nFailed orders fell from nine a week to none within a quarter, and it stayed that way."
	if _, err := w.coach.Save(ctx, store.Local, changed, story.Revision); err != nil {
		t.Fatal(err)
	}
	settings, err := w.coach.Settings(ctx, store.Local)
	if err != nil {
		t.Fatal(err)
	}
	settings.Interview = "2026-10-05"
	if err := w.coach.SaveSettings(ctx, store.Local, settings); err != nil {
		t.Fatal(err)
	}
	one := "/stories/" + id
	return w, map[string]string{
		"today": "/", "stories": "/stories", "new": "/stories/new", "story": one, "story-l7": one + "?rubric=amazon-l7", "history": one + "/history",
		"followups": one + "/followups", "ask": one + "/ask", "claims": "/claims", "coverage": "/coverage", "readiness": "/readiness",
		"library": "/library", "scenario": "/library/scenarios/production-incident", "principles": "/library/principles", "level": "/library/level",
		"questions": "/library/questions", "search": "/library/search?q=migration", "settings": "/settings",
	}
}

// Every page is looked at in both sizes and both themes. With -screens it is
// also photographed.
func TestBrowserEveryPageIsSound(t *testing.T) {
	w, pages := furnished(t)
	x := webtest.Open(t)
	for name, path := range pages {
		for _, width := range []int64{1280, 390} {
			for _, dark := range []bool{false, true} {
				look := fmt.Sprintf("%s-%d-%s", name, width, map[bool]string{false: "light", true: "dark"}[dark])
				height := map[int64]int64{1280: 900, 390: 844}[width]
				x.Size(width, height, dark)
				x.Go(w.url + path)
				x.Wait(`document.readyState === "complete"`)
				if strings.HasPrefix(name, "story") {
					x.Wait(`document.body.classList.contains("live")`)
				}
				for _, f := range webtest.Eval[[]string](x, faults) {
					t.Errorf("%s: %s", look, f)
				}
				if *screens != "" {
					if err := os.WriteFile(filepath.Join(*screens, look+".webp"), x.Picture(2*float64(height)), 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

// A newcomer's pages are empty, and say what to do.
func TestBrowserEmptyPagesTeach(t *testing.T) {
	w := openWorkshop(t)
	x := webtest.Open(t)
	for _, path := range []string{"/", "/stories", "/stories/new", "/claims", "/coverage", "/readiness", "/settings", "/library"} {
		x.Size(390, 900, false)
		x.Go(w.url + path)
		x.Wait(`document.readyState === "complete"`)
		for _, f := range webtest.Eval[[]string](x, faults) {
			t.Errorf("%s, empty: %s", path, f)
		}
		if n := webtest.Eval[int](x, `document.querySelectorAll("main a[href], main button, main input").length`); n == 0 {
			t.Errorf("%s, empty, offers nothing to do", path)
		}
	}
}

// Nothing on any page comes from elsewhere, and the policy that says so stops
// nothing of ours.
func TestBrowserNothingComesFromElsewhere(t *testing.T) {
	w, pages := furnished(t)
	x := webtest.Open(t)
	for name, path := range pages {
		x.Go(w.url + path)
		x.Wait(`document.readyState === "complete"`)
		for _, url := range webtest.Eval[[]string](x, `performance.getEntriesByType("resource").map(e => e.name)`) {
			if !strings.HasPrefix(url, w.url+"/") {
				t.Errorf("%s loads %s", name, url)
			}
		}
		if n := webtest.Eval[int](x, `performance.getEntriesByType("resource").filter(e => e.responseStatus >= 400).length`); n > 0 {
			t.Errorf("%s: %d things could not be loaded", name, n)
		}
		weight := webtest.Eval[int](x, `[...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")].filter(e => !e.name.endsWith("/events")).reduce((n, e) => n + e.decodedBodySize, 0)`)
		if weight > 100<<10 {
			t.Errorf("%s weighs %d KB, more than 100", name, weight>>10)
		}
	}
}

func TestBrowserPrint(t *testing.T) {
	w, _ := furnished(t)
	x := webtest.Open(t)
	x.Go(w.url + "/readiness")
	pdf := x.PDF()
	if n := strings.Count(string(pdf), "/Type /Page\n") + strings.Count(string(pdf), "/Type /Page "); n > 2 {
		t.Errorf("the printed form takes %d sheets, more than 2", n)
	}
	if len(pdf) < 5000 {
		t.Errorf("the printed form has %d bytes: nothing is on it", len(pdf))
	}
}

func TestBrowserCoverageToNewStory(t *testing.T) {
	w, _ := furnished(t)
	x := webtest.Open(t)
	x.Size(1280, 900, false)
	x.Go(w.url + "/coverage")
	x.Click(`form[action$="/start"] button, a[href*="/library/scenarios/"]`)
	x.Wait(`location.pathname.startsWith("/library/scenarios/") || location.pathname.endsWith("/ask")`)
	if !strings.HasSuffix(webtest.Eval[string](x, "location.pathname"), "/ask") {
		x.Click(`form[action$="/start"] button`)
		x.Wait(`location.pathname.endsWith("/ask")`)
	}
	x.Set(`main textarea`, "In 2024 I ran two teams of nine engineers at a ferry company, and boarding took an hour.")
	x.Click(`main form button.main`)
	x.Wait(`document.querySelector("main").innerText.includes("ferry company")`)
}
