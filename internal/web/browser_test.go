package web

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/store"
	"rehearse/internal/web/webtest"

	"github.com/chromedp/chromedp/kb"
)

// serveFolder makes the test binary serve a folder instead of running tests,
// so that a test can kill a server that is a process of its own.
const serveFolder = "REHEARSE_TEST_SERVE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(serveFolder); dir != "" {
		if err := serveUntilKilled(dir, os.Getenv("REHEARSE_TEST_ADDR")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	webtest.Run(m)
}

func serveUntilKilled(dir, addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	ctx := context.Background()
	memory, err := store.Open(ctx, filepath.Join(dir, "rehearse.db"))
	if err != nil {
		return err
	}
	c, err := coach.New(memory, coach.Options{})
	if err != nil {
		return err
	}
	fmt.Println("http://" + l.Addr().String())
	return New(c, Options{}).Serve(ctx, l)
}

// process is a server that can be killed.
type process struct {
	url string
	cmd *exec.Cmd
}

// startProcess serves a folder on an address; ":0" takes a free port.
func startProcess(t *testing.T, dir, addr string) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), serveFolder+"="+dir, "REHEARSE_TEST_ADDR="+addr)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: cmd}
	t.Cleanup(p.kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal("the server said nothing: ", err)
	}
	p.url = strings.TrimSpace(line)
	return p
}

// kill ends the server as a power cut would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// workshop is a server inside the test.
type workshop struct {
	url   string
	coach *coach.Coach
}

// openWorkshop serves an empty store.
func openWorkshop(t *testing.T) *workshop {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	memory, err := store.Open(ctx, filepath.Join(t.TempDir(), "rehearse.db"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := coach.New(memory, coach.Options{Now: func() time.Time { return time.Date(2026, 9, 7, 20, 15, 0, 0, time.Local) }})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = New(c, Options{}).Serve(ctx, l)
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
		memory.Close()
	})
	return &workshop{url: "http://" + l.Addr().String(), coach: c}
}

// add keeps a story and gives the path of its page.
func (w *workshop) add(t *testing.T, s store.Story) string {
	t.Helper()
	kept, err := w.coach.Add(context.Background(), store.Local, s)
	if err != nil {
		t.Fatal(err)
	}
	return "/stories/" + kept.ID
}

// only is the one story that is kept.
func (w *workshop) only(t *testing.T) store.Story {
	t.Helper()
	p, err := w.coach.Portfolio(context.Background(), store.Local)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Entries) != 1 {
		t.Fatalf("%d stories are kept, not one", len(p.Entries))
	}
	return p.Entries[0].Story
}

// bakery is the story of the README.
func bakery(t *testing.T) store.Story {
	t.Helper()
	data, err := os.ReadFile("../../examples/night-bakery.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(string(data)[4:], "\n---\n")
	if !ok {
		t.Fatal("the example has no front matter any more")
	}
	return store.Story{
		Title: "The night the bakeries stopped ordering", Question: "Tell me about a time you took over a team that was in trouble.",
		Answer: strings.TrimSpace(text),
	}
}

const saved = `document.getElementById("saved").textContent.startsWith("Saved at")`

// painted is how many places a highlight covers.
func painted(x *webtest.Tab, name string) int {
	return webtest.Eval[int](x, `CSS.highlights.get("`+name+`")?.size ?? 0`)
}

func TestBrowserNewcomerToFirstReviewedStory(t *testing.T) {
	w := openWorkshop(t)
	x := webtest.Open(t)
	x.Go(w.url + "/")
	x.Click(`main a[href^="/stories/new"]`)
	x.Wait(`location.pathname === "/stories/new"`)
	s := bakery(t)
	x.Set(`textarea[name=answer]`, s.Answer)
	x.Click(`form:has(textarea[name=answer]) button.main, form:has(textarea[name=answer]) button[type=submit]`)
	x.Wait(`document.querySelector("#vote .vote")?.textContent.includes("no")`)
	if kept := w.only(t); kept.Answer != s.Answer {
		t.Errorf("kept %q", kept.Answer[:60])
	}
	x.Wait(`CSS.highlights.has("situation")`)
	if n := painted(x, "situation"); n < 5 {
		t.Errorf("%d sentences are painted as situation", n)
	}
}

func TestBrowserEditIsReadAsOneTypes(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, bakery(t))
	x := webtest.Open(t)
	x.Size(1280, 900, false)
	x.Go(w.url + path)
	x.Wait(`CSS.highlights.has("situation")`)
	results := painted(x, "result")
	x.Focus("#sheet")
	webtest.Eval[any](x, `getSelection().selectAllChildren(document.getElementById("sheet")); getSelection().collapseToEnd(); performance.clearMeasures(); 0`)
	x.Type(" Failed orders fell from 9 a week to none within a quarter.")
	x.Wait(fmt.Sprintf(`(CSS.highlights.get("result")?.size ?? 0) > %d`, results))
	x.Wait(saved)
	kept := w.only(t)
	if !strings.HasSuffix(kept.Answer, "within a quarter.") {
		t.Errorf("kept %q", kept.Answer[len(kept.Answer)-80:])
	}
	took := webtest.Eval[[]float64](x, `performance.getEntriesByName("rehearse:keystroke-to-paint").map(e => e.duration).sort((a, b) => a - b)`)
	if len(took) == 0 {
		t.Error("no keystroke was measured to its paint")
	} else {
		t.Logf("keystroke to paint: median %.0f ms, highest %.0f ms of %d", took[len(took)/2], took[len(took)-1], len(took))
	}
}

func TestBrowserNotesLightTheirWords(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, bakery(t))
	x := webtest.Open(t)
	x.Size(1280, 900, false)
	x.Go(w.url + path)
	x.Wait(`document.querySelector(".margin.beside .note")`)
	x.Focus("[data-rule=blame] summary")
	x.Wait(`CSS.highlights.get("lit")?.size > 0`)
	lit := webtest.Eval[string](x, `[...CSS.highlights.get("lit")][0].toString()`)
	own := webtest.Eval[string](x, `document.getElementById("sheet").textContent.slice(...document.activeElement.closest("[data-spots]").dataset.spots.split(" ")[0].split("-").map(Number))`)
	if lit != own || len(lit) < 10 {
		t.Errorf("the note lights %q, and is about %q", lit, own)
	}
	first := webtest.Eval[string](x, `document.activeElement.closest(".note").id`)
	x.Type("j")
	x.Wait(`document.activeElement.closest(".note")?.id !== "` + first + `"`)
	x.Type(kb.Enter)
	x.Wait(`document.activeElement.closest("details").open`)
	x.Wait(`(() => { const b = [...document.querySelectorAll(".note")].map(n => n.getBoundingClientRect()).sort((a, b) => a.top - b.top);
		return b.filter((r, i) => i && r.top < b[i-1].bottom - 1).length === 0; })()`) // no note lies on another
}

func TestBrowserOtherLevelSaysWhatChanges(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, bakery(t))
	x := webtest.Open(t)
	x.Go(w.url + path)
	x.Wait(`CSS.highlights.has("situation")`)
	x.Click(`#levels a[data-rubric=amazon-l7]`)
	x.Wait(`document.querySelector("#compared")?.textContent.includes("Held to L7")`)
	x.Wait(`document.querySelector("#vote").textContent.includes("held to L7")`)
	x.Focus("#compared .quoted")
	x.Wait(`CSS.highlights.get("lit")?.size === 1`)
	if same := webtest.Eval[bool](x, `document.activeElement.textContent.includes([...CSS.highlights.get("lit")][0].toString().slice(0, 12))`); !same {
		t.Error("the words of another level light other words")
	}
	x.Click("#compared .quoted")
	x.Wait(`document.activeElement.id === "sheet" && location.hash === ""`)
}

func TestBrowserConflictOfTwoTabsLosesNothing(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, store.Story{Title: "Twice", Answer: "One.\n\nTwo."})
	a := webtest.Open(t)
	a.Go(w.url + path)
	a.Wait(`document.getElementById("sheet")`)
	// A save that this page has not heard of, as from a machine whose stream
	// was cut.
	webtest.Eval[any](a, `document.addEventListener("rehearse:change", e => e.stopImmediatePropagation(), true); 0`)
	s := w.only(t)
	s.Answer = "One, theirs.\n\nTwo."
	if _, err := w.coach.Save(context.Background(), store.Local, s, s.Revision); err != nil {
		t.Fatal(err)
	}
	a.Set("#sheet", "One.\n\nTwo, mine.")
	a.Wait(`document.getElementById("conflict").open`)
	if now := w.only(t); now.Answer != "One, theirs.\n\nTwo." {
		t.Errorf("before a choice the store holds %q", now.Answer)
	}
	both := webtest.Eval[[]string](a, `["yours", "stored"].map(x => document.getElementById("conflict-" + x).textContent).concat(document.getElementById("conflict-merged").value)`)
	for i, want := range []string{"One.\n\nTwo, mine.", "One, theirs.\n\nTwo.", "One, theirs.\n\nTwo, mine."} {
		if both[i] != want {
			t.Errorf("the dialog shows %q, not %q", both[i], want)
		}
	}
	a.Click(`[data-keep=merged]`)
	a.Wait(saved)
	if now := w.only(t); now.Answer != "One, theirs.\n\nTwo, mine." {
		t.Errorf("after the choice the store holds %q", now.Answer)
	}
	// A save after it is a plain one again.
	a.Set("#sheet", "One, theirs.\n\nTwo, mine. Three.")
	a.Wait(`document.querySelector("[name=base]").value === "4"`)
	steps, err := w.coach.History(context.Background(), store.Local, strings.TrimPrefix(path, "/stories/"))
	if err != nil || len(steps) < 2 || steps[0].Began != store.OriginMerged || len(steps[0].Saves) != 2 || steps[0].Origin != "" {
		t.Errorf("the history holds %+v, %v", steps, err)
	}
}

func TestBrowserTwoTabsStayInStep(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, store.Story{Title: "Step", Answer: "One."})
	a := webtest.Open(t)
	a.Go(w.url + path)
	b := a.Another()
	b.Go(w.url + path)
	b.Wait(`performance.getEntriesByType("resource").some(e => e.name.endsWith("/events")) || document.getElementById("sheet")`)
	a.Wait(`document.getElementById("sheet")`)
	webtest.Eval[any](b, `new Promise(r => setTimeout(r, 600))`) // the stream opens after the page has settled
	a.Set("#sheet", "One. And two.")
	a.Wait(saved)
	b.Wait(`document.getElementById("sheet").textContent === "One. And two."`)
	b.Wait(`document.querySelector("[name=base]").value === "2"`)
}

func TestBrowserKilledServerLosesNothing(t *testing.T) {
	dir := t.TempDir()
	p := startProcess(t, dir, "127.0.0.1:0")
	addr := strings.TrimPrefix(p.url, "http://")
	x := webtest.Open(t)
	x.Go(p.url + "/stories/new")
	x.Set(`textarea[name=answer]`, "It began at night.")
	x.Click(`form:has(textarea[name=answer]) button.main, form:has(textarea[name=answer]) button[type=submit]`)
	x.Wait(`document.getElementById("sheet")`)
	x.Set("#sheet", "It began at night. We were four.")
	x.Wait(saved)
	p.kill()
	x.Set("#sheet", "It began at night. We were four. Nobody slept.")
	x.Wait(`document.getElementById("saved").textContent.startsWith("Not saved")`)
	p = startProcess(t, dir, addr)
	x.Wait(saved)
	x.Go(p.url + webtest.Eval[string](x, "location.pathname"))
	if got := webtest.Eval[string](x, `document.getElementById("sheet")?.textContent ?? document.getElementById("answer").value`); got != "It began at night. We were four. Nobody slept." {
		t.Errorf("after the return the page holds %q", got)
	}
}

func TestBrowserWithoutScriptsOneCanWriteSaveAndRead(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, bakery(t))
	x := webtest.Open(t)
	x.NoScript()
	x.Go(w.url + path)
	x.Click("#answer")
	x.Type(kb.End)
	x.Type("Written without scripts. ")
	x.Click("#save")
	x.Wait(`document.getElementById("notice").textContent === "Saved."`)
	kept := w.only(t)
	if !strings.Contains(kept.Answer, "Written without scripts.") || kept.Revision != 2 {
		t.Errorf("revision %d was kept", kept.Revision)
	}
}

// hostile is a text that would like to be more than text.
const hostile = "</textarea></script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'> \u202eright to left\u202c zero\u200bwidth \u0000 & &amp; 🙂 end."

func TestBrowserHostileTextStaysText(t *testing.T) {
	w := openWorkshop(t)
	path := w.add(t, store.Story{Title: hostile, Question: hostile, Answer: hostile, Notes: hostile, Tags: []string{hostile}, Project: hostile})
	x := webtest.Open(t)
	for _, page := range []string{path, path + "/history", path + "/followups", path + "/ask", "/", "/stories", "/claims", "/coverage", "/readiness"} {
		x.Go(w.url + page)
		x.Wait(`document.readyState === "complete"`)
		if webtest.Eval[bool](x, `"hacked" in window`) {
			t.Errorf("%s ran a script out of a story", page)
		}
	}
	x.Go(w.url + path)
	x.Wait(`document.getElementById("sheet")`)
	kept := w.only(t)
	got := webtest.Eval[string](x, `document.getElementById("sheet").textContent`)
	if got != kept.Answer {
		t.Errorf("the page shows %q of %q", got, kept.Answer)
	}
	x.Wait(`JSON.parse(document.getElementById("marks").textContent).length === document.getElementById("sheet").textContent.length`)
}

// seed is the interview guide that tests may read, where it lies.
func seed(t *testing.T) string {
	t.Helper()
	shared := os.Getenv("REHEARSE_SHARED")
	if shared == "" {
		t.Skip("NOT TESTED: REHEARSE_SHARED names no folder with the seed guide")
	}
	data, err := os.ReadFile(filepath.Join(shared, "seeds/l6-behavioral-guide.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestBrowserSeedGuideByDrop(t *testing.T) {
	guide := seed(t)
	w := openWorkshop(t)
	x := webtest.Open(t)
	x.Go(w.url + "/stories")
	x.Wait(`document.readyState === "complete"`)
	quoted, err := json.Marshal(guide)
	if err != nil {
		t.Fatal(err)
	}
	webtest.Eval[any](x, `(() => { const d = new DataTransfer(); d.items.add(new File([`+string(quoted)+`], "guide.txt", { type: "text/plain" }));
		const to = document.querySelector("main");
		for (const name of ["dragenter", "dragover", "drop"]) to.dispatchEvent(new DragEvent(name, { dataTransfer: d, bubbles: true, cancelable: true })); })()`)
	x.Wait(`/\b33\b/.test(document.querySelector("main").innerText)`)
	p, err := w.coach.Portfolio(context.Background(), store.Local)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Entries) != 33 {
		t.Errorf("%d stories came in, not 33", len(p.Entries))
	}
}
